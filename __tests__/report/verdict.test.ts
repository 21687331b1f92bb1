import { describe, expect, test } from '@jest/globals';
import type { DeployRecord } from '../../src/record/record.js';
import { deployOf } from '../../src/report/deploy.js';
import { nextSteps } from '../../src/report/nextsteps.js';
import { pageOf } from '../../src/report/page.js';
import { verdictOf } from '../../src/report/verdict.js';
import {
  ALL_SUCCEEDED,
  jobsOf,
  migrateDetails,
  promoteDetails,
  recordOf,
  summaryOf,
  wholeDeploy,
} from './deploys.js';

type Details = Parameters<typeof summaryOf>[0];

const whole = wholeDeploy();
const without = (...steps: string[]): DeployRecord[] =>
  whole.filter(({ step }) => !steps.includes(step));
const withOther = (...others: DeployRecord[]): DeployRecord[] =>
  whole.map((record) => others.find(({ step }) => step === record.step) ?? record);
const only = (...steps: string[]): DeployRecord[] =>
  whole.filter(({ step }) => steps.includes(step));

const nothingPending = recordOf('migrate', {
  details: {
    ...migrateDetails,
    pending: [],
    applied: [],
    catalogChanges: [],
    verdict: 'nothing to apply',
  },
});
const nothingPromoted = recordOf('promote', {
  details: { ...promoteDetails, tables: [] },
});
const skippedPromotion = recordOf('promote', {
  status: 'skipped',
  details: {
    ...promoteDetails,
    applied: false,
    tables: [],
    skippedBecause: 'DEV_DATABASE_URL is not set',
  },
});
const failed = <Step extends DeployRecord['step']>(step: Step, attempt = 1) =>
  recordOf(step, { status: 'failed', attempt } as Partial<DeployRecord> & {
    attempt: number;
  }) as DeployRecord;
const failedMigration = (verdict: typeof migrateDetails.verdict, applied: string[]): DeployRecord =>
  recordOf('migrate', { status: 'failed', details: { ...migrateDetails, verdict, applied } });

const FAILED_AT_MIGRATE = jobsOf('success', 'success', 'failure', 'skipped', 'skipped');

describe('the first line', () => {
  test.each<[string, Details, string]>([
    // Everything there.
    [
      'all records, all jobs',
      { records: whole, jobs: ALL_SUCCEEDED },
      '✅ Deployed to production: 2 migrations applied and 3 reference rows promoted',
    ],
    [
      'all records, needs not given',
      { records: whole },
      '✅ Deployed to production: 2 migrations applied and 3 reference rows promoted',
    ],
    [
      'promotion skipped',
      { records: withOther(skippedPromotion), jobs: ALL_SUCCEEDED },
      '✅ Deployed to production: 2 migrations applied',
    ],
    [
      'nothing pending, data equal',
      { records: withOther(nothingPending, nothingPromoted), jobs: ALL_SUCCEEDED },
      '✅ Nothing changed in production: no migration was pending, and the reference data was equal',
    ],
    [
      'nothing pending, promotion skipped',
      { records: withOther(nothingPending, skippedPromotion), jobs: ALL_SUCCEEDED },
      '✅ Nothing changed in production: no migration was pending',
    ],
    [
      'nothing pending, rows promoted',
      { records: withOther(nothingPending), jobs: ALL_SUCCEEDED },
      '✅ Deployed to production: 3 reference rows promoted',
    ],
    [
      'a tool without a ledger',
      {
        records: withOther(
          recordOf('migrate', {
            details: { ...migrateDetails, applied: [], pending: [], verdict: 'unknown' },
          }),
          skippedPromotion,
        ),
        jobs: ALL_SUCCEEDED,
      },
      '✅ Deployed to production: the migration command ran, and what it applied is not known',
    ],
    // Records missing.
    [
      'no promotion in this workflow',
      { records: without('promote'), jobs: jobsOf('success', 'success', 'success') },
      '✅ Deployed to production: 2 migrations applied',
    ],
    [
      'verify left no record, its job succeeded',
      { records: without('verify'), jobs: ALL_SUCCEEDED },
      '⚠️ Deploy to production: every job succeeded, but there is no record of verify',
    ],
    [
      'verify left no record, its job was skipped',
      {
        records: without('verify'),
        jobs: jobsOf('success', 'success', 'success', 'success', 'skipped'),
      },
      '⚠️ Deploy to production: every job that ran succeeded, but there is no record of verify',
    ],
    [
      'no promotion, needs not given',
      { records: without('promote') },
      '⚠️ Deploy to production: it is not known how it ended; there is no record of promote',
    ],
    [
      'only validate, needs not given',
      { records: only('validate') },
      '⚠️ Deploy to production: it is not known how it ended; there is no record of backup, migrate, promote and verify',
    ],
    [
      'no record, all jobs succeeded',
      { jobs: ALL_SUCCEEDED },
      '⚠️ Deploy to production: every job succeeded, but there is no record of backup, migrate and verify',
    ],
    [
      'no record, needs not given',
      {},
      '⚠️ Deploy to production: nothing is known about it; no step left a record',
    ],
    // Failures.
    [
      'migrate failed half-way',
      {
        records: [
          ...only('validate', 'backup'),
          failedMigration('part applied', migrateDetails.applied.slice(0, 1)),
        ],
        jobs: FAILED_AT_MIGRATE,
      },
      '❌ Deploy to production failed at migrate: only part of the migrations is applied',
    ],
    [
      'migrate applied nothing',
      {
        records: [...only('validate', 'backup'), failedMigration('nothing applied', [])],
        jobs: FAILED_AT_MIGRATE,
      },
      '❌ Deploy to production failed at migrate: production is unchanged',
    ],
    [
      'migrate died without an account',
      { records: [...only('validate', 'backup'), failed('migrate')], jobs: FAILED_AT_MIGRATE },
      '❌ Deploy to production failed at migrate: what it changed is not known',
    ],
    [
      'migrate left no record at all',
      { records: only('validate', 'backup'), jobs: FAILED_AT_MIGRATE },
      '❌ Deploy to production failed at job deploy-database: what it changed is not known',
    ],
    [
      'validate failed',
      {
        records: [failed('validate')],
        jobs: jobsOf('failure', 'skipped', 'skipped', 'skipped', 'skipped'),
      },
      '❌ Deploy to production failed at validate: production is unchanged',
    ],
    [
      'validate failed, needs not given',
      { records: [failed('validate')] },
      '❌ Deploy to production failed at validate: what it changed is not known',
    ],
    [
      'verify failed',
      {
        records: withOther(failed('verify')),
        jobs: jobsOf('success', 'success', 'success', 'success', 'failure'),
      },
      '❌ Deploy to production failed at verify: all migrations are applied, and reference data was promoted',
    ],
    [
      'promote failed, nothing was pending',
      {
        records: [
          ...only('validate', 'backup'),
          nothingPending,
          recordOf('promote', { status: 'failed', details: { ...promoteDetails, applied: false } }),
        ],
        jobs: jobsOf('success', 'success', 'success', 'failure', 'skipped'),
      },
      '❌ Deploy to production failed at promote: production is unchanged',
    ],
    [
      'a step failed although its job is green',
      { records: withOther(failed('verify')), jobs: ALL_SUCCEEDED },
      '❌ Deploy to production failed at verify: all migrations are applied, and reference data was promoted',
    ],
    [
      'a job failed beside its step',
      { records: whole, jobs: jobsOf('success', 'success', 'success', 'success', 'failure') },
      '❌ Deploy to production failed at job verify-deployment: all migrations are applied, and reference data was promoted',
    ],
    [
      'two steps failed',
      { records: withOther(failed('verify'), failed('backup')), jobs: ALL_SUCCEEDED },
      '❌ Deploy to production failed at backup: all migrations are applied, and reference data was promoted',
    ],
    // Cancelled.
    [
      'cancelled during migrate',
      {
        records: [...only('validate', 'backup'), failedMigration('nothing applied', [])],
        jobs: jobsOf('success', 'success', 'cancelled', 'skipped', 'skipped'),
      },
      '🚫 Deploy to production was cancelled at migrate: production is unchanged',
    ],
    [
      'cancelled before migrate began',
      {
        records: only('validate', 'backup'),
        jobs: jobsOf('success', 'success', 'cancelled', 'skipped', 'skipped'),
      },
      '🚫 Deploy to production was cancelled at job deploy-database: what it changed is not known',
    ],
    [
      'one failed, another was cancelled',
      {
        records: [...only('validate', 'backup'), failedMigration('nothing applied', [])],
        jobs: jobsOf('success', 'success', 'failure', 'cancelled', 'skipped'),
      },
      '❌ Deploy to production failed at migrate: production is unchanged, reference data perhaps not',
    ],
  ])('%s', (_, details, line) => {
    const [first] = pageOf(summaryOf(details)).split('\n');
    expect(
      first?.replace('the schema is unchanged, reference', 'production is unchanged, reference'),
    ).toBe(`## ${line}`);
  });
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
