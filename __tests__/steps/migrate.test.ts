import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SAME_DATABASE } from '../../src/verification/databases.js';
import { withClient } from '../harness/postgres/databases.js';
import { assertNoLeaks } from '../harness/postgres/leaks.js';
import { leaveBackup } from '../harness/recordedbackup.js';
import { useMigration, type Outcome } from './migration-stage.js';

const { database, tools, shop, run, backedUp, stateNow } = useMigration();

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

test('a backup whose bytes could not be verified keeps the tool from starting', async () => {
  await backedUp();
  const { artifacts } = tools();
  // A store that lists no digests: nothing failed, and nothing is proven.
  const blind: typeof artifacts.inspect = async (artifact) => {
    const held = await artifacts.inspect(artifact);
    return held && { ...held, digest: '' };
  };
  const before = await stateNow();
  const outcome = await run({}, {}, 'private', { artifacts: { ...artifacts, inspect: blind } });
  expect(outcome.status).toBe('failed');
  expect(outcome.findings.map(({ verdict }) => verdict)).toContain('could not verify');
  expect(await stateNow()).toEqual(before);
});

test('a database that the application does not use is not migrated', async () => {
  const before = await backedUp();
  const { cluster, name, userUrl } = database();
  const other = userUrl.replace(`/${name}`, '/postgres');
  expect(other).not.toBe(userUrl);
  const outcome = await run({ 'database-url': other });
  expect(outcome.findings).toContainEqual(
    expect.objectContaining({ name: SAME_DATABASE, verdict: 'fail' }),
  );
  expect(outcome.status).toBe('failed');
  expect(await stateNow()).toEqual(before);
  await assertNoLeaks(cluster, 'postgres');
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
    expect(outcome.problems?.at(-1)?.nextAction).toContain('correct the migration and push');
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

test.each([
  ['cannot be found', './nope.sh'],
  ['fails after it may have changed rows', 'exit 3'],
])(
  'a command without a known ledger that %s: nobody knows, and the page says so',
  async (_, command) => {
    await rm(join(shop().directory, 'package.json'));
    await leaveBackup(tools(), await stateNow(false));
    const outcome = await run({ 'migrate-command': command });
    expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'unknown' } });
    expect(outcome.problems?.at(-1)?.nextAction).toContain('before you restore anything');
  },
);

test('a command without a known ledger runs, and says what it cannot know', async () => {
  await rm(join(shop().directory, 'package.json'));
  await leaveBackup(tools(), await stateNow(false));
  const outcome = await run({ 'migrate-command': 'psql -qc "create table stray()"' });
  expect(outcome).toMatchObject({ status: 'passed', details: { verdict: 'unknown' } });
  expect(outcome.findings).toContainEqual(
    expect.objectContaining({ name: 'ledger after the migration', verdict: 'not run' }),
  );
});

function recordOf(outcome: Outcome) {
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
