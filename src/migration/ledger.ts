/** How a ledger and the files of the repository differ. */
export interface LedgerComparison {
  /** Files that are not applied yet, in the tool's order. */
  readonly pending: readonly string[];
  /** Applied, but there is no such file: deleted, renamed, or applied from another branch. */
  readonly missing: readonly string[];
  /** Pending, but they stand before a file that is applied: most tools refuse or skip them in silence. */
  readonly outOfOrder: readonly string[];
}

/**
 * Compares names as the tool writes them.
 * @param applied from the ledger, in the order they were applied.
 * @param files of the repository, in the tool's order.
 */
export function compareLedger(
  applied: readonly string[],
  files: readonly string[],
): LedgerComparison {
  const done = new Set(applied);
  const known = new Set(files);
  const pending = files.filter((file) => !done.has(file));
  const lastApplied = files.findLastIndex((file) => done.has(file));
  return {
    pending,
    missing: applied.filter((name) => !known.has(name)),
    outOfOrder: pending.filter((file) => files.indexOf(file) < lastApplied),
  };
}
