import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NameTaken } from '../../src/actions/artifacts.js';
import { systemClock } from '../../src/actions/clock.js';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { recordStore, slug } from '../../src/actions/records.js';
import type { Clock } from '../../src/actions/tools.js';
import type { Record } from '../../src/record/record.js';

let root = '';
let work = '';
let now = new Date('2026-11-22T12:00:00Z');
const clock: Clock = { ...systemClock, now: () => now };

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'store-')), '.db-deploy');
  work = await mkdtemp(join(tmpdir(), 'work-'));
  now = new Date('2026-11-22T12:00:00Z');
  await writeFile(join(work, 'a.dump'), 'bytes');
});
afterEach(async () => {
  await rm(join(root, '..'), { recursive: true });
  await rm(work, { recursive: true });
});

describe('artifacts in a directory', () => {
  const store = () => directoryArtifacts(root, clock);
  const upload = (name: string) => store().upload(name, ['a.dump'], work, 30);

  test('come back as they went, with digest, size and end of life', async () => {
    const uploaded = await upload('backup');
    expect(uploaded).toMatchObject({
      name: 'backup',
      bytes: 5,
      expiresAt: '2026-12-22T12:00:00.000Z',
    });
    expect(await store().list()).toEqual([uploaded]);
    await mkdir(join(work, 'back'));
    await store().download(uploaded, join(work, 'back'));
    expect(await readdir(join(work, 'back'))).toEqual(['a.dump']);
    expect(await readFile(join(work, 'back/a.dump'), 'utf8')).toBe('bytes');
  });

  test('are for the owner alone, and out of the sight of git', async () => {
    await upload('backup');
    expect((await stat(root)).mode & 0o777).toBe(0o700);
    expect(await readFile(join(root, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('keep their names: a second one of that name is refused, the first stays', async () => {
    const first = await upload('backup');
    await expect(upload('backup')).rejects.toBeInstanceOf(NameTaken);
    expect(await store().list()).toEqual([first]);
  });

  test('of which a byte changed, or which are gone, are not handed out', async () => {
    const uploaded = await upload('backup');
    await writeFile(join(root, 'backup/a.dump'), 'Bytes');
    await expect(store().download(uploaded, work)).rejects.toThrow('its bytes changed');
    await rm(join(root, 'backup'), { recursive: true });
    await expect(store().download(uploaded, work)).rejects.toThrow('it is gone');
  });

  test('half written when the process died do not exist, and stand in nobody’s way', async () => {
    await mkdir(join(root, 'backup.partial'), { recursive: true });
    await writeFile(join(root, 'backup.partial/a.dump'), 'half');
    await writeFile(join(root, 'backup.partial/.artifact.json'), '{}');
    expect(await store().list()).toEqual([]);
    await upload('backup');
    expect(await readdir(root)).toEqual(['.gitignore', 'backup']);
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

  test('belong to this run for an hour', async () => {
    await upload('backup');
    now = new Date('2026-11-22T13:00:00Z');
    expect(await store().list()).toHaveLength(1);
    now = new Date('2026-11-22T13:00:01Z');
    expect(await store().list()).toEqual([]);
  });

  test('that cannot be read from the work directory leave nothing behind', async () => {
    await expect(store().upload('backup', ['missing'], work, 30)).rejects.toThrow(/ENOENT/);
    expect(await store().list()).toEqual([]);
  });
});

describe('records', () => {
  const records = (environment = 'production') =>
    recordStore(directoryArtifacts(root, clock), {
      environment,
      retentionDays: 30,
      directory: work,
    });

  test('are absent at first, and the newest of a step wins', async () => {
    expect(await records().read()).toEqual({ records: [], unreadable: [] });
    expect(await records().newest('validate')).toBeUndefined();
    for (const [minute, status] of [
      [1, 'failed'],
      [2, 'passed'],
    ] as const) {
      now = new Date(`2026-11-22T12:0${minute}:00Z`);
      await records().publish(record({ status }));
    }
    expect(await records().newest('validate')).toEqual(record({ status: 'passed' }));
    expect(await readdir(root)).toContain('db-deploy-record-production-validate-a1-2');
  });

  test('of other environments stay apart, also where the names begin alike', async () => {
    await records('eu').publish(record({ environment: 'eu' }));
    await records('eu-west').publish(record({ environment: 'eu-west' }));
    await records('EU').publish(record({ environment: 'EU' }));
    for (const environment of ['eu', 'eu-west', 'EU']) {
      expect((await records(environment).read()).records).toEqual([record({ environment })]);
    }
  });

  test.each([
    ['no JSON', '{"version":'],
    ['of a version to come', JSON.stringify({ ...record(), version: 2 })],
    ['of a step to come', JSON.stringify({ ...record(), step: 'rehearse' })],
  ])('that are %s are told, and the others are read', async (_, text) => {
    await records().publish(record());
    await writeFile(join(work, 'record.json'), text);
    const name = 'db-deploy-record-production-backup-a1';
    await directoryArtifacts(root, clock).upload(name, ['record.json'], work, 30);
    const read = await records().read();
    expect(read.records).toEqual([record()]);
    expect(read.unreadable).toEqual([expect.stringMatching(`^${name}: `)]);
  });

  test('leave no files of their transfer', async () => {
    await records().publish(record());
    await records().read();
    expect(await readdir(work)).toEqual(['a.dump']);
  });
});

test.each([
  ['production', 'production'],
  ['EU West (1)', 'eu-west-1'],
  ['a/b:c', 'a-b-c'],
  ['プロダクション', 'environment'],
])('%s as part of a name: %s', (environment, part) => {
  expect(slug(environment)).toBe(part);
});

function record(changes: Partial<Record> = {}): Record {
  const nothing = { repository: '', sha: '', ref: '', workflow: '', url: '', actor: '', job: '' };
  return {
    ...{ version: 1, step: 'validate', environment: 'production', status: 'passed' },
    ...{ run: { runId: '42', attempt: 1, ...nothing }, findings: [], problems: [] },
    ...{ startedAt: '2026-11-22T12:00:00Z', finishedAt: '2026-11-22T12:00:01Z' },
    ...changes,
  } as Record;
}
