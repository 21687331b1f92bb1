import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawn } from './databases.js';
import { obey, type End } from './law.js';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

/** `LAWS_SEED=7 npm run test:large -- promotion/laws` draws others. */
const seed = Number(process.env['LAWS_SEED'] ?? 20_261_128);
const MINUTES = 15;

test('the laws of a promotion, over thousands of tables and rows drawn by lot', async () => {
  const ends: Record<End, number> = {
    applied: 0,
    'nothing to do': 0,
    'not comparable': 0,
    refused: 0,
    'refused late': 0,
  };
  await fc.assert(
    fc.asyncProperty(drawn, async (one) => {
      ends[await obey(world, one)] += 1;
    }),
    // After that time a law that was broken is no longer made smaller, either.
    { seed, numRuns: 3_000, interruptAfterTimeLimit: MINUTES * 60_000 },
  );
  expect(ends.applied).toBeGreaterThan(100);
  // Only where the preview said that it could not tell.
  expect(ends['refused late']).toBeLessThan(ends.applied / 5);
});
