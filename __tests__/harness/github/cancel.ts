import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { LogLine } from './log.js';
import type { WorkflowRun } from './run.js';
import type { StepProcess } from './step-process.js';

/** The runner's clock, in milliseconds. */
export interface Clock {
  /** Between SIGINT and SIGTERM. */
  readonly afterInterrupt: number;
  /** Between SIGTERM and SIGKILL. */
  readonly afterTerminate: number;
  /** One minute of `timeout-minutes`. */
  readonly minute: number;
  /** How long cleanup may take after a cancel before the worker itself is killed. */
  readonly cancelWindow: number;
}

/** Source: actions/runner `ProcessInvoker`; the five-minute window ends 15 s early for the worker. */
export const REAL_CLOCK: Clock = {
  afterInterrupt: 7_500,
  afterTerminate: 2_500,
  minute: 60_000,
  cancelWindow: 285_000,
};

/** The real signal pauses times `factor`; minutes and window stay real unless given, as work does not speed up. */
export function scaledClock(factor: number, overrides: Partial<Clock> = {}): Clock {
  return {
    ...REAL_CLOCK,
    afterInterrupt: REAL_CLOCK.afterInterrupt * factor,
    afterTerminate: REAL_CLOCK.afterTerminate * factor,
    ...overrides,
  };
}

/** When something happens to a run: at once, at the first live log line that fits, or when a promise resolves. */
export type Moment = 'now' | ((line: LogLine) => boolean) | Promise<unknown>;

/** Presses "Cancel workflow" at that moment; resolves when it was pressed, or the run was over before. */
export async function cancel(run: WorkflowRun, when: Moment = 'now'): Promise<void> {
  await moment(run, when);
  if (run.conclusion === undefined) run.cancellation.abort('cancel');
}

/**
 * Takes the machines away from all running jobs at that moment: everything on them dies by SIGKILL, no
 * condition is evaluated, no post step runs, no outputs are kept, the jobs fail.
 */
export async function loseRunner(run: WorkflowRun, when: Moment = 'now'): Promise<void> {
  await moment(run, when);
  if (run.conclusion === undefined) run.machineLoss.abort('runner lost');
}

async function moment(run: WorkflowRun, when: Moment): Promise<void> {
  if (when === 'now') return;
  if (typeof when !== 'function') {
    await Promise.race([when, run.finished]);
    return;
  }
  let unsubscribe: () => void = () => undefined;
  const seen = new Promise<void>((resolve) => {
    unsubscribe = run.log.subscribe((line) => {
      if (when(line)) resolve();
    });
  });
  // Lines of before the call count as well, else a fast step would outrun its observer.
  if (!run.log.lines.some(when)) await Promise.race([seen, run.finished]);
  unsubscribe();
}

/** Ends a step as the runner does: SIGINT, then SIGTERM, then SIGKILL, to the entry process only. */
export async function interrupt(process: StepProcess, clock: Clock): Promise<void> {
  const gone = new AbortController();
  const ended = process.exited.then(
    () => {
      gone.abort();
    },
    () => {
      gone.abort();
    },
  );
  for (const [signal, patience] of [
    ['SIGINT', clock.afterInterrupt],
    ['SIGTERM', clock.afterTerminate],
  ] as const) {
    process.signal(signal);
    await pause(patience, undefined, { signal: gone.signal }).catch(() => undefined);
    if (gone.signal.aborted) return;
  }
  process.signal('SIGKILL');
  await ended;
}

export interface Orphan {
  readonly pid: number;
  readonly name: string;
}

/**
 * Kills what a job left running, found by RUNNER_TRACKING_ID in the environment of every process. A child
 * that was started with a scrubbed environment escapes: as on a hosted runner.
 */
export async function sweepOrphans(trackingId: string): Promise<Orphan[]> {
  const orphans: Orphan[] = [];
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(`RUNNER_TRACKING_ID=${trackingId}`)) continue;
    const name = (await readFile(`/proc/${entry}/comm`, 'utf8').catch(() => '')).trim();
    try {
      process.kill(Number(entry), 'SIGKILL');
      orphans.push({ pid: Number(entry), name });
    } catch {
      // It ended by itself meanwhile.
    }
  }
  return orphans;
}
