import { randomUUID } from 'node:crypto';
import type { Annotation } from './annotations.js';
import type { ArtifactView } from './artifact-reader.js';
import { RunLog } from './log.js';
import type { Json } from './expressions.js';
import type { Machine } from './machine.js';
import type { Workflow } from './workflow.js';

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

/** A repository of the played GitHub. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  readonly private: boolean;
  readonly defaultBranch: string;
}

/** What started a run. */
export interface TriggerEvent {
  readonly name: string;
  /** Merged over the fields that the harness fills in (`repository`, `sender`, `ref`, …). */
  readonly payload?: Readonly<Record<string, Json>>;
  /** Inputs of a `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string | boolean | number>>;
  readonly ref?: string;
  readonly sha?: string;
  readonly actor?: string;
}

/** One step, running or done. */
export interface StepRun {
  readonly number: number;
  readonly name: string;
  readonly id: string | undefined;
  readonly startedAt: Date;
  completedAt: Date | undefined;
  /** The result before `continue-on-error`; undefined while running. */
  outcome: Result | undefined;
  /** The result after `continue-on-error`; undefined while running. */
  conclusion: Result | undefined;
  /** Exit code of the entry process; undefined when none ended by itself. */
  exitCode: number | undefined;
  /** As later steps of the job read them: unmasked. */
  outputs: Readonly<Record<string, string>>;
  summary: string;
  rawSummary: string;
  annotations: readonly Annotation[];
}

/** One job of one attempt. */
export interface JobRun {
  /** Key within the run: the id in the YAML, plus the matrix values in parentheses. */
  readonly key: string;
  readonly id: string;
  readonly databaseId: number;
  readonly backendId: string;
  name: string;
  /** The attempt that executed it: an earlier one when "re-run failed jobs" kept the result. */
  readonly attempt: number;
  /** undefined while it waits or runs. */
  result: Result | undefined;
  startedAt: Date | undefined;
  completedAt: Date | undefined;
  readonly steps: StepRun[];
  /** Beside the job itself: dropped outputs, a timeout. Those of its steps lie with the steps. */
  annotations: readonly Annotation[];
  /** As other jobs read them: outputs that would reveal a secret are missing. */
  outputs: Readonly<Record<string, string>>;
  /** Directories of the job's machine; undefined before it starts. */
  machine: Pick<Machine, 'workspace' | 'temporary' | 'checkedOut'> | undefined;
}

/** The summary page of a job: what its steps wrote, masked, in order. */
export function jobSummary(job: JobRun): string {
  return job.steps
    .map((step) => step.summary)
    .filter((summary) => summary !== '')
    .join('\n');
}

export function jobAnnotations(job: JobRun): readonly Annotation[] {
  return [...job.steps.flatMap((step) => step.annotations), ...job.annotations];
}

/** A job that waits to be started. */
export function waitingJob(key: string, id: string, databaseId: number, attempt: number): JobRun {
  return {
    key,
    id,
    databaseId,
    backendId: randomUUID(),
    name: key,
    attempt,
    result: undefined,
    startedAt: undefined,
    completedAt: undefined,
    steps: [],
    annotations: [],
    outputs: {},
    machine: undefined,
  };
}

/** What identifies one attempt of a run. */
export interface RunIdentity {
  readonly id: number;
  readonly attempt: number;
  /** Counts the runs of the workflow, as `github.run_number`. */
  readonly number: number;
  readonly repository: Repository;
  readonly workflow: Workflow;
  readonly event: Required<Pick<TriggerEvent, 'name' | 'ref' | 'sha' | 'actor'>> & {
    readonly payload: Readonly<Record<string, Json>>;
    readonly inputs: Readonly<Record<string, Json>>;
  };
}

/** One attempt of a run, from its start on: read it while it runs, or after `await run.finished`. */
export class WorkflowRun implements RunIdentity {
  readonly id: number;
  readonly attempt: number;
  readonly number: number;
  readonly repository: Repository;
  readonly workflow: Workflow;
  readonly event: RunIdentity['event'];
  readonly createdAt = new Date();
  readonly backendId = randomUUID();
  readonly log = new RunLog();
  readonly jobs: Record<string, JobRun> = {};
  /** Someone pressed "Cancel workflow". */
  readonly cancellation = new AbortController();
  /** The machines under all running jobs vanish. */
  readonly machineLoss = new AbortController();
  /** undefined while it runs. */
  conclusion: Result | undefined;
  /** Artifacts of the run over all its attempts, newest first, expired ones included. */
  artifacts: () => readonly ArtifactView[] = () => [];
  /** Resolves with this run when all jobs are done; never rejects because of a failed job. */
  finished: Promise<WorkflowRun> = Promise.resolve(this);

  constructor(identity: RunIdentity) {
    this.id = identity.id;
    this.attempt = identity.attempt;
    this.number = identity.number;
    this.repository = identity.repository;
    this.workflow = identity.workflow;
    this.event = identity.event;
  }

  /** @throws Error naming the jobs that exist. */
  job(key: string): JobRun {
    const job = this.jobs[key];
    if (job === undefined)
      throw new Error(`The run has no job '${key}', only ${Object.keys(this.jobs).join(', ')}`);
    return job;
  }

  /** Job results by key, handy to compare as a whole. */
  get results(): Record<string, Result | undefined> {
    return Object.fromEntries(Object.values(this.jobs).map((job) => [job.key, job.result]));
  }

  summary(job: string): string {
    return jobSummary(this.job(job));
  }

  annotations(job: string): readonly Annotation[] {
    return jobAnnotations(this.job(job));
  }
}
