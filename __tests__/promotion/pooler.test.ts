import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { promote } from '../../src/steps/promote.js';
import { configFor } from '../harness/config.js';
import { providePgBouncer, startPooler, type Pooler } from '../harness/pgbouncer.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { useTools } from '../harness/tools.js';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();
const tools = useTools();

(providePgBouncer() === undefined ? describe.skip : describe)('behind a transaction pooler', () => {
  let pooler: Pooler;
  // For each test: the server sessions that a pooler keeps carry our name.
  beforeEach(async () => {
    pooler = await startPooler(testCluster(), { mode: 'transaction', logins: [roles.owner] });
  });
  afterEach(() => pooler.stop());

  const pooled = (side: 'dev' | 'prod'): string => pooler.url(world.name(side), roles.owner);
  const preview = async (inputs: Record<string, string>) => {
    await world.run('both', 'create table t (id int primary key)');
    await world.run('dev', 'insert into t values (1)');
    const config = await configFor('promote', {
      'direct-url': world.url('prod'),
      'prod-database-url': world.url('prod'),
      'dev-database-url': world.url('dev'),
      'reference-tables': '- t',
      'promote-mode': 'preview',
      ...inputs,
    });
    return promote(config, tools());
  };

  test('development and PROD_DATABASE_URL may stand', async () => {
    const outcome = await preview({
      'dev-database-url': pooled('dev'),
      'prod-database-url': pooled('prod'),
    });
    expect(outcome).toMatchObject({ status: 'passed', details: { tables: [{ inserts: 1 }] } });
  });

  test('the direct URL may not', async () => {
    const outcome = await preview({ 'direct-url': pooled('prod') });
    expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
    expect(outcome.problems?.[0]?.found).toContain('transaction pooler');
  });

  test('no setting of ours stays on the pooler’s sessions', async () => {
    // The pooler hands out the server session that was used last.
    const settings = () =>
      withClient(
        { ...testCluster(), port: pooler.port },
        world.name('dev'),
        async (client) =>
          (
            await client.query<object>(
              `select name, setting from pg_settings where source = 'session' and name <> 'application_name' order by 1`,
            )
          ).rows,
        roles.owner,
      );
    const before = await settings();
    await preview({ 'dev-database-url': pooled('dev') });
    expect(await settings()).toEqual(before);
  });
});
