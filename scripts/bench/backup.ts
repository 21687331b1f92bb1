import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createRoles,
  createEmptyDatabase,
  roles,
} from '../../__tests__/harness/postgres/booking-shop.js';
import { startCluster } from '../../__tests__/harness/postgres/cluster.js';
import { interleave, median, timeProcess, type Result } from './rounds.js';

const ROUNDS = 5;
const BUDGET = 0.9;
/** pgbench scale: about 15 MB each, and hardly any work for a compressor. */
const SCALE = '13';
/** Rows as applications have them: hashes, words, arrays, documents; about 400 bytes each. */
const NOTES = `create table notes as
  select n as id, md5(n::text) || ' ' || md5((n * 7)::text) as token,
         array[md5((n % 1000)::text), md5((n % 77)::text)] as tags,
         jsonb_build_object('author', md5((n % 5000)::text), 'score', n % 97, 'body', repeat(md5((n * 3)::text), 4)) as doc
    from generate_series(1, 700000) n`;

/** The whole backup step, proofs included, against `pg_dump -Fc` of the same client to a file. */
export async function benchBackup(root: string): Promise<Result[]> {
  const cluster = await startCluster({ settings: { shared_buffers: '1GB' } });
  const cwd = await mkdtemp(join(tmpdir(), 'db-deploy-bench-'));
  try {
    await createRoles(cluster);
    await createEmptyDatabase(cluster, 'shop');
    const tools = cluster.binaries.directory;
    const env = {
      PATH: process.env['PATH'] ?? '',
      DIRECT_URL: cluster.url('shop', roles.owner),
      PGHOST: cluster.host,
      PGPORT: String(cluster.port),
      PGUSER: roles.owner.user,
      PGPASSWORD: roles.owner.password,
      PGDATABASE: 'shop',
    };
    await promisify(execFile)(join(tools, 'pgbench'), ['-i', '-q', '-s', SCALE], { env });
    await promisify(execFile)(join(tools, 'psql'), ['-qc', NOTES], { env });
    const file = join(cwd, 'reference.dump');
    const times = await interleave(ROUNDS, {
      dump: async () => {
        await rm(file, { force: true });
        return timeProcess(join(tools, 'pg_dump'), ['-Fc', '-f', file], { env, cwd });
      },
      step: async () => {
        await rm(join(cwd, '.db-deploy'), { recursive: true, force: true });
        return timeProcess(process.execPath, [join(root, 'dist/index.js'), 'backup'], { env, cwd });
      },
    });
    const dump = median(times['dump'] ?? []);
    const step = median(times['step'] ?? []);
    return [
      {
        what: 'whole backup step, 500 MB',
        measured: `${(step / dump).toFixed(2)}× pg_dump -Fc (${step.toFixed(0)} ms / ${dump.toFixed(0)} ms)`,
        budget: `≤ ${BUDGET}×`,
        kept: step / dump <= BUDGET,
      },
    ];
  } finally {
    await rm(cwd, { recursive: true, force: true });
    await cluster.stop();
  }
}
