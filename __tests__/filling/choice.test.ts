import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { recordStore } from '../../src/actions/records.js';
import { MANIFEST_FILE } from '../../src/archive/manifestfile.js';
import type { Manifest } from '../../src/record/manifest.js';
import { chooseBackup, type Wish } from '../../src/filling/choice.js';
import { manifestWith } from '../archive/manifests.js';
import { useTools } from '../harness/tools.js';

const tools = useTools();
const HERE = { ...manifestWith().state.identity, database: 'shop' };

function wish(changes: Partial<Wish> = {}): Wish {
  return {
    environment: 'production',
    runId: undefined,
    file: undefined,
    directory: tools().workDirectory,
    identify: () => Promise.resolve(HERE),
    ...changes,
  };
}

/** Leaves the record of a backup, as the step would. */
async function leave(
  name: string,
  changes: {
    status?: 'passed' | 'failed';
    runId?: string;
    attempt?: number;
    database?: string;
    systemIdentifier?: string;
    oid?: string;
  } & Partial<Pick<Manifest, 'afterPartialMigration'>> = {},
): Promise<void> {
  const { status = 'passed', runId = '7', attempt = 1, afterPartialMigration } = changes;
  const manifest = manifestWith(
    afterPartialMigration === undefined ? {} : { afterPartialMigration },
  );
  const { state } = manifest;
  const {
    database = HERE.database,
    systemIdentifier = HERE.systemIdentifier,
    oid = HERE.oid,
  } = changes;
  const identity = { ...state.identity, database, systemIdentifier, oid };
  const run = { ...manifest.run, runId, attempt };
  const now = new Date().toISOString();
  const { workDirectory, clock } = tools();
  // Each run has its own view of the store.
  const artifacts = directoryArtifacts(join(workDirectory, 'store'), clock, runId);
  const records = recordStore(artifacts, {
    environment: 'production',
    retentionDays: 1,
    directory: workDirectory,
  });
  await records.publish({
    version: 1,
    step: 'backup',
    environment: 'production',
    status,
    run,
    startedAt: now,
    finishedAt: now,
    findings: [],
    problems: [],
    ...(status === 'failed'
      ? {}
      : {
          details: {
            manifest: { ...manifest, run, state: { ...state, identity } },
            artifact: { name, id: name, digest: `sha256:${'d'.repeat(64)}`, bytes: 1 },
            seconds: 1,
          },
        }),
  });
}

describe('the newest', () => {
  test('proven backup', async () => {
    await leave('old', { runId: '6' });
    await leave('new', { runId: '7' });
    await leave('never taken', { runId: '8', status: 'failed' });
    const choice = await chooseBackup(wish(), tools().records);
    expect(choice).toMatchObject({ by: 'newest', artifact: { name: 'new' } });
  });

  test.each<[string, Parameters<typeof leave>[1], RegExp]>([
    ['another database', { database: 'billing' }, /^other, of the database billing \(/],
    ['another server', { systemIdentifier: '7' }, /^other, of another server, \S+ \(/],
  ])('of this database: newer ones of %s are passed over, and named', async (_, other, words) => {
    await leave('own', { runId: '6' });
    await leave('other', { runId: '7', ...other });
    const choice = await chooseBackup(wish(), tools().records);
    const passedOver = [expect.stringMatching(words)];
    expect(choice).toMatchObject({ by: 'newest', artifact: { name: 'own' }, passedOver });
  });

  test('of a run that backed up another database, too', async () => {
    await leave('old', { runId: '6' });
    await leave('other', { runId: '7', database: 'billing' });
    await leave('own', { runId: '7' });
    expect(await chooseBackup(wish(), tools().records)).toMatchObject({
      artifact: { name: 'own' },
    });
  });

  test('one that may be of this database is not passed over for an older one', async () => {
    await leave('old', { runId: '6' });
    await leave('before a restore', { runId: '7', oid: '1' });
    const choice = await chooseBackup(wish(), tools().records);
    expect(choice).toMatchObject({ artifact: { name: 'before a restore' }, passedOver: [] });
  });

  test('none of this database: refused, with the way to take another', async () => {
    await leave('other', { database: 'billing' });
    await expect(chooseBackup(wish(), tools().records)).rejects.toThrow(
      /there is none; passed over: other, of the database billing \([^]*name that backup/,
    );
  });

  test('of a run that was re-run after half a migration: the backup from before it', async () => {
    await leave('before', { attempt: 1 });
    await leave('after half', {
      attempt: 2,
      afterPartialMigration: { firstBackup: 'before' },
    });
    const newest = await chooseBackup(wish(), tools().records);
    expect(newest).toMatchObject({ by: 'newest', artifact: { name: 'before' }, runId: '7' });
    const named = await chooseBackup(wish({ runId: '7' }), tools().records);
    expect(named).toMatchObject({ by: 'run', artifact: { name: 'before' }, runId: '7' });
  });

  test('of such a run, when the backup from before it is not to be had: refused, not guessed', async () => {
    await leave('after half', {
      attempt: 2,
      afterPartialMigration: { firstBackup: 'before' },
    });
    await expect(chooseBackup(wish(), tools().records)).rejects.toThrow(
      /find before, the backup from before the first migration/,
    );
  });

  test('of a run that backed up several databases: refused', async () => {
    await leave('one', { attempt: 1 });
    await leave('other', { attempt: 1, database: 'billing' });
    await expect(chooseBackup(wish({ runId: '7' }), tools().records)).rejects.toThrow(
      /the run backed up several databases: shop, billing/,
    );
  });

  test('of a re-run that changed nothing in between: the later backup', async () => {
    await leave('first', { attempt: 1 });
    await leave('second', { attempt: 2 });
    const named = await chooseBackup(wish({ runId: '7' }), tools().records);
    expect(named).toMatchObject({ artifact: { name: 'second' } });
  });

  test('a run without one', async () => {
    await leave('another run’s', { runId: '6' });
    await expect(chooseBackup(wish({ runId: '7' }), tools().records)).rejects.toThrow(
      /it has no record of a passed backup of production/,
    );
  });

  test('there is none', async () => {
    await leave('never taken', { status: 'failed' });
    await expect(chooseBackup(wish(), tools().records)).rejects.toThrow(
      /newest proven backup of production: there is no record of one/,
    );
  });
});

describe('backup-file', () => {
  test.each([['a directory'], ['the archive in it']])('%s', async (kind) => {
    const directory = join(tools().workDirectory, 'downloaded');
    await mkdir(directory);
    await writeFile(join(directory, MANIFEST_FILE), '{}');
    await writeFile(join(directory, 'production.dump'), '');
    const file = kind === 'a directory' ? 'downloaded' : 'downloaded/production.dump';
    expect(await chooseBackup(wish({ file }), tools().records)).toEqual({ by: 'file', directory });
  });

  test.each([
    ['nowhere', 'missing', /there is no .*missing/],
    ['without its manifest', 'lonely', /there is no manifest\.json in .*lonely/],
  ])('%s', async (_, file, message) => {
    await mkdir(join(tools().workDirectory, 'lonely'));
    await expect(chooseBackup(wish({ file }), tools().records)).rejects.toThrow(message);
  });

  test('beside backup-run-id', async () => {
    const both = wish({ file: 'x', runId: '7' });
    await expect(chooseBackup(both, tools().records)).rejects.toThrow(/set one of them/);
  });
});
