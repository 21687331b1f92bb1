import { describe, expect, test } from '@jest/globals';
import type { JobTimes } from '../../src/record/details.js';
import { deployOf } from '../../src/report/deploy.js';
import { ganttOf } from '../../src/report/gantt.js';
import { pageOf } from '../../src/report/page.js';
import { timelineOf, type Timeline } from '../../src/report/timeline.js';
import { recordOf, summaryOf, wholeDeploy } from './deploys.js';
import { failed } from './pieces.js';
import { ENDED, jobTimes } from './times.js';

type Given = Parameters<typeof summaryOf>[0];

const timeline = (details: Given): Timeline =>
  timelineOf(deployOf(summaryOf(details, { finishedAt: ENDED })));
const shown = ({ bars }: Timeline): string[] =>
  bars.map(({ name, result, from, seconds }) => `${name}: ${result} ${from}+${seconds}`);
const job = (name: string, from: string, to: string, more: Partial<JobTimes> = {}): JobTimes => ({
  ...{ name, result: 'success', startedAt: `2026-11-22T${from}.000Z` },
  ...{ finishedAt: `2026-11-22T${to}.000Z`, ...more },
});

describe('from the list of jobs', () => {
  test('an approval is cut out and told, what was skipped has no bar', () => {
    const of = timeline({ times: jobTimes(), records: wholeDeploy() });
    expect(of.of).toBe('jobs');
    expect(shown(of)).toEqual([
      'Check before the deploy: success 0+30',
      'Back up production: success 35+120',
      'Migrate production: failure 155+41',
      'Report: running 200+5',
    ]);
    expect(of.waits).toEqual([{ before: 'Migrate production', seconds: 7_990, cutAt: 155 }]);
  });

  test.each<[string, JobTimes[], Timeline['waits'], string[]]>([
    [
      'a wait while others work is told, and nothing is cut',
      [
        job('a', '02:00:00', '02:10:00'),
        job('b', '02:05:00', '02:06:00', { createdAt: '2026-11-22T02:00:10.000Z' }),
      ],
      [{ before: 'b', seconds: 290 }],
      ['a: success 0+600', 'b: success 300+60'],
    ],
    [
      'the next attempt began an hour later',
      [job('a', '02:00:00', '02:01:00'), job('b', '03:01:00', '03:02:00')],
      [{ before: 'b', seconds: 3_600, cutAt: 60 }],
      ['a: success 0+60', 'b: success 60+60'],
    ],
    [
      'a clock that runs backwards makes nothing negative',
      [job('a', '02:00:10', '02:00:00')],
      [],
      ['a: success 0+0'],
    ],
    [
      'the first job waits for its runner, and nothing ran before it',
      [job('a', '02:05:00', '02:05:01', { createdAt: '2026-11-22T02:00:00.000Z' })],
      [{ before: 'a', seconds: 300 }],
      ['a: success 0+1'],
    ],
  ])('%s', (_, times, waits, bars) => {
    const of = timeline({ times });
    expect(of.waits).toEqual(waits);
    expect(shown(of)).toEqual(bars);
  });

  test.each<[JobTimes['result'], string]>([
    ['failure', '1 a failed after 41 s :crit'],
    ['cancelled', '1 a cancelled after 41 s :crit'],
    ['timed out', '1 a timed out after 41 s :crit'],
    ['success', '1 a 41 s :done'],
    ['unknown', '1 a 41 s :active'],
  ])('a job that is %s says so in words, too', (result, words) => {
    const lines = ganttOf(timeline({ times: [job('a', '02:00:00', '02:00:41', { result })] }));
    expect(lines.at(-1)).toBe(`  ${words}, b1, 2000-01-01 00:00:00, 41s`);
  });
});

describe('what was decided', () => {
  const page = (reviews: NonNullable<Given['reviews']> | undefined, jobs: Given['jobs'] = []) =>
    pageOf(summaryOf({ times: jobTimes(), jobs, ...(reviews && { reviews }) }, { finishedAt: ENDED })); // prettier-ignore
  const review = (approved: boolean) => [{ environment: 'production', approved, by: 'dora' }];

  test('an approval stands beside the waits, one of which was for it', () => {
    const told = page(review(true));
    expect(told).toMatch(/- 👍 dora approved `production`\n- ⏸️ 2 h 13 min passed before Migrate/);
    expect(told).toContain('Such a wait is for an approval, a wait timer');
  });

  test('without one no wait was for it; where GitHub does not tell, any may have been', () => {
    expect(page([])).toMatch(/wait is for a wait timer.*GitHub lists no approval in this run/);
    expect(page(undefined)).toContain('Such a wait is for an approval, a wait timer');
  });

  test('who rejected is asked, where a job failed without a record', () => {
    const jobs = [{ name: 'promote-reference-data', result: 'failure' as const }];
    const told = page(review(false), jobs);
    expect(told).toContain('- ✋ dora rejected `production`');
    expect(told).toMatch(/1\. Ask dora why `production` was rejected/);
    expect(page(review(true), jobs)).toContain('1. Read the log of that job');
  });
});

describe('from the records', () => {
  test('the steps are drawn, and the page says that the jobs are not known', () => {
    const details = { records: wholeDeploy(), timesUnread: 'Resource not accessible' };
    expect(timeline(details).of).toBe('steps');
    expect(shown(timeline(details))[1]).toBe('backup / backup: success 60+42');
    expect(pageOf(summaryOf(details))).toContain(
      'could not be read (Resource not accessible): the job needs `actions: read`',
    );
  });

  test('attempts are told apart, and the time between them is cut out', () => {
    const of = timeline({
      earlier: [failed('migrate')],
      records: [recordOf('migrate', { attempt: 2 })],
    });
    expect(shown(of)).toEqual([
      'deploy-database / migrate attempt 1: failure 0+42',
      'deploy-database / migrate attempt 2: success 42+42',
    ]);
    expect(of.waits).toHaveLength(1);
  });

  test('without records there is no picture', () => {
    expect(ganttOf(timeline({}))).toEqual([]);
    expect(pageOf(summaryOf({}))).not.toContain('Timeline');
  });
});

test('a matrix of 256 is drawn up to its thirtieth job, with few marks on the axis', () => {
  const many = Array.from({ length: 256 }, (_, at) =>
    job(`deploy (${at})`, '02:00:00', '04:00:00'),
  );
  const lines = ganttOf(timeline({ times: many }));
  expect(lines.filter((line) => line.includes(':done'))).toHaveLength(30);
  expect(lines).toContain('  tickInterval 30minute');
});
