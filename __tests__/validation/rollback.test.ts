import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/record/finding.js';
import { rollbackFindings } from '../../src/validation/rollback.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl, type Credentials } from '../harness/postgres/cluster.js';
import { createRole, runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { finding, reached, run, visitOf } from './runs.js';

const database = useTestDatabase();
const tools = useTools();
const { cluster, name } = database;

/** May create databases, and has the rights of the database's owner. */
const deployer: Credentials = { user: `deployer_${randomBytes(3).toString('hex')}`, password: 'd' };

beforeAll(async () => {
  await createRole(cluster, deployer);
  await superuser(`alter role ${deployer.user} createdb; grant app_owner to ${deployer.user}`);
});
afterAll(() => superuser(`drop role ${deployer.user}`));

function superuser(sql: string): Promise<void> {
  return runSql(cluster, 'postgres', sql);
}

async function judge(as: Credentials = deployer, of = name): Promise<Finding | undefined> {
  const [only, ...more] = await rollbackFindings(
    await reached(databaseUrl(cluster, of, as)),
    visitOf(),
  );
  expect(more).toEqual([]);
  return only;
}

test('a role that owns the database and may create others: restore could replace it', async () => {
  expect(await judge()).toEqual({
    name: 'rollback',
    verdict: 'pass',
    found: `restore could replace ${name} by a restored database`,
  });
});

describe('told before the incident, with the way out', () => {
  test('a role without CREATEDB', async () => {
    const told = await judge(roles.owner);
    expect(told).toMatchObject({
      verdict: 'warn',
      found: 'it could not now: right to create databases: app_owner has no CREATEDB',
    });
    expect(told?.fix).toContain('alter role app_owner createdb;\n');
    expect(told?.fix).toContain('point-in-time recovery');
  });

  test('everything at once for a role that owns nothing', async () => {
    const told = await judge(roles.user);
    expect(told?.found).toMatch(/ownership of the database: .*; right to create databases: /);
  });

  test('sessions that it may not end', async () => {
    await withClient(
      cluster,
      name,
      async () => {
        const told = await judge();
        expect(told).toMatchObject({ verdict: 'warn' });
        expect(told?.found).toContain('sessions of app_user: 1 session of app_user');
      },
      roles.user,
    );
    expect(await judge()).toMatchObject({ verdict: 'pass' });
  });

  test('but not those of the step itself, which end with it', async () => {
    await withClient(
      cluster,
      name,
      async (client) => {
        const { applicationName } = visitOf();
        await client.query('select set_config($1, $2, false)', [
          'application_name',
          applicationName,
        ]);
        expect(await judge()).toMatchObject({ verdict: 'pass' });
      },
      roles.user,
    );
  });

  test('a database named postgres', async () => {
    const told = await judge(cluster.superuser, 'postgres');
    expect(told?.found).toContain('name of the database: it is called postgres');
    expect(told?.fix).toContain('point-in-time recovery');
  });
});

test('the step says it, and does not fail for it', async () => {
  const urls = { DATABASE_URL: database.userUrl, DIRECT_URL: database.ownerUrl };
  const outcome = await run(tools(), {}, urls);
  expect(finding(outcome, 'rollback')).toMatchObject({ verdict: 'warn' });
  expect(outcome.status).toBe('passed');
});
