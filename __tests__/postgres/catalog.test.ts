import { describe, expect, test } from '@jest/globals';
import { catalogChanges, readCatalog } from '../../src/postgres/catalog.js';
import { parseConnection } from '../../src/postgres/connection.js';
import { withSession } from '../../src/postgres/session.js';
import { pinSettings, withTransaction } from '../../src/postgres/transaction.js';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';

const database = useTestDatabase('empty');

async function catalog(): Promise<readonly string[]> {
  const parsed = parseConnection('url', database.superuserUrl);
  if (!parsed.ok) throw new Error(parsed.problem.found);
  const signal = new AbortController().signal;
  const settings = { purpose: 'look', applicationName: 'test', signal };
  return withSession(parsed.connection, settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      return readCatalog(session);
    }),
  );
}

describe('every kind of change moves the catalog', () => {
  test.each([
    ['a table', 'create table t (a int, b text)'],
    ['a column', 'alter table t add c int'],
    ['the type of a column', 'alter table t alter b type varchar(9)'],
    ['a default', 'alter table t alter a set default 1'],
    ['a null rule', 'alter table t alter a set not null'],
    ['a constraint', 'alter table t add constraint k check (a > 0)'],
    ['an index', 'create index on t (b)'],
    ['a view', 'create view v as select a from t'],
    ['the text of a view', 'create or replace view v as select a + 0 as a from t'],
    [
      'a function',
      "create function f() returns trigger language plpgsql as 'begin return new; end'",
    ],
    [
      'the text of a function',
      "create or replace function f() returns trigger language plpgsql as 'begin return old; end'",
    ],
    ['a trigger', 'create trigger g before insert on t for each row execute function f()'],
    ['a disabled trigger', 'alter table t disable trigger g'],
    ['row level security', 'alter table t enable row level security'],
    ['a policy', 'create policy p on t using (a > 1)'],
    ['a grant', 'grant select on t to app_user'],
    ['a grant less', 'revoke select on t from app_user'],
    ['a grant on a column', 'grant update (b) on t to app_user'],
    ['an owner', 'alter table t owner to app_user'],
    ['an enum label', "create type e as enum ('x'); alter type e add value 'y'"],
    ['an extension', 'create extension citext'],
    ['a domain', 'create domain d as int check (value > 0)'],
    ['a sequence', 'create sequence s increment 5'],
    ['a rule', 'create rule r as on delete to t do instead nothing'],
    [
      'an inheritance',
      'create table child (); alter table child add a int, add b varchar(9), add c int, alter a set not null, add constraint k check (a > 0); alter table child inherit t',
    ],
    ['a partition', 'create table pt (a int) partition by list (a); create table p1 (a int)'],
    ['its attachment', 'alter table pt attach partition p1 for values in (1)'],
    ['the replica identity', 'alter table t replica identity full'],
    ['extended statistics', 'create statistics st (dependencies) on a, c from t'],
    ['a publication', 'create publication pub for table t'],
    ['default grants', 'alter default privileges grant select on tables to app_user'],
    ['the owner of a composite type', 'create type ct as (a int); alter type ct owner to app_user'],
    [
      'an event trigger',
      "create function ef() returns event_trigger language plpgsql as 'begin end'; create event trigger et on ddl_command_end execute function ef()",
    ],
  ])('%s', async (_, sql) => {
    const before = await catalog();
    await runSql(database.cluster, database.name, sql);
    expect(catalogChanges(before, await catalog())).not.toEqual([]);
  });

  test('rows and values of sequences do not', async () => {
    const before = await catalog();
    await runSql(database.cluster, database.name, "select nextval('s'); analyze t");
    expect(catalogChanges(before, await catalog())).toEqual([]);
  });
});
