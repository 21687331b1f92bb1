import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawn } from './databases.js';
import { obey, type End } from './law.js';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

// Thousands of them are in laws.large.ts.
test('the laws of a promotion, over tables and rows drawn by lot', async () => {
  const ends: End[] = [];
  await fc.assert(
    fc.asyncProperty(drawn, async (one) => {
      ends.push(await obey(world, one));
    }),
    { seed: 20_261_127, numRuns: 25, endOnFailure: true },
  );
  expect(ends.filter((end) => end === 'applied').length).toBeGreaterThan(4);
  expect(ends.filter((end) => end === 'refused').length).toBeGreaterThan(4);
});
