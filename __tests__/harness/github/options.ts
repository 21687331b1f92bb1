import type { Clock, Moment } from './cancel.js';
import type { LineListener } from './log.js';
import type { TriggerEvent } from './run.js';
import type { Permissions } from './tokens.js';

/** The Node that runs JavaScript actions, whatever `runs.using` says; `label` is shown in the log. */
export interface NodeChoice {
  readonly executable: string;
  readonly label: string;
}

/** How the played GitHub is set up. */
export interface GitHubOptions {
  /** The actions that workflows may use: directory by `owner/name`, or by name alone. */
  readonly actions: Readonly<Record<string, string>>;
  /** Default: the Node that runs the harness. */
  readonly node?: NodeChoice;
  /** Default: the real pauses and minutes. */
  readonly clock?: Clock;
  /** Longest life of an artifact in this repository, days; default 90, as for public repositories. */
  readonly retentionDays?: number;
  /** What a workflow without `permissions:` may do; default: contents and packages read. */
  readonly defaultPermissions?: Permissions;
  /** Step debug logging: `##[debug]` lines in the log, RUNNER_DEBUG=1. */
  readonly debug?: boolean;
  /** Keep machines and blobs on disk after `close()`, to look at them. */
  readonly keepFiles?: boolean;
}

/** The repository in which a workflow runs. */
export interface RepositoryOptions {
  readonly owner: string;
  readonly name: string;
  /** Default true: the strict case for tokens is the private one. */
  readonly private?: boolean;
  /** What actions/checkout brings; a workflow without checkout needs none. */
  readonly fixture?: string;
  readonly defaultBranch?: string;
}

/** One run to start. */
export interface RunOptions {
  /** Path of the workflow file. */
  readonly workflow: string;
  readonly repository: RepositoryOptions;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Secrets of environments, by the environment's name: only jobs that name it get them, over the others. */
  readonly environments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Default: a push to the default branch. */
  readonly event?: TriggerEvent;
  /** Added to the environment of every step: what the image of the runner would hold. May replace PATH. */
  readonly extraEnv?: Readonly<Record<string, string>>;
  /** Live log, masked. */
  readonly onLine?: LineListener;
  /** Presses "Cancel workflow" at that moment. */
  readonly cancelWhen?: Moment;
  /** Takes the machines away at that moment. */
  readonly loseRunnerWhen?: Moment;
}
