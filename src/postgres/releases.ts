import { DeployError } from '../errors.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';

/**
 * The least minor release of each supported major: the security releases of August 2026. They fix
 * CVE-2026-18408 (www.suse.com/security/cve/CVE-2026-18408/), by which what a server sends ends the
 * `\restrict` of a plain dump and runs commands of psql on the machine that restores; they hold the
 * fix of the like CVE-2025-8714 and 8715 (17.6, 16.10, 15.14, 14.19) too.
 */
const FLOOR: ReadonlyMap<number, number> = new Map([
  [14, 24],
  [15, 19],
  [16, 15],
  [17, 11],
  [18, 6],
]);

/** The majors that this action is tested with. */
export const OLDEST_MAJOR = 14;
export const NEWEST_MAJOR = 18;

const NAME = 'security release';

/** @throws {DeployError} for a server older than any that this action knows. */
export function requireSupportedServer(version: string): void {
  const major = Number.parseInt(version, 10);
  if (!(major < OLDEST_MAJOR)) return;
  throw new DeployError({
    attempted: `work with PostgreSQL ${version}`,
    found: `PostgreSQL ${major} is not supported: ${OLDEST_MAJOR} to ${NEWEST_MAJOR} are`,
    likelyCause: 'the server has had no security fixes since its end of life',
    nextAction: `upgrade the server to PostgreSQL ${OLDEST_MAJOR} or newer first`,
  });
}

/**
 * Whether server and client carry the latest security fixes that this action knows of.
 * @param server as the server writes it, e.g. `15.18 (Debian 15.18-0+deb12u1)`.
 * @param client as pg_dump prints it.
 * @param inActions the advice on the client is a step of a workflow; elsewhere the machine is somebody's own.
 */
export function releaseFinding(server: string, client: string, inActions: boolean): Finding {
  const major = Number.parseInt(server, 10);
  if (major > NEWEST_MAJOR) {
    return warn(NAME, {
      expected: `a major from ${OLDEST_MAJOR} to ${NEWEST_MAJOR}`,
      found: `PostgreSQL ${major} is newer than this version of the action, which was not tested with it`,
      fix: 'look for a newer version of the action',
    });
  }
  const floor = `${major}.${FLOOR.get(major) ?? 0}`;
  const onJob = `add a step before this one: run: sudo apt-get update && sudo apt-get install -y postgresql-client-${major}`;
  const onLaptop = `update its PostgreSQL ${major} client programs by the package manager`;
  const both = [
    { who: 'database server', version: server, fix: `let the provider apply the minor update, or install ${floor} on your own server` }, // prettier-ignore
    { who: inActions ? 'pg_dump of this job' : 'pg_dump of this machine', version: client, fix: inActions ? onJob : onLaptop }, // prettier-ignore
  ].map((side) => ({ ...side, release: releaseOf(side.version) }));
  const unknown = both.filter(({ release }) => release === undefined);
  if (unknown.length > 0) {
    return couldNotVerify(
      NAME,
      unknown.map(({ who, version }) => `the ${who} calls itself ${version}`).join(', '),
    );
  }
  const behind = both.filter(({ release }) => isBehind(release));
  if (behind.length === 0) return pass(NAME, `server ${shortened(server)}, client ${client}`);
  return warn(NAME, {
    expected: `PostgreSQL ${floor} or newer on both sides, which fixes CVE-2026-18408: a harmful server could run commands where its dump is restored`,
    found: behind.map(({ who, version }) => `the ${who} is ${shortened(version)}`).join(', '),
    fix: behind.map(({ who, fix }) => `for the ${who}, ${fix}`).join('\n'),
  });
}

/** `15.18 (Debian …)` → [15, 18]; betas and versions of forks give none. */
function releaseOf(version: string): readonly [number, number] | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)(?![\w.])/.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

function isBehind(release: readonly [number, number] | undefined): boolean {
  return release !== undefined && release[1] < (FLOOR.get(release[0]) ?? 0);
}

function shortened(version: string): string {
  return version.split(' ')[0] ?? version;
}
