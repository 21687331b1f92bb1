import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { recordStore, slug } from '../../src/actions/records.js';
import type { Clock } from '../../src/actions/tools.js';
import { promoteDetails, recordOf } from '../report/deploys.js';
import { rehearsal } from '../report/rehearsals.js';
import { record } from './records.js';

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
  await rm(join(root, '..'), { recursive: true, force: true });
  await rm(work, { recursive: true });
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

  test('all together are read without samples of rows, which one read alone has', async () => {
    await records().publish(rehearsal);
    expect(await records().newest('rehearse')).toEqual(rehearsal);
    const { records: all, unreadable } = await records().readAll();
    expect(unreadable).toEqual([]);
    expect(all).toMatchObject([
      {
        details: {
          promotion: { tables: [{ inserts: 1, samples: [] }] },
          migration: { attempts: [{ watch: { samples: 22 } }] },
        },
      },
    ]);
  });

  test('all together, the newest promotion has a few samples of each table, and no other has any', async () => {
    const [table] = promoteDetails.tables;
    const samples = Array.from({ length: 200 }, () => table?.samples[0]).flatMap(
      (one) => one ?? [],
    );
    const tables = Array.from({ length: 50 }, () => table).flatMap((one) => one ?? []);
    const details = { ...promoteDetails, tables: tables.map((one) => ({ ...one, samples })) };
    for (const [minute, environment] of ['production', 'production', 'eu'].entries()) {
      now = new Date(`2026-11-22T12:0${minute}:00Z`);
      await records(environment).publish(recordOf('promote', { environment, details }));
    }
    const { records: all } = await records().readAll();
    const kept = all.flatMap((one) => (one.step === 'promote' ? [one.details?.tables ?? []] : []));
    expect(kept.map((some) => some.map((one) => one.samples.length))).toEqual(
      [0, 4, 0].map((share) => Array.from(tables, () => share)),
    );
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
    ['of a step to come', JSON.stringify({ ...record(), step: 'dance' })],
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
