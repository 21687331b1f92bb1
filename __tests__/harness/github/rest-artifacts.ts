import { isExpired, type ArtifactStore, type StoredArtifact } from './artifact-store.js';
import type { BlobStorage } from './blob-storage.js';
import { headOf } from './head.js';
import { Refusal, sendJson } from './http-server.js';
import { pathNumber, sendPage, type RestCall, type RestRoute } from './rest-api.js';
import type { RunHistory } from './run-history.js';

interface Parts {
  readonly store: ArtifactStore;
  readonly blobs: BlobStorage;
  readonly history: RunHistory;
  readonly origin: () => string;
}

/** Artifacts over REST: across attempts and runs, by id, which the runtime token cannot do. */
export function artifactRoutes({ store, blobs, history, origin }: Parts): RestRoute[] {
  const find = (call: RestCall): StoredArtifact => {
    const artifact = store.byId(pathNumber(call, 'artifact_id'));
    if (artifact === undefined || history.attempt(call.repository, artifact.runId) === undefined) {
      throw new Refusal(404, 'Not Found');
    }
    return artifact;
  };
  const json = (artifact: StoredArtifact, call: RestCall): object => ({
    ...artifactJson(artifact, call, origin()),
    workflow_run: originJson(artifact, call, history),
  });
  const list = (call: RestCall, artifacts: readonly StoredArtifact[]): void => {
    const name = call.url.searchParams.get('name');
    const wanted = artifacts.filter((artifact) => name === null || artifact.name === name);
    sendPage(
      call,
      wanted.map((artifact) => json(artifact, call)),
      'artifacts',
    );
  };
  return [
    {
      operation: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
      scope: 'actions',
      access: 'read',
      answer: (call) => {
        const id = pathNumber(call, 'run_id');
        if (history.attempt(call.repository, id) === undefined) throw new Refusal(404, 'Not Found');
        list(call, store.ofRun(id));
      },
    },
    {
      operation: 'GET /repos/{owner}/{repo}/actions/artifacts',
      scope: 'actions',
      access: 'read',
      answer: (call) => {
        list(
          call,
          history.of(call.repository).flatMap((run) => store.ofRun(run.id)),
        );
      },
    },
    {
      operation: 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
      scope: 'actions',
      access: 'read',
      answer: (call) => {
        sendJson(call.response, 200, json(find(call), call));
      },
    },
    {
      operation: 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
      scope: 'actions',
      access: 'read',
      answer: (call) => {
        const artifact = find(call);
        if (call.path['archive_format'] !== 'zip') throw new Refusal(404, 'Not Found');
        if (isExpired(artifact)) throw new Refusal(410, 'Artifact has expired');
        call.response.writeHead(302, {
          location: blobs.signedUrl(origin(), 'download', artifact.id),
        });
        call.response.end();
      },
    },
    {
      operation: 'DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
      scope: 'actions',
      access: 'write',
      answer: async (call) => {
        await store.remove(find(call));
        call.response.writeHead(204);
        call.response.end();
      },
    },
  ];
}

function artifactJson(artifact: StoredArtifact, { repository }: RestCall, origin: string): object {
  const url = `${origin}/repos/${repository.owner}/${repository.name}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    name: artifact.name,
    size_in_bytes: artifact.size,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(artifact),
    digest: artifact.digest ?? null,
    created_at: artifact.createdAt.toISOString(),
    updated_at: artifact.createdAt.toISOString(),
    expires_at: artifact.expiresAt.toISOString(),
  };
}

/** A pull request's run belongs to the repository it asks; its commit lies in the one it comes from. */
function originJson(
  { runId }: StoredArtifact,
  { repository }: RestCall,
  history: RunHistory,
): object {
  const run = history.attempt(repository, runId);
  if (run === undefined) throw new Error(`An artifact of run ${runId}, which does not exist.`);
  const head = headOf(run);
  return {
    id: runId,
    repository_id: repository.id,
    head_repository_id: head.repositoryId,
    head_branch: head.branch,
    head_sha: head.sha,
  };
}
