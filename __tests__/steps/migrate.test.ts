import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodePgMigrate } from '../../src/migration/adapters/nodepgmigrate.js';
import { readStateOf } from '../../src/migration/state.js';
import { parseConnection, type Connection } from '../../src/postgres/connection.js';
import type { DatabaseState } from '../../src/record/facts.js';
import { migrate } from '../../src/steps/migrate.js';
import { configFor } from '../harness/config.js';
import { withClient } from '../harness/postgres/databases.js';
import { openSessions } from '../harness/postgres/leaks.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { leaveBackup } from '../harness/recordedbackup.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';

const database = useFreshDatabase('production');
const tools = useTools();
const shop = useShop();

const PENDING = '1795341600000_add-service-duration';

test('applies what is pending, and the ledger and the catalog say so', async () => {
  await backedUp();
  const outcome = await run();
  expect(outcome.problems ?? []).toEqual([]);
  expect(outcome.status).toBe('passed');
  expect(outcome.details).toMatchObject({
    verdict: 'all applied',
    pending: [PENDING],
    applied: [PENDING],
    exitCode: 0,
  });
  expect(outcome.details?.catalogChanges).toContain(
    '+ column public.services.duration_minutes integer not null default 60',
  );
  expect(await stateNow()).toEqual(outcome.details?.after);
});

test('a second run finds nothing to apply and starts no tool', async () => {
  await backedUp();
  const first = await run();
  await tools().records.publish(recordOf(first));
  const second = await run({ 'migrate-command': 'exit 9' });
  expect(second).toMatchObject({ status: 'passed', details: { verdict: 'nothing to apply' } });
});

test('without a backup the tool is not started', async () => {
  const before = await stateNow();
  const outcome = await run({ 'migrate-command': `touch ${join(shop().directory, 'started')}` });
  expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
  await expect(rm(join(shop().directory, 'started'))).rejects.toThrow('ENOENT');
  expect(await stateNow()).toEqual(before);
});

describe('a failing migration', () => {
  test('that rolls back leaves production as it was, and the page says so', async () => {
    const before = await backedUp();
    await shop().addMigration('one-account-per-phone', 'alter table users add unique (phone);');
    const outcome = await run();
    expect(outcome).toMatchObject({
      status: 'failed',
      details: { verdict: 'nothing applied', applied: [], exitCode: 1 },
    });
    expect(outcome.problems?.at(-1)?.nextAction).toContain('nothing needs to be restored');
    expect(outcome.details?.output.join('\n')).toContain('could not create unique index');
    expect(await stateNow()).toEqual(before);
  });

  test('that commits file by file leaves a part, named, with the backup to go back to', async () => {
    await backedUp();
    await shop().addMigration('one-account-per-phone', 'alter table users add unique (phone);');
    const outcome = await run({
      'migrate-command': 'npx --no-install node-pg-migrate up --no-single-transaction',
    });
    expect(outcome).toMatchObject({
      status: 'failed',
      details: { verdict: 'part applied', applied: [PENDING] },
    });
    expect(outcome.problems?.at(-1)?.nextAction).toContain('restore production-backup-42');
  });
});

test.each([
  ['a tool that exits 0 and applies nothing', 'true', 'nothing applied'],
  [
    'a tool that changes the schema without its ledger',
    'psql -qc "create table stray()"',
    'part applied',
  ],
])('%s fails the step', async (_, command, verdict) => {
  await backedUp();
  const outcome = await run({ 'migrate-command': command });
  expect(outcome).toMatchObject({ status: 'failed', details: { verdict, exitCode: 0 } });
});

test('files before the last applied one are refused before anything runs', async () => {
  await backedUp();
  await withClient(database().cluster, database().name, (client) =>
    client.query(`insert into pgmigrations (name, run_on) values ('${PENDING}x', now())`),
  );
  const outcome = await run({ 'require-backup': 'false' });
  expect(outcome.findings).toContainEqual(
    expect.objectContaining({ name: 'ledger before the migration', verdict: 'fail' }),
  );
});

test('a command without a known ledger runs, and says what it cannot know', async () => {
  await rm(join(shop().directory, 'package.json'));
  await leaveBackup(tools(), await stateNow(false));
  const outcome = await run({ 'migrate-command': 'psql -qc "create table stray()"' });
  expect(outcome).toMatchObject({ status: 'passed', details: { verdict: 'unknown' } });
  expect(outcome.findings).toContainEqual(
    expect.objectContaining({ name: 'ledger after the migration', verdict: 'not run' }),
  );
});

test('every variable a tool may read is the direct URL, with the timeouts in it', async () => {
  await backedUp();
  const print = `node -e '
    const names = ["DATABASE_URL", "DIRECT_URL", "POSTGRES_URL", "MIGRATE_DATABASE_URL"];
    console.log(new Set(names.map((n) => process.env[n])).size);
    console.log(process.env.NOT_OURS);
  '; psql "$DATABASE_URL" -Atc "show lock_timeout" -c "show statement_timeout" -c "select current_user"
     psql -Atc "show lock_timeout"; exit 3`;
  const outcome = await run(
    { 'migrate-command': print, 'lock-timeout': '4321ms', 'statement-timeout': '7min' },
    { DATABASE_URL: database().userUrl, NOT_OURS: 'kept' },
  );
  expect(outcome.details?.output).toEqual(['1', 'kept', '4321ms', '7min', 'app_owner', '4321ms']);
});

test('a lock that is not free stops the migration at the timeout, with nothing applied', async () => {
  const before = await backedUp();
  await withClient(database().cluster, database().name, async (blocker) => {
    await blocker.query('begin; lock table services in share mode');
    const outcome = await run({ 'lock-timeout': '200ms' });
    expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
    expect(outcome.details?.output.join('\n')).toContain('lock timeout');
    await blocker.query('rollback');
  });
  expect(await stateNow()).toEqual(before);
});

test('a table that somebody keeps locked is named as the reason, before the tool starts', async () => {
  await backedUp();
  await withClient(database().cluster, database().name, async (blocker) => {
    await blocker.query('begin; lock table services in access exclusive mode');
    await expect(run()).rejects.toThrow('ACCESS EXCLUSIVE');
    await blocker.query('rollback');
  });
});

test('a cancel ends the tool and its statement, and the verdict is still read', async () => {
  const before = await backedUp();
  await shop().addMigration('slow', 'create table half(); select pg_sleep(600);');
  const running = run();
  await sessionOf('db-deploy/migrate/42/tool', 'pg_sleep');
  tools().cancel();
  expect(await running).toMatchObject({
    status: 'failed',
    details: { verdict: 'nothing applied' },
  });
  expect(await stateNow()).toEqual(before);
});

test('output of the tool cannot command the runner', async () => {
  await backedUp();
  await run({ 'migrate-command': 'echo "::error::forged"; echo "x ##[add-mask]y"; exit 1' });
  const said = tools().lines.join('\n');
  expect(said).toContain('forged');
  expect(said).not.toMatch(/^\s*::error/m);
  expect(said).not.toContain('##[');
});

test('in a public repository the output of the tool is shown nowhere', async () => {
  await backedUp();
  const outcome = await run({ 'migrate-command': 'echo a row of data; exit 1' }, {}, 'public');
  expect(outcome.details?.output).toEqual([]);
  expect(tools().lines.join('\n')).not.toMatch(/^a row of data/m);
});

async function run(
  inputs: Record<string, string> = {},
  environment: Record<string, string> = {},
  visibility: 'public' | 'private' = 'private',
): ReturnType<typeof migrate> {
  const config = await configFor(
    'migrate',
    { 'direct-url': database().ownerUrl, 'working-directory': shop().directory, ...inputs },
    environment,
    { visibility },
  );
  return migrate(config, tools());
}

async function backedUp(): Promise<DatabaseState> {
  const state = await stateNow();
  await leaveBackup(tools(), state);
  return state;
}

async function stateNow(withLedger = true): Promise<DatabaseState> {
  const session = {
    purpose: 'look',
    applicationName: 'test',
    signal: new AbortController().signal,
  };
  const adapter = withLedger ? nodePgMigrate : undefined;
  return (await readStateOf(connection(), session, adapter)).state;
}

function connection(): Connection {
  const parsed = parseConnection('direct-url', database().ownerUrl);
  if (!parsed.ok) throw new Error(parsed.problem.found);
  return parsed.connection;
}

/** Waits until a session of that name runs that statement. */
async function sessionOf(applicationName: string, query: string): Promise<void> {
  for (;;) {
    const sessions = await openSessions(database().cluster, database().name);
    const found = sessions.some(
      (session) => session.applicationName === applicationName && session.query.includes(query),
    );
    if (found) return;
  }
}

function recordOf(outcome: Awaited<ReturnType<typeof migrate>>) {
  const now = new Date().toISOString();
  const nothing = { repository: 'acme/shop', sha: '', ref: '', workflow: '', url: '' };
  if (outcome.details === undefined) throw new Error('no details');
  return {
    version: 1 as const,
    step: 'migrate' as const,
    environment: 'production',
    status: outcome.status,
    run: { runId: '42', attempt: 1, actor: 'ann', job: 'migrate', ...nothing },
    startedAt: now,
    finishedAt: now,
    findings: [...outcome.findings],
    problems: [],
    details: outcome.details,
  };
}
