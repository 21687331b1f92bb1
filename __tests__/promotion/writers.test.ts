import { expect, test } from '@jest/globals';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { devCluster, testCluster } from '../harness/postgres/test-cluster.js';
import { complaints, named, useTwoDatabases } from './play.js';

const world = useTwoDatabases();
const oldest = Math.min(devCluster().binaries.major, testCluster().binaries.major);

test('an application that writes into the rows all the time loses nothing, and stops nothing', async () => {
  await world.run(
    'both',
    'create table t (id int primary key, v text, hits int not null default 0)',
  );
  await world.run('dev', `insert into t select n, 'new' from generate_series(1, 200) n`);
  await world.run('prod', `insert into t select n, 'old' from generate_series(1, 200) n`);
  let over = false;
  const writing = withClient(
    testCluster(),
    world.name('prod'),
    async (client) => {
      let hits = 0;
      for (; !over; hits += 1) {
        await client.query('update t set hits = hits + 1 where id = $1', [1 + (hits % 200)]);
      }
      return hits;
    },
    roles.owner,
  );
  const tables = [{ table: 't', exclude: ['hits'] }];
  try {
    const { seen } = await world.promote({
      tables,
      // Between preview and apply it writes for certain.
      meanwhile: async () => {
        while ((await world.rows('prod', 'select from t where hits > 0')).length === 0);
      },
    });
    expect(seen.tables).toMatchObject([{ updates: 200 }]);
  } finally {
    over = true;
  }
  const hits = await writing;
  expect(
    await world.rows('prod', `select sum(hits)::int as hits, min(v) as v, max(v) as w from t`),
  ).toEqual([{ hits, v: 'new', w: 'new' }]);
});

test('a column that takes two spellings for one is compared as it is spelt', async () => {
  await world.run(
    'both',
    `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
    create table t (id int primary key, v text collate ci)`,
  );
  await world.run('dev', `insert into t values (1, 'Yoga'), (2, 'same')`);
  await world.run('prod', `insert into t values (1, 'yoga'), (2, 'same')`);
  const { seen } = await world.promote({ tables: ['t'] });
  expect(seen.tables).toMatchObject([{ updates: 1 }]);
  expect(await world.rows('prod', 'select v from t where id = 1')).toEqual([{ v: 'Yoga' }]);
});

test.each([
  ['set default', { t: 0, u: 7 }],
  ['set null', { t: null, u: null }],
  ...(oldest >= 15 ? [['set null (t)', { t: null, u: 7 }] as const] : []),
])('on delete %s: the rows count, and are rewritten as announced', async (action, rewritten) => {
  await world.run(
    'both',
    `create table p (a int, b int, primary key (a, b));
    create table c (t int default 0, u int default 7, foreign key (t, u) references p on delete ${action})`,
  );
  await world.run('dev', 'insert into p values (0, 7)');
  await world.run('prod', 'insert into p values (0, 7), (1, 7); insert into c values (1, 7)');
  const tables = [{ table: 'p', mode: 'mirror' as const }];
  const { findings } = await world.preview({ tables, maxDeletes: 1 });
  expect(named(findings, 'deletes')?.found).toBe(
    '1 row would be deleted, and 1 row that refers to them would go or be rewritten',
  );
  const { seen } = await world.promote({ tables, maxDeletes: 2 });
  expect(complaints(seen.findings)).toEqual([
    'public.p: deletes, referenced by public.c, c_t_u_fkey: warn',
  ]);
  expect(await world.rows('prod', 'select * from c')).toEqual([rewritten]);
});
