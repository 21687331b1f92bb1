import { expect, test } from '@jest/globals';
import { withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { expectWhole, fillBoth, kill, standing, startPromotion, until } from './killing.js';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

/** A place where the apply waits for the test, and is killed. */
test.each([
  ['before it has its locks', 'lock table a in row exclusive mode', 'select'],
  ['while it inserts', 'select pg_advisory_xact_lock(7)', 'before insert on a'],
  [
    'while it deletes, when all else is written',
    'select pg_advisory_xact_lock(7)',
    'after delete on b',
  ],
])('killed %s, it leaves nothing, and the next run is whole', async (_, hold, moment) => {
  await fillBoth(world);
  if (moment !== 'select') {
    await world.run(
      'prod',
      `create function waits() returns trigger language plpgsql as 'begin perform pg_advisory_xact_lock_shared(7); return new; end';
      create trigger waits ${moment} for each row execute function waits()`,
    );
  }
  const before = await standing(world);
  const child = await withClient(testCluster(), world.name('prod'), async (holder) => {
    await holder.query('begin');
    await holder.query(hold);
    const started = startPromotion(world);
    await until(
      world,
      `select from pg_locks l join pg_stat_activity a using (pid)
        where not l.granted and a.application_name = 'db-deploy/promote/killed'`,
    );
    await kill(started);
    await holder.query('rollback');
    return started;
  });
  expect(child.signalCode).toBe('SIGKILL');
  expect(await expectWhole(world, before)).toBe(false);
});
