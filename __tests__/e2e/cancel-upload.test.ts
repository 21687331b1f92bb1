import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { GitHub } from '../harness/github/index.js';
import { CORE } from './reading.js';
import { usePlay } from './play.js';
import { shortDeploy } from './shortdeploy.js';

const play = usePlay();

/** Resolves when the service has every byte, and is slow to say so. */
async function uploaded({ server }: GitHub): Promise<void> {
  while (!server.requests.some(({ fault }) => fault === 'slow')) await pause(25);
}

test('a backup that is cancelled before the service has confirmed it is in no list', async () => {
  const workflow = await shortDeploy(play.application(), { jobs: CORE });
  const github = await play.github();
  // Longer than the step may live after a cancel.
  github.faults.plan('FinalizeArtifact', { kind: 'slow', milliseconds: 8_000 }, { times: 1 });
  const run = await play.deploy(github, { workflow, cancelWhen: uploaded(github) });
  expect(run.results).toMatchObject({ backup: 'cancelled', 'deploy-database': 'skipped' });
  expect(run.summary('backup')).toContain('it was cancelled (SIGINT)');
  expect(run.artifacts().filter(({ name }) => !name.includes('-record-'))).toEqual([]);
});
