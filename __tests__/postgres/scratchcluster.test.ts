import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { withScratchCluster, type ClusterSettings } from '../../src/postgres/scratchcluster.js';
import { serverToolsFor, type ServerTools } from '../../src/postgres/servertools.js';
import { withSession } from '../../src/postgres/session.js';
import { startProgram } from '../backup/stepprocess.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { makeTools, type TestTools } from '../harness/tools.js';
import { connectionTo } from './connections.js';

const { major, directory: programs } = testCluster().binaries;
let temporary = '';
let work = '';
let tools: TestTools;
let server: ServerTools;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
  // As a runner's: the account of the server may pass.
  await chmod(temporary, 0o755);
  work = await mkdtemp(join(temporary, 'db-deploy-'));
  tools = makeTools(work, 'production');
  server = await serverToolsFor(major, { ...tools, searchPath: programs, mayInstall: false });
});
afterEach(() => rm(temporary, { recursive: true, force: true }));

const remembered: string[] = [];
function settings(changes: Partial<ClusterSettings> = {}): ClusterSettings {
  const { processes, signal, log } = tools;
  const remember = (directory: string) => void remembered.push(directory);
  return {
    ...{ processes, signal, log, remember },
    tools: server,
    workDirectory: work,
    ...changes,
  };
}

const asked = { purpose: 'test', applicationName: 'test', signal: new AbortController().signal };
async function ask(url: string, question: string): Promise<unknown> {
  const [row] = await withSession(connectionTo(url), asked, (session) =>
    session.query<Record<string, unknown>>(question),
  );
  return Object.values(row ?? {})[0];
}

/** Neither a file nor a server. */
async function expectGone(url: string): Promise<void> {
  await expect(ask(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  expect((await readdir(temporary)).filter((name) => name.includes('scratch'))).toEqual([]);
  expect((await readdir(work).catch(() => [])).filter((name) => name.includes('scratch'))).toEqual([]); // prettier-ignore
}

test('a server of the major for this machine alone, that reaches nobody', async () => {
  const made = await withScratchCluster(
    settings(),
    async ({ connection: { url }, version, certificateFile }) => {
      expect(version).toBe(server.version);
      expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
      const verifying = `${url}?sslmode=verify-full&sslrootcert=${certificateFile ?? ''}`;
      expect(await ask(verifying, 'select ssl from pg_stat_ssl where pid = pg_backend_pid()')).toBe(true); // prettier-ignore
      expect(await ask(url, 'show max_logical_replication_workers')).toBe('0');
      expect(await ask(url, 'show shared_preload_libraries')).toBe('');
      expect(await ask(url, `select string_agg(distinct auth_method, ',') from pg_hba_file_rules where type = 'host'`)).toBe('scram-sha-256'); // prettier-ignore
      // Rows of a failing statement are in no log.
      expect(await ask(url, `select current_setting('log_min_messages') || current_setting('logging_collector')`)).toBe('logoff'); // prettier-ignore
      await expect(ask(url.replace(/:[^:@]+@/, ':guessed@'), 'select 1')).rejects.toThrow();
      return url;
    },
  );
  await expectGone(made);
});

test('gone after a failure of the work', async () => {
  let url = '';
  const failing = withScratchCluster(settings(), ({ connection }) => {
    ({ url } = connection);
    throw new Error('of the work');
  });
  await expect(failing).rejects.toThrow('of the work');
  await expectGone(url);
});

test('a server that cannot start says why, and leaves nothing', async () => {
  const broken = { ...server, postgres: '/bin/false' };
  await expect(
    withScratchCluster(settings({ tools: broken }), () => Promise.resolve()),
  ).rejects.toThrow(/start a scratch cluster of Postgres/);
  expect((await readdir(temporary)).filter((name) => name.includes('scratch'))).toEqual([]);
});

describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s', (signal) => {
  test('to the process: neither a server nor a byte', async () => {
    const program = startProgram(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('scratchprocess.ts', import.meta.url)), String(major), programs, temporary], // prettier-ignore
      {},
    );
    const url = await firstLine(program.said, program.ended);
    expect(await ask(url, 'select 1')).toBe(1);
    program.kill(signal);
    const ended = await program.ended;
    if (signal === 'SIGKILL') await goneByItself(url);
    else expect(ended).toEqual({ code: 1, signal: null });
    await expectGone(url);
  });
});

async function firstLine(said: () => string, ended: Promise<unknown>): Promise<string> {
  const over = ended.then(() => {
    throw new Error(said());
  });
  while (!said().includes('\n')) {
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 20))]);
  }
  return said().trim();
}

/**
 * The guardian ends it, and nobody is left to wait for that. Another account than the directory's
 * parent's can but empty it: what is left is nothing, for the post step or the next run.
 */
async function goneByItself(url: string): Promise<void> {
  const files = async () => {
    const [left = ''] = (await readdir(temporary)).filter((name) => name.includes('scratch'));
    return (await readdir(join(temporary, left)).catch((): string[] => [])).includes('data');
  };
  while (await ask(url, 'select 1').then(() => true, () => files())) ; // prettier-ignore
  await withScratchCluster(settings(), () => Promise.resolve());
}

test('what a killed process left is removed by the next run', async () => {
  const dead = startProgram('/bin/sh', ['-c', 'echo $$'], {});
  await dead.ended;
  for (const parent of [temporary, work]) {
    await mkdir(join(parent, `db-deploy-scratch-${dead.said().trim()}-abc`, 'data'), { recursive: true }); // prettier-ignore
  }
  await mkdir(join(temporary, `db-deploy-scratch-${process.pid}-own`));
  await withScratchCluster(settings(), () => Promise.resolve());
  expect((await readdir(temporary)).filter((name) => name.includes('scratch'))).toEqual([
    `db-deploy-scratch-${process.pid}-own`,
  ]);
});
