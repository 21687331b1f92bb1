import { expect, test } from '@jest/globals';
import { keepLimits } from '../../src/migration/watch/enforcement.js';
import { withSession } from '../../src/postgres/session.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { connectionTo } from '../postgres/connections.js';
import { endOf, TOOL, useWatch, type Player } from './watch-stage.js';

const { database, tools, play, watched, looked, waits } = useWatch();

test('max-stall cancels the migration, and nobody else', async () => {
  const probe = await play('probe', database.cluster.superuser);
  const report = await play('report', roles.owner, 'begin', 'select from services');
  const { watch, findings, result } = await watched(
    async () => {
      const tool = await play(TOOL, roles.owner);
      const altered = endOf(tool.client.query('alter table services add column watched text'));
      await waits(probe, tool);
      const web = await play('web', roles.owner);
      const read = endOf(web.client.query('select from services'));
      const ends = await Promise.all([altered, read]);
      return { ends, reporting: await endOf(report.client.query('select from services')) };
    },
    { maxStallMs: 30 },
  );
  expect(result).toEqual({ ok: true, value: { ends: ['57014', 'done'], reporting: 'done' } });
  expect(watch.stops).toMatchObject([{ how: 'cancelled', limit: 'max-stall' }]);
  expect(watch.stalls[0]?.ms).toBeGreaterThan(30);
  expect(findings).toContainEqual(
    expect.objectContaining({ name: 'longest stall', verdict: 'fail', expected: 'at most 30 ms (max-stall)' }), // prettier-ignore
  );
});

test('where no application name arrives, the tool is measured but never stopped', async () => {
  const probe = await play('probe', database.cluster.superuser);
  const { watch, findings } = await watched(
    async () => {
      const tool = await play('', roles.owner, 'begin', 'lock table services');
      const web = await play('web', roles.user);
      const read = web.client.query('select from services');
      await waits(probe, web);
      await looked();
      await tool.client.query('commit');
      await read;
    },
    { maxStallMs: 1 },
  );
  expect(watch).toMatchObject({ knownBy: 'role, address and start', stops: [] });
  expect(watch.stalls).toMatchObject([{ application: 'web', queued: false }]);
  expect(findings[0]).toMatchObject({ name: 'watcher of the migration', verdict: 'could not verify' }); // prettier-ignore
  expect(findings[1]).toMatchObject({ name: 'longest stall', verdict: 'warn' });
});

test.each([
  ['lock-timeout', { lockMs: 30, statementMs: 0 }, 'begin; lock table services'],
  ['statement-timeout', { lockMs: 0, statementMs: 30 }, 'select pg_sleep(600)'],
])('keeps %s where the server does not have it', async (limit, enforce, statement) => {
  await play('report', roles.user, 'begin', 'select from services');
  const { watch, findings, result } = await watched(
    async () => {
      const tool = await play(TOOL, roles.owner);
      return endOf(tool.client.query(statement));
    },
    { enforce },
  );
  expect(result).toEqual({ ok: true, value: '57014' });
  expect(watch.stops).toMatchObject([{ how: 'cancelled', limit }]);
  expect(findings.at(-1)).toMatchObject({ name: 'timeouts kept by the watcher', verdict: 'warn' });
});

test('a backend that does not stop is cancelled again, and ended at last', async () => {
  const tool = await play(TOOL, roles.owner, 'begin', 'lock table services');
  const { how } = await stopAt(tool, [0, 1_000, 2_000, 3_000, 4_000]);
  expect(how).toEqual(['cancelled', 'cancelled', 'ended']);
  expect(await endOf(tool.client.query('commit'))).not.toBe('done');
});

test('another backend that got the same pid is left alone', async () => {
  const tool = await play(TOOL, roles.owner, 'begin');
  const { how } = await stopAt(tool, [0, 2_000, 4_000], '1');
  expect(how).toEqual([]);
  expect(await endOf(tool.client.query('commit'))).toBe('done');
});

test('a backend that a pooler handed to the application is left alone', async () => {
  const report = await play('report', roles.user, 'begin; lock table services');
  const { watch, findings, result } = await watched(
    async () => {
      const tool = await play(TOOL, roles.owner);
      await looked();
      // As PgBouncer does it for its next client.
      await tool.client.query("set application_name = 'web'");
      const read = endOf(tool.client.query('select from services'));
      await waits(report, tool);
      await looked();
      await looked();
      await report.client.query('commit');
      return [await read, (await stopAt(tool, [0, 2_000, 4_000])).how];
    },
    { enforce: { lockMs: 30, statementMs: 30 }, maxStallMs: 30 },
  );
  expect(result).toEqual({ ok: true, value: ['done', []] });
  expect(watch.stops).toEqual([]);
  expect(findings.at(-1)).toMatchObject({ verdict: 'could not verify' });
});

test('a tool of another role is not stopped, and nobody says that its limits were kept', async () => {
  const { watch, findings } = await watched(
    async () => {
      const tool = await play(TOOL, roles.user, 'begin; lock table bookings in share mode');
      const owner = await play('web', roles.owner);
      const locked = owner.client.query('begin; lock table bookings');
      await waits(tool, owner);
      await looked();
      await looked();
      await tool.client.query('commit');
      await endOf(locked);
    },
    { enforce: { lockMs: 30, statementMs: 30 } },
  );
  expect(watch).toMatchObject({ knownBy: 'application name', stops: [] });
  expect(findings.at(-1)).toMatchObject({
    name: 'timeouts kept by the watcher',
    verdict: 'could not verify',
    fix: expect.stringContaining('grant pg_read_all_stats, pg_signal_backend to app_owner;'),
  });
});

async function stopAt(tool: Player, times: readonly number[], otherStart?: string) {
  const settings = {
    purpose: 'stop it',
    applicationName: 'db-deploy/test/1',
    signal: tools().signal,
  };
  return withSession(connectionTo(database.ownerUrl), settings, async (session) => {
    const [row] = await session.query<{ started: string }>(
      `select (extract(epoch from backend_start) * 1e6)::int8::text as started
         from pg_stat_activity where pid = $1`,
      [tool.pid],
    );
    const started = otherStart ?? row?.started ?? '';
    const backend = {
      pid: tool.pid,
      started,
      named: true,
      statementSince: null,
      concurrent: false,
    };
    const limits = keepLimits(TOOL, () => undefined);
    for (const at of times) {
      await limits.stop(session, at, [{ backend, limit: 'max-stall', because: 'it must' }]);
    }
    return { how: limits.stops.map((stop) => stop.how) };
  });
}

const END_WATCHER =
  "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'db-deploy/migrate/7/watcher'";

test('a watcher whose session is ended comes back, and keeps the limits', async () => {
  const admin = await play('admin', database.cluster.superuser);
  await play('report', roles.user, 'begin', 'select from services');
  const enforce = { lockMs: 300, statementMs: 0 };
  const { watch, result } = await watched(
    async () => {
      await looked();
      await admin.client.query(END_WATCHER);
      const tool = await play(TOOL, roles.owner);
      return endOf(tool.client.query('alter table services add column late text'));
    },
    { enforce },
  );
  expect(result).toEqual({ ok: true, value: '57014' });
  expect(watch.stops).toMatchObject([{ limit: 'lock-timeout' }]);
  expect(watch.lost).toBeUndefined();
});

test('one that cannot come back has the tool ended, where nobody else keeps its limits', async () => {
  const admin = await play('admin', database.cluster.superuser);
  const close = (limit: number): Promise<unknown> =>
    admin.client.query(`alter database ${database.name} connection limit ${limit}`);
  for (const enforce of [{ lockMs: 300, statementMs: 0 }, undefined]) {
    const reasons: Error[] = [];
    const { watch } = await watched(
      async () => {
        await looked();
        await close(0);
        await admin.client.query(END_WATCHER);
        while (!tools().lines.join().includes('not watched any more')) await new Promise((resolve) => setTimeout(resolve, 5)); // prettier-ignore
        tools().lines.length = 0;
      },
      { enforce, giveUp: (reason: Error) => reasons.push(reason) },
    ).finally(() => close(-1));
    expect(watch.lost).toContain('too many connections');
    expect(reasons).toHaveLength(enforce === undefined ? 0 : 1);
  }
});
