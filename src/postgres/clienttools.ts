import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import { DeployError } from '../errors.js';

/** The client programs of one major. Paths are absolute and never those of a wrapper. */
export interface ClientTools {
  readonly pgDump: string;
  readonly pgRestore: string;
  /** As pg_dump prints it, e.g. `15.18`. */
  readonly version: string;
}

/**
 * Finds pg_dump and pg_restore of exactly the server's major: archives of 17 and 18 cannot be read
 * by 16 and older, and 17+ writes settings that older servers refuse. `/usr/bin/pg_dump` of Debian
 * and Ubuntu is a wrapper that guesses the major, so versioned directories come first.
 * @param searchPath the PATH of the job.
 * @throws {DeployError} naming the package to install.
 */
export async function findClientTools(
  major: number,
  searchPath: string,
  processes: ProcessRunner,
): Promise<ClientTools> {
  const found: string[] = [];
  for (const directory of await candidates(major, searchPath)) {
    const tools = { pgDump: join(directory, 'pg_dump'), pgRestore: join(directory, 'pg_restore') };
    if (!(await isExecutable(tools.pgDump)) || !(await isExecutable(tools.pgRestore))) continue;
    const version = await versionOf(tools.pgDump, processes);
    if (Number.parseInt(version, 10) === major) return { ...tools, version };
    found.push(`${tools.pgDump} is ${version === '' ? 'of unknown version' : version}`);
  }
  throw new DeployError({
    attempted: `find pg_dump ${major}, the major of the server`,
    found: found.length === 0 ? 'no pg_dump is installed' : found.join('; '),
    likelyCause: 'the runner image carries the client of another major',
    nextAction: installAdvice(major),
  });
}

/** The one line to add to the workflow before the step. */
function installAdvice(major: number): string {
  return `add a step before this one: run: sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y && sudo apt-get install -y postgresql-client-${major}`;
}

async function candidates(major: number, searchPath: string): Promise<string[]> {
  const versioned = [
    `/usr/lib/postgresql/${major}/bin`,
    `/usr/pgsql-${major}/bin`,
    `/opt/homebrew/opt/postgresql@${major}/bin`,
    `/usr/local/opt/postgresql@${major}/bin`,
    `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
  ];
  const onPath = searchPath.split(delimiter).filter((directory) => directory.startsWith('/'));
  const plain = await Promise.all(
    onPath.map(async (directory) => ((await holdsWrapper(directory)) ? [] : [directory])),
  );
  return [...versioned, ...plain.flat()];
}

/** Debian's directory of wrappers also holds pg_wrapper's siblings. */
async function holdsWrapper(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch((): string[] => []);
  return names.includes('pg_lsclusters') || names.includes('pg_createcluster');
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** `pg_dump (PostgreSQL) 15.18 (Debian …)` → `15.18`. */
async function versionOf(pgDump: string, processes: ProcessRunner): Promise<string> {
  const exit = await processes.run({ command: pgDump, args: ['--version'], env: {} });
  return /\(PostgreSQL\) (\S+)/.exec(exit.stdout.join('\n'))?.[1] ?? '';
}
