import type { Manifest } from '../../record/manifest.js';
import { code, fenced, plainText, shellWord } from './quoting.js';

/** The same with this action: it shows the cost first, proves the copy, and prints the undo. */
export function actionPart({ run, state, afterPartialMigration }: Manifest): string {
  const { database } = state.identity;
  const onLaptop = run.url === '';
  const look = onLaptop
    ? 'node ../db-deploy-action/dist/index.js restore --backup-file DIRECTORY'
    : `gh workflow run rollback.yml --repo ${shellWord(run.repository)} -f backup-run-id=${shellWord(run.runId)}`;
  const confirmed = onLaptop
    ? `--confirm-database ${shellWord(database)}`
    : `-f ${shellWord(`confirm-database=${database}`)}`;
  const needs = onLaptop
    ? 'DIRECTORY is the one that holds this page.'
    : 'It needs the workflow `rollback.yml` of db-deploy-action in your repository.';
  const first =
    afterPartialMigration === undefined || onLaptop
      ? ''
      : `\n\nOf this run that takes ${code(afterPartialMigration.firstBackup)}, from before any migration. For this one here, download it and use \`backup-file\`.`;
  return `## With the action

The first command only looks, and shows which rows would be lost. The second restores, proves the copy, switches
over and prints the undo. ${needs}

${fenced('text', look, `${look} ${confirmed}`)}${first}

Without the action, or when GitHub is not there, everything below needs Postgres' client programs and a shell.`;
}

/** For damage that this backup has too. */
export function earlierPart(manifest: Manifest): string {
  const { run, snapshot } = manifest;
  return `## Emergency: the backup of an earlier successful deploy

When the damage is older than this backup. Every deploy takes its backup *before* it changes anything, so the backup of a
deploy holds what the deploy before it left: to undo one deploy, take its own backup; to get behind older damage, an earlier one.

${run.url === '' ? 'It is in one of the directories beside this one: the newest whose `manifest.json` is older than the damage.' : fromGitHub(manifest)}

What it costs: **every row written since that backup is lost**, over all deploys in between, and their migrations are undone with them. So
also go back to the code that fits: the commit that was live *before* that run. Look before you switch: section 3 counts the rows, and
the action's look shows the difference to now.

If your provider has point-in-time recovery, it loses less: it goes back to any moment, such as the minute before the damage. This backup
was taken at ${snapshot.time}${snapshot.lsn === undefined ? '' : `, LSN ${plainText(snapshot.lsn)}`}; recovery to just after that gives what this archive holds.`;
}

function fromGitHub({ run, environment }: Manifest): string {
  const repository = `--repo ${shellWord(run.repository)}`;
  const workflow = run.workflow === '' ? 'deploy.yml' : shellWord(run.workflow);
  return `- on GitHub: *Actions* › the workflow › the run › *Artifacts*, as long as they are kept; or in a shell:

${fenced(
  'text',
  `gh run list ${repository} --workflow ${workflow} --status success`,
  `gh run view RUN_ID ${repository}  # its last lines name its artifacts`,
  `gh run download RUN_ID ${repository} --name NAME`,
)}

- in a directory of your own (\`backup-to\`): the other directories beside this one, one a backup of ${plainText(environment)}
- with the action: \`backup-run-id\` of that run, as above`;
}
