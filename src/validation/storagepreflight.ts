import { slug, type RecordStore } from '../actions/records.js';
import { restArtifacts } from '../actions/restartifacts.js';
import { freeBytes } from '../actions/storedirectory.js';
import { directoryOf } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import { pass, type Finding } from '../record/finding.js';
import type { Preflight } from './databases.js';
import { databaseBytes, diskFinding } from './machine.js';
import { quotaFinding, QUOTA } from './quota.js';
import type { Reached } from './reach.js';
import type { Visit } from './visit.js';

export interface StoragePlan {
  readonly environment: string;
  /** The input `backup-to`. */
  readonly target: string;
  readonly workspace: string;
  readonly retentionDays: number;
  readonly inActions: boolean;
  readonly visibility: 'public' | 'private' | 'unknown';
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string | undefined;
}

/** Whether the store of the backup has room for it, wherever that is. */
export function storagePreflights(
  plan: StoragePlan,
  tools: Pick<Tools, 'fetch' | 'clock' | 'signal'> & { readonly records: RecordStore },
  visit: Visit,
): readonly Preflight[] {
  const directory = directoryOf(plan);
  if (directory !== undefined) {
    const check = async (direct: Reached): Promise<Finding[]> => [
      diskFinding(
        await databaseBytes(direct, visit),
        await freeBytes(directory),
        'disk of backup-to',
      ),
    ];
    return [{ name: 'disk of backup-to', check }];
  }
  if (!plan.inActions) return [];
  return [
    {
      name: QUOTA,
      check: async (direct) => [
        plan.visibility === 'public'
          ? pass(QUOTA, 'artifacts of public repositories are free')
          : await quotaFinding({
              rest: restArtifacts({ ...tools, repository: plan.repository, token: plan.token }),
              records: tools.records,
              usualName: `${slug(plan.environment)}-backup-`,
              databaseBytes: await databaseBytes(direct, visit),
              retentionDays: plan.retentionDays,
              now: tools.clock.now(),
            }),
      ],
    },
  ];
}
