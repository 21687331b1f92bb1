import type { Session } from '../../postgres/session.js';

/** A session that may be the migration's; all times are milliseconds of the server's clock. */
export interface Backend {
  readonly pid: number;
  /**
   * Microseconds since 1970, as text: with the pid it names one backend for ever. Null where this
   * role may not see it: then nobody knows what its statements do either.
   */
  readonly started: string | null;
  /** Whether it bears the application name that the tool was given: now, in this sample. */
  readonly named: boolean;
  /** When its running statement began; null between statements. */
  readonly statementSince: number | null;
  /** Whether that statement builds, drops or detaches CONCURRENTLY. */
  readonly concurrent: boolean;
}

export interface Held {
  readonly pid: number;
  readonly oid: string;
  readonly mode: string;
}

export interface Wait {
  readonly pid: number;
  readonly locktype: string;
  readonly mode: string;
  /** Of the table, where it is one. */
  readonly oid: string | null;
  /** The server's own start of the wait. */
  readonly since: number;
  readonly application: string;
  /** Empty for the server's own processes. */
  readonly role: string;
  /** Who holds the lock or stands ahead in its queue; 0 is a prepared transaction. */
  readonly behind: readonly number[];
}

/** One look at who holds and who waits. */
export interface Sample {
  /** When the statement arrived at the server: no lock was looked at earlier. */
  readonly at: number;
  /** How long the server took, in milliseconds. */
  readonly costMs: number;
  readonly backends: readonly Backend[];
  readonly held: readonly Held[];
  /** Those of the tool first, then the longest. */
  readonly waits: readonly Wait[];
}

export interface Whom {
  /** Of the tool's sessions. */
  readonly applicationName: string;
  /** How names of our own sessions begin. */
  readonly ownPrefix: string;
  /** Backends that began earlier are not the tool's, whatever their role. Microseconds, as text. */
  readonly since: string;
}

/** pg_blocking_pids locks the whole lock table for a moment, once for each that waits. */
const WAITS_ASKED = 25;
/** Oids below are the server's own catalog (FirstNormalObjectId). */
const FIRST_OF_USERS = 16_384;

/**
 * One statement, so that its parts agree, and outside of a transaction, so that no snapshot is
 * held. Of sessions of other roles anybody sees pid, role, application name and every lock.
 */
const SAMPLE = `
  with activity as materialized (
    select pid, datid, usesysid, usename, application_name, backend_start, client_addr,
           case when state = 'active' then query_start end as statement_start,
           state = 'active' and query ~* '\\m(index|reindex|detach)\\M.*\\mconcurrently\\M' as concurrent
      from pg_stat_activity
  ), tool as materialized (
    select pid, (extract(epoch from backend_start) * 1e6)::int8 as started,
           application_name = $1 as named,
           extract(epoch from statement_start)::float8 * 1e3 as "statementSince",
           coalesce(concurrent, false) as concurrent
      from activity
     where datid = (select oid from pg_database where datname = current_database())
       and (application_name = $1
            or (usesysid = (select usesysid from activity where pid = pg_backend_pid())
                and (extract(epoch from backend_start) * 1e6)::int8 >= $3::int8
                and client_addr is not distinct from inet_client_addr()
                and not starts_with(application_name, $2)))
  ), locks as materialized (
    select pid, locktype, mode, granted, relation, waitstart
      from pg_locks
     where not granted
        or (locktype = 'relation' and relation >= ${FIRST_OF_USERS}
            and pid in (select pid from tool))
  ), waits as materialized (
    select pid, locktype, mode, relation, coalesce(waitstart, statement_timestamp()) as since,
           application_name, usename
      from locks left join activity using (pid)
     where not granted
     order by pid in (select pid from tool) desc, since
     limit ${WAITS_ASKED}
  )
  select extract(epoch from statement_timestamp())::float8 * 1e3 as at,
         coalesce((select json_agg(json_build_object(
           'pid', pid, 'started', started::text, 'named', named,
           'statementSince', "statementSince", 'concurrent', concurrent)) from tool), '[]') as backends,
         coalesce((select json_agg(json_build_object(
           'pid', pid, 'oid', relation::text, 'mode', mode))
           from locks where granted), '[]') as held,
         coalesce((select json_agg(json_build_object(
           'pid', pid, 'locktype', locktype, 'mode', mode, 'oid', relation::text,
           'since', extract(epoch from since)::float8 * 1e3,
           'application', coalesce(application_name, ''), 'role', coalesce(usename, ''),
           'behind', pg_blocking_pids(pid)) order by since) from waits), '[]') as waits,
         extract(epoch from clock_timestamp() - statement_timestamp())::float8 * 1e3 as "costMs"`;

/** Takes one sample. */
export async function takeSample(session: Session, whom: Whom): Promise<Sample> {
  const values = [whom.applicationName, whom.ownPrefix, whom.since];
  const [sample] = await session.query<Sample>(SAMPLE, values, 'sample');
  if (sample === undefined) throw new Error('the server answered a sample without a row');
  return sample;
}
