import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Finding } from '../../src/record/finding.js';
import { backupPrivilegeFindings } from '../../src/validation/backupprivileges.js';
import { migratePrivilegeFindings } from '../../src/validation/migrateprivileges.js';
import { referenceTableFindings } from '../../src/validation/referencetables.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { databaseUrl, type Credentials } from '../harness/postgres/cluster.js';
import { createRole, runSql } from '../harness/postgres/databases.js';
import { finding, reached, visitOf } from './runs.js';

const database = useFreshDatabase('production');

/** A role for each test: what the printed SQL does to it must not reach other tests. */
let role: Credentials & { quoted: string };
beforeEach(async () => {
  const user = `Deploy "${randomBytes(4).toString('hex')}"`;
  role = { user, password: 'x', quoted: pg.escapeIdentifier(user) };
  await createRole(database().cluster, role);
});
afterEach(() => runSql(database().cluster, 'postgres', `drop role ${role.quoted}`));

/** The role logs in, with what the other one may. */
async function roleUrl(as: 'app_user' | 'app_owner'): Promise<string> {
  await superuser(`grant ${as} to ${role.quoted}`);
  return databaseUrl(database().cluster, database().name, role);
}

interface Case {
  title: string;
  /** Run as the superuser. `$role` is the role of the test, quoted. */
  broken: string;
  /** Whose privileges the role of the test inherits. */
  as?: 'app_user' | 'app_owner';
  name: string;
  verdict: 'fail' | 'warn';
  found: RegExp;
}

const BACKUP: readonly Case[] = [
  {
    title: 'a table without SELECT',
    broken: 'revoke select on users from app_user',
    name: 'privileges for backup',
    verdict: 'fail',
    found: /may not read public\.users$/,
  },
  {
    title: 'a mixed-case table in a schema without USAGE',
    broken: `create schema "Back Office"; create table "Back Office"."Pay ""Roll""" (id serial, pay int)`,
    name: 'privileges for backup',
    verdict: 'fail',
    found: /may not read "Back Office"\."Pay ""Roll""", "Back Office"\."Pay ""Roll""_id_seq"/,
  },
  {
    title: 'a sequence without SELECT',
    broken: 'create sequence invoice_numbers; revoke all on sequence invoice_numbers from app_user',
    name: 'privileges for backup',
    verdict: 'fail',
    found: /may not read public\.invoice_numbers$/,
  },
  {
    title: 'a schema of many tables',
    broken: `create schema many; select from generate_series(1, 1);
             do $$ begin for i in 1..20 loop execute format('create table many.t%s ()', i); end loop; end $$`,
    name: 'privileges for backup',
    verdict: 'fail',
    found: /many\.t1, .* and 10 more$/,
  },
  {
    title: 'a policy that hides rows',
    broken: `alter table bookings enable row level security; create policy p on bookings using (false)`,
    name: 'row level security',
    verdict: 'fail',
    found: /public\.bookings/,
  },
  {
    title: 'a forced policy, for the owner too',
    broken:
      'alter table bookings enable row level security; alter table bookings force row level security',
    as: 'app_owner',
    name: 'row level security',
    verdict: 'fail',
    found: /public\.bookings/,
  },
  {
    title: 'a large object of another role',
    broken: 'select lo_create(0)',
    name: 'large objects',
    verdict: 'fail',
    found: /1 large objects/,
  },
];

const MIGRATE: readonly Case[] = [
  {
    title: 'a role that may create nothing',
    broken: '',
    name: 'privileges for migrations',
    verdict: 'fail',
    found: /Deploy .* may create neither/,
  },
  {
    title: 'tables of another owner',
    broken: 'alter table users owner to postgres',
    as: 'app_owner',
    name: 'ownership of tables',
    verdict: 'warn',
    found: /could not alter public\.users/,
  },
];

describe('backup', () => {
  test.each(BACKUP)('$title: told, and cured by the printed SQL', async (broken) => {
    await prove(broken, backupPrivilegeFindings);
  });

  test('all is well for the owner', async () => {
    expect(
      verdicts(await backupPrivilegeFindings(await reached(database().ownerUrl), visitOf())),
    ).toEqual(['pass', 'pass', 'pass']);
  });

  test('a policy that does not concern the role, and tables of extensions, are no finding', async () => {
    await superuser(
      `alter table bookings enable row level security;
       create schema kept; create extension pg_trgm schema kept`,
    );
    expect(
      verdicts(await backupPrivilegeFindings(await reached(database().ownerUrl), visitOf())),
    ).toEqual(['pass', 'pass', 'pass']);
  });
});

describe('migrations', () => {
  test.each(MIGRATE)('$title: told, and cured by the printed SQL', async (broken) => {
    await prove(broken, migratePrivilegeFindings);
  });

  test('CREATE on the database alone is enough', async () => {
    await superuser(
      `revoke create on schema public from public, pg_database_owner;
       grant create on database ${database().name} to app_user`,
    );
    const [create] = await migratePrivilegeFindings(await reached(database().userUrl), visitOf());
    expect(create).toMatchObject({
      verdict: 'pass',
      found: expect.stringContaining('may create schemas') as unknown,
    });
  });

  test("a provider's own schemas are nobody's migration", async () => {
    await superuser(
      'create schema auth; create table auth.users (); grant usage on schema auth to app_owner',
    );
    expect(
      verdicts(await migratePrivilegeFindings(await reached(database().ownerUrl), visitOf())),
    ).toEqual(['pass', 'pass']);
  });
});

describe('promotion', () => {
  const WRITTEN: readonly (Omit<Case, 'name' | 'verdict'> & { name?: string })[] = [
    { title: 'no UPDATE', broken: 'revoke update on categories from app_user', found: /lacks/ },
    { title: 'no INSERT', broken: 'revoke insert on categories from app_user', found: /lacks/ },
    { title: 'no SELECT', broken: 'revoke select on categories from app_user', found: /lacks/ },
    {
      title: 'a sequence that it may not set',
      broken: 'revoke update on sequence categories_id_seq from app_user',
      found: /lacks/,
    },
    {
      title: 'a policy',
      broken: 'alter table categories enable row level security',
      found: /policies hide rows/,
    },
    {
      title: 'no temporary tables',
      broken:
        "do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$",
      name: 'temporary tables in production',
      found: /may not create temporary tables/,
    },
  ];

  test.each(WRITTEN)('$title: told, and cured by the printed SQL', async (broken) => {
    const name = broken.name ?? 'reference table categories in DIRECT_URL';
    await prove({ ...broken, name, verdict: 'fail' }, (direct, visit) =>
      referenceTableFindings(direct, 'written', CATEGORIES, false, visit),
    );
  });

  test('reading needs SELECT alone', async () => {
    await superuser('revoke insert, update, delete on categories from app_user');
    const dev = await reached(database().userUrl, 'DEV_DATABASE_URL');
    expect(
      verdicts(await referenceTableFindings(dev, 'read', CATEGORIES, false, visitOf())),
    ).toEqual(['pass']);
    await superuser('revoke select on categories from app_user');
    const [closed] = await referenceTableFindings(dev, 'read', CATEGORIES, false, visitOf());
    expect(closed).toMatchObject({
      verdict: 'fail',
      fix: 'grant select on public.categories to app_user;',
    });
  });

  test.each([
    ['Categories', /did you mean categories/],
    ['category', /did you mean categories/],
    ['public.servces', /did you mean services/],
    ['price_list', /did you mean shop\.price_list/],
    ['nothing_like_it', /correct the name/],
    ['active_users', /the table behind it/],
    ['"categories"', /did you mean categories/],
    ["categories'; drop table users; --", /correct the name/],
  ])('%s: %s', async (table, fix) => {
    await superuser(
      'create schema shop; create table shop.price_list (); create view active_users as select 1 as id',
    );
    const direct = await reached(database().ownerUrl);
    const [found] = await referenceTableFindings(
      direct,
      'written',
      [{ table, mode: 'upsert' }],
      false,
      visitOf(),
    );
    expect(found?.verdict).toBe('fail');
    expect(found?.fix).toMatch(fix);
  });

  test.each(['categories', 'public.categories', 'shop.price_list', 'Mixed', 'public.with.dot'])(
    '%s is found',
    async (table) => {
      await superuser(`create schema shop authorization app_owner; create table "Mixed" (); create table "with.dot" (); create table shop.price_list ();
      alter table "Mixed" owner to app_owner; alter table "with.dot" owner to app_owner; alter table shop.price_list owner to app_owner`);
      const direct = await reached(database().ownerUrl);
      const [found] = await referenceTableFindings(
        direct,
        'written',
        [{ table, mode: 'insert' }],
        false,
        visitOf(),
      );
      expect(found).toMatchObject({ verdict: 'pass' });
    },
  );

  test('what a pending migration may create is not judged', async () => {
    const direct = await reached(database().ownerUrl);
    const wanted = [{ table: 'coupons', mode: 'upsert' }] as const;
    expect(
      verdicts(await referenceTableFindings(direct, 'written', wanted, true, visitOf())),
    ).toEqual(['could not verify', 'pass']);
  });
});

const CATEGORIES = [{ table: 'categories', mode: 'upsert' }] as const;

/** Broken: told. After the SQL that the finding prints: a pass. */
async function prove(
  { broken, as = 'app_user', name, verdict, found }: Case,
  check: typeof backupPrivilegeFindings,
): Promise<void> {
  if (broken !== '') await superuser(broken);
  const direct = await reached(await roleUrl(as));
  const told = finding({ findings: await check(direct, visitOf()) }, name);
  expect(told).toMatchObject({ verdict });
  expect(told.found).toMatch(found);
  await superuser(sqlIn(told));
  expect(finding({ findings: await check(direct, visitOf()) }, name).verdict).toBe('pass');
}

/** The statements of a fix, as an administrator would paste them. */
function sqlIn({ fix = '' }: Finding): string {
  const generated = /select format\((.*)\) from pg_largeobject_metadata \\gexec/.exec(fix)?.[1];
  if (generated === undefined) return fix.replace(/; or .*/, ';');
  return `do $$ declare o oid; begin for o in select oid from pg_largeobject_metadata loop
    execute format('grant select on large object %s to %I', o, ${pg.escapeLiteral(role.user)}); end loop; end $$`;
}

function superuser(sql: string): Promise<void> {
  return runSql(database().cluster, database().name, sql);
}

function verdicts(findings: readonly Finding[]): string[] {
  return findings.map(({ verdict }) => verdict);
}
