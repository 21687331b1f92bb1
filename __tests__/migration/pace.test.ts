import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keepPace } from '../../src/migration/watch/pace.js';

test('whatever single samples cost, all of them together stay at 1 % of one core', () => {
  // One in ten is put aside by the scheduler for up to 40 ms.
  const cost = fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: 0.2, max: 1, noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ min: 1, max: 40, noNaN: true }) },
  );
  fc.assert(
    fc.property(fc.array(cost, { minLength: 100, maxLength: 200 }), (costs) => {
      const pace = keepPace();
      const rested = costs.reduce((sum, ms) => sum + pace.after(ms, true), 0);
      // The last few are still being paid for.
      expect(pace.totalMs / rested).toBeLessThan(0.012);
    }),
    { seed: 42 },
  );
});

test.each([
  ['while it matters, often', 0.1, true, 60],
  ['else rarely', 0.1, false, 250],
  ['a dear one as rarely as a guard may look', 50, true, 1_000],
])('%s', (_, costMs, close, rest) => {
  expect(keepPace().after(costMs, close)).toBeCloseTo(rest, 0);
});
