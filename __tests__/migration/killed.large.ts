import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withClient } from '../harness/postgres/databases.js';
import { end, expectCompleted, expectTold, TOOL, useKillStage } from './killstage.js';
import { layTap } from './tap.js';

const stage = useKillStage();

const SEED = 20_261_127;
const MOMENTS = 20;
/** In per mille of the run, one in each of as many equal parts. */
const PART = 1_000 / MOMENTS;
const moments = fc
  .sample(fc.integer({ min: 0, max: PART - 1 }), { seed: SEED, numRuns: MOMENTS })
  .map((offset, part) => part * PART + offset);

/** Messages to the server in an undisturbed run. */
let whole = 0;

test('undisturbed', async () => {
  const tap = await layTap(stage.application().database.ownerUrl, () => undefined);
  const step = stage.start(tap.url);
  expect({ ...(await step.ended), said: step.said() }).toMatchObject({ code: 0 });
  whole = tap.said();
  await tap.close();
  await expectTold(stage);
  await expectCompleted(stage);
});

describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s', (signal) => {
  test.each(moments)('after %i of 1000 of its messages to the server', async (moment) => {
    const last = Math.max(1, Math.round((moment * whole) / 1_000));
    let isThere: () => void = () => undefined;
    const there = new Promise<void>((resolve) => (isThere = resolve));
    const tap = await layTap(stage.application().database.ownerUrl, (number) => {
      if (number === last) isThere();
    });
    const step = stage.start(tap.url);
    await Promise.race([there, step.ended]);
    await end(stage, step, signal);
    await tap.close();
    await expectTold(stage);
    await expectCompleted(stage);
  });
});

test('SIGKILL while the tool waits for a lock: it does not outlive its step', async () => {
  const { cluster, name } = stage.application().database;
  await withClient(cluster, name, async (blocker) => {
    await blocker.query('begin; create table readers ()');
    const step = stage.start();
    await stage.reach(step, `wait_event_type = 'Lock' and ${TOOL}`);
    await end(stage, step, 'SIGKILL');
    await blocker.query('rollback');
  });
  await expectCompleted(stage);
});
