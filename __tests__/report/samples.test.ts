import { expect, test } from '@jest/globals';
import type { PromotedTable } from '../../src/record/promotion.js';
import { pageOf } from '../../src/report/page.js';
import { ALL_SUCCEEDED, promoteDetails, recordOf, summaryOf } from './deploys.js';
import { withOther } from './pieces.js';

type Sample = PromotedTable['samples'][number];

const sampleOf = (kind: Sample['kind'], changes: Sample['changes']): Sample => ({
  kind,
  key: `key of ${kind}`,
  changes,
});

/** Rows of the samples on the page of the step and on that of the deploy. */
function shownOf(samples: Sample[]): string[][] {
  const counts = { inserts: 200, updates: 100, deletes: 5 };
  const tables = promoteDetails.tables.map((table) => ({ ...table, ...counts, samples }));
  const promote = recordOf('promote', { details: { ...promoteDetails, tables } });
  const deploy = summaryOf({ jobs: ALL_SUCCEEDED, records: withOther(promote) });
  return [promote, deploy].map((record) =>
    pageOf(record)
      .split('\n')
      .filter((line) => /^\| `public.categories` \| [a-z]* \| /.test(line)),
  );
}

const line = (kind: Sample['kind']): string =>
  `| \`public.categories\` | ${kind} | \`key of ${kind}\` | \`name\`: Old → New |`;
const more = (rows: number): string =>
  `| \`public.categories\` |  |  | and ${rows} more, not shown |`;

test('samples of rows say what is lost first, and how many others there are', () => {
  const changes = [{ column: 'name', from: 'Old', to: 'New' }];
  const kinds = ['insert', 'update', 'delete'] as const;
  const [step, deploy] = shownOf(kinds.map((kind) => sampleOf(kind, changes)));
  expect(step).toEqual([line('delete'), line('update'), line('insert'), more(302)]);
  // After the apply they are what a wrong promotion is taken back by; a new row had no before.
  expect(deploy).toEqual([line('delete'), line('update'), more(103)]);
});

test('samples of rows are on no page where values may not be recorded', () => {
  expect(shownOf([sampleOf('update', []), sampleOf('delete', [])])).toEqual([[], []]);
});

test('many tables share the room, and none is left out', () => {
  const changes = [{ column: 'name', from: 'Old', to: 'New' }];
  const samples = Array.from({ length: 20 }, () => sampleOf('update', changes));
  const tables = Array.from({ length: 100 }, (_, at) => at).flatMap((at) =>
    promoteDetails.tables.map((table) => ({ ...table, table: `t${at}`, samples })),
  );
  const page = pageOf(recordOf('promote', { details: { ...promoteDetails, tables } }));
  const shown = [...page.matchAll(/^\| `(t\d+)` \| update /gm)].map(([, name]) => name);
  expect(shown).toHaveLength(200);
  expect(new Set(shown).size).toBe(100);
});
