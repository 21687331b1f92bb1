import { expect, test } from '@jest/globals';
import { pageOf } from '../../src/report/page.js';
import { NOTHING_PROMOTED } from '../../src/record/untouched.js';
import type { DetailsOf } from '../../src/record/record.js';
import { ALL_SUCCEEDED, jobsOf, recordOf, summaryOf } from './deploys.js';
import { nothingPending, withOther, without } from './pieces.js';

const command = { command: './promote.sh', runs: [] };
const byCommand: DetailsOf<'promote'> = { mode: 'apply', ...NOTHING_PROMOTED, command };
const doubt = 'promote-command ended with exit code 4 with --apply: only the script knows.';

test('a script that promoted is a change, and its rows are not counted', () => {
  const promoted = recordOf('promote', { details: { ...byCommand, applied: true } });
  const page = pageOf(summaryOf({ records: withOther(nothingPending, promoted), jobs: ALL_SUCCEEDED })); // prettier-ignore
  expect(page.split('\n')[0]).toContain('promote-command ran');
  expect(page).not.toMatch(/equal|all tables in one transaction/);
});

test('a script that failed while it wrote leaves a doubt, and the way back', () => {
  const inDoubt = recordOf('promote', { status: 'failed', details: { ...byCommand, doubt } });
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
