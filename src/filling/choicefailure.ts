import { DeployError } from '../errors.js';
import type { Identity } from '../record/facts.js';
import type { RecordOf } from '../record/record.js';

export function twoWishes(): DeployError {
  return new DeployError({
    attempted: 'choose the backup',
    found: 'both backup-file and backup-run-id are set',
    nextAction: 'set one of them',
  });
}

const MAY_READ = 'give the job `permissions: actions: read`';

export function severalDatabases(
  runId: string,
  names: readonly (string | undefined)[],
): DeployError {
  return new DeployError({
    attempted: `choose the backup of run ${runId}`,
    found: `the run backed up several databases: ${names.join(', ')}`,
    likelyCause: 'a job matrix with one environment for all of them',
    nextAction:
      'download the backup that is meant and give its directory as backup-file; give each database an environment of its own from now on',
  });
}

export function firstMissing(
  newest: RecordOf<'backup'>,
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

export function noneInRun(
  runId: string,
  environment: string,
  unreadable: readonly string[],
): DeployError {
  return new DeployError({
    attempted: `find the backup of run ${runId}`,
    found: `it has no record of a passed backup of ${environment}${unreadableWords(unreadable)}`,
    likelyCause:
      'the run failed before its backup, belongs to another environment, or is older than its artifacts',
    nextAction: `choose another run, or download its backup and give the directory as backup-file; if the run has one: ${MAY_READ}`,
  });
}

export function noneAnywhere(environment: string, unreadable: readonly string[]): DeployError {
  return new DeployError({
    attempted: `find the newest proven backup of ${environment}`,
    found: `there is no record of one${unreadableWords(unreadable)}`,
    likelyCause:
      'none was taken yet, they expired, or environment names another one than the deploys do',
    nextAction: `take one by the step backup if there is none, set environment as in the deploys, or name a backup by backup-run-id or backup-file; in GitHub Actions ${MAY_READ}`,
  });
}

export function noneOfThis(
  { database, host, port }: Identity,
  passedOver: readonly string[],
): DeployError {
  return new DeployError({
    attempted: `find the newest proven backup of ${database} on ${host}:${port}`,
    found: `there is none; passed over: ${passedOver.slice(0, 5).join('; ')}`,
    likelyCause: 'DIRECT_URL names another database than the backups were taken of',
    nextAction:
      'check DIRECT_URL; if one of these is to replace its database, name that backup as written behind it',
  });
}

function unreadableWords(unreadable: readonly string[]): string {
  return unreadable.length === 0 ? '' : ` (${unreadable.slice(0, 3).join('; ')})`;
}
