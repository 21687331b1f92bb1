import type { ProcessRunner } from '../actions/process.js';
import { fail, pass, type Finding } from '../record/finding.js';
import type { Expected } from './inventory.js';

const NAME = 'table of contents';
/** Names in a finding; the rest is a number. */
const MOST_NAMED = 20;

/** `3435; 0 16479 TABLE DATA public bookings owner` → `0 16479`. Names play no part: they may hold anything. */
const ENTRY = /^\d+; (\d+ \d+) /;

/** The keys of all entries of an archive. Proves nothing about its data. */
export async function readTableOfContents(
  archive: string,
  pgRestore: string,
  processes: ProcessRunner,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  await processes.run({
    command: pgRestore,
    args: ['--list', archive],
    env: { LC_ALL: 'C' },
    // By line: the runner keeps only the last 200.
    onLine: (line) => {
      const key = ENTRY.exec(line)?.[1];
      if (key !== undefined) keys.add(key);
    },
  });
  return keys;
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

/** `12 tables, 3 views, 1 index`. */
function inNumbers(expected: readonly Expected[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of expected) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, count]) => `${count} × ${kind}`);
  return parts.length === 0 ? 'no objects' : parts.join(', ');
}
