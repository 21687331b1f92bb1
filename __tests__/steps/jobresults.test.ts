import { expect, test } from '@jest/globals';
import type { JobTimes } from '../../src/record/details.js';
import { jobsOf } from '../../src/steps/jobresults.js';
import { JOB, recordOf, wholeDeploy } from '../report/deploys.js';

const listed = (
  name: string,
  from: string,
  to: string,
  more: Partial<JobTimes> = {},
): JobTimes => ({
  ...{ name, result: 'success', url: `https://github.com/acme/shop/actions/runs/1/job/${name}` },
  ...{ startedAt: `2026-11-22T${from}.000Z`, finishedAt: `2026-11-22T${to}.000Z`, ...more },
});
const needs = (...jobs: (readonly [string, 'success' | 'failure' | 'cancelled'])[]) => ({
  ok: true as const,
  results: new Map(jobs),
});
const records = wholeDeploy();
const backup = listed('Back up production', '02:01:50', '02:02:50');

test('a job is known again by the time of its step, whatever the workflow file calls it', () => {
  const [job] = jobsOf(needs([JOB.backup, 'success']), records, [
    backup,
    listed('Migrate production', '02:04:55', '02:06:00', { result: 'failure' }),
  ]);
  const { name: title, url } = backup;
  expect(job).toEqual({ name: 'backup', result: 'success', title, url, seconds: 60 });
});

test('short jobs behind each other are told apart, and clocks may disagree a little', () => {
  const times = [
    listed('Check', '02:01:57', '02:01:59'),
    listed('Back up', '02:02:00', '02:02:43'),
    listed('Migrate', '02:02:44', '02:02:47'),
  ];
  const job = (all: JobTimes[]) => jobsOf(needs([JOB.backup, 'success']), records, all)[0]?.title;
  expect(job(times)).toBe('Back up');
  expect(job([listed('Back up', '02:02:01', '02:02:41')])).toBe('Back up');
});

test.each<[string, JobTimes[]]>([
  ['two that ran at the same time', [backup, listed('other', '02:01:00', '02:03:00')]],
  ['none at that time', [listed('other', '03:01:00', '03:03:00')]],
  ['none of that is over', [{ name: 'other', result: 'running' }]],
])('with %s it gets neither link nor time', (_, times) => {
  expect(jobsOf(needs([JOB.backup, 'success']), records, times)[0]).toEqual({
    name: 'backup',
    result: 'success',
  });
});

test('one listed job never stands for two', () => {
  const whole = listed('everything', '02:00:00', '02:30:00');
  const jobs = jobsOf(undefined, records, [whole]);
  expect(jobs.map(({ result }) => result)).toEqual(Array(5).fill('unknown'));
});

test('without needs the list says how jobs ended, those without a record too', () => {
  const jobs = jobsOf(
    undefined,
    [recordOf('backup')],
    [
      listed('Check before the deploy', '02:00:00', '02:00:01', { result: 'timed out' }),
      listed('Back up production', '02:01:50', '02:02:50'),
      { name: 'Report', result: 'running', startedAt: '2026-11-22T02:30:00.000Z' },
    ],
  );
  expect(jobs.map(({ name, result }) => `${name}: ${result}`)).toEqual([
    'backup: success',
    'Check before the deploy: cancelled',
  ]);
});

test('needs decides how a job ended', () => {
  const told = needs([JOB.backup, 'cancelled']);
  expect(jobsOf(told, records, [backup])[0]?.result).toBe('cancelled');
});
