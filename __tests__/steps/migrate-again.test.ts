import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { roles } from '../harness/postgres/booking-shop.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { useMigration } from './migration-stage.js';

const { database, tools, shop, run, backedUp, stateNow, inPause } = useMigration();

/** Runs the step while somebody holds a lock that the pending migration needs. */
const whileLocked = (work: (blocker: pg.Client) => Promise<void>): Promise<void> =>
  withClient(database().cluster, database().name, async (blocker) => {
    await blocker.query(
      "set application_name = 'reports'; begin; lock table services in share mode",
    );
    await work(blocker);
    await blocker.query('rollback');
  });

const sql = (text: string): Promise<unknown> =>
  withClient(database().cluster, database().name, (client) => client.query(text), roles.owner);

test('a first deploy that failed on the data goes on with the same backup once the data is right', async () => {
  await sql("drop table pgmigrations; update services set name = '' where id = 1");
  const migrations = join(shop().directory, 'migrations');
  await rm(migrations, { recursive: true });
  await mkdir(migrations);
  await shop().addMigration('named', "alter table services add check (name <> '');");
  await backedUp();
  expect(await run()).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
  await sql("update services set name = 'Cut' where id = 1");
  // The tool's own table is there now.
  expect(await run()).toMatchObject({ status: 'passed', details: { verdict: 'all applied' } });
});

describe('a lock that is not free', () => {
  test('is waited for in short attempts, and the one that got it is told', async () => {
    await backedUp();
    await whileLocked(async (blocker) => {
      const clock = inPause(() => blocker.query('rollback'));
      // Long enough for the watcher to see who is in the way, also on a busy machine.
      const outcome = await run({ 'lock-timeout': '2s' }, {}, 'private', { clock });
      expect(outcome).toMatchObject({ status: 'passed', details: { verdict: 'all applied' } });
      expect(outcome.details?.attempts?.map(({ exitCode }) => exitCode)).toEqual([1, 0]);
      expect(outcome.findings).toContainEqual(
        expect.objectContaining({ name: 'attempts', verdict: 'pass' }),
      );
    });
    const told = tools().lines.find((line) => line.includes('Trying again'));
    expect(told).toMatch(/lock timeout; nothing was applied\. In the way: .*reports/);
  });

  test.each([
    ['may have done a part outside its transaction', 'update services set name = name; commit; begin; alter table services add note text;'], // prettier-ignore
    ['asks for no transaction', '-- no transaction: see noTransaction()\nalter table services add note text;'], // prettier-ignore
  ])('is not tried again when the migration %s', async (_, sql) => {
    await backedUp();
    await shop().addMigration('careless', sql.replace('-- no transaction: see ', '-- '));
    await whileLocked(async () => {
      const outcome = await run({ 'lock-timeout': '200ms' });
      expect(outcome.status).toBe('failed');
      expect(outcome.details?.attempts).toHaveLength(1);
    });
  });

  test('is not tried again once the deploy lock is lost', async () => {
    const before = await backedUp();
    await whileLocked(async () => {
      const end = `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2 and database = (select oid from pg_database where datname = current_database())`;
      const clock = inPause(() => runSql(database().cluster, database().name, end));
      const outcome = await run({ 'lock-timeout': '200ms' }, {}, 'private', { clock });
      expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
      expect(outcome.details?.attempts).toHaveLength(1);
      expect(outcome.problems?.[0]?.found).toContain('deploy lock was lost');
    });
    expect(await stateNow()).toEqual(before);
  });

  test('and a cancel in the pause ends the step with the verdict', async () => {
    const before = await backedUp();
    await whileLocked(async () => {
      const clock = inPause(() => {
        tools().cancel();
        return Promise.reject(new Error('cancelled by the test'));
      });
      const outcome = await run({ 'lock-timeout': '200ms' }, {}, 'private', { clock });
      expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
    });
    expect(await stateNow()).toEqual(before);
  });
});

describe('an index that is built concurrently', () => {
  const BUILD =
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS bookings_note_key ON bookings (note)';
  const PROGRAM = `export const up = (pgm) => { pgm.noTransaction(); pgm.sql('${BUILD}'); };\n`;
  const addBuild = (): Promise<void> =>
    writeFile(join(shop().directory, 'migrations/1795341600001_unique-notes.js'), PROGRAM);
  const validity = (): Promise<unknown> =>
    withClient(database().cluster, database().name, async (client) => {
      const { rows } = await client.query(
        `select indisvalid from pg_index where indexrelid = to_regclass('public.bookings_note_key')`,
      );
      return (rows as { indisvalid: boolean }[])[0]?.indisvalid;
    });
  test('and was left invalid by an interrupted run is dropped and built', async () => {
    await sql('alter table bookings add note text');
    await addBuild();
    await sql("update bookings set note = 'same' where id < 3");
    await expect(sql(BUILD)).rejects.toThrow();
    await sql('update bookings set note = null');
    await backedUp();
    expect(await validity()).toBe(false);
    const outcome = await run();
    expect(outcome).toMatchObject({ status: 'passed', details: { verdict: 'all applied' } });
    expect(await validity()).toBe(true);
  });

  test('may wait for an old snapshot longer than lock-timeout', async () => {
    await sql('alter table bookings add note text');
    await addBuild();
    await backedUp();
    await withClient(database().cluster, database().name, async (reader) => {
      await reader.query('begin isolation level repeatable read; select 1 from bookings limit 1');
      const running = run({ 'lock-timeout': '300ms' });
      await isWaiting();
      await reader.query('select pg_sleep(1); commit');
      expect(await running).toMatchObject({
        status: 'passed',
        details: { verdict: 'all applied' },
      });
    });
    expect(await validity()).toBe(true);
  });

  /** Until the build waits for the transaction that holds the snapshot. */
  const isWaiting = async (): Promise<void> => {
    for (;;) {
      const waits = await withClient(database().cluster, database().name, async (client) => {
        const { rows } = await client.query(
          `select from pg_locks where locktype = 'virtualxid' and not granted`,
        );
        return rows.length;
      });
      if (waits > 0) return;
    }
  };
});
