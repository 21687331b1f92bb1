import { statfs } from 'node:fs/promises';
import type { ProcessRunner } from '../actions/process.js';
import { findClientTools } from '../postgres/clienttools.js';
import { inBytes } from '../record/amounts.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import { look, type Visit } from './visit.js';

/**
 * The least part of a database that its archive can be expected to take; indexes and bloat are not
 * in it, and rows compress to 0.15 to 0.5 of their size.
 */
const SMALLEST_ARCHIVE = 0.05;

/** pg_dump and pg_restore of the server's major on this machine. */
export async function clientToolFindings(
  { major }: Reached,
  searchPath: string,
  processes: ProcessRunner,
): Promise<Finding[]> {
  const { pgDump, version } = await findClientTools(major, searchPath, processes);
  return [pass('client tools', `${version}, ${pgDump}`)];
}

/** Room for the archive on this machine. */
export async function diskFindings(
  direct: Reached,
  directory: string,
  visit: Visit,
): Promise<Finding[]> {
  const size = await look(direct.connection, visit, 'read the size of the database', (session) =>
    session.query<{ bytes: string }>('select pg_database_size(current_database())::text as bytes'),
  );
  const { bavail, bsize } = await statfs(directory);
  return [diskFinding(Number(size[0]?.bytes), bavail * bsize)];
}

/** @param needed bytes of the database. @param free bytes on the disk. */
export function diskFinding(needed: number, free: number): Finding {
  const name = 'disk';
  const found = `${inBytes(free)} free, the database has ${inBytes(needed)}`;
  if (free >= needed) return pass(name, found);
  const shortfall = {
    expected: `${inBytes(needed)} for an archive that does not compress`,
    found,
    fix: 'free space before this step, or use a runner with a larger disk',
  };
  return free >= needed * SMALLEST_ARCHIVE ? warn(name, shortfall) : fail(name, shortfall);
}
