import type { Connection } from '../postgres/connection.js';
import {
  directSettings,
  withSession,
  type Session,
  type SessionSettings,
} from '../postgres/session.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';
import type { Server } from '../archive/server.js';
import { tolerated } from '../postgres/tolerated.js';

/**
 * How long to wait for a lock that a running DDL statement holds: ours wait in its queue, and the
 * application's wait behind ours.
 */
export const LOCK_WAIT_MS = 60_000;

/** One instant of the database, which pg_dump and all our own reads see alike. */
export interface Snapshot {
  readonly session: Session;
  /** For `pg_dump --snapshot`; valid until the work given to {@link withSnapshot} ends. */
  readonly id: string;
  /** By the server's clock, ISO 8601 in UTC. */
  readonly time: string;
  /** The end of the write-ahead log then; absent where the role or the provider does not tell. */
  readonly lsn: string | undefined;
}

/**
 * Opens the one transaction whose snapshot everything in a backup comes from, and keeps it open
 * while the work runs. Settings that would end the session or filter its rows are switched off.
 */
export async function withSnapshot<Result>(
  connection: Connection,
  server: Server,
  settings: Omit<SessionSettings, 'settings'>,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const made = {
    ...directSettings({ lockMs: LOCK_WAIT_MS }),
    // Two processes of the server at work already: pg_dump's and this one's. Parallel workers beside
    // them make both slower (measured on two cores).
    max_parallel_workers_per_gather: '0',
  };
  return withSession(connection, { ...settings, settings: made }, (session) =>
    withTransaction(session, 'snapshot', async () => {
      const [row] = await session.query<{ id: string; time: string }>(
        `select pg_export_snapshot() as id,
                to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time`,
      );
      if (row === undefined) throw new Error('pg_export_snapshot() gave no row');
      await pinSettings(session);
      return work({ session, ...row, lsn: await readLsn(session, server) });
    }),
  );
}

/** Some providers refuse these functions whatever the privileges. */
async function readLsn(session: Session, { standby }: Server): Promise<string | undefined> {
  const read = standby ? 'pg_last_wal_replay_lsn()' : 'pg_current_wal_lsn()';
  const answer = await tolerated(session, () =>
    session.query<{ lsn: string | null }>(`select ${read}::text as lsn`),
  );
  return answer.ok ? (answer.value[0]?.lsn ?? undefined) : undefined;
}
