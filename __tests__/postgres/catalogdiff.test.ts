import { expect, test } from '@jest/globals';
import { catalogDiff, changeWords } from '../../src/postgres/catalogdiff.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { useCatalogs } from './catalogs.js';

const catalogs = useCatalogs();

const T = 'create table t (id int primary key, a varchar(10), b int not null default 1, c int); ';
const READS = ' !! reads and writes of the running release fail';
const OWNERS = `SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER${testCluster().binaries.major < 17 ? '' : ', MAINTAIN'}`; // prettier-ignore
const OLD_NAME = ' !! the running release asks for the old name';
const renamed = (name: string): string => `renamed to ${name}, or dropped and another one made like it`; // prettier-ignore

async function entries(before: string, change: string): Promise<string[]> {
  const [then, now] = await catalogs(before, change);
  return catalogDiff(then, now).map(
    (one) => changeWords(one) + (one.breaks === undefined ? '' : ` !! ${one.breaks}`),
  );
}

test.each<[string, string, string, string[]]>([
  ['nothing', T, 'select 1', []],
  [
    'a dropped table with all its parts is one entry',
    `${T} create index on t (c); create table u (id serial, t int references t);
     create trigger g before update on t for each row execute function suppress_redundant_updates_trigger()`,
    'drop table t cascade; drop table u',
    [
      `- table public.t with 4 columns, 1 constraint, 1 index, 1 trigger${READS}`,
      `- table public.u with 2 columns, 1 constraint, 1 sequence${READS}`,
    ],
  ],
  ['a new table with its parts, too', '', T, ['+ table public.t with 4 columns, 1 constraint']],
  [
    'what breaks comes first, then removed, changed, added',
    `${T} create index i on t (c); create view v as select 1 as x`,
    'drop view v; drop index i; alter table t add z int, add n int not null; alter table t alter a type text',
    [
      `- view public.v with 1 column${READS}`,
      '+ column public.t.n integer not null !! inserts of the running release, which give it no value, fail: it is not null and has no default',
      '- index public.t.i CREATE INDEX i ON public.t USING btree (c)',
      '~ column public.t.a character varying(10) → text',
      '+ column public.t.z integer',
    ],
  ],
  [
    'only what differs of a column',
    T,
    'alter table t alter b type bigint, alter b set default 2, alter b drop not null',
    ['~ column public.t.b integer, not null, default 1 → bigint, nullable, default 2'],
  ],
  [
    'what hangs on a dropped column goes with it',
    `${T} create index on t (a); alter table t add check (a <> '')`,
    'alter table t drop a',
    [`- column public.t.a character varying(10) with 1 constraint, 1 index${READS}`],
  ],
  [
    'a renamed column explains its constraint and index',
    `${T} create index i on t (a); alter table t add constraint k check (a <> '')`,
    'alter table t rename a to "A b"',
    [`~ column public.t.a ${renamed('"A b"')}${OLD_NAME}`],
  ],
  [
    'a renamed table explains foreign keys to it, its defaults and sequences',
    `${T} create table u (id serial, t int references t); create table w (u int)`,
    'alter table t rename to tt; alter table u rename to "U 2"',
    [
      `~ table public.t ${renamed('public.tt')}${OLD_NAME}`,
      `~ table public.u ${renamed('public."U 2"')}${OLD_NAME}`,
    ],
  ],
  [
    'a renamed table whose old name a view has',
    T,
    'alter table t rename to tt; create view t as select * from tt',
    [
      `~ table public.t ${renamed('public.tt')} !! under the old name it finds a view`,
      '+ view public.t with 4 columns',
    ],
  ],
  [
    'two columns of one definition are not guessed at',
    'create table t (a int, b int)',
    'alter table t rename a to x; alter table t rename b to y',
    [
      `- column public.t.a integer${READS}`,
      `- column public.t.b integer${READS}`,
      '+ column public.t.x integer',
      '+ column public.t.y integer',
    ],
  ],
  [
    'renamed constraints, indexes, policies and triggers break nothing',
    `${T} create index i on t (c); create policy p on t using (true)`,
    'alter table t rename constraint t_pkey to pk; alter index i rename to j; alter policy p on t rename to q',
    [
      `~ constraint public.t.t_pkey ${renamed('pk')}`,
      `~ index public.t.i ${renamed('j')}`,
      `~ policy public.t.p ${renamed('q')}`,
    ],
  ],
  [
    'a renamed type, and the columns that have it',
    "create type e as enum ('a'); create table t (a int, e e default 'a')",
    'alter type e rename to f',
    [`~ type public.e ${renamed('public.f')}${OLD_NAME}`],
  ],
  [
    'partitions that only follow are not told',
    `create table p (a int) partition by list (a);
     create table p1 partition of p for values in (1); create table p2 partition of p default`,
    'create index i on p (a); alter table p add z int; alter table p add constraint k check (a > 0)',
    [
      '+ constraint public.p.k CHECK ((a > 0)) !! writes of the running release that break it are refused',
      '+ column public.p.z integer',
      '+ index public.p.i CREATE INDEX i ON ONLY public.p USING btree (a)',
    ],
  ],
  [
    'a view, and a function of other arguments',
    `${T} create view v as select id, a from t; create function f(int) returns int language sql as 'select 1'`,
    `drop view v; create view v as select id from t; drop function f(int);
     create function f(int, text) returns int language sql as 'select 1'`,
    [
      `- column public.v.a character varying(10)${READS}`,
      '- function public.f(integer) !! calls of the running release fail unless they fit public.f(integer,text)',
      '~ view public.v defined otherwise',
      '+ function public.f(integer,text)',
    ],
  ],
  [
    'grants and owners in words',
    `${T} grant select, insert on t to app_user; create table o ()`,
    'revoke insert on t from app_user; grant delete on t to app_user; alter table o owner to app_user',
    [
      `~ table public.o owner postgres → owner app_user !! postgres loses ${OWNERS}`,
      '~ table public.t app_user may SELECT, INSERT → app_user may SELECT, DELETE !! app_user loses INSERT',
    ],
  ],
])('%s', async (_, before, change, expected) => {
  expect(await entries(before, change)).toEqual(expected);
});

test('a whole schema more or less is a few entries, and the way there and back tells the same objects', async () => {
  const [none, all] = await catalogs('', `create schema s; set local search_path to s; ${T} create table u (t int references t)`); // prettier-ignore
  expect(catalogDiff(none, all).map(({ object }) => object)).toEqual(['schema s', 'table s.t', 'table s.u']); // prettier-ignore
  expect(catalogDiff(all, none).map(({ object }) => object)).toEqual(['schema s', 'table s.t', 'table s.u']); // prettier-ignore
});
