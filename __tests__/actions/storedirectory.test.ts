import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { directoryProblems, freeBytes } from '../../src/actions/storedirectory.js';
import { directoryOf, storeFor, storeOf, targetOf } from '../../src/actions/stores.js';

let machine = '';
const at = (...path: string[]): string => join(machine, ...path);

beforeEach(async () => {
  machine = await realpath(await mkdtemp(join(tmpdir(), 'machine-')));
  for (const path of ['work/shop/shop', 'work/_temp', 'var'])
    await mkdir(at(path), { recursive: true });
  await writeFile(at('file'), '');
  await symlink(at('work/shop/shop'), at('link'));
});
afterEach(() => rm(machine, { recursive: true }));

const facts = (directory: string, changes: { hosted?: boolean; inActions?: boolean } = {}) => ({
  ...{ directory, inActions: true, hosted: false, ...changes },
  ...{ workspace: at('work/shop/shop'), temporary: at('work/_temp') },
});

describe('a directory for backups', () => {
  const refused: [string, string, { hosted?: boolean; inActions?: boolean }, RegExp][] = [
    ['on a machine of GitHub', 'var/backups', { hosted: true }, /disk is gone when the job ends/],
    ['in the workspace', 'work/shop/shop/backups', {}, /next checkout empties it/],
    ['that is the workspace', 'work/shop/shop', {}, /itself is checked out there/],
    ['that is the workspace of a laptop', 'work/shop/shop', { inActions: false }, /checked out/],
    ['above the workspace', 'work', {}, /itself is checked out there/],
    ['in the workspace by a link', 'link/backups', {}, /next checkout empties it/],
    ['that every job empties', 'work/_temp/backups', {}, /temporary directory/],
    ['that is a file', 'file', {}, /file is a file$/],
    ['below a file', 'file/backups', {}, /file is a file$/],
  ];
  test.each(refused)('%s is refused (%s)', async (_, path, changes, found) => {
    const problems = await directoryProblems(facts(at(path), changes));
    expect(problems.map((problem) => problem.found)).toEqual([expect.stringMatching(found)]);
    expect(problems[0]?.nextAction).toMatch(/backup-to|create the directory/);
  });

  test.each([
    ['that is there', 'var', true],
    ['that is not there yet', 'var/db/backups', true],
    ['beside the workspace', 'work/shop/backups', true],
    ['whose name begins with dots', 'work/shop/shop/..backups', false],
    ['in the repository of a laptop, which git is kept from', 'work/shop/shop/backups', false],
  ])('%s is taken, and not touched (%s)', async (_, path, inActions) => {
    const before = await readdir(machine, { recursive: true });
    expect(await directoryProblems(facts(at(path), { inActions }))).toEqual([]);
    expect(await readdir(machine, { recursive: true })).toEqual(before);
    expect(await freeBytes(at(path))).toBeGreaterThan(0);
  });

  test('of another user is refused', async () => {
    await chmod(machine, 0o755);
    await chmod(at('var'), 0o555);
    const script = `
      const { directoryProblems } = await import('./src/actions/storedirectory.ts');
      console.log(JSON.stringify(await directoryProblems(${JSON.stringify(facts(at('var/backups')))})));`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', script];
    // Root may write everywhere.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout } = await promisify(execFile)(process.execPath, args, nobody);
    expect(JSON.parse(stdout)).toMatchObject([{ found: expect.stringContaining('EACCES') }]);
  });
});

test('backup-to names artifacts, or a directory that a later job finds by the record', async () => {
  const artifacts = directoryArtifacts(at('artifacts'), systemClock);
  const tools = { artifacts, clock: systemClock };
  const place = { target: '../backups', workspace: at('work/shop/shop'), runId: '42' };
  expect(await storeFor({ ...place, target: 'artifact' }, tools)).toBe(artifacts);
  expect(directoryOf(place)).toBe(at('work/shop/backups'));

  await writeFile(at('a.dump'), 'bytes');
  const uploaded = await (await storeFor(place, tools)).upload('backup', ['a.dump'], machine, 30);
  expect(uploaded).toMatchObject({ id: 'backup', directory: at('work/shop/backups') });
  expect(await readdir(at('work/shop/backups/backup'))).toEqual(['.artifact.json', 'a.dump']);
  const found = await storeOf(uploaded, tools);
  expect(await found.inspect(uploaded)).toMatchObject({ digest: uploaded.digest });
  expect(await storeOf({ ...uploaded, directory: undefined }, tools)).toBe(artifacts);
});

test.each([
  ['artifact', true, 'artifact'],
  ['artifact', false, '.db-deploy'],
  ['/srv/backups', false, '/srv/backups'],
])('backup-to %s, in Actions: %s, is %s', (backupTo, inActions, target) => {
  expect(targetOf(backupTo, inActions)).toBe(target);
});
