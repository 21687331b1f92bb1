import { describe, expect, test } from '@jest/globals';
import { refusal, useTwoDatabases, type Wish } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';

describe('a table is refused when', () => {
  test.each<
    [
      why: string,
      sql: { both?: string; dev?: string; prod?: string },
      tables: Wish['tables'],
      words: RegExp,
    ]
  >([
    [
      'nobody has it',
      { both: T },
      ['nothing_like_it'],
      /production has no such table.*correct the name/,
    ],
    [
      'its name is misspelt',
      { both: 'create table services (id int primary key)' },
      ['servics'],
      /did you mean public\.services\?/,
    ],
    [
      'its name has another case',
      { both: 'create table "Services" (id int primary key)' },
      ['services'],
      /did you mean public\.Services\?/,
    ],
    [
      'it stands in two schemas',
      {
        both: 'create schema a; create schema b; create table a.x (id int primary key); create table b.x (id int primary key)',
      },
      ['x'],
      /several schemas: a\.x, b\.x; write schema\.table/,
    ],
    ['it is listed twice', { both: T }, ['t', 'public.t'], /public\.t is listed twice/],
    ['development lacks it', { prod: T }, ['t'], /development has no public\.t/],
    ['it is a view', { both: `${T}; create view w as select * from t` }, ['w'], /a view/],
    [
      'it is a materialized view',
      { both: `${T}; create materialized view w as select * from t` },
      ['w'],
      /a materialized view/,
    ],
    [
      'it is a partition',
      {
        both: 'create table p (id int primary key) partition by range (id); create table p1 partition of p default',
      },
      ['p1'],
      /a partition; list the partitioned table/,
    ],
    [
      'others inherit from it',
      { both: `${T}; create table kid () inherits (t)` },
      ['t'],
      /inherits or is inherited from/,
    ],
    [
      'a rule rewrites its writes',
      { prod: `${T}; create rule r as on insert to t do instead nothing`, dev: T },
      ['t'],
      /rewrite rules/,
    ],
    ['it has no primary key', { both: 'create table t (id int)' }, ['t'], /no primary key/],
    [
      'the keys differ',
      {
        prod: 'create table t (a int, b int, primary key (a, b))',
        dev: 'create table t (a int primary key, b int)',
      },
      ['t'],
      /primary key is \(a, b\) in production and \(a\) in development/,
    ],
    [
      'the key is computed',
      { both: 'create table t (a int, id int generated always as (a) stored primary key)' },
      ['t'],
      /key column id is generated/,
    ],
    [
      'a column is new in development',
      { prod: T, dev: 'create table t (id int primary key, v text, extra int)' },
      ['t'],
      /column extra exists only in development; run the migrations on production first, or write exclude: \[extra\]/,
    ],
    [
      'a column has another type',
      {
        prod: 'create table t (id int primary key, v varchar(5))',
        dev: 'create table t (id int primary key, v varchar(6))',
      },
      ['t'],
      /v is character varying\(5\) in production and character varying\(6\) in development/,
    ],
    [
      'timestamps mean another thing',
      {
        prod: 'create table t (id int primary key, v timestamptz)',
        dev: 'create table t (id int primary key, v timestamp)',
      },
      ['t'],
      /timestamp with time zone in production and timestamp without/,
    ],
    [
      'an enum lacks a label',
      {
        prod: `create type mood as enum ('calm'); create table t (id int primary key, m mood[])`,
        dev: `create type mood as enum ('calm', 'angry'); create table t (id int primary key, m mood[])`,
      },
      ['t'],
      /lacks 'angry'; run the migrations on production first/,
    ],
    [
      'production’s own column cannot be filled',
      { prod: 'create table t (id int primary key, v text, owner int not null)', dev: T },
      ['t'],
      /column owner exists only in production, is NOT NULL and has no default/,
    ],
    [
      'an excluded column cannot be filled',
      { both: 'create table t (id int primary key, v text not null)' },
      [{ table: 't', exclude: ['v'] }],
      /column v is excluded, is NOT NULL and has no default/,
    ],
    [
      'the key is excluded',
      { both: T },
      [{ table: 't', exclude: ['id'] }],
      /exclude names id, which belongs to the key/,
    ],
    [
      'an excluded column does not exist',
      { both: T },
      [{ table: 't', exclude: ['vv'] }],
      /exclude names vv, which is no column of it; did you mean v\?/,
    ],
    [
      'another identity is always generated',
      { both: 'create table t (id int primary key, n int generated always as identity)' },
      ['t'],
      /column n is GENERATED ALWAYS AS IDENTITY and not the key/,
    ],
  ])('%s', async (_, sql, tables, words) => {
    // prettier-ignore
    for (const side of ['both', 'dev', 'prod'] as const) {
      const text = sql[side];
      if (text !== undefined) await world.run(side, text);
    }
    expect(await refusal(world, { tables })).toMatch(words);
  });
});

test('all problems of all tables come at once', async () => {
  await world.run('both', 'create table a (id int); create table b (id int primary key)');
  const words = await refusal(world, { tables: ['a', { table: 'b', exclude: ['x'] }, 'c'] });
  expect(words.split('\n').map((line) => line.split(':')[0])).toEqual([
    'promote c',
    'promote public.a',
    'promote public.b',
  ]);
});
