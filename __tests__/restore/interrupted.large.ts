import { describe, expect, test } from '@jest/globals';
import { cancel, expectCancelled, expectKilled, type Cancel } from './crashes.js';
import { useCrashStage } from './crashstage.js';
import * as places from './interruptions.js';

const stage = useCrashStage();
const { swapped, ...before } = places;

describe.each(Object.entries(before))('%s', (_, place) => {
  test.each<Cancel>(['SIGINT', 'SIGTERM'])('%s', (signal) => expectCancelled(stage, place, signal));
  test('SIGKILL', () => expectKilled(stage, place));
});

test.each<Cancel>(['SIGINT', 'SIGTERM'])('swapped, %s', async (signal) => {
  await swapped(stage, async (step) => {
    await cancel(step, signal);
    expect(await step.page()).toMatch(/both databases were renamed, or none/);
  });
  await stage.expectLive('restored');
});
