import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase, type TestDatabase } from '../harness/postgres/test-database.js';

/**
 * An empty database of the team's owner, prepared like a managed one: schemas, functions and an
 * extension of a provider's role, in which the owner may read nothing, and objects of the team that
 * reach into them.
 */
export function useProviderDatabase(): TestDatabase {
  const database = useTestDatabase('empty');
  const { cluster, name } = database;
  const provider = `provider_${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    await runSql(cluster, 'postgres', `create role ${provider}`);
    await runSql(cluster, name, `${PROVIDERS.replaceAll('provider', provider)}; ${TEAMS}`);
  });
  // The database, with all that the role owns, is dropped by then.
  afterAll(() => runSql(cluster, 'postgres', `drop role ${provider}`));
  return database;
}

const PROVIDERS = `
create schema auth authorization provider;
create schema "Real Time" authorization provider;
create schema extensions authorization provider;
create extension pg_trgm schema extensions;
set role provider;
create table auth.users (id int primary key, email text);
insert into auth.users values (1, 'ada@example.com');
create table auth.sessions (id serial primary key, user_id int references auth.users);
create type auth.level as enum ('low', 'high');
create function auth.uid() returns int language sql stable as 'select 1';
create table "Real Time"."Mixed Case" (id int);
grant usage on schema auth to app_owner;
grant references on auth.users to app_owner;
reset role`;

const TEAMS = `
create table public.profiles (id int primary key references auth.users, name text);
insert into public.profiles values (1, 'Ada');
create view public.emails as select id, email from auth.users;
create view public.initials as select left(email, 1) as initial from public.emails;
alter table public.profiles enable row level security;
create policy own on public.profiles using (id = auth.uid());
create table public.levels (level auth.level, note text);
insert into public.levels values ('low', 'x');
create function public.first_user() returns auth.users language sql as 'select * from auth.users';
create index by_name on public.profiles using gin (name extensions.gin_trgm_ops);

create table public.logs (id int primary key, line text);
insert into public.logs select i, 'line ' || i from generate_series(1, 100) i;
create table public.entries (id int primary key, log_id int constraint entries_log references public.logs);
insert into public.entries values (1, 1);
create table public.events (at int primary key) partition by range (at);
create table public."Events 1" partition of public.events for values from (0) to (10);
create table public.events_2 partition of public.events for values from (10) to (20);
insert into public.events select generate_series(0, 19);
create table public.seen (at int constraint seen_event references public.events);
insert into public.seen values (1);
create materialized view public.log_count as select count(*) from public.logs;
create sequence public.tickets;
create schema team authorization app_owner;
create table team.notes as select 'note' as note;
create function public.plain() returns int language sql as 'select 1';
do $$
declare object text;
begin
  for object in select format('alter table %s owner to app_owner', c.oid::regclass)
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname in ('public', 'team') and c.relkind in ('r', 'p', 'v', 'm', 'S')
  loop execute object; end loop;
end $$`;
