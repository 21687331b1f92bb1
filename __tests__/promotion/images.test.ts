import { expect, test } from '@jest/globals';
import { complaints, named, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const TABLE = 'create table t (id text primary key, slot int, v text, check (slot > 0))';
const tables = [{ table: 't', insertOnly: ['slot'] }];

test('an updated row keeps what is insert-only, and with it its unique value', async () => {
  await world.run('both', TABLE);
  await world.run('dev', `insert into t values ('old', 2, 'new'), ('x', 1, 'new')`);
  await world.run('prod', `alter table t add unique (slot); insert into t values ('old', 1, 'v')`);
  const { findings } = await world.preview({ tables });
  expect(named(findings, 'public.t: unique index t_slot_key')).toMatchObject({
    verdict: 'fail',
    found: '1 row: x',
  });
});

test('what development holds in an insert-only column of a row that is there is no conflict', async () => {
  await world.run('both', TABLE);
  await world.run('dev', 'alter table t drop constraint t_slot_check');
  await world.run('dev', `insert into t values ('a', 2, 'new'), ('b', 2, 'new'), ('c', -1, 'new')`);
  await world.run(
    'prod',
    `alter table t add unique (slot), alter slot set not null;
    insert into t values ('a', 1, 'v'), ('b', 2, 'v'), ('c', 3, 'v')`,
  );
  await world.run('dev', `update t set slot = null where id = 'a'`);
  const { seen } = await world.promote({ tables });
  expect(complaints(seen.findings)).toEqual([]);
  expect(await world.rows('prod', 'select slot, v from t order by id')).toEqual([
    { slot: 1, v: 'new' },
    { slot: 2, v: 'new' },
    { slot: 3, v: 'new' },
  ]);
});
