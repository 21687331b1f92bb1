import type { AnnotationLevel } from './annotations.js';
import type { Clock } from './cancel.js';
import type { Json, Scope } from './expressions.js';
import type { Stream } from './log.js';
import type { Machine } from './machine.js';
import type { Masker } from './masker.js';
import type { GitHubOptions, NodeChoice } from './options.js';
import type { JobRun, WorkflowRun } from './run.js';
import type { JobSpec } from './workflow.js';

/** What a job gets from the run that it belongs to. */
export interface JobSetting {
  readonly run: WorkflowRun;
  readonly record: JobRun;
  readonly spec: JobSpec;
  readonly machine: Machine;
  readonly masker: Masker;
  readonly options: GitHubOptions;
  readonly node: NodeChoice;
  readonly clock: Clock;
  readonly fixture: string | undefined;
  /** Cancels this job; undefined for a job that starts after the cancel (`if: always()`), which runs undisturbed. */
  readonly cancellation: AbortSignal | undefined;
  /** `github`, `needs`, `vars`, `secrets`, `inputs`, `matrix`, `strategy`. */
  readonly contexts: Readonly<Record<string, Json>>;
  /** ACTIONS_* variables of JavaScript actions. */
  readonly runtimeVariables: Readonly<Record<string, string>>;
}

/** A job that is being executed, as its steps know it. */
export interface ActiveJob {
  readonly setting: JobSetting;
  readonly debug: boolean;
  /** Fires when the machine under the job vanishes, or the job overstays its time for cleaning up. */
  readonly lost: AbortSignal;
  /** Fires when the job is cancelled or out of time; its status is `cancelled` by then. */
  readonly ending: AbortSignal;
  /** The `github` context. */
  readonly github: Readonly<Record<string, Json>>;
  /** The `runner` context. */
  readonly runner: Readonly<Record<string, string>>;
  log(step: string, stream: Stream, text: string): void;
  logRaw(step: string, stream: Stream, text: string): void;
  /** A note beside the job itself, not beside one of its steps. */
  annotate(level: AnnotationLevel, message: string): void;
  /** A step failed: so does the job, unless it is cancelled already. */
  fail(): void;
  /** What expressions see now; `stepVariables` are the `env:` of the step that asks. */
  scope(stepVariables?: Readonly<Record<string, string>>): Scope;
}
