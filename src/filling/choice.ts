import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RecordStore } from '../actions/records.js';
import { LOCAL_STORE } from '../actions/stores.js';
import { MANIFEST_FILE } from '../archive/manifestfile.js';
import { DeployError } from '../errors.js';
import { surelyAnother } from '../postgres/identity.js';
import type { Identity, RunFacts } from '../record/facts.js';
import type { StoredArtifact } from '../record/manifest.js';
import type { RecordOf } from '../record/record.js';
import {
  firstMissing,
  noneAnywhere,
  noneInRun,
  noneOfThis,
  severalDatabases,
  twoWishes,
} from './choicefailure.js';

/** What the caller says about which backup; nothing of it means the newest proven one. */
export interface Wish {
  readonly environment: string;
  /** Id of the run that took it. */
  readonly runId: string | undefined;
  /** Directory with a downloaded backup, or the archive in it. */
  readonly file: string | undefined;
  /** Relative paths start there. */
  readonly directory: string;
  /** Reads which database direct-url names; asked only where no backup was named. */
  readonly identify: () => Promise<Identity>;
}

/** A backup that was found, before its bytes are fetched. */
export type Choice =
  | { readonly by: 'file'; readonly directory: string }
  | { readonly by: 'run'; readonly artifact: StoredArtifact; readonly runId: string }
  | {
      readonly by: 'newest';
      readonly artifact: StoredArtifact;
      readonly runId: string;
      /** How to name it. */
      readonly named: string;
      /** Newer ones of other databases, and those that could not be read, each with the reason, in words. */
      readonly passedOver: readonly string[];
    };

type BackupRecord = RecordOf<'backup'>;

/**
 * Finds the backup to restore: by file, by run, or the newest of this database that any run of this
 * environment left. One that may be of this database is never passed over for an older one. Of a run that was re-run after a migration got half-way, the backup from before it.
 * @throws {DeployError} when there is none.
 */
export async function chooseBackup(wish: Wish, records: RecordStore): Promise<Choice> {
  const { file, runId, environment } = wish;
  if (file !== undefined && runId !== undefined) throw twoWishes();
  if (file !== undefined) return { by: 'file', directory: await directoryOf(wish, file) };
  if (runId !== undefined) {
    const record = await ofRun(runId, environment, records);
    return { by: 'run', artifact: artifactOf(record, runId), runId };
  }
  return newestOf(await wish.identify(), environment, records);
}

async function newestOf(
  identity: Identity,
  environment: string,
  records: RecordStore,
): Promise<Choice> {
  const others: BackupRecord[] = [];
  const { record, unreadable, leftOut } = await records.newestAnywhere('backup', (read) => {
    if (!isProven(read)) return false;
    if (otherThan(identity, read) === undefined) return true;
    others.push(read);
    return false;
  });
  const found = (await besideOthers(others, identity, records)) ?? record;
  const passedOver = [...others.map((other) => overWords(other, identity)), ...unreadable];
  if (found === undefined) {
    throw others.length === 0
      ? noneAnywhere(environment, [...unreadable, ...leftOut])
      : noneOfThis(identity, passedOver);
  }
  const { run } = found;
  const artifact = artifactOf(await beforeAnyMigration(found, records), run.runId);
  return { by: 'newest', artifact, runId: run.runId, named: named(run, artifact), passedOver };
}

/**
 * Of a run that backed up several databases the search finds one: artifacts of one run differ in
 * their names, and it asks for them by name.
 */
async function besideOthers(
  others: readonly BackupRecord[],
  identity: Identity,
  records: RecordStore,
): Promise<BackupRecord | undefined> {
  for (const runId of new Set(others.map(({ run }) => run.runId))) {
    const read = await records.ofRun(runId);
    const own = read.records.findLast(
      (record): record is BackupRecord =>
        record.step === 'backup' && isProven(record) && otherThan(identity, record) === undefined,
    );
    if (own !== undefined) return own;
  }
  return undefined;
}

function otherThan(identity: Identity, { details }: BackupRecord): string | undefined {
  return details && surelyAnother(details.manifest.state.identity, identity);
}

function overWords(record: BackupRecord, identity: Identity): string {
  const { run } = record;
  const artifact = artifactOf(record, run.runId);
  return `${artifact.name}, ${otherThan(identity, record) ?? ''} (${named(run, artifact)})`;
}

/** How a caller names a backup; one that is named is taken whatever database it came from. */
function named({ url, runId }: RunFacts, { directory = LOCAL_STORE, id }: StoredArtifact): string {
  return url === '' ? `--backup-file ${directory}/${id}` : `backup-run-id: ${runId}`;
}

async function ofRun(
  runId: string,
  environment: string,
  records: RecordStore,
): Promise<BackupRecord> {
  const read = await records.ofRun(runId);
  const proven = read.records.filter(
    (record): record is BackupRecord => record.step === 'backup' && isProven(record),
  );
  const newest = proven.at(-1);
  if (newest === undefined) throw noneInRun(runId, environment, read.unreadable);
  return pointedBack(newest, proven, read.unreadable);
}

/**
 * A run may back up several databases under one environment; which of them is meant, nobody can tell.
 * @throws {DeployError} then, and when the backup from before the first migration is not to be had.
 */
function pointedBack(
  newest: BackupRecord,
  proven: readonly BackupRecord[],
  unreadable: readonly string[],
): BackupRecord {
  const database = (record: BackupRecord): string | undefined =>
    record.details?.manifest.state.identity.database;
  const names = new Set(proven.map(database));
  if (names.size > 1) throw severalDatabases(newest.run.runId, [...names]);
  const wanted = firstName(newest);
  if (wanted === undefined) return newest;
  const first = proven.find((record) => record.details?.artifact.name === wanted);
  if (first === undefined) throw firstMissing(newest, wanted, unreadable);
  return first;
}

/** The record whose backup a labelled one points back to; itself when it is not labelled. */
async function beforeAnyMigration(
  record: BackupRecord,
  records: RecordStore,
): Promise<BackupRecord> {
  if (firstName(record) === undefined) return record;
  return ofRun(record.run.runId, record.environment, records);
}

function firstName({ details }: BackupRecord): string | undefined {
  return details?.manifest.afterPartialMigration?.firstBackup;
}

function isProven({ status, details }: BackupRecord): boolean {
  return status === 'passed' && details !== undefined;
}

function artifactOf({ details }: BackupRecord, runId: string): StoredArtifact {
  if (details === undefined) throw new Error('a proven backup has details');
  return { ...details.artifact, runId };
}

async function directoryOf({ directory }: Wish, file: string): Promise<string> {
  const path = resolve(directory, file);
  const facts = await stat(path).catch(() => undefined);
  const found = facts?.isDirectory() === true ? path : dirname(path);
  const manifest = await readFile(join(found, MANIFEST_FILE)).catch(() => undefined);
  if (facts !== undefined && manifest !== undefined) return found;
  throw new DeployError({
    attempted: 'find the backup that backup-file names',
    found: facts === undefined ? `there is no ${path}` : `there is no ${MANIFEST_FILE} in ${found}`,
    likelyCause: 'only the archive was downloaded, or the path starts at another directory',
    nextAction: `download the whole backup (archive, ${MANIFEST_FILE}, RESTORE.md) and give its directory; an archive alone is restored by hand, with pg_restore`,
  });
}
