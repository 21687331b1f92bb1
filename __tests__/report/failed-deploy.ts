import { fail, pass } from '../../src/record/finding.js';
import type { RecordOf } from '../../src/record/record.js';
import { jobsOf, migrateDetails, recordOf, summaryOf, wholeDeploy } from './deploys.js';

/** A deploy in which the second of two migrations failed, after the first was committed. */
export function failedDeploy(): RecordOf<'summarize'> {
  const [validate, backup] = wholeDeploy();
  if (validate === undefined || backup === undefined) throw new Error('fixture');
  return summaryOf({
    jobs: jobsOf('success', 'success', 'failure', 'skipped', 'skipped'),
    records: [
      validate,
      backup,
      recordOf('migrate', {
        status: 'failed',
        problems: [
          {
            attempted: 'apply the pending migrations',
            found: 'node-pg-migrate ended with exit code 1 after 1 of 2 migrations',
            likelyCause:
              'two rows of users have the same phone, and the migration wants them unique',
            nextAction: 'correct the rows or the migration, then choose below',
          },
        ],
        findings: [
          pass('gate: backup of this state', 'identity, ledger and catalog are equal'),
          fail('exit of the migration tool', {
            expected: 'exit code 0',
            found: 'exit code 1',
            fix: 'read the tool’s own error in the output below',
          }),
          fail('ledger after the migration', {
            expected: 'every file applied',
            found: 'not applied: 1795428000000_one-account-per-phone',
            fix: 'correct the migration and deploy again',
          }),
        ],
        details: {
          ...migrateDetails,
          applied: ['1795341600000_add-service-duration'],
          verdict: 'part applied',
          exitCode: 1,
          catalogChanges: migrateDetails.catalogChanges.slice(0, 1),
          schemaDiff: migrateDetails.schemaDiff?.slice(1),
          output: [
            '> Migrating files:',
            '> - 1795341600000_add-service-duration',
            '> - 1795428000000_one-account-per-phone',
            'error: could not create unique index "users_phone_key"',
            '  detail: Key (phone)=(***) is duplicated.',
          ],
        },
      }),
    ],
  });
}
