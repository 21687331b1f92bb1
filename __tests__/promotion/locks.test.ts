import { describe, expect, test } from '@jest/globals';
import { withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { impatientClock, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';

describe('locks', () => {
  const blocking = async (work: (end: () => Promise<unknown>) => Promise<void>): Promise<void> => {
    await withClient(testCluster(), world.name('prod'), async (client) => {
      await client.query(`begin; update t set v = 'being edited' where id = 1`);
      await work(() => client.query('rollback'));
    });
  };

  test('that are not got are tried again, and named when patience ends', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (1, 'old')`);
    await blocking(async () => {
      const pauses: number[] = [];
      await expect(
        world.promote({ tables: ['t'], lockMs: 20, clock: impatientClock(pauses) }),
      ).rejects.toThrow(
        /locked by backend \d+ \(test-harness, state not visible\) at each of 5 tries/,
      );
      expect(pauses).toHaveLength(4);
    });
    expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'old' }]);
  });

  test('that come free are taken', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (1, 'old')`);
    await blocking(async (end) => {
      const pauses: number[] = [];
      await world.promote({ tables: ['t'], lockMs: 20, clock: impatientClock(pauses, end) });
      expect(pauses).toHaveLength(1);
    });
    expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'a' }]);
  });

  test('are tried again after a deadlock with a writer', async () => {
    await world.run(
      'both',
      `create table a (id int primary key, v text); create table b (like a including all)`,
    );
    await world.run('dev', `insert into a values (1, 'new'); insert into b values (1, 'new')`);
    await world.run('prod', `insert into a values (1, 'old'); insert into b values (1, 'old')`);
    await withClient(testCluster(), world.name('prod'), async (client) => {
      // It shall be ours that the server ends.
      await client.query(
        `set deadlock_timeout = '1h'; begin; update b set v = 'written' where id = 1`,
      );
      const crossing = client.query(
        `do $$ begin
          while not exists (select from pg_locks where relation = 'b'::regclass and not granted) loop perform pg_sleep(0.01); end loop;
        end $$; update a set v = 'written' where id = 1`,
      );
      const pauses: number[] = [];
      const end = async (): Promise<void> => {
        await crossing;
        await client.query('rollback');
      };
      await world.promote({
        tables: ['a', 'b'],
        lockMs: 30_000,
        clock: impatientClock(pauses, end),
      });
      expect(pauses).toHaveLength(1);
    });
    expect(await world.rows('prod', 'select a.v, b.v as w from a join b using (id)')).toEqual([{ v: 'new', w: 'new' }]); // prettier-ignore
  });

  test('do not stop readers, nor children that are inserted meanwhile', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run(
      'prod',
      `insert into t values (1, 'old'); create table child (t int references t)`,
    );
    await world.promote({
      tables: ['t'],
      check: () =>
        world.run(
          'prod',
          `set statement_timeout = '5s'; select * from t; insert into child values (1)`,
        ),
    });
    expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'a' }]);
  });
});

test('a deploy lock that was lost stops everything before the first write', async () => {
  await world.run('both', T);
  await world.run('dev', `insert into t values (1, 'a')`);
  const lost = new Error('the deploy lock was lost');
  await expect(world.promote({ tables: ['t'], check: () => Promise.reject(lost) })).rejects.toThrow(
    lost.message,
  );
  expect(await world.rows('prod', 'select * from t')).toEqual([]);
});

test('killed in the middle of the writes, nothing of it stays', async () => {
  await world.run(
    'both',
    'create table a (id int primary key); create table b (id int primary key)',
  );
  await world.run('dev', 'insert into a values (1); insert into b values (1)');
  // The trigger ends its own session: what a server's restart does, at a known place.
  await world.run(
    'prod',
    `create function die() returns trigger language plpgsql as
      'begin perform pg_terminate_backend(pg_backend_pid()); return new; end';
    create trigger die before insert on b for each row execute function die()`,
  );
  await expect(world.promote({ tables: ['a', 'b'] })).rejects.toThrow(/terminat|lost/);
  expect(await world.rows('prod', 'select * from a')).toEqual([]);
});
