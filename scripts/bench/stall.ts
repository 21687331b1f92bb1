import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import {
  createEmptyDatabase,
  createRoles,
  roles,
} from '../../__tests__/harness/postgres/booking-shop.js';
import { startCluster, type Cluster } from '../../__tests__/harness/postgres/cluster.js';
import { dropDatabase, withClient } from '../../__tests__/harness/postgres/databases.js';
import { longestUnderLoad } from './load.js';
import { interleave, median, type Result } from './rounds.js';

const run = promisify(execFile);
const ROUNDS = 5;
const LOCK_TIMEOUT_MS = 1_000;
const GRACE_MS = 200;
const COST_BUDGET = 0.01;
/** How long the reader stays once the migration waits for it, and how long the load goes on. */
const READER_MS = 4_000;
const LOAD_S = 9;

/**
 * A migration that must wait for a long reader, under pgbench's load: how long the step makes
 * anybody wait, and the tool alone beside it; and what the step's watcher costs the server.
 */
export async function benchStall(root: string): Promise<Result[]> {
  const cluster = await startCluster();
  const cwd = await mkdtemp(join(tmpdir(), 'db-deploy-bench-'));
  try {
    await createRoles(cluster);
    await writeMigration(root, cwd);
    const url = cluster.url('shop', roles.owner);
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      DATABASE_URL: url,
      DIRECT_URL: url,
      PGHOST: cluster.host,
      PGPORT: String(cluster.port),
      PGUSER: roles.owner.user,
      PGPASSWORD: roles.owner.password,
      PGDATABASE: 'shop',
    };
    const program = (name: string): string => join(cluster.binaries.directory, name);
    const surroundings = { cwd, env, program };
    const step = (...args: string[]): Promise<unknown> =>
      run(process.execPath, [join(root, 'dist/index.js'), ...args], { cwd, env });
    const shares: number[] = [];
    const stalls = await interleave(ROUNDS, {
      bare: async () => {
        await refill(cluster, surroundings);
        const tool = (): Promise<unknown> =>
          run('npx', ['--no-install', 'node-pg-migrate', 'up'], { cwd, env });
        return longestUnderLoad(LOAD_S, surroundings, () => besideReader(cluster, tool));
      },
      step: async () => {
        await refill(cluster, surroundings);
        await rm(join(cwd, '.db-deploy'), { recursive: true, force: true });
        await step('backup');
        const migrate = (): Promise<unknown> =>
          // That the lock is not got is the point; the step then fails.
          step('migrate', '--lock-timeout', `${LOCK_TIMEOUT_MS}ms`).catch(() => undefined);
        return longestUnderLoad(LOAD_S, surroundings, async () => {
          const ended = besideReader(cluster, migrate);
          shares.push(await costOfWatcher(cluster, ended));
          await ended;
        });
      },
    });
    const [bare = 0, guarded = 0] = ['bare', 'step'].map((name) => median(stalls[name] ?? []));
    return [
      {
        what: `longest stall of others, lock-timeout ${LOCK_TIMEOUT_MS} ms`,
        measured: `${guarded.toFixed(0)} ms (the tool alone: ${bare.toFixed(0)} ms behind a reader of ${READER_MS} ms)`,
        budget: `≤ ${LOCK_TIMEOUT_MS + GRACE_MS} ms`,
        kept: guarded <= LOCK_TIMEOUT_MS + GRACE_MS,
      },
      {
        what: 'processor time of the watcher’s backend',
        measured: `${(100 * median(shares)).toFixed(2)} % of one core`,
        budget: `≤ ${100 * COST_BUDGET} %`,
        kept: median(shares) <= COST_BUDGET,
      },
    ];
  } finally {
    await rm(cwd, { recursive: true, force: true });
    await cluster.stop();
  }
}

async function writeMigration(root: string, cwd: string): Promise<void> {
  const dependencies = { 'node-pg-migrate': '*' };
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ type: 'module', dependencies }));
  await symlink(join(root, 'node_modules'), join(cwd, 'node_modules'));
  await mkdir(join(cwd, 'migrations'));
  const sql = '-- Up Migration\nalter table pgbench_accounts add column noted text;\n';
  await writeFile(join(cwd, 'migrations/1741600800000_note.sql'), sql);
}

async function refill(
  cluster: Cluster,
  { env, program }: Parameters<typeof longestUnderLoad>[1],
): Promise<void> {
  await dropDatabase(cluster, 'shop');
  await createEmptyDatabase(cluster, 'shop');
  await run(program('pgbench'), ['-i', '-q', '-s', '1'], { env });
}

/** Runs the migration beside a reader that begins before it, and outlasts its first wait. */
async function besideReader(cluster: Cluster, migration: () => Promise<unknown>): Promise<void> {
  await withClient(cluster, 'shop', async (reader) => {
    await reader.query('begin; select from pgbench_accounts limit 1');
    const migrating = migration();
    await withClient(cluster, 'shop', async (client) => {
      const waiting = `select from pg_locks where not granted and mode = 'AccessExclusiveLock'`;
      while (!(await found(client, waiting))) await pause(20);
    });
    await pause(READER_MS);
    await reader.query('commit');
    await migrating;
  });
}

/** Processor time of the step's watcher between two looks at it, as a share; NaN when there was none. */
async function costOfWatcher(cluster: Cluster, until: Promise<void>): Promise<number> {
  let done = false;
  const finish = (): void => {
    done = true;
  };
  until.then(finish, finish);
  return withClient(cluster, 'postgres', async (client) => {
    const looks: { spent: number; at: number }[] = [];
    while (!done) {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name like 'db-deploy/%/watcher'`,
      );
      const spent = rows[0] && (await processorTime(rows[0].pid));
      if (spent !== undefined) looks.push({ spent, at: performance.now() });
      await pause(100);
    }
    const [first, last] = [looks[0], looks.at(-1)];
    if (first === undefined || last === undefined) return Number.NaN;
    return (last.spent - first.spent) / (last.at - first.at);
  });
}

/** Milliseconds on the processor, as Linux counts them; undefined when the process is gone. */
async function processorTime(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.split(' ')[0]) / 1e6;
}

async function found(client: pg.Client, sql: string): Promise<boolean> {
  return (await client.query(sql)).rows.length > 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
