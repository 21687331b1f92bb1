import { expect, test } from '@jest/globals';
import { exitOf, limited, seen, useApplication } from './toolstage.js';

/** The engine in WASM forgets the timer of its lock, and its pool: each would keep the process for 10 s. */
const TIMERS = `const later = setTimeout;
globalThis.setTimeout = (work, ms) => (ms === 10_000 ? later(work, ms).unref() : later(work, ms));
`;

const CONFIG = `import { defineConfig } from 'prisma/config';
import { PrismaPg } from '@prisma/adapter-pg';
export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  schema: 'db/schema.prisma',
  adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL, allowExitOnIdle: true }, { schema: 'public' }),
});
`;

const application = useApplication(
  {
    'package.json': '{"devDependencies":{"prisma":"6"}}',
    'prisma.config.ts': CONFIG,
    'timers.cjs': TIMERS,
    'db/schema.prisma':
      'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
    'db/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    'db/migrations/20240102_b/migration.sql': 'create table b (id int);\n',
    'db/migrations/20240103_c/migration.sql': `${limited('c')}\n`,
  },
  {
    // Its native engine is no npm package: with engine js these are looked for, and not used.
    PRISMA_QUERY_ENGINE_LIBRARY: '/bin/true',
    PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
    CHECKPOINT_DISABLE: '1',
    NODE_OPTIONS: '--require ./timers.cjs',
  },
);

test('ledger and files are compared by name and content, whatever Prisma lets pass', async () => {
  const app = application();
  const both = ['20240102_b', '20240103_c'];
  expect(seen(await app.deploy())).toEqual({
    status: 'passed',
    pending: both,
    applied: both,
    exitCode: 0,
    ledger: [],
  });

  // Another line ending is the same file; an earlier one is applied late, and said.
  await app.write('db/migrations/20240102_b/migration.sql', 'create table b (id int);\r\n');
  await app.write('db/migrations/20240101_a/migration.sql', 'create table a (id int);');
  expect(seen(await app.deploy())).toMatchObject({
    status: 'passed',
    applied: ['20240101_a'],
    ledger: [expect.stringMatching(/^warn: .*applied after it all the same: 20240101_a$/)],
  });

  await app.write('db/migrations/20240102_b/migration.sql', 'create table b (id bigint);\n');
  await app.remove('db/migrations/20240103_c');
  expect(seen(await app.deploy())).toMatchObject({
    status: 'failed',
    exitCode: undefined,
    ledger: [
      'fail: applied, but without a file: 20240103_c',
      'fail: changed since they were applied: 20240102_b',
    ],
  });
});

test('a migration that failed blocks the next run until it is resolved, and its log is not recorded', async () => {
  const app = application();
  const twice = "create table b (phone text); insert into b values ('555-0101'), ('555-0101');";
  await app.write('db/migrations/20240102_b/migration.sql', twice);
  await app.write('db/migrations/20240103_c/migration.sql', 'alter table b add unique (phone);');
  const failed = await app.deploy(undefined, 'public');
  expect(failed.details).toMatchObject({ verdict: 'part applied', applied: ['20240102_b'] });
  expect(seen(failed).ledger).toEqual(['fail: not finished: 20240103_c; not applied: 20240103_c']);
  expect(exitOf(failed)).toContain('find the duplicates');
  expect(JSON.stringify(failed)).not.toContain('555-0101');

  const next = await app.deploy();
  expect(next.details?.started).toBeUndefined();
  expect(seen(next).ledger).toEqual([
    expect.stringMatching(/^fail: not finished: 20240103_c \(started 20\d\d-.* UTC\)$/),
  ]);
  expect(JSON.stringify(next.findings)).toContain('resolve --rolled-back');

  // What the resolve command does to the row.
  await app.sql(
    'update _prisma_migrations set rolled_back_at = now() where finished_at is null; truncate b',
  );
  expect(seen(await app.deploy())).toMatchObject({ status: 'passed', applied: ['20240103_c'] });
});

test('a BEGIN that nobody commits leaves no table and an unfinished row, whatever Prisma says', async () => {
  const app = application();
  await app.write('db/migrations/20240103_c/migration.sql', 'begin; create table c (id int);');
  const outcome = await app.deploy();
  expect(seen(outcome)).toMatchObject({
    status: 'failed',
    applied: ['20240102_b'],
    exitCode: 0,
    ledger: ['fail: not finished: 20240103_c; not applied: 20240103_c'],
  });
  expect(outcome.details?.catalogChanges.join()).not.toContain('public.c ');
});

test('a lock timeout is tried again, and the row that Prisma left of it does not stand in the way', async () => {
  const app = application();
  await app.deploy();
  await app.write('db/migrations/20240104_d/migration.sql', 'alter table b add note text;');
  const outcome = await app.whileLocked('b');
  expect(seen(outcome)).toMatchObject({ status: 'passed', applied: ['20240104_d'], ledger: [] });
  expect(outcome.details?.attempts?.map(({ exitCode }) => exitCode)).toEqual([1, 0]);

  // Two statements, which the driver adapter sends one by one: the first may be done.
  const two = 'insert into c values (1); alter table b add more text;';
  await app.write('db/migrations/20240105_e/migration.sql', two);
  const once = await app.whileLocked('b');
  expect(once.details?.attempts).toHaveLength(1);
  expect(seen(once)).toMatchObject({ status: 'failed', applied: [] });
});

test('a row whose SQL may be committed is left alone, and nothing is tried again', async () => {
  const app = application();
  await app.write('db/migrations/20240103_c/migration.sql', 'create table c (id int); ');
  await app.deploy();
  await app.sql('insert into c values (1)');
  await app.write('db/migrations/20240104_d/migration.sql', 'update c set id = id + 1;');
  // Prisma runs the SQL, commits it, and cannot say so.
  await app.sql(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.finished_at is not null then raise lock_not_available using message = 'canceling statement due to lock timeout'; end if;
    return new; end $$;
    create trigger refuse before update on _prisma_migrations for each row execute function refuse()`);
  const outcome = await app.deploy();
  expect(outcome.details?.attempts).toHaveLength(1);
  expect(seen(outcome).ledger.join()).toContain('not finished: 20240104_d');
});
