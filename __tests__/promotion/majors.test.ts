import { describe, expect, test } from '@jest/globals';
import { devCluster, testCluster } from '../harness/postgres/test-cluster.js';
import { complaints, counts, named, refusal, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const oldest = Math.min(devCluster().binaries.major, testCluster().binaries.major);

test('a domain whose CHECK is stricter in development alone', async () => {
  await world.run('dev', 'create domain small as int check (value < 5)');
  await world.run('prod', 'create domain small as int');
  await world.run('both', 'create table t (id int primary key, v small)');
  await world.run('dev', 'insert into t values (1, 4), (2, 3)');
  await world.run('prod', 'insert into t values (1, 40), (9, 90)');
  const { seen } = await world.promote({ tables: ['t'] });
  expect(complaints(seen.findings)).toEqual([]);
  expect(counts(seen.tables)).toEqual({ 'public.t': '+1 ~1 =1' });
});

if (testCluster().binaries.major >= 18) {
  describe('NOT NULL that is NOT VALID', () => {
    const T = 'create table t (id int primary key, code text unique, v text)';
    const later = (column: string): string => `alter table t add constraint n not null ${column} not valid`; // prettier-ignore

    test('makes no key: an old row may have none', async () => {
      await world.run('both', T);
      await world.run('dev', `alter table t alter code set not null`);
      await world.run('prod', `insert into t values (1, null, 'a'); ${later('code')}`);
      const tables = [{ table: 't', key: ['code'], mode: 'mirror' as const }];
      expect(await refusal(world, { tables })).toContain('the key column code may be NULL in production'); // prettier-ignore
      await world.run('prod', `delete from t; alter table t validate constraint n`);
      await world.preview({ tables });
    });

    test('binds rows that are written, and no others', async () => {
      await world.run('both', T);
      await world.run('dev', `insert into t values (1, 'a', null), (2, 'b', null)`);
      await world.run('prod', `insert into t values (1, 'a', null); ${later('v')}`);
      const { findings } = await world.preview({ tables: ['t'] });
      expect(named(findings, 'public.t: NOT NULL v')).toMatchObject({ found: '1 row: 2' });
      await world.run('dev', 'delete from t where id = 2');
      expect(complaints((await world.promote({ tables: ['t'] })).seen.findings)).toEqual([]);
    });
  });

  test('virtual columns are computed, whatever development has there', async () => {
    const kind = oldest >= 18 ? 'virtual' : 'stored';
    await world.run('dev', `create table t (id int primary key, v int, twice int generated always as (v * 3) ${kind})`); // prettier-ignore
    await world.run(
      'prod',
      `create table t (id int primary key, v int unique, twice int generated always as (v * 2) virtual, check (twice < 100))`,
    );
    await world.run('dev', 'insert into t values (1, 2), (2, 1)');
    await world.run('prod', 'insert into t values (1, 1)');
    const { seen } = await world.promote({ tables: ['t'] });
    expect(complaints(seen.findings)).toEqual(['public.t: check t_twice_check: could not verify']);
    expect(await world.rows('prod', 'select * from t order by id')).toEqual([
      { id: 1, v: 2, twice: 4 },
      { id: 2, v: 1, twice: 2 },
    ]);
    await world.run('dev', 'insert into t values (3, 50)');
    await expect(world.promote({ tables: ['t'] })).rejects.toThrow('t_twice_check');
  });
}
