import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ArtifactService } from './artifact-service.js';
import { ArtifactStore } from './artifact-store.js';
import { BlobStorage } from './blob-storage.js';
import { GitHubServer } from './http-server.js';
import { restRoutes } from './rest-api.js';
import { runRoutes } from './rest-runs.js';
import { artifactRoutes } from './rest-artifacts.js';
import { pullRequestFrom } from './head.js';
import { WorkflowRun } from './run.js';
import { RunHistory } from './run-history.js';
import { TokenOffice, type Permissions } from './tokens.js';

const REPOSITORY = { owner: 'acme', name: 'shop' };
const EVENT = { name: 'push', ref: 'refs/heads/main', sha: '0'.repeat(40), actor: 'octocat' };

/**
 * Artifact service, blob storage and REST API of the played GitHub, without runners: for tests that
 * are a job themselves.
 */
export class ArtifactServices {
  readonly server = new GitHubServer();
  readonly store = new ArtifactStore();
  readonly #tokens = new TokenOffice();
  readonly #history = new RunHistory();
  readonly #directory: string;
  readonly #runs = new Map<string, WorkflowRun>();

  private constructor(directory: string, retentionDays: number) {
    this.#directory = directory;
    const { store } = this;
    const origin = (): string => this.server.origin;
    const blobs = new BlobStorage(directory, (id) => store.byIdEvenUnfinished(id));
    const parts = { store, blobs, origin };
    const service = new ArtifactService({ ...parts, tokens: this.#tokens, retentionDays });
    const history = this.#history;
    const rest = [...runRoutes(history), ...artifactRoutes({ ...parts, history })];
    this.server.add([
      ...service.routes,
      ...blobs.routes,
      ...restRoutes(rest, this.#tokens, this.#history),
    ]);
  }

  /** @param retentionDays the limit of the repository. */
  static async start(retentionDays = 90): Promise<ArtifactServices> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'played-artifacts-'));
    const services = new ArtifactServices(directory, retentionDays);
    await services.server.listen();
    return services;
  }

  async close(): Promise<void> {
    await this.server.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /**
   * ACTIONS_RUNTIME_TOKEN of a job in an attempt of a run, which begins to exist by it.
   * @param headRepositoryId set: a pull request from that repository (null: it is deleted) started it.
   */
  runtimeToken(runId: number, attempt = 1, headRepositoryId?: number | null): string {
    const key = `${runId}-${attempt}`;
    const run = this.#runs.get(key) ?? this.#newRun(runId, attempt, headRepositoryId);
    this.#runs.set(key, run);
    return this.#tokens.issueRuntimeToken({
      ...{ runId, attempt, runBackendId: run.backendId, jobBackendId: 'a-job' },
    });
  }

  /** GITHUB_TOKEN of a job with these permissions. */
  apiToken(permissions: Permissions): string {
    const repository = `${REPOSITORY.owner}/${REPOSITORY.name}`;
    return this.#tokens.issueApiToken({ repository, permissions });
  }

  /** The platform's fetch, with api.github.com played here. */
  readonly fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const isApi = url.host === 'api.github.com';
    return globalThis.fetch(
      isApi ? new URL(url.pathname + url.search, this.server.origin) : url,
      init,
    );
  };

  #newRun(id: number, attempt: number, headRepositoryId?: number | null): WorkflowRun {
    const run = new WorkflowRun({
      ...{ id, attempt, number: id, repository: this.#history.repository(REPOSITORY) },
      workflow: { path: '.github/workflows/deploy.yml', source: '', on: 'push', env: {}, jobs: {} },
      event:
        headRepositoryId === undefined
          ? { ...EVENT, payload: {}, inputs: {} }
          : { ...pullRequestFrom(headRepositoryId), inputs: {} },
    });
    this.#history.add(run);
    return run;
  }
}
