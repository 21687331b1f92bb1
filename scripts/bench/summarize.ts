import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/actions/clock.js';
import { githubArtifacts } from '../../src/actions/githubartifacts.js';
import { recordStore } from '../../src/actions/records.js';
import { pass } from '../../src/record/finding.js';
import type { DeployRecord } from '../../src/record/record.js';
import { ArtifactServices } from '../../__tests__/harness/github/artifact-services.js';
import {
  backupDetails,
  migrateDetails,
  promoteDetails,
  recordOf,
  wholeDeploy,
} from '../../__tests__/report/deploys.js';
import { peakMemory } from './memory.js';
import { interleave, median, timeProcess, type Result } from './rounds.js';

const ROUNDS = 7;
const BUDGET_MS = 1_500;
const MEMORY_BUDGET = 256;
/** Of a large deploy against a small one: memory is flat, within what two runs of one differ. */
const FLAT = 1.2;
const RUNS = { small: 11, large: 22, huge: 33 } as const;

/**
 * The whole step over records in GitHub's artifacts, played on this machine: of a small deploy, of a
 * large one (200 tables, 50 migrations, 5,000 promoted rows, most of them as samples), and of one ten
 * times as large.
 */
export async function benchSummarize(root: string): Promise<Result[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'db-deploy-bench-'));
  const services = await ArtifactServices.start();
  try {
    await leaveRecords(services, RUNS.small, wholeDeploy(), cwd);
    await leaveRecords(services, RUNS.large, deploy(200, 50, 25), cwd);
    await leaveRecords(services, RUNS.huge, deploy(2_000, 500, 25), cwd);
    const args = [join(root, 'dist/index.js')];
    const env = (run: number) => environment(services, run, cwd);
    // Every round a new attempt: a record's name is free once.
    const timed = (run: number) => async () =>
      timeProcess(process.execPath, args, { env: await env(run), cwd });
    const times = await interleave(ROUNDS, {
      small: timed(RUNS.small),
      large: timed(RUNS.large),
    });
    const [small = 0, large = 0] = ['small', 'large'].map((name) => median(times[name] ?? []));
    const peak = async (run: number) => peakMemory(args, { env: await env(run), cwd });
    const least = await peak(RUNS.small);
    const more = await peak(RUNS.large);
    const most = await peak(RUNS.huge);
    return [
      {
        what: 'summarize of 200 tables, 50 migrations and 5,000 promoted rows',
        measured: `${large.toFixed(0)} ms (a small deploy: ${small.toFixed(0)} ms)`,
        budget: `≤ ${BUDGET_MS} ms`,
        kept: large <= BUDGET_MS,
      },
      {
        what: 'memory of summarize, of a small deploy, of that one, and of one ten times as large',
        measured: [least, more, most].map((mebibytes) => `${mebibytes.toFixed(0)} MiB`).join(', '),
        budget: `the second ≤ ${FLAT}× the first, all ≤ ${MEMORY_BUDGET} MiB`,
        kept: more <= FLAT * least && Math.max(least, more, most) <= MEMORY_BUDGET,
      },
    ];
  } finally {
    await services.close();
    await rm(cwd, { recursive: true, force: true });
  }
}

let attempts = 1;

async function environment(
  services: ArtifactServices,
  run: number,
  cwd: string,
): Promise<Record<string, string>> {
  const file = (name: string): string => join(cwd, name);
  for (const name of ['summary', 'output', 'state']) await writeFile(file(name), '');
  const attempt = (attempts += 1);
  return {
    ...{ PATH: process.env['PATH'] ?? '', GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: String(run) },
    ...{ GITHUB_REPOSITORY: 'acme/shop', GITHUB_WORKSPACE: cwd, RUNNER_TEMP: cwd },
    ...{ GITHUB_RUN_ATTEMPT: String(attempt), GITHUB_API_URL: services.server.origin },
    ...{ GITHUB_STEP_SUMMARY: file('summary'), GITHUB_OUTPUT: file('output') },
    ...{ GITHUB_STATE: file('state'), ACTIONS_RESULTS_URL: services.server.origin },
    ACTIONS_RUNTIME_TOKEN: services.runtimeToken(run, attempt),
    'INPUT_GITHUB-TOKEN': services.apiToken({ contents: 'read', actions: 'read' }),
    ...{ INPUT_STEP: 'summarize', INPUT_NEEDS: needs() },
  };
}

function needs(): string {
  const jobs = wholeDeploy().map(({ run }) => [run.job, { result: 'success', outputs: {} }]);
  return JSON.stringify(Object.fromEntries(jobs));
}

async function leaveRecords(
  services: ArtifactServices,
  run: number,
  records: readonly DeployRecord[],
  directory: string,
): Promise<void> {
  process.env['ACTIONS_RUNTIME_TOKEN'] = services.runtimeToken(run);
  process.env['ACTIONS_RESULTS_URL'] = services.server.origin;
  const artifacts = githubArtifacts({
    ...{ available: true, runId: String(run), repository: 'acme/shop', token: undefined },
    ...{ fetch: services.fetch, clock: systemClock, signal: new AbortController().signal },
  });
  const store = recordStore(artifacts, { environment: 'production', retentionDays: 1, directory });
  const write = process.stdout.write.bind(process.stdout);
  // The toolkit tells the log of a job all about it, and this is none.
  process.stdout.write = () => true;
  try {
    for (const record of records) await store.publish(record);
  } finally {
    process.stdout.write = write;
  }
}

function deploy(tables: number, migrations: number, rows: number): DeployRecord[] {
  const some = <Item>(amount: number, make: (at: number) => Item): Item[] =>
    Array.from({ length: amount }, (_, at) => make(at));
  const names = some(migrations, (at) => `${1_795_341_600_000 + at}_change-number-${at}`);
  const { manifest } = backupDetails;
  const [table] = promoteDetails.tables;
  if (table === undefined) throw new Error('the fixture promotes a table');
  const sample = (at: number) => ({
    kind: 'update' as const,
    key: String(at),
    changes: [{ column: 'name', from: `old name ${at}`, to: `new name ${at}` }],
  });
  return [
    recordOf('validate', { findings: some(40, (at) => pass(`check ${at}`, 'as it should be')) }),
    recordOf('backup', {
      details: {
        ...backupDetails,
        manifest: {
          ...manifest,
          tables: some(tables, (at) => ({
            ...{ schema: 'public', name: `table_${at}`, rows: '123456' },
            fingerprint: String(at).padStart(32, '0'),
          })),
        },
      },
    }),
    recordOf('migrate', {
      details: {
        ...migrateDetails,
        ...{ pending: names, applied: names },
        catalogChanges: some(migrations * 4, (at) => `+ column public.table_${at}.added integer`),
        schemaDiff: some(migrations * 4, (at) => ({ text: `+ column public.table_${at}.added integer` })), // prettier-ignore
      },
    }),
    recordOf('promote', {
      details: {
        ...promoteDetails,
        tables: some(tables, (at) => ({
          ...{ ...table, table: `public.table_${at}`, updates: rows },
          samples: some(rows, sample),
        })),
      },
    }),
    recordOf('verify', { findings: some(200, (at) => pass(`look ${at}`, 'as it should be')) }),
  ];
}
