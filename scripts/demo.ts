/**
 * `npm run demo`: examples/deploy.yml, unchanged, on a throw-away Postgres, by the committed bundle.
 * `npm run demo -- --rehearse` plays the deploy on a copy first (examples/deploy-rehearsed.yml), with
 * a migration that is harmless in development and keeps production waiting.
 * `npm run demo -- --fail migration` deploys a migration that production's data refuses; with
 * `--rehearse` before it, the copy refuses it, and production is not touched.
 * `npm run demo -- --rollback` deploys one that does harm, and takes production back.
 * Leaves demo-output/; everything it started is gone when it ends, on Ctrl-C too.
 */
import { rm } from 'node:fs/promises';
import { startGitHub } from '../__tests__/harness/github/index.js';
import { announce, liveLog } from './demo/progress.js';
import { collectOutput, OUTPUT, writePage } from './demo/output.js';
import { readProduction, tellChanges } from './demo/production.js';
import { rollBack } from './demo/rollback.js';
import { setStage, workflowOf, type Story } from './demo/stage.js';
import { ownTempDirectory } from './demo/tempdirectory.js';

const USAGE = 'Usage: npm run demo [-- [--rehearse] [--fail migration] | --rollback]';
const STORIES: Readonly<Record<string, Story>> = {
  '': {},
  '--rehearse': { rehearsed: true, migration: 'heavy' },
  '--fail migration': { migration: 'failing' },
  '--rehearse --fail migration': { rehearsed: true, migration: 'failing' },
  '--rollback': { migration: 'harmful' },
};

const words = process.argv.slice(2).join(' ').replace('=', ' ');
const story = STORIES[words];
if (story === undefined) {
  announce(USAGE);
  process.exit(words.includes('--help') ? 0 : 2);
}

ownTempDirectory();
await rm(OUTPUT, { recursive: true, force: true });
announce('Starting a throw-away Postgres and seeding dev and prod …');
const stage = await setStage(story, announce);
const interruption = new AbortController();
try {
  const github = await startGitHub({ actions: { 'org/db-deploy-action': stage.repository } });
  const stop = (): void => {
    interruption.abort();
    process.exitCode = 130;
    announce('\nStopping: ending what was started …');
    void github.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const before = await readProduction(stage);
    announce(`Running examples/${workflowOf(story)} as GitHub would:\n`);
    const run = await github.run({
      workflow: stage.workflow,
      repository: { owner: 'acme', name: 'shop', private: true, fixture: stage.application },
      secrets: stage.secrets,
      extraEnv: stage.environment,
      onLine: liveLog(interruption.signal),
    });
    if (!interruption.signal.aborted) {
      await collectOutput(run);
      if (story.rehearsed === true) {
        const page = run.summary('rehearsal');
        await writePage(page, 'rehearsal', 'Rehearsal of a deploy of acme/shop');
        announce(`\n${page}`);
      }
      announce(tellChanges(before, await readProduction(stage), run));
      const deployed = Object.values(run.results).every((result) => result === 'success');
      const onLine = liveLog(interruption.signal);
      const asTold =
        story.migration === 'harmful'
          ? deployed && (await rollBack({ github, stage, onLine }, run, before))
          : deployed === (story.migration !== 'failing');
      process.exitCode = asTold ? 0 : 1;
    }
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await github.close();
  }
} finally {
  await stage.close();
  if (interruption.signal.aborted) announce('Stopped. Everything the demo started is removed.');
}
