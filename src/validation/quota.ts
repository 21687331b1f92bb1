import { WAYS_OUT } from '../actions/githubupload.js';
import type { RecordStore } from '../actions/records.js';
import type { RestArtifacts } from '../actions/restartifacts.js';
import { problemsOf } from '../errors.js';
import { inBytes } from '../record/amounts.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';
import type { BackupDetails } from '../record/details.js';
import type { StoredArtifact } from '../record/manifest.js';

export const QUOTA = 'artifact storage';
const MB = 1_000_000;
const DAY_MS = 86_400_000;
/** Days by which "recent" is meant. */
const WINDOW_DAYS = 30;
/** Of the size of a database: what its compressed archive takes, without indexes and bloat. */
const ARCHIVE_SHARE = { least: 0.15, most: 0.5 } as const;
/** The least that a plan includes (docs.github.com, Actions limits; October 2026). */
const INCLUDED = 500 * MB;
const PLANS =
  'GitHub includes 500 MB (Free), 1 GB (Pro), 2 GB (Team) or 50 GB (Enterprise Cloud) for all private repositories of the account together';

export interface Storage {
  /** Artifacts of the repository that are not expired. */
  readonly artifacts: readonly StoredArtifact[];
  /** False: there are more than could be listed. */
  readonly complete: boolean;
}

export interface Forecast {
  readonly storage: Storage;
  /** The newest backup of the environment that passed, from whatever run. */
  readonly last: BackupDetails | undefined;
  /** Name of a backup without its run id, where there is no last one. */
  readonly usualName: string;
  /** Bytes of the database. */
  readonly databaseBytes: number;
  readonly retentionDays: number;
  readonly now: Date;
}

export interface ForecastSources extends Omit<Forecast, 'storage' | 'last'> {
  readonly rest: Pick<RestArtifacts, 'inRepository'>;
  readonly records: Pick<RecordStore, 'newestAnywhere'>;
}

/** Whether the backups of the coming days fit into what the account may store; never a refusal. */
export async function quotaFinding(sources: ForecastSources): Promise<Finding> {
  const { rest, records } = sources;
  try {
    const storage = await rest.inRepository();
    const { record } = await records.newestAnywhere(
      'backup',
      ({ status, details }) => status === 'passed' && details !== undefined,
    );
    return forecast({ ...sources, storage, last: record?.details });
  } catch (error) {
    const [problem] = problemsOf(error, 'list the artifacts of the repository');
    return couldNotVerify(QUOTA, problem?.found ?? '', problem?.nextAction);
  }
}

/** The arithmetic of it: artifacts of others, plus as many backups as are kept at once. */
export function forecast(facts: Forecast): Finding {
  const { storage, last, retentionDays } = facts;
  const backups = storage.artifacts.filter(isBackup(facts));
  const held = bytesOf(storage.artifacts);
  const others = held - bytesOf(backups);
  const recent = backups.filter(isRecent(facts)).length;
  const atOnce = Math.max(
    1,
    Math.round((recent * retentionDays) / Math.min(WINDOW_DAYS, retentionDays)),
  );
  const one = expectedBackup(facts);
  // Right after the next backup nothing has expired yet.
  const total = (size: number): number => Math.max(held + size, others + atOnce * size);
  const found = [
    `the artifacts of this repository hold ${storage.complete ? '' : 'more than '}${inBytes(held)} now`,
    `one backup takes ${range(one.least, one.most)} (${last === undefined ? `from ${inBytes(facts.databaseBytes)} of database` : 'as the last one did'})`,
    `with ${recent} in the last ${Math.min(WINDOW_DAYS, retentionDays)} days, each kept for ${retentionDays}, ${atOnce} would be there at once: ${range(total(one.least), total(one.most))} in all`,
    PLANS,
  ].join('; ');
  if (total(one.most) <= INCLUDED) return pass(QUOTA, found);
  return warn(QUOTA, {
    expected: `at most ${inBytes(INCLUDED)}, which every plan includes`,
    found,
    fix: `compare with the plan of the account; if it is too much: ${WAYS_OUT}`,
  });
}

function isBackup({ last, usualName }: Forecast): (artifact: StoredArtifact) => boolean {
  const { manifest, artifact } = last ?? {};
  const base = artifact === undefined ? usualName : baseOf(artifact.name, manifest?.run.runId);
  return ({ name, runId }) => baseOf(name, runId) === base;
}

/** Names of two backups differ by run, attempt and try. */
function baseOf(name: string, runId: string | undefined): string {
  const base = name.replace(/(-attempt-\d+)?(-try-\d+)?$/, '');
  return runId === undefined ? base : base.replaceAll(runId, '');
}

function isRecent({ now, retentionDays }: Forecast): (artifact: StoredArtifact) => boolean {
  const from = now.getTime() - Math.min(WINDOW_DAYS, retentionDays) * DAY_MS;
  return ({ createdAt }) => createdAt !== undefined && Date.parse(createdAt) >= from;
}

function expectedBackup({ last, databaseBytes }: Forecast): { least: number; most: number } {
  if (last !== undefined) return { least: last.artifact.bytes, most: last.artifact.bytes };
  return {
    least: databaseBytes * ARCHIVE_SHARE.least,
    most: databaseBytes * ARCHIVE_SHARE.most,
  };
}

function bytesOf(artifacts: readonly StoredArtifact[]): number {
  return artifacts.reduce((sum, { bytes }) => sum + bytes, 0);
}

function range(least: number, most: number): string {
  return least === most ? `about ${inBytes(least)}` : `${inBytes(least)} to ${inBytes(most)}`;
}
