import { expect, test } from '@jest/globals';
import { inProduction } from '../../src/migration/verdict/inproduction.js';
import type { CatalogChange } from '../../src/postgres/catalogdiff.js';
import type { DatabaseState } from '../../src/record/facts.js';
import { afterFailure } from '../../src/migration/verdict/verdict.js';

const state = (...applied: string[]): DatabaseState => ({
  identity: { database: 'shop', oid: '1', host: 'db', port: 5432 },
  catalogFingerprint: applied.join(),
  ledger: { tool: 'x', table: 'public.pgmigrations', applied },
});
const evidence = (...applied: string[]) => ({
  pending: ['a', 'b', 'c'],
  before: state(),
  after: state(...applied),
  changes: ['+ x'],
});
const added = (object: string): CatalogChange => ({ kind: 'added', object });
const LEDGER = [
  added('table public.pgmigrations'),
  added('constraint public.pgmigrations.pgmigrations_pkey'),
];
const NOTE = added('column public.orders.note');

test.each<[string, string[], CatalogChange[], string]>([
  ['a part', ['a', 'b'], [NOTE], 'applied: a, b; not applied: c; changes of the schema, some perhaps of those that are not applied: + column public.orders.note'], // prettier-ignore
  ['nothing in the ledger', [], [NOTE], 'applied: none; not applied: a, b, c; effects outside the ledger: + column public.orders.note'], // prettier-ignore
  ['nothing but the ledger’s own table', [], LEDGER, 'applied: none; not applied: a, b, c; effects outside the ledger: none'], // prettier-ignore
  ['many', ['a', 'b', 'c'], Array.from({ length: 12 }, () => NOTE), `applied: a, b, c; not applied: none; changes of the schema: ${Array.from({ length: 10 }, () => '+ column public.orders.note').join(', ')} and 2 more`], // prettier-ignore
])('%s', (_, applied, changes, expected) => {
  expect(inProduction(evidence(...applied), changes)).toBe(expected);
});

test('the problem of a migration that is there in part tells it, and no other does', () => {
  const found = (verdict: 'part applied' | 'nothing applied'): string =>
    afterFailure(verdict, evidence('a'), 'production', undefined, 'applied: a').found;
  expect(found('part applied')).toBe('part of the migration is in production: applied: a');
  expect(found('nothing applied')).not.toContain('applied: a');
});
