import { describe, expect, test } from '@jest/globals';
import { accessUnchanged } from '../../src/verification/access.js';
import { migrateDetails, recordOf } from '../report/deploys.js';
import { finding, useVerification } from './verification-stage.js';

const users = 'table public.users';
const grants = 'owner app_owner grants app_owner=arwdDxt/app_owner';

test.each<[string, string[], string | undefined]>([
  ['columns alone', ['+ column public.users.x integer'], undefined],
  ['a new table with its grants', [`+ ${users} ${grants}`], undefined],
  ['a table that is gone', [`- ${users} row level security ${grants}`], undefined],
  [
    'an option of a table',
    [`- ${users} ${grants}`, `+ ${users} options fillfactor=70 ${grants}`],
    undefined,
  ],
  [
    'row level security turned off',
    [`- ${users} row level security ${grants}`, `+ ${users} ${grants}`],
    'row level security of table public.users turned off',
  ],
  [
    'a grant lost',
    [`- ${users} ${grants} app_user=r/app_owner`, `+ ${users} ${grants}`],
    'grants of table public.users: - app_user=r/app_owner',
  ],
  [
    'a function that anyone may call now',
    [
      '- function public.pay(integer) owner a grants a=X/a',
      '+ function public.pay(integer) owner a grants =X/a a=X/a',
    ],
    'grants of function public.pay(integer): + =X/a',
  ],
  [
    'a policy dropped',
    ['- policy public.users.own r permissive to public using (id = 1)'],
    'policy public.users.own dropped',
  ],
  [
    'a name with blanks',
    [`- table public."a b" row level security ${grants}`, `+ table public."a b" ${grants}`],
    'row level security of table public."a b" turned off',
  ],
])('%s', (_, changes, found) => {
  const finding = accessUnchanged(changes);
  expect(finding.verdict).toBe(found === undefined ? 'pass' : 'warn');
  if (found !== undefined) expect(finding.found).toBe(found);
});

test('without a record of migrate nobody can say', () => {
  expect(accessUnchanged(undefined)).toMatchObject({ verdict: 'not run' });
});

describe('through database-url, as the application’s role', () => {
  const { run, migrate, sql, tools } = useVerification();
  const name = 'the application’s role reads its tables';

  test('it reads what it may, and a grant that was forgotten is a warning', async () => {
    await migrate();
    expect(finding(await run(), name)).toMatchObject({ verdict: 'pass' });
    await sql('create table vouchers (id int); revoke all on vouchers from public, app_user');
    const catalogChanges = [
      '+ table public.vouchers owner postgres grants postgres=arwdDxt/postgres',
    ];
    await tools().records.publish(
      recordOf('migrate', { details: { ...migrateDetails, catalogChanges } }),
    );
    const outcome = await run();
    expect(outcome.status).toBe('passed');
    expect(finding(outcome, name)).toMatchObject({
      verdict: 'warn',
      found: 'it may not read public.vouchers',
    });
  });

  test('without a right on any table it says so', async () => {
    await migrate();
    await sql('revoke all on all tables in schema public from public, app_user');
    expect(finding(await run(), name)).toMatchObject({
      verdict: 'warn',
      found: expect.stringMatching(/^none of \d+$/),
    });
  });

  test('a policy that fails at a row is a failure, and in a public repository quotes no value', async () => {
    await migrate();
    await sql(`create table a_first as select 'row value' as note; grant select on a_first to app_user;
      alter table a_first enable row level security;
      create policy broken on a_first using (note::int > 0)`);
    const broken = async (visibility: 'private' | 'public') =>
      finding(await run({}, { visibility }), name);
    expect(await broken('private')).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('row value'),
    });
    expect(await broken('public')).toMatchObject({
      verdict: 'fail',
      found: 'the server refused the query (SQLSTATE 22P02)',
    });
  });
});
