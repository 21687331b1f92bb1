import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withSession } from '../../src/postgres/session.js';
import { readOriginal, type Original } from '../../src/rehearsal/original.js';
import { outOfReach } from '../../src/rehearsal/reach.js';
import { restoreForRehearsal } from '../../src/rehearsal/restoration.js';
import { withScratchDatabase, type ScratchDatabase } from '../../src/rehearsal/scratchdatabase.js';
import { notPassed, takeBackup, type TakenBackup } from '../filling/restored.js';
import { runSql, runSqlFile, withClient } from '../harness/postgres/databases.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { makeTools } from '../harness/tools.js';
import { connectionTo } from '../postgres/connections.js';
import { useScratchCluster } from './scratch.js';

const shop = useTestDatabase('production');
const odd = useTestDatabase('empty');
const reaching = useTestDatabase('empty');
const { cluster } = shop;
const scratch = useScratchCluster();
let directory = '';
let backups: Record<'shop' | 'odd' | 'reaching', TakenBackup>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'db-deploy-rehearsal-'));
  const fixture = await readFile(new URL('fixtures/reaching.sql', import.meta.url), 'utf8');
  const { host, port, superuser } = cluster;
  const login = { user: superuser.user, password: superuser.password };
  const place = `host=${host} port=${port} dbname=${reaching.name} user=${login.user} password=${login.password}`;
  await runSql(
    cluster,
    reaching.name,
    fixture
      .replaceAll('{PLACE}', place)
      .replace('{HOME}', `host '${host}', port '${port}', dbname '${reaching.name}'`)
      .replace('{LOGIN}', `user '${login.user}', password '${login.password}'`),
  );
  await runSql(cluster, shop.name, `alter database ${shop.name} set search_path to shop, public; alter database ${shop.name} set timezone to 'Asia/Tokyo'; alter role app_owner set vacuum_cost_limit to 199`); // prettier-ignore
  await runSqlFile(cluster, odd.name, fileURLToPath(new URL('../backup/fixtures/odd.sql', import.meta.url))); // prettier-ignore
  const early = makeTools(directory, 'production');
  backups = {
    shop: await takeBackup(early, shop.superuserUrl),
    odd: await takeBackup(early, odd.superuserUrl),
    reaching: await takeBackup(early, reaching.superuserUrl),
  };
  // Else nobody could drop the database.
  await runSql(cluster, reaching.name, 'drop subscription feed');
});
afterAll(async () => {
  await runSql(cluster, 'postgres', 'alter role app_owner reset vacuum_cost_limit');
  await rm(directory, { recursive: true, force: true });
});

const session = { purpose: 'rehearse', applicationName: 'db-deploy/rehearse/1', signal: new AbortController().signal }; // prettier-ignore

function originalOf(url: string, { manifest }: TakenBackup): Promise<Original> {
  return withSession(connectionTo(url), session, (asked) => readOriginal(asked, manifest));
}

/** Restores a backup into the scratch cluster and runs the work there. */
async function rehearse<Result>(
  url: string,
  backup: TakenBackup,
  work: (made: ScratchDatabase, restoration: Awaited<ReturnType<typeof restoreForRehearsal>>) => Promise<Result>, // prettier-ignore
): Promise<Result> {
  const tools = scratch.tools();
  const settings = {
    ...{
      connection: scratch.cluster().connection,
      own: true,
      signal: tools.signal,
      log: tools.log,
    },
    original: await originalOf(url, backup),
    server: backup.manifest.server,
    started: new Date(),
    applicationName: session.applicationName,
  };
  return withScratchDatabase(settings, async (made) => {
    const { client } = backup.manifest;
    const pgRestore = client.path.replace(/pg_dump$/, 'pg_restore');
    const restoration = await restoreForRehearsal({
      ...{ connection: made.admin, backup, session, clock: tools.clock, log: tools.log },
      client: { pgDump: client.path, pgRestore, version: client.version },
      childEnvironment: { PATH: process.env['PATH'] ?? '' },
      processes: tools.processes,
      directory: await mkdtemp(join(directory, 'private-')),
    });
    await made.settle();
    return work(made, restoration);
  });
}

const ask = <Row>(made: ScratchDatabase, sql: string, as: 'admin' | 'migrator' = 'migrator') =>
  withSession(made[as], session, (asked) => asked.query<Row>(sql));

test('every byte, owner and grant of the backup, for the role of production', async () => {
  await rehearse(
    databaseUrl(cluster, shop.name, roles.owner),
    backups.shop,
    async (made, { findings, seconds, leftOut }) => {
      // prettier-ignore
      expect(notPassed([...made.findings, ...findings])).toEqual([]);
      expect(leftOut).toEqual([]);
      expect(seconds).toBeGreaterThan(0);
      expect(made.migrator.user).toBe(roles.owner.user);
      const [is] = await ask(made, `select current_database()::text as database, current_setting('is_superuser') as super, current_setting('search_path') as path, current_setting('timezone') as zone, current_setting('vacuum_cost_limit') as role, (select rolcanlogin from pg_roles where rolname = '${roles.user.user}') as others`); // prettier-ignore
      expect(is).toEqual({ database: shop.name, super: 'off', path: 'shop, public', zone: 'Asia/Tokyo', role: '199', others: false }); // prettier-ignore
      // As in production: what the role may not do fails here, too.
      await expect(ask(made, 'create extension dblink')).rejects.toMatchObject({ code: '42501' });
    },
  );
});

test('of everything odd that a database can hold, too', async () => {
  await rehearse(odd.superuserUrl, backups.odd, (made, { findings }) => {
    expect(notPassed([...made.findings, ...findings])).toEqual([
      expect.stringMatching(/^could not verify: left out of the rehearsal: FOREIGN DATA WRAPPER nowhere: it leads out/), // prettier-ignore
    ]);
    return Promise.resolve();
  });
});

test('nothing that leads out is restored, and production sees nothing of what runs', async () => {
  await rehearse(reaching.superuserUrl, backups.reaching, async (made, { findings, leftOut }) => {
    const out = leftOut.join('\n');
    for (const each of [
      'SERVER home',
      'SUBSCRIPTION feed',
      'PUBLICATION everything',
      'FOREIGN TABLE public.reached_there: it needs',
      'VIEW public.reached_view',
      'EXTENSION dblink: it can reach',
      'EXTENSION postgres_fdw: it can reach',
    ]) {
      // prettier-ignore
      expect(out).toContain(each);
    }
    expect(findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(notPassed(findings)).toContainEqual(expect.stringMatching(/^could not verify: extension: dblink/)); // prettier-ignore
    await expect(ask(made, 'insert into orders values (1000, 1)')).rejects.toThrow(/reached_there/);
    await expect(ask(made, 'update orders set total = 0')).rejects.toThrow(/dblink_exec/);
    expect(await ask(made, 'select count(*)::int from pg_subscription')).toEqual([{ count: 0 }]);
    expect(await ask(made, 'select count(*)::int from orders')).toEqual([{ count: 500 }]);
    // The rest went on: an index of an extension that is here.
    expect(await ask(made, `select to_regclass('orders_total')::text as index`)).toEqual([{ index: 'orders_total' }]); // prettier-ignore
  });
  await withClient(cluster, reaching.name, async (client) => {
    expect((await client.query('select * from reached')).rows).toEqual([]);
  });
});

test('an extension that the server lacks stays out', () => {
  const named = { schema: undefined, tag: 'vector', owner: undefined };
  const entry = { id: 1, key: '3079 1', type: 'EXTENSION', rest: '- vector ', needs: [], names: named }; // prettier-ignore
  expect(outOfReach(new Set(['vector']), new Set())(entry)).toMatch(/does not have it/); // prettier-ignore
  expect(outOfReach(new Set(), new Set())(entry)).toBeUndefined();
});

test.each([
  'create extension dblink',
  'create foreign data wrapper own; create server elsewhere foreign data wrapper own',
  `create subscription s connection 'host=127.0.0.1' publication p`,
])('a pending migration that leads out is refused: %s', async (sql) => {
  await rehearse(reaching.superuserUrl, backups.reaching, async (made) => {
    await ask(made, 'create extension if not exists citext');
    await expect(ask(made, sql)).rejects.toThrow(/a rehearsal does not run/);
  });
});
