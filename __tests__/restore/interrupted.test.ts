import { describe, expect, test } from '@jest/globals';
import { cancel, expectCancelled, expectKilled, kill, type Cancel } from './crashes.js';
import { rowOf, useCrashStage } from './crashstage.js';
import {
  betweenTheRenames,
  carryingOver,
  decrypting,
  filling,
  swapped,
  type Place,
} from './interruptions.js';

// Every place with every signal: interrupted.large.ts.
const stage = useCrashStage();

describe('cancelled: nothing is left beside the live database', () => {
  test.each<[string, Cancel, Place]>([
    ['while it decrypts', 'SIGINT', decrypting],
    ['while rows are restored', 'SIGTERM', filling],
    ['while it carries over settings', 'SIGINT', carryingOver],
  ])('%s, by %s', (_, signal, place) => expectCancelled(stage, place, signal));
});

test('cancelled when the answer to the swap does not arrive: it says that nobody can tell', async () => {
  await swapped(stage, async (step) => {
    await cancel(step, 'SIGINT');
    expect(await step.page()).toMatch(/both databases were renamed, or none/);
    expect(await step.page()).not.toMatch(/production is unchanged/i);
  });
  await stage.expectLive('restored');
});

describe('killed: the next restore drops what is left, and says so', () => {
  test('between the two renames', () => expectKilled(stage, betweenTheRenames));
});

test('killed after the swap, before anybody was told: it stands, and the old database is kept', async () => {
  await swapped(stage, (step) => kill(stage, step));
  await stage.expectLive('restored');
  const [, kept = ''] = await stage.databases();
  expect(await rowOf(stage, kept)).toBe('old');
  const next = await stage.again();
  expect(next.problems).toBeUndefined();
  await stage.expectLive('restored');
  expect(await stage.databases()).toHaveLength(3);
});
