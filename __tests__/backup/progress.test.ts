import { expect, test } from '@jest/globals';
import { progressLine } from '../../src/backup/progress.js';

const none = { bytes: 0, tables: 0, rows: 0, allTables: undefined, estimatedRows: 0 };

test.each([
  ['at the start', none, 0, 'archive 0 bytes (0 bytes/s)'],
  [
    'in the middle',
    { bytes: 61_234_567, tables: 3, rows: 1_234_567, allTables: 12, estimatedRows: 9_000_000 },
    4_500_000,
    'archive 61.2 MB (4.5 MB/s), 1,234,567 of about 9,000,000 rows read, in 3 of 12 tables',
  ],
  [
    'with a guess behind the truth',
    { bytes: 999, tables: 3, rows: 7, allTables: 12, estimatedRows: 0 },
    999,
    'archive 999 bytes (999 bytes/s), 7 of about 7 rows read, in 3 of 12 tables',
  ],
  [
    'when pg_dump is the slower one',
    { bytes: 1e12, tables: 12, rows: 9e6, allTables: 12, estimatedRows: 1 },
    0,
    'archive 1.0 TB (0 bytes/s), all 9,000,000 rows read',
  ],
])('progress %s', (_, progress, rate, line) => {
  expect(progressLine(progress, rate)).toBe(line);
});
