import { expect, test } from '@jest/globals';
import type { ClientBase } from 'pg';
import { readOtherWork, type OtherWork } from '../../src/postgres/otherwork.js';
import { withSession } from '../../src/postgres/session.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from './connections.js';

const database = useTestDatabase('production');

test('nobody else is at work', async () => {
  expect(await seenBy(database.ownerUrl, 0)).toEqual({ long: [], dumps: [], hidden: 0 });
});

test('a transaction of the same role shows its age', async () => {
  await beside(roles.owner, 'begin; select 1', async () => {
    expect(await seenBy(database.ownerUrl, 0)).toMatchObject({
      long: [{ user: 'app_owner', applicationName: 'test-harness', state: 'idle in transaction' }],
      hidden: 0,
    });
    expect(await seenBy(database.ownerUrl, 300)).toMatchObject({ long: [], hidden: 0 });
  });
});

test('one of another role hides it: counted while it holds locks on tables', async () => {
  await beside(roles.user, 'begin; lock table services in access share mode', async () => {
    expect(await seenBy(database.ownerUrl, 0)).toMatchObject({ long: [], hidden: 1 });
    expect(await seenBy(database.superuserUrl, 0)).toMatchObject({
      long: [{ user: 'app_user' }],
      hidden: 0,
    });
  });
  await beside(roles.user, 'begin; select 1', async () => {
    expect(await seenBy(database.ownerUrl, 0)).toMatchObject({ hidden: 0 });
  });
});

test('a dump of any role is seen by its name', async () => {
  await beside(
    roles.user,
    "set application_name = 'pg_dump'; begin; lock table services in access share mode",
    async () => {
      expect(await seenBy(database.ownerUrl, 300)).toMatchObject({
        dumps: [{ user: 'app_user' }],
        long: [],
        hidden: 0,
      });
    },
  );
});

test('sessions of this deploy, and of other databases, are not others', async () => {
  const own = "set application_name = 'db-deploy/test/1/tool'; begin; select 1";
  await beside(roles.owner, own, async () => {
    expect(await seenBy(database.ownerUrl, 0)).toEqual({ long: [], dumps: [], hidden: 0 });
  });
  await withClient(database.cluster, 'postgres', async (client) => {
    await client.query('begin; select 1');
    expect(await seenBy(database.superuserUrl, 0)).toMatchObject({ long: [] });
  });
});

test('what another deploy left behind is', async () => {
  const left = "set application_name = 'db-deploy/migrate/7/tool'; begin; select 1";
  await beside(roles.owner, left, async () => {
    expect(await seenBy(database.ownerUrl, 0)).toMatchObject({
      long: [{ applicationName: 'db-deploy/migrate/7/tool' }],
    });
  });
});

function seenBy(url: string, longSeconds: number): Promise<OtherWork> {
  const settings = {
    purpose: 'look',
    applicationName: 'db-deploy/test/1',
    signal: new AbortController().signal,
  };
  return withSession(connectionTo(url), settings, (session) => readOtherWork(session, longSeconds));
}

function beside(
  as: { user: string; password: string },
  sql: string,
  work: () => Promise<void>,
): Promise<void> {
  return withClient(
    database.cluster,
    database.name,
    async (client: ClientBase) => {
      await client.query(sql);
      await work();
      await client.query('rollback');
    },
    as,
  );
}
