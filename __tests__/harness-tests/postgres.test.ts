import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { bookingShop, roles } from '../harness/postgres/booking-shop.js';
import { createDatabase, dropDatabase, runSqlFile, withClient } from '../harness/postgres/databases.js'; // prettier-ignore
import { assertNoLeaks, heldAdvisoryLocks, openSessions } from '../harness/postgres/leaks.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';

const database = useTestDatabase();

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('roles', () => {
  test.each(['ownerUrl', 'userUrl'] as const)('%s belongs to an ordinary role', async (url) => {
    expect(
      await query(
        database[url],
        `select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
                pg_has_role('pg_monitor', 'member') as monitor
           from pg_roles where rolname = current_user`,
      ),
    ).toEqual([
      { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false, rolbypassrls: false, monitor: false }, // prettier-ignore
    ]);
  });

  test('the owner owns database and tables and may change the schema', async () => {
    expect(
      await query(
        database.ownerUrl,
        `select distinct pg_get_userbyid(c.relowner)::text as tables, pg_get_userbyid(d.datdba)::text as database
           from pg_class c, pg_database d
          where c.relnamespace = 'public'::regnamespace and d.datname = current_database()`,
      ),
    ).toEqual([{ tables: 'app_owner', database: 'app_owner' }]);
    await query(database.ownerUrl, 'create table public.mine (); drop table public.mine');
  });

  test('the user writes rows, and changes no schema', async () => {
    await query(database.userUrl, `begin; update services set price_cents = price_cents; rollback`);
    for (const sql of [
      'create table mine ()',
      'alter table services add column mine int',
      'truncate bookings',
    ]) {
      await expect(query(database.userUrl, sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  test('passwords hold every character that a URL reserves', () => {
    expect(roles.owner.password).toContain('p@ss:w/ord?#[]%&=+ é');
    expect(new URL(database.ownerUrl).pathname).toBe(`/${database.name}`);
  });
});

describe('leaks', () => {
  const { cluster, name, ownerUrl } = database;

  test('a session of the action and its lock are seen until they are gone', async () => {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: 'db-deploy/backup/7' }); // prettier-ignore
    await client.connect();
    await client.query('select pg_advisory_lock(-5), pg_advisory_lock(1, 2)');
    expect(await openSessions(cluster, name)).toMatchObject([{ user: 'app_owner', applicationName: 'db-deploy/backup/7' }]); // prettier-ignore
    expect((await heldAdvisoryLocks(cluster, name)).map(({ key }) => key).sort()).toEqual(['-5', '1,2']); // prettier-ignore
    await expect(assertNoLeaks(cluster, name, 0)).rejects.toThrow(
      /session \d+ db-deploy\/backup\/7/,
    );
    await client.end();
    await assertNoLeaks(cluster, name);
  });

  test('sessions of others are no leak, their advisory locks are', async () => {
    await withClient(cluster, name, async (client) => {
      await assertNoLeaks(cluster, name, 0);
      await client.query('select pg_advisory_lock(5)');
      await expect(assertNoLeaks(cluster, name, 0)).rejects.toThrow(/advisory lock 5/);
    });
  });
});

describe('databases', () => {
  const { cluster } = database;
  const name = 'odd "name" / ü?';

  test('have any name, and are dropped with their sessions', async () => {
    await createDatabase(cluster, name, { owner: roles.owner.user });
    const orphaned = withClient(cluster, name, async (client) => {
      await dropDatabase(cluster, name);
      await dropDatabase(cluster, name);
      await client.query('select 1');
    });
    await expect(orphaned).rejects.toThrow();
  });

  test('a .sql file that fails is named, and leaves nothing', async () => {
    const file = bookingShop.file('seed/production.sql');
    await expect(runSqlFile(cluster, database.name, file, roles.owner)).rejects.toThrow(
      `running ${file} in database ${database.name} failed`,
    );
  });
});
