import { open, rm } from 'node:fs/promises';
import type { RuntimeIdentity } from './tokens.js';

/** One artifact of a run, uploaded or being uploaded. */
export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly attempt: number;
  readonly runBackendId: string;
  readonly jobBackendId: string;
  readonly mimeType: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** The finished blob on disk. */
  readonly file: string;
  /** `sha256:<hex>` as the client declared it. */
  digest: string | undefined;
  size: number;
  finalized: boolean;
}

export interface NewArtifact {
  readonly name: string;
  readonly mimeType: string;
  readonly expiresAt: Date;
  readonly file: (id: number) => string;
}

const FIRST_ID = 4_100_000_001;

/** The artifacts of all runs. Names are unique per run over all its attempts, uploads under way included. */
export class ArtifactStore {
  readonly #artifacts: StoredArtifact[] = [];
  #nextId = FIRST_ID;

  /** A new, unfinished artifact; undefined when its run already has one of that name. */
  create(owner: RuntimeIdentity, wanted: NewArtifact): StoredArtifact | undefined {
    if (this.#artifacts.some(({ runId, name }) => runId === owner.runId && name === wanted.name))
      return undefined;
    const id = this.#nextId++;
    const artifact: StoredArtifact = {
      ...owner,
      id,
      name: wanted.name,
      mimeType: wanted.mimeType,
      createdAt: new Date(),
      expiresAt: wanted.expiresAt,
      file: wanted.file(id),
      digest: undefined,
      size: 0,
      finalized: false,
    };
    this.#artifacts.push(artifact);
    return artifact;
  }

  /** The artifact that is being uploaded under this name, by this very attempt. */
  pending(owner: RuntimeIdentity, name: string): StoredArtifact | undefined {
    return this.#artifacts.find(
      (artifact) =>
        !artifact.finalized &&
        artifact.name === name &&
        artifact.runBackendId === owner.runBackendId,
    );
  }

  /** Finished artifacts of a run over all its attempts, newest first; expired ones stay listed. */
  ofRun(runId: number): StoredArtifact[] {
    return this.#artifacts
      .filter((artifact) => artifact.finalized && artifact.runId === runId)
      .sort((left, right) => right.id - left.id);
  }

  byId(id: number): StoredArtifact | undefined {
    return this.#artifacts.find((artifact) => artifact.id === id && artifact.finalized);
  }

  /** Like {@link byId}, uploads under way included. */
  byIdEvenUnfinished(id: number): StoredArtifact | undefined {
    return this.#artifacts.find((artifact) => artifact.id === id);
  }

  async remove(artifact: StoredArtifact): Promise<void> {
    this.#artifacts.splice(this.#artifacts.indexOf(artifact), 1);
    await rm(artifact.file, { force: true });
  }

  /** Flips one byte of the stored blob for good, as a rotten disk would. `at` defaults to the middle. */
  async corrupt(id: number, at?: number): Promise<void> {
    const artifact = this.byId(id);
    if (artifact === undefined) throw new Error(`No artifact ${id}`);
    const handle = await open(artifact.file, 'r+');
    try {
      const position = at ?? Math.floor((await handle.stat()).size / 2);
      const byte = Buffer.alloc(1);
      await handle.read(byte, 0, 1, position);
      await handle.write(Buffer.from([(byte[0] ?? 0) ^ 0xff]), 0, 1, position);
    } finally {
      await handle.close();
    }
  }
}

/** Whether the artifact's retention is over. */
export function isExpired(artifact: StoredArtifact): boolean {
  return artifact.expiresAt.getTime() <= Date.now();
}
