import { describe, expect, test } from '@jest/globals';
import { schemaDiffOf } from '../../src/migration/verdict/schemadiff.js';
import { recordSchema } from '../../src/record/record.js';
import type { SchemaChange } from '../../src/record/details.js';
import { pageOf } from '../../src/report/page.js';
import { ALL_SUCCEEDED, migrateDetails, recordOf, summaryOf } from './deploys.js';

const TRIPS = '### What the running release may trip over';
const older = { ...migrateDetails };
delete older.schemaDiff;

function pages(schemaDiff: SchemaChange[] | undefined): string[] {
  const details = schemaDiff === undefined ? older : { ...older, schemaDiff };
  const record = recordOf('migrate', { details });
  expect(recordSchema.safeParse(record).error).toBeUndefined();
  return [record, summaryOf({ jobs: ALL_SUCCEEDED, records: [record] })].map(pageOf);
}

describe('the pages of the step and of the deploy', () => {
  test('show first what breaks, with the reason, then the rest', () => {
    for (const page of pages([
      { text: '- table public.a', breaks: 'reads fail' },
      { text: '+ table public.b' },
    ])) {
      // prettier-ignore
      expect(page).toContain(`${TRIPS}\n\n- \`- table public.a\`: reads fail\n\n### Other changes of the schema\n\n`); // prettier-ignore
      expect(page).toContain('+ table public.b\n```');
      expect(page).not.toContain('Nothing destructive');
    }
  });

  test('say that nothing destructive was found, and fold a long diff', () => {
    const many = Array.from({ length: 21 }, (_, at) => ({ text: `+ table public.t${at}` }));
    for (const page of pages(many)) {
      expect(page).not.toContain(TRIPS);
      expect(page).toContain('Nothing destructive was found');
      expect(page).toContain('<details><summary>21 changes</summary>');
    }
  });

  test('show records of older versions as before, and nothing where nothing changed', () => {
    for (const page of pages(undefined)) expect(page).toContain('Schema: 3 changes in the catalog');
    for (const page of pages([])) expect(page).not.toContain('destructive');
  });
});

test('the record keeps 500 entries and counts the rest, with what may break among them', () => {
  const changes = Array.from({ length: 600 }, (_, at) => ({
    kind: 'removed' as const,
    object: `table public.t${at} ${'x'.repeat(2_000)}`,
    ...(at < 550 ? { breaks: 'reads fail' } : {}),
  }));
  const diff = schemaDiffOf(changes);
  expect(diff).toHaveLength(501);
  expect(diff.at(-1)).toEqual({
    text: '… and 100 more changes',
    breaks: '50 of them may break the running release',
  });
  expect(JSON.stringify(diff).length).toBeLessThan(600_000);
  expect(schemaDiffOf(changes.slice(0, 2))).toHaveLength(2);
});
