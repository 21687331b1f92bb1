import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { makeWorkDirectory } from '../../src/actions/workdirectory.js';
import { useTools } from '../harness/tools.js';
import { migrating, useKillStage } from './killstage.js';

const stage = useKillStage();
const tools = useTools();

test('of a step that is killed while the copy is migrated no row is left once the next has started', async () => {
  const step = await migrating(stage);
  expect((await stage.inside(step)).join()).toContain('postgres');
  step.kill('SIGKILL');
  await step.ended;
  // Without a post step: the server and its data go by themselves, the archive by the next step.
  while ((await stage.inside(step)).length > 0) await pause(5);
  const isScratch = (name: string): boolean => name.startsWith('db-deploy-scratch-');
  for (const name of (await readdir(step.temporary)).filter(isScratch)) {
    while ((await readdir(join(step.temporary, name))).length > 0) await pause(5);
  }
  const next = await makeWorkDirectory(step.temporary, tools().log);
  expect((await readdir(step.temporary)).filter((name) => !isScratch(name))).toEqual([
    basename(next),
  ]);
});
