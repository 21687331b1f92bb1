import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { isExpired, type ArtifactStore, type StoredArtifact } from './artifact-store.js';
import type { BlobStorage } from './blob-storage.js';
import {
  readJson,
  Refusal,
  sendJson,
  type ErrorWriter,
  type Exchange,
  type Route,
} from './http-server.js';
import type { RuntimeIdentity, TokenOffice } from './tokens.js';

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService';
const DAY_MILLISECONDS = 86_400_000;
const FORBIDDEN_IN_NAMES = /[":<>|*?\r\n\\/]/;

/** The text of a 409, which upload-artifact users know by heart. */
const NAME_CONFLICT = 'an artifact with this name already exists on the workflow run';

const TWIRP_CODES: Readonly<Record<number, string>> = {
  400: 'invalid_argument',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  409: 'already_exists',
  429: 'resource_exhausted',
  503: 'unavailable',
};

const refuseAsTwirp: ErrorWriter = (response: ServerResponse, status, message) => {
  sendJson(response, status, { code: TWIRP_CODES[status] ?? 'internal', msg: message });
};

type Rpc = (
  caller: RuntimeIdentity,
  body: Readonly<Record<string, unknown>>,
) => Promise<object> | object;

/**
 * The Twirp service that @actions/artifact 6 speaks, with the rules that bite: names unique per run over all
 * attempts (409), listing over all attempts, but **download URLs only for artifacts of the caller's own
 * attempt** (404 otherwise; by id over REST it works). Sources: knowledge/platform.md section 2.
 */
export class ArtifactService {
  readonly #store: ArtifactStore;
  readonly #blobs: BlobStorage;
  readonly #tokens: TokenOffice;
  readonly #origin: () => string;
  readonly #retentionDays: number;

  /** `retentionDays` is the repository's limit: no artifact lives longer, whatever it asks for. */
  constructor(parts: {
    store: ArtifactStore;
    blobs: BlobStorage;
    tokens: TokenOffice;
    origin: () => string;
    retentionDays: number;
  }) {
    this.#store = parts.store;
    this.#blobs = parts.blobs;
    this.#tokens = parts.tokens;
    this.#origin = parts.origin;
    this.#retentionDays = parts.retentionDays;
  }

  get routes(): readonly Route[] {
    const methods: Readonly<Record<string, Rpc>> = {
      CreateArtifact: (caller, body) => this.#create(caller, body),
      FinalizeArtifact: (caller, body) => this.#finalize(caller, body),
      ListArtifacts: (caller, body) => this.#list(caller, body),
      GetSignedArtifactURL: (caller, body) => this.#signedUrl(caller, body),
      DeleteArtifact: (caller, body) => this.#delete(caller, body),
    };
    return Object.entries(methods).map(([operation, rpc]) => ({
      operation,
      method: 'POST',
      template: `${SERVICE}/${operation}`,
      refuse: refuseAsTwirp,
      answer: (exchange) => this.#call(rpc, exchange),
    }));
  }

  async #call(rpc: Rpc, { request, response }: Exchange): Promise<void> {
    const caller = this.#tokens.runtimeIdentity(request.headers.authorization);
    if (caller === undefined) throw new Refusal(401, 'invalid runtime token');
    const body = await readJson(request);
    sendJson(response, 200, await rpc(caller, body));
  }

  #create(caller: RuntimeIdentity, body: Readonly<Record<string, unknown>>): object {
    const name = requireText(body, 'name');
    if (FORBIDDEN_IN_NAMES.test(name))
      throw new Refusal(400, `the artifact name '${name}' is not valid`);
    const latest = new Date(Date.now() + this.#retentionDays * DAY_MILLISECONDS);
    const asked = typeof body['expires_at'] === 'string' ? new Date(body['expires_at']) : latest;
    const artifact = this.#store.create(caller, {
      name,
      mimeType: typeof body['mime_type'] === 'string' ? body['mime_type'] : 'application/zip',
      expiresAt: asked < latest ? asked : latest,
      file: (id) => this.#blobs.file(id),
    });
    if (artifact === undefined) throw new Refusal(409, NAME_CONFLICT);
    return {
      ok: true,
      signed_upload_url: this.#blobs.signedUrl(this.#origin(), 'upload', artifact.id),
    };
  }

  async #finalize(
    caller: RuntimeIdentity,
    body: Readonly<Record<string, unknown>>,
  ): Promise<object> {
    const artifact = this.#store.pending(caller, requireText(body, 'name'));
    if (artifact === undefined) throw new Refusal(404, 'artifact not found');
    const { size } = await stat(artifact.file).catch(() => {
      throw new Refusal(400, 'no blob was uploaded for the artifact');
    });
    if (Number(body['size']) !== size)
      throw new Refusal(400, `the blob has ${size} bytes, not ${String(body['size'])}`);
    artifact.size = size;
    artifact.digest = typeof body['hash'] === 'string' ? body['hash'] : undefined;
    artifact.finalized = true;
    return { ok: true, artifact_id: String(artifact.id) };
  }

  #list(caller: RuntimeIdentity, body: Readonly<Record<string, unknown>>): object {
    const artifacts = this.#store
      .ofRun(caller.runId)
      .filter((artifact) => !isExpired(artifact))
      .filter(({ name }) => body['name_filter'] === undefined || name === body['name_filter'])
      .filter(({ id }) => body['id_filter'] === undefined || id === Number(body['id_filter']));
    return {
      artifacts: artifacts.map((artifact) => ({
        workflow_run_backend_id: artifact.runBackendId,
        workflow_job_run_backend_id: artifact.jobBackendId,
        database_id: String(artifact.id),
        name: artifact.name,
        size: String(artifact.size),
        created_at: artifact.createdAt.toISOString(),
        ...(artifact.digest === undefined ? {} : { digest: artifact.digest }),
      })),
    };
  }

  #signedUrl(caller: RuntimeIdentity, body: Readonly<Record<string, unknown>>): object {
    const artifact = this.#ofThisAttempt(caller, requireText(body, 'name'));
    return { signed_url: this.#blobs.signedUrl(this.#origin(), 'download', artifact.id) };
  }

  async #delete(caller: RuntimeIdentity, body: Readonly<Record<string, unknown>>): Promise<object> {
    const artifact = this.#ofThisAttempt(caller, requireText(body, 'name'));
    await this.#store.remove(artifact);
    return { ok: true, artifact_id: String(artifact.id) };
  }

  #ofThisAttempt(caller: RuntimeIdentity, name: string): StoredArtifact {
    const artifact = this.#store
      .ofRun(caller.runId)
      .find(
        (candidate) => candidate.name === name && candidate.runBackendId === caller.runBackendId,
      );
    if (artifact === undefined || isExpired(artifact)) throw new Refusal(404, 'artifact not found');
    return artifact;
  }
}

function requireText(body: Readonly<Record<string, unknown>>, key: string): string {
  const value = body[key];
  if (typeof value !== 'string' || value === '') throw new Refusal(400, `${key} is required`);
  return value;
}
