import type { StoredArtifact } from '../record/manifest.js';

/**
 * Where archives and records are kept between jobs. Two exist: GitHub's artifacts, and a directory.
 * A third needs a name that is free once per run, listings by run and by name, and bytes by id.
 */
export interface ArtifactStore {
  readonly kind: 'github' | 'directory';

  /**
   * Stores files under a name that is new in this run, and reads id and digest back from the store.
   * @param retentionDays asked for; `expiresAt` tells what the store made of it, absent: nothing deletes it.
   * @throws {NameTaken} when this run has an artifact of that name.
   * @throws {DeployError} with the ways out, for a full quota, a full disk or a failing service.
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
   * Every artifact of a run over all its attempts, oldest first, expired ones included.
   * @throws {DeployError} when the store does not tell, e.g. for want of a permission, or when a
   * stranger may have written them: the run is that of a fork's pull request.
   */
  listOf(runId: string): Promise<readonly StoredArtifact[]>;

  /**
   * The artifacts of exactly these names in all runs of the repository, newest first, expired ones
   * left out, and those that runs of forks stored there. Each says its run.
   * @throws {DeployError} when the store does not tell, e.g. for want of a permission.
   */
  search(names: readonly string[]): Promise<SearchResult>;

  /**
   * The artifact as the store holds it now, its digest of the bytes that are there where the store
   * is ours to read, else as listed (empty: it lists none). Undefined: it is gone.
   */
  inspect(artifact: StoredArtifact): Promise<StoredArtifact | undefined>;

  /**
   * Fetches the files of an artifact, of this run or of `artifact.runId`, into a directory of the
   * caller. What is in there after an error is not to be used.
   * @throws {DeployError} when it is gone or its bytes do not have the digest.
   */
  download(artifact: StoredArtifact, directory: string): Promise<void>;
}

export interface SearchResult {
  readonly artifacts: readonly StoredArtifact[];
  /** What was not looked at, beside expired ones, in words with numbers. */
  readonly leftOut: readonly string[];
}

/** Signals that an artifact of that name exists in this run; names are unique over all attempts. */
export class NameTaken extends Error {}
