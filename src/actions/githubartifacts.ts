import type { Artifact, ArtifactClient } from '@actions/artifact';
import { join } from 'node:path';
import { DeployError, messageOf, problemsOf } from '../errors.js';
import type { StoredArtifact } from '../record/manifest.js';
import type { ArtifactStore } from './artifacts.js';
import { leftOutWords } from './forks.js';
import { isUnsupported, sendArtifact } from './githubupload.js';
import { damaged, restArtifacts, type RestSettings } from './restartifacts.js';

const DAY_MS = 86_400_000;

export interface GitHubArtifactSettings extends RestSettings {
  /** False where the runner offers no artifact service: every call then says so. */
  readonly available: boolean;
  readonly runId: string;
  /** Most days the repository allows (GITHUB_RETENTION_DAYS). */
  readonly longestRetentionDays?: number;
}

/**
 * GitHub's artifact service through its own client, loaded on first use (it weighs 170 ms of start).
 * Its token knows this run alone, and serves the bytes of this attempt alone; everything else comes
 * over REST and needs `actions: read`.
 */
export function githubArtifacts(settings: GitHubArtifactSettings): ArtifactStore {
  const rest = restArtifacts(settings);

  const list = async (): Promise<StoredArtifact[]> => {
    const { artifacts } = await withClient(settings, 'list the artifacts of this run', (client) =>
      client.listArtifacts({ latest: false }),
    );
    return artifacts.map(stored).sort(byAge);
  };

  const isForeign = ({ runId }: StoredArtifact): boolean =>
    runId !== undefined && runId !== settings.runId;

  return {
    kind: 'github',
    list,

    listOf: async (runId) =>
      runId === settings.runId ? list() : (await rest.ofRun(runId)).sort(byAge),

    async search(names) {
      const answers = await Promise.all(names.map((name) => rest.named(name)));
      const ofForks = answers.reduce((sum, answer) => sum + answer.ofForks, 0);
      return {
        artifacts: answers.flatMap(({ artifacts }) => artifacts).sort((a, b) => byAge(b, a)),
        leftOut: leftOutWords(
          ofForks,
          answers.every(({ complete }) => complete),
        ),
      };
    },

    async inspect(artifact) {
      if (isForeign(artifact)) return rest.byId(artifact.id);
      return (await list()).find(({ id }) => id === artifact.id);
    },

    async upload(name, files, directory, retentionDays) {
      const days = Math.min(retentionDays, settings.longestRetentionDays ?? retentionDays);
      const paths = files.map((file) => join(directory, file));
      const uploaded = await withClient(settings, `upload artifact ${name}`, (client) =>
        sendArtifact(
          name,
          // Level 0: the archive is compressed already; deflating it again costs 8x the time for nothing.
          (free) =>
            client.uploadArtifact(free, paths, directory, {
              retentionDays: days,
              compressionLevel: 0,
            }),
          settings,
        ),
      );
      const digest = withPrefix(uploaded.digest ?? '');
      const listed = (await list()).find(({ id }) => id === String(uploaded.id));
      if (listed === undefined || (listed.digest !== '' && listed.digest !== digest)) {
        throw notReadBack(uploaded.name, String(uploaded.id), digest, listed);
      }
      const computed = new Date(settings.clock.now().getTime() + days * DAY_MS).toISOString();
      return { ...listed, digest, expiresAt: (await statedExpiry(listed.id)) ?? computed };
    },

    async download(artifact, directory) {
      if (isForeign(artifact)) return rest.download(artifact, directory);
      const attempted = `fetch artifact ${artifact.name} (id ${artifact.id})`;
      let mismatch: boolean | undefined;
      try {
        ({ digestMismatch: mismatch } = await withClient(settings, attempted, (client) =>
          client.downloadArtifact(Number(artifact.id), {
            path: directory,
            expectedHash: artifact.digest,
          }),
        ));
      } catch (error) {
        settings.signal.throwIfAborted();
        // Artifacts of an earlier attempt are listed but 404 for the runtime token
        // (actions/download-artifact#486); REST by id finds them with `actions: read`.
        await rest.download(artifact, directory).catch((second: unknown) => {
          throw bothFailed(attempted, error, second);
        });
      }
      // The client returns a mismatch instead of throwing it.
      if (artifact.digest !== '' && mismatch === true) throw damaged(artifact);
    },
  };

  /** When the repository really deletes it; without `actions: read` nobody says, and nobody needs to. */
  async function statedExpiry(id: string): Promise<string | undefined> {
    if (settings.token === undefined) return undefined;
    return rest.byId(id).then(
      (artifact) => artifact?.expiresAt,
      () => undefined,
    );
  }
}

/** @throws {DeployError} where there is no artifact service, for whatever the client throws else. */
async function withClient<Result>(
  settings: GitHubArtifactSettings,
  attempted: string,
  use: (client: ArtifactClient) => Promise<Result>,
): Promise<Result> {
  if (!settings.available) throw notAvailable();
  const { default: client } = await import('@actions/artifact');
  try {
    return await use(client);
  } catch (error) {
    if (isUnsupported(error)) throw onEnterpriseServer(attempted, error);
    throw error;
  }
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

/** Ids only grow; times of one second are equal. */
function byAge(a: StoredArtifact, b: StoredArtifact): number {
  return Number(a.id) - Number(b.id);
}

/** Listings carry `sha256:`, the answer to an upload does not. */
function withPrefix(digest: string): string {
  return digest === '' || digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
}

function notReadBack(
  name: string,
  id: string,
  digest: string,
  listed: StoredArtifact | undefined,
): DeployError {
  return new DeployError({
    attempted: `read artifact ${name} back after its upload`,
    found:
      listed === undefined
        ? `id ${id} is not in the run's list`
        : `its digest is ${listed.digest}, uploaded was ${digest}`,
    nextAction:
      'run the failed jobs again; if it happens twice, check githubstatus.com for Actions',
  });
}

function notAvailable(): DeployError {
  return new DeployError({
    attempted: 'use GitHub artifacts',
    found: 'the runner offers no artifact service (ACTIONS_RUNTIME_TOKEN is not set)',
    likelyCause: 'the bundle was started by a `run:` step, or by a runner that is not GitHub’s own',
    nextAction: 'use the action by `uses:` on a runner of GitHub',
  });
}

function onEnterpriseServer(attempted: string, cause: unknown): DeployError {
  return new DeployError(
    {
      attempted,
      found: 'this GitHub offers no artifacts of version 4',
      likelyCause:
        'it is a GitHub Enterprise Server; its artifacts are of version 3, which GitHub’s own client no longer speaks',
      nextAction:
        'run the deploy from a repository on github.com or ghe.com; the jobs hand each other their records as artifacts, so a directory for the backup does not replace them',
    },
    { cause },
  );
}

/** The runtime token's answer and that of REST: either may be the one that helps. */
function bothFailed(attempted: string, first: unknown, second: unknown): DeployError {
  if (first instanceof DeployError) return first;
  const [problem] = problemsOf(second, attempted);
  return new DeployError(
    {
      attempted,
      found: `${messageOf(first)}; over REST: ${problem?.found ?? ''}`,
      likelyCause: problem?.likelyCause,
      nextAction: problem?.nextAction ?? '',
    },
    { cause: second },
  );
}
