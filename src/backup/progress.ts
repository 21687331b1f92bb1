import type { Log } from '../actions/log.js';
import { inBytes, inNumbers } from '../record/amounts.js';

const INTERVAL_MS = 5_000;
/** After this many lines only every sixth is printed: an hour's dump gives 130 lines, not 720. */
const OFTEN = 12;

/** How far a backup is; written to while it runs. */
export interface Progress {
  bytes: number;
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
    tables: 0,
    rows: 0,
    allTables: undefined,
    estimatedRows: 0,
  };
  let before = 0;
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    if (ticks <= OFTEN || ticks % 6 === 0) {
      const seconds = (INTERVAL_MS / 1_000) * (ticks <= OFTEN ? 1 : 6);
      log.info(progressLine(progress, (progress.bytes - before) / seconds));
      before = progress.bytes;
    }
  }, INTERVAL_MS);
  try {
    return await work(progress);
  } finally {
    clearInterval(timer);
  }
}

/** @param rate bytes of archive a second, lately. */
export function progressLine(progress: Progress, rate: number): string {
  const { bytes, tables, rows, allTables, estimatedRows } = progress;
  const archive = `archive ${inBytes(bytes)} (${inBytes(rate)}/s)`;
  if (allTables === undefined) return archive;
  if (tables === allTables) return `${archive}, all ${inNumbers(rows)} rows read`;
  // The planner's guess may be behind the truth.
  const about = inNumbers(Math.max(rows, estimatedRows));
  return `${archive}, ${inNumbers(rows)} of about ${about} rows read, in ${tables} of ${allTables} tables`;
}
