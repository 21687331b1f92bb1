import type { Readable } from 'node:stream';
import type { ProcessRunner } from '../actions/process.js';
import { readEntries } from '../archive/entries.js';
import { fail, pass, type Finding } from '../record/finding.js';
import type { Absent, Expected } from './inventory.js';

const NAME = 'table of contents';
/** Names in a finding; the rest is a number. */
const MOST_NAMED = 20;

/**
 * The keys of all entries of an archive.
 * @param archive a file, or its bytes as they come.
 */
export async function readTableOfContents(
  archive: string | Readable,
  pgRestore: string,
  processes: ProcessRunner,
): Promise<ReadonlySet<string>> {
  const entries = await readEntries(archive, pgRestore, processes);
  return new Set(entries.map(({ key }) => key));
}

/** Everything that the catalog of the snapshot has must be in the archive. */
export function compareContents(
  expected: readonly Expected[],
  contents: ReadonlySet<string>,
): Finding {
  const missing = expected.filter(({ key }) => !contents.has(key));
  if (missing.length === 0) return pass(NAME, `${inNumbers(expected)}: all in the archive`);
  const named = missing.slice(0, MOST_NAMED).map(({ description }) => description);
  const more = missing.length - named.length;
  return fail(NAME, {
    expected: `an entry for each of ${inNumbers(expected)}`,
    found: `not in the archive: ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
    fix: 'run the job again; if it stays so, report it with the output of pg_restore --list',
  });
}

/**
 * What was to stay out did. Rows are told by the archive's data: the key of a table's rows is that of
 * its switch for row security, too.
 * @param rows by the oid of the table that they are of.
 */
export function leftOutFinding(
  absent: readonly Absent[],
  contents: ReadonlySet<string>,
  rows: ReadonlyMap<string, number>,
): Finding {
  const name = 'left out';
  const present = absent.filter(
    ({ key, oid, wholly }) => rows.has(oid) || (wholly && contents.has(key)),
  );
  if (present.length === 0) return pass(name, 'nothing of it is in the archive');
  return fail(name, {
    expected: 'nothing of exclude-schemas and exclude-table-data in the archive',
    found: `${present.length} of its ${absent.length} relations are in it`,
    fix: 'run the job again; if it stays so, report it with the output of pg_restore --list',
  });
}

/** `12 tables, 3 views, 1 index`. */
function inNumbers(expected: readonly Expected[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of expected) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, count]) => `${count} × ${kind}`);
  return parts.length === 0 ? 'no objects' : parts.join(', ');
}
