import { expect, test } from '@jest/globals';
import { complaints, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

test('production may have columns of its own, and computed ones', async () => {
  await world.run(
    'dev',
    `create table t (id int primary key, v text, twice text, later int);
    insert into t values (1, 'b', 'ignored', 9), (2, 'c', 'ignored', 9)`,
  );
  await world.run(
    'prod',
    `create table t (id int primary key, stamp text not null default 'mine', note text,
      v text, twice text generated always as (v || v) stored);
    insert into t (id, v, stamp, note) values (1, 'a', 'theirs', 'kept')`,
  );
  await world.promote({ tables: [{ table: 't', exclude: ['later'] }] });
  expect(await world.rows('prod', 'select * from t order by id')).toEqual([
    { id: 1, v: 'b', stamp: 'theirs', note: 'kept', twice: 'bb' },
    { id: 2, v: 'c', stamp: 'mine', note: null, twice: 'cc' },
  ]);
});

test('a partitioned table is promoted through its parent', async () => {
  await world.run(
    'both',
    `create table p (id int, area text, v text, primary key (id, area)) partition by list (area);
    create table p_north partition of p for values in ('north');
    create table p_rest partition of p default`,
  );
  await world.run('dev', `insert into p values (1, 'north', 'a'), (2, 'south', 'b')`);
  await world.run('prod', `insert into p values (1, 'north', 'old'), (3, 'west', 'kept')`);
  await world.promote({ tables: ['p'] });
  expect(
    await world.rows('prod', 'select tableoid::regclass::text as part, v from p order by id'),
  ).toEqual([
    { part: 'p_north', v: 'a' },
    { part: 'p_rest', v: 'b' },
    { part: 'p_rest', v: 'kept' },
  ]);
});

test('names of every kind', async () => {
  await world.run(
    'both',
    `create schema "Odd.Schema";
    create table "Odd.Schema"."Ta ble" ("Id" int primary key, "sel""ect" text, "ünï" text, "key" text unique, op int, rows int, changed text[]);
    create table "Key" (key text primary key, value text unique, "db" int);
    create table key_value (key text, value text, at int, "from" int, primary key (key, value))`,
  );
  await world.run(
    'dev',
    `insert into "Odd.Schema"."Ta ble" values (1, 'a', 'b', 'c', 1, 2, '{x}'), (2, 'n', null, 'd', null, null, null);
    insert into "Key" values ('k', 'v', 1), ('new', 'w', 2); insert into key_value values ('a', 'b', 1, 2)`,
  );
  await world.run(
    'prod',
    `insert into "Odd.Schema"."Ta ble" values (1, 'A', 'B', 'c', 9, 9, '{}');
    insert into "Key" values ('k', 'v', 7); insert into key_value values ('a', 'b', 1, 3)`,
  );
  const tables = ['Odd.Schema.Ta ble', 'Key', 'key_value'];
  const { seen } = await world.promote({ tables });
  expect(complaints(seen.findings)).toEqual([]);
  expect(seen.tables.map(({ table, inserts, updates }) => [table, inserts, updates])).toEqual([
    ['"Odd.Schema"."Ta ble"', 1, 1],
    ['public."Key"', 1, 1],
    ['public.key_value', 0, 1],
  ]);
  for (const table of ['"Odd.Schema"."Ta ble"', '"Key"', 'key_value']) {
    const all = `select t::text from ${table} t order by 1`;
    expect(await world.rows('prod', all)).toEqual(await world.rows('dev', all));
  }
});
