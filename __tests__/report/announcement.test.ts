import { expect, test } from '@jest/globals';
import type { RecordOf } from '../../src/record/record.js';
import { announcementOf } from '../../src/report/announcement.js';
import {
  ALL_SUCCEEDED,
  jobsOf,
  migrateDetails,
  recordOf,
  summaryOf,
  wholeDeploy,
} from './deploys.js';
import { failedDeploy } from './failed-deploy.js';

const [validate, backup] = wholeDeploy();

function deployUpTo(...records: (RecordOf<'migrate'> | undefined)[]): RecordOf<'summarize'> {
  return summaryOf({
    jobs: jobsOf('success', 'success', 'failure', 'skipped', 'skipped'),
    records: [validate, backup, ...records].filter((record) => record !== undefined),
  });
}

test('what changed, in words and in numbers', () => {
  const announcement = announcementOf(summaryOf({ jobs: ALL_SUCCEEDED, records: wholeDeploy() }));
  expect(announcement).toMatchObject({
    ending: 'deployed',
    good: true,
    sha: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    branch: 'main',
    commitUrl:
      'https://github.com/acme/booking-shop/commit/9fceb02d0ae598e95dc970b74767f19372d61af8',
    took: '9 min 42 s',
    changes: [
      '2 migrations applied: 1795341600000_add-service-duration, 1795428000000_one-account-per-phone',
      '2 changes of the schema',
      '3 reference rows promoted: public.categories 3',
    ],
    tables: [{ table: 'public.categories', inserted: 1, updated: 2, deleted: 0 }],
    problems: [],
  });
  expect(announcement.wayBack).toBeUndefined();
});

test('of a failure its causes, and the way back to the backup of this run', () => {
  const { problems, wayBack, changes } = announcementOf(failedDeploy());
  expect(problems.map(({ step }) => step)).toEqual(['migrate', 'migrate', 'migrate']);
  expect(wayBack?.look).toMatch(/^gh workflow run rollback\.yml .*backup-run-id=4711$/);
  expect(wayBack?.restore).toContain('confirm-database=shop');
  expect(changes).toContain('1 migration not applied: 1795428000000_one-account-per-phone');
});

test.each<[string, RecordOf<'summarize'>, boolean]>([
  [
    'nothing was touched',
    summaryOf({
      jobs: jobsOf('success', 'failure', 'skipped', 'skipped', 'skipped'),
      records: [validate, backup].filter((record) => record !== undefined),
    }),
    false,
  ],
  [
    'the tool applied nothing',
    deployUpTo(
      recordOf('migrate', {
        status: 'failed',
        details: {
          ...migrateDetails,
          applied: [],
          catalogChanges: [],
          verdict: 'nothing applied',
          started: true,
        },
      }),
    ),
    false,
  ],
  ['the step died', deployUpTo(recordOf('migrate', { status: 'failed' })), true],
  ['all is well', summaryOf({ jobs: ALL_SUCCEEDED, records: wholeDeploy() }), false],
])('a way back is offered only where something was changed: %s', (_, summary, offered) => {
  expect(announcementOf(summary).wayBack !== undefined).toBe(offered);
});

test('outside Actions and without records it still tells the little that is known', () => {
  const run = { ...recordOf('validate').run, url: '', sha: '', ref: '', repository: '' };
  expect(announcementOf(summaryOf({}, { run }))).toMatchObject({
    ending: 'incomplete',
    good: false,
    sha: '',
    commitUrl: '',
    runUrl: '',
    changes: expect.any(Array),
  });
});

test('addresses that are none of the web are not linked', () => {
  const run = { ...recordOf('validate').run, url: 'javascript:alert(1)//actions/' };
  expect(announcementOf(summaryOf({}, { run }))).toMatchObject({ runUrl: '', commitUrl: '' });
});
