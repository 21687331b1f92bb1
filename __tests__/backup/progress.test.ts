import { expect, test } from '@jest/globals';
import { progressLine } from '../../src/backup/progress.js';

const none = { bytes: 0, dumped: 0, tables: 0, rows: 0, allTables: undefined, estimatedRows: 0 };
const half = {
  bytes: 61_234_567,
  dumped: 1_000_000,
  tables: 3,
  rows: 1_234_567,
  allTables: 12,
  estimatedRows: 9_000_000,
};

test.each([
  ['at the start', none, 0, 5_000, 'archive 0 bytes (0 bytes/s)'],
  [
    'in the middle',
    half,
    4_500_000,
    10_000,
    'archive 61.2 MB (4.5 MB/s), 1,000,000 of about 9,000,000 rows dumped, about 80 s left, fingerprints of 3 of 12 tables',
  ],
  [
    'before the first row',
    { ...half, dumped: 0 },
    0,
    5_000,
    'archive 61.2 MB (0 bytes/s), 0 of about 9,000,000 rows dumped, fingerprints of 3 of 12 tables',
  ],
  [
    'with a guess behind the truth',
    { ...half, bytes: 999, dumped: 7, rows: 5, estimatedRows: 0 },
    999,
    5_000,
    'archive 999 bytes (999 bytes/s), 7 of about 7 rows dumped, about 0 s left, fingerprints of 3 of 12 tables',
  ],
  [
    'when every row was counted',
    { ...half, tables: 12, rows: 2_000_000 },
    0,
    30_000,
    'archive 61.2 MB (0 bytes/s), 1,000,000 of 2,000,000 rows dumped, about 30 s left',
  ],
  [
    'without fingerprints',
    { ...half, allTables: undefined, rows: 0, tables: 0 },
    1e6,
    1_000,
    'archive 61.2 MB (1.0 MB/s), 1,000,000 of about 9,000,000 rows dumped, about 8 s left',
  ],
])('progress %s', (_, progress, rate, elapsed, line) => {
  expect(progressLine(progress, { rate, elapsed })).toBe(line);
});
