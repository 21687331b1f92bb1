import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import { isWrapper } from './clientwrapper.js';
import { codeOf } from './sqlstate.js';

/** The client programs of one major. Paths are absolute and never those of a wrapper. */
export interface ClientTools {
  readonly pgDump: string;
  readonly pgRestore: string;
  /** As pg_dump prints it, e.g. `15.18`. */
  readonly version: string;
}

/** The machine on which they are looked for. */
export interface Machine {
  /** PATH of the job. */
  readonly searchPath: string;
  readonly processes: ProcessRunner;
  /** Where its file system begins; `/` unless told otherwise. */
  readonly root?: string;
}

export interface Search {
  /** Absent when the machine has none of that major. */
  readonly tools?: ClientTools;
  /** What was met instead, each with its version. */
  readonly others: readonly string[];
}

/**
 * Looks for pg_dump and pg_restore of exactly the server's major: archives of 17 and 18 cannot be
 * read by 16 and older, and 17+ writes settings that older servers refuse. Directories whose name
 * tells the major come first, then PATH.
 */
export async function searchClientTools(major: number, machine: Machine): Promise<Search> {
  const { searchPath, processes, root = '/' } = machine;
  const onPath = searchPath.split(delimiter).filter((directory) => directory.startsWith('/'));
  const others: string[] = [];
  for (const directory of new Set([...layouts(major), ...onPath])) {
    const pgDump = join(root, directory, 'pg_dump');
    const pgRestore = join(root, directory, 'pg_restore');
    if (!(await isProgram(pgDump)) || !(await isProgram(pgRestore))) continue;
    const version = await versionOf(pgDump, processes);
    const restoring = await versionOf(pgRestore, processes);
    if (majorOf(version) === major && majorOf(restoring) === major) {
      return { tools: { pgDump, pgRestore, version }, others };
    }
    others.push(described(pgDump, version), ...(restoring === version ? [] : [described(pgRestore, restoring)])); // prettier-ignore
  }
  return { others };
}

/** Where packages put the programs of a major, or of the newest one. */
function layouts(major: number): readonly string[] {
  const brews = ['/opt/homebrew', '/usr/local', '/home/linuxbrew/.linuxbrew'];
  return [
    `/usr/lib/postgresql/${major}/bin`, // Debian, Ubuntu, and PGDG there
    `/usr/pgsql-${major}/bin`, // PGDG on Red Hat and its kin
    `/usr/lib/postgresql${major}/bin`, // SUSE
    `/usr/libexec/postgresql${major}`, // Alpine
    ...brews.flatMap((brew) => [
      `${brew}/opt/postgresql@${major}/bin`,
      `${brew}/opt/libpq@${major}/bin`,
      `${brew}/opt/postgresql/bin`,
      `${brew}/opt/libpq/bin`,
    ]),
    `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
    '/Applications/Postgres.app/Contents/Versions/latest/bin',
  ];
}

async function isProgram(path: string): Promise<boolean> {
  const executable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  return executable && !(await isWrapper(path));
}

/** `pg_dump (PostgreSQL) 15.18 (Debian …)` → `15.18`; empty for what does not run or says something else. */
async function versionOf(program: string, processes: ProcessRunner): Promise<string> {
  const exit = await processes
    .run({ command: program, args: ['--version'], env: {} })
    .catch((error: unknown) => {
      // It cannot be started; a cancelled step has no code.
      if (codeOf(error) === undefined) throw error;
      return undefined;
    });
  return /\(PostgreSQL\) (\S+)/.exec(exit?.stdout.join('\n') ?? '')?.[1] ?? '';
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

function described(program: string, version: string): string {
  return `${program} is ${version === '' ? 'of unknown version' : version}`;
}
