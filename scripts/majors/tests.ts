import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { GIVEN_DEV_SERVER, GIVEN_SERVER, hasClient, type ServerBinaries } from '../../__tests__/harness/postgres/server-binaries.js'; // prettier-ignore

/** What dumps or restores from its first line to its last; in other files a test asks `hasClient` itself. */
const NEEDS_CLIENT = [
  ...[
    'backup',
    'filling',
    'rehearsal',
    'restore',
    'steps/rehearse',
    'steps/rehearse-given',
    'archive/entries',
  ],
  ...['postgres/catalogcopies', 'validation/copies'],
].map((what) => `__tests__/${what}`);

const PROMOTION = '__tests__/promotion/';
/** Its pooler stands before one server. */
const ONE_SERVER = [`${PROMOTION}pooler`];

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  readonly server: ServerBinaries;
  /** Of development, where it is another. */
  readonly dev?: ServerBinaries;
  readonly passed: number;
  /** Tests; a file that could not be loaded counts as one. */
  readonly failed: number;
  /** Files and tests, each with the reason. */
  readonly notRun: readonly string[];
  readonly succeeded: boolean;
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

/** What of the tests is run. */
interface Order {
  readonly server: ServerBinaries;
  /** Of another major, for the databases of development. */
  readonly dev?: ServerBinaries;
  readonly chosen: readonly string[];
  readonly leftOut: readonly string[];
}

/** Runs every test that uses a server of the harness, on this one. */
export async function testMajor(server: ServerBinaries): Promise<Outcome> {
  return runTests({
    server,
    chosen: ['--findRelatedTests', '__tests__/harness/postgres/cluster.ts'],
    leftOut: hasClient(server) ? [] : NEEDS_CLIENT,
  });
}

/** Promotes from a development of one major into a production of another. */
export async function testBetween(dev: ServerBinaries, server: ServerBinaries): Promise<Outcome> {
  return runTests({ server, dev, chosen: [PROMOTION], leftOut: ONE_SERVER });
}

async function runTests(order: Order): Promise<Outcome> {
  const { server, dev, leftOut } = order;
  const directory = await mkdtemp(join(tmpdir(), 'majors-'));
  try {
    const file = join(directory, 'report.json');
    const succeeded = await runJest(order, file);
    const counted = account(server, JSON.parse(await readFile(file, 'utf8')), leftOut);
    return { server, succeeded, ...(dev === undefined ? {} : { dev }), ...counted };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function runJest({ server, dev, chosen, leftOut }: Order, report: string): Promise<boolean> {
  const jest = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      ...['node_modules/jest/bin/jest.js', '--config', 'jest.majors.config.js'],
      ...chosen,
      ...['--json', `--outputFile=${report}`],
      ...['--testPathIgnorePatterns', '/node_modules/'],
      ...leftOut.map((what) => `<rootDir>/${what}[/.]`),
    ],
    {
      cwd: root,
      // The report goes to the file; people read the other stream.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        [GIVEN_SERVER]: server.directory,
        ...(dev === undefined ? {} : { [GIVEN_DEV_SERVER]: dev.directory }),
      },
    },
  );
  const [code] = (await once(jest, 'exit')) as [number | null];
  return code === 0;
}

function account(
  server: ServerBinaries,
  json: unknown,
  leftOut: readonly string[],
): Pick<Outcome, 'passed' | 'failed' | 'notRun'> {
  const report = reportSchema.parse(json);
  const reason = leftOut === ONE_SERVER ? 'both sides are on one server there' : hasClient(server) ? 'its program is missing' : `no client of Postgres ${server.major} is installed`; // prettier-ignore
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'pending')
    .map(({ fullName }) => fullName);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    notRun: [...leftOut, ...skipped].map((what) => `${what} (${reason})`),
  };
}
