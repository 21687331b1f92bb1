import { afterEach, expect, test } from '@jest/globals';
import { checkQueryFindings } from '../../src/validation/checkqueries.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { reached, visitOf } from './runs.js';

const database = useTestDatabase('production');

afterEach(async () => {
  await withClient(database.cluster, database.name, async (client) => {
    const { rows } = await client.query<{ users: string | null }>(
      "select to_regclass('users') as users",
    );
    expect(rows).toEqual([{ users: 'users' }]);
  });
});

test.each([
  'select count(*) from services',
  'SELECT 1;',
  '-- with a comment\nselect 1',
  'with s as (select id from services) select count(*) from s',
  'values (1)',
  'select name from categories',
])('%s can be planned', async (sql) => {
  expect(await findingFor(sql)).toMatchObject({ verdict: 'pass' });
});

test.each([
  ['a syntax error', 'selct 1', 'syntax error at or near "selct"'],
  ['nothing', '-- nothing', 'syntax error'],
  ['two statements', 'select 1; drop table users', 'cannot insert multiple commands'],
  [
    'an escape from the transaction',
    'select 1; commit; drop table users',
    'cannot insert multiple commands',
  ],
  ['an escape from the cursor', 'select 1 with hold', 'syntax error'],
  ['a write', 'delete from users returning id', 'syntax error'],
  ['what a cursor cannot be for', 'show server_version', 'syntax error'],
  ['two columns', 'select 1, 2', 'it has 2'],
  ['a lock', 'select id from users for update', 'read-only transaction'],
  [
    'a hidden write',
    'with gone as (delete from users returning id) select count(*) from gone',
    'must not contain data-modifying',
  ],
  ['DDL', 'drop table users', 'syntax error'],
  ['an unknown column', 'select discount from services', 'column "discount" does not exist'],
  ['an unknown table', 'select 1 from coupons', 'relation "coupons" does not exist'],
  ['an unknown function', 'select no_such_function(1)', 'does not exist'],
  ['an unknown schema', 'select shop.total()', 'schema "shop" does not exist'],
  ['a constant that cannot be', 'select 1/0', 'division by zero'],
  ['a parameter', 'select $1::int', 'bind message supplies 0 parameters'],
])('%s is refused', async (_, sql, found) => {
  expect(await findingFor(sql)).toMatchObject({
    verdict: 'fail',
    found: expect.stringContaining(found) as unknown,
    fix: expect.stringMatching(/\w/) as unknown,
  });
});

test.each([
  'select discount from services',
  'select 1 from coupons',
  'select no_such_function(1)',
  'select shop.total()',
])('%s is not judged while migrations are pending', async (sql) => {
  expect(await findingFor(sql, true)).toMatchObject({
    verdict: 'could not verify',
    fix: expect.stringContaining('no slip') as unknown,
  });
});

test('a syntax error is one even while migrations are pending', async () => {
  expect(await findingFor('selct 1', true)).toMatchObject({ verdict: 'fail' });
});

test('a table that the role may not read, with the GRANT', async () => {
  await runSql(database.cluster, database.name, 'create table closed ()');
  await runSql(database.cluster, database.name, 'revoke all on closed from app_user');
  expect(await findingFor('select count(*) from closed')).toMatchObject({
    verdict: 'fail',
    found: 'permission denied for table closed',
    fix: 'grant select on it to app_user;',
  });
});

test('one bad check does not hide the next', async () => {
  const direct = await reached(database.userUrl);
  const checks = [
    { name: 'bad', sql: 'selct' },
    { name: 'good', sql: 'select 1' },
  ];
  const findings = await checkQueryFindings(direct, checks, false, visitOf());
  expect(findings.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['check: bad', 'fail'],
    ['check: good', 'pass'],
  ]);
});

async function findingFor(sql: string, mayAppear = false) {
  const direct = await reached(database.userUrl);
  const [found] = await checkQueryFindings(direct, [{ name: 'it', sql }], mayAppear, visitOf());
  return found;
}
