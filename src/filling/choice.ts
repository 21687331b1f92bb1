import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RecordStore } from '../actions/records.js';
import { MANIFEST_FILE } from '../archive/manifestfile.js';
import { DeployError } from '../errors.js';
import type { StoredArtifact } from '../record/manifest.js';
import type { RecordOf } from '../record/record.js';

/** What the caller says about which backup; nothing of it means the newest proven one. */
export interface Wish {
  readonly environment: string;
  /** Id of the run that took it. */
  readonly runId: string | undefined;
  /** Directory with a downloaded backup, or the archive in it. */
  readonly file: string | undefined;
  /** Relative paths start there. */
  readonly directory: string;
}

/** A backup that was found, before its bytes are fetched. */
export type Choice =
  | { readonly by: 'file'; readonly directory: string }
  | { readonly by: 'run' | 'newest'; readonly artifact: StoredArtifact; readonly runId: string };

type BackupRecord = RecordOf<'backup'>;

/**
 * Finds the backup to restore: by file, by run, or the newest that any run of this environment left.
 * Of a run that was re-run after a migration got half-way, the backup from before it.
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
  const { record, unreadable, leftOut } = await records.newestAnywhere('backup', isProven);
  if (record === undefined) throw noneAnywhere(environment, [...unreadable, ...leftOut]);
  const first = await beforeAnyMigration(record, records);
  return { by: 'newest', artifact: artifactOf(first, record.run.runId), runId: record.run.runId };
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

function twoWishes(): DeployError {
  return new DeployError({
    attempted: 'choose the backup',
    found: 'both backup-file and backup-run-id are set',
    nextAction: 'set one of them',
  });
}

const MAY_READ = 'give the job `permissions: actions: read`';

function severalDatabases(runId: string, names: readonly (string | undefined)[]): DeployError {
  return new DeployError({
    attempted: `choose the backup of run ${runId}`,
    found: `the run backed up several databases: ${names.join(', ')}`,
    likelyCause: 'a job matrix with one environment for all of them',
    nextAction:
      'download the backup that is meant and give its directory as backup-file; give each database an environment of its own from now on',
  });
}

function firstMissing(
  newest: BackupRecord,
  wanted: string,
  unreadable: readonly string[],
): DeployError {
  return new DeployError({
    attempted: `find ${wanted}, the backup from before the first migration of run ${newest.run.runId}`,
    found: `its record is not there${unreadableWords(unreadable)}`,
    likelyCause: 'it expired, was deleted, or could not be fetched',
    nextAction: `run this again; or download ${wanted} and give its directory as backup-file. ${newest.details?.artifact.name ?? ''} was taken after a part of the migration: it would not undo it`,
  });
}

function noneInRun(runId: string, environment: string, unreadable: readonly string[]): DeployError {
  return new DeployError({
    attempted: `find the backup of run ${runId}`,
    found: `it has no record of a passed backup of ${environment}${unreadableWords(unreadable)}`,
    likelyCause:
      'the run failed before its backup, belongs to another environment, or is older than its artifacts',
    nextAction: `choose another run, or download its backup and give the directory as backup-file; if the run has one: ${MAY_READ}`,
  });
}

function noneAnywhere(environment: string, unreadable: readonly string[]): DeployError {
  return new DeployError({
    attempted: `find the newest proven backup of ${environment}`,
    found: `there is no record of one${unreadableWords(unreadable)}`,
    likelyCause:
      'none was taken yet, they expired, or environment names another one than the deploys do',
    nextAction: `take one by the step backup if there is none, set environment as in the deploys, or name a backup by backup-run-id or backup-file; in GitHub Actions ${MAY_READ}`,
  });
}

function unreadableWords(unreadable: readonly string[]): string {
  return unreadable.length === 0 ? '' : ` (${unreadable.slice(0, 3).join('; ')})`;
}
