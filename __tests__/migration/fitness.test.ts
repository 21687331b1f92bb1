import { describe, expect, test } from '@jest/globals';
import type { Late, MigrationFile } from '../../src/migration/adapter.js';
import { failureWatch } from '../../src/migration/failure.js';
import { ledgerFindings } from '../../src/migration/ledger/fitness.js';
import { compareLedger } from '../../src/migration/ledger/ledger.js';

const FILES: readonly MigrationFile[] = [
  { name: '1_a', path: '/1', checksums: ['unix', 'dos'] },
  { name: '2_b', path: '/2' },
  { name: '3_c', path: '/3' },
];

function findings(ledger: Parameters<typeof compareLedger>[0], late: Late = 'refuses it') {
  const tool = { late, table: 'public.done', adapter: { name: 'tool', unfinished: 'clear it' } };
  const found = ledgerFindings('ledger', tool, compareLedger(ledger, FILES));
  return found.map((finding) => `${finding.verdict}: ${finding.found}`);
}

describe('before anything runs', () => {
  test.each([
    ['all applied', { applied: ['1_a', '2_b', '3_c'] }, ['pass: nothing is pending']],
    ['the rest pending', { applied: ['1_a'] }, ['pass: 2 pending: 2_b, 3_c']],
    [
      'a checksum of the other line ending',
      { applied: ['1_a', '2_b'], checksums: { '1_a': 'dos', '2_b': 'any' } },
      ['pass: 1 pending: 3_c'],
    ],
    [
      'everything wrong, in one run',
      {
        applied: ['0_gone', '1_a'],
        checksums: { '1_a': 'other' },
        unfinished: [{ name: '2_b', startedAt: 'noon' }],
      },
      [
        'fail: not finished: 2_b (started noon)',
        'fail: applied, but without a file: 0_gone',
        'fail: changed since they were applied: 1_a',
      ],
    ],
  ])('%s', (_, ledger, expected) => {
    expect(findings(ledger)).toEqual(expected);
  });

  test.each([
    ['refuses it', [/^fail: .*tool refuses them: 2_b$/]],
    ['skips it', [/^fail: .*tool skips them: 2_b$/]],
    ['applies it', [/^warn: .*applied after it all the same: 2_b$/, /^pass: 1 pending: 2_b$/]],
  ] as const)('an earlier file that the tool would meet late: %s', (late, expected) => {
    const found = findings({ applied: ['1_a', '3_c'] }, late);
    expect(found).toEqual(expected.map((text) => expect.stringMatching(text) as unknown));
  });

  test('a mark of its own counts, not the place in the list', () => {
    const file = (name: string, rank: number) => ({ name, path: name, rank });
    const files = [file('a', 1), file('b', 3), file('c', 2), file('d', 4)];
    const { outOfOrder } = compareLedger({ applied: ['a', 'b'] }, files);
    expect(outOfOrder.map(({ name }) => name)).toEqual(['c']);
  });
});

test.each([
  ['canceling statement due to lock timeout', /longer than lock-timeout/],
  ['ERROR: CREATE INDEX CONCURRENTLY cannot run inside a transaction block', /CONCURRENTLY/],
  ['Error code: P3018 … Database error code: 42501', /may not do this/],
  ['Tool: busy', /the tool says so/],
  ['all is well', undefined],
])('known failures in the output: %s', (line, cause) => {
  const busy = { pattern: /busy/, cause: 'the tool says so', remedy: 'wait' };
  const watch = failureWatch([busy]);
  for (const said of ['starting', line, 'Error: 1']) watch.see(said);
  const [first] = watch.found();
  if (cause === undefined) expect(first).toBeUndefined();
  else expect(first?.cause).toMatch(cause);
});
