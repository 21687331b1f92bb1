import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { DeployError } from '../../src/errors.js';
import { directSettings, withSession } from '../../src/postgres/session.js';
import { withClient } from '../harness/postgres/databases.js';
import { openSessions } from '../harness/postgres/leaks.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from './connections.js';

const database = useTestDatabase('empty');

function settings(signal: AbortSignal = new AbortController().signal) {
  return { purpose: 'look around', applicationName: 'db-deploy/test/7', signal };
}

test('names itself, applies its settings, and is closed afterwards', async () => {
  const seen = await withSession(
    connectionTo(database.ownerUrl),
    { ...settings(), settings: directSettings({ lockMs: 4321 }) },
    (session) =>
      session.query<{ name: string; lock: string }>(
        `select application_name as name, current_setting('lock_timeout') as lock
           from pg_stat_activity where pid = pg_backend_pid()`,
      ),
  );
  expect(seen).toEqual([{ name: 'db-deploy/test/7', lock: '4321ms' }]);
  // That it is closed, after a throw too, is what the leak check after each test looks for.
  await expect(
    withSession(connectionTo(database.ownerUrl), settings(), () =>
      Promise.reject(new Error('mine')),
    ),
  ).rejects.toThrow('mine');
});

test('a session that the server ends is an error with what it was for', async () => {
  const lost = withSession(connectionTo(database.ownerUrl), settings(), async (session) => {
    const [row] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    await withClient(database.cluster, 'postgres', (client) =>
      client.query('select pg_terminate_backend($1)', [row?.pid]),
    );
    return session.query('select 1');
  });
  await expect(lost).rejects.toBeInstanceOf(DeployError);
  await expect(lost).rejects.toThrow(/Could not look around: the connection to .* was lost/);
});

test('an error of the server stays that error, with its code', async () => {
  const failed = withSession(connectionTo(database.ownerUrl), settings(), (session) =>
    session.query('select nothing'),
  );
  await expect(failed).rejects.toMatchObject({ code: '42703' });
});

describe('a cancelled step', () => {
  test('does not connect', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled'));
    const connection = connectionTo('postgres://u:p@127.0.0.1:1/db');
    await expect(withSession(connection, settings(cancelled), nothing)).rejects.toThrow(
      'cancelled',
    );
  });

  test('lets go of a server that does not answer', async () => {
    const controller = new AbortController();
    await withServer(
      (socket) =>
        socket.once('data', () => {
          controller.abort(new Error('cancelled'));
        }),
      (port) =>
        expect(
          withSession(
            connectionTo(`postgres://u:p@127.0.0.1:${port}/db`),
            settings(controller.signal),
            nothing,
          ),
        ).rejects.toThrow('cancelled'),
    );
  });

  test('leaves a running statement, and the server ends it', async () => {
    const controller = new AbortController();
    const running = withSession(
      connectionTo(database.ownerUrl),
      { ...settings(controller.signal), settings: directSettings() },
      async (session) => {
        const sleeping = session.query('select pg_sleep(300)');
        await asleep();
        controller.abort(new Error('cancelled'));
        return sleeping;
      },
    );
    await expect(running).rejects.toThrow('cancelled');
    await gone();
  });
});

test('a network that went away does not keep the step from ending', async () => {
  const { host, port } = database.cluster;
  let cut = (): void => undefined;
  await withServer(
    (socket) => {
      const server = connect(port, host);
      socket.pipe(server).pipe(socket);
      for (const end of [socket, server]) end.on('error', () => undefined);
      cut = () => {
        socket.unpipe(server);
        server.destroy();
        server.unpipe(socket);
      };
    },
    async (proxy) => {
      const url = database.ownerUrl.replace(`:${port}/`, `:${proxy}/`);
      const [row] = await withSession(connectionTo(url), settings(), async (session) => {
        const rows = await session.query<{ one: number }>('select 1 as one');
        cut();
        return rows;
      });
      expect(row).toEqual({ one: 1 });
    },
  );
});

function nothing(): Promise<void> {
  return Promise.resolve();
}

async function asleep(): Promise<void> {
  await until(async () =>
    (await openSessions(database.cluster, database.name)).some(({ query }) =>
      query.includes('pg_sleep'),
    ),
  );
}

async function gone(): Promise<void> {
  await until(async () => (await openSessions(database.cluster, database.name)).length === 0);
}

/** The test's own timeout is the patience. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 25));
}

async function withServer(
  onSocket: (socket: Socket) => void,
  work: (port: number) => Promise<void>,
): Promise<void> {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}
