import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRoles, roles } from '../../__tests__/harness/postgres/booking-shop.js';
import { startCluster, type Cluster } from '../../__tests__/harness/postgres/cluster.js';
import { createDatabase, runSql, withClient } from '../../__tests__/harness/postgres/databases.js';
import { peakMemory } from './memory.js';
import { interleave, median, timeProcess, type Result } from './rounds.js';
import { benchWire } from './wire.js';

const ROUNDS = 5;
const MILLION = 1_000_000;
const MEMORY_BUDGET = 256;

const SMALL = Array.from({ length: 20 }, (_, at) => `small_${at + 1}`);

/** What the benches of promotion share: two databases, and the step as a laptop in CI starts it. */
interface Sides {
  readonly cluster: Cluster;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Arguments of the step for the given tables. */
  readonly step: (mode: 'apply' | 'preview', tables: readonly string[]) => readonly string[];
  /** A shell script with the two URLs as `$DEV` and `$PROD`, in milliseconds. */
  readonly shell: (script: string) => Promise<number>;
  readonly prod: (sql: string) => Promise<void>;
}

/** Preview and apply against what teams do by hand: `\copy`, upsert of every row, truncate and reload. */
export async function benchPromote(root: string): Promise<Result[]> {
  const cluster = await startCluster({ settings: { shared_buffers: '1GB', max_wal_size: '8GB' } });
  const cwd = await mkdtemp(join(tmpdir(), 'db-deploy-bench-'));
  try {
    const sides = await prepare(cluster, cwd, root);
    return [
      ...(await benchUnchanged(sides)),
      ...(await benchMillion(sides)),
      ...(await benchApply(sides)),
      ...(await benchWire(sides)),
    ];
  } finally {
    await rm(cwd, { recursive: true, force: true });
    await cluster.stop();
  }
}

async function prepare(cluster: Cluster, cwd: string, root: string): Promise<Sides> {
  await createRoles(cluster);
  await createDatabase(cluster, 'dev', { owner: roles.owner.user });
  const create = [
    ...SMALL.map((name) => table(name, 2_000)),
    table('big', MILLION),
    'vacuum analyze',
  ];
  for (const sql of create) await runSql(cluster, 'dev', sql, roles.owner);
  await createDatabase(cluster, 'prod', { owner: roles.owner.user, template: 'dev' });
  const [dev, prod] = [cluster.url('dev', roles.owner), cluster.url('prod', roles.owner)];
  const bin = cluster.binaries.directory;
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    CI: 'true',
    DIRECT_URL: prod,
    DEV_DATABASE_URL: dev,
    PROD_DATABASE_URL: prod,
    DEV: dev,
    PROD: prod,
  };
  return {
    cluster,
    cwd,
    env,
    step: (mode, tables) => [
      join(root, 'dist/index.js'),
      'promote',
      `--promote-mode=${mode}`,
      '--require-backup=false',
      `--reference-tables=[${tables.join(', ')}]`,
    ],
    shell: (script) => timeProcess('bash', ['-eo', 'pipefail', '-c', script], { env, cwd }),
    prod: (sql) => runSql(cluster, 'prod', sql, roles.owner),
  };
}

/** About 190 bytes a row, as reference data has them. */
function table(name: string, rows: number): string {
  return `create table ${name} (id integer primary key, code text not null unique, name text not null,
      price numeric(12, 2) not null, active boolean not null, changed_at timestamptz not null, details jsonb);
    insert into ${name}
    select n, 'code-' || n, md5(n::text), (n % 1000) / 7.0, n % 3 > 0, timestamptz '2026-01-01' + n * interval '1 s',
           jsonb_build_object('color', md5((n % 9)::text), 'size', n % 40)
      from generate_series(1, ${rows}) n`;
}

async function benchUnchanged({ env, cwd, step, shell }: Sides): Promise<Result[]> {
  const copies = SMALL.map(
    (name) =>
      `psql -X "$DEV" -c '\\copy ${name} to stdout' | psql -X "$PROD" -qc 'create temp table s (like ${name})' -c '\\copy s from stdin'`,
  );
  const times = await interleave(ROUNDS, {
    copy: () => shell(copies.join('\n')),
    preview: () => timeProcess(process.execPath, step('preview', SMALL), { env, cwd }),
  });
  return [ratio('preview, 20 tables × 2,000 rows, nothing changed', times, 'preview', 'copy', 2)];
}

async function benchMillion({ env, cwd, step, shell }: Sides): Promise<Result[]> {
  const hash = `select count(*), sum(hashtextextended(row(id, code, name, price, active, changed_at, details)::text collate "C", 0)) from big`;
  const times = await interleave(ROUNDS, {
    hash: () => shell(`psql -X "$DEV" -c '${hash}' & psql -X "$PROD" -c '${hash}'; wait`),
    preview: () => timeProcess(process.execPath, step('preview', ['big']), { env, cwd }),
  });
  return [ratio('preview, 1 M rows, nothing differs', times, 'preview', 'hash', 1.5)];
}

async function benchApply(sides: Sides): Promise<Result[]> {
  const { env, cwd, step, shell, prod } = sides;
  const stage = `psql -X "$DEV" -c '\\copy big to stdout' | psql -X "$PROD" -q -c 'create temp table s (like big)' -c '\\copy s from stdin'`;
  const upsert = `${stage} -c 'insert into big select * from s on conflict (id) do update set code = excluded.code, name = excluded.name, price = excluded.price, active = excluded.active, changed_at = excluded.changed_at, details = excluded.details'`;
  const reload = `psql -X "$DEV" -c '\\copy big to stdout' | psql -X "$PROD" -q1 -c 'truncate big' -c '\\copy big from stdin'`;
  const wal: Record<string, number[]> = {};
  const after = async (name: string, run: () => Promise<number>): Promise<number> => {
    // 2,000 rows differ again; the checkpoint makes the images of whole pages fall due alike.
    await prod(`update big set price = price + 1 where id % 500 = 0`);
    await prod('vacuum big');
    await runSql(sides.cluster, 'prod', 'checkpoint');
    const before = await walPosition(sides.cluster);
    const time = await run();
    (wal[name] ??= []).push((await walPosition(sides.cluster)) - before);
    return time;
  };
  const times = await interleave(ROUNDS, {
    upsert: () => after('upsert', () => shell(upsert)),
    reload: () => after('reload', () => shell(reload)),
    apply: () =>
      after('apply', () => timeProcess(process.execPath, step('apply', ['big']), { env, cwd })),
  });
  const bytes = (name: string): number => median(wal[name] ?? []);
  const share = bytes('apply') / bytes('upsert');
  await prod(`update big set price = price + 1 where id % 500 = 0`);
  const peak = await peakMemory(step('apply', ['big']), { env, cwd });
  return [
    ratio(
      'apply, 1 M rows, 2,000 differ, against upsert of every row',
      times,
      'apply',
      'upsert',
      0.5,
    ),
    ratio('the same against truncate and reload', times, 'apply', 'reload', 1),
    {
      what: 'WAL of the apply',
      measured: `${(share * 100).toFixed(1)} % of upsert of every row (${(bytes('apply') / 1e6).toFixed(0)} MB / ${(bytes('upsert') / 1e6).toFixed(0)} MB; reload ${(bytes('reload') / 1e6).toFixed(0)} MB)`,
      budget: '≤ 5 %',
      kept: share <= 0.05,
    },
    {
      what: 'memory of the promote step, 1 M rows',
      measured: `${peak.toFixed(0)} MiB`,
      budget: `≤ ${MEMORY_BUDGET} MiB`,
      kept: peak <= MEMORY_BUDGET,
    },
  ];
}

async function walPosition(cluster: Cluster): Promise<number> {
  return withClient(cluster, 'prod', async (client) => {
    const answer = await client.query<{ at: string }>(
      `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as at`,
    );
    return Number(answer.rows[0]?.at);
  });
}

function ratio(
  what: string,
  times: Readonly<Record<string, number[]>>,
  ours: string,
  reference: string,
  budget: number,
): Result {
  const [mine, theirs] = [median(times[ours] ?? []), median(times[reference] ?? [])];
  return {
    what,
    measured: `${(mine / theirs).toFixed(2)}× (${mine.toFixed(0)} ms / ${theirs.toFixed(0)} ms)`,
    budget: `≤ ${budget}×`,
    kept: mine / theirs <= budget,
  };
}
