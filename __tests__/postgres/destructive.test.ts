import { describe, expect, test } from '@jest/globals';
import { catalogDiff } from '../../src/postgres/catalogdiff.js';
import { useCatalogs } from './catalogs.js';

const catalogs = useCatalogs();

const T = `create table t (id int primary key, v varchar(10), n numeric(6,2), i int, d int not null default 1,
  g int generated always as identity, e int); `;
const E = "create type e as enum ('a', 'b', 'c'); ";
const SECURED = `${T} alter table t enable row level security; create policy p on t using (i > 0); `;
const F = 'suppress_redundant_updates_trigger()';

async function breaks(before: string, change: string): Promise<string[]> {
  const [then, now] = await catalogs(before, change);
  const changes = catalogDiff(then, now);
  expect(changes).not.toEqual([]);
  return changes.flatMap((one) => (one.breaks === undefined ? [] : [one.object]));
}

describe('the running release may fail over', () => {
  test.each([
    ['a dropped table', T, 'drop table t', 'table public.t'],
    ['a dropped column', T, 'alter table t drop v', 'column public.t.v'],
    ['a shorter text', T, 'alter table t alter v type varchar(5)', 'column public.t.v'],
    ['fewer digits', T, 'alter table t alter n type numeric(5,2)', 'column public.t.n'],
    ['fewer digits before the point', T, 'alter table t alter n type numeric(6,3)', 'column public.t.n'], // prettier-ignore
    ['a smaller integer', T, 'alter table t alter i type smallint', 'column public.t.i'],
    ['another type', T, 'alter table t alter i type text', 'column public.t.i'],
    ['an array', T, 'alter table t alter i type int[] using array[i]', 'column public.t.i'],
    ['not null', T, 'alter table t alter i set not null', 'column public.t.i'],
    ['a default less', T, 'alter table t alter d drop default', 'column public.t.d'],
    ['an identity less', T, 'alter table t alter g drop identity', 'column public.t.g'],
    ['an identity of its own', T, 'alter table t alter d drop default, alter d add generated always as identity', 'column public.t.d'], // prettier-ignore
    ['a new column without value', T, 'alter table t add x int not null', 'column public.t.x'],
    ['a column that is unique with its default', T, 'alter table t add x int default 0 unique', 'column public.t.x'], // prettier-ignore
    ['a check of an old column with a new one', T, 'alter table t add x int check (i > 0 or x > 0)', 'column public.t.x'], // prettier-ignore
    ['a check', T, 'alter table t add constraint k check (i > 0)', 'constraint public.t.k'],
    ['a check that is not valid', T, 'alter table t add constraint k check (i > 0) not valid', 'constraint public.t.k'], // prettier-ignore
    ['a unique constraint', T, 'alter table t add constraint k unique (i)', 'constraint public.t.k'], // prettier-ignore
    ['a foreign key', T, 'alter table t add constraint k foreign key (i) references t', 'constraint public.t.k'], // prettier-ignore
    ['an exclusion', T, 'alter table t add constraint k exclude (i with =)', 'constraint public.t.k'], // prettier-ignore
    ['a primary key less', T, 'alter table t drop constraint t_pkey', 'constraint public.t.t_pkey'],
    ['a unique index', T, 'create unique index k on t (i)', 'index public.t.k'],
    ['a trigger', T, `create trigger k after insert on t for each row execute function ${F}`, 'trigger public.t.k'], // prettier-ignore
    ['a trigger less', `${T} create trigger k before update on t for each row execute function ${F}`, 'drop trigger k on t', 'trigger public.t.k'], // prettier-ignore
    ['a disabled trigger', `${T} create trigger k before update on t for each row execute function ${F}`, 'alter table t disable trigger k', 'trigger public.t.k'], // prettier-ignore
    ['row level security', T, 'alter table t enable row level security', 'table public.t'],
    ['a restriction', SECURED, 'create policy k on t as restrictive using (true)', 'policy public.t.k'], // prettier-ignore
    ['a permission less', SECURED, 'drop policy p on t', 'policy public.t.p'],
    ['another permission', SECURED, 'alter policy p on t using (i > 1)', 'policy public.t.p'],
    ['a revoked grant', `${T} grant select on t to app_user`, 'revoke all on t from app_user', 'table public.t'], // prettier-ignore
    ['a revoked grant of a column', `${T} grant select (v) on t to app_user`, 'revoke all (v) on t from app_user', 'column public.t.v'], // prettier-ignore
    ['a function no longer for all', `create function f() returns int language sql as 'select 1'`, 'revoke execute on function f() from public', 'function public.f()'], // prettier-ignore
    ['a label less', E, "drop type e; create type e as enum ('a', 'b')", 'type public.e'],
    ['a renamed label', E, "alter type e rename value 'b' to 'x'", 'type public.e'],
    ['another order of labels', E, "drop type e; create type e as enum ('b', 'a', 'c')", 'type public.e'], // prettier-ignore
    ['a dropped type', E, 'drop type e', 'type public.e'],
    ['a stricter domain', 'create domain d as int', 'alter domain d add check (value > 0)', 'type public.d'], // prettier-ignore
    ['a dropped sequence', 'create sequence s', 'drop sequence s', 'sequence public.s'],
    ['other steps of a sequence', 'create sequence s', 'alter sequence s increment 50', 'sequence public.s'], // prettier-ignore
    ['a shorter sequence', 'create sequence s', 'alter sequence s as int', 'sequence public.s'],
    ['a dropped extension', 'create extension citext', 'drop extension citext', 'extension citext'],
    ['an extension elsewhere', 'create extension citext; create schema x', 'alter extension citext set schema x', 'extension citext'], // prettier-ignore
    ['a table that is a view now', T, 'drop table t; create view t as select 1 as id', 'table public.t'], // prettier-ignore
    ['a detached partition', 'create table p (a int) partition by list (a); create table q partition of p default', 'alter table p detach partition q', 'inheritance public.q of public.p'], // prettier-ignore
  ])('%s', async (_, before, change, object) => {
    expect(await breaks(before, change)).toContain(object);
  });
});

describe('the running release gets along with', () => {
  test.each([
    ['a longer text', T, 'alter table t alter v type varchar(20)'],
    ['any text', T, 'alter table t alter v type text'],
    ['more digits', T, 'alter table t alter n type numeric(8,3)'],
    ['any digits', T, 'alter table t alter n type numeric'],
    ['a larger integer', T, 'alter table t alter i type bigint'],
    ['null', T, 'alter table t alter d drop not null, alter d drop default'],
    ['another default', T, 'alter table t alter d set default 2'],
    ['a new table', T, 'create table u (a int not null unique references t)'],
    ['new columns', T, "alter table t add w text, add x int not null default 0 check (x >= 0), add y serial, add z text unique, add k int references t"], // prettier-ignore
    ['an index', T, 'create index on t (i)'],
    ['a check less', `${T} alter table t add check (i > 0)`, 'alter table t drop constraint t_i_check'], // prettier-ignore
    ['a check that is valid now', `${T} alter table t add constraint k check (i > 0) not valid`, 'alter table t validate constraint k'], // prettier-ignore
    ['a further permission', SECURED, 'create policy k on t for select using (true)'],
    ['a policy without row level security', T, 'create policy k on t as restrictive using (true)'],
    ['a grant', T, 'grant select on t to app_user'],
    ['a grant that everybody has', `${T} grant select on t to app_user`, 'revoke all on t from app_user; grant select on t to public'], // prettier-ignore
    ['labels at the end', E, "alter type e add value 'd'"],
    ['labels between', E, "alter type e add value 'd' before 'b'"],
    ['a longer sequence', 'create sequence s as int', 'alter sequence s as bigint'],
    ['a wider view', `${T} create view w as select id from t`, 'create or replace view w as select id, v from t'], // prettier-ignore
    ['another body of a function', "create function f() returns int language sql as 'select 1'", "create or replace function f() returns int language sql as 'select 2'"], // prettier-ignore
    ['another storage', T, 'alter table t alter v set storage external'],
    ['a new partition', 'create table p (a int) partition by list (a)', 'create table q partition of p default'], // prettier-ignore
  ])('%s', async (_, before, change) => {
    expect(await breaks(before, change)).toEqual([]);
  });
});
