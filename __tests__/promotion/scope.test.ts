import { expect, test } from '@jest/globals';
import { complaints, counts, named, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

test('insert-only columns come with a new row and are production’s from then on', async () => {
  await world.run('both', 'create table t (id int primary key, name text, price int not null)');
  await world.run('dev', `insert into t values (1, 'new', 10), (2, 'b', 20), (3, 'c', 30)`);
  await world.run('prod', `insert into t values (1, 'old', 99), (2, 'b', 98)`);
  const tables = [{ table: 't', insertOnly: ['price'] }];
  const { seen } = await world.promote({ tables });
  expect(complaints(seen.findings)).toEqual([]);
  expect(seen.tables).toMatchObject([{ inserts: 1, updates: 1, left: 1 }]);
  expect(await world.rows('prod', 'select * from t order by id')).toEqual([
    { id: 1, name: 'new', price: 99 },
    { id: 2, name: 'b', price: 98 },
    { id: 3, name: 'c', price: 30 },
  ]);
  expect((await world.preview({ tables })).tables).toMatchObject([{ updates: 0, left: 3 - 1 }]);
});

test('where: what is outside of it on either side stays, also in mode mirror, and is told', async () => {
  await world.run('both', 'create table t (id int primary key, v text, archived boolean)');
  // Rows 1 in both, 2 new, 3 outside in development alone, 4 outside in production alone, 5 outside in both.
  await world.run(
    'dev',
    `insert into t values (1, 'n', false), (2, 'n', false), (3, 'n', true), (4, 'n', false), (5, 'n', true), (8, 'n', null)`,
  );
  await world.run(
    'prod',
    `insert into t values (1, 'o', false), (3, 'o', false), (4, 'o', true), (5, 'o', true), (6, 'o', true), (7, 'o', false)`,
  );
  const tables = [
    { table: 't', mode: 'mirror' as const, where: 'archived is not distinct from false' },
  ];
  const { seen } = await world.promote({ tables });
  expect(complaints(seen.findings)).toEqual([
    'public.t: outside of where in production: warn',
    'public.t: outside of where in development: warn',
  ]);
  expect(named(seen.findings, 'public.t: outside of where in development')?.found).toMatch(
    /^1 row inside of where in production and outside/,
  );
  expect(counts(seen.tables)).toEqual({ 'public.t': '+1 ~1 =3' });
  expect(seen.tables).toMatchObject([{ deletes: 1, devRows: 3, prodRows: 6 }]);
  expect(await world.rows('prod', 'select id, v from t order by id')).toEqual([
    { id: 1, v: 'n' },
    { id: 2, v: 'n' },
    { id: 3, v: 'o' },
    { id: 4, v: 'o' },
    { id: 5, v: 'o' },
    { id: 6, v: 'o' },
  ]);
  expect((await world.preview({ tables })).tables).toMatchObject([
    { inserts: 0, updates: 0, deletes: 0 },
  ]);
});

test('where with ids: remap: a reference may lead to a row outside that production has', async () => {
  await world.run(
    'both',
    `create table p (id serial primary key, k text not null unique, live boolean);
    create table c (id serial primary key, k text not null unique, p int references p)`,
  );
  await world.run(
    'dev',
    `insert into p values (5, 'there', false), (6, 'missing', false), (7, 'new', true); insert into c values (1, 'a', 5), (2, 'b', 7)`,
  );
  await world.run('prod', `insert into p (k, live) values ('other', true), ('there', true)`);
  const tables = [
    { table: 'p', key: ['k'], ids: 'remap' as const, where: 'live' },
    { table: 'c', key: ['k'], ids: 'remap' as const },
  ];
  await world.promote({ tables });
  expect(
    await world.rows('prod', 'select c.k, p.k as p from c join p on p.id = p order by 1'),
  ).toEqual([
    { k: 'a', p: 'there' },
    { k: 'b', p: 'new' },
  ]);
  await world.run('dev', `insert into c values (3, 'd', 6)`);
  await expect(world.preview({ tables })).rejects.toThrow(
    /neither promoted nor in production; 1 row: d[\s\S]*let where of public\.p cover those rows/,
  );
});

test('mirror keeps what development has outside of where, whatever it refers to there', async () => {
  await world.run(
    'both',
    `create table p (id serial primary key, k text not null unique, live boolean);
    create table c (id serial primary key, k text not null unique, live boolean, p int references p)`,
  );
  await world.run(
    'dev',
    `insert into p values (1, 'there', true), (2, 'draft', false); insert into c values (1, 'a', true, 1), (2, 'b', false, 2)`,
  );
  await world.run(
    'prod',
    `insert into p values (1, 'there', true); insert into c values (1, 'a', true, 1), (2, 'b', true, 1)`,
  );
  const table = { key: ['k'], ids: 'remap' as const, where: 'live', mode: 'mirror' as const };
  const { tables } = await world.preview({ tables: [{ table: 'p', ...table }, { table: 'c', ...table }] }); // prettier-ignore
  expect(tables).toMatchObject([{ deletes: 0 }, { deletes: 0 }]);
});

test('where is judged where the server refuses writes', async () => {
  await world.run(
    'both',
    `create table t (id int primary key, v text); create table log (n int);
    create function public.nosy(int) returns boolean language plpgsql as 'begin insert into public.log values ($1); return true; end'`,
  );
  await world.run('both', `insert into t values (1, 'a')`);
  await expect(
    world.preview({ tables: [{ table: 't', where: 'public.nosy(id)' }] }),
  ).rejects.toThrow(/read-only transaction/);
  expect(await world.rows('prod', 'select * from log')).toEqual([]);
});
