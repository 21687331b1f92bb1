import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createEmptyDatabase,
  createRoles,
  roles,
} from '../../__tests__/harness/postgres/booking-shop.js';
import { startCluster } from '../../__tests__/harness/postgres/cluster.js';
import { dropDatabase, runSql, withClient } from '../../__tests__/harness/postgres/databases.js';

/** Rows as applications have them: hashes, words, arrays, documents; about 400 bytes each. */
const notes = (rows: number): string => `create table notes as
  select n as id, md5(n::text) || ' ' || md5((n * 7)::text) as token,
         array[md5((n % 1000)::text), md5((n % 77)::text)] as tags,
         jsonb_build_object('author', md5((n % 5000)::text), 'score', n % 97, 'body', repeat(md5((n * 3)::text), 4)) as doc
    from generate_series(1, ${rows}) n;
  alter table notes add primary key (id);
  create index on notes (token)`;

/** A database of about the given size, and what a child needs to work on it. */
export interface Filled {
  readonly size: string;
  readonly cwd: string;
  /** Environment for the bundle and for libpq's tools alike. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of one of the cluster's own programs. */
  readonly program: (name: string) => string;
  /** SQL in a database that is not the one under test. */
  readonly administer: (sql: string) => Promise<void>;
  /** Drops every database whose name begins so. */
  readonly drop: (beginning: string) => Promise<void>;
}

/**
 * Starts a server, fills a database `shop` whose owner may create databases, runs the work, and
 * removes everything.
 * @param megabytes 500 gives a 500 MB database, with its indexes.
 */
export async function withFilled<Result>(
  megabytes: number,
  work: (filled: Filled) => Promise<Result>,
): Promise<Result> {
  const cluster = await startCluster({ settings: { shared_buffers: '1GB' } });
  const cwd = await mkdtemp(join(tmpdir(), 'db-deploy-bench-'));
  try {
    await createRoles(cluster);
    await createEmptyDatabase(cluster, 'shop');
    const administer = (sql: string): Promise<void> => runSql(cluster, 'postgres', sql);
    await administer(`alter role ${roles.owner.user} createdb`);
    const drop = async (beginning: string): Promise<void> => {
      const names = await withClient(cluster, 'postgres', async (client) => {
        const answer = await client.query<{ name: string }>(
          'select datname as name from pg_database where starts_with(datname, $1)',
          [beginning],
        );
        return answer.rows.map(({ name }) => name);
      });
      for (const name of names) await dropDatabase(cluster, name);
    };
    const program = (name: string): string => join(cluster.binaries.directory, name);
    const env = {
      PATH: process.env['PATH'] ?? '',
      DIRECT_URL: cluster.url('shop', roles.owner),
      PGHOST: cluster.host,
      PGPORT: String(cluster.port),
      PGUSER: roles.owner.user,
      PGPASSWORD: roles.owner.password,
      PGDATABASE: 'shop',
    };
    // Two thirds rows of notes, one third of pgbench, whose filler costs a compressor nothing.
    const scale = String(Math.round(megabytes / 45));
    await promisify(execFile)(program('pgbench'), ['-i', '-q', '-s', scale], { env });
    const sql = notes(Math.round(megabytes * 1_150));
    await promisify(execFile)(program('psql'), ['-qc', sql], { env });
    const size = `${megabytes} MB`;
    return await work({ size, cwd, env, program, administer, drop });
  } finally {
    await rm(cwd, { recursive: true, force: true });
    await cluster.stop();
  }
}
