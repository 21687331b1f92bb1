import { describe, expect, test } from '@jest/globals';
import { withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { complaints, impatientClock, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';

describe('drift between preview and apply is refused, with the rows that moved', () => {
  test.each([
    [
      'development changed',
      'dev',
      `update t set v = 'later' where id = 2`,
      'in public.t changed in development 1 row: 2',
    ],
    [
      'production changed',
      'prod',
      `update t set v = 'by hand' where id = 2`,
      'in public.t changed in production 1 row: 2',
    ],
    ['a new row', 'dev', `insert into t values (4, 'd')`, 'in public.t differ now 1 row: 4'],
    [
      'someone did it by hand',
      'prod',
      `update t set v = 'b' where id = 2`,
      'in public.t differ no more 1 row: 2',
    ],
    [
      'a row to be updated was deleted',
      'prod',
      `delete from t where id = 2`,
      'in public.t changed in production 1 row: 2',
    ],
    ['the schema', 'prod', `alter table t add check (id > 0)`, 'the schema of a table changed'],
  ] as const)('%s', async (_, side, sql, words) => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a'), (2, 'b'), (3, 'c')`);
    await world.run('prod', `insert into t values (1, 'a'), (2, 'old')`);
    let before: unknown;
    const promotion = world.promote({
      tables: ['t'],
      meanwhile: async () => {
        await world.run(side, sql);
        before = await world.rows('prod', 'select * from t order by id');
      },
    });
    await expect(promotion).rejects.toThrow(words);
    expect(await world.rows('prod', 'select * from t order by id')).toEqual(before);
  });

  test('rows that only production has may move: they are not part of the preview', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (9, 'own')`);
    await world.promote({
      tables: ['t'],
      meanwhile: () => world.run('prod', `insert into t values (8, 'own too')`),
    });
    expect(await world.rows('prod', 'select id from t order by id')).toEqual([
      { id: 1 },
      { id: 8 },
      { id: 9 },
    ]);
  });
});

describe('triggers', () => {
  const rewriting = (event: string): string => `
    create function stamp() returns trigger language plpgsql as $$ begin new.stamp := 'by trigger'; return new; end $$;
    create trigger stamps before ${event} on t for each row execute function stamp()`;

  test.each([
    ['update', 'upsert'],
    ['insert', 'upsert'],
    ['insert', 'insert'],
  ] as const)(
    'that rewrite on %s undo everything in mode %s, and the line to paste helps',
    async (event, mode) => {
      await world.run('both', 'create table t (id int primary key, v text, stamp text)');
      await world.run('dev', `insert into t values (1, 'a', 'dev'), (2, 'b', 'dev')`);
      await world.run('prod', `insert into t values (1, 'old', 'dev'); ${rewriting(event)}`);
      if (event === 'update') await world.run('dev', `update t set stamp = 'newer'`);
      await expect(world.promote({ tables: [{ table: 't', mode }] })).rejects.toThrow(
        /hold other values in "stamp"[\s\S]*\(stamps\)[\s\S]*\{table: public\.t, exclude: \[stamp\]\}/,
      );
      expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'old' }]);
      await world.promote({ tables: [{ table: 'public.t', mode, exclude: ['stamp'] }] });
      expect(await world.rows('prod', 'select id from t')).toHaveLength(2);
    },
  );

  test('that swallow rows are found by the count', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a'), (2, 'b')`);
    await world.run(
      'prod',
      `create function no() returns trigger language plpgsql as 'begin if new.id = 2 then return null; end if; return new; end';
      create trigger no before insert on t for each row execute function no()`,
    );
    await expect(world.promote({ tables: ['t'] })).rejects.toThrow(
      '1 rows were inserted instead of 2',
    );
    expect(await world.rows('prod', 'select * from t')).toEqual([]);
  });

  test('run with the role’s own settings', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run(
      'prod',
      `create table log (at text, path text);
      create function note() returns trigger language plpgsql as $$ begin
        insert into log values ('2026-02-03'::date::text, current_setting('row_security')); return null; end $$;
      create trigger note after insert on t for each row execute function note()`,
    );
    await world.superuser(
      'prod',
      `alter role app_owner in database "${world.name('prod')}" set datestyle = 'German'`,
    );
    await world.promote({ tables: ['t'] });
    expect(await world.rows('prod', 'select * from log')).toEqual([
      { at: '03.02.2026', path: 'on' },
    ]);
  });

  test('do not fire on rows that do not differ', async () => {
    await world.run('both', 'create table t (id int primary key, v text, w text)');
    await world.run('dev', `insert into t values (1, 'a', 'x'), (2, 'b', 'x')`);
    await world.run(
      'prod',
      `insert into t values (1, 'a', 'x'), (2, 'old', 'x'); create table log (id int);
      create function note() returns trigger language plpgsql as 'begin insert into log values (new.id); return null; end';
      create trigger note after update on t for each row execute function note();
      create trigger note_w after update of w on t for each row execute function note()`,
    );
    await world.promote({ tables: ['t'] });
    expect(await world.rows('prod', 'select * from log')).toEqual([{ id: 2 }]);
  });
});

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

describe('locks', () => {
  const blocking = async (work: (end: () => Promise<unknown>) => Promise<void>): Promise<void> => {
    await withClient(testCluster(), world.name('prod'), async (client) => {
      await client.query(`begin; update t set v = 'being edited' where id = 1`);
      await work(() => client.query('rollback'));
    });
  };

  test('that are not got are tried again, and named when patience ends', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (1, 'old')`);
    await blocking(async () => {
      const pauses: number[] = [];
      await expect(
        world.promote({ tables: ['t'], lockMs: 20, clock: impatientClock(pauses) }),
      ).rejects.toThrow(
        /locked by backend \d+ \(test-harness, state not visible\) at each of 5 tries/,
      );
      expect(pauses).toHaveLength(4);
    });
    expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'old' }]);
  });

  test('that come free are taken', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (1, 'old')`);
    await blocking(async (end) => {
      const pauses: number[] = [];
      await world.promote({ tables: ['t'], lockMs: 20, clock: impatientClock(pauses, end) });
      expect(pauses).toHaveLength(1);
    });
    expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'a' }]);
  });

  test('do not stop readers, nor children that are inserted meanwhile', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run(
      'prod',
      `insert into t values (1, 'old'); create table child (t int references t)`,
    );
    await world.promote({
      tables: ['t'],
      check: () =>
        world.run(
          'prod',
          `set statement_timeout = '5s'; select * from t; insert into child values (1)`,
        ),
    });
    expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'a' }]);
  });
});

test('a deploy lock that was lost stops everything before the first write', async () => {
  await world.run('both', T);
  await world.run('dev', `insert into t values (1, 'a')`);
  const lost = new Error('the deploy lock was lost');
  await expect(world.promote({ tables: ['t'], check: () => Promise.reject(lost) })).rejects.toThrow(
    lost.message,
  );
  expect(await world.rows('prod', 'select * from t')).toEqual([]);
});

test('killed in the middle of the writes, nothing of it stays', async () => {
  await world.run(
    'both',
    'create table a (id int primary key); create table b (id int primary key)',
  );
  await world.run('dev', 'insert into a values (1); insert into b values (1)');
  // The trigger ends its own session: what a server's restart does, at a known place.
  await world.run(
    'prod',
    `create function die() returns trigger language plpgsql as
      'begin perform pg_terminate_backend(pg_backend_pid()); return new; end';
    create trigger die before insert on b for each row execute function die()`,
  );
  await expect(world.promote({ tables: ['a', 'b'] })).rejects.toThrow(/terminat|lost/);
  expect(await world.rows('prod', 'select * from a')).toEqual([]);
});

test('a copy that fails on the way ends both sides, and says where', async () => {
  await world.run(
    'both',
    'create domain small as int; create table t (id int primary key, v small)',
  );
  await world.run('dev', 'insert into t select n, n from generate_series(1, 200000) n');
  await world.run('prod', 'alter domain small add check (value < 5)');
  await expect(world.preview({ tables: ['t'] })).rejects.toThrow(
    /copy public\.t from development[\s\S]*domain public\.small/,
  );
});
