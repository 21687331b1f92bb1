import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NameTaken } from '../../src/actions/artifacts.js';
import { systemClock } from '../../src/actions/clock.js';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import type { Clock } from '../../src/actions/tools.js';

let root = '';
let work = '';
let now = new Date('2026-11-22T12:00:00Z');
const clock: Clock = { ...systemClock, now: () => now };

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'store-')), '.db-deploy');
  work = await mkdtemp(join(tmpdir(), 'work-'));
  now = new Date('2026-11-22T12:00:00Z');
  await writeFile(join(work, 'a.dump'), 'bytes', { mode: 0o644 });
});
afterEach(async () => {
  await rm(join(root, '..'), { recursive: true });
  await rm(work, { recursive: true });
});

const store = (runId = 'local-1') => directoryArtifacts(root, clock, runId);
const upload = (name: string, runId?: string) => store(runId).upload(name, ['a.dump'], work, 30);
const mode = async (...path: string[]) => (await stat(join(root, ...path))).mode & 0o777;

describe('what is stored', () => {
  test('comes back as it went, with digest and size, and nothing ever deletes it', async () => {
    const uploaded = await upload('backup');
    expect(uploaded).toMatchObject({ name: 'backup', id: 'backup', bytes: 5 });
    expect(uploaded).not.toHaveProperty('expiresAt');
    expect(await store().list()).toEqual([uploaded]);
    await mkdir(join(work, 'back'));
    await store().download(uploaded, join(work, 'back'));
    expect(await readdir(join(work, 'back'))).toEqual(['a.dump']);
    expect(await readFile(join(work, 'back/a.dump'), 'utf8')).toBe('bytes');
  });

  test('is for the owner alone, and out of the sight of git', async () => {
    await upload('backup');
    expect([await mode(), await mode('backup'), await mode('backup', 'a.dump')]).toEqual([
      0o700, 0o700, 0o600,
    ]);
    expect(await readFile(join(root, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('leaves a directory of others as it is', async () => {
    await mkdir(root, { mode: 0o755 });
    await writeFile(join(root, '.gitignore'), 'theirs\n');
    await upload('backup');
    expect(await readFile(join(root, '.gitignore'), 'utf8')).toBe('theirs\n');
    expect(await mode()).toBe(0o755);
  });

  test.each([
    ['a byte changed', 'its bytes changed', () => writeFile(join(root, 'backup/a.dump'), 'Bytes')],
    ['a file went', 'its bytes changed', () => rm(join(root, 'backup/a.dump'))],
    ['a file came', 'its bytes changed', () => writeFile(join(root, 'backup/b.dump'), '')],
    ['all is gone', 'it is gone', () => rm(join(root, 'backup'), { recursive: true })],
  ])('is not handed out when %s', async (_, found, spoil) => {
    const uploaded = await upload('backup');
    expect(await store().inspect(uploaded)).toMatchObject({ digest: uploaded.digest });
    await spoil();
    await expect(store().download(uploaded, work)).rejects.toThrow(found);
    expect((await store().inspect(uploaded))?.digest).not.toBe(uploaded.digest);
  });

  test.each(['..', '../store', '/etc', '.'])('is not looked for outside: %s', async (id) => {
    const uploaded = await upload('backup');
    await writeFile(join(root, '../.artifact.json'), JSON.stringify(uploaded));
    expect(await store().inspect({ ...uploaded, id })).toBeUndefined();
    await expect(store().download({ ...uploaded, id }, work)).rejects.toThrow('it is gone');
  });
});

describe('a name', () => {
  test('is given once in a run, and the first stays', async () => {
    const first = await upload('backup');
    await expect(upload('backup')).rejects.toBeInstanceOf(NameTaken);
    expect(await store().list()).toEqual([first]);
  });

  test('that another run has gets the run, and both are found by it', async () => {
    await upload('backup', '41');
    now = new Date('2026-11-22T12:00:01Z');
    const second = await upload('backup', '42');
    expect([second.id, second.name]).toEqual(['backup-42', 'backup-42']);
    await expect(upload('backup', '42')).rejects.toBeInstanceOf(NameTaken);
    const found = await store('43').search(['backup', 'other']);
    expect(found.leftOut).toEqual([]);
    expect(found.artifacts.map(({ id, runId }) => [id, runId])).toEqual([
      ['backup-42', '42'],
      ['backup', '41'],
    ]);
    expect(await store('43').listOf('42')).toEqual([{ ...second, runId: '42' }]);
  });

  test('is given to one of two that come at once', async () => {
    const [one, two] = await Promise.allSettled([upload('backup'), upload('backup')]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    const lost = one.status === 'rejected' ? one : two;
    expect(lost).toMatchObject({ reason: expect.any(NameTaken) });
    expect((await readdir(root)).sort()).toEqual(['.gitignore', 'backup']);
  });
});

describe('this run', () => {
  test('is the last hour on a laptop', async () => {
    await upload('backup');
    now = new Date('2026-11-22T13:00:00Z');
    expect(await store('local-2').list()).toHaveLength(1);
    now = new Date('2026-11-22T13:00:01Z');
    expect(await store('local-2').list()).toEqual([]);
    expect((await store('local-2').search(['backup'])).artifacts).toHaveLength(1);
  });

  test('is the run in Actions, whatever its age', async () => {
    await upload('ours', '42');
    await upload('theirs', '41');
    now = new Date('2026-11-24T12:00:00Z');
    expect((await store('42').list()).map(({ name }) => name)).toEqual(['ours']);
  });
});

describe('what killed processes left half-written', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const leave = async (name: string): Promise<void> => {
    await mkdir(join(root, name), { recursive: true });
    await writeFile(join(root, name, 'a.dump'), 'half');
  };
  const machine = hostname().replace(/[^\w.-]/g, '-');
  const ours = `backup.${dead}@${machine}.0123abcd.partial`;
  const others = `backup.${dead}@another-machine.0123abcd.partial`;
  const alive = `other.${process.pid}@${machine}.0123abcd.partial`;

  test('is no artifact, and goes with the next upload; what may live stays', async () => {
    for (const name of [ours, others, alive, 'notes.partial']) await leave(name);
    const label = { name: 'backup', id: ours, digest: '', bytes: 4, createdAt: now.toISOString() };
    await writeFile(join(root, ours, '.artifact.json'), JSON.stringify(label));
    expect((await store().search(['backup'])).artifacts).toEqual([]);
    expect(await store().inspect({ ...label, id: ours })).toBeUndefined();
    await upload('backup');
    expect((await readdir(root)).sort()).toEqual(
      ['.gitignore', 'backup', others, 'notes.partial', alive].sort(),
    );
  });

  test('goes after a day wherever it was written', async () => {
    for (const name of [others, alive]) await leave(name);
    for (const path of [others, join(others, 'a.dump'), alive]) {
      await utimes(join(root, path), new Date(0), new Date(0));
    }
    await upload('backup');
    // A file in the other one is still being written to.
    expect((await readdir(root)).sort()).toEqual(['.gitignore', 'backup', alive].sort());
  });
});

test.each(['', '{', '{}', '[]', '{"name":"x"}'])(
  'a label %j hides no other artifact',
  async (label) => {
    const whole = await upload('backup');
    await mkdir(join(root, 'broken'));
    await writeFile(join(root, 'broken/.artifact.json'), label);
    expect(await store().list()).toEqual([whole]);
  },
);

describe('an upload that fails leaves nothing behind', () => {
  test('of a file that is not there', async () => {
    await expect(store().upload('backup', ['a.dump', 'b'], work, 30)).rejects.toThrow(/ENOENT/);
    expect(await readdir(root)).toEqual(['.gitignore']);
  });

  test('into a path that is a file', async () => {
    await writeFile(root, '');
    await expect(upload('backup')).rejects.toThrow(/store backup in .*\n.*\n?Next: make room/);
  });
});
