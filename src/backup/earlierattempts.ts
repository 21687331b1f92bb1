import type { ReadRecords, RecordStore } from '../actions/records.js';
import { messageOf } from '../errors.js';
import type { DatabaseState, RunFacts } from '../record/facts.js';
import { couldNotVerify, notRun, pass, warn, type Finding } from '../record/finding.js';
import type { RecordOf } from '../record/record.js';
import { movement } from './movement.js';

const NAME = 'earlier attempts';
const FIX = 'give the job `permissions: actions: read`';

export interface Earlier {
  /** None in a first attempt. */
  readonly findings: readonly Finding[];
  /** For the manifest: the backup to go back to, when the database has moved since. */
  readonly afterPartialMigration?: { readonly firstBackup: string };
}

/**
 * On a re-run the database may already carry what an earlier attempt of the run changed. A backup
 * of that is worth having, but it undoes nothing: the first one does.
 */
export async function compareWithEarlierAttempts(
  run: RunFacts,
  now: DatabaseState,
  records: RecordStore,
): Promise<Earlier> {
  if (run.attempt === 1) return { findings: [] };
  const read: ReadRecords = await records.read().catch((error: unknown) => ({
    records: [],
    unreadable: [messageOf(error)],
  }));
  const first = read.records.find(
    (record): record is RecordOf<'backup'> =>
      record.step === 'backup' &&
      record.status === 'passed' &&
      record.run.runId === run.runId &&
      record.run.attempt < run.attempt,
  );
  if (first?.details === undefined) {
    return {
      findings: [
        read.unreadable.length === 0
          ? notRun(NAME, 'none of them left a backup')
          : couldNotVerify(NAME, `records could not be read: ${read.unreadable.join('; ')}`, FIX),
      ],
    };
  }
  const { artifact, manifest } = first.details;
  const moved = movement(manifest.state, now);
  if (moved.length === 0) {
    return { findings: [pass(NAME, `schema and ledger are as ${artifact.name} found them`)] };
  }
  // A second re-run meets the backup of the first re-run only when the first attempt left none.
  const firstBackup = manifest.afterPartialMigration?.firstBackup ?? artifact.name;
  return {
    findings: [
      warn(NAME, {
        expected: `the state that ${firstBackup} found`,
        found: `an earlier attempt of this run has changed the database: ${moved.join('; ')}`,
        fix: `to undo the whole deploy, restore ${firstBackup}, not the backup of this attempt`,
      }),
    ],
    afterPartialMigration: { firstBackup },
  };
}
