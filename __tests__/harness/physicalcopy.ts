import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { appendFile, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from '@jest/globals';
import { databaseUrl, startCluster, type Cluster, type ClusterFacts } from './postgres/cluster.js';
import { runSql } from './postgres/databases.js';
import { onProcessEnd } from './postgres/exit-cleanup.js';
import { clusterRoot, serverAccount } from './postgres/server-account.js';

const DATABASE = 'shop';

interface Copy {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Two servers for the tests of a file or block: one with a database, and a byte-for-byte copy of it
 * that goes its own way (`clone`) or follows it (`replica`). The URLs are the superuser's.
 */
export function usePhysicalCopy(kind: 'clone' | 'replica'): () => { origin: string; copy: string } {
  let origin: Cluster;
  let copy: Copy;
  beforeAll(async () => {
    origin = await startCluster({ settings: { wal_level: 'replica', max_wal_senders: '4' } });
    await runSql(origin, 'postgres', `create database ${DATABASE}`);
    copy = await copyOf(origin, kind === 'replica');
  }, 60_000);
  afterAll(async () => {
    await copy.stop();
    await origin.stop();
  });
  return () => ({ origin: origin.url(DATABASE), copy: copy.url });
}

/** A copy of the whole server by pg_basebackup, on a port of its own. */
async function copyOf(origin: Cluster, replica: boolean): Promise<Copy> {
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
  const forget = onProcessEnd(() => {
    server.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });
  const copy = { ...origin, port: own };
  await untilItAnswers(copy);
  return {
    url: databaseUrl(copy, DATABASE),
    async stop() {
      server.kill('SIGQUIT');
      await ended;
      await rm(root, { recursive: true, force: true });
      forget();
    },
  };
}

/** The hook's own timeout is the patience. */
async function untilItAnswers(copy: ClusterFacts): Promise<void> {
  const answers = (): Promise<boolean> =>
    runSql(copy, DATABASE, 'select 1').then(
      () => true,
      () => false,
    );
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
