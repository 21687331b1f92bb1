/** Tries in all. */
const MOST_ATTEMPTS = 5;
/** Longest random part of a pause, in milliseconds: it grows until then. */
const SHORTEST_MS = 5_000;
const LONGEST_MS = 30_000;

/** Whether a failed attempt is made again, and if not, why not. */
export type Repeat =
  | { readonly again: true; readonly pauseMs: number }
  | { readonly again: false; readonly because: string };

export interface FailedAttempt {
  /** 1 for the first. */
  readonly number: number;
  /** What it failed on that may pass by itself; undefined for everything else. */
  readonly passing: 'lock timeout' | 'no connection' | undefined;
  /** Ledger and catalog are as before the attempt. */
  readonly untouched: boolean;
  /** Why a file may leave something that neither of them shows; undefined when none does. */
  readonly outside: string | undefined;
  /** How long the attempt may have kept others waiting, in milliseconds. */
  readonly lockMs: number;
}

/**
 * Decides whether to try again: only after what passes by itself, and only when it is proven that
 * nothing was applied. The pause is longer than the stall that an attempt may cause, so that whoever
 * queued up behind it is served first; its random part keeps two deploys from meeting again.
 * @param random from 0 to 1.
 */
export function repeat(attempt: FailedAttempt, random: number): Repeat {
  const { number, passing, untouched, outside, lockMs } = attempt;
  const never = (because: string): Repeat => ({ again: false, because });
  if (passing === undefined) return never('it did not fail on a lock or on the way to the server');
  if (!untouched) return never('ledger or catalog are not as before');
  if (outside !== undefined) return never(`${outside}, so part of its work may be done`);
  if (number >= MOST_ATTEMPTS) return never(`it was tried ${MOST_ATTEMPTS} times`);
  const longest = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (number - 1));
  return { again: true, pauseMs: Math.round(lockMs + random * longest) };
}
