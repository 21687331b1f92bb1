import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ArtifactStore } from '../../src/actions/artifacts.js';
import { systemClock } from '../../src/actions/clock.js';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { recordStore, type RecordStore } from '../../src/actions/records.js';
import type { Record } from '../../src/record/record.js';
import { backupDetails } from '../report/deploys.js';
import { useJobs, type Job } from './jobs.js';
import { record } from './records.js';

const stage = useJobs();

const recordsIn = (artifacts: ArtifactStore, environment: string): RecordStore =>
  recordStore(artifacts, { environment, retentionDays: 30, directory: stage.directory });

let environments = 0;
/** No two tests share an environment, so none finds what another left. */
const newEnvironment = (): string => `shop ${(environments += 1)}`;

interface Left {
  readonly run: number;
  readonly attempt?: number;
  readonly environment: string;
  readonly status?: Record['status'];
}

function backupOf({ run, attempt = 1, environment, status = 'passed' }: Left): Record {
  const base = record({ environment, status });
  return { ...base, step: 'backup', run: { ...base.run, runId: String(run), attempt } } as Record;
}

async function leave(left: Left, changes: Partial<Record> = {}): Promise<Record> {
  const wanted = { ...backupOf(left), ...changes } as Record;
  const job: Job = left.attempt === undefined ? {} : { attempt: left.attempt };
  await recordsIn(stage.job(left.run, job), left.environment).publish(wanted);
  return wanted;
}

const downloads = (): number =>
  stage.services.server.requests.filter(({ operation }) => operation === 'GetBlob').length;

describe('the records of another run', () => {
  test('are those of all its attempts and of this environment, oldest first', async () => {
    const environment = newEnvironment();
    const first = await leave({ run: 501, environment, status: 'failed' });
    const second = await leave({ run: 501, attempt: 2, environment });
    await leave({ run: 501, environment: `${environment} west` });
    await leave({ run: 502, environment });
    const read = await recordsIn(stage.job(503), environment).ofRun('501');
    expect(read).toEqual({ records: [first, second], unreadable: [] });
  });

  test('say where their backup is', async () => {
    const environment = newEnvironment();
    const details = { ...backupDetails, artifact: { ...backupDetails.artifact, id: '7' } };
    await leave({ run: 511, environment }, { details });
    const { records } = await recordsIn(stage.job(512), environment).ofRun('511');
    expect(records[0]).toMatchObject({ details: { artifact: { id: '7', runId: '511' } } });
  });

  test('that cannot be read are told', async () => {
    const environment = newEnvironment();
    await leave({ run: 521, environment });
    const [artifact] = stage.services.store.ofRun(521);
    Object.assign(artifact ?? {}, { expiresAt: new Date(0) });
    const { records, unreadable } = await recordsIn(stage.job(522), environment).ofRun('521');
    expect(records).toEqual([]);
    expect(unreadable).toEqual([expect.stringMatching(/^db-deploy-record-.*expired/s)]);
  });
});

describe('the newest record anywhere', () => {
  const newest = (environment: string, accept?: (found: Record) => boolean) =>
    recordsIn(stage.job(999), environment).newestAnywhere('backup', accept);

  test('is that of the newest attempt of the newest run, in one download', async () => {
    const environment = newEnvironment();
    await leave({ run: 601, environment });
    await leave({ run: 602, environment });
    const wanted = await leave({ run: 602, attempt: 3, environment });
    stage.services.server.requests.length = 0;
    expect(await newest(environment)).toEqual({ record: wanted, unreadable: [], leftOut: [] });
    expect(downloads()).toBe(1);
  });

  test('is the first that is accepted', async () => {
    const environment = newEnvironment();
    const wanted = await leave({ run: 611, environment });
    for (const run of [612, 613]) await leave({ run, environment, status: 'failed' });
    const passed = ({ status }: Record): boolean => status === 'passed';
    expect((await newest(environment, passed)).record).toEqual(wanted);
    expect((await newest(environment, () => false)).record).toBeUndefined();
  });

  test('is none of an environment that is written alike', async () => {
    const environment = newEnvironment();
    const wanted = await leave({ run: 621, environment });
    await leave({ run: 622, environment: environment.toUpperCase() });
    expect((await newest(environment)).record).toEqual(wanted);
    expect(await newest(newEnvironment())).toEqual({
      record: undefined,
      unreadable: [],
      leftOut: [],
    });
  });

  test('tells which newer ones could not be read', async () => {
    const environment = newEnvironment();
    const wanted = await leave({ run: 631, environment });
    await leave({ run: 632, environment });
    await stage.services.store.corrupt(stage.services.store.ofRun(632)[0]?.id ?? 0);
    const found = await newest(environment);
    expect(found.record).toEqual(wanted);
    expect(found.unreadable).toEqual([expect.stringContaining('do not have the digest')]);
  });

  test('is not looked for without end, and says so', async () => {
    const environment = newEnvironment();
    for (let run = 641; run < 668; run += 1) await leave({ run, environment });
    stage.services.server.requests.length = 0;
    const found = await newest(environment, () => false);
    expect(found.unreadable).toEqual(['2 older records were not looked at']);
    expect(downloads()).toBe(25);
  });

  test('cannot be looked for without the permission, which is named', async () => {
    const store = stage.job(999, { permissions: { contents: 'read' } });
    await expect(recordsIn(store, newEnvironment()).newestAnywhere('backup')).rejects.toThrow(
      'permissions: { contents: read, actions: read }',
    );
  });

  test('is found on a laptop whatever its age', async () => {
    const root = join(stage.directory, '.db-deploy');
    const at = (time: string, runId: string) =>
      recordsIn(
        directoryArtifacts(root, { ...systemClock, now: () => new Date(time) }, runId),
        'shop',
      );
    const wanted = backupOf({ run: 1, environment: 'shop' });
    await at('2025-01-01T00:00:00Z', 'local-1').publish(record({ environment: 'shop' }));
    for (const [day, run] of ['01', '02', '03'].entries()) {
      await at(`2025-02-${run}T00:00:00Z`, `local-${day}`).publish(wanted);
    }
    const later = at('2026-11-22T00:00:00Z', 'local-9');
    expect(await later.newestAnywhere('backup')).toEqual({
      record: wanted,
      unreadable: [],
      leftOut: [],
    });
    expect(await later.newest('backup')).toBeUndefined();
    expect((await later.ofRun('local-1')).records).toHaveLength(2);
  });
});
