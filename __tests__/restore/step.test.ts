import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MANIFEST_FILE, manifestText, readManifestText } from '../../src/archive/manifestfile.js';
import type { ProcessRunner } from '../../src/actions/process.js';
import type { Config } from '../../src/config/schemas.js';
import { inWords } from '../../src/errors.js';
import { withMutex } from '../../src/postgres/mutex.js';
import type { Manifest } from '../../src/record/manifest.js';
import type { Outcome } from '../../src/record/record.js';
import { restore } from '../../src/steps/restore.js';
import { connectionTo, fingerprintsOf } from '../backup/play.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { providePgBouncer, startPooler } from '../harness/pgbouncer.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl, type Credentials } from '../harness/postgres/cluster.js';
import { dropDatabase, runSql, withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { useTools, type TestTools } from '../harness/tools.js';
import { takeBackup } from './backups.js';

const cluster = testCluster();
const database = useFreshDatabase('production');
const tools = useTools();

let deployer: Credentials = { user: '', password: '' };
let parent = '';
let backup = '';
beforeEach(async () => {
  deployer = { user: `restorer_${randomBytes(4).toString('hex')}`, password: 'p' };
  const create = `create role ${deployer.user} login createdb in role ${roles.owner.user} password 'p'`;
  await runSql(cluster, 'postgres', create);
  parent = await mkdtemp(join(tmpdir(), 'db-deploy-restore-'));
  backup = (await takeBackup(url(), parent)).directory;
});
afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
  for (const name of await databases()) await dropDatabase(cluster, name);
  await runSql(cluster, 'postgres', `drop role ${deployer.user}`);
});

describe('look only', () => {
  test('shows what a restore would lose, and changes nothing', async () => {
    await runSql(cluster, database().name, 'delete from bookings where id <= 10');
    const before = await fingerprintsOf(database().superuserUrl);
    const outcome = await run({});
    expect({ status: outcome.status, problems: wordsOf(outcome) }).toEqual({
      status: 'passed',
      problems: '',
    });
    expect(outcome.details).toMatchObject({ lookOnly: true, swapped: false, undo: '' });
    expect(outcome.details?.losses.find(({ table }) => table === 'public.bookings')).toEqual({
      table: 'public.bookings',
      rowsNow: '4990',
      rowsThen: '5000',
      content: 'different',
    });
    expect(await fingerprintsOf(database().superuserUrl)).toEqual(before);
    expect(await databases()).toEqual([database().name]);
  });

  test('says already that a role without CREATEDB could not restore', async () => {
    await runSql(cluster, 'postgres', `alter role ${deployer.user} nocreatedb`);
    const { status, findings } = await run({});
    expect(status).toBe('passed');
    const right = findings.find(({ name }) => name === 'right to create databases');
    expect(right).toMatchObject({
      verdict: 'warn',
      fix: expect.stringContaining(`alter role ${deployer.user} createdb;`) as unknown as string,
    });
  });
});

test('confirmed: the proven copy has the name, the old database is kept, and a second time asks for the run', async () => {
  const then = await fingerprintsOf(database().superuserUrl);
  await runSql(cluster, database().name, 'delete from bookings; create table made_since (a int)');
  const outcome = await run({ 'confirm-database': database().name });
  expect({ status: outcome.status, problems: wordsOf(outcome) }).toEqual({
    status: 'passed',
    problems: '',
  });
  expect(await fingerprintsOf(database().superuserUrl)).toEqual(then);
  const old = outcome.details?.oldDatabase ?? '';
  expect(await databases()).toEqual([database().name, old]);
  expect(await count(old, 'bookings')).toBe('0');
  expect(outcome.details).toMatchObject({ swapped: true, database: database().name });

  // The database has another oid now; a named backup is taken all the same.
  const again = await run({ 'confirm-database': database().name });
  expect(again.findings.find(({ name }) => name === 'database of the backup')?.verdict).toBe(
    'warn',
  );
  expect(again.status).toBe('passed');
});

describe('refused, and nothing is made or changed', () => {
  const confirmed = () => ({ 'confirm-database': database().name });

  test.each<[string, () => Promise<Outcome<'restore'>>, RegExp]>([
    [
      'another name is typed',
      () => run({ 'confirm-database': 'shop' }),
      /confirm-database is "shop"/,
    ],
    [
      'the backup is of another environment',
      () => run({ ...confirmed(), environment: 'staging' }),
      /a backup of production/,
    ],
    [
      'the server has a lower major',
      () =>
        withManifest({ server: { version: '99.1', major: 99, encoding: 'UTF8', collation: 'C' } }),
      /its programs cannot read archives of a newer major/,
    ],
    [
      'the server lacks a role',
      () => withManifest({ roles: ['app_owner', 'Long "gone"'] }),
      /create role "Long ""gone""" nologin;/,
    ],
    [
      'the copy is not what was backed up',
      () => withManifest((manifest) => ({ tables: manifest.tables.map(oneMore) })),
      /it is not what was backed up/,
    ],
    [
      'the role may not create databases',
      async () => {
        await runSql(cluster, 'postgres', `alter role ${deployer.user} nocreatedb`);
        return run(confirmed());
      },
      /alter role restorer_\w+ createdb;/,
    ],
    [
      'the role does not own the database',
      async () => {
        await runSql(cluster, 'postgres', `revoke ${roles.owner.user} from ${deployer.user}`);
        await runSql(cluster, database().name, `grant pg_read_all_data to ${deployer.user}`);
        return run(confirmed());
      },
      /own/,
    ],
    [
      'another deploy is at work',
      () =>
        withMutex(connectionTo(database().ownerUrl), holder(), () =>
          run({ ...confirmed(), 'wait-for-other-deploy': '0s' }),
        ),
      /held by db-deploy\/migrate\/77/,
    ],
  ])('%s', async (_, act, message) => {
    const before = await fingerprintsOf(database().superuserUrl);
    const outcome = await act();
    expect(outcome.status).toBe('failed');
    expect([wordsOf(outcome), ...outcome.findings.map(wholeFinding)].join('\n')).toMatch(message);
    expect(outcome.details?.swapped ?? false).toBe(false);
    expect(await fingerprintsOf(database().superuserUrl)).toEqual(before);
    expect(await databases()).toEqual([database().name]);
  });

  test('the URL is that of a transaction pooler', async () => {
    await providePgBouncer();
    const pooler = await startPooler(cluster, {
      mode: 'transaction',
      logins: [deployer],
    });
    try {
      const outcome = await run({
        ...confirmed(),
        'direct-url': pooler.url(database().name, deployer),
      });
      expect(wordsOf(outcome)).toMatch(/two clients were given one server session/);
    } finally {
      await pooler.stop();
    }
  });
});

test('cancelled while it fills: the copy is dropped, the lock is free, production is as it was', async () => {
  const before = await fingerprintsOf(database().superuserUrl);
  const outcome = await run({ 'confirm-database': database().name }, cancelling(tools()));
  expect(outcome.status).toBe('failed');
  expect(await databases()).toEqual([database().name]);
  expect(await fingerprintsOf(database().superuserUrl)).toEqual(before);
  await withMutex(connectionTo(database().ownerUrl), holder(), () => Promise.resolve());
});

/** The step on the backup of this test. */
async function run(
  inputs: Readonly<Record<string, string>>,
  using: TestTools = tools(),
): Promise<Outcome<'restore'>> {
  const config: Config<'restore'> = await configFor('restore', {
    'direct-url': url(),
    'backup-file': backup,
    ...inputs,
  });
  return restore(config, using);
}

async function withManifest(
  change: Partial<Manifest> | ((manifest: Manifest) => Partial<Manifest>),
): Promise<Outcome<'restore'>> {
  const changed = join(parent, 'changed');
  await cp(backup, changed, { recursive: true });
  const file = join(changed, MANIFEST_FILE);
  const manifest = readManifestText(await readFile(file, 'utf8'), file);
  const changes = typeof change === 'function' ? change(manifest) : change;
  await writeFile(file, manifestText({ ...manifest, ...changes }));
  return run({ 'confirm-database': database().name, 'backup-file': changed });
}

function oneMore<Table extends { rows: string }>(table: Table): Table {
  return { ...table, rows: String(Number(table.rows) + 1) };
}

/** Cancels the step as soon as rows are being restored. */
function cancelling(given: TestTools): TestTools {
  const processes: ProcessRunner = {
    run: (spec) =>
      given.processes.run({
        ...spec,
        onLine: (line) => {
          spec.onLine?.(line);
          if (line.includes('processing data')) given.cancel();
        },
      }),
  };
  return { ...given, processes };
}

function holder(): Parameters<typeof withMutex>[1] {
  return {
    purpose: 'hold the lock',
    applicationName: 'db-deploy/migrate/77/2026-11-22T02:00:00.000Z',
    waitMs: 0,
    signal: new AbortController().signal,
    clock: tools().clock,
    log: tools().log,
  };
}

function url(): string {
  return databaseUrl(cluster, database().name, deployer);
}

function wordsOf({ problems = [] }: Outcome<'restore'>): string {
  return problems.map(inWords).join('\n');
}

function wholeFinding({ name, found, fix = '' }: Outcome<'restore'>['findings'][number]): string {
  return `${name}: ${found} ${fix}`;
}

async function databases(): Promise<string[]> {
  return withClient(cluster, 'postgres', async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1) order by 1',
      [database().name],
    );
    return rows.map(({ name }) => name);
  });
}

async function count(name: string, table: string): Promise<string> {
  return withClient(cluster, name, async (client) => {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
    return rows[0]?.count ?? '';
  });
}
