import { expect, test } from '@jest/globals';
import { refusal, useTwoDatabases, type Wish } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id serial primary key, slug text not null unique, loose text, v text)';

test.each<
  [
    what: string,
    sql: { both?: string; dev?: string; prod?: string },
    table: Partial<Wish['tables'][number] & object>,
    words: RegExp,
  ]
>([
  // prettier-ignore
  ['a misspelt key', { both: T }, { key: ['slg'] }, /key names slg, which is no column of it in production; did you mean slug\?/],
  [
    'a key that may be NULL',
    { both: T, prod: 'alter table t alter slug drop not null' },
    { key: ['slug'] },
    /key column slug may be NULL in production/,
  ],
  [
    'a key that is not unique in development',
    { both: T, dev: 'alter table t drop constraint t_slug_key' },
    { key: ['slug'] },
    /the key \(slug\) is not unique in development/,
  ],
  [
    'a key that is unique in part',
    {
      both: `${T}; alter table t alter loose set not null; create unique index on t (loose) where v = 'x'`,
    },
    { key: ['loose'] },
    /\(loose\) is not unique in production/,
  ],
  [
    'a key whose unique index was never finished',
    {
      both: 'create table t (id int not null, v text) partition by list (id)',
      dev: 'create unique index on t (id)',
      prod: 'create table t1 partition of t default; create unique index on only t (id)',
    },
    { key: ['id'] },
    /the key \(id\) is not unique in production/,
  ],
  [
    'no primary key to remap',
    { both: 'create table t (slug text not null unique)' },
    { key: ['slug'], ids: 'remap' },
    /no primary key on it, so there are no ids/,
  ],
  [
    'two columns of ids',
    { both: 'create table t (a int, b int, slug text not null unique, primary key (a, b))' },
    { key: ['slug'], ids: 'remap' },
    /outside of its key the primary key has 2 columns: a, b/,
  ],
  [
    'ids that an expression makes of a sequence',
    {
      both: `create sequence s; create table t (id text default 'A-' || nextval('s') primary key, slug text not null unique)`,
    },
    { key: ['slug'], ids: 'remap' },
    /the default of its id id makes something else of the numbers of public\.s/,
  ],
  [
    'an excluded key',
    { both: T },
    { key: ['slug'], exclude: ['slug'] },
    /exclude names slug, which belongs to the key/,
  ],
  [
    'a misspelt column',
    { both: T },
    { insertOnly: ['lose'] },
    /insert-only names lose, which is no column of it in production; did you mean loose\?/,
  ],
  [
    'an id',
    { both: T },
    { key: ['slug'], insertOnly: ['id'] },
    /insert-only names id, which belongs to the primary key/,
  ],
  [
    'no condition',
    { both: T },
    { where: 'v' },
    /read where of public\.t in production: .*must be type boolean/,
  ],
  ['an unknown column', { both: T }, { where: 'vv is null' }, /column "vv" does not exist/],
  [
    'a column of production alone',
    { both: T, prod: 'alter table t add own int' },
    { where: 'own = 1' },
    /where of public\.t in development: column "own" does not exist/,
  ],
  ['two statements', { both: T }, { where: 'true; drop view t' }, /syntax error/],
  [
    'an early end',
    { both: T },
    { where: `true)) union select * from t where ((v = 'x'` },
    /syntax error/,
  ],
  [
    'an early end of a case',
    { both: T },
    { where: `true)) then 1 when ((v is null` },
    /syntax error/,
  ],
  [
    'a subquery',
    { both: T },
    { where: 'v in (select slug from public.t)' },
    /reads other rows than the one it judges/,
  ],
  [
    'a subquery behind an escaped quote',
    { both: T },
    { where: String.raw`v = E'\'' or exists (select from public.t where v = '')` },
    /reads other rows than the one it judges/,
  ],
  ['a list of values', { both: T }, { where: 'v in (values (slug))' }, /reads other rows/],
  ['a parameter', { both: T }, { where: 'a = $1' }, /it has a parameter/],
  ['an aggregate', { both: T }, { where: 'count(*) > 0' }, /aggregate/],
])('refuses %s', async (_, sql, table, words) => {
  // prettier-ignore
  for (const side of ['both', 'dev', 'prod'] as const) {
    const text = sql[side];
    if (text !== undefined) await world.run(side, text);
  }
  expect(await refusal(world, { tables: [{ table: 't', ...table }] })).toMatch(words);
});

test('every problem at once', async () => {
  await world.run('both', T);
  const table = { table: 't', key: ['loose'], exclude: ['vv'], insertOnly: ['x'] };
  expect((await refusal(world, { tables: [table] })).split('\n')).toHaveLength(7);
});

test('a condition with quoted words, comments and parentheses', async () => {
  await world.run('both', T);
  const where = String.raw`v <> 'select ; ) $1' or v = E'\'$1' or (v is null) -- table`;
  await world.preview({ tables: [{ table: 't', where }] });
});
