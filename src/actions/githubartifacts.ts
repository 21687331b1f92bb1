import type { Artifact, FindOptions } from '@actions/artifact';
import { join } from 'node:path';
import { DeployError, messageOf } from '../errors.js';
import type { StoredArtifact } from '../record/manifest.js';
import { NameTaken, type ArtifactStore } from './artifacts.js';
import type { Clock } from './tools.js';

const DAY_MS = 86_400_000;

/** The two texts of a used-up quota (@actions/artifact shared/errors.ts and the service's own). */
const QUOTA = /insufficient usage|storage quota has been hit/i;
const CONFLICT = /already exists/i;

export interface GitHubArtifactSettings {
  /** False where the runner offers no artifact service: every call then says so. */
  readonly available: boolean;
  readonly runId: string;
  readonly repository: string;
  /** Absent: artifacts of earlier attempts cannot be fetched. */
  readonly token?: string;
  /** Most days the repository allows (GITHUB_RETENTION_DAYS). */
  readonly longestRetentionDays?: number;
  readonly clock: Clock;
}

/** GitHub's artifact service through its own client, loaded on first use (it weighs 170 ms of start). */
export function githubArtifacts(settings: GitHubArtifactSettings): ArtifactStore {
  const client = async () => {
    if (!settings.available) throw notAvailable();
    return (await import('@actions/artifact')).default;
  };

  const list = async (): Promise<StoredArtifact[]> => {
    const { artifacts } = await (await client()).listArtifacts({ latest: false });
    return artifacts.map(stored).sort((a, b) => Number(a.id) - Number(b.id));
  };

  return {
    kind: 'github',
    list,

    async upload(name, files, directory, retentionDays) {
      const days = Math.min(retentionDays, settings.longestRetentionDays ?? retentionDays);
      let uploaded;
      try {
        uploaded = await (
          await client()
        ).uploadArtifact(
          name,
          files.map((file) => join(directory, file)),
          directory,
          // Level 0: the archive is compressed already; deflating it again costs 8x the time for nothing.
          { retentionDays: days, compressionLevel: 0 },
        );
      } catch (error) {
        throw uploadFailure(name, error);
      }
      const listed = (await list()).find((artifact) => artifact.id === String(uploaded.id));
      const digest = withPrefix(uploaded.digest ?? '');
      if (listed === undefined || (listed.digest !== '' && listed.digest !== digest)) {
        throw new DeployError({
          attempted: `read artifact ${name} back after its upload`,
          found:
            listed === undefined
              ? `id ${String(uploaded.id)} is not in the run's list`
              : `its digest is ${listed.digest}, uploaded was ${digest}`,
          nextAction:
            'run the failed jobs again; if it happens twice, check githubstatus.com for Actions',
        });
      }
      const now = settings.clock.now().getTime();
      return { ...listed, digest, expiresAt: new Date(now + days * DAY_MS).toISOString() };
    },

    async download(artifact, directory) {
      const options = { path: directory, expectedHash: artifact.digest };
      const id = Number(artifact.id);
      const find = restLookup(settings);
      let answer;
      try {
        answer = await (await client()).downloadArtifact(id, options);
      } catch (error) {
        // Artifacts of an earlier attempt are listed but 404 for the runtime token
        // (actions/download-artifact#486); REST by id finds them with `actions: read`.
        if (find === undefined) throw downloadFailure(artifact, error);
        answer = await (
          await client()
        )
          .downloadArtifact(id, { ...options, ...find })
          .catch((second: unknown) => {
            throw downloadFailure(artifact, second);
          });
      }
      // The client returns a mismatch instead of throwing it.
      if (artifact.digest !== '' && answer.digestMismatch === true) {
        throw new DeployError({
          attempted: `fetch artifact ${artifact.name}`,
          found: `its bytes do not have the digest ${artifact.digest}`,
          likelyCause: 'it was damaged in the store or on the way',
          nextAction: 'run the job again; if it stays so, take a new backup',
        });
      }
    },
  };
}

function stored(artifact: Artifact): StoredArtifact {
  return {
    name: artifact.name,
    id: String(artifact.id),
    digest: withPrefix(artifact.digest ?? ''),
    bytes: artifact.size,
    ...(artifact.createdAt === undefined ? {} : { createdAt: artifact.createdAt.toISOString() }),
  };
}

/** Listings carry `sha256:`, the answer to an upload does not. */
function withPrefix(digest: string): string {
  return digest === '' || digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
}

function restLookup(settings: GitHubArtifactSettings): FindOptions | undefined {
  const [repositoryOwner, repositoryName] = settings.repository.split('/');
  const { token } = settings;
  if (token === undefined || repositoryOwner === undefined || repositoryName === undefined) {
    return undefined;
  }
  const workflowRunId = Number(settings.runId);
  return { findBy: { token, workflowRunId, repositoryOwner, repositoryName } };
}

function notAvailable(): DeployError {
  return new DeployError({
    attempted: 'use GitHub artifacts',
    found: 'the runner offers no artifact service (ACTIONS_RUNTIME_TOKEN is not set)',
    likelyCause: 'the bundle was started by a `run:` step, or by a runner that is not GitHub’s own',
    nextAction: 'use the action by `uses:` on a runner of GitHub',
  });
}

function uploadFailure(name: string, error: unknown): Error {
  if (error instanceof DeployError) return error;
  const found = messageOf(error);
  if (CONFLICT.test(found)) return new NameTaken(name, { cause: error });
  const attempted = `upload artifact ${name}`;
  if (QUOTA.test(found)) {
    return new DeployError(
      {
        attempted,
        found: 'the artifact storage quota of the account is used up',
        likelyCause:
          'artifacts of other workflows fill the shared quota; GitHub recounts it every 6 to 12 hours',
        nextAction:
          'delete old artifacts and wait for the recount; or lower retention-days; or raise the spending limit for Actions storage',
      },
      { cause: error },
    );
  }
  return new DeployError(
    {
      attempted,
      found,
      likelyCause: 'the artifact service did not answer as it should',
      nextAction:
        'run the failed jobs again; if it happens twice, check githubstatus.com for Actions',
    },
    { cause: error },
  );
}

function downloadFailure(artifact: StoredArtifact, error: unknown): DeployError {
  if (error instanceof DeployError) return error;
  return new DeployError(
    {
      attempted: `fetch artifact ${artifact.name} (id ${artifact.id})`,
      found: messageOf(error),
      likelyCause:
        'it expired or was deleted, or it belongs to an earlier attempt and the token lacks `actions: read`',
      nextAction:
        'give the job `permissions: actions: read`; if the artifact is gone, run all jobs again',
    },
    { cause: error },
  );
}
