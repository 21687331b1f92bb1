import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inWords } from '../../src/errors.js';
import { backup as takeStep } from '../../src/steps/backup.js';
import { rehearse } from '../../src/steps/rehearse.js';
import { configFor as backupConfig } from '../backup/play.js';
import { configFor } from '../harness/config.js';
import { grantsNetworks } from '../harness/networks.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';
import { takeBackup, type TakenBackup } from '../restore/backups.js';

const production = useTestDatabase('production');
const development = useTestDatabase('development');
const empty = useTestDatabase('empty');
const tools = useTools();
const shop = useShop();

const PENDING = '1795341600000_add-service-duration';
let parent = '';
let backup: TakenBackup | undefined;
let first: TakenBackup | undefined;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'rehearse-'));
  backup = await takeBackup(production.ownerUrl, parent);
  first = await takeBackup(empty.ownerUrl, join(parent, 'first'));
});
afterAll(async () => {
  await rm(parent, { recursive: true, force: true });
});

const run = async (
  inputs: Record<string, string> = {},
  environment: Record<string, string> = {},
  using = tools(),
) => {
  const given = {
    'direct-url': production.ownerUrl,
    'working-directory': shop().directory,
    'backup-file': backup?.directory ?? '',
    ...inputs,
  };
  return rehearse(await configFor('rehearse', given, environment), using);
};
const ofEmpty = () => ({ 'direct-url': empty.ownerUrl, 'backup-file': first?.directory ?? '' });
type Outcome = Awaited<ReturnType<typeof run>>;

const wordsOf = ({ problems = [], findings }: Outcome): string =>
  [
    ...problems.map(inWords),
    ...findings
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ name, found, fix = '' }) => `${name}: ${found} ${fix}`),
  ].join('\n');
const verdicts = ({ findings }: Outcome): Record<string, string> =>
  Object.fromEntries(findings.map(({ name, verdict }) => [name, verdict]));

/** Nothing of it may show: neither in production, nor on this machine. */
let before: string[] = [];
const traces = async (): Promise<string[]> => {
  const here = (await readdir(tmpdir())).filter((name) => name.startsWith('db-deploy-scratch'));
  const state = await withClient(production.cluster, production.name, async (client) => {
    const { rows } = await client.query<{ state: string }>(
      `select (select count(*) from pgmigrations) || ' ' || (select count(*) from categories) || ' ' ||
              (select count(*) from information_schema.columns where table_schema = 'public') as state`,
    );
    return rows[0]?.state ?? '';
  });
  return [state, ...here];
};
beforeEach(async () => {
  before = await traces();
});
afterEach(async () => {
  expect(await traces()).toEqual(before);
});

test('the whole deploy is played on a copy, and measured', async () => {
  // Long enough for its lock to be seen.
  const slow = await shop().addMigration(
    'slow',
    'alter table users add note text; select pg_sleep(1);',
  );
  const outcome = await run({
    'dev-database-url': development.ownerUrl,
    'prod-database-url': production.ownerUrl,
    'reference-tables': '[categories, {table: services, exclude: [duration_minutes]}]',
    checks: '[{name: some bookings, sql: select count(*) from bookings, expect: "> 0"}]',
  });
  expect(wordsOf(outcome)).toBe('');
  expect(outcome.status).toBe('passed');
  expect(verdicts(outcome)).toMatchObject({
    contents: 'pass',
    isolation: grantsNetworks() ? 'pass' : 'could not verify',
    'exit of the migration tool': 'pass',
    'rehearsed promotion': 'pass',
    'ledger complete': 'pass',
    'sequences ahead of their columns': 'pass',
    'check: some bookings': 'pass',
    'production during the rehearsal': 'pass',
  });
  expect(outcome.details).toMatchObject({
    backup: { chosenBy: 'file' },
    server: expect.stringContaining('scratch cluster'),
    restoreSeconds: expect.any(Number),
    migration: { verdict: 'all applied', applied: [PENDING, slow] },
    durations: [{ file: PENDING }, { file: slow }],
    promotion: { applied: true },
  });
  expect(outcome.details?.stallEstimates.join()).toContain('public.users would wait');
  // Nobody but us knows the notes that measure it.
  expect(JSON.stringify(outcome)).not.toContain('db_deploy_rehearsal');
});

describe('what only real data shows', () => {
  test('fails here, and says that production was not touched', async () => {
    await shop().addMigration('one-phone', 'alter table bookings add unique (status);');
    const outcome = await run();
    expect(outcome.status).toBe('failed');
    expect(outcome.details).toMatchObject({ migration: { verdict: 'nothing applied' } });
    expect(wordsOf(outcome)).toContain('production was not touched');
    expect(wordsOf(outcome)).not.toContain('restore');
  });

  test('of a check, after the migration', async () => {
    const checks = '[{name: nobody books, sql: select count(*) from bookings, expect: 0}]';
    const outcome = await run({ checks });
    expect(verdicts(outcome)['check: nobody books']).toBe('fail');
  });
});

describe('nothing reaches production', () => {
  test('by a variable of another name: it is the copy', async () => {
    const where = `node -e 'console.log(new URL(process.env.MY_DB).pathname, new URL(process.env.MY_DB).port)'; exit 3`;
    const outcome = await run({ 'migrate-command': where }, { MY_DB: production.ownerUrl });
    const [line] = outcome.details?.migration?.output ?? [];
    expect(line).toMatch(new RegExp(`^/${production.name} \\d+$`));
    expect(line).not.toContain(String(production.cluster.port));
  });

  test('by an address of its own: there is no way, or that is said', async () => {
    const port = production.cluster.port;
    const call = `node -e 'require("net").connect("0x${port.toString(16)}" * 1, "127.0.0.1").on("error", ({ code }) => console.log(code)).on("connect", function () { console.log("there"); this.end(); })'`;
    const outcome = await run({ 'migrate-command': call });
    const confined = verdicts(outcome)['isolation'] === 'pass';
    expect(outcome.details?.migration?.output).toEqual([confined ? 'ECONNREFUSED' : 'there']);
  });

  test('by a file .env: refused with its name before anything is restored', async () => {
    await writeFile(join(shop().directory, '.env'), `MY_DB=${production.ownerUrl}\n`);
    const outcome = await run();
    expect(outcome.details?.restoreSeconds).toBeUndefined();
    expect(wordsOf(outcome)).toMatch(/MY_DB in .*\.env/);
    expect(wordsOf(outcome)).not.toContain(roles.owner.password);
  });

  test('and who changes it meanwhile is told', async () => {
    const { cluster, name } = production;
    const using = tools();
    const log = {
      ...using.log,
      info: (line: string) => {
        using.log.info(line);
        if (line.startsWith('Restored and compared')) changing = runSql(cluster, name, 'create table stray()'); // prettier-ignore
      },
    };
    let changing = Promise.resolve();
    const outcome = await run({}, {}, { ...using, log });
    await changing;
    await runSql(cluster, name, 'drop table stray');
    expect(verdicts(outcome)['production during the rehearsal']).toBe('fail');
    expect(outcome.status).toBe('failed');
  });
});

test('without pending migrations the rest is rehearsed all the same', async () => {
  await rm(join(shop().directory, 'migrations', `${PENDING}.sql`));
  const outcome = await run();
  expect(verdicts(outcome)).toMatchObject({ 'rehearsed migrations': 'not run', 'ledger complete': 'pass' }); // prettier-ignore
  expect(outcome.details?.migration).toBeUndefined();
});

test('a command that does nothing is not taken for a migration', async () => {
  await writeFile(join(shop().directory, 'package.json'), '{}');
  const outcome = await run({ 'migrate-command': 'node -e 0' });
  expect(wordsOf(outcome)).toBe('');
  expect(verdicts(outcome)['rehearsed migrations']).toBe('could not verify');
});

test('the first deploy ever, before there is a ledger', async () => {
  const outcome = await run(ofEmpty());
  expect(wordsOf(outcome)).toBe('');
  expect(outcome.details).toMatchObject({ migration: { verdict: 'all applied' }, durations: [] });
});

test('what went wrong is told also where production cannot be read afterwards', async () => {
  const using = tools();
  const open = (allowed: boolean): Promise<void> =>
    runSql(empty.cluster, 'postgres', `alter database ${empty.name} allow_connections ${allowed}`);
  const processes: typeof using.processes = {
    run: async (spec) => {
      if (!spec.args.includes('--list')) return using.processes.run(spec);
      await open(false);
      throw new Error('of the work');
    },
  };
  const outcome = await run(ofEmpty(), {}, { ...using, processes });
  await open(true);
  expect(wordsOf(outcome)).toMatch(/of the work[^]*is not currently accepting connections/);
});

test('a cancel ends it, and leaves no server', async () => {
  const using = tools();
  const log = {
    ...using.log,
    info: (line: string) => {
      if (line.startsWith('Scratch cluster')) using.cancel();
    },
  };
  const outcome = await run({}, {}, { ...using, log });
  expect(outcome.status).toBe('failed');
});

test('of several backups that of its own run is the one', async () => {
  const using = tools();
  const outcome = await takeStep(backupConfig(production.ownerUrl), using);
  await using.records.publish(recordOf(outcome));
  const rehearsed = await run({ 'backup-file': '' });
  expect(wordsOf(rehearsed)).toBe('');
  const { runId } = outcome.details?.manifest.run ?? {};
  expect(rehearsed.details?.backup).toMatchObject({ chosenBy: 'run', runId });
});

function recordOf({ status, findings, details }: Awaited<ReturnType<typeof takeStep>>) {
  const now = new Date().toISOString();
  const nothing = { repository: 'acme/shop', sha: '', ref: '', workflow: '', url: '' };
  if (details === undefined) throw new Error('there is no backup');
  const run = { runId: '42', attempt: 1, actor: 'ann', job: 'backup', ...nothing };
  return {
    ...{ version: 1 as const, step: 'backup' as const, environment: 'production', run },
    ...{ startedAt: now, finishedAt: now, status, findings: [...findings], problems: [], details },
  };
}
