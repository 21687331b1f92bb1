import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDistributionServer } from './server-installation.js';

/** The programs of one Postgres installation: server and client of the same major. */
export interface ServerBinaries {
  readonly major: number;
  /** For example `15.18`. */
  readonly version: string;
  readonly directory: string;
}

const NEEDED = ['initdb', 'pg_ctl', 'postgres', 'psql', 'pg_dump', 'pg_restore'] as const;

/** Its value is the directory of a server that may lack client programs; see scripts/majors.ts. */
export const GIVEN_SERVER = 'DB_DEPLOY_TEST_SERVER';

/** The same of a second server, for development's databases where tests have two sides; see scripts/majors.ts. */
export const GIVEN_DEV_SERVER = 'DB_DEPLOY_TEST_DEV_SERVER';

/**
 * Finds an installation and, where that is allowed, installs one; otherwise says in one line what to
 * install. The server that the environment gives comes first.
 */
export function provideServerBinaries(
  options: { major?: number; log?: (line: string) => void } = {},
): ServerBinaries {
  const given = process.env[GIVEN_SERVER];
  if (given !== undefined && options.major === undefined) return describeServer(given);
  const found = findServerBinaries(options);
  if (found) return found;
  const refusal = installDistributionServer(options);
  const installed = refusal === undefined ? findServerBinaries(options) : undefined;
  if (installed) return installed;
  throw new Error(missingServerMessage(options.major, refusal));
}

/** The newest complete installation, or the newest of the asked major; undefined when there is none. */
export function findServerBinaries(
  options: { major?: number; directories?: readonly string[] } = {},
): ServerBinaries | undefined {
  return (options.directories ?? candidateDirectories())
    .filter(isComplete)
    .map(describeServer)
    .filter(({ major }) => options.major === undefined || major === options.major)
    .sort((a, b) => b.major - a.major)[0];
}

function candidateDirectories(): string[] {
  return [
    ...children('/usr/lib/postgresql', 'bin'),
    ...children('/usr', 'bin', /^pgsql-\d+$/),
    ...['/opt/homebrew/opt', '/usr/local/opt', '/home/linuxbrew/.linuxbrew/opt'].flatMap((root) =>
      children(root, 'bin', /^postgresql(@\d+)?$/),
    ),
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
  ];
}

function children(root: string, leaf: string, pattern = /^\d+$/): string[] {
  try {
    return readdirSync(root)
      .filter((name) => pattern.test(name))
      .map((name) => join(root, name, leaf));
  } catch {
    return [];
  }
}

function isComplete(directory: string): boolean {
  return NEEDED.every((program) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** False of a server that the environment gives without the client programs of its major. */
export function hasClient({ directory }: ServerBinaries): boolean {
  return existsSync(join(directory, 'pg_dump'));
}

/** What a directory of server programs says it is. */
export function describeServer(directory: string): ServerBinaries {
  // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 19beta1"
  const answer = execFileSync(join(directory, 'postgres'), ['--version'], { encoding: 'utf8' });
  const version = /\(PostgreSQL\) (\S+)/.exec(answer)?.[1] ?? '0';
  return { major: parseInt(version, 10), version, directory: realpathSync(directory) };
}

function missingServerMessage(major: number | undefined, refusal: string | undefined): string {
  const what = major === undefined ? 'Postgres' : `Postgres ${major}`;
  const debian = major === undefined ? 'postgresql' : `postgresql-${major}`;
  const brew = major === undefined ? 'postgresql@17' : `postgresql@${major}`;
  const reason = refusal ?? 'apt-get installed none';
  return `No ${what} with server and client programs found (${reason}): install it with "sudo apt-get install ${debian}" (Debian, Ubuntu) or "brew install ${brew}" (macOS).`;
}
