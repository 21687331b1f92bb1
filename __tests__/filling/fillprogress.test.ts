import { expect, test } from '@jest/globals';
import { fillLine } from '../../src/filling/fillprogress.js';

const contents = { stage: 'tables, rows and indexes', begun: 12, all: 40, allRows: 4_000 } as const;
const size = { bytes: 5_000_000, rate: 1_000_000, elapsed: 10_000 };

test.each([
  [
    'rows that are half there',
    { ...contents, rows: 2_000 },
    'new database 5.0 MB (1.0 MB/s), 2,000 of 4,000 rows, about 10 s left for them',
  ],
  ['none yet', { ...contents, rows: 0 }, 'new database 5.0 MB (1.0 MB/s), 0 of 4,000 rows'],
  [
    'all there, indexes next',
    { ...contents, rows: 4_000 },
    'new database 5.0 MB (1.0 MB/s), tables, rows and indexes: 12 of 40 begun',
  ],
  [
    'the last stage',
    { ...contents, stage: 'grants', rows: 1 } as const,
    'new database 5.0 MB (1.0 MB/s), grants: 12 of 40 begun',
  ],
])('%s', (_, progress, line) => {
  expect(fillLine(progress, size)).toBe(line);
});
