import { expect, test } from '@jest/globals';
import { ledgerFinding, type LedgerGap } from '../../src/verification/ledger.js';

const NONE: LedgerGap = { pending: [], missing: [], edited: [], outOfOrder: [], unfinished: [] };

test.each<[Partial<LedgerGap>, string]>([
  [{}, 'pass: public.done holds every migration file'],
  [{ pending: ['2_b'] }, 'fail: not applied: 2_b'],
  [{ pending: ['2_b'], outOfOrder: ['2_b'] }, 'fail: not applied: 2_b (out of order: 2_b)'],
  [{ missing: ['0_a'] }, 'fail: applied without a file: 0_a'],
  [{ edited: ['1_a'] }, 'fail: applied with another content: 1_a'],
  [
    { pending: ['2_b'], unfinished: [{ name: '2_b' }] },
    'fail: not finished: 2_b; not applied: 2_b',
  ],
])('%j', (gap, expected) => {
  const { verdict, found } = ledgerFinding('public.done', { ...NONE, ...gap });
  expect(`${verdict}: ${found}`).toBe(expected);
});
