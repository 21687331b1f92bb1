import { describe, expect, test } from '@jest/globals';
import { leftOutWords } from '../../src/actions/forks.js';
import { recordStore, type FoundRecord, type RecordStore } from '../../src/actions/records.js';
import { DeployError } from '../../src/errors.js';
import type { Record } from '../../src/record/record.js';
import { useJobs, type Job } from './jobs.js';
import { record } from './records.js';

const stage = useJobs();
const FORK = 999_000_001;

let runs = 700;
const nextRun = (): number => (runs += 1);
/** No two tests share an environment, so none finds what another left. */
let environment = '';
const records = (run: number, job?: Job): RecordStore =>
  recordStore(stage.job(run, job), { environment, retentionDays: 30, directory: stage.directory });

/** Publishes a passed backup, as a run from that repository does; undefined: the deploy's own. */
async function leave(headRepositoryId?: number | null): Promise<Record> {
  const run = nextRun();
  const base = record({ environment });
  const left = { ...base, step: 'backup', run: { ...base.run, runId: String(run) } } as Record;
  await records(run, headRepositoryId === undefined ? {} : { headRepositoryId }).publish(left);
  return left;
}

const newest = (): Promise<FoundRecord<'backup'>> => records(nextRun()).newestAnywhere('backup');

/** The id that the listing gives the repository itself. */
async function ownId(): Promise<number> {
  const token = stage.services.apiToken({ actions: 'read' });
  const url = `${stage.services.server.origin}/repos/acme/shop/actions/artifacts`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  return Number(/"repository_id":(\d+)/.exec(text)?.[1]);
}

describe.each([
  ['a fork', FORK],
  ['a fork that is deleted', null],
] as const)('a record of %s', (_, head) => {
  test('is not chosen, however new; ours is, and the other is told', async () => {
    environment = `forked ${nextRun()}`;
    const ours = await leave();
    await leave(head);
    expect(await newest()).toEqual({
      record: ours,
      unreadable: [],
      leftOut: ['1 artifact of a fork was not looked at'],
    });
  });

  test('is not chosen for want of ours, nor fetched', async () => {
    environment = `forked ${nextRun()}`;
    for (const from of [head, head]) await leave(from);
    stage.services.server.requests.length = 0;
    expect(await newest()).toEqual({
      record: undefined,
      unreadable: [],
      leftOut: ['2 artifacts of forks were not looked at'],
    });
    expect(stage.services.server.requests.map(({ operation }) => operation)).not.toContain(
      'GetBlob',
    );
  });

  test('is refused with its run, when that is named', async () => {
    environment = `forked ${nextRun()}`;
    const { run } = await leave(head);
    const reading = records(nextRun()).ofRun(run.runId);
    await expect(reading).rejects.toBeInstanceOf(DeployError);
    await expect(reading).rejects.toMatchObject({
      problems: [{ found: expect.stringContaining('they come from a fork') }],
    });
  });

  test('is read in the run itself', async () => {
    environment = `forked ${nextRun()}`;
    const left = await leave(head);
    const own = records(Number(left.run.runId), { headRepositoryId: head });
    expect((await own.read()).records).toEqual([left]);
  });
});

test('a pull request of a branch of the repository is ours', async () => {
  environment = `branched ${nextRun()}`;
  await leave();
  const left = await leave(await ownId());
  expect(await newest()).toEqual({ record: left, unreadable: [], leftOut: [] });
  expect((await records(nextRun()).ofRun(left.run.runId)).records).toEqual([left]);
});

test('a listing that ends too early is told', () => {
  expect(leftOutWords(0, true)).toEqual([]);
  expect(leftOutWords(3, false)).toEqual([
    '3 artifacts of forks were not looked at',
    expect.stringContaining('1,000'),
  ]);
});
