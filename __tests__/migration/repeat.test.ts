import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { repeat, type FailedAttempt } from '../../src/migration/application/repeat.js';

const LOCKED: FailedAttempt = {
  number: 1,
  passing: 'lock timeout',
  untouched: true,
  outside: undefined,
  lockMs: 5_000,
};

test.each([
  ['a lock that was not free', LOCKED, true],
  ['no connection', { ...LOCKED, passing: 'no connection' }, true],
  ['anything else', { ...LOCKED, passing: undefined }, false],
  ['something applied', { ...LOCKED, untouched: false }, false],
  ['work outside a transaction', { ...LOCKED, outside: '7_x ends a transaction' }, false],
  ['the last try', { ...LOCKED, number: 5 }, false],
] as const)('%s: %j is tried again: %s', (_, attempt, again) => {
  expect(repeat(attempt, 0.5).again).toBe(again);
});

test('a pause is longer than the stall before it, grows at its longest, and has an end', () => {
  const pauses = fc.record({ number: fc.integer({ min: 1, max: 4 }), random: fc.double({ min: 0, max: 1, noNaN: true }), lockMs: fc.integer({ min: 1, max: 60_000 }) }); // prettier-ignore
  fc.assert(
    fc.property(pauses, ({ number, random, lockMs }) => {
      const next = repeat({ ...LOCKED, number, lockMs }, random);
      const longest = repeat({ ...LOCKED, number, lockMs }, 1);
      if (!next.again || !longest.again) throw new Error('it is tried again');
      expect(next.pauseMs).toBeGreaterThanOrEqual(lockMs);
      expect(next.pauseMs).toBeLessThanOrEqual(longest.pauseMs);
      expect(longest.pauseMs).toBe(lockMs + Math.min(30_000, 5_000 * 2 ** (number - 1)));
    }),
    { seed: 42 },
  );
});
