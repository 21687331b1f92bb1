import { waitingFor } from '../record/lockwaits.js';

/** A lock that a migration held on the scratch server. */
export interface Hold {
  /** Qualified name of the table. */
  readonly table: string;
  /** As SQL spells it, e.g. `ACCESS EXCLUSIVE`. */
  readonly mode: string;
  /** Milliseconds for which it was certainly held. */
  readonly heldMs: number;
  /** And at most, where that is known. */
  readonly heldAtMostMs?: number | undefined;
}

/** What a hold would have meant in production. */
export interface ExpectedStall {
  readonly table: string;
  readonly waits: 'reads and writes' | 'writes';
  readonly milliseconds: number;
  /** For people. */
  readonly words: string;
}

/** Shorter ones are as short as a slow query. */
const NOTICED_MS = 100;

/**
 * What production's users would wait for, table by table, the longest first: about as long as the
 * lock was held here. An estimate: another machine, no other load, and a disk that nobody waited
 * for. What they wait behind the migration's own wait for a lock comes on top.
 */
export function stallEstimate(holds: readonly Hold[]): ExpectedStall[] {
  const longest = new Map<string, ExpectedStall>();
  for (const { table, mode, heldMs, heldAtMostMs = heldMs } of holds) {
    const milliseconds = heldAtMostMs;
    const waits = waitingFor(mode);
    if (waits === undefined) continue;
    const key = `${table} ${waits}`;
    if (milliseconds <= (longest.get(key)?.milliseconds ?? -1)) continue;
    longest.set(key, { table, waits, milliseconds, words: inWords(table, waits, milliseconds) });
  }
  return [...longest.values()]
    .filter((stall) => !isCovered(stall, longest))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/** Who may not read may not write either. */
function isCovered(
  { table, waits, milliseconds }: ExpectedStall,
  all: ReadonlyMap<string, ExpectedStall>,
): boolean {
  const stronger = all.get(`${table} reads and writes`);
  return waits === 'writes' && stronger !== undefined && stronger.milliseconds >= milliseconds;
}

function inWords(table: string, waits: ExpectedStall['waits'], milliseconds: number): string {
  return milliseconds < NOTICED_MS
    ? `${waits} of ${table} would hardly wait (under 0.1 s)`
    : `${waits} of ${table} would wait about ${seconds(milliseconds)} s`;
}

function seconds(milliseconds: number): string {
  const value = milliseconds / 1_000;
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}
