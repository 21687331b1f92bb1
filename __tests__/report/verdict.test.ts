import { describe, expect, test } from '@jest/globals';
import { pageOf } from '../../src/report/page.js';
import {
  ALL_SUCCEEDED,
  jobsOf,
  migrateDetails,
  promoteDetails,
  recordOf,
  summaryOf,
} from './deploys.js';
import {
  whole,
  without,
  withOther,
  only,
  nothingPending,
  nothingPromoted,
  skippedPromotion,
  failed,
  failedMigration,
  FAILED_AT_MIGRATE,
  type Details,
} from './pieces.js';

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
      '✅ Deployed to production: the migration command ran (what it applied is not known)',
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
      '❌ Deploy to production failed at validate: no backup is recorded, and without one nothing is changed, unless require-backup is false',
    ],
    [
      'the first job failed before its step began',
      { jobs: jobsOf('failure', 'skipped', 'skipped', 'skipped', 'skipped') },
      '❌ Deploy to production failed at job predeploy: no backup is recorded, and without one nothing is changed, unless require-backup is false',
    ],
    [
      'the same, and what was left cannot be read',
      {
        jobs: jobsOf('failure', 'skipped'),
        unreadable: ['db-deploy-record-production-backup-a1: 503'],
      },
      '❌ Deploy to production failed at job predeploy: what it changed is not known',
    ],
    [
      'backup failed, and its record is all there is',
      { records: [failed('backup')] },
      '❌ Deploy to production failed at backup: no backup is recorded, and without one nothing is changed, unless require-backup is false',
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
      '❌ Deploy to production failed at migrate: the schema is unchanged, reference data perhaps not',
    ],
  ])('%s', (_, details, line) => {
    const [first] = pageOf(summaryOf(details)).split('\n');
    expect(first).toBe(`## ${line}`);
  });
});
