import { beforeAll, expect, test } from '@jest/globals';
import type { Finding } from '../../src/record/finding.js';
import { referenceTableFindings } from '../../src/validation/referencetables.js';
import { runSql } from '../harness/postgres/databases.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { reached, visitOf } from './runs.js';

const database = useTestDatabase('production');

beforeAll(() =>
  runSql(
    database.cluster,
    database.name,
    `create schema shop;
     create table shop.price_list ();
     create schema bar;
     create table bar.prices ();
     create table shop.prices ();
     create table bar.categories ();
     create table public."Mixed" ();
     create table public."with.dot" ();
     create view active_users as select 1 as id`,
    roles.owner,
  ),
);

test.each([
  ['Categories', /did you mean categories/],
  ['category', /did you mean categories/],
  ['public.servces', /did you mean services/],
  ['prices', /write schema\.table/],
  ['hop.price_list', /did you mean shop\.price_list/],
  ['mixed', /did you mean Mixed/],
  ['"categories"', /did you mean categories/],
  ['nothing_like_it', /correct the name/],
  ['pg_class', /correct the name/],
  ['active_users', /the table behind it/],
  ["categories'; drop table users; --", /correct the name/],
])('%s: %s', async (table, fix) => {
  const [found] = await findingsFor(table, false);
  expect(found?.verdict).toBe('fail');
  expect(found?.fix).toMatch(fix);
});

test.each([
  'categories',
  'public.categories',
  'shop.price_list',
  'price_list',
  'bar.prices',
  'Mixed',
  'public.with.dot',
])('%s is found', async (table) => {
  expect(await findingsFor(table, false)).toMatchObject([{ verdict: 'pass' }, { verdict: 'pass' }]);
});

test('what a pending migration may create is not judged', async () => {
  expect(await findingsFor('coupons', true)).toMatchObject([
    { verdict: 'could not verify' },
    { verdict: 'pass' },
  ]);
});

async function findingsFor(table: string, mayAppear: boolean): Promise<Finding[]> {
  const direct = await reached(database.ownerUrl);
  return referenceTableFindings(
    direct,
    'written',
    [{ table, mode: 'upsert' }],
    mayAppear,
    visitOf(),
  );
}
