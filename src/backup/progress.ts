import type { Log } from '../actions/log.js';
import { inBytes, inNumbers } from '../record/amounts.js';

const INTERVAL_MS = 5_000;
/** After this many lines only every sixth is printed: an hour's dump gives 130 lines, not 720. */
const OFTEN = 12;

/** How far a backup is; written to while it runs. */
export interface Progress {
  bytes: number;
  /** Rows in the archive. */
  dumped: number;
  /** Tables and rows whose fingerprints are taken. */
  tables: number;
  rows: number;
  /** Set once they are known. */
  allTables: number | undefined;
  estimatedRows: number;
}

/** Prints a line every few seconds while the work runs; none for a short one. */
export async function withProgress<Result>(
  log: Log,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const progress: Progress = {
    bytes: 0,
    dumped: 0,
    tables: 0,
    rows: 0,
    allTables: undefined,
    estimatedRows: 0,
  };
  const started = Date.now();
  let before = 0;
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    if (ticks <= OFTEN || ticks % 6 === 0) {
      const seconds = (INTERVAL_MS / 1_000) * (ticks <= OFTEN ? 1 : 6);
      const rate = (progress.bytes - before) / seconds;
      log.info(progressLine(progress, { rate, elapsed: Date.now() - started }));
      before = progress.bytes;
    }
  }, INTERVAL_MS);
  try {
    return await work(progress);
  } finally {
    clearInterval(timer);
  }
}

/** @param pace bytes of archive a second, lately, and milliseconds since the beginning. */
export function progressLine(
  { bytes, dumped, tables, rows, allTables, estimatedRows }: Progress,
  { rate, elapsed }: { readonly rate: number; readonly elapsed: number },
): string {
  const archive = `archive ${inBytes(bytes)} (${inBytes(rate)}/s)`;
  // The planner's guess may be behind the truth; once every row was counted it is known.
  const all = tables === allTables ? rows : Math.max(rows, dumped, estimatedRows);
  if (all === 0) return archive;
  const about = tables === allTables ? '' : 'about ';
  const parts = [archive, `${inNumbers(dumped)} of ${about}${inNumbers(all)} rows dumped`];
  if (dumped > 0) {
    const left = Math.round((elapsed / 1_000) * Math.max(0, all / dumped - 1));
    parts.push(`about ${left} s left`);
  }
  if (allTables !== undefined && tables < allTables) {
    parts.push(`fingerprints of ${tables} of ${allTables} tables`);
  }
  return parts.join(', ');
}
