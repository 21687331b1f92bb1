import type { Clock } from '../actions/tools.js';
import type { Attempt, Refusal } from './channel.js';

export interface Patience {
  /** Milliseconds for one attempt. */
  readonly answerMs: number;
  /** Milliseconds for all channels together; nothing outlasts them. */
  readonly totalMs: number;
  /** Milliseconds before the second attempt, and before the third. */
  readonly pausesMs: readonly number[];
}

export const PATIENCE: Patience = { answerMs: 8_000, totalMs: 20_000, pausesMs: [1_000, 3_000] };

export interface Waiting {
  readonly clock: Clock;
  /** Aborts when the time of all is over, or the step is cancelled. */
  readonly deadline: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** Tries until it is sent, refused for good, or not worth waiting for. */
export async function persist(
  attempt: (signal: AbortSignal) => Promise<Attempt>,
  { answerMs, pausesMs }: Patience,
  waiting: Waiting,
): Promise<Attempt> {
  for (let tries = 1; ; tries += 1) {
    const result = await within(attempt, answerMs, waiting.deadline);
    const pause = pausesMs[tries - 1];
    if (result.sent || !result.again) return result;
    if (pause === undefined) return { ...result, found: `${result.found}, ${tries} attempts` };
    const wait = Math.max(pause, result.waitMs ?? 0);
    if (waiting.clock.now().getTime() + wait >= waiting.endsAt) return tooLong(result);
    await waiting.clock.sleep(wait, waiting.deadline);
  }
}

/** A message without an answer may have arrived: sending it again would tell people twice. */
async function within(
  attempt: (signal: AbortSignal) => Promise<Attempt>,
  ms: number,
  deadline: AbortSignal,
): Promise<Attempt> {
  const patience = AbortSignal.timeout(ms);
  const signal = AbortSignal.any([deadline, patience]);
  try {
    return await Promise.race([attempt(signal), rejected(signal)]);
  } catch (error) {
    if (deadline.aborted || !patience.aborted) throw error;
    return unanswered(ms);
  }
}

export function unanswered(ms: number): Refusal {
  return {
    sent: false,
    again: false,
    found: `no answer within ${ms / 1_000} s; it may have arrived`,
    fix: 'check the address, and whether the runner may reach it',
  };
}

function tooLong(result: Refusal): Refusal {
  const { waitMs } = result;
  if (waitMs === undefined) return result;
  const found = `${result.found}, and it asks to wait ${Math.ceil(waitMs / 1_000)} s, which is too long here`;
  return { ...result, found };
}

/** Rejects as soon as the signal aborts, for work that does not listen to it. */
function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
