import type { ActiveJob, JobSetting } from './active-job.js';
import { AnnotationBook, type AnnotationLevel } from './annotations.js';
import { sweepOrphans } from './cancel.js';
import type { Json, Scope } from './expressions.js';
import { evaluateJobOutputs } from './job-outputs.js';
import type { Stream } from './log.js';
import { runnerContext } from './machine.js';
import { minutesOf, planStep, type PlannedStep } from './planned-step.js';
import type { Result, StepRun } from './run.js';
import { executeStep } from './step-lifecycle.js';

const DEFAULT_TIMEOUT_MINUTES = 360;
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;
const LAST_STEP = 'Complete job';

/** One job on its machine: steps in order, then post steps in reverse order, then outputs. */
export class JobExecution implements ActiveJob {
  readonly setting: JobSetting;
  /** Post steps announced so far; the last one announced runs first. */
  readonly #postSteps: PlannedStep[] = [];
  readonly lost: AbortSignal;
  readonly #annotations: AnnotationBook;
  /** Cancelled by the user, or out of time: both take the same path. */
  readonly #ending = new AbortController();
  /** The time for cleaning up after a cancel is over: the worker itself is killed. */
  readonly #windowOver = new AbortController();
  #status: Exclude<Result, 'skipped'> = 'success';

  constructor(setting: JobSetting) {
    this.setting = setting;
    this.#annotations = new AnnotationBook(setting.masker);
    this.lost = AbortSignal.any([setting.run.machineLoss.signal, this.#windowOver.signal]);
  }

  get debug(): boolean {
    return this.setting.options.debug ?? false;
  }

  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  get github(): Readonly<Record<string, Json>> {
    return this.setting.contexts['github'] as Readonly<Record<string, Json>>;
  }

  get runner(): Readonly<Record<string, string>> {
    return runnerContext(this.setting.machine, this.debug);
  }

  log(step: string, stream: Stream, text: string): void {
    const { run, record, masker } = this.setting;
    for (const line of text.split('\n'))
      run.log.write({ job: record.key, step, stream, text: line }, masker);
  }

  logRaw(step: string, stream: Stream, text: string): void {
    this.setting.run.log.writeRaw({ job: this.setting.record.key, step, stream, text });
  }

  annotate(level: AnnotationLevel, message: string): void {
    this.#annotations.add(level, message);
    this.log(LAST_STEP, 'runner', `##[${level}]${message}`);
  }

  fail(): void {
    if (this.#status === 'success') this.#status = 'failure';
  }

  scope(stepVariables: Readonly<Record<string, string>> = {}): Scope {
    return {
      contexts: {
        ...this.setting.contexts,
        env: { ...Object.fromEntries(this.setting.machine.environment), ...stepVariables },
        job: { status: this.#status },
        runner: this.runner,
        steps: stepsContext(this.setting.record.steps),
      },
      status: {
        success: () => this.#status === 'success',
        failure: () => this.#status === 'failure',
        cancelled: () => this.#status === 'cancelled',
      },
    };
  }

  /** Runs the job to its end and returns its result. A broken step fails the job; this never throws for it. */
  async run(): Promise<Result> {
    const { spec, record } = this.setting;
    const stopWatching = this.#watchForEnd();
    try {
      for (const step of spec.steps) {
        await executeStep(
          this,
          planStep(this, step, (post) => this.#postSteps.push(post)),
        );
      }
      for (let post = this.#postSteps.pop(); post !== undefined; post = this.#postSteps.pop()) {
        await executeStep(this, post);
      }
      if (this.lost.aborted) return this.#reportLoss();
      record.outputs = evaluateJobOutputs(this);
      return this.#status;
    } finally {
      stopWatching();
      await this.#sweep();
      record.annotations = this.#annotations.kept;
    }
  }

  #reportLoss(): Result {
    if (this.#windowOver.signal.aborted) return 'cancelled';
    this.annotate('error', 'The hosted runner lost communication with the server.');
    return 'failure';
  }

  #watchForEnd(): () => void {
    const { spec, cancellation, clock } = this.setting;
    let window: NodeJS.Timeout | undefined;
    const end = (): void => {
      this.#status = 'cancelled';
      window ??= setTimeout(() => {
        this.#windowOver.abort();
      }, clock.cancelWindow);
      this.#ending.abort();
    };
    const limit = minutesOf(spec['timeout-minutes'], this.scope()) ?? DEFAULT_TIMEOUT_MINUTES;
    const timer = setTimeout(
      () => {
        this.annotate(
          'error',
          `The job has exceeded the maximum execution time of ${limit} minutes.`,
        );
        end();
      },
      Math.min(limit * clock.minute, LONGEST_TIMER_MILLISECONDS),
    );
    cancellation?.addEventListener('abort', end, { once: true });
    if (cancellation?.aborted === true) end();
    return () => {
      clearTimeout(timer);
      clearTimeout(window);
      cancellation?.removeEventListener('abort', end);
    };
  }

  async #sweep(): Promise<void> {
    for (const { pid, name } of await sweepOrphans(this.setting.machine.trackingId)) {
      this.log(LAST_STEP, 'runner', `Terminate orphan process: pid (${pid}) (${name})`);
    }
  }
}

function stepsContext(steps: readonly StepRun[]): Record<string, Json> {
  const context: Record<string, Json> = {};
  for (const { id, outputs, outcome, conclusion } of steps) {
    if (id !== undefined && outcome !== undefined && conclusion !== undefined)
      context[id] = { outputs, outcome, conclusion };
  }
  return context;
}
