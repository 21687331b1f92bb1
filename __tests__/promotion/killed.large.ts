import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { expectWhole, fillBoth, kill, standing, startPromotion } from './killing.js';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const MOMENTS = 30;
const RESET = `drop table if exists b, a`;

test('killed at thirty moments of the apply, it is there whole or not at all', async () => {
  const whole = await duration();
  const ends = { all: 0, nothing: 0 };
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    await world.run('both', RESET);
    await fillBoth(world);
    const before = await standing(world);
    const child = startPromotion(world);
    await once(child.stdout ?? child, 'data');
    // A little beyond the end, so that some are killed just after their COMMIT.
    await pause(((moment + 0.5) / MOMENTS) * whole * 1.1);
    await kill(child);
    ends[(await expectWhole(world, before)) ? 'all' : 'nothing'] += 1;
  }
  expect(ends.nothing).toBeGreaterThan(5);
});

/** Milliseconds from the start of the apply to the end of its process. */
async function duration(): Promise<number> {
  await fillBoth(world);
  const child = startPromotion(world);
  await once(child.stdout ?? child, 'data');
  const began = performance.now();
  await once(child, 'exit');
  return performance.now() - began;
}
