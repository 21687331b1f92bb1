import { describe, expect, test } from '@jest/globals';
import { checksSchema } from '../../src/config/checks.js';
import { parseExpectation } from '../../src/verification/expectation.js';
import { runChecks } from '../../src/verification/checks.js';
import { takeLooks } from '../../src/verification/look.js';
import { pass, type Finding } from '../../src/record/finding.js';
import { parseConnection } from '../../src/postgres/connection.js';
import { withSession, type Session } from '../../src/postgres/session.js';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';

const database = useTestDatabase('production');

type Given = readonly [name: string, sql: string, expect: string | number | boolean | null];

async function runAll(checks: readonly Given[], showValues = true): Promise<Finding[]> {
  const understood = checks.map(([name, sql, expect_]) => {
    const expectation = parseExpectation(expect_);
    if (expectation === undefined) throw new Error(`${String(expect_)} is refused`);
    return { name, sql, expect: expectation };
  });
  return withOwner((session) =>
    runChecks(session, understood, { statementMs: 60_000, showValues }),
  );
}

function withOwner<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  const parsed = parseConnection('direct-url', database.ownerUrl);
  if (!parsed.ok) throw new Error(parsed.problem.found);
  const applicationName = 'db-deploy/verify/42';
  const { signal } = new AbortController();
  return withSession(parsed.connection, { purpose: 'test', applicationName, signal }, work);
}

async function check(sql: string, expected: Given[2], showValues = true): Promise<Finding> {
  const [finding] = await runAll([['it', sql, expected]], showValues);
  if (finding === undefined) throw new Error('no finding');
  return finding;
}

describe('what a check expects', () => {
  test.each<[string, Given[2], 'pass' | 'fail']>([
    ['select count(*) from services', '> 0', 'pass'],
    ['select 0', '> 0', 'fail'],
    ['select 1', '>= 1', 'pass'],
    ['select 1', '<= 1', 'pass'],
    ['select 2', '< 2', 'fail'],
    ['select 9007199254740993::int8', '> 9007199254740992', 'pass'],
    ['select 10', '> 9', 'pass'],
    ['select -0.5', '< 0', 'pass'],
    [`select 'ten'`, '> 0', 'fail'],
    ['select null::int', '>= 0', 'fail'],
    ['select true', true, 'pass'],
    ['select 1 = 2', false, 'pass'],
    ['select 1 = 2', true, 'fail'],
    [`select 't'`, true, 'fail'],
    ['select 1.50', 1.5, 'pass'],
    [`select '1.50'`, '1.5', 'fail'],
    [`select 'a'`, 'not b', 'pass'],
    ['select 1.0', 'not 1', 'fail'],
    ['select null', null, 'pass'],
    ['select 1', null, 'fail'],
    ['select null', 'not null', 'fail'],
    ['select null', 'not 5', 'fail'],
    [`select '> 0'`, '= > 0', 'pass'],
    [`select timestamp '2026-11-22 02:00'`, '2026-11-22 02:00:00', 'pass'],
    [`select array[1, 2]`, '{1,2}', 'pass'],
    [`select 'a' -- why`, 'a', 'pass'],
    ['select 1 from services', 'rows', 'pass'],
    ['select 1 where false', 'rows', 'fail'],
    ['select 1 where false', 'no rows', 'pass'],
    ['select 1, null', 'no rows', 'fail'],
    ['select from generate_series(1, 3)', '3 rows', 'pass'],
    ['select from generate_series(1, 4)', '3 rows', 'fail'],
    ['select from generate_series(1, 4)', '> 3 rows', 'pass'],
    ['select from generate_series(1, 4)', '<= 3 rows', 'fail'],
    ['select generate_series(1, 1000000000)', '< 2 rows', 'fail'],
    [`select '3 rows'`, '= 3 rows', 'pass'],
    [`with one as (select 1 as n) select n from one;`, 1, 'pass'],
  ])('%s, %s: %s', async (query, expected, verdict) => {
    expect(await check(query, expected)).toMatchObject({ verdict });
  });

  test('rows are counted one further than asked about, and told', async () => {
    const query = 'select generate_series(1, 1000000000)';
    expect(await check(query, '2 rows')).toMatchObject({
      expected: '2 rows',
      found: 'more than 2 rows',
    });
    expect(await check('select 1', '> 1 rows')).toMatchObject({ found: '1 row' });
  });

  test.each(['> many', '>', '<= ', '!= 5', 'not > 5'])(
    '%s is refused before anything runs',
    (expect_) => {
      const parsed = checksSchema.safeParse([{ name: 'it', sql: 'select 1', expect: expect_ }]);
      expect(parsed.error?.issues[0]?.message).toContain('a quoted comparison');
    },
  );

  test('two checks of one name are refused: findings could not be told apart', () => {
    const it = { name: 'it', sql: 'select 1', expect: 1 };
    expect(checksSchema.safeParse([it, it]).success).toBe(false);
  });
});

describe('what is not one value', () => {
  test.each([
    ['select 1 where false', 'no row'],
    ['select generate_series(1, 5)', 'several rows instead of one'],
    ['select 1, 2', '2 columns instead of one'],
    ['select', '0 columns instead of one'],
    ['select 1; select 2', /multiple commands/],
    ['rollback', /syntax error/],
    ['delete from bookings', /syntax error/],
    [`select nextval('services_id_seq')`, /read-only/],
    ['select * from nowhere', /relation "nowhere" does not exist/],
  ])('%s', async (query, found) => {
    expect(await check(query, 1)).toMatchObject({
      verdict: 'fail',
      found: expect.stringMatching(found) as unknown,
      expected: '1',
    });
  });
});

test('a check runs with the settings of role and database, and leaves none behind', async () => {
  await runSql(
    database.cluster,
    database.name,
    `create schema elsewhere authorization app_owner;
     create table elsewhere.here (); alter table elsewhere.here owner to app_owner;
     alter role app_owner in database "${database.name}" set search_path = elsewhere, public`,
  );
  const findings = await runAll([
    ['found', 'select count(*) from here', 0],
    ['sets', `select set_config('search_path', 'nowhere', false)`, 'nowhere'],
    ['found again', 'select count(*) from here', 0],
  ]);
  expect(findings.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
});

test('a check that takes too long fails by itself', async () => {
  const expectation = parseExpectation('');
  if (expectation === undefined) throw new Error('refused');
  const slow = { name: 'slow', sql: 'select pg_sleep(600)', expect: expectation };
  const [finding] = await withOwner((session) =>
    runChecks(session, [slow], { statementMs: 50, showValues: true }),
  );
  expect(finding).toMatchObject({ verdict: 'fail', found: 'no answer within 0.05 s' });
});

test('of a long value its beginning is told', async () => {
  const { found } = await check(`select repeat('x', 10000000)`, 1);
  expect(found).toMatch(/^x{300} …$/);
  expect((await check(`select repeat('y', 10000)::int`, 1)).found).toMatch(/y{200,300} …$/);
});

test('a check that ends its connection fails, and those after it did not run', async () => {
  const findings = await runAll([
    ['a', 'select pg_terminate_backend(pg_backend_pid())', true],
    ['b', 'select 1', 1],
  ]);
  expect(findings.map(({ verdict }) => verdict)).toEqual(['fail', 'not run']);
});

test('a look that loses the connection fails, one that is refused does not', async () => {
  const findings = await withOwner((session) =>
    takeLooks(
      session,
      [
        { name: 'refused', work: (s) => s.query('select * from pg_authid').then(() => []) },
        { name: 'fine', work: () => Promise.resolve([pass('fine', '')]) },
        {
          name: 'lost',
          work: (s) => s.query('select pg_terminate_backend(pg_backend_pid())').then(() => []),
        },
        { name: 'after', work: () => Promise.resolve([pass('after', '')]) },
      ],
      60_000,
    ),
  );
  expect(findings.map(({ name, verdict }) => `${name}: ${verdict}`)).toEqual([
    'refused: could not verify',
    'fine: pass',
    'lost: fail',
    'after: not run',
  ]);
});

test.each([
  [`select 'row value'`, 'another value (values are not shown in a public repository)'],
  [`select 'row value'::int`, 'the server refused the query (SQLSTATE 22P02)'],
])('in a public repository no value is shown: %s', async (query, found) => {
  expect(await check(query, 1, false)).toMatchObject({ verdict: 'fail', found });
  expect((await check(query, 1)).found).toContain('row value');
});
