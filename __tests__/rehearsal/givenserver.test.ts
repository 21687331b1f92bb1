import { expect, test } from '@jest/globals';
import { connectionIn, type Connection } from '../../src/postgres/connection.js';
import { withSession } from '../../src/postgres/session.js';
import { requireGivenServer, type GivenServer } from '../../src/rehearsal/givenserver.js';
import { withScratchDatabase, type ScratchSettings } from '../../src/rehearsal/scratchdatabase.js';
import { readOriginal, type Original } from '../../src/rehearsal/original.js';
import { manifestWith } from '../archive/manifests.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from '../postgres/connections.js';
import { useScratchCluster } from './scratch.js';

const production = useTestDatabase('production');
const { major } = testCluster().binaries;
// Plays the service container.
const service = useScratchCluster();
const session = { purpose: 'rehearse', applicationName: 'db-deploy/rehearse/1', signal: new AbortController().signal }; // prettier-ignore

function given(changes: Partial<GivenServer> = {}): GivenServer {
  const known = new Map([['direct-url', connectionTo(production.ownerUrl)]]);
  return { scratch: service.cluster().connection, major, others: known, session, ...changes };
}

test('another server of the major, as a superuser', async () => {
  expect(await requireGivenServer(given())).toMatchObject([{ verdict: 'pass' }]);
});

test.each(['database-url', 'prod-database-url', 'dev-database-url'])(
  'refused: the server of %s alone',
  async (input) => {
    const scratch = service.cluster().connection;
    const others = new Map([
      ['direct-url', connectionTo(production.ownerUrl)],
      [input, scratch],
    ]);
    const found = `it is the server of ${input}`;
    await expect(requireGivenServer(given({ others }))).rejects.toMatchObject({ problems: [{ found }] }); // prettier-ignore
  },
);

test('a development database that is down refuses nothing, one that refuses the user does', async () => {
  const direct = connectionTo(production.ownerUrl);
  const asked = (dev: Connection) =>
    requireGivenServer(given({ others: new Map([['direct-url', direct], ['dev-database-url', dev]]) })); // prettier-ignore
  // Nothing listens there.
  expect(await asked({ ...direct, port: 1 })).toMatchObject([{ verdict: 'pass' }, { verdict: 'could not verify' }]); // prettier-ignore
  await expect(asked({ ...service.cluster().connection, password: 'wrong' })).rejects.toThrow('password'); // prettier-ignore
});

test.each([
  {
    what: 'production itself',
    scratch: () => production.ownerUrl,
    refused: 'it is the server of direct-url',
  },
  {
    what: 'another database of its server',
    scratch: () => databaseUrl(production.cluster, 'postgres'),
    refused: 'it is the server of direct-url',
  },
  {
    what: 'the same by another name',
    scratch: () => databaseUrl(production.cluster, 'postgres').replace('127.0.0.1', 'localhost'),
    refused: 'it is the server of direct-url',
  },
])('refused: $what', async ({ scratch, refused }) => {
  const asked = requireGivenServer(given({ scratch: connectionTo(scratch()) }));
  await expect(asked).rejects.toMatchObject({ problems: [{ found: refused }] });
});

test('another major and an ordinary role are refused together', async () => {
  const { connection } = service.cluster();
  const ordinary = { ...connection, user: 'ordinary', password: 'o' };
  await withSession(connection, session, (asked) => asked.query(`create role ordinary login password 'o'`)); // prettier-ignore
  const problems = [
    { found: expect.stringContaining(`the backup is of ${major - 1}`) as unknown },
    { found: expect.stringContaining('ordinary is no superuser') as unknown },
  ];
  const asked = requireGivenServer(given({ scratch: ordinary, major: major - 1 }));
  await expect(asked).rejects.toMatchObject({ problems });
});

function originalOf(): Promise<Original> {
  const manifest = manifestWith({ roles: [roles.user.user] });
  return withSession(connectionTo(production.ownerUrl), session, (asked) => readOriginal(asked, manifest)); // prettier-ignore
}

async function settings(changes: Partial<ScratchSettings> = {}): Promise<ScratchSettings> {
  const { signal, log } = service.tools();
  const connection = connectionIn(service.cluster().connection, 'postgres');
  const server = { version: '15', major, encoding: 'UTF8', collation: 'C', localeProvider: 'libc' } as const; // prettier-ignore
  return { connection, own: false, original: await originalOf(), server, started: new Date(), applicationName: 'db-deploy/rehearse/1', signal, log, ...changes }; // prettier-ignore
}

async function names(): Promise<string[]> {
  const rows = await withSession(service.cluster().connection, session, (asked) =>
    asked.query<{ name: string }>(
      `select datname::text as name from pg_database where datname ~ 'rehearsal'
       union select rolname from pg_roles where rolname ~ '^app_' order by 1`,
    ),
  );
  return rows.map(({ name }) => name);
}

test.each(['done', 'failed'])(
  'the database and the roles made for it are dropped: %s',
  async (how) => {
    // prettier-ignore
    const run = withScratchDatabase(await settings(), async ({ admin, migrator, findings }) => {
    expect(await names()).toEqual([roles.owner.user, roles.user.user, admin.database]);
    expect(migrator).toBe(admin);
    expect(findings).toMatchObject([{ name: 'privileges of the migrating role', verdict: 'could not verify' }]); // prettier-ignore
    if (how === 'failed') throw new Error('of the work');
  });
    await (how === 'failed' ? expect(run).rejects.toThrow('of the work') : run);
    expect(await names()).toEqual([]);
  },
);

test('a cancel does not wait for a server that cannot drop now, and tells the command that does', async () => {
  const { lines, log } = service.tools();
  const step = new AbortController();
  const { connection } = service.cluster();
  const began = lines.length;
  let name = '';
  await withSession(connection, session, async (asked) => {
    const run = withScratchDatabase(await settings({ log, signal: step.signal }), async ({ admin }) => {
      name = admin.database;
      // Every DROP DATABASE waits for it.
      await asked.query('begin; lock table pg_database in share mode');
      step.abort(new Error('cancelled by the test'));
      step.signal.throwIfAborted();
    }); // prettier-ignore
    await expect(run).rejects.toThrow('cancelled by the test');
    await asked.query('commit');
  });
  const warned = lines.slice(began).join('\n');
  expect(warned).toContain(`drop database if exists "${name}" with (force);`);
  const commands = /this drops it: (.*)/.exec(warned)?.[1]?.split(/(?<=;) /) ?? [];
  await withSession(connection, session, async (asked) => {
    for (const sql of commands) await asked.query(sql);
  });
  expect(await names()).toEqual([]);
});

test('what a killed rehearsal left is dropped by the next one, and nothing else', async () => {
  const { original } = await settings();
  const left = `${original.database}_rehearsal_20260101_000000_0badcafe`;
  const { connection } = service.cluster();
  const marker = `db-deploy: rehearsal of ${original.database}, started 2026; safe to drop`;
  await withSession(connection, session, async (asked) => {
    for (const name of [left, `${left}_x`, `other_rehearsal_20260101_000000_0badcafe`]) {
      await asked.query(`create database ${name}`);
      if (name !== `other_rehearsal_20260101_000000_0badcafe`) await asked.query(`comment on database ${name} is '${marker}'`); // prettier-ignore
    }
  });
  await withScratchDatabase(await settings(), () => Promise.resolve());
  expect(await names()).toEqual(['other_rehearsal_20260101_000000_0badcafe', `${left}_x`]);
});

test('two rehearsals that start at once have a copy each, and neither drops the other’s', async () => {
  const same = await settings();
  await withScratchDatabase(same, async ({ admin: first }) => {
    // Through another database of the server.
    const elsewhere = { ...same, connection: connectionIn(same.connection, 'template1') };
    await withScratchDatabase(elsewhere, async ({ admin: second }) => {
      expect(await names()).toEqual(expect.arrayContaining([first.database, second.database]));
    });
    expect(await names()).toContain(first.database);
  });
});

test('a locale that the machine does not know is replaced, and said so', async () => {
  const server = { version: '15', major, encoding: 'UTF8', collation: 'xx_YY.UTF-8', localeProvider: 'libc' } as const; // prettier-ignore
  await withScratchDatabase(await settings({ server }), async ({ admin, findings }) => {
    expect(findings[0]).toMatchObject({ name: 'sort order', verdict: 'could not verify' });
    const [row] = await withSession(admin, session, (asked) => asked.query('show server_encoding'));
    expect(row).toEqual({ server_encoding: 'UTF8' });
  });
});
