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

  test.each([
    ['int', `'3'`, `'1'`, `'2'`],
    ['smallint', `'32767'`, `'-1'`, `'2'`],
    ['bigint', `'9223372036854775807'`, `'1'`, `'2'`],
    ['text', `'c'`, `'a'`, `'b'`],
    ['varchar(36)', `'c'`, `'a'`, `'b'`],
    ['uuid', `'${'3'.repeat(32)}'`, `'${'1'.repeat(32)}'`, `'${'2'.repeat(32)}'`],
    ['numeric(3,0)', `'999'`, `'1'`, `'2'`],
    ['numeric(9,0)', `'3'`, `'1'`, `'2'`],
  ])('in a column of %s that cannot be empty', async (type, three, one, two) => {
    await world.run(
      'both',
      `create table t (id text primary key, u ${type} not null unique, v text)`,
    );
    // A circle of two, a value that goes on to a new row, and a row that stays.
    await world.run(
      'dev',
      `insert into t values ('x', ${two}), ('y', ${one}), ('new', ${three}), ('z', ${type === 'uuid' ? `'${'4'.repeat(32)}'` : `'9'`})`,
    );
    await world.run('prod', `insert into t values ('x', ${one}), ('y', ${two}), ('z', ${three})`);
    const { seen } = await world.promote({ tables: ['t'] });
    expect(complaints(seen.findings)).toEqual([]);
    expect(await world.rows('prod', 'select * from t order by id')).toEqual(
      await world.rows('dev', 'select * from t order by id'),
    );
  });

  test('where a CHECK may not let a row hold anything else, that is told beforehand', async () => {
    await world.run(
      'both',
      'create table t (id text primary key, pos int not null unique check (pos > 0))',
    );
    await world.run('dev', `insert into t values ('x', 2), ('y', 1)`);
    await world.run('prod', `insert into t values ('x', 1), ('y', 2)`);
    const { seen } = await world.promote({ tables: ['t'] });
    expect(complaints(seen.findings)).toEqual([
      'public.t: unique index t_pos_key, on the way: could not verify',
    ]);
    await world.run(
      'prod',
      `update t set pos = pos + 10; update t set pos = 13 - pos; alter table t add check (pos <= 2)`,
    );
    await expect(world.promote({ tables: ['t'] })).rejects.toThrow('t_pos_check1');
    expect(await world.rows('prod', 'select * from t order by id')).toEqual([
      { id: 'x', pos: 1 },
      { id: 'y', pos: 2 },
    ]);
  });

  test.each([
    ['refers', 'pos int not null unique references p'],
    ['is referred to', 'pos int not null unique'],
  ])('not in a column that %s', async (_, pos) => {
    await world.run(
      'both',
      `create table p (id int primary key); insert into p values (1), (2);
       create table t (id text primary key, ${pos}); create table c (pos int references t (pos))`,
    );
    await world.run('dev', `insert into t values ('x', 2), ('y', 1)`);
    await world.run('prod', `insert into t values ('x', 1), ('y', 2); insert into c values (1)`);
    const { findings } = await world.preview({ tables: ['t'] });
    expect(complaints(findings)).toContain('public.t: unique index t_pos_key, on the way: fail');
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
