import { statfs } from 'node:fs/promises';
import { installLine } from '../postgres/clientadvice.js';
import type { Provision } from '../postgres/aptinstall.js';
import { clientToolsOutlook } from '../postgres/clientinstall.js';
import { releaseFinding } from '../postgres/releases.js';
import { inBytes } from '../record/amounts.js';
import { couldNotVerify, fail, pass, warn, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import { look, type Visit } from './visit.js';

/**
 * The least part of a database that its archive can be expected to take; indexes and bloat are not
 * in it, and rows compress to 0.15 to 0.5 of their size.
 */
const SMALLEST_ARCHIVE = 0.05;

/**
 * pg_dump and pg_restore of the server's major on this machine, and whether the latest security fixes
 * are in. Nothing is installed: the backup runs in another job, on a machine of its own.
 */
export async function clientToolFindings(
  { major, version: server }: Reached,
  provision: Provision,
): Promise<Finding[]> {
  const name = 'client tools';
  const outlook = await clientToolsOutlook(major, provision);
  switch (outlook.from) {
    case 'this machine': {
      const { version, pgDump } = outlook.tools;
      return [
        pass(name, `${version}, ${pgDump}`),
        releaseFinding(server, version, provision.mayInstall),
      ];
    }
    case 'apt-get': {
      const { version } = outlook;
      return [
        pass(name, `would be installed by apt-get: postgresql-client-${major} ${version}`),
        releaseFinding(server, version, provision.mayInstall),
      ];
    }
    case 'perhaps apt-get':
      return [
        couldNotVerify(
          name,
          `apt-get does not know postgresql-client-${major} yet; the backup will read its sources anew${outlook.pgdg ? ', then add apt.postgresql.org,' : ''} and try to install it`,
          `to be sure, add a step before the backup: run: ${await installLine(major, provision.root)}`,
        ),
      ];
  }
}

/** Room for the archive on this machine. */
export async function diskFindings(
  direct: Reached,
  directory: string,
  visit: Visit,
): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(directory);
  return [diskFinding(await databaseBytes(direct, visit), bavail * bsize)];
}

/** What the database takes on the server's disk, indexes and bloat included. */
export async function databaseBytes(direct: Reached, visit: Visit): Promise<number> {
  const size = await look(direct.connection, visit, 'read the size of the database', (session) =>
    session.query<{ bytes: string }>('select pg_database_size(current_database())::text as bytes'),
  );
  return Number(size[0]?.bytes);
}

/** @param needed bytes of the database. @param free bytes on the disk. */
export function diskFinding(needed: number, free: number, name = 'disk'): Finding {
  const found = `${inBytes(free)} free, the database has ${inBytes(needed)}`;
  if (free >= needed) return pass(name, found);
  const shortfall = {
    expected: `${inBytes(needed)} for an archive that does not compress`,
    found,
    fix: 'free space before this step, or use a runner with a larger disk',
  };
  return free >= needed * SMALLEST_ARCHIVE ? warn(name, shortfall) : fail(name, shortfall);
}
