import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '../../src/steps/migrate.js';
import { configFor } from '../harness/config.js';
import { createRoles, roles } from '../harness/postgres/booking-shop.js';
import { startCluster, type Cluster } from '../harness/postgres/cluster.js';
import { createDatabase } from '../harness/postgres/databases.js';
import { assertNoLeaks, openSessions } from '../harness/postgres/leaks.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';

const shop = useShop();
const tools = useTools();

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  await createRoles(cluster);
  await createDatabase(cluster, 'shop', { owner: roles.owner.user });
});
afterAll(() => cluster.stop());

const run = async (): ReturnType<typeof migrate> => {
  const inputs = {
    'direct-url': cluster.url('shop', roles.owner),
    'working-directory': shop().directory,
    'require-backup': 'false',
    'migrate-command': 'npx --no-install node-pg-migrate up --no-single-transaction',
  };
  return migrate(await configFor('migrate', inputs), tools());
};

const isSleeping = async (): Promise<boolean> =>
  (await openSessions(cluster, 'shop')).some(({ query }) => query.includes('pg_sleep'));

test('a server that restarts in the middle: what it holds is told, and the next run goes on from there', async () => {
  const slow = await shop().addMigration('slow', 'create table half (); select pg_sleep(600);');
  const running = run();
  while (!(await isSleeping()));
  await cluster.restart();
  const outcome = await running;
  const { applied = [], pending } = outcome.details ?? {};
  expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'part applied' } });
  expect([...applied, slow]).toEqual(pending);
  expect(outcome.details?.after?.ledger?.applied).toEqual(applied);
  expect(outcome.findings).toContainEqual(
    expect.objectContaining({ name: 'deploy lock during the migration', verdict: 'fail' }),
  );
  await assertNoLeaks(cluster, 'shop');

  await rm(join(shop().directory, 'migrations', `${slow}.sql`));
  await shop().addMigration('swift', 'create table whole ();');
  const next = await run();
  expect(next.problems ?? []).toEqual([]);
  expect(next).toMatchObject({
    status: 'passed',
    details: { verdict: 'all applied', applied: ['1799000000000_swift'] },
  });
});
