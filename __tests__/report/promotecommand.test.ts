import { expect, test } from '@jest/globals';
import { pageOf } from '../../src/report/page.js';
import { NOTHING_PROMOTED } from '../../src/record/untouched.js';
import type { DetailsOf } from '../../src/record/record.js';
import { ALL_SUCCEEDED, jobsOf, recordOf, summaryOf } from './deploys.js';
import { nothingPending, only, withOther, without, type Details } from './pieces.js';

const command = { command: './promote.sh', runs: [] };
const byCommand: DetailsOf<'promote'> = { mode: 'apply', ...NOTHING_PROMOTED, command };
const doubt = 'promote-command ended with exit code 4 with --apply: only the script knows.';
const inDoubt = recordOf('promote', { status: 'failed', details: { ...byCommand, doubt } });

test('a script that promoted is a change, and its rows are not counted', () => {
  const promoted = recordOf('promote', { details: { ...byCommand, applied: true } });
  const page = pageOf(summaryOf({ records: withOther(nothingPending, promoted), jobs: ALL_SUCCEEDED })); // prettier-ignore
  expect(page.split('\n')[0]).toContain('promote-command ran');
  expect(page).not.toMatch(/equal|all tables in one transaction/);
});

test('a script that failed while it wrote leaves a doubt, and the way back', () => {
  const records = [
    ...without('migrate', 'promote', 'verify', 'summarize'),
    nothingPending,
    inDoubt,
  ];
  const jobs = jobsOf('success', 'success', 'success', 'failure', 'skipped');
  const page = pageOf(summaryOf({ records, jobs }));
  expect(page).toContain('**Reference data: not known.** promote-command ended with exit code 4');
  expect(page).toContain('confirm-database');
  expect(page).toContain('Last resort, go back');
});

const stopped = recordOf('promote', { status: 'failed', details: byCommand });
const job = (name: string, result: 'success' | 'failure') => ({ name, result });

test.each<[string, Details, boolean, boolean]>([
  ['in doubt', { records: [...only('backup'), inDoubt] }, false, true],
  ['without an account', { records: [recordOf('promote', { status: 'failed' })] }, false, true],
  ['before it wrote', { records: [...only('backup'), stopped] }, false, false],
  ['beside a job that did something else', { records: [...only('backup'), inDoubt], jobs: [job('lint', 'success')] }, false, true], // prettier-ignore
  // The job may be that of migrate.
  ['beside a job that left no word', { records: [...only('backup'), inDoubt], jobs: [job('db', 'failure')] }, true, true], // prettier-ignore
])('a script that failed where nothing was migrated, %s', (_, details, ledger, back) => {
  const page = pageOf(summaryOf(details));
  const steps = page.slice(page.indexOf('### What to do next')).split('\n### ')[0] ?? '';
  expect(steps).toContain('gh run rerun');
  expect(/ledger|migration is applied/.test(steps)).toBe(ledger);
  expect(steps.includes('o back')).toBe(back);
});
