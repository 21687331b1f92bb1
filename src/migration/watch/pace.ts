/** Between two samples while a session of the tool is there or still to come; and else. */
const CLOSE_MS = 50;
const CALM_MS = 250;
/** A guard that looks more rarely is none: only a sample of over 10 ms makes sampling dearer than 1 %. */
const RAREST_MS = 1_000;
/** 1 % of one core, as rest for each millisecond of sampling. */
const REST = 100;
/** Sending, parsing and reading, on both sides, which the clocks of a sample do not see; measured 0.4 to 0.6. */
const UNSEEN_MS = 0.5;
/** One sample that the scheduler put aside says nothing about the next. */
const REMEMBERED = 5;
/** What dear samples cost beyond that is paid back over so many rests, so that none of them is long. */
const PAYMENTS = 4;

export interface Pace {
  /**
   * @param seenMs what the sample took: on the server by its own clock, and here.
   * @returns how long to rest, in milliseconds.
   */
  after(seenMs: number, close: boolean): number;
  /** What all samples took. */
  readonly totalMs: number;
}

/** Keeps sampling below 1 % of one core: each rest is at least 100 times the usual sample, and dear ones are paid back. */
export function keepPace(): Pace {
  const last: number[] = [];
  let totalMs = 0;
  let restedMs = 0;
  return {
    after(seenMs, close) {
      const costMs = seenMs + UNSEEN_MS;
      totalMs += costMs;
      last.push(costMs);
      if (last.length > REMEMBERED) last.shift();
      const usual = [...last].sort((a, b) => a - b)[Math.floor(last.length / 2)] ?? 0;
      const debt = REST * totalMs - restedMs;
      const due = Math.max(close ? CLOSE_MS : CALM_MS, REST * usual, debt / PAYMENTS);
      const rest = Math.min(RAREST_MS, due);
      restedMs += rest;
      return rest;
    },
    get totalMs() {
      return totalMs;
    },
  };
}
