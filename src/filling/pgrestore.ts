import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import type { ClientTools } from '../postgres/clienttools.js';
import type { Connection } from '../postgres/connection.js';
import { libpqEnvironment } from '../postgres/libpq.js';
import type { Manifest } from '../record/manifest.js';
import { fillFailure } from './fillfailure.js';
import type { NamedEntry } from './leftout.js';

/** Connections of one pg_restore; more than that helps few servers. */
const MOST_JOBS = 4;
/** For each job; the default of 64 MB makes large indexes sort on disk. */
const INDEX_MEMORY = '128MB';

export interface ArchiveTool {
  /** Of the database that is filled. */
  readonly connection: Connection;
  readonly client: ClientTools;
  readonly processes: ProcessRunner;
  readonly applicationName: string;
  /** The job's environment for children. */
  readonly childEnvironment: Readonly<Record<string, string>>;
  /** Private; lists are written there. */
  readonly directory: string;
  /** Path of the archive, in clear. */
  readonly archive: string;
  readonly manifest: Manifest;
  /** More of pg_restore, e.g. `--no-tablespaces`. */
  readonly options?: readonly string[];
}

/** One for each core of this machine, at most four: nobody tells the cores of the server. */
function restoreJobs(): number {
  return Math.min(MOST_JOBS, Math.max(1, availableParallelism()));
}

/**
 * Restores the listed entries, in the order given.
 * @param onLine gets what pg_restore says it does.
 * @throws {DeployError} at its first error; what was made until then stays.
 */
export async function runPgRestore(
  tool: ArchiveTool,
  entries: readonly NamedEntry[],
  onLine: (line: string) => void,
): Promise<void> {
  if (entries.length === 0) return;
  const list = join(tool.directory, 'restore.list');
  await writeFile(list, entries.map(({ id }) => `${id};\n`).join(''), { mode: 0o600 });
  const { connection, directory } = tool;
  const environment = await libpqEnvironment(
    connection,
    tool.childEnvironment,
    directory,
    tool.applicationName,
  );
  const exit = await tool.processes.run({
    command: tool.client.pgRestore,
    args: [
      '--exit-on-error',
      '--verbose',
      '--no-password',
      `--jobs=${restoreJobs()}`,
      `--use-list=${list}`,
      ...(tool.options ?? []),
      // A name with a = in it would be taken for a connection string.
      `--dbname=dbname='${connection.database.replace(/['\\]/g, '\\$&')}'`,
      tool.archive,
    ],
    env: {
      // Without a name libpq looks into ~/.postgresql, and `require` then verifies like `verify-ca`.
      PGSSLROOTCERT: join(directory, 'no-root.crt'),
      ...environment,
      PGOPTIONS: [environment['PGOPTIONS'], ...settingsFor(tool.manifest)]
        .filter((option) => option !== undefined)
        .join(' '),
      LC_ALL: 'C',
    },
    onLine,
  });
  if (exit.code !== 0) throw fillFailure(exit, connection.database);
}

/** Whatever the role or the server sets for its sessions must not end or refuse a restore. */
function settingsFor({ server }: Manifest): string[] {
  const settings = {
    statement_timeout: '0',
    lock_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    default_transaction_read_only: 'off',
    maintenance_work_mem: INDEX_MEMORY,
    // The rename that makes the new database the live one waits for the disk, and for all before it.
    synchronous_commit: 'off',
    ...(server.monetary === undefined ? {} : { lc_monetary: server.monetary }),
  };
  return Object.entries(settings).map(
    ([name, value]) => `-c ${name}=${value.replace(/[\s\\]/g, '\\$&')}`,
  );
}
