import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { directAdvice, directness, requireDirect } from '../../src/postgres/directness.js';
import { providePgBouncer, startPooler, type Pooler, type PoolerOptions } from '../harness/pgbouncer.js'; // prettier-ignore
import { roles } from '../harness/postgres/booking-shop.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from './connections.js';

const database = useTestDatabase('empty');
const settings = {
  purpose: 'migrate',
  applicationName: 'db-deploy/test/1',
  signal: new AbortController().signal,
};

const POOLERS: readonly (Omit<PoolerOptions, 'logins'> & { direct: boolean; title: string })[] = [
  { title: 'transaction mode', mode: 'transaction', direct: false },
  { title: 'transaction mode, round robin', mode: 'transaction', roundRobin: true, direct: false },
  {
    title: 'transaction mode, one server session',
    mode: 'transaction',
    poolSize: 1,
    direct: false,
  },
  { title: 'session mode', mode: 'session', direct: true },
];

test('a server without a pooler is direct', async () => {
  expect(await directness(connectionTo(database.ownerUrl), settings)).toEqual({ direct: true });
});

(providePgBouncer() === undefined ? describe.skip : describe).each(POOLERS)(
  'PgBouncer in $title',
  ({ direct, ...options }) => {
    let pooler: Pooler;
    // For each test: the server sessions that a pooler keeps carry our name.
    beforeEach(async () => {
      pooler = await startPooler(database.cluster, { ...options, logins: [roles.owner] });
    });
    afterEach(() => pooler.stop());

    test(`is ${direct ? 'accepted' : 'refused'} when fresh`, async () => {
      const proof = await directness(connectionTo(url()), settings);
      expect(proof.direct).toBe(direct);
    });

    test.each([1, 2, 3, 4])(
      `is ${direct ? 'accepted' : 'refused'} with %i idle server sessions of others`,
      async (count) => {
        await leaveIdleSessions(url(), count);
        for (let run = 0; run < 3; run += 1) {
          const proof = await directness(connectionTo(url()), settings);
          expect(proof.direct).toBe(direct);
        }
      },
    );

    const url = (): string => pooler.url(database.name, roles.owner);
  },
);

test('what requires a direct URL says which one to use', async () => {
  const pooler = await startPooler(database.cluster, {
    mode: 'transaction',
    logins: [roles.owner],
  });
  try {
    const pooled = connectionTo(pooler.url(database.name, roles.owner));
    await expect(requireDirect(pooled, settings)).rejects.toThrow(
      /a transaction pooler[^]*Next: set DIRECT_URL/,
    );
  } finally {
    await pooler.stop();
  }
});

test.each([
  ['aws-0-eu-central-1.pooler.supabase.com', 6543, 'aws-0-eu-central-1.pooler.supabase.com:5432'],
  ['ep-cool-name-a1.eu-central-1.aws.neon.tech', 5432, 'direct, session or non-pooling'],
  ['ep-cool-name-a1-pooler.eu-central-1.aws.neon.tech', 5432, 'ep-cool-name-a1.eu-central-1'],
  ['pooled.db.prisma.io', 5432, 'db.prisma.io'],
  ['shop.postgres.database.azure.com', 6432, 'shop.postgres.database.azure.com:5432'],
  ['shop-do-user-1.db.ondigitalocean.com', 25061, 'shop-do-user-1.db.ondigitalocean.com:25060'],
  ['db.abcdefghijkl.supabase.co', 6543, 'db.abcdefghijkl.supabase.co:5432'],
])('the direct form of %s:%i', (host, port, advice) => {
  const connection = connectionTo(`postgres://u:p@${host}:${port}/d`);
  expect(directAdvice(connection)).toContain(advice);
});

/** Clients that were here before: the pooler keeps their server sessions. */
async function leaveIdleSessions(url: string, count: number): Promise<void> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  await Promise.all(clients.map((client) => client.query('select pg_sleep(0.05)')));
  await Promise.all(clients.map((client) => client.end()));
}
