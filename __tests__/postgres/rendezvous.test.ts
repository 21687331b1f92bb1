import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { differences, readIdentity } from '../../src/postgres/identity.js';
import { sameDatabase } from '../../src/postgres/rendezvous.js';
import { withSession } from '../../src/postgres/session.js';
import { withTransaction } from '../../src/postgres/transaction.js';
import { providePgBouncer, startPooler } from '../harness/pgbouncer.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl, startCluster, type Cluster } from '../harness/postgres/cluster.js';
import { runSql } from '../harness/postgres/databases.js';
import { clusterRoot, serverAccount } from '../harness/postgres/server-account.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from './connections.js';

const one = useTestDatabase('empty');
const two = useTestDatabase('empty');
const settings = {
  purpose: 'compare',
  applicationName: 'db-deploy/test/1',
  signal: new AbortController().signal,
};

function same(a: string, b: string): Promise<boolean> {
  return sameDatabase(connectionTo(a), connectionTo(b), settings);
}

test.each([
  ['itself', () => one.ownerUrl, true],
  ['another role', () => one.userUrl, true],
  ['another spelling of the host', () => one.ownerUrl.replace('127.0.0.1', 'localhost'), true],
  ['its socket', () => `${one.ownerUrl}?host=${one.cluster.socketDirectory}`, true],
  ['another database of the server', () => two.ownerUrl, false],
])('%s', async (_, url, met) => {
  expect(await same(one.ownerUrl, url())).toBe(met);
  expect(await same(url(), one.ownerUrl)).toBe(met);
});

(providePgBouncer() === undefined ? test.skip : test)(
  'through a pooler that shares sessions',
  async () => {
    const pooler = await startPooler(one.cluster, { mode: 'transaction', logins: [roles.owner] });
    try {
      const pooled = pooler.url(one.name, roles.owner);
      expect(await same(pooled, one.ownerUrl)).toBe(true);
      expect(await same(one.ownerUrl, pooled)).toBe(true);
      expect(await same(pooled, pooled)).toBe(true);
      expect(await same(pooled, two.ownerUrl)).toBe(false);
    } finally {
      await pooler.stop();
    }
  },
);

describe.each(['clone', 'replica'] as const)('a physical %s', (kind) => {
  let origin: Cluster;
  let copy: { url: string; stop(): Promise<void> };
  beforeAll(async () => {
    origin = await startCluster({ settings: { wal_level: 'replica', max_wal_senders: '4' } });
    await runSql(origin, 'postgres', 'create database shop');
    copy = await copyOf(origin, kind === 'replica');
  }, 60_000);
  afterAll(async () => {
    await copy.stop();
    await origin.stop();
  });

  test('has the identity of its origin, and is told apart all the same', async () => {
    const url = origin.url('shop');
    const identities = await Promise.all(
      [url, copy.url].map((each) =>
        withSession(connectionTo(each), settings, (session) =>
          withTransaction(session, 'snapshot', () => readIdentity(session, connectionTo(each))),
        ),
      ),
    );
    const [then, now] = identities;
    if (then === undefined || now === undefined) throw new Error('unread');
    expect(differences({ ...then, port: 0 }, { ...now, port: 0 })).toEqual([]);
    expect(then.systemIdentifier).toMatch(/^\d+$/);
    expect(await same(url, copy.url)).toBe(false);
  });
});

/** A copy of the whole server by pg_basebackup, on a port of its own. */
async function copyOf(
  origin: Cluster,
  replica: boolean,
): Promise<{ url: string; stop(): Promise<void> }> {
  const account = serverAccount();
  const root = await mkdtemp(join(clusterRoot(account), 'copy-'));
  if (account) await chown(root, account.uid, account.gid);
  const data = join(root, 'data');
  const { host, port, superuser, binaries } = origin;
  const env = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: superuser.user,
    PGPASSWORD: superuser.password,
  };
  const program = (name: string): string => join(binaries.directory, name);
  const backup = ['-D', data, '-c', 'fast', '-X', 'stream', ...(replica ? ['-R'] : [])];
  await promisify(execFile)(program('pg_basebackup'), backup, { env, cwd: root, ...account });
  const own = await freePort();
  await appendFile(
    join(data, 'postgresql.conf'),
    `\nport = ${own}\nunix_socket_directories = '${root}'\n`,
  );
  // pg_basebackup -R writes the password of the origin there already.
  if (!replica) await writeFile(join(data, 'postgresql.auto.conf'), '');
  const server = spawn(program('postgres'), ['-D', data], {
    cwd: root,
    env: {},
    stdio: 'ignore',
    ...account,
  });
  const ended = once(server, 'exit');
  const url = databaseUrl({ ...origin, port: own }, 'shop');
  await untilItAnswers(url);
  return {
    url,
    async stop() {
      server.kill('SIGQUIT');
      await ended;
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string): Promise<void> {
  for (;;) {
    const answer = await withSession(connectionTo(url), settings, (session) =>
      session.query('select 1'),
    ).catch(() => undefined);
    if (answer !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
