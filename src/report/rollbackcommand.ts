import { LOCAL_STORE } from '../actions/stores.js';
import type { BackupDetails, RestoreDetails } from '../record/details.js';
import type { RunFacts } from '../record/facts.js';
import { shellWord } from './markdown.js';

/** The workflow of examples/, which a team copies under this name. */
const WORKFLOW = 'rollback.yml';

interface Rollback {
  readonly workflow: string;
  readonly repository: string;
  readonly runId: string;
  /** Empty: look only. */
  readonly confirmed: string;
}

/** The command that starts the rollback workflow. */
function start({ workflow, repository, runId, confirmed }: Rollback): string {
  const inputs = [
    ...(runId === '' ? [] : [`-f ${shellWord(`backup-run-id=${runId}`)}`]),
    ...(confirmed === '' ? [] : [`-f ${shellWord(`confirm-database=${confirmed}`)}`]),
  ];
  const place = `--repo ${shellWord(repository)}`;
  return [`gh workflow run ${shellWord(workflow)} ${place}`, ...inputs].join(' ');
}

/** Shows what going back to the newest proven backup of any run would cost. */
export function lookAtNewest(repository: string): string {
  return start({ workflow: WORKFLOW, repository, runId: '', confirmed: '' });
}

/** Names the run of the last deploy that went well, whose backup is the next best. */
export function lastGoodRun({ workflow, repository }: RunFacts): string {
  const of = workflow === '' ? '' : ` --workflow ${shellWord(workflow)}`;
  return `gh run list --repo ${shellWord(repository)}${of} --status success --limit 1`;
}

export interface WaysBack {
  /** By this action: first a look that changes nothing, then the restore. */
  readonly look: string;
  readonly restore: string;
  /** By hand: fetches the backup where it must be fetched, and shows its RESTORE.md. */
  readonly manual: readonly string[];
}

/** How to come back to a backup. After an attempt that had already migrated, that is the first one. */
export function waysBack({ manifest, artifact }: BackupDetails): WaysBack {
  const { runId, repository, url } = manifest.run;
  const { database } = manifest.state.identity;
  const first = manifest.afterPartialMigration?.firstBackup;
  const name = first ?? artifact.name;
  if (url === '') {
    const directory = `${artifact.directory ?? LOCAL_STORE}/${first ?? artifact.id}`;
    const restore = onLaptop(directory, manifest.encryption !== undefined);
    return {
      look: restore,
      restore: `${restore} --confirm-database ${shellWord(database)}`,
      manual: [`cat ${shellWord(`${directory}/RESTORE.md`)}`],
    };
  }
  const rollback = { workflow: WORKFLOW, repository, runId };
  const place = `--repo ${shellWord(repository)} --name ${shellWord(name)} --dir ${shellWord(name)}`;
  return {
    look: start({ ...rollback, confirmed: '' }),
    restore: start({ ...rollback, confirmed: database }),
    manual:
      artifact.directory === undefined
        ? [`gh run download ${shellWord(runId)} ${place}`, `cat ${shellWord(`${name}/RESTORE.md`)}`]
        : [`cat ${shellWord(`${artifact.directory}/${first ?? artifact.id}/RESTORE.md`)}`],
  };
}

/** @param encrypted the key comes by the environment: arguments can be read by every user of the machine. */
function onLaptop(directory: string, encrypted: boolean): string {
  const key = encrypted ? 'DECRYPT_WITH="$(cat ~/backup-key.txt)" ' : '';
  return `${key}node ../db-deploy-action/dist/index.js restore --backup-file ${shellWord(directory)}`;
}

/**
 * The command that does for real what a look showed: with the same backup, named, because a newer
 * one may have come since. Undefined where it cannot be known from here.
 */
export function confirmation(
  { backup, database, openedWith }: RestoreDetails,
  { workflow, repository, url }: { workflow: string; repository: string; url: string },
): string | undefined {
  if (url === '') {
    const directory =
      backup.chosenBy === 'file'
        ? backup.name
        : `${backup.directory ?? LOCAL_STORE}/${backup.name}`;
    const restore = onLaptop(directory, openedWith.length > 0);
    return `${restore} --confirm-database ${shellWord(database)}`;
  }
  if (backup.chosenBy === 'file') return undefined;
  return start({
    workflow: workflow === '' ? WORKFLOW : workflow,
    repository,
    runId: backup.runId,
    confirmed: database,
  });
}
