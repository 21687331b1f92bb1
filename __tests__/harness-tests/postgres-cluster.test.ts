import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { databaseUrl, startCluster, type ClusterFacts } from '../harness/postgres/cluster.js';
import { withClient } from '../harness/postgres/databases.js';
import { findServerBinaries } from '../harness/postgres/server-binaries.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { opensslPresent } from '../harness/postgres/tls.js';

async function portAnswers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

// pg leaves the socket open when the client itself gives up, for example over an empty password.
async function tryToConnect(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}

async function until(condition: () => Promise<boolean>, patience = 10_000): Promise<boolean> {
  for (const deadline = Date.now() + patience; Date.now() < deadline;) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

describe('server binaries', () => {
  const root = mkdtempSync(join(tmpdir(), 'binaries-'));
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  function install(version: string, programs: readonly string[]): string {
    const directory = join(root, version);
    mkdirSync(directory);
    for (const program of programs) {
      writeFileSync(join(directory, program), `#!/bin/sh\necho "postgres (PostgreSQL) ${version} (Test)"\n`); // prettier-ignore
      chmodSync(join(directory, program), 0o755);
    }
    return directory;
  }

  const all = ['initdb', 'pg_ctl', 'postgres', 'psql', 'pg_dump', 'pg_restore'];
  const directories = [
    install('9.6.24', all),
    install('14.20', all),
    install('16.11', all),
    install('18beta2', ['psql', 'pg_dump', 'pg_restore']),
  ];

  test('are the newest installation that has both server and client', () => {
    expect(findServerBinaries({ directories })).toMatchObject({ major: 16, version: '16.11' });
  });
  test('are of the major that is asked for', () => {
    expect(findServerBinaries({ directories, major: 14 })).toMatchObject({ version: '14.20' });
    expect(findServerBinaries({ directories, major: 18 })).toBeUndefined();
  });
  test('are nothing where there is nothing', () => {
    expect(findServerBinaries({ directories: [join(root, 'absent')] })).toBeUndefined();
  });
});

describe('cluster', () => {
  test('answers over TCP and its socket, and leaves nothing', async () => {
    const cluster = await startCluster({ settings: { work_mem: '7MB' } });
    const answer = await withClient(cluster, 'postgres', async (client) => {
      const { rows } = await client.query<Record<string, string>>(
        `select current_setting('work_mem') as memory, current_setting('server_encoding') as encoding,
                current_setting('fsync') as fsync, current_setting('server_version_num')::int / 10000 as major`,
      );
      return rows[0];
    });
    expect(answer).toEqual({ memory: '7MB', encoding: 'UTF8', fsync: 'off', major: cluster.binaries.major }); // prettier-ignore
    expect(existsSync(join(cluster.socketDirectory, `.s.PGSQL.${cluster.port}`))).toBe(true);
    expect(Buffer.byteLength(join(cluster.socketDirectory, '.s.PGSQL.65535'))).toBeLessThan(107);

    await cluster.stop();
    await cluster.stop();
    expect(existsSync(cluster.socketDirectory)).toBe(false);
    expect(await portAnswers(cluster.port)).toBe(false);
  });

  test('that cannot start says why and leaves nothing', async () => {
    await expect(startCluster({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /did not start:[^]*shared_buffers/,
    );
  });

  test('refuses a wrong password, and no password', async () => {
    const cluster = testCluster();
    for (const password of ['wrong', '']) {
      const connectionString = databaseUrl(cluster, 'postgres', { user: 'postgres', password });
      await expect(tryToConnect({ connectionString })).rejects.toThrow(/password/);
    }
  });

  (opensslPresent() ? test : test.skip)('speaks TLS, and only TLS when required', async () => {
    const cluster = await startCluster({ tls: 'required' });
    try {
      const encrypted = await withClient(cluster, 'postgres', async (client) => {
        const { rows } = await client.query<{ ssl: boolean }>(
          'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
        );
        return rows[0]?.ssl;
      });
      expect(encrypted).toBe(true);
      const connectionString = cluster.url('postgres');
      await expect(tryToConnect({ connectionString })).rejects.toThrow(/no encryption/);
      await expect(tryToConnect({ connectionString, ssl: true })).rejects.toThrow(/certificate/);
    } finally {
      await cluster.stop();
    }
  });

  test.each(['exit', 'SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'is gone when its process ends by %s',
    async (end) => {
      const program = `
        import { startCluster } from ${JSON.stringify(new URL('../harness/postgres/cluster.ts', import.meta.url).href)};
        const { port, socketDirectory } = await startCluster();
        console.log(JSON.stringify({ port, socketDirectory }));
        process.stdin.once('data', () => process.exit(3));
      `;
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '--eval', program],
        {
          cwd: fileURLToPath(new URL('../..', import.meta.url)),
          stdio: ['pipe', 'pipe', 'inherit'],
        },
      );
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const { port, socketDirectory } = JSON.parse(line) as ClusterFacts;
      expect(await portAnswers(port)).toBe(true);

      const ended = once(child, 'exit');
      if (end === 'exit') child.stdin.write('now\n');
      else child.kill(end);
      expect(await ended).toEqual(end === 'exit' ? [3, null] : [null, end]);

      const gone = async () => !existsSync(socketDirectory) && !(await portAnswers(port));
      // Only a process that could run its exit handler is awaited by nobody else.
      expect(end === 'SIGKILL' ? await until(gone) : await gone()).toBe(true);
    },
  );
});
