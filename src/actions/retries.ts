import type { Clock } from './tools.js';

/** Milliseconds before the second, third and fourth try. */
const PAUSES_MS = [1_000, 4_000, 15_000] as const;

export interface RetrySettings {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Does work that a network may spoil, four times at most.
 * @param passes whether a failure may be gone at the next try; any other is thrown at once.
 * @throws the last failure, or the signal's reason.
 */
export async function withRetries<Result>(
  work: () => Promise<Result>,
  passes: (error: unknown) => boolean,
  { clock, signal }: RetrySettings,
): Promise<Result> {
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error)) throw error;
      // What is refused for good is told even after a cancel; a record may still find a free name.
      signal.throwIfAborted();
    }
    await clock.sleep(pause, signal);
  }
  return work();
}
