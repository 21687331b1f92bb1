import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { getOctokit } from '@actions/github';
import { DeployError } from '../errors.js';
import type { StoredArtifact } from '../record/manifest.js';
import { isOfThisRepository, ofFork, type OriginFacts } from './forks.js';
import { isFullDisk, noToken, restFailure, statusOf } from './restfailure.js';
import { withRetries, type RetrySettings } from './retries.js';

type Octokit = ReturnType<typeof getOctokit>;

export interface RestSettings extends RetrySettings {
  /** `owner/name`. */
  readonly repository: string;
  /** Needs `actions: read`. */
  readonly token: string | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/** Artifacts over GitHub's REST API, which knows those of other runs and attempts, and when they end. */
export interface RestArtifacts {
  /**
   * All of one run, expired ones included.
   * @throws {DeployError} when they come from a fork.
   */
  ofRun(runId: string): Promise<StoredArtifact[]>;
  /** Of all runs, those of forks included: they take room, too. Expired ones are left out. */
  inRepository(): Promise<Inventory>;
  /** Of one name in all runs of this repository's own commits; expired ones left out. */
  named(name: string): Promise<Inventory & { readonly ofForks: number }>;
  /** Undefined when there is none of that id. */
  byId(id: string): Promise<StoredArtifact | undefined>;
  /**
   * Fetches and unpacks one. Unpacked is only what has the digest; the zip and its contents are on
   * the disk at once, twice `artifact.bytes`.
   * @throws {DeployError} when it is gone, forbidden, or damaged.
   */
  download(artifact: StoredArtifact, directory: string): Promise<void>;
}

export interface Inventory {
  readonly artifacts: StoredArtifact[];
  /** False past 1,000. */
  readonly complete: boolean;
}

/** The most that GitHub gives at once. */
const PER_PAGE = 100;
const MOST_PAGES = 10;

interface Listed {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes: number;
  readonly expired: boolean;
  readonly digest?: string | null;
  readonly created_at: string | null;
  readonly expires_at: string | null;
  readonly workflow_run?: OriginFacts | null;
}

interface Page {
  readonly data: { readonly total_count: number; readonly artifacts: readonly Listed[] };
}

export function restArtifacts(settings: RestSettings): RestArtifacts {
  const [owner = '', repo = ''] = settings.repository.split('/');

  const ask = async <Answer>(
    attempted: string,
    question: (octokit: Octokit) => Promise<Answer>,
  ): Promise<Answer> => {
    if (settings.token === undefined) throw noToken(attempted);
    const github = await import('@actions/github');
    const octokit = github.getOctokit(settings.token, { request: { fetch: settings.fetch } });
    try {
      return await withRetries(() => question(octokit), isPassing, settings);
    } catch (error) {
      settings.signal.throwIfAborted();
      throw restFailure(attempted, error);
    }
  };

  const pages = async (
    attempted: string,
    read: (octokit: Octokit, page: number) => Promise<Page>,
  ) => {
    const artifacts: Listed[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { data } = await ask(attempted, (octokit) => read(octokit, page));
      artifacts.push(...data.artifacts);
      if (data.artifacts.length < PER_PAGE) return { artifacts, complete: true };
    }
    return { artifacts, complete: false };
  };

  const everywhere = async (attempted: string, name?: string) => {
    const query = { owner, repo, per_page: PER_PAGE, ...(name === undefined ? {} : { name }) };
    const { artifacts, complete } = await pages(attempted, ({ rest }, page) =>
      rest.actions.listArtifactsForRepo({ ...query, page }),
    );
    return { artifacts: artifacts.filter(({ expired }) => !expired), complete };
  };

  return {
    async ofRun(runId) {
      const query = { owner, repo, run_id: Number(runId), per_page: PER_PAGE };
      const { artifacts } = await pages(`list the artifacts of run ${runId}`, ({ rest }, page) =>
        rest.actions.listWorkflowRunArtifacts({ ...query, page }),
      );
      if (!artifacts.every((artifact) => isOfThisRepository(artifact.workflow_run))) {
        throw ofFork(runId);
      }
      return artifacts.map(stored);
    },

    async inRepository() {
      const { artifacts, complete } = await everywhere('list the artifacts of the repository');
      return { artifacts: artifacts.map(stored), complete };
    },

    async named(name) {
      const { artifacts, complete } = await everywhere(`look for artifacts ${name}`, name);
      const own = artifacts.filter((artifact) => isOfThisRepository(artifact.workflow_run));
      return { artifacts: own.map(stored), complete, ofForks: artifacts.length - own.length };
    },

    byId: (id) =>
      ask(`look at artifact ${id}`, async ({ rest }) => {
        try {
          const { data } = await rest.actions.getArtifact({ owner, repo, artifact_id: Number(id) });
          return stored(data);
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
      }),

    async download(artifact, directory) {
      const zip = `${directory}.zip`;
      const attempted = `fetch artifact ${artifact.name} (id ${artifact.id})`;
      const fetchOnce = async ({ rest }: Octokit): Promise<string> => {
        // The address that it redirects to lives for minutes only, so every try asks for a new one.
        const { headers } = await rest.actions.downloadArtifact({
          ...{ owner, repo, artifact_id: Number(artifact.id), archive_format: 'zip' },
          request: { redirect: 'manual' },
        });
        return fetchInto(zip, headers.location ?? '', settings);
      };
      try {
        const digest = await ask(attempted, fetchOnce);
        if (artifact.digest !== '' && artifact.digest !== digest) throw damaged(artifact);
        // Loaded on use: every step starts through this file.
        const { unzip } = await import('./unzip.js');
        await unzip(zip, directory).catch((error: unknown) => {
          throw restFailure(attempted, error);
        });
      } finally {
        await rm(zip, { force: true });
      }
    },
  };
}

/** @returns the digest of what was fetched. */
async function fetchInto(file: string, url: string, settings: RestSettings): Promise<string> {
  // Without the token: the storage is not GitHub's API.
  const { body, status } = await settings.fetch(url, { signal: settings.signal });
  if (status !== 200 || body === null) {
    throw new BlobFailure(`the storage behind the artifact answered ${status}`);
  }
  const hash = createHash('sha256');
  async function* hashed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await pipeline(body, hashed, createWriteStream(file, { mode: 0o600 }));
  return `sha256:${hash.digest('hex')}`;
}

class BlobFailure extends Error {}

/** Server errors, broken connections and bodies cut short may be gone a moment later; refusals and a full disk not. */
function isPassing(error: unknown): boolean {
  if (error instanceof BlobFailure) return true;
  const status = statusOf(error);
  if (status !== undefined) return status >= 500;
  return !isFullDisk(error);
}

function stored(artifact: Listed): StoredArtifact {
  const { created_at: createdAt, expires_at: expiresAt, workflow_run: run } = artifact;
  return {
    name: artifact.name,
    id: String(artifact.id),
    digest: artifact.digest ?? '',
    bytes: artifact.size_in_bytes,
    ...(createdAt === null ? {} : { createdAt }),
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(run?.id === undefined ? {} : { runId: String(run.id) }),
  };
}

/** Said of any artifact whose bytes are not those that were stored. */
export function damaged({ name, digest }: StoredArtifact): DeployError {
  return new DeployError({
    attempted: `fetch artifact ${name}`,
    found: `its bytes do not have the digest ${digest}`,
    likelyCause: 'it was damaged in the store or on the way',
    nextAction: 'run the job again; if it stays so, take a new backup',
  });
}
