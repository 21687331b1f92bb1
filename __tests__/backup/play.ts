import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { promisify } from 'node:util';
import type { ProcessRunner } from '../../src/actions/process.js';
import { fingerprintTables } from '../../src/archive/fingerprint.js';
import { readServer } from '../../src/archive/server.js';
import { withSnapshot } from '../../src/backup/snapshot.js';
import { readTables } from '../../src/archive/tables.js';
import type { Config } from '../../src/config/schemas.js';
import { parseConnection, type Connection } from '../../src/postgres/connection.js';
import { withSession } from '../../src/postgres/session.js';
import type { Finding } from '../../src/record/finding.js';
import type { TableFingerprint } from '../../src/record/manifest.js';
import type { ClusterFacts } from '../harness/postgres/cluster.js';
import type { TestTools } from '../harness/tools.js';

let runs = 0;

/** The step's config as `readConfig` would give it; each call is a run of its own. */
export function configFor(url: string, changes: Partial<Config<'backup'>> = {}): Config<'backup'> {
  runs += 1;
  return {
    environment: 'production',
    githubToken: undefined,
    workingDirectory: '.',
    directUrl: connectionTo(url),
    backupName: undefined,
    retentionDays: 30,
    backupTo: 'artifact',
    encryptTo: [],
    fingerprint: 'auto',
    excludeSchemas: [],
    excludeTableData: [],
    migrateCommand: undefined,
    waitForOtherDeploy: 0,
    run: runFacts(String(4_000 + runs), 1),
    surroundings: {
      inActions: true,
      ci: true,
      hosted: true,
      artifactService: true,
      visibility: 'private',
      workspace: tmpdir(),
      temporary: tmpdir(),
      longestRetentionDays: undefined,
      debugging: false,
      environment: { PATH: process.env['PATH'] ?? '' },
    },
    secrets: [],
    ...changes,
  };
}

export function runFacts(runId: string, attempt: number): Config<'backup'>['run'] {
  return {
    runId,
    attempt,
    repository: 'acme/shop',
    sha: 'c0ffee',
    ref: 'refs/heads/main',
    actor: 'ada',
    workflow: 'deploy',
    job: 'backup',
    url: `https://github.com/acme/shop/actions/runs/${runId}`,
  };
}

export function connectionTo(url: string): Connection {
  const parsed = parseConnection('direct-url', url);
  if (!parsed.ok) throw new Error(parsed.problem.found);
  return parsed.connection;
}

export function verdicts(findings: readonly Finding[]): Record<string, string> {
  return Object.fromEntries(findings.map(({ name, verdict }) => [name, verdict]));
}

export function find(findings: readonly Finding[], name: string): Finding | undefined {
  return findings.find((finding) => finding.name === name);
}

/** Everything below the step's own directory but what the store keeps. */
export async function leftFiles(tools: TestTools): Promise<string[]> {
  const names = await readdir(tools.workDirectory, { recursive: true });
  return names.filter((name) => !name.startsWith('store'));
}

/** The runner, with something done just before each pg_dump that dumps. */
export function beforeDump(tools: TestTools, act: () => Promise<void>): TestTools {
  return dumpingWith(tools, async (spec, run) => {
    await act();
    return run(spec);
  });
}

type Spec = Parameters<ProcessRunner['run']>[0];

/** The runner, with the run of pg_dump that dumps in other hands. */
export function dumpingWith(
  tools: TestTools,
  handle: (spec: Spec, run: ProcessRunner['run']) => ReturnType<ProcessRunner['run']>,
): TestTools {
  const run = (spec: Spec) => tools.processes.run(spec);
  const dumps = ({ args }: Spec): boolean => args.some((word) => word.startsWith('--snapshot'));
  return {
    ...tools,
    processes: { run: (spec) => (dumps(spec) ? handle(spec, run) : run(spec)) },
  };
}

/** Does something once after the first bytes of the archive have arrived, before any byte is read on. */
export function afterFirstBytes(
  base: TestTools,
  act: () => Promise<void>,
  onExit: (code: number | null) => void = () => undefined,
): TestTools {
  return dumpingWith(base, async (spec, run) => {
    let acted = false;
    const gate = new Transform({
      transform(chunk, _, done) {
        if (acted) {
          done(null, chunk);
          return;
        }
        acted = true;
        act().then(() => {
          done(null, chunk);
        }, done);
      },
    });
    const exit = await run({
      ...spec,
      onStdout: async (stdout) => {
        stdout.on('error', (error) => gate.destroy(error));
        await spec.onStdout?.(stdout.pipe(gate));
      },
    });
    onExit(exit.code);
    return exit;
  });
}

/** The fingerprints of a database as it is now, as a manifest lists them. */
export async function fingerprintsOf(url: string): Promise<TableFingerprint[]> {
  const connection = connectionTo(url);
  const settings = {
    purpose: 'compare',
    applicationName: 'db-deploy/test/1',
    signal: new AbortController().signal,
  };
  const server = await withSession(connection, settings, readServer);
  return withSnapshot(connection, server, settings, async ({ session }) => {
    const { withRows } = await readTables(session, server);
    const read = await fingerprintTables(session, withRows, 'content');
    return read.map(({ table: { schema, name }, rows = '', fingerprint = '' }) => ({
      schema,
      name,
      rows,
      fingerprint,
    }));
  });
}

/** libpq's variables for the superuser of the test cluster. */
export function libpqOf(cluster: ClusterFacts): Record<string, string> {
  return {
    PATH: `${cluster.binaries.directory}:${process.env['PATH'] ?? ''}`,
    PGHOST: cluster.host,
    PGPORT: String(cluster.port),
    PGUSER: cluster.superuser.user,
    PGPASSWORD: cluster.superuser.password,
  };
}

/** Runs a program of the test cluster's installation to its end. */
export async function runClient(
  cluster: ClusterFacts,
  program: string,
  args: readonly string[],
): Promise<string> {
  const path = join(cluster.binaries.directory, program);
  const { stdout } = await promisify(execFile)(path, args, { env: libpqOf(cluster) });
  return stdout;
}
