import type { Ledger } from '../../record/facts.js';
import type { MigrationFile } from '../adapter.js';

/** How a ledger and the files of the repository differ. */
export interface LedgerComparison {
  /** Files that are not applied yet, in the tool's order. */
  readonly pending: readonly MigrationFile[];
  /** Applied, but there is no such file: deleted, renamed, or applied from another branch. */
  readonly missing: readonly string[];
  /** Applied with another content. */
  readonly edited: readonly MigrationFile[];
  /** Pending, but they stand before a file that is applied. */
  readonly outOfOrder: readonly MigrationFile[];
  /** Rows that say: a run began and did not end well. */
  readonly unfinished: NonNullable<Ledger['unfinished']>;
}

/**
 * Compares by the names that the tool writes.
 * @param files of the repository, in the tool's order.
 */
export function compareLedger(
  ledger: Pick<Ledger, 'applied' | 'checksums' | 'unfinished'>,
  files: readonly MigrationFile[],
): LedgerComparison {
  const done = new Set(ledger.applied);
  const known = new Set(files.map(({ name }) => name));
  const ranked = files.map((file, at) => ({ file, rank: file.rank ?? at }));
  const mark = Math.max(
    ...ranked.filter(({ file }) => done.has(file.name)).map(({ rank }) => rank),
    -Infinity,
  );
  const pending = ranked.filter(({ file }) => !done.has(file.name));
  return {
    pending: pending.map(({ file }) => file),
    missing: ledger.applied.filter((name) => !known.has(name)),
    edited: files.filter((file) => isEdited(file, ledger.checksums)),
    outOfOrder: pending.filter(({ rank }) => rank < mark).map(({ file }) => file),
    unfinished: ledger.unfinished ?? [],
  };
}

function isEdited({ name, checksums }: MigrationFile, then: Ledger['checksums']): boolean {
  const recorded = then?.[name];
  return recorded !== undefined && checksums !== undefined && !checksums.includes(recorded);
}

/** What people call the files. */
export function titlesOf(files: readonly MigrationFile[]): string[] {
  return files.map(({ name, title }) => title ?? name);
}

/** What people call the migrations of these names. */
export function titled(names: readonly string[], files: readonly MigrationFile[]): string[] {
  const titles = new Map(files.map(({ name, title }) => [name, title]));
  return names.map((name) => titles.get(name) ?? name);
}
