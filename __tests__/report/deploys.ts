import type { Finding } from '../../src/record/finding.js';
import { notRun, pass, warn } from '../../src/record/finding.js';
import type { DeployRecord, DetailsOf, RecordOf, StepName } from '../../src/record/record.js';

const SHA = '9fceb02d0ae598e95dc970b74767f19372d61af8';
const MINUTE = 60_000;
const START = Date.parse('2026-11-22T02:01:00.000Z');

/** Job ids of examples/deploy.yml. */
export const JOB: Readonly<Record<StepName, string>> = {
  validate: 'predeploy',
  backup: 'backup',
  rehearse: 'rehearsal',
  migrate: 'deploy-database',
  promote: 'promote-reference-data',
  verify: 'verify-deployment',
  restore: 'rollback',
  summarize: 'notify',
};

const AT: Readonly<Record<StepName, number>> = {
  validate: 0,
  backup: 1,
  rehearse: 3,
  migrate: 4,
  promote: 6,
  verify: 7,
  restore: 8,
  summarize: 9,
};

function runOf(step: StepName, attempt = 1): RecordOf<'validate'>['run'] {
  return {
    runId: '4711',
    attempt,
    repository: 'acme/booking-shop',
    sha: SHA,
    ref: 'refs/heads/main',
    actor: 'dora',
    workflow: 'Deploy database',
    job: JOB[step],
    url: `https://github.com/acme/booking-shop/actions/runs/4711/attempts/${attempt}`,
  };
}

type Given<Step extends StepName> = Partial<Omit<RecordOf<Step>, 'step'>> & { attempt?: number };

/** A record of a step that passed, unless told otherwise. */
export function recordOf<Step extends StepName>(
  step: Step,
  given: Given<Step> = {},
): RecordOf<Step> {
  const { attempt = 1, ...rest } = given;
  const startedAt = START + AT[step] * MINUTE + (attempt - 1) * 60 * MINUTE;
  return {
    version: 1,
    step,
    environment: 'production',
    status: 'passed',
    run: runOf(step, attempt),
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(startedAt + 42_000).toISOString(),
    findings: [] as Finding[],
    problems: [],
    ...rest,
  } as unknown as RecordOf<Step>;
}

export const backupDetails: DetailsOf<'backup'> = {
  seconds: 18.4,
  artifact: {
    name: 'production-backup-4711',
    id: '900001',
    digest: `sha256:${'ab'.repeat(32)}`,
    bytes: 48_211_004,
    createdAt: '2026-11-22T02:02:40.000Z',
    expiresAt: '2026-12-22T02:02:40.000Z',
  },
  manifest: {
    version: 1,
    environment: 'production',
    createdAt: '2026-11-22T02:02:20.000Z',
    run: runOf('backup'),
    state: {
      identity: { database: 'shop', oid: '16384', host: 'db.example.com', port: 5432 },
      catalogFingerprint: 'c'.repeat(64),
      ledger: {
        tool: 'node-pg-migrate',
        table: 'public.pgmigrations',
        applied: ['1741600800000_create-users'],
        checksums: { '1741600800000_create-users': '6'.repeat(64) },
      },
    },
    server: { version: '15.6', major: 15, encoding: 'UTF8', collation: 'C.UTF-8' },
    client: { version: '15.6', path: '/usr/lib/postgresql/15/bin/pg_dump' },
    snapshot: { lsn: '0/3A1F2C8', time: '2026-11-22T02:02:01.000Z' },
    archive: {
      file: 'shop.dump',
      bytes: 48_123_904,
      sha256: 'd'.repeat(64),
      format: 'custom',
      compression: 'gzip:1',
    },
    fingerprints: 'content',
    tables: [
      { schema: 'public', name: 'bookings', rows: '1204331', fingerprint: '1' },
      { schema: 'public', name: 'users', rows: '88012', fingerprint: '2' },
    ],
    withoutRows: [],
    largeObjects: 0,
  },
};

export const migrateDetails: DetailsOf<'migrate'> = {
  tool: 'node-pg-migrate',
  command: 'npx --no-install node-pg-migrate up',
  pending: ['1795341600000_add-service-duration', '1795428000000_one-account-per-phone'],
  applied: ['1795341600000_add-service-duration', '1795428000000_one-account-per-phone'],
  verdict: 'all applied',
  catalogChanges: [
    '+ column public.services.duration_minutes integer not null default 30',
    '- index CREATE INDEX services_active ON public.services USING btree (id) WHERE active',
    '+ index CREATE INDEX services_active ON public.services USING btree (category_id) WHERE active',
  ],
  schemaDiff: [
    {
      text: '+ index public.users.users_phone_key CREATE UNIQUE INDEX users_phone_key ON public.users USING btree (phone)',
      breaks: 'duplicates that the running release may write are refused',
    },
    { text: '+ column public.services.duration_minutes integer not null default 30' },
  ],
  exitCode: 0,
  seconds: 3.2,
  output: ['> Migrating files:', '> - 1795341600000_add-service-duration', 'Migrations complete!'],
};

export const promoteDetails: DetailsOf<'promote'> = {
  mode: 'apply',
  digest: 'e'.repeat(64),
  applied: true,
  tables: [
    {
      table: 'public.categories',
      mode: 'upsert',
      devRows: 6,
      prodRows: 5,
      inserts: 1,
      updates: 2,
      deletes: 0,
      kept: 0,
      left: 0,
      conflicts: 0,
      columnChanges: [{ column: 'name', rows: 2 }],
      samples: [
        {
          kind: 'update',
          key: '4',
          changes: [{ column: 'name', from: 'Hair', to: 'Hair & beard' }],
        },
      ],
    },
  ],
  sequences: [{ sequence: 'public.categories_id_seq', from: '5', to: '6' }],
};

/** The five records of a deploy in which everything went well. */
export function wholeDeploy(): DeployRecord[] {
  return [
    recordOf('validate', {
      findings: [
        pass('direct-url is direct', 'three rounds on the same backend'),
        warn('backup without encryption', {
          found: 'the repository is private',
          fix: 'set encrypt-to',
        }),
      ],
      details: {
        databases: [
          {
            role: 'direct',
            shown: 'app@db.example.com:5432/shop',
            serverVersion: '15.6',
            tls: 'TLSv1.3',
          },
        ],
        migrationTool: 'node-pg-migrate',
        turnedOff: ['no e-mail: EMAIL_USERNAME is not set'],
      },
    }),
    recordOf('backup', {
      findings: [pass('pg_dump ended well', 'exit code 0')],
      details: backupDetails,
    }),
    recordOf('migrate', { findings: [pass('ledger', 'complete')], details: migrateDetails }),
    recordOf('promote', { findings: [pass('re-diff', 'empty')], details: promoteDetails }),
    recordOf('verify', {
      findings: [
        pass('no invalid index', 'every index is valid'),
        notRun('health of the application', 'no health-urls are given'),
      ],
      details: { databases: [{ role: 'direct', shown: 'app@db.example.com:5432/shop' }] },
    }),
  ];
}

export const ALL_SUCCEEDED = jobsOf('success', 'success', 'success', 'success', 'success');

type Result = DetailsOf<'summarize'>['jobs'][number]['result'];

/** Results of the five jobs in their order. */
export function jobsOf(...results: readonly Result[]): DetailsOf<'summarize'>['jobs'] {
  const steps = ['validate', 'backup', 'migrate', 'promote', 'verify'] as const;
  return steps.flatMap((step, at) => {
    const result = results[at];
    return result === undefined ? [] : [{ name: JOB[step], result }];
  });
}

export function summaryOf(
  details: Partial<DetailsOf<'summarize'>>,
  given: Given<'summarize'> = {},
): RecordOf<'summarize'> {
  return recordOf('summarize', {
    details: { jobs: [], records: [], earlier: [], unreadable: [], ...details },
    ...given,
  });
}
