import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildsIn } from '../../src/migration/builds/builds.js';
import { readLeftovers } from '../../src/migration/builds/leftovers.js';
import { withSession } from '../../src/postgres/session.js';
import { createEmptyDatabase, createRoles, roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl, startCluster, type Cluster } from '../harness/postgres/cluster.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { connectionTo } from '../postgres/connections.js';

// A server of its own: autovacuum wakes up every second, and is slow.
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({
    settings: {
      autovacuum_naptime: '1s',
      autovacuum_vacuum_cost_delay: '100ms',
      autovacuum_vacuum_cost_limit: '1',
    },
  });
  await createRoles(cluster);
  await createEmptyDatabase(cluster, 'shop');
});
afterAll(() => cluster.stop());

const BUILD = 'create unique index concurrently words_key on words (word)';

test('autovacuum at work on the table is no build that goes on', async () => {
  const { signal } = new AbortController();
  const settings = { purpose: 'look', applicationName: 'test', signal };
  await runSql(cluster, 'shop', `create table words (word text); insert into words select 'same' from generate_series(1, 20000)`, roles.owner); // prettier-ignore
  await expect(runSql(cluster, 'shop', BUILD, roles.owner)).rejects.toThrow('could not create');
  await runSql(cluster, 'shop', 'delete from words', roles.owner);
  await withClient(cluster, 'shop', async (client) => {
    const held = `select from pg_locks where relation = 'words'::regclass and mode = 'ShareUpdateExclusiveLock'`;
    while ((await client.query(held)).rows.length === 0);
    // As the role that migrates, which sees little of others.
    const direct = connectionTo(databaseUrl(cluster, 'shop', roles.owner));
    const { ours } = await withSession(direct, settings, (session) =>
      readLeftovers(session, buildsIn({ name: '7_x', text: BUILD, program: false })),
    );
    expect((await client.query(held)).rows).toHaveLength(1);
    expect(ours).toMatchObject([{ qualified: 'public.words_key', building: false }]);
  });
});
