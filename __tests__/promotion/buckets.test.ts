import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { devCluster } from '../harness/postgres/test-cluster.js';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

/** The estimate says large, so hashes come first; a test needs no million rows for that. */
async function makeLarge(): Promise<void> {
  await world.run(
    'both',
    `create table t (a integer, b text, v numeric, j json, primary key (a, b));
     insert into t select n, 'k' || n, n / 7.0, json_build_object('n', n) from generate_series(1, 3000) n`,
  );
  await callLarge();
}
const LARGE = `update pg_class set reltuples = 1e6 where relname = 't'`;
async function callLarge(): Promise<void> {
  for (const side of ['dev', 'prod'] as const) await world.superuser(side, LARGE);
}

const ALL = 'select t::text as row from t order by a, b';
const SEEN = /: (\d+) of (\d+) rows read/;

/** Rows copied, and rows that development has. */
function copied(lines: readonly string[]): readonly number[] {
  const line = lines.find((entry) => SEEN.test(entry)) ?? '';
  return SEEN.exec(line)?.slice(1).map(Number) ?? [];
}

test('of a large table that is the same on both sides no row is copied', async () => {
  await makeLarge();
  const lines: string[] = [];
  const seen = await world.preview({ tables: ['t'], lines });
  expect(seen.tables).toMatchObject([{ devRows: 3_000, inserts: 0, updates: 0, deletes: 0 }]);
  expect(copied(lines)).toEqual([0, 3_000]);
});

test('of a large table only buckets that differ are copied, and nothing that differs is missed', async () => {
  await makeLarge();
  await world.run(
    'dev',
    `insert into t values (0, 'new', 1, '{}'); delete from t where a in (7, 2999);
     update t set j = '{"n":  5}' where a = 5; update t set v = 1.00 where a = 7 or a = 70`,
  );
  await world.run('prod', `insert into t values (5000, 'prod only', 1, '[]')`);
  await callLarge();
  const lines: string[] = [];
  const { seen } = await world.promote({
    tables: [{ table: 't', mode: 'mirror' }],
    maxDeletes: 3,
    lines,
  });
  expect(seen.tables).toMatchObject([{ inserts: 1, updates: 2, deletes: 3 }]);
  const [few = 0, all] = copied(lines);
  expect(all).toBe(2_999);
  expect(few).toBeGreaterThanOrEqual(3);
  expect(few).toBeLessThan(100);
  expect(await world.rows('prod', ALL)).toEqual(await world.rows('dev', ALL));
});

test.each([
  ['values that two rows swapped', `update t set v = (5 - a) / 7.0 where a in (2, 3)`, 2],
  ['a value twice instead of another', `update t set v = 2 / 7.0 where a in (3, 4)`, 2],
  ['NULL instead of nothing', `update t set j = null, v = null where a = 9`, 1],
  ['NULL in the other of two columns', `update t set w = 'x', x = null where a = 11`, 1],
  ['space within a value', `update t set j = '{"n" :9}' where a = 9`, 1],
])('that a large table differs is seen where a sum could miss it: %s', async (_, sql, updates) => {
  await makeLarge();
  await world.run('both', `alter table t add w text, add x text; update t set w = '' where a = 9`);
  await world.run('both', `update t set x = 'x' where a = 11`);
  await world.run('dev', sql);
  await callLarge();
  const lines: string[] = [];
  expect((await world.preview({ tables: ['t'], lines })).tables).toMatchObject([{ updates }]);
  expect(Number(copied(lines)[0])).toBeLessThan(100);
});

test('rows of a large table that only production has may move between preview and apply', async () => {
  await makeLarge();
  await world.run('dev', `update t set v = 0 where a = 1`);
  await world.promote({
    tables: ['t'],
    meanwhile: () => world.run('prod', `insert into t values (9000, 'own', 1, '{}')`),
  });
  expect(await world.rows('prod', 'select v::text from t where a = 1')).toEqual([{ v: '0' }]);
  expect(await world.rows('prod', 'select from t')).toHaveLength(3_001);
});

test('a row that moves in development, where nothing differed, stops the apply', async () => {
  await makeLarge();
  await world.run('dev', `update t set v = 0 where a = 1`);
  const promotion = world.promote({
    tables: ['t'],
    meanwhile: () => world.run('dev', `update t set v = 0 where a = 2`),
  });
  await expect(promotion).rejects.toThrow('differ now 1 row: (2,k2)');
});

test('a row that moves while a large table is compared stops the apply, also where nothing differed', async () => {
  await makeLarge();
  await world.run('dev', `update t set v = 0 where a = 1`);
  const refusal = world.promote({
    tables: ['t'],
    lockMs: 30_000,
    // Its write is not seen by the hashes, and the lock of the apply waits for it.
    meanwhile: async () => {
      const started = world.run(
        'prod',
        `begin; update t set v = 0 where a = 2; ${UNTIL_WAITED_FOR}; commit`,
      );
      writer.push(started);
      while ((await world.rows('prod', HOLDS)).length === 0) await pause(5);
    },
  });
  await expect(refusal).rejects.toThrow('differ now 1 row: (2,k2)');
  await Promise.all(writer);
  expect(await world.rows('prod', 'select round(v, 2)::text as v from t where a = 1')).toEqual([
    { v: '0.14' },
  ]);
});

const writer: Promise<unknown>[] = [];
const HOLDS = `select from pg_locks where relation = 't'::regclass and mode = 'RowExclusiveLock' and granted`;
const UNTIL_WAITED_FOR = `do $$ begin
  while not exists (select from pg_locks where relation = 't'::regclass and not granted) loop
    perform pg_sleep(0.01);
  end loop; end $$`;

test('a large table of a database in another encoding is copied: equal bytes are other characters there', async () => {
  await world.run(
    'prod',
    `create table t (id int primary key, v text); insert into t values (1, 'é')`,
  );
  const latin = `${world.name('dev')}_latin1`;
  const owner = roles.owner.user;
  await world.superuser('dev', `create database ${latin} template template0 encoding latin1 locale 'C' owner ${owner}`); // prettier-ignore
  try {
    await withClient(devCluster(), latin, (client) =>
      client.query(
        `set role ${owner}; create schema if not exists public; create table public.t (id int primary key, v text);
        insert into public.t values (1, convert_from('\\xc3a9', 'latin1'))`,
      ),
    );
    await withClient(devCluster(), latin, (client) => client.query(LARGE));
    await world.superuser('prod', LARGE);
    const devUrl = world.url('dev').replace(world.name('dev'), latin);
    const { tables } = await world.preview({ tables: ['t'], devUrl });
    expect(tables).toMatchObject([{ updates: 1 }]);
  } finally {
    await world.superuser('dev', `drop database ${latin}`);
  }
});
