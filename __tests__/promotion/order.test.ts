import { describe, expect, test } from '@jest/globals';
import { complaints, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

describe('order', () => {
  test('a table that refers to itself, children first in the file', async () => {
    await world.run('both', 'create table t (id int primary key, parent int references t, v text)');
    await world.run(
      'dev',
      `insert into t values (3, null, 'root'), (2, 3, 'b'), (1, 2, 'c'), (4, 1, 'd')`,
    );
    await world.run('prod', `insert into t values (4, null, 'd')`);
    await world.promote({ tables: ['t'] });
    expect(await world.rows('prod', 'select id, parent from t order by id')).toEqual(
      await world.rows('dev', 'select id, parent from t order by id'),
    );
  });

  test('two tables that refer to each other, and one that refers to both', async () => {
    await world.run(
      'both',
      `create table a (id int primary key, b int not null);
      create table b (id int primary key, a int not null references a);
      alter table a add foreign key (b) references b;
      create table "0first" (id int primary key, a int not null references a, b int not null references b)`,
    );
    await world.run(
      'dev',
      `with x as (insert into a values (1, 1), (2, 2)), y as (insert into b values (1, 2), (2, 1))
      insert into "0first" values (1, 1, 2)`,
    );
    const tables = ['0first', 'a', 'b'];
    const { seen } = await world.promote({ tables });
    expect(complaints(seen.findings)).toEqual([]);
    expect((await world.preview({ tables })).tables.every(({ inserts }) => inserts === 0)).toBe(
      true,
    );
  });
});

describe('unique values that rows hand to one another', () => {
  test.each([
    ['in a column that may be empty', 'code text unique'],
    ['in a deferrable constraint', 'code text not null unique deferrable'],
    ['in two columns', 'code text, w text, unique (code, w)'],
  ])('%s', async (_, columns) => {
    await world.run('both', `create table t (id text primary key, ${columns})`);
    await world.run(
      'dev',
      `insert into t (id, code) values ('x', '2'), ('y', '1'), ('z', '3'), ('new', '4'), ('last', '5')`,
    );
    await world.run(
      'prod',
      `insert into t (id, code) values ('x', '1'), ('y', '2'), ('z', '4'), ('last', '3')`,
    );
    const { seen } = await world.promote({ tables: ['t'] });
    expect(complaints(seen.findings)).toEqual([]);
    expect(await world.rows('prod', 'select id, code from t order by id')).toEqual(
      await world.rows('dev', 'select id, code from t order by id'),
    );
  });

  test('also when the column that is emptied does not change itself', async () => {
    await world.run(
      'both',
      'create table t (id text primary key, a text, b int not null, unique (a, b))',
    );
    await world.run('dev', `insert into t values ('x', 'A', 2), ('y', 'A', 1)`);
    await world.run('prod', `insert into t values ('x', 'A', 1), ('y', 'A', 2)`);
    await world.promote({ tables: ['t'] });
    expect(await world.rows('prod', 'select * from t order by id')).toEqual([
      { id: 'x', a: 'A', b: 2 },
      { id: 'y', a: 'A', b: 1 },
    ]);
  });
});

describe('sequences', () => {
  test.each([
    [
      'are raised to the largest id',
      5,
      'select 1',
      [{ sequence: 'public.t_id_seq', from: '1', to: '5' }],
      6,
    ],
    ['are never lowered', 5, `select setval('t_id_seq', 40)`, [], 41],
    [
      'that were never used',
      1,
      'select 1',
      [{ sequence: 'public.t_id_seq', from: '1', to: '1' }],
      2,
    ],
  ])('%s', async (_, largest, prepare, sequences, next) => {
    await world.run(
      'both',
      'create table t (id int generated always as identity primary key, v text)',
    );
    await world.run(
      'dev',
      `insert into t overriding system value select n, 'v' from generate_series(1, ${largest}) n`,
    );
    await world.run('prod', prepare);
    const { applied } = await world.promote({ tables: ['t'] });
    expect(applied.sequences).toEqual(sequences);
    expect(await world.rows('prod', `insert into t (v) values ('next') returning id`)).toEqual([
      { id: next },
    ]);
  });

  test('whose numbers become something else are left, and that is told', async () => {
    await world.run(
      'both',
      `create sequence s; create table t (id text default 'A-' || nextval('s') primary key);
       create table u (id int default nextval('s') * 2 primary key)`,
    );
    await world.run('dev', `insert into t values ('A-7'); insert into u values (14)`);
    const { seen, applied } = await world.promote({ tables: ['t', 'u'] });
    expect(complaints(seen.findings)).toEqual([
      'public.t: sequence public.s: could not verify',
      'public.u: sequence public.s: could not verify',
    ]);
    expect(applied.sequences).toEqual([]);
  });

  test('that count downwards go down', async () => {
    await world.run(
      'both',
      `create sequence s increment -1; create table t (id int primary key default nextval('s'))`,
    );
    await world.run('dev', 'insert into t values (-1), (-7)');
    const { applied } = await world.promote({ tables: ['t'] });
    expect(applied.sequences).toEqual([{ sequence: 'public.s', from: '-1', to: '-7' }]);
  });
});
