import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClient } from '../backup/play.js';
import type { ClusterFacts } from './postgres/cluster.js';
import { createDatabase } from './postgres/databases.js';

/** Dumps a database and restores it under another name, with nothing but Postgres' own programs. */
export async function restoredCopy(
  cluster: ClusterFacts,
  source: string,
  copy: string,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'db-deploy-copy-'));
  try {
    const archive = join(directory, 'archive');
    await runClient(cluster, 'pg_dump', ['--format=custom', '-Z1', `--file=${archive}`, source]);
    await createDatabase(cluster, copy, { template: 'template0', owner: 'app_owner' });
    await runClient(cluster, 'pg_restore', ['--exit-on-error', `--dbname=${copy}`, archive]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
