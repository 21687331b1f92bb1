import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { passGate } from '../../src/backup/gate.js';
import type { MigrateDetails } from '../../src/record/details.js';
import type { DatabaseState } from '../../src/record/facts.js';
import type { Record } from '../../src/record/record.js';
import { leaveBackup } from '../harness/recordedbackup.js';
import { useTools, type TestTools } from '../harness/tools.js';

const tools = useTools();

const ledger = { tool: 'node-pg-migrate', table: 'public.pgmigrations', applied: ['1_a', '2_b'] };
const state: DatabaseState = {
  identity: { systemIdentifier: '7', database: 'shop', oid: '16384', host: 'db', port: 5432 },
  catalogFingerprint: 'f'.repeat(64),
  ledger,
};
const moved = { ...state, catalogFingerprint: 'e'.repeat(64) };
const migrated = {
  ...moved,
  ledger: { ...ledger, applied: ['1_a', '2_b', '3_c'] },
};
const HOUR = 3_600_000;

const gate = (
  current: DatabaseState,
  options: { requireBackup?: boolean; allowMigrated?: boolean; runId?: string; bare?: string } = {},
) =>
  passGate({
    tools: tools(),
    run: { ...run(), runId: options.runId ?? '42' },
    requireBackup: options.requireBackup ?? true,
    maxBackupAge: 2 * HOUR,
    current,
    bareFingerprints: options.bare === undefined ? [] : ['0'.repeat(64), options.bare],
    allowMigrated: options.allowMigrated ?? false,
  });

test('opens for a proven backup of this run, database and state', async () => {
  await leaveBackup(tools(), state);
  const { open, findings, backup } = await gate(state);
  expect(findings.map(({ verdict }) => verdict)).toEqual(Array(5).fill('pass'));
  expect(open).toBe(true);
  expect(backup?.artifact.name).toBe('production-backup-42');
});

describe('stays shut', () => {
  const identity = state.identity;
  const cases: {
    name: string;
    finding: string;
    arrange?: (tools: TestTools) => Promise<unknown>;
    current?: DatabaseState;
  }[] = [
    { name: 'without a record', finding: 'backup of this run', arrange: () => Promise.resolve() },
    {
      name: 'after a failed backup',
      finding: 'backup of this run',
      arrange: (t) => leaveBackup(t, state, { status: 'failed' }),
    },
    {
      name: 'with the backup of another run',
      finding: 'backup of this run',
      arrange: (t) => leaveBackup(t, state, { runId: '41' }),
    },
    {
      name: 'for another database name',
      finding: 'backup of this database',
      current: { ...state, identity: { ...identity, database: 'dev' } },
    },
    {
      name: 'for a database that was dropped and made again',
      finding: 'backup of this database',
      current: { ...state, identity: { ...identity, oid: '99' } },
    },
    {
      name: 'for a clone on another host',
      finding: 'backup of this database',
      current: { ...state, identity: { ...identity, host: 'clone' } },
    },
    {
      name: 'for another cluster',
      finding: 'backup of this database',
      current: { ...state, identity: { ...identity, systemIdentifier: '8' } },
    },
    {
      name: 'for a clone on another port',
      finding: 'backup of this database',
      current: { ...state, identity: { ...identity, port: 5433 } },
    },
    {
      name: 'for another user’s database behind a shared host',
      finding: 'backup of this database',
      arrange: (t) => leaveBackup(t, { ...state, identity: { ...identity, user: 'postgres.a' } }),
      current: { ...state, identity: { ...identity, user: 'postgres.b' } },
    },
    {
      name: 'when a byte of it was flipped',
      finding: 'bytes of the backup',
      arrange: async (t) => {
        const { details } = await leaveBackup(t, state);
        const name = details?.artifact.name ?? '';
        await writeFile(join(t.workDirectory, 'store', name, 'production.dump'), 'an archivf');
      },
    },
    {
      name: 'when its archive was deleted',
      finding: 'bytes of the backup',
      arrange: async (t) => {
        const { details } = await leaveBackup(t, state);
        const name = details?.artifact.name ?? '';
        await rm(join(t.workDirectory, 'store', name, 'production.dump'));
      },
    },
    { name: 'when the catalog moved', finding: 'state since the backup', current: moved },
    { name: 'when the ledger moved', finding: 'state since the backup', current: migrated },
    {
      name: 'when a migration began since, and did not end',
      finding: 'state since the backup',
      current: { ...state, ledger: { ...ledger, unfinished: [{ name: '3_c' }] } },
    },
    {
      name: 'when the backup is too old',
      finding: 'age of the backup',
      arrange: (t) => leaveBackup(t, state, { time: new Date(Date.now() - 2 * HOUR - 1_000) }),
    },
    {
      name: 'when its bytes are gone',
      finding: 'bytes of the backup',
      arrange: (t) => leaveBackup(t, state, { artifact: { id: 'gone' } }),
    },
    {
      name: 'when its bytes are others',
      finding: 'bytes of the backup',
      arrange: (t) => leaveBackup(t, state, { artifact: { digest: `sha256:${'b'.repeat(64)}` } }),
    },
  ];
  test.each(cases)('$name', async ({ finding, arrange, current }) => {
    await (arrange ?? ((t) => leaveBackup(t, state)))(tools());
    const { open, findings } = await gate(current ?? state);
    expect(open).toBe(false);
    expect(findings.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name)).toEqual([
      finding,
    ]);
  });
});

const leaveMigration = async (
  status: Record['status'],
  changes: Partial<MigrateDetails> = {},
): Promise<void> => {
  const backup = await leaveBackup(tools(), state);
  await tools().records.publish({
    ...backup,
    step: 'migrate',
    status,
    details: {
      tool: 'node-pg-migrate',
      command: 'x',
      pending: ['3_c'],
      applied: ['3_c'],
      verdict: 'all applied',
      before: state,
      after: migrated,
      catalogChanges: [],
      seconds: 1,
      output: [],
      ...changes,
    },
  });
};

describe('after the migration of this run', () => {
  test('promote may go on in the state that it left', async () => {
    await leaveMigration('passed');
    expect(await gate(migrated, { allowMigrated: true })).toMatchObject({ open: true });
  });
  test('migrate itself may not', async () => {
    await leaveMigration('passed');
    expect(await gate(migrated)).toMatchObject({ open: false });
  });
  test('nobody may when it failed, and is told both ways on', async () => {
    await leaveMigration('failed', { verdict: 'part applied', started: true });
    const { open, findings } = await gate(migrated, { allowMigrated: true });
    expect(open).toBe(false);
    const { found, fix } = findings.find(({ verdict }) => verdict === 'fail') ?? {};
    expect(found).toContain('the migration of attempt 1 failed and left it so (part applied)');
    expect(fix).toMatch(/new backup is labelled.*restore production-backup-42/);
  });
  test('one that was refused has left nothing', async () => {
    await leaveMigration('failed');
    const { findings } = await gate(migrated);
    expect(findings.find(({ verdict }) => verdict === 'fail')?.fix).toContain('someone changed');
  });
  test('nobody may when someone moved on from there', async () => {
    await leaveMigration('passed');
    expect(await gate(moved, { allowMigrated: true })).toMatchObject({ open: false });
  });
});

describe('when the tool has made its ledger since', () => {
  const unknown = { ledger: { ...ledger, applied: [] } };
  const bare = state.catalogFingerprint;
  test.each([
    ['opens where that is all', unknown.ledger, bare, true],
    ['stays shut where the catalog has more', unknown.ledger, 'd'.repeat(64), false],
    ['stays shut where a migration is in it', ledger, bare, false],
    ['stays shut where one is not finished', { ...unknown.ledger, unfinished: [{ name: '1_a' }] }, bare, false], // prettier-ignore
  ])('%s', async (_, now, without, opens) => {
    await leaveBackup(tools(), { ...state, ...unknown });
    expect(await gate({ ...moved, ledger: now }, { bare: without })).toMatchObject({ open: opens });
  });
});

test('a waived gate is open and warns, every time', async () => {
  const { open, findings } = await gate(state, { requireBackup: false });
  expect(open).toBe(true);
  expect(findings.map(({ verdict }) => verdict)).toEqual(['warn']);
});

test('where the system identifier cannot be read, the rest still decides', async () => {
  await leaveBackup(tools(), state);
  const { database, oid, host, port } = state.identity;
  const identity = { database, oid, host, port };
  expect(await gate({ ...state, identity })).toMatchObject({ open: true });
});

function run(): Record['run'] {
  const nothing = { repository: 'acme/shop', sha: '', ref: '', workflow: '', url: '' };
  return { runId: '42', attempt: 1, actor: 'ann', job: 'migrate', ...nothing };
}
