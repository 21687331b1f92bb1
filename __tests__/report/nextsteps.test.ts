import { describe, expect, test } from '@jest/globals';
import { deployOf } from '../../src/report/deploy.js';
import { nextSteps } from '../../src/report/nextsteps.js';
import { pageOf } from '../../src/report/page.js';
import { verdictOf } from '../../src/report/verdict.js';
import { ALL_SUCCEEDED, jobsOf, migrateDetails, recordOf, summaryOf } from './deploys.js';
import {
  whole,
  without,
  withOther,
  only,
  failed,
  failedMigration,
  FAILED_AT_MIGRATE,
  type Details,
} from './pieces.js';

test('on a laptop the way on has no jobs, runs and pushes that start one', () => {
  const failedThere = failedMigration('nothing applied', []);
  const summary = summaryOf({ records: withOther(failedThere) });
  const deploy = deployOf({ ...summary, run: { ...summary.run, url: '', repository: '' } });
  const steps = nextSteps(deploy, verdictOf(deploy));
  expect(steps).toMatch(/run the step that failed again/);
  expect(steps).not.toMatch(/gh run rerun|failed jobs|which starts a new run/);
});

test('when the first job failed before its step began, nobody is sent to search the ledger', () => {
  const jobs = jobsOf('failure', 'skipped', 'skipped', 'skipped', 'skipped');
  const page = pageOf(summaryOf({ jobs }));
  expect(page).toContain('without one migrate refuses to start, unless `require-backup` is false');
  expect(page).toMatch(/2\. If `require-backup` is false, find out what was applied/);
  expect(page).not.toMatch(/use a backup of your provider|git revert/);
});

test('the last deploy that went well is the fallback, whether this run has a backup or not', () => {
  const half = failedMigration('part applied', migrateDetails.applied.slice(0, 1));
  const page = (records: Details['records']) =>
    pageOf(summaryOf({ records: records ?? [], jobs: FAILED_AT_MIGRATE }));
  expect(page([...only('validate', 'backup'), half])).toContain(
    "gh run list --repo acme/booking-shop --workflow 'Deploy database' --status success --limit 1",
  );
  const without = page([...only('validate'), half]);
  expect(without).toMatch(/The newest of an earlier deploy is the next best/);
  expect(without).toMatch(/^ +gh workflow run rollback\.yml --repo acme\/booking-shop$/m);
});

describe('attempts', () => {
  const second = { attempt: 2 };

  test('what the first attempt applied is still applied', () => {
    const first = failedMigration('part applied', migrateDetails.applied.slice(0, 1));
    const rest = recordOf('migrate', {
      attempt: 2,
      details: {
        ...migrateDetails,
        pending: migrateDetails.pending.slice(1),
        applied: migrateDetails.applied.slice(1),
      },
    });
    const page = pageOf(
      summaryOf({ records: withOther(rest), earlier: [first], jobs: ALL_SUCCEEDED }, second),
    );
    expect(page).toContain('## ✅ Deployed to production: 2 migrations applied');
    expect(page).toContain('attempt 1 of migrate in `deploy-database` failed');
  });

  test('a second attempt that applied nothing leaves the first one’s half', () => {
    const first = failedMigration('part applied', migrateDetails.applied.slice(0, 1));
    const again = recordOf('migrate', {
      status: 'failed',
      attempt: 2,
      details: {
        ...migrateDetails,
        pending: migrateDetails.pending.slice(1),
        applied: [],
        verdict: 'nothing applied',
      },
    });
    const summary = summaryOf(
      {
        records: [...only('validate', 'backup'), again],
        earlier: [first],
        jobs: FAILED_AT_MIGRATE,
      },
      second,
    );
    expect(verdictOf(deployOf(summary)).sentence).toContain(
      'only part of the migrations is applied',
    );
  });

  test('a failed record whose job has succeeded since is neither green nor red', () => {
    const summary = summaryOf(
      { records: withOther(failed('verify')), jobs: ALL_SUCCEEDED },
      second,
    );
    expect(verdictOf(deployOf(summary))).toMatchObject({ ending: 'incomplete' });
  });
});

describe('what to do next', () => {
  const steps = (details: Details): string => {
    const deploy = deployOf(summaryOf(details));
    return nextSteps(deploy, verdictOf(deploy));
  };

  test('nothing after a success', () => {
    expect(steps({ records: whole, jobs: ALL_SUCCEEDED })).toBe('');
  });

  test('nothing applied: again, or take the commit back; no word of restoring', () => {
    const words = steps({
      records: [...only('validate', 'backup'), failedMigration('nothing applied', [])],
      jobs: FAILED_AT_MIGRATE,
    });
    expect(words).toContain('gh run rerun 4711 --failed --repo acme/booking-shop');
    expect(words).toContain('git revert 9fceb02d0ae598e95dc970b74767f19372d61af8');
    expect(words).not.toContain('RESTORE.md');
  });

  test('part applied: forward first, then back with this backup', () => {
    const words = steps({
      records: [
        ...only('validate', 'backup'),
        failedMigration('part applied', ['1795341600000_add-service-duration']),
      ],
      jobs: FAILED_AT_MIGRATE,
    });
    expect(words.indexOf('go forward')).toBeGreaterThan(0);
    expect(words.indexOf('gh run download 4711')).toBeGreaterThan(words.indexOf('go forward'));
    expect(words).toContain('cat production-backup-4711/RESTORE.md');
  });

  test('after a partial migration, back is the first backup', () => {
    const backup = whole.find((record) => record.step === 'backup');
    if (backup?.details === undefined) throw new Error('fixture');
    const { manifest } = backup.details;
    const later = recordOf('backup', {
      details: {
        ...backup.details,
        manifest: {
          ...manifest,
          afterPartialMigration: { firstBackup: 'production-backup-first' },
        },
      },
    });
    const words = steps({ records: [...withOther(later, failed('verify'))], jobs: ALL_SUCCEEDED });
    expect(words).toContain('--name production-backup-first');
    expect(words).not.toContain('--name production-backup-4711');
  });

  test('without a backup record it says where else to look', () => {
    expect(
      steps({
        records: without('backup', 'verify'),
        jobs: jobsOf('success', 'success', 'success', 'success', 'failure'),
      }),
    ).toContain('use a backup of your provider');
  });

  test('all applied: reverting the commit alone is warned of', () => {
    expect(steps({ records: withOther(failed('verify')), jobs: ALL_SUCCEEDED })).toContain(
      'Do not revert the commit alone',
    );
  });
});
