import { expect, test } from '@jest/globals';
import { pageOf } from '../../src/report/page.js';
import type { DetailsOf } from '../../src/record/record.js';
import { fail } from '../../src/record/finding.js';
import { NOTHING_PROMOTED } from '../../src/record/untouched.js';
import { recordOf } from './deploys.js';

const DIGEST = 'd1'.repeat(32);
const table = {
  ...{
    table: 'public.services',
    mode: 'upsert' as const,
    devRows: 4,
    prodRows: 2,
    kept: 0,
    left: 0,
  },
  ...{ inserts: 2, updates: 1, deletes: 0, conflicts: 0, columnChanges: [], samples: [] },
};
const preview: DetailsOf<'promote'> = {
  ...NOTHING_PROMOTED,
  mode: 'preview',
  digest: DIGEST,
  tables: [table],
};
const firstLine = (page: string): string => page.split('\n')[0] ?? '';

test('a preview says what would change, that nothing is written, and what to approve', () => {
  const page = pageOf(recordOf('promote', { details: preview }));
  expect(firstLine(page)).toContain('passed: 3 rows would change, nothing is written');
  expect(page).toContain(DIGEST);
});

test('of a preview that a guard refused nothing can be approved', () => {
  const deletes = fail('deletes', { expected: 'at most 0', found: '3 rows', fix: 'look' });
  const page = pageOf(recordOf('promote', { status: 'failed', findings: [deletes], details: preview })); // prettier-ignore
  expect(firstLine(page)).toContain('failed: nothing was written');
  expect(page).not.toContain(DIGEST);
});
