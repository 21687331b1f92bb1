import { expect, test } from '@jest/globals';
import { complaints, named, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

test('what cannot be judged beforehand says so, and the server judges it', async () => {
  await world.run('both', 'create table t (id int primary key, v text)');
  await world.run('dev', `insert into t values (1, 'a')`);
  await world.run(
    'prod',
    `
    alter table t add own int not null default 1, add constraint mine check (own > 0 or v = ''),
      add constraint odd check (1 / (id - 1) > 0);
    create unique index on t (own);
    alter table t add constraint apart exclude using gist (int4range(id, id + 1) with &&);
    create function f() returns trigger language plpgsql as 'begin return new; end';
    create trigger looks after insert on t for each row execute function f()`,
  );
  const seen = await world.preview({ tables: ['t'] });
  expect(complaints(seen.findings)).toEqual([
    'public.t: check mine: could not verify',
    'public.t: check odd: could not verify',
    'public.t: unique index apart: could not verify',
    'public.t: unique index t_own_idx: could not verify',
    'public.t: triggers: could not verify',
  ]);
  await expect(world.promote({ tables: ['t'] })).rejects.toThrow(/division by zero/);
  expect(await world.rows('prod', 'select * from t')).toEqual([]);
});

test('a function that a CHECK calls finds its own tables through the search_path', async () => {
  await world.run(
    'both',
    `create table limits (most int); insert into limits values (10);
    create function most() returns int language sql as 'select most from limits';
    create table t (id int primary key, n int check (n <= most()))`,
  );
  await world.run(
    'dev',
    'alter table t drop constraint t_n_check; insert into t values (1, 10), (2, 11)',
  );
  const seen = await world.preview({ tables: ['t'] });
  expect(named(seen.findings, 'public.t: check t_n_check')).toMatchObject({ verdict: 'fail', found: '1 row: 2' }); // prettier-ignore
});
