import { githubContext } from './contexts.js';
import { holds, type Json } from './expressions.js';
import { ancestorsOf, legsOf, needsEntry, needsOf, orderJobs, type Leg } from './job-graph.js';
import { runJob } from './job-start.js';
import type { RunOptions } from './options.js';
import type { Platform } from './platform.js';
import { waitingJob, type JobRun, type Result, type WorkflowRun } from './run.js';

/** Executes the jobs of one attempt, each as soon as its needs are done, hence possibly several at once. */
export class Runner {
  readonly #platform: Platform;
  readonly #run: WorkflowRun;
  readonly #options: RunOptions;
  readonly #legs = new Map<string, JobRun[]>();

  constructor(platform: Platform, run: WorkflowRun, options: RunOptions) {
    this.#platform = platform;
    this.#run = run;
    this.#options = options;
  }

  /**
   * Runs all jobs to their end. `kept` are the jobs of an earlier attempt whose results and outputs stand.
   * @throws Error when the workflow itself is wrong: unknown needs, a circle, an `if:` that does not parse.
   */
  async execute(kept: ReadonlyMap<string, readonly JobRun[]>): Promise<void> {
    const { workflow } = this.#run;
    const done = new Map<string, Promise<void>>();
    for (const id of orderJobs(workflow)) {
      const earlier = kept.get(id);
      if (earlier !== undefined) {
        this.#keep(id, earlier);
        continue;
      }
      const needs = needsOf(this.#spec(id)).flatMap((need) => done.get(need) ?? []);
      done.set(
        id,
        Promise.all(needs).then(() => this.#executeJob(id)),
      );
    }
    const settled = await Promise.allSettled([...done.values()]);
    this.#run.conclusion = this.#conclusion();
    for (const outcome of settled) if (outcome.status === 'rejected') throw outcome.reason;
  }

  #spec(id: string): Leg['spec'] {
    const spec = this.#run.workflow.jobs[id];
    if (spec === undefined) throw new Error(`No job '${id}'`);
    return spec;
  }

  #conclusion(): Result {
    const results = Object.values(this.#run.jobs).map((job) => job.result);
    if (this.#run.cancellation.signal.aborted) return 'cancelled';
    if (results.includes('failure')) return 'failure';
    if (results.includes('cancelled')) return 'cancelled';
    return results.every((result) => result === 'skipped') ? 'skipped' : 'success';
  }

  #keep(id: string, earlier: readonly JobRun[]): void {
    this.#legs.set(id, [...earlier]);
    for (const job of earlier) this.#run.jobs[job.key] = job;
  }

  async #executeJob(id: string): Promise<void> {
    const spec = this.#spec(id);
    const contexts = this.#serverContexts(id);
    if (!this.#shouldRun(id, contexts)) {
      this.#enlist({ key: id, id, spec, matrix: {} }).result = 'skipped';
      return;
    }
    const legs = legsOf(id, spec, contexts);
    const { signal } = this.#run.cancellation;
    const cancellation = signal.aborted ? undefined : signal;
    const strategy = { 'job-total': legs.length };
    await Promise.all(
      legs.map((leg) =>
        runJob({
          platform: this.#platform,
          run: this.#run,
          options: this.#options,
          leg,
          record: this.#enlist(leg),
          cancellation,
          contexts: { ...contexts, matrix: leg.matrix, strategy },
        }),
      ),
    );
  }

  #enlist(leg: Leg): JobRun {
    const record = waitingJob(
      leg.key,
      leg.id,
      this.#platform.history.newJobId(),
      this.#run.attempt,
    );
    this.#legs.set(leg.id, [...(this.#legs.get(leg.id) ?? []), record]);
    this.#run.jobs[record.key] = record;
    return record;
  }

  /** Job conditions are evaluated by the server: `success()` there looks at all ancestors, not at steps. */
  #shouldRun(id: string, contexts: Readonly<Record<string, Json>>): boolean {
    const ancestors = ancestorsOf(this.#run.workflow, id).map(
      (ancestor) => this.#needsEntry(ancestor).result,
    );
    const cancelled = this.#run.cancellation.signal.aborted;
    return holds(this.#spec(id).if, {
      contexts,
      status: {
        success: () => !cancelled && ancestors.every((result) => result === 'success'),
        failure: () => !cancelled && ancestors.includes('failure'),
        cancelled: () => cancelled,
      },
    });
  }

  #needsEntry(id: string): ReturnType<typeof needsEntry> {
    return needsEntry(this.#legs.get(id) ?? []);
  }

  #serverContexts(id: string): Record<string, Json> {
    const needs = needsOf(this.#spec(id)).map((need) => [need, this.#needsEntry(need)] as const);
    return {
      github: githubContext(this.#run, this.#platform.server.origin, this.#platform.retentionDays),
      inputs: this.#run.event.inputs,
      needs: Object.fromEntries(needs),
      vars: this.#options.vars ?? {},
    };
  }
}
