import { expect, test } from '@jest/globals';
import type { Clock } from '../../src/actions/tools.js';
import { mutexHolder, withMutex, type MutexSettings } from '../../src/postgres/mutex.js';
import { withSession } from '../../src/postgres/session.js';
import { withClient } from '../harness/postgres/databases.js';
import { heldAdvisoryLocks, openSessions } from '../harness/postgres/leaks.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { connectionTo } from './connections.js';

const database = useTestDatabase('empty');
const other = useTestDatabase('empty');
const tools = useTools();

test('is held during the work, told apart by its holder, and free afterwards', async () => {
  await withMutex(connectionTo(database.ownerUrl), settings(), async (mutex) => {
    await mutex.check();
    expect(await holderSeenBy(database.ownerUrl)).toMatch(
      /^db-deploy\/migrate\/7 \(backend \d+, connected for \d+ s\)$/,
    );
    expect(await holderSeenBy(database.userUrl)).toMatch(/^db-deploy\/migrate\/7 \(backend \d+\)$/);
    expect(await holderSeenBy(other.ownerUrl)).toBeUndefined();
  });
  expect(await heldAdvisoryLocks(database.cluster, database.name)).toEqual([]);
});

test('is released when the work fails, and the failure is the news', async () => {
  const failing = withMutex(connectionTo(database.ownerUrl), settings(), () =>
    Promise.reject(new Error('mine')),
  );
  await expect(failing).rejects.toThrow('mine');
});

test('whoever waits in vain is told who holds it', async () => {
  await withMutex(connectionTo(database.ownerUrl), settings(), async () => {
    const second = withMutex(connectionTo(database.ownerUrl), settings({ waitMs: 0 }), () =>
      Promise.resolve('got it'),
    );
    await expect(second).rejects.toThrow(/held by db-deploy\/migrate\/7[^]*wait-for-other-deploy/);
  });
});

test('whoever waits gets it when it is free', async () => {
  let free = (): void => undefined;
  let waiting = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    free = resolve;
  });
  const isWaiting = new Promise<void>((resolve) => {
    waiting = resolve;
  });
  const first = withMutex(connectionTo(database.ownerUrl), settings(), () => released);
  await until(async () => (await heldAdvisoryLocks(database.cluster, database.name)).length === 1);
  const clock: Clock = {
    ...tools().clock,
    sleep: async (_, signal) => {
      waiting();
      await tools().clock.sleep(5, signal);
    },
  };
  const second = withMutex(connectionTo(database.ownerUrl), settings({ clock }), () =>
    Promise.resolve('got it'),
  );
  await isWaiting;
  free();
  await first;
  expect(await second).toBe('got it');
  expect(tools().lines.join()).toContain('Another deploy holds the lock: db-deploy/migrate/7');
});

test('a cancelled step stops waiting', async () => {
  await withMutex(connectionTo(database.ownerUrl), settings(), async () => {
    const waiting = tools();
    const clock: Clock = {
      ...waiting.clock,
      sleep: (ms, signal) => {
        waiting.cancel();
        return waiting.clock.sleep(ms, signal);
      },
    };
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, waiting.signal]);
    await expect(
      withMutex(connectionTo(database.ownerUrl), settings({ clock, signal }), () =>
        Promise.resolve(),
      ),
    ).rejects.toThrow('cancelled by the test');
  });
});

test('its loss stops the work before the next write', async () => {
  const losing = withMutex(connectionTo(database.ownerUrl), settings(), async (mutex) => {
    const [holder] = await openSessions(database.cluster, database.name);
    await withClient(database.cluster, 'postgres', (client) =>
      client.query('select pg_terminate_backend($1)', [holder?.pid]),
    );
    await until(async () => (await openSessions(database.cluster, database.name)).length === 0);
    await mutex.check();
    throw new Error('a write after the loss');
  });
  await expect(losing).rejects.toThrow('the session that holds the deploy lock was lost');
});

function settings(changes: Partial<MutexSettings> = {}): MutexSettings {
  const { clock, log } = tools();
  const signal = new AbortController().signal;
  return {
    purpose: 'migrate',
    applicationName: 'db-deploy/migrate/7',
    waitMs: 60_000,
    signal,
    clock,
    log,
    ...changes,
  };
}

function holderSeenBy(url: string): Promise<string | undefined> {
  const look = {
    purpose: 'look',
    applicationName: 'db-deploy/look/7',
    signal: new AbortController().signal,
  };
  return withSession(connectionTo(url), look, mutexHolder);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
