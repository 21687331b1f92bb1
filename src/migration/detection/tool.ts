import type { ProcessExit, ProcessRunner } from '../../actions/process.js';
import { DeployError } from '../../errors.js';
import { urlWith, type Connection } from '../../postgres/connection.js';
import { libpqEnvironment } from '../../postgres/libpq.js';
import { URL_VARIABLES } from '../../postgres/urlvariables.js';

/** Shorter, a part of the command that equals a secret is a coincidence. */
const SHORTEST_SECRET = 8;

/**
 * A command is an argument of the shell, which any user of the machine can read.
 * @param input that gave the command.
 * @throws {DeployError} when it holds a secret in a form that is masked.
 */
export function requireNoSecret(
  command: string,
  masks: readonly string[],
  input = 'migrate-command',
): void {
  const held = masks.some((mask) => mask.length >= SHORTEST_SECRET && command.includes(mask));
  if (!held) return;
  throw new DeployError({
    attempted: `run ${input}`,
    found: 'it holds the value of a secret, which would stand in the process list',
    likelyCause: 'an expression such as ${{ secrets.DIRECT_URL }} inside the command',
    nextAction: 'write "$DATABASE_URL" in the command: it is the direct URL there',
  });
}

export interface ToolSettings {
  readonly command: string;
  readonly directory: string;
  readonly connection: Connection;
  /** The job's environment: a team's own migrations may read their own variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Startup options with the timeouts, see `timeoutOptions`. */
  readonly options: string;
  readonly applicationName: string;
  readonly workDirectory: string;
  readonly processes: ProcessRunner;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  readonly pace: () => Promise<void>;
}

/**
 * Runs the tool's own command by `bash -eo pipefail`, with every URL variable set to the proven
 * direct URL: most tools read only DATABASE_URL, which is the pooled one in the job.
 */
export async function runTool(settings: ToolSettings): Promise<ProcessExit> {
  const { connection, options, applicationName } = settings;
  const url = urlWith(connection, { options, application_name: applicationName });
  const libpq = await libpqEnvironment(
    { ...connection, options },
    settings.environment,
    settings.workDirectory,
    applicationName,
  );
  // Go's lib/pq (dbmate, golang-migrate) refuses to start with a variable that it does not know.
  delete libpq['PGGSSENCMODE'];
  const env = {
    ...libpq,
    // Tools in Node verify against Node's own CAs; this adds the private one.
    ...(libpq['PGSSLROOTCERT'] === undefined
      ? {}
      : { NODE_EXTRA_CA_CERTS: libpq['PGSSLROOTCERT'] }),
    ...Object.fromEntries(URL_VARIABLES.map((name) => [name, url])),
  };
  return settings.processes.run({
    command: 'bash',
    args: ['-eo', 'pipefail', '-c', settings.command],
    env,
    directory: settings.directory,
    signal: settings.signal,
    onLine: settings.onLine,
    pace: settings.pace,
  });
}
