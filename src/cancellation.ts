import { DeployError } from './errors.js';

/** Time for a handler to let go after a signal; the runner kills the process 10 s after its first. */
const LET_GO_MS = 5_000;

export interface Cancellation {
  readonly signal: AbortSignal;
  /**
   * The work's own result, or the signal's reason when the work does not end within 5 s of it.
   */
  bounded<Result>(work: Promise<Result>): Promise<Result>;
}

/** Turns SIGINT and SIGTERM into one abort. Install it before the first await. */
export function listenForCancellation(): Cancellation {
  const controller = new AbortController();
  const cancel = (name: NodeJS.Signals): void => {
    if (!controller.signal.aborted) controller.abort(cancelled(name));
  };
  process.on('SIGINT', cancel);
  process.on('SIGTERM', cancel);
  return { signal: controller.signal, bounded: (work) => bounded(work, controller.signal) };
}

function bounded<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const givingUp = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      setTimeout(() => {
        reject(signal.reason as Error);
      }, LET_GO_MS).unref();
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp);
  });
  return Promise.race([work, givingUp]);
}

function cancelled(name: string): DeployError {
  return new DeployError({
    attempted: 'finish the step',
    found: `it was cancelled (${name})`,
    likelyCause: 'someone cancelled the run, a timeout-minutes ran out, or the runner shut down',
    nextAction: 'look at the state below, then run the failed jobs again',
  });
}
