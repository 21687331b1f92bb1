import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { passGate } from '../../src/backup/gate.js';
import type { Config } from '../../src/config/schemas.js';
import type { RecordOf } from '../../src/record/record.js';
import { outputsOf } from '../../src/report/outputs.js';
import { backup } from '../../src/steps/backup.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { configFor, find } from './play.js';

const database = useTestDatabase();
const tools = useTools();
let machine = '';

beforeEach(async () => {
  machine = await mkdtemp(join(tmpdir(), 'selfhosted-'));
  await mkdir(join(machine, 'work/shop'), { recursive: true });
});
afterEach(() => rm(machine, { recursive: true }));

/** A self-hosted runner with a directory for backups. */
function onOwnMachine(changes: Partial<Config<'backup'>['surroundings']> = {}, url?: string) {
  const config = configFor(url ?? database.ownerUrl, { backupTo: join(machine, 'backups') });
  const workspace = join(machine, 'work/shop');
  const places = { hosted: false, workspace, temporary: join(machine, 'temp') };
  return { ...config, surroundings: { ...config.surroundings, ...places, ...changes } };
}

test('a backup in a directory is whole, private, named by an output, and opens the gate', async () => {
  const config = onOwnMachine();
  const { status, findings, details } = await backup(config, tools());
  if (details === undefined) throw new Error(JSON.stringify(findings));
  const path = join(machine, 'backups', details.artifact.name);
  expect((await readdir(path)).sort()).toEqual(
    expect.arrayContaining(['RESTORE.md', 'manifest.json', details.manifest.archive.file]),
  );
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(find(findings, 'stored backup')?.found).toContain('nothing deletes it there');
  expect(find(findings, 'disk')?.verdict).toBe('pass');
  expect(await tools().artifacts.list()).toEqual([]);

  const now = new Date().toISOString();
  const record = {
    ...{ version: 1, step: 'backup', environment: 'production', run: config.run, problems: [] },
    ...{ startedAt: now, finishedAt: now, status, findings, details },
  } as unknown as RecordOf<'backup'>;
  expect(outputsOf(record)['backup-path']).toBe(path);
  await tools().records.publish(record);
  const gate = () =>
    passGate({
      ...{ tools: tools(), run: config.run, requireBackup: true, maxBackupAge: 60_000 },
      ...{ current: details.manifest.state, bareFingerprints: [], allowMigrated: false },
    });
  expect(await gate()).toMatchObject({ open: true });

  await writeFile(join(path, 'RESTORE.md'), 'other words');
  expect(find((await gate()).findings, 'bytes of the backup')?.verdict).toBe('fail');
  await rename(join(machine, 'backups'), join(machine, 'elsewhere'));
  const { open, findings: judged } = await gate();
  expect(open).toBe(false);
  expect(find(judged, 'bytes of the backup')?.fix).toContain(`the machine whose ${machine}`);
});

test.each([
  ['a machine of GitHub', { hosted: true }, 'disk is gone when the job ends'],
  ['a file in the way', {}, 'is a file'],
])('%s is refused before anybody connects', async (_, surroundings, found) => {
  if (!('hosted' in surroundings)) await writeFile(join(machine, 'backups'), '');
  const config = onOwnMachine(surroundings, 'postgres://app:x@127.0.0.1:1/nowhere');
  const { status, problems, details } = await backup(config, tools());
  expect({ status, details }).toEqual({ status: 'failed', details: undefined });
  expect(problems?.map((problem) => problem.found)).toEqual([expect.stringContaining(found)]);
});
