import { findingsOf } from '../../src/migration/watch/sightings.js';
import { expect, test } from '@jest/globals';
import type { Clock } from '../../src/actions/tools.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { openSessions } from '../harness/postgres/leaks.js';
import { withClient } from '../harness/postgres/databases.js';
import { endOf, TOOL, useWatch } from './watch-stage.js';

const { database, tools, play, watched, looked, waits } = useWatch();

test('who queues up behind a waiting migration is stalled by it, and so is who waits for that one', async () => {
  const probe = await play('probe', database.cluster.superuser);
  const report = await play('report', roles.user, 'begin', 'select from services');
  let [pid, measured, whole] = [0, 0, 0];
  const { watch, findings, result } = await watched(
    async () => {
      const tool = await play(TOOL, roles.owner);
      const altered = tool.client.query('alter table services add column watched text');
      await waits(probe, tool);
      const lockRow = 'select from users where id = 1 for update';
      const web = await play('web', roles.user, 'begin', lockRow);
      const began = performance.now();
      const read = web.client.query('select from services; commit');
      await waits(probe, web);
      const other = await play('other', roles.user);
      const locked = other.client.query(lockRow);
      await waits(probe, other);
      pid = web.pid;
      await looked();
      measured = await waits(probe, web);
      await looked();
      await report.client.query('commit');
      await Promise.all([altered, read, locked]);
      whole = performance.now() - began;
      await looked();
      await tool.client.query('alter table services drop column watched');
      return 'migrated';
    },
    {},
    database.superuserUrl,
  );
  expect(result).toEqual({ ok: true, value: 'migrated' });
  expect(watch).toMatchObject({ knownBy: 'application name', backends: 1, stalled: 2 });
  expect(watch.stalls).toMatchObject([
    { pid, application: 'web', role: 'app_user', waitedFor: 'ACCESS SHARE on public.services', queued: true }, // prettier-ignore
    { application: 'other', waitedFor: 'the end of another transaction', queued: true },
  ]);
  const [stall] = watch.stalls;
  expect(stall?.ms).toBeGreaterThanOrEqual(Math.floor(measured));
  expect(stall?.ms).toBeLessThanOrEqual(Math.ceil(whole));
  expect(stall?.atMostMs).toBeGreaterThanOrEqual(stall?.ms ?? Infinity);
  expect(watch.blockers).toMatchObject([
    {
      pid: report.pid,
      who: `backend ${report.pid} of app_user, report`,
      state: 'idle in transaction',
      holds: 'ACCESS SHARE',
      waitedFor: 'ACCESS EXCLUSIVE on public.services',
      query: 'select from services',
    },
  ]);
  expect(watch.locks[0]).toMatchObject({ table: 'public.services', mode: 'ACCESS EXCLUSIVE' });
  expect(watch.locks[0]?.waitedMs).toBeGreaterThanOrEqual(Math.floor(measured));
  expect(verdictOf(findings, 'longest stall')).toBe('pass');
  expect(verdictOf(findings, 'blockers of the migration')).toBe('warn');
});

test('an ordinary role says what it may not see; statements are shown in private repositories alone', async () => {
  const probe = await play('probe', database.cluster.superuser);
  const dump = await play('pg_dump', roles.user, 'begin', 'select from services');
  const own = await play('worker', roles.owner, 'begin', "select 'Ada' from services");
  const meet = (showQueries: boolean) =>
    watched(
      async () => {
        const tool = await play(TOOL, roles.owner);
        const locked = endOf(tool.client.query('begin; lock table services'));
        await waits(probe, tool);
        await looked();
        await probe.client.query('select pg_cancel_backend($1)', [tool.pid]);
        return locked;
      },
      { showQueries },
    );
  const shown = await meet(true);
  const blocker = (pid: number) => shown.watch.blockers.find((one) => one.pid === pid);
  expect(blocker(dump.pid)).toMatchObject({ who: `backend ${dump.pid} of app_user, pg_dump` });
  expect(blocker(dump.pid)).not.toHaveProperty('state');
  expect(blocker(own.pid)).toMatchObject({ state: 'idle in transaction', query: "select 'Ada' from services" }); // prettier-ignore
  expect(shown.findings).toContainEqual(
    expect.objectContaining({
      name: 'blockers of the migration',
      verdict: 'could not verify',
      fix: 'grant pg_read_all_stats to app_owner;',
    }),
  );
  const hidden = await meet(false);
  expect(hidden.watch.blockers).toHaveLength(2);
  expect(JSON.stringify(hidden)).not.toContain('Ada');
});

test('a prepared transaction in the way is called by its name', async () => {
  const left = await play('app', roles.owner, 'begin', 'select from services');
  await left.client.query("prepare transaction 'order-17'");
  const { watch } = await watched(async () => {
    const tool = await play(TOOL, roles.owner);
    const locked = tool.client.query('begin; lock table services; rollback');
    await waits(left, tool);
    await looked();
    await left.client.query("rollback prepared 'order-17'");
    await locked;
  });
  expect(watch.blockers).toMatchObject([
    { pid: 0, who: 'prepared transaction order-17 of app_owner', holds: 'ACCESS SHARE' },
  ]);
});

test('the strongest lock on each table that was there before, and how long it was held', async () => {
  const { watch } = await watched(async () => {
    const tool = await play(TOOL, roles.owner, 'begin', 'create table made_by_it (id int)');
    await tool.client.query('create index watched on services (id)');
    await tool.client.query('alter table bookings add column watched text');
    await tool.client.query('alter index users_email_key rename to watched_key');
    await looked();
    await looked();
    await tool.client.query('rollback');
    await looked();
  });
  expect(watch.locks.map(({ table, mode }) => `${mode} ${table}`)).toEqual(
    expect.arrayContaining([
      'ACCESS EXCLUSIVE public.bookings',
      'SHARE public.services',
      'SHARE UPDATE EXCLUSIVE public.users',
    ]),
  );
  expect(watch.locks[0]).toMatchObject({ table: 'public.bookings', mode: 'ACCESS EXCLUSIVE', waitedMs: 0 }); // prettier-ignore
  expect(watch.locks[0]?.heldMs).toBeGreaterThan(0);
  expect(watch.locks[0]?.heldAtMostMs).toBeGreaterThanOrEqual(watch.locks[0]?.heldMs ?? Infinity);
  expect(JSON.stringify(watch)).not.toContain('made_by_it');
});

test('the loss of the watcher costs the work nothing, and what it saw stays', async () => {
  const { watch, findings, result } = await watched(async () => {
    const tool = await play(TOOL, roles.owner, 'begin', 'lock table services');
    await looked();
    await withClient(database.cluster, database.name, (client) =>
      client.query(
        `alter database ${database.name} connection limit 0;
         select pg_terminate_backend(pid, 5000) from pg_stat_activity
          where datname = current_database() and application_name like '%/watcher'`,
      ),
    );
    while (!tools().lines.join().includes('not watched any more')) await tool.client.query('select 1'); // prettier-ignore
    await tool.client.query('commit');
    return 'migrated';
  }).finally(() =>
    withClient(database.cluster, database.name, (client) =>
      client.query(`alter database ${database.name} connection limit -1`),
    ),
  );
  expect(result).toEqual({ ok: true, value: 'migrated' });
  expect(watch.locks).toMatchObject([{ table: 'public.services', mode: 'ACCESS EXCLUSIVE' }]);
  expect(watch.lost).toContain('too many connections');
  expect(findings.map(({ verdict }) => verdict)).not.toContain('pass');
});

test('a server that says nothing is lost, and told so while the work goes on', async () => {
  const { clock } = tools();
  const silent: Clock = {
    ...clock,
    sleep: (ms, signal) => (ms < 10_000 ? clock.sleep(ms, signal) : Promise.resolve()),
  };
  const { watch } = await watched(() => Promise.resolve(), { clock: silent });
  expect(watch.lost).toBe('the server did not answer for 10 s');
  expect(tools().lines.join()).toContain('It is not watched any more');
});

test('a tool that is gone between two looks is bounded by them, and one that hides is not', async () => {
  const { watch, findings } = await watched(() => Promise.resolve());
  expect(watch.knownBy).toBe('nothing');
  expect(verdictOf(findings, 'longest stall')).toBe('pass');
  const found = findings.find(({ name }) => name === 'longest stall')?.found;
  expect(found).toContain(`lasted longer than ${watch.longestGapMs} ms`);

  // A server that is too busy to answer in between.
  const busy = { samples: 2, longestGapMs: 900, late: false, lost: undefined };
  const blind = findingsOf({ watch: { ...watch, ...busy }, hidden: 0, unreadable: 0, role: 'r', spared: [], remaining: [] }, { maxStallMs: undefined, enforce: undefined }); // prettier-ignore
  expect(verdictOf(blind, 'longest stall')).toBe('could not verify');
});

test('a watcher that cannot connect, and work that fails, are told as they are', async () => {
  const refused = database.ownerUrl.replace('app_owner', 'nobody');
  const { watch, findings, result } = await watched(
    () => Promise.reject(new Error('the tool failed')),
    {},
    refused,
  );
  expect(result).toEqual({ ok: false, error: new Error('the tool failed') });
  expect(watch).toMatchObject({ samples: 0, knownBy: 'nothing', locks: [], stalls: [] });
  expect(findings.map(({ verdict }) => verdict)).toEqual(Array(4).fill('could not verify'));
});

test('a cancelled step ends the watcher at once', async () => {
  const { result } = await watched(async () => {
    await looked();
    tools().cancel();
    for (;;) {
      const sessions = await openSessions(database.cluster, database.name);
      if (sessions.every(({ applicationName }) => !applicationName.endsWith('/watcher'))) break;
    }
    return 'cleaned up';
  });
  expect(result).toEqual({ ok: true, value: 'cleaned up' });
});

function verdictOf(findings: readonly { name: string; verdict: string }[], name: string) {
  return findings.find((finding) => finding.name === name)?.verdict;
}

test('a session of the tool that goes on under another name is told, and left alone', async () => {
  const { findings } = await watched(async () => {
    const tool = await play(TOOL, roles.owner, 'begin');
    await looked();
    await tool.client.query("set application_name = 'worker'");
  });
  const found = findings.find(({ name }) => name === 'sessions that outlived the migration tool');
  expect(found).toMatchObject({ verdict: 'could not verify' });
});
