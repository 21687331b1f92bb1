import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { startBackup, type StepRun } from './stepprocess.js';

const database = useTestDatabase('empty');
const { cluster, name } = database;
const call = promisify(execFile);

/** Its archive has about 4.5 MB. */
beforeAll(async () => {
  await runSql(
    cluster,
    name,
    `create table big as select n, sha512(n::text::bytea) a, sha512((-n)::text::bytea) b
       from generate_series(1, 30000) n`,
  );
});

let root = '';
let places: Pick<StepRun, 'directory' | 'temporary'> = { directory: '', temporary: '' };
const mounted: string[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
  places = { directory: join(root, 'checkout'), temporary: join(root, 'tmp') };
  for (const place of Object.values(places)) await mkdir(place);
});
afterEach(async () => {
  for (const place of mounted.splice(0)) await call('umount', [place]);
  await rm(root, { recursive: true, force: true });
});

/**
 * Gives a directory a small disk of its own. Where that is not allowed, the process may write no
 * larger file instead.
 */
async function shrink(place: keyof typeof places, megabytes: number): Promise<Partial<StepRun>> {
  try {
    await call('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'small', places[place]]);
    mounted.push(places[place]);
    return {};
  } catch {
    return { largestFile: megabytes * 1024 };
  }
}

async function run(limits: Partial<StepRun> = {}): Promise<{ code: number | null; said: string }> {
  const step = startBackup({ url: database.superuserUrl, ...places, ...limits });
  const { code } = await step.ended;
  return { code, said: step.said() };
}

const stored = async (): Promise<string[]> =>
  (await readdir(join(places.directory, '.db-deploy')).catch(() => [])).filter(
    (entry) => entry !== '.gitignore' && !entry.includes('-record-'),
  );

test.each<[string, () => Promise<Partial<StepRun>>]>([
  ['on a disk that is too small', () => shrink('temporary', 2)],
  ['under a limit of file sizes', () => Promise.resolve({ largestFile: 2_048 })],
])('a dump %s fails, says so, and leaves nothing', async (_, limit) => {
  const { code, said } = await run(await limit());
  expect({ code, said }).toMatchObject({
    code: 1,
    said: expect.stringMatching(/write the archive/),
  });
  expect(said).toMatch(/larger than the (free disk|files)/);
  expect(await stored()).toEqual([]);
  expect(await readdir(places.temporary)).toEqual([]);
});

test('a store whose disk is too small gets no backup that looks whole', async () => {
  const { code, said } = await run(await shrink('directory', 2));
  expect({ code, said }).toMatchObject({ code: 1, said: expect.stringMatching(/ENOSPC|EFBIG/) });
  expect(await stored()).toEqual([]);
  expect(await readdir(places.temporary)).toEqual([]);
});

test('on disks that are large enough it is stored', async () => {
  await shrink('temporary', 32);
  const limits = await shrink('directory', 32);
  const { code, said } = await run(limits);
  expect({ code, said }).toMatchObject({ code: 0 });
  expect(await stored()).toHaveLength(1);
});
