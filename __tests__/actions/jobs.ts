import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import type { ArtifactStore } from '../../src/actions/artifacts.js';
import { systemClock } from '../../src/actions/clock.js';
import { githubArtifacts } from '../../src/actions/githubartifacts.js';
import type { Clock } from '../../src/actions/tools.js';
import { ArtifactServices } from '../harness/github/artifact-services.js';
import type { Permissions } from '../harness/github/index.js';

const MAY_READ: Permissions = { contents: 'read', actions: 'read' };

export interface Job {
  readonly attempt?: number;
  readonly permissions?: Permissions | 'no token';
  readonly longestRetentionDays?: number;
  /** Of the repository that a pull request comes from, which starts the run; null: it is deleted. */
  readonly headRepositoryId?: number | null;
}

export interface Stage {
  readonly services: ArtifactServices;
  /** A directory with `a.dump` in it, and whatever a test puts there. */
  readonly directory: string;
  /** Begins a job of a run: from now on the process has its environment. */
  job(runId: number, job?: Job): ArtifactStore;
  /** Waits that our own retries asked for, milliseconds. */
  readonly waits: number[];
  /** A new empty directory. */
  empty(): Promise<string>;
}

/** The played services, once for a file; the jobs of its tests are this process. */
export function useJobs(retentionDays?: number): Stage {
  const saved = { ...process.env };
  let services: ArtifactServices | undefined;
  let directory = '';
  let directories = 0;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => systemClock.now(),
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
  const started = (): ArtifactServices => {
    if (services === undefined) throw new Error('only inside a test');
    return services;
  };

  beforeAll(async () => {
    services = await ArtifactServices.start(retentionDays);
  });
  afterAll(() => services?.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'jobs-'));
    await writeFile(join(directory, 'a.dump'), 'bytes');
    // What the toolkit tells the log of a job, and the pauses between its own tries.
    jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
    const wait = globalThis.setTimeout;
    jest
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((act: () => void, ms = 0) => wait(act, ms < 20_000 ? ms / 1_000 : ms));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    process.env = { ...saved };
    waits.length = 0;
    started().server.faults.clear();
    started().server.requests.length = 0;
    await rm(directory, { recursive: true });
  });

  return {
    get services() {
      return started();
    },
    get directory() {
      return directory;
    },
    waits,
    job(
      runId,
      { attempt = 1, permissions = MAY_READ, longestRetentionDays, headRepositoryId } = {},
    ) {
      process.env['ACTIONS_RUNTIME_TOKEN'] = started().runtimeToken(
        runId,
        attempt,
        headRepositoryId,
      );
      process.env['ACTIONS_RESULTS_URL'] = started().server.origin;
      delete process.env['GITHUB_SERVER_URL'];
      return githubArtifacts({
        ...{ available: true, runId: String(runId), repository: 'acme/shop', clock },
        token: permissions === 'no token' ? undefined : started().apiToken(permissions),
        fetch: started().fetch,
        signal: new AbortController().signal,
        ...(longestRetentionDays === undefined ? {} : { longestRetentionDays }),
      });
    },
    async empty() {
      const path = join(directory, `empty-${(directories += 1)}`);
      await mkdir(path);
      return path;
    },
  };
}
