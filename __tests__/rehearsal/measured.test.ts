import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { nodePgMigrate } from '../../src/migration/adapters/nodepgmigrate.js';
import { runTool } from '../../src/migration/detection/tool.js';
import { withSession, type Session } from '../../src/postgres/session.js';
import { requireCleanCheckout } from '../../src/rehearsal/checkout.js';
import { durationsOf, readLedgerEvents, timeLedger, type LedgerEvent } from '../../src/rehearsal/durations.js'; // prettier-ignore
import { isolate } from '../../src/rehearsal/isolation.js';
import { readStored, rewritesBetween } from '../../src/rehearsal/rewrites.js';
import { stallEstimate } from '../../src/rehearsal/stalls.js';
import { tracesOf } from '../../src/rehearsal/traces.js';
import { migrateUp, roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';
import { connectionTo } from '../postgres/connections.js';

const shop = useTestDatabase('production');
const production = useTestDatabase('empty');
const checkout = useShop();
const tools = useTools();

const inShop = <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
  withSession(connectionTo(shop.superuserUrl), { purpose: 'test', applicationName: 'test', signal: tools().signal }, work); // prettier-ignore

test('what a migration wrote anew, and what it did not', async () => {
  const rewrites = await inShop(async (session) => {
    await session.query('create table grown (id int primary key, n int); insert into grown select n, n from generate_series(1, 3000) n; create index grown_n on grown (n); create table gone (a int); insert into gone values (1); analyze'); // prettier-ignore
    const before = await readStored(session);
    await session.query(
      `alter table grown alter n type bigint;
       alter table users add column nick text default 'x';
       create index users_nick on users (nick);
       create table fresh (id int primary key);
       truncate gone`,
    );
    return rewritesBetween(before, await readStored(session));
  });
  expect(rewrites.map(({ kind, name, how }) => `${kind} ${name} ${how}`).sort()).toEqual([
    'index public.grown_n rewritten',
    'index public.grown_pkey rewritten',
    'index public.users_nick built',
    'table public.gone emptied',
    'table public.grown rewritten',
  ]);
  expect(rewrites.find(({ name }) => name === 'public.grown')).toMatchObject({ rows: 3000 });
});

test('how long each file took, though one transaction holds them all', async () => {
  const migrations = join(checkout().directory, 'migrations');
  await writeFile(join(migrations, '1900000000001_slow.sql'), 'select pg_sleep(0.3);');
  await writeFile(join(migrations, '1900000000002_quick.sql'), 'select pg_sleep(0.1);');
  const known = await inShop(async (session) => {
    const { applied, table } = await nodePgMigrate.readLedger(session, 'public.pgmigrations');
    expect(await timeLedger(session, table)).toBe(true);
    expect(await timeLedger(session, 'public.no_ledger')).toBe(false);
    return applied;
  });
  const started = Date.now();
  // As the role of production, which has no right in the schema of the events.
  await migrateUp(shop.cluster, shop.name, { directory: migrations });
  const durations = await inShop(async (session) => {
    const { applied } = await nodePgMigrate.readLedger(session, 'public.pgmigrations');
    const fresh = applied.filter((name) => !known.includes(name));
    return durationsOf(fresh, await readLedgerEvents(session), started);
  });
  const [slow, quick] = durations.slice(-2);
  expect(slow?.file).toBe('1900000000001_slow');
  expect(slow?.milliseconds).toBeGreaterThanOrEqual(300);
  expect(quick?.milliseconds).toBeGreaterThanOrEqual(100);
  expect(quick?.milliseconds).toBeLessThan(slow?.milliseconds ?? 0);
});

test.each<{ how: string; events: LedgerEvent[]; durations: [number, string][] }>([
  {
    how: 'a row that is completed later, as of Prisma',
    events: [
      { inserted: true, row: 'a', at: 1_100, began: 1_100 },
      { inserted: false, row: 'a', at: 1_400, began: 1_400 },
      { inserted: true, row: 'b', at: 1_450, began: 1_450 },
      { inserted: false, row: 'b', at: 1_500, began: 1_500 },
    ],
    durations: [[300, 'exact'], [50, 'exact']], // prettier-ignore
  },
  {
    how: 'a transaction for each file',
    events: [
      { inserted: true, row: 'a', at: 1_400, began: 1_150 },
      { inserted: true, row: 'b', at: 1_500, began: 1_430 },
    ],
    durations: [[250, 'exact'], [70, 'exact']], // prettier-ignore
  },
  {
    how: 'a file outside of transactions',
    events: [
      { inserted: true, row: 'a', at: 1_400, began: 1_399 },
      { inserted: true, row: 'b', at: 1_500, began: 1_500 },
    ],
    durations: [[400, 'with the tool'], [100, 'with the tool']], // prettier-ignore
  },
  {
    how: 'a ledger that was written to otherwise',
    events: [{ inserted: true, row: 'a', at: 1_400, began: 1_399 }],
    durations: [],
  },
])('durations from $how', ({ events, durations }) => {
  const files = durationsOf(['a', 'b'], events, 1_000);
  expect(files.map(({ milliseconds, precision }) => [milliseconds, precision])).toEqual(durations);
});

test('what production would wait for', () => {
  const stalls = stallEstimate([
    { table: 'public.a', mode: 'ACCESS EXCLUSIVE', heldMs: 3_100, heldAtMostMs: 3_200 },
    { table: 'public.a', mode: 'SHARE ROW EXCLUSIVE', heldMs: 2_000 },
    { table: 'public.b', mode: 'SHARE', heldMs: 14_000 },
    { table: 'public.c', mode: 'ROW EXCLUSIVE', heldMs: 60_000 },
    { table: 'public.d', mode: 'ACCESS EXCLUSIVE', heldMs: 4 },
  ]);
  expect(stalls.map(({ words }) => words)).toEqual([
    'writes of public.b would wait about 14 s',
    'reads and writes of public.a would wait about 3.2 s',
    'reads and writes of public.d would hardly wait (under 0.1 s)',
  ]);
});

test.each([
  { how: 'POSTGRES_URL', file: '', command: 'psql "$POSTGRES_URL" -c "create table landed ()"' },
  { how: 'a variable of its own', file: '', command: 'psql "$MY_DB" -c "create table landed ()"' },
  { how: 'libpq’s variables', file: '', command: 'psql -c "create table landed ()"' },
  {
    how: 'a file with a name that is set anyway',
    file: 'DATABASE_URL',
    command: `node --env-file=.env -e 'process.stdout.write(process.env.DATABASE_URL)' | xargs -I url psql url -c "create table landed ()"`,
  },
])('a tool configured by $how lands in the scratch database', async ({ file, command }) => {
  const { directory } = checkout();
  const url = databaseUrl(production.cluster, production.name, roles.owner);
  if (file !== '') await writeFile(join(directory, '.env'), `${file}=${url}\n`);
  const leads = tracesOf([connectionTo(url)]);
  const environment = { PATH: `${shop.cluster.binaries.directory}:${process.env['PATH'] ?? ''}`, POSTGRES_URL: url, MY_DB: url, PGSERVICE: 'production' }; // prettier-ignore
  const { shadowed } = await requireCleanCheckout({ workspace: directory, directory, command, environment, leads, everywhere: true }); // prettier-ignore
  const scratch = connectionTo(shop.ownerUrl);
  const confinement = { ok: false, found: 'not tried' } as const;
  const isolated = isolate({ environment, scratch, leads, shadowed, confinement, directory: tools().workDirectory }); // prettier-ignore
  const exit = await runTool({
    ...{ command, directory, connection: scratch, options: '', applicationName: 'tool' },
    environment: isolated.environment,
    workDirectory: tools().workDirectory,
    processes: tools().processes,
    signal: tools().signal,
    onLine: () => undefined,
    pace: () => Promise.resolve(),
  });
  expect({ code: exit.code, stderr: exit.stderr }).toEqual({ code: 0, stderr: [] });
  await inShop((session) => session.query('drop table landed'));
  await withClient(production.cluster, production.name, async (client) => {
    expect((await client.query(`select to_regclass('landed') as it`)).rows).toEqual([{ it: null }]);
  });
});
