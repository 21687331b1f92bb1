import type { DetailsOf, Record as StepRecord } from '../../src/record/record.js';
import { couldNotVerify, fail, pass } from '../../src/record/finding.js';
import type { Watch } from '../../src/record/watch.js';
import { ALL_SUCCEEDED, migrateDetails, promoteDetails, recordOf, summaryOf, wholeDeploy } from './deploys.js'; // prettier-ignore

/** What a watcher saw of a migration that ran alone. */
export const watched: Watch = {
  samples: 22,
  watchedMs: 2_400,
  longestGapMs: 113,
  costShare: 0.01,
  knownBy: 'application name',
  backends: 1,
  late: false,
  stalled: 0,
  stalls: [],
  locks: [
    { table: 'public.bookings', mode: 'ACCESS EXCLUSIVE', heldMs: 800, heldAtMostMs: 953, waitedMs: 0 }, // prettier-ignore
    { table: 'public.pgmigrations', mode: 'ROW EXCLUSIVE', heldMs: 800, heldAtMostMs: 953, waitedMs: 0 }, // prettier-ignore
  ],
  blockers: [],
  stops: [],
};
/** Of a migration that was over before anybody looked. */
export const unwatched: Watch = { ...watched, knownBy: 'nothing', backends: 0, locks: [] };

export const migratedCopy: DetailsOf<'migrate'> = {
  ...migrateDetails,
  attempts: [{ seconds: 2.4, exitCode: 0, watch: watched }],
};

export const rehearsed: DetailsOf<'rehearse'> = {
  backup: {
    name: 'production-backup-4711',
    chosenBy: 'run',
    runId: '4711',
    snapshotTime: '2026-11-22T02:02:01.000Z',
    bytes: 48_123_904,
    sha256: 'd'.repeat(64),
  },
  openedWith: [],
  server: 'a scratch cluster on the runner, Postgres 15.6',
  restoreSeconds: 192,
  leftOut: ['EXTENSION dblink: it can reach other servers'],
  migration: migratedCopy,
  durations: [
    { file: '1795341600000_add-service-duration', milliseconds: 8.4, precision: 'exact' },
    { file: '1795428000000_one-account-per-phone', milliseconds: 875, precision: 'with the tool' },
  ],
  rewrites: [
    { kind: 'table', name: 'public.bookings', table: 'public.bookings', how: 'rewritten', rows: 305_000, bytes: 35_800_000 }, // prettier-ignore
    { kind: 'index', name: 'public.bookings_pkey', table: 'public.bookings', how: 'rewritten', rows: 305_000, bytes: 6_900_000 }, // prettier-ignore
  ],
  stallEstimates: ['reads and writes of public.bookings would wait about 1 s'],
  promotion: { ...promoteDetails, mode: 'rehearsed' },
};

export const rehearsal = recordOf('rehearse', {
  details: rehearsed,
  findings: [
    couldNotVerify('extension', 'dblink: it can reach other servers', 'nothing of it was rehearsed'), // prettier-ignore
    pass('isolation', 'every URL that tools see is that of the scratch database'),
  ],
});

const PENDING = [...migrateDetails.pending];
export const refused = recordOf('rehearse', {
  status: 'failed',
  findings: [fail('exit of the migration tool', { expected: 'exit code 0', found: 'exit code 1: error: could not create unique index', fix: 'find the duplicates' })], // prettier-ignore
  problems: [{ attempted: 'migrate the copy', found: 'no migration is applied', nextAction: 'correct the cause and push: production was not touched' }], // prettier-ignore
  details: {
    ...rehearsed,
    migration: {
      ...migratedCopy,
      pending: PENDING,
      applied: [],
      verdict: 'nothing applied',
      attempts: [{ seconds: 0.8, exitCode: 1, watch: unwatched }],
      schemaDiff: [],
    },
    durations: [],
    rewrites: [],
    stallEstimates: [],
    promotion: undefined,
  },
});

const [validate, backup, ...changing] = wholeDeploy();
const first = [validate, backup].filter((record) => record !== undefined);

export function rehearsalRecords(): (readonly [string, StepRecord])[] {
  return [
    ['the page of a rehearsal', rehearsal],
    ['the page of a rehearsal that was refused', refused],
    ['the page of a rehearsed deploy', summaryOf({ jobs: ALL_SUCCEEDED, records: [...first, rehearsal, ...changing] })], // prettier-ignore
    ['the page of a deploy that its rehearsal stopped', stopped],
  ];
}

export const stopped = summaryOf({
  jobs: ALL_SUCCEEDED.map((job, at) => (at < 2 ? job : { ...job, result: 'skipped' as const })).concat({ name: 'rehearsal', result: 'failure' }), // prettier-ignore
  records: [...first, refused],
});
