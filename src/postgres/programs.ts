import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import { isWrapper } from './clientwrapper.js';
import { codeOf } from './sqlstate.js';

/** The machine on which programs are looked for. */
export interface Machine {
  /** PATH of the job. */
  readonly searchPath: string;
  readonly processes: ProcessRunner;
  /** Where its file system begins; `/` unless told otherwise. */
  readonly root?: string;
}

/** Programs of one major that lie side by side. */
interface Programs {
  /** Absolute paths, in the order of the names; never those of a wrapper. */
  readonly programs: readonly [string, string];
  /** As the first of them prints it, e.g. `15.18`. */
  readonly version: string;
}

/**
 * Looks for two programs of exactly one major in one directory. Directories whose name tells the
 * major come first, then PATH.
 * @returns in `others` what was met instead, each with its version.
 */
export async function searchPrograms(
  [first, second]: readonly [string, string],
  major: number,
  { searchPath, processes, root = '/' }: Machine,
): Promise<{ readonly found?: Programs; readonly others: readonly string[] }> {
  const onPath = searchPath.split(delimiter).filter((directory) => directory.startsWith('/'));
  const others: string[] = [];
  for (const directory of new Set([...layouts(major), ...onPath])) {
    const programs = [join(root, directory, first), join(root, directory, second)] as const;
    if (!(await isProgram(programs[0])) || !(await isProgram(programs[1]))) continue;
    const version = await versionOf(programs[0], processes);
    const beside = await versionOf(programs[1], processes);
    if (majorOf(version) === major && majorOf(beside) === major) {
      return { found: { programs, version }, others };
    }
    others.push(described(programs[0], version), ...(beside === version ? [] : [described(programs[1], beside)])); // prettier-ignore
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

/** `postgres (PostgreSQL) 15.18 (Debian …)` → `15.18`; empty for what does not run or says something else. */
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
