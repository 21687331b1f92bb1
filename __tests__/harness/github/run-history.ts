import type { RepositoryOptions } from './options.js';
import type { Repository, WorkflowRun } from './run.js';

const FIRST_RUN_ID = 17_900_000_001;
const FIRST_JOB_ID = 54_000_000_001;
const FIRST_REPOSITORY_ID = 812_000_001;

/** Every repository and run that the played GitHub has seen. */
export class RunHistory {
  readonly #repositories: Repository[] = [];
  readonly #runs: WorkflowRun[] = [];
  #nextRunId = FIRST_RUN_ID;
  #nextJobId = FIRST_JOB_ID;

  newRunId(): number {
    return this.#nextRunId++;
  }

  newJobId(): number {
    return this.#nextJobId++;
  }

  /** The repository of that name; created at its first use, its visibility as last given. */
  repository({
    owner,
    name,
    private: isPrivate = true,
    defaultBranch = 'main',
  }: RepositoryOptions): Repository {
    const index = this.#repositories.findIndex(
      (known) => known.owner === owner && known.name === name,
    );
    const id = this.#repositories[index]?.id ?? FIRST_REPOSITORY_ID + this.#repositories.length;
    const repository: Repository = { owner, name, id, private: isPrivate, defaultBranch };
    if (index < 0) this.#repositories.push(repository);
    else this.#repositories[index] = repository;
    return repository;
  }

  findRepository(owner: string, name: string): Repository | undefined {
    return this.#repositories.find(
      (known) =>
        known.owner.toLowerCase() === owner.toLowerCase() &&
        known.name.toLowerCase() === name.toLowerCase(),
    );
  }

  add(run: WorkflowRun): void {
    this.#runs.push(run);
  }

  get all(): readonly WorkflowRun[] {
    return this.#runs;
  }

  /** Newest first, each run once, in its latest attempt. */
  of(repository: Repository): WorkflowRun[] {
    const latest = new Map<number, WorkflowRun>();
    for (const run of this.#runs) if (run.repository.id === repository.id) latest.set(run.id, run);
    return [...latest.values()].sort((left, right) => right.id - left.id);
  }

  attempt(repository: Repository, id: number, attempt?: number): WorkflowRun | undefined {
    return this.#runs.findLast(
      (run) =>
        run.repository.id === repository.id &&
        run.id === id &&
        (attempt === undefined || run.attempt === attempt),
    );
  }

  /** The next `run_number` of a workflow file in a repository. */
  nextNumber(repository: Repository, workflowPath: string): number {
    return this.of(repository).filter((run) => run.workflow.path === workflowPath).length + 1;
  }

  /** Numeric id of a workflow file: stable within this GitHub. */
  workflowId(workflowPath: string): number {
    const paths = [...new Set(this.#runs.map((run) => run.workflow.path))];
    return 96_000_001 + paths.indexOf(workflowPath);
  }
}
