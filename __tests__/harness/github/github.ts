import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { viewArtifact } from './artifact-reader.js';
import { ArtifactService } from './artifact-service.js';
import { ArtifactStore } from './artifact-store.js';
import { BlobStorage } from './blob-storage.js';
import { cancel, loseRunner } from './cancel.js';
import { dispatchInputs } from './contexts.js';
import { GitHubServer } from './http-server.js';
import { ancestorsOf } from './job-graph.js';
import type { GitHubOptions, RunOptions } from './options.js';
import { artifactRoutes } from './rest-artifacts.js';
import { restRoutes } from './rest-api.js';
import { commentRoutes, type IssueComment } from './rest-comments.js';
import { deploymentRoutes, type Deployment } from './rest-deployments.js';
import { runRoutes } from './rest-runs.js';
import { Runner } from './runner.js';
import { RunHistory } from './run-history.js';
import { WorkflowRun, type JobRun, type Repository, type TriggerEvent } from './run.js';
import { TokenOffice, type Permissions } from './tokens.js';
import { readWorkflow, type Workflow } from './workflow.js';

const PUBLIC_RETENTION_DAYS = 90;

/** The played GitHub: services on loopback, runners as child processes. Start it with {@link startGitHub}. */
export class GitHub {
  readonly server = new GitHubServer();
  readonly artifacts = new ArtifactStore();
  readonly blobs: BlobStorage;
  readonly deployments: Deployment[] = [];
  readonly comments: IssueComment[] = [];
  readonly #tokens = new TokenOffice();
  readonly #history = new RunHistory();
  readonly #options: GitHubOptions;
  readonly #directory: string;
  readonly #retentionDays: number;
  readonly #runOptions = new Map<WorkflowRun, RunOptions>();

  constructor(options: GitHubOptions, directory: string) {
    this.#options = options;
    this.#directory = directory;
    this.#retentionDays = options.retentionDays ?? PUBLIC_RETENTION_DAYS;
    this.blobs = new BlobStorage(path.join(directory, 'blobs'), (id) =>
      this.artifacts.byIdEvenUnfinished(id),
    );
    this.#addRoutes();
  }

  /** Which calls go wrong, see `FaultPlan.plan`. */
  get faults(): GitHubServer['faults'] {
    return this.server.faults;
  }

  /** Starts a run and returns at once; `await run.finished` for its end. */
  async start(options: RunOptions): Promise<WorkflowRun> {
    const workflow = await readWorkflow(options.workflow);
    const repository = this.#history.repository(options.repository);
    const run = new WorkflowRun({
      id: this.#history.newRunId(),
      attempt: 1,
      number: this.#history.nextNumber(repository, workflow.path),
      repository,
      workflow,
      event: completeEvent(options.event, repository, workflow),
    });
    return this.#launch(run, options, new Map());
  }

  /** Starts a run and waits for its end. A failed job does not reject: look at `run.results`. */
  async run(options: RunOptions): Promise<WorkflowRun> {
    const run = await this.start(options);
    return run.finished;
  }

  /**
   * "Re-run failed jobs": the next attempt of the same run. Successful jobs keep results and outputs; failed
   * and cancelled ones run again, and whatever depends on them. `changes` may replace secrets, moments, …
   * @throws Error when the run is not over, or nothing in it failed.
   */
  async rerunFailed(run: WorkflowRun, changes: Partial<RunOptions> = {}): Promise<WorkflowRun> {
    const options = this.#optionsOfFinished(run);
    const failed = failedJobIds(run);
    if (failed.size === 0) throw new Error('The run has no failed jobs.');
    const kept = new Map<string, JobRun[]>();
    for (const id of Object.keys(run.workflow.jobs)) {
      if (failed.has(id) || ancestorsOf(run.workflow, id).some((ancestor) => failed.has(ancestor)))
        continue;
      kept.set(
        id,
        Object.values(run.jobs).filter((job) => job.id === id),
      );
    }
    return this.#launch(nextAttempt(run), { ...options, ...changes }, kept).finished;
  }

  /** "Re-run all jobs": the next attempt of the same run, from scratch. */
  async rerunAll(run: WorkflowRun, changes: Partial<RunOptions> = {}): Promise<WorkflowRun> {
    return this.#launch(
      nextAttempt(run),
      { ...this.#optionsOfFinished(run), ...changes },
      new Map(),
    ).finished;
  }

  /** A token for calls from outside of runs, such as a person's. */
  issueToken(repository: Pick<Repository, 'owner' | 'name'>, permissions: Permissions): string {
    return this.#tokens.issueApiToken({
      repository: `${repository.owner}/${repository.name}`,
      permissions,
    });
  }

  /** Ends running runs as if their machines vanished, stops the services, removes all files. */
  async close(): Promise<void> {
    const running = this.#history.all.filter((run) => run.conclusion === undefined);
    for (const run of running) run.machineLoss.abort('closed');
    await Promise.allSettled(running.map((run) => run.finished));
    await this.server.close();
    if (this.#options.keepFiles !== true)
      await rm(this.#directory, { recursive: true, force: true });
  }

  /** What the run was started with, without the moments: a re-run is not cancelled again. */
  #optionsOfFinished(run: WorkflowRun): RunOptions {
    const options = this.#runOptions.get(run);
    if (options === undefined || run.conclusion === undefined)
      throw new Error('Only a finished run can be re-run.');
    const lasting: { -readonly [Key in keyof RunOptions]: RunOptions[Key] } = { ...options };
    delete lasting.cancelWhen;
    delete lasting.loseRunnerWhen;
    return lasting;
  }

  #launch(
    run: WorkflowRun,
    options: RunOptions,
    kept: ReadonlyMap<string, readonly JobRun[]>,
  ): WorkflowRun {
    this.#history.add(run);
    this.#runOptions.set(run, options);
    run.artifacts = () => this.artifacts.ofRun(run.id).map(viewArtifact);
    if (options.onLine !== undefined) run.log.subscribe(options.onLine);
    const platform = {
      server: this.server,
      tokens: this.#tokens,
      history: this.#history,
      options: this.#options,
      retentionDays: this.#retentionDays,
      machines: path.join(this.#directory, 'machines'),
    };
    run.finished = new Runner(platform, run, options).execute(kept).then(() => run);
    // The caller may look at the outcome only later.
    run.finished.catch(() => undefined);
    if (options.cancelWhen !== undefined)
      void cancel(run, options.cancelWhen).catch(() => undefined);
    if (options.loseRunnerWhen !== undefined)
      void loseRunner(run, options.loseRunnerWhen).catch(() => undefined);
    return run;
  }

  #addRoutes(): void {
    const origin = (): string => this.server.origin;
    const { artifacts: store, blobs } = this;
    const service = new ArtifactService({
      store,
      blobs,
      tokens: this.#tokens,
      origin,
      retentionDays: this.#retentionDays,
    });
    const rest = [
      ...runRoutes(this.#history),
      ...artifactRoutes({ store, blobs, history: this.#history, origin }),
      ...deploymentRoutes(this.deployments),
      ...commentRoutes(this.comments),
    ];
    this.server.add([
      ...service.routes,
      ...blobs.routes,
      ...restRoutes(rest, this.#tokens, this.#history),
    ]);
  }
}

/** Starts GitHub's services on free loopback ports. Always `close()` it: it owns a server and a directory. */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'played-github-'));
  await mkdir(path.join(directory, 'blobs'));
  const github = new GitHub(options, directory);
  await github.server.listen();
  return github;
}

function completeEvent(
  event: TriggerEvent | undefined,
  repository: Repository,
  workflow: Workflow,
): WorkflowRun['event'] {
  const { name = 'push', payload = {}, inputs = {}, ref, sha, actor } = event ?? {};
  return {
    name,
    payload,
    ref: ref ?? `refs/heads/${repository.defaultBranch}`,
    sha: sha ?? randomBytes(20).toString('hex'),
    actor: actor ?? 'octocat',
    inputs: name === 'workflow_dispatch' ? dispatchInputs(workflow.on, inputs) : {},
  };
}

function failedJobIds(run: WorkflowRun): Set<string> {
  const failed = Object.values(run.jobs).filter(
    ({ result }) => result === 'failure' || result === 'cancelled',
  );
  return new Set(failed.map(({ id }) => id));
}

/** The same run, commit and event once more: a re-run keeps the first attempt's commit. */
function nextAttempt({
  id,
  attempt,
  number,
  repository,
  workflow,
  event,
}: WorkflowRun): WorkflowRun {
  return new WorkflowRun({ id, attempt: attempt + 1, number, repository, workflow, event });
}
