import type { DetailsOf, Record as StepRecord } from '../../src/record/record.js';
import { fail, pass } from '../../src/record/finding.js';
import { failedMigration, only } from './pieces.js';
import { migrateDetails, recordOf, summaryOf } from './deploys.js';

/** A look at what going back before the deploy of run 4711 would cost. */
export const looked: DetailsOf<'restore'> = {
  database: 'shop',
  backup: {
    name: 'production-backup-4711',
    chosenBy: 'newest',
    runId: '4711',
    runUrl: 'https://github.com/acme/booking-shop/actions/runs/4711',
    snapshotTime: '2026-11-22T02:02:01.000Z',
    bytes: 48_123_904,
    sha256: 'd'.repeat(64),
  },
  lookOnly: true,
  ageSeconds: 11_520,
  losses: [
    { table: 'public.bookings', rowsNow: '1204343', rowsThen: '1204331', content: 'different' },
    { table: 'public.categories', rowsNow: '5', rowsThen: '5', content: 'same' },
    { table: 'public.notes', rowsNow: '7', rowsThen: '7', content: 'unknown' },
    { table: 'public.services', rowsNow: '12', rowsThen: '12', content: 'different' },
    { table: 'public.sessions', rowsNow: '10', rowsThen: '14', content: 'different' },
    { table: 'public.users', rowsNow: '88012', rowsThen: '88012', content: 'same' },
    { table: 'public."Vouchers"', rowsNow: '31', content: 'different' },
    { table: 'public.legacy', rowsThen: '1', content: 'different' },
  ],
  migrationsUndone: ['1795341600000_add-service-duration', '1795428000000_one-account-per-phone'],
  swapped: false,
  leftOut: ['EXTENSION pg_stat_statements: belongs to the provider'],
  undo: '',
  cleanUp: '',
  openedWith: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
};

export const restored: DetailsOf<'restore'> = {
  ...looked,
  backup: { ...looked.backup, chosenBy: 'run' },
  lookOnly: false,
  swapped: true,
  oldDatabase: 'shop_before_20261122',
  undo: `psql --dbname=postgres --command='begin; alter database "shop" rename to "shop_undone"; alter database "shop_before_20261122" rename to "shop"; commit'`,
  cleanUp: 'dropdb shop_before_20261122',
  restoreSeconds: 192,
  swapMilliseconds: 105,
};

export const restoredRecord = recordOf('restore', {
  details: restored,
  findings: [
    pass('restored rows', '40 tables equal the manifest, contents included'),
    pass('restored owners and grants', 'as in the backup'),
  ],
});

export const failedRestore = recordOf('restore', {
  status: 'failed',
  details: { ...looked, lookOnly: false },
  findings: [
    fail('restored rows', {
      expected: 'public.users: 88012 rows',
      found: 'public.users: 88011 rows',
      fix: 'choose another backup',
    }),
  ],
});

/** A deploy that failed half-way and was taken back by a restore in the same run. */
export const takenBack = summaryOf({
  jobs: [
    { name: 'deploy-database', result: 'failure' },
    { name: 'rollback', result: 'success' },
  ],
  records: [
    ...only('validate', 'backup'),
    failedMigration('part applied', migrateDetails.applied.slice(0, 1)),
    restoredRecord,
  ],
});

/** Every kind of page that speaks of a restore. */
export function restoreRecords(): (readonly [string, StepRecord])[] {
  return [
    ['the page of a look', recordOf('restore', { details: looked })],
    ['the page of a restore', restoredRecord],
    ['the page of a failed restore', failedRestore],
    ['the page of a restore that stopped early', recordOf('restore', { status: 'failed' })],
    ['the page of a deploy that was taken back', takenBack],
    ['the page of a run that only restores', summaryOf({ records: [restoredRecord] })],
  ];
}
