import type { Session } from './session.js';

/** Somebody else's transaction, seen from outside. */
export interface Transaction {
  readonly pid: number;
  readonly user: string;
  readonly applicationName: string;
  readonly state: string;
  /** Age of the transaction; undefined where the role may not see it, or between two. */
  readonly seconds: number | undefined;
}

export interface OtherWork {
  /** Open for longer than asked, oldest first. */
  readonly long: readonly Transaction[];
  /** Running pg_dump, of whatever age: each holds a lock on every table until it ends. */
  readonly dumps: readonly Transaction[];
  /** Sessions that hold locks on relations here, but hide their age from this role. */
  readonly hidden: number;
}

/**
 * What others do in the session's database. Any role sees names and locks of all sessions; when a
 * transaction began is shown to members of its role and of pg_read_all_stats only.
 * @param longSeconds from which age a transaction is listed.
 */
export async function readOtherWork(session: Session, longSeconds: number): Promise<OtherWork> {
  const rows = await session.query<{
    pid: number;
    user: string | null;
    name: string | null;
    state: string | null;
    seconds: string | null;
    locks: boolean;
  }>(
    `select a.pid, a.usename as user, a.application_name as name, a.state,
            extract(epoch from clock_timestamp() - a.xact_start)::int::text as seconds,
            exists (select from pg_locks l
                     where l.pid = a.pid and l.locktype = 'relation' and l.granted
                       and l.database = a.datid and l.relation >= 16384) as locks
       from pg_stat_activity a
      where a.datname = current_database() and a.pid <> pg_backend_pid()
        and coalesce(a.backend_type, 'client backend') = 'client backend' and a.usesysid is not null
        -- Our own sessions; those of other runs are as much in the way as anybody's.
        and not starts_with(a.application_name, current_setting('application_name'))
      order by a.xact_start nulls last, a.pid`,
  );
  const transactions = rows.map((row) => ({
    pid: row.pid,
    user: row.user ?? '',
    applicationName: row.name ?? '',
    state: row.state ?? 'state hidden',
    seconds: row.seconds === null ? undefined : Number(row.seconds),
  }));
  const isDump = ({ applicationName }: Transaction): boolean => applicationName === 'pg_dump';
  return {
    long: transactions.filter(
      (one) => one.seconds !== undefined && one.seconds >= longSeconds && !isDump(one),
    ),
    dumps: transactions.filter(isDump),
    hidden: rows.filter(({ state, locks, name }) => state === null && locks && name !== 'pg_dump')
      .length,
  };
}
