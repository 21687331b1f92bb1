import { expect, test } from '@jest/globals';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { complaints, named, refusal, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';
const CHILD = 'create table child (t int references t on delete cascade)';
const mirror = { table: 't', mode: 'mirror' as const };

test('tables whose rows could be taken along are locked, even when none is', async () => {
  await world.run('both', `${T}; ${CHILD}`);
  await world.run('dev', `insert into t values (1, 'a')`);
  await world.run(
    'prod',
    `insert into t values (1, 'a'), (2, 'b'); create table seen (mode text);
    create function look() returns trigger language plpgsql as $$ begin
      insert into seen select mode from pg_locks where relation = 'child'::regclass and pid = pg_backend_pid();
      return old; end $$;
    create trigger looks before delete on t for each row execute function look()`,
  );
  await world.promote({ tables: [mirror] });
  expect(await world.rows('prod', 'select mode from seen')).toContainEqual({
    mode: 'ShareRowExclusiveLock',
  });
});

test('the role needs DELETE, and sight and lock of what refers to the rows', async () => {
  await world.run(
    'both',
    `${T}; ${CHILD}; grant usage on schema public to ${roles.user.user}; grant select, insert, update on t to ${roles.user.user}`,
  );
  await world.run('dev', `insert into t values (1, 'a')`);
  await world.run('prod', `insert into t values (1, 'a'), (2, 'b')`);
  const { user, password } = roles.user;
  const as = `//${user}:${encodeURIComponent(password)}@`;
  const wish = { tables: [mirror], prodUrl: world.url('prod').replace(/\/\/[^@]*@/, as) };
  expect(await refusal(world, wish)).toContain('run on production: grant delete on public.t to');
  await world.run('prod', `grant delete on t to ${user}`);
  const about = 'referenced by public.child, child_t_fkey';
  expect(complaints((await world.preview(wish)).findings)).toEqual([
    `public.t: deletes, ${about}: fail`,
  ]);
  await world.run('prod', `grant select on child to ${user}`);
  expect(complaints((await world.preview(wish)).findings)).toEqual([
    'public.t: deletes, lock on public.child, child_t_fkey: fail',
  ]);
  await world.run('prod', `grant update on child to ${user}`);
  await world.promote(wish);
  expect(await world.rows('prod', 'select id from t')).toEqual([{ id: 1 }]);
});

test.each([
  [
    'a partition',
    `create table t (id int primary key, v text) partition by list (id);
    create table t1 partition of t default`,
    'create table x (t int references t1 on delete cascade); insert into x select 2 from generate_series(1, 7)',
    '7 rows of public.x',
  ],
  [
    'a partition of what goes with it',
    T,
    `create table child (id int primary key, t int references t on delete cascade) partition by list (id);
    create table child1 partition of child default;
    create table x (child int references child1 on delete cascade);
    insert into child values (5, 2); insert into x select 5 from generate_series(1, 7)`,
    '7 rows of public.x',
  ],
])('rows that refer to %s are seen, and count', async (_, table, children, words) => {
  await world.run('both', table);
  await world.run('dev', `insert into t values (1, 'a')`);
  await world.run('prod', `insert into t values (1, 'a'), (2, 'b'); ${children}`);
  const { findings } = await world.preview({ tables: [mirror], maxDeletes: 2 });
  expect(JSON.stringify(findings)).toContain(words);
  expect(complaints(findings)).toContain('deletes: fail');
});

test('a key whose text depends on settings of the role', async () => {
  await world.run('both', 'create table t (at timestamptz primary key, v text not null unique)');
  await world.run(
    'dev',
    `insert into t values ('2026-01-01 00:00+00', 'a'), ('2026-03-01 00:00+00', 'b')`,
  );
  await world.run(
    'prod',
    `insert into t values ('2026-01-01 00:00+00', 'a'), ('2026-02-01 00:00+00', 'b')`,
  );
  await world.superuser(
    'prod',
    `alter role ${roles.owner.user} in database "${world.name('prod')}" set timezone = 'Asia/Kolkata'`,
  );
  const { seen } = await world.promote({ tables: [mirror] });
  expect(complaints(seen.findings)).toEqual([]);
  expect(await world.rows('prod', 'select at from t')).toEqual(await world.rows('dev', 'select at from t')); // prettier-ignore
});

test('a row moves to another partition', async () => {
  await world.run(
    'both',
    `create table p (id int, area text, v text, primary key (id, area)) partition by list (area);
    create table p_north partition of p for values in ('north');
    create table p_rest partition of p default`,
  );
  await world.run('dev', `insert into p values (1, 'south', 'a'), (2, 'north', 'b')`);
  await world.run('prod', `insert into p values (1, 'north', 'a'), (2, 'north', 'b')`);
  await world.promote({ tables: [{ table: 'p', mode: 'mirror' }] });
  expect(
    await world.rows('prod', 'select tableoid::regclass::text as part, id from p order by id'),
  ).toEqual([
    { part: 'p_rest', id: 1 },
    { part: 'p_north', id: 2 },
  ]);
});

test.each([
  ['cascade', { exclude: ['t'] }, '1 row of public.c would be deleted with them, 1 of which'],
  [
    'cascade',
    { mode: 'insert' as const },
    '1 row of public.c would be deleted with them, 1 of which',
  ],
  ['cascade', { where: 'id < 9' }, undefined],
  ['set null', {}, undefined],
  ['set null', { exclude: ['t'] }, undefined],
])('ON DELETE %s on rows that development has, with %j', async (action, more, found) => {
  await world.run(
    'both',
    `${T}; create table c (id int primary key, t int references t on delete ${action})`,
  );
  await world.run('dev', `insert into t values (1, 'a'); insert into c values (9, 1)`);
  await world.run('prod', `insert into t values (1, 'a'), (2, 'b'); insert into c values (9, 2)`);
  const tables = [mirror, { table: 'c', ...more }];
  const { findings } = await world.preview({ tables });
  const seen = named(findings, 'public.t: deletes, referenced by public.c, c_t_fkey');
  if (found !== undefined) expect(seen).toMatchObject({ verdict: 'fail' });
  if (found !== undefined) expect(seen?.found).toContain(found);
  else await world.promote({ tables });
});

test('a new reference to a row that goes with the deletes is a conflict', async () => {
  await world.run(
    'both',
    `create table t (id int primary key, v int); create table unlisted (id int primary key, t int references t on delete cascade);
    alter table t add foreign key (v) references unlisted; insert into unlisted values (5, null)`,
  );
  await world.run('dev', 'insert into t values (1, 5)');
  await world.run('prod', 'insert into t values (1, null), (2, null); update unlisted set t = 2');
  const { findings } = await world.preview({ tables: [mirror] });
  expect(named(findings, 'public.t: foreign key t_v_fkey')).toMatchObject({ verdict: 'fail', found: '1 row: 1' }); // prettier-ignore
});

test('another session writes all the time, and loses nothing', async () => {
  await world.run('both', `${T}; create table n (id int primary key, t int references t, v int)`);
  await world.run('dev', `insert into t select g, 'new' from generate_series(1, 300) g`);
  await world.run(
    'prod',
    `insert into t select g, 'old' from generate_series(1, 300) g; insert into t values (999, 'own'); insert into n values (1, 1, 0)`,
  );
  let written = 0;
  let over = false;
  const writing = withClient(testCluster(), world.name('prod'), async (writer) => {
    while (!over) {
      // A new order, and a row of the promoted table that only production has.
      await writer.query(`update n set v = v + 1; insert into n values (${written + 2}, 2, 0)`);
      await writer.query(`update t set v = 'own ${written + 1}' where id = 999`);
      written += 1;
    }
  });
  const { seen } = await world.promote({ tables: ['t'] }).finally(async () => {
    over = true;
    await writing;
  });
  expect(complaints(seen.findings)).toEqual([]);
  expect(await world.rows('prod', `select count(*)::int as rows from t where v = 'new'`)).toEqual([
    { rows: 300 },
  ]);
  expect(await world.rows('prod', 'select v from n where id = 1')).toEqual([{ v: written }]);
  expect(await world.rows('prod', 'select v from t where id = 999')).toEqual([
    { v: `own ${written}` },
  ]);
});
