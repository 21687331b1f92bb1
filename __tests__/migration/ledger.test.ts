import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareLedger, titlesOf } from '../../src/migration/ledger/ledger.js';

const filesOf = (names: readonly string[]) => names.map((name) => ({ name, path: `/${name}` }));

/** The comparison of a ledger that keeps names alone. */
function compare(applied: readonly string[], names: readonly string[]) {
  const { pending, missing, outOfOrder } = compareLedger({ applied: [...applied] }, filesOf(names));
  return { pending: titlesOf(pending), missing, outOfOrder: titlesOf(outOfOrder) };
}

describe('ledger against files', () => {
  test.each([
    ['nothing applied yet', [], ['1', '2'], { pending: ['1', '2'], missing: [], outOfOrder: [] }],
    ['all applied', ['1', '2'], ['1', '2'], { pending: [], missing: [], outOfOrder: [] }],
    ['the newest pending', ['1'], ['1', '2'], { pending: ['2'], missing: [], outOfOrder: [] }],
    [
      'a file merged late, before an applied one',
      ['1', '3'],
      ['1', '2', '3', '4'],
      { pending: ['2', '4'], missing: [], outOfOrder: ['2'] },
    ],
    ['a deleted file', ['1', '2'], ['2'], { pending: [], missing: ['1'], outOfOrder: [] }],
    ['an empty repository', ['1'], [], { pending: [], missing: ['1'], outOfOrder: [] }],
  ])('%s', (_, applied, files, expected) => {
    expect(compare(applied, files)).toEqual(expected);
  });
});

test('applying the pending files in order leaves nothing pending, missing or late', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { maxLength: 12 });
  fc.assert(
    fc.property(names, fc.nat(), (files, cut) => {
      const applied = files.slice(0, files.length === 0 ? 0 : cut % (files.length + 1));
      const first = compare(applied, files);
      expect(first.outOfOrder).toEqual([]);
      const second = compare([...applied, ...first.pending], files);
      expect(second).toEqual({ pending: [], missing: [], outOfOrder: [] });
    }),
    { seed: 20_261_122 },
  );
});
