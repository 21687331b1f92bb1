import { searchPrograms, type Machine } from './programs.js';

/** The client programs of one major. Paths are absolute and never those of a wrapper. */
export interface ClientTools {
  readonly pgDump: string;
  readonly pgRestore: string;
  /** As pg_dump prints it, e.g. `15.18`. */
  readonly version: string;
}

export interface Search {
  /** Absent when the machine has none of that major. */
  readonly tools?: ClientTools;
  /** What was met instead, each with its version. */
  readonly others: readonly string[];
}

/**
 * Looks for pg_dump and pg_restore of exactly the server's major: archives of 17 and 18 cannot be
 * read by 16 and older, and 17+ writes settings that older servers refuse.
 */
export async function searchClientTools(major: number, machine: Machine): Promise<Search> {
  const { found, others } = await searchPrograms(['pg_dump', 'pg_restore'], major, machine);
  if (found === undefined) return { others };
  const [pgDump, pgRestore] = found.programs;
  return { tools: { pgDump, pgRestore, version: found.version }, others };
}
