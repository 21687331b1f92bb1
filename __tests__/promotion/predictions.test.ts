import { describe, expect, test } from '@jest/globals';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { complaints, named, useTwoDatabases, type Wish } from './play.js';

const world = useTwoDatabases();

interface Case {
  schema: string;
  dev: string;
  prod: string;
  tables?: Wish['tables'];
}

async function findings({ schema, dev, prod, tables = ['t'] }: Case) {
  await world.run('both', schema);
  await world.run('dev', dev);
  await world.run('prod', prod);
  return (await world.preview({ tables })).findings;
}

const T = 'create table t (id text primary key, a text, b int)';

/** From 15 on, a unique index may take NULLs for equal. */
const EQUAL_NULLS: [what: string, given: Case, name: string, found: string][] = [
  [
    'a unique index in which NULLs are equal',
    {
      schema: T,
      dev: `insert into t values ('x', null, 1)`,
      prod: `create unique index one on t (a) nulls not distinct; insert into t values ('o', null, 1)`,
    },
    'public.t: unique index one',
    '1 row: x',
  ],
  [
    'the one NULL handed on',
    {
      schema: 'create table t (id text primary key, a varchar(3), b int)',
      dev: `insert into t values ('o', 'a', 1), ('x', null, 1)`,
      prod: `create unique index one on t (a) nulls not distinct; insert into t values ('o', null, 1)`,
    },
    'public.t: unique index one, on the way',
    '1 row: o',
  ],
];

describe('what production would refuse is found before any write', () => {
  test.each<[what: string, given: Case, name: string, found: string]>([
    [
      'NULLs',
      {
        schema: 'create table t (id int primary key, v text)',
        dev: 'insert into t select n, null from generate_series(1, 12) n',
        prod: 'alter table t alter v set not null',
      },
      'public.t: NOT NULL v',
      '12 rows: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more',
    ],
    [
      'a CHECK',
      {
        schema: T,
        dev: `insert into t values ('x', 'a', -1), ('y', 'a', null), ('z', 'a', 1)`,
        prod: 'alter table t add constraint positive check (b > 0)',
      },
      'public.t: check positive',
      '1 row: x',
    ],
    [
      'a unique value that a row of production holds',
      {
        schema: T,
        dev: `insert into t values ('x', 'same', 1), ('y', 'other', 1), ('n', null, 1)`,
        prod: `alter table t add unique (a); insert into t values ('old', 'same', 1), ('m', null, 1)`,
      },
      'public.t: unique index t_a_key',
      '1 row: x',
    ],
    [
      'a unique value that two rows of development hold',
      {
        schema: T,
        dev: `insert into t values ('x', 'same', 1), ('y', 'same', 1)`,
        prod: 'alter table t add unique (a)',
      },
      'public.t: unique index t_a_key',
      '2 rows: x, y',
    ],
    [
      'a unique expression',
      {
        schema: T,
        dev: `insert into t values ('x', 'Same', 1)`,
        prod: `create unique index lower_a on t (lower(a)); insert into t values ('old', 'sAME', 1)`,
      },
      'public.t: unique index lower_a',
      '1 row: x',
    ],
    [
      'a partial unique index',
      {
        schema: T,
        dev: `insert into t values ('x', 'a', 1), ('y', 'b', 2)`,
        prod: `create unique index one on t (a) where b = 1; insert into t values ('o', 'a', 1), ('p', 'b', 1)`,
      },
      'public.t: unique index one',
      '1 row: x',
    ],
    ...(testCluster().binaries.major < 15 ? [] : EQUAL_NULLS),
    [
      'keys that production takes for equal',
      {
        schema: '',
        dev: `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = true); create table t (id text collate ci primary key); insert into t values ('a'), ('A')`,
        prod: `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); create table t (id text collate ci primary key)`,
      },
      'public.t: primary key',
      '2 rows: A, a',
    ],
    [
      'a parent that nobody has',
      {
        schema: 'create table p (id int primary key); create table t (id int primary key, p int)',
        dev: 'insert into t values (1, 5), (2, 6), (3, null)',
        prod: 'alter table t add foreign key (p) references p; insert into p values (5)',
      },
      'public.t: foreign key t_p_fkey',
      '1 row: 2',
    ],
    [
      'a parent by two columns',
      {
        schema:
          'create table p (a int, b int, primary key (b, a)); create table t (id int primary key, x int, y int, foreign key (x, y) references p (a, b))',
        dev: 'insert into p values (1, 2); insert into t values (1, 1, 2)',
        prod: 'insert into p values (2, 1)',
      },
      'public.t: foreign key t_x_y_fkey',
      '1 row: 1',
    ],
    [
      'children that refer to a value which changes',
      {
        schema: `create table t (id text primary key, code text unique); create table child (code text references t (code) on update cascade)`,
        dev: `insert into t values ('x', 'new'), ('y', 'neu')`,
        prod: `insert into t values ('x', 'old'), ('y', 'alt'); insert into child values ('old')`,
      },
      'public.t: referenced by public.child, t_code_fkey',
      '1 row: x',
    ],
    [
      'a parent that gets its value too late',
      {
        schema:
          'create table t (id int primary key, code text unique, up text references t (code))',
        dev: `insert into t values (1, 'new', null), (2, 'b', 'new')`,
        prod: `insert into t values (1, 'old', null)`,
      },
      'public.t: foreign key t_up_fkey, on the way',
      '1 row: 2',
    ],
    [
      'values handed on in a circle, in a column that can hold nothing else',
      {
        schema: 'create table t (id text primary key, day date not null unique)',
        dev: `insert into t values ('x', '2026-01-02'), ('y', '2026-01-01'), ('z', '2026-01-03')`,
        prod: `insert into t values ('x', '2026-01-01'), ('y', '2026-01-02'), ('z', '2026-01-03')`,
      },
      'public.t: unique index t_day_key, on the way',
      '2 rows: x, y',
    ],
  ])('%s', async (_, given, name, found) => {
    // prettier-ignore
    const all = await findings(given);
    const child = name.includes('referenced by') ? 'public.t: referenced by public.child, child_code_fkey' : name; // prettier-ignore
    expect(named(all, child)).toMatchObject({ verdict: 'fail', found });
    expect(complaints(all)).toEqual([`${child}: fail`]);
  });
});

describe('what only looks like a conflict is none', () => {
  test.each<[what: string, given: Case]>([
    [
      'a parent that comes with the promotion',
      {
        schema:
          'create table p (id int primary key); create table t (id int primary key, p int references p)',
        dev: 'insert into p values (1); insert into t values (1, 1)',
        prod: '',
        tables: ['t', 'p'],
      },
    ],
    [
      'a parent in a table that is not promoted',
      {
        schema:
          'create table p (id int primary key); create table t (id int primary key, p int references p)',
        dev: 'insert into p values (1); insert into t values (1, 1)',
        prod: 'insert into p values (1)',
      },
    ],
    [
      'a parent that gets its value later, and a foreign key that waits',
      {
        schema:
          'create table t (id int primary key, code text unique, up text references t (code) deferrable)',
        dev: `insert into t values (1, 'new', null), (2, 'b', 'new')`,
        prod: `insert into t values (1, 'old', null)`,
      },
    ],
    [
      'a unique value that its holder gives up',
      {
        schema: 'create table t (id text primary key, a text unique)',
        dev: `insert into t values ('x', 'free'), ('y', 'taken')`,
        prod: `insert into t values ('x', 'taken')`,
      },
    ],
    [
      'a row that keeps its own unique value',
      {
        schema: 'create table t (id text primary key, a text unique, b int)',
        dev: `insert into t values ('x', 'a', 2)`,
        prod: `insert into t values ('x', 'a', 1)`,
      },
    ],
    [
      'an old row that breaks a constraint which is NOT VALID',
      {
        schema: 'create table t (id int primary key, b int)',
        dev: 'insert into t values (1, 1)',
        prod: 'insert into t values (9, -1); alter table t add constraint c check (b > 0) not valid',
      },
    ],
    [
      'a foreign key with one column empty',
      {
        schema:
          'create table p (a int, b int, primary key (a, b)); create table t (id int primary key, x int, y int, foreign key (x, y) references p)',
        dev: 'insert into t values (1, 1, null)',
        prod: '',
      },
    ],
  ])('%s', async (_, given) => {
    // prettier-ignore
    expect(complaints(await findings(given))).toEqual([]);
    await world.promote({ tables: given.tables ?? ['t'] });
  });
});
