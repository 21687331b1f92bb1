import { plain } from '../../actions/neutral.js';
import { redact } from '../../actions/redaction.js';
import type { Session } from '../../postgres/session.js';
import { codeOf, SQLSTATE } from '../../postgres/sqlstate.js';
import type { Blocker } from '../../record/watch.js';
import { spelled, strengthOf } from './lockmodes.js';
import type { Wait } from './sample.js';

const HEAD_LENGTH = 120;

/** What may be shown of others. */
export interface Disclosure {
  /** Whether heads of their statements may: they can hold values of rows. */
  readonly queries: boolean;
  readonly masks: readonly string[];
}

/** Who a blocker is; `isHidden` where this role may not see its state. */
export type Description = Omit<Blocker, 'waitedFor' | 'ms'> & { readonly isHidden: boolean };

interface Row {
  readonly pid: number;
  readonly name: string;
  readonly role: string | null;
  readonly kind: string | null;
  readonly state: string | null;
  readonly age: number | null;
  readonly query: string | null;
  readonly modes: string[];
}

/**
 * Who stands in the way of a wait. All prepared transactions on the table are one, with pid 0.
 * An empty list where the role may not even ask.
 */
export async function describeBlockers(
  session: Session,
  pids: readonly number[],
  wait: Wait,
  disclosure: Disclosure,
): Promise<Description[]> {
  const rows = await session
    .query<Row>(
      `with locks as materialized (
         select pid, mode, relation, transactionid, virtualtransaction from pg_locks
          where granted and (relation = $2::text::oid or pid is null)
       ), prepared as (
         -- Their locks have no pid; that on their own number tells whose the others are.
         select p.gid, p.owner, p.prepared, l.mode
           from pg_prepared_xacts p
           left join locks own on own.pid is null and own.transactionid = p.transaction
           left join locks l on l.pid is null and l.relation = $2::text::oid
                            and l.virtualtransaction = own.virtualtransaction
          where 0 = any ($1::int4[]) and p.database = current_database()
       )
       select a.pid, a.application_name as name, a.usename as role, a.backend_type as kind, a.state,
              extract(epoch from clock_timestamp() - a.xact_start)::float8 * 1e3 as age, a.query,
              array(select mode from locks l where l.pid = a.pid) as modes
         from pg_stat_activity a
        where a.pid = any ($1::int4[])
       union all
       select 0, string_agg(distinct gid, ', '), string_agg(distinct owner, ', '),
              'prepared transaction', 'prepared',
              extract(epoch from clock_timestamp() - min(prepared))::float8 * 1e3, null,
              array_remove(array_agg(distinct mode), null)
         from prepared
        where $2 is null or mode is not null
       having count(*) > 0`,
      [pids, wait.oid],
    )
    .catch((error: unknown) => {
      if (codeOf(error) === SQLSTATE.insufficientPrivilege) return [];
      throw error;
    });
  return rows.map((row) => descriptionOf(row, disclosure));
}

function descriptionOf(row: Row, { queries, masks }: Disclosure): Description {
  const { pid, state, age, query, modes } = row;
  const [strongest] = [...modes].sort((a, b) => strengthOf(b) - strengthOf(a));
  const isClient = row.kind === 'client backend';
  return {
    pid,
    who: whoIs(row),
    isHidden: row.kind === null,
    ...(state === null ? {} : { state }),
    ...(age === null ? {} : { transactionMs: Math.round(age) }),
    ...(strongest === undefined ? {} : { holds: spelled(strongest) }),
    ...(queries && isClient && query !== null ? { query: headOf(redact(query, masks)) } : {}),
  };
}

function whoIs({ pid, name, role, kind, query }: Row): string {
  if (kind === 'prepared transaction') {
    return `prepared transaction ${plain(name)} of ${plain(role ?? '')}`;
  }
  if (kind === 'autovacuum worker') {
    const urgent = query?.includes('(to prevent wraparound)') === true;
    return `autovacuum${urgent ? ' (to prevent wraparound)' : ''}, backend ${pid}`;
  }
  if (role === null) return `a process of the server (autovacuum, as a rule), backend ${pid}`;
  const application = name === '' ? 'without a name' : plain(name);
  return `backend ${pid} of ${plain(role)}, ${application}`;
}

function headOf(query: string): string {
  const line = plain(query.replace(/\s+/g, ' ')).trim();
  return line.length > HEAD_LENGTH ? `${line.slice(0, HEAD_LENGTH)}…` : line;
}
