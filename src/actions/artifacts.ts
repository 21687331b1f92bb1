import type { StoredArtifact } from '../record/manifest.js';

/** Where archives and records are kept between jobs. Two exist: GitHub's artifacts, and a folder on a laptop. */
export interface ArtifactStore {
  /** How people call it in messages, e.g. `GitHub artifacts`. */
  readonly kind: 'github' | 'directory';

  /**
   * Stores files under a new name and reads id and digest back from the store's own listing.
   * @param retentionDays asked for; the store may clamp it, `expiresAt` tells what it made of it.
   * @throws {DeployError} with the ways out, for a taken name, a full quota or a failing service.
   */
  upload(
    name: string,
    files: readonly string[],
    directory: string,
    retentionDays: number,
  ): Promise<StoredArtifact>;

  /** Every artifact of this run over all its attempts (on a laptop: of the last 60 minutes), oldest first. */
  list(): Promise<readonly StoredArtifact[]>;

  /**
   * Fetches the files of an artifact into a directory of the caller.
   * @throws {DeployError} when it is gone or its bytes do not have the listed digest.
   */
  download(artifact: StoredArtifact, directory: string): Promise<void>;
}

/** Signals that an artifact of that name exists in this run; names are unique over all attempts. */
export class NameTaken extends Error {}
