import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Rows of production on disk, in clear: gone on every path, also when the step is cancelled or the store refuses. */
export async function withPrivateDirectory<Result>(
  parent: string,
  work: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(parent, 'archive-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
