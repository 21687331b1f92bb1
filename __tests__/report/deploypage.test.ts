import { expect, test } from '@jest/globals';
import { fail, warn } from '../../src/record/finding.js';
import { pageOf } from '../../src/report/page.js';
import { ALL_SUCCEEDED, jobsOf, migrateDetails, recordOf, summaryOf } from './deploys.js';
import { only, withOther } from './pieces.js';

test('what several steps found alike stands once, with all of them', () => {
  const old = warn('security release', { found: 'the server is 15.18', fix: 'update it' });
  const other = warn('security release', { found: 'pg_dump is 15.18', fix: 'update it' });
  const records = withOther(
    recordOf('validate', { findings: [old] }),
    recordOf('migrate', {
      findings: [old, other, fail('ledger', { expected: 'y', found: 'x', fix: 'z' })],
    }),
    recordOf('verify', { findings: [old] }),
  );
  const page = pageOf(summaryOf({ jobs: ALL_SUCCEEDED, records }));
  expect(page.match(/.*security release.*/g)).toEqual([
    '| ⚠️ validate, migrate, verify: security release | the server is 15.18 | update it |',
    '| ⚠️ migrate: security release | pg_dump is 15.18 | update it |',
  ]);
});

test.each(['timed out', 'cancelled'] as const)('a job that is %s by GitHub is that', (result) => {
  const title = 'Migrate production';
  const jobs = [{ name: 'deploy-database', title, result: 'cancelled' as const }];
  const times = [{ name: title, result, startedAt: '2026-11-22T02:05:00Z' }];
  const page = pageOf(summaryOf({ jobs, times, records: only('validate', 'backup') }));
  const late = result === 'timed out';
  expect(page).toContain(`${late ? 'timed out' : 'was cancelled'} at job deploy-database: what it`);
  expect(page).toContain(late ? '| ⏱️ timed out |' : '| 🚫 cancelled or timed out |');
  expect(page).toMatch(
    late ? /1\. Find out what took so long/ : /1\. Find out why it was cancelled/,
  );
});

test('where nothing was changed, nobody is led to a restore', () => {
  const jobs = jobsOf('success', 'success', 'failure', 'skipped', 'skipped');
  const stopped = (verdict: 'nothing applied' | 'part applied', started: boolean) =>
    recordOf('migrate', { status: 'failed', details: { ...migrateDetails, applied: [], verdict, started } }); // prettier-ignore
  const page = (migrate: ReturnType<typeof stopped>) =>
    pageOf(summaryOf({ jobs, records: [...only('validate', 'backup'), migrate] }));
  const needless = /<details><summary>Nothing was changed[^<]*<\/summary>\n\nTo go back/;
  expect(page(stopped('nothing applied', false))).toMatch(needless);
  // Its tool ran: the rows may be others.
  expect(page(stopped('nothing applied', true))).toMatch(/\n\nTo go back/);
  expect(page(stopped('nothing applied', true))).not.toMatch(needless);
  expect(page(stopped('part applied', true))).not.toMatch(needless);
});

test('summarize that could not read the records says why, and not that there are none', () => {
  const problem = {
    attempted: 'finish the step',
    found: 'it was cancelled (SIGINT)',
    nextAction: 'run the failed jobs again',
  };
  const page = pageOf(recordOf('summarize', { status: 'failed', problems: [problem] }));
  expect(page).toMatch(/^## ⚠️ Deploy to production: how it ended is not known; summarize did not/);
  expect(page).toContain('**Could not finish the step**: it was cancelled (SIGINT)');
  expect(page).toContain('run this job again: the records of the others are still there');
  expect(page).not.toMatch(/left a record|left no record|toJSON/);
});
