import type { Clock } from '../actions/tools.js';
import { DeployError } from '../errors.js';
import type { Connection } from '../postgres/connection.js';
import { mutexHolder } from '../postgres/mutex.js';
import type { Session } from '../postgres/session.js';
import { isMarker } from './databasenames.js';

export interface SwapSettings {
  /** Of the live database. */
  readonly connection: Connection;
  /** Another database of the server to work from. */
  readonly elsewhere: string;
  readonly live: { readonly database: string; readonly oid: string };
  readonly side: { readonly name: string; readonly oid: string };
  /** Name for the live database afterwards. */
  readonly keptAs: string;
  /** Most milliseconds that users wait for a lock which somebody else holds on one of the two. */
  readonly lockMs: number;
  /** `db-deploy/restore/<run id>`. */
  readonly applicationName: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

export interface SwapPlan {
  /** Sent as one message without BEGIN: the server makes one transaction of it, and no process that dies can leave it open. */
  readonly statements: string;
  /** The backend that will run them, and when it began: seconds since 1970. */
  readonly pid: number;
  readonly backendStart: string;
}

interface Found {
  readonly live: string | null;
  readonly side: string | null;
  readonly comment: string | null;
  readonly taken: boolean;
  readonly statements: string;
  readonly pid: number;
  readonly start: string;
}

/**
 * Looks once more at what is to be renamed, by oid.
 * @throws {DeployError} when one of the two is not what it was, or another deploy has begun.
 */
export async function planSwap(session: Session, settings: SwapSettings): Promise<SwapPlan> {
  const { live, side, keptAs } = settings;
  const [found] = await session.query<Found>(
    `select l.datname as live, s.datname as side, shobj_description(s.oid, 'pg_database') as comment,
            exists (select from pg_database where datname = $3) as taken,
            format('alter database %1$I rename to %2$I; alter database %3$I rename to %1$I; '
                   || 'comment on database %1$I is %4$L',
                   l.datname, $3::text, s.datname, shobj_description(l.oid, 'pg_database')) as statements,
            a.pid, extract(epoch from a.backend_start)::text as start
       from (values (1)) one
       left join pg_database l on l.oid = $1::oid
       left join pg_database s on s.oid = $2::oid
       join pg_stat_activity a on a.pid = pg_backend_pid()`,
    [live.oid, side.oid, keptAs],
  );
  if (found?.live !== live.database)
    throw moved(`the live database is not called ${live.database} any more`);
  if (found.side !== side.name)
    throw moved(`the restored database is not called ${side.name} any more`);
  if (!isMarker(live.database, found.comment)) {
    throw moved(`${side.name} has not the comment of an unfinished restore any more`);
  }
  if (found.taken) throw moved(`there is a database called ${keptAs} already`);
  const holder = await mutexHolder(session, live.database);
  if (holder !== undefined) throw moved(`another deploy has taken the deploy lock: ${holder}`);
  return { statements: found.statements, pid: found.pid, backendStart: found.start };
}

function moved(found: string): DeployError {
  return new DeployError({
    attempted: 'swap the databases',
    found: `${found}; nothing was renamed`,
    likelyCause: 'somebody else worked on this server meanwhile',
    nextAction: 'see who it was, then run restore again',
  });
}
