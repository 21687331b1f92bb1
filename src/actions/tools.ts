import type { ArtifactStore } from './artifacts.js';
import type { Log } from './log.js';
import type { ProcessRunner } from './process.js';
import type { RecordStore } from './records.js';

/** Time, as a parameter: tests hand in their own. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Everything that a handler may use besides its config. */
export interface Tools {
  readonly log: Log;
  readonly clock: Clock;
  readonly artifacts: ArtifactStore;
  readonly records: RecordStore;
  readonly processes: ProcessRunner;
  readonly fetch: typeof globalThis.fetch;
  /** Aborts on SIGINT and SIGTERM; its reason is a DeployError. */
  readonly signal: AbortSignal;
  /** Private to this use of the action, mode 0700, removed at the end and again by the post step. */
  readonly workDirectory: string;
  /** Hands a directory outside of {@link workDirectory} to the post step, in case this process dies. */
  readonly rememberForCleanup: (directory: string) => void;
}
