import type { Session } from '../../postgres/session.js';
import { codeOf, SQLSTATE } from '../../postgres/sqlstate.js';
import type { Stop } from '../../record/watch.js';
import type { Excess } from './excess.js';
import { identity } from './roster.js';
import type { Backend } from './sample.js';

/** How long a cancelled backend may take before it is asked again; the third time it is ended. */
const PATIENCE_MS = 2_000;
const CANCELS = 2;

export interface Enforcement {
  /** Stops whoever is over a limit; one that does not stop is asked again, and at last ended. */
  stop(session: Session, at: number, excesses: readonly Excess[]): Promise<void>;
  readonly stops: readonly Stop[];
  /** Over a limit, but not proven to be the migration's, or out of this role's reach. */
  readonly spared: readonly Excess[];
}

/**
 * @param toolName what a backend must be called to be stopped, when it was looked at and when it is.
 * @param tell says what was done to whom, and why.
 */
export function keepLimits(toolName: string, tell: (line: string) => void): Enforcement {
  let tried = new Map<string, { times: number; at: number }>();
  const stops: Stop[] = [];
  const refused = new Set<string>();
  const spared = new Map<string, Excess>();
  return {
    async stop(session, at, excesses) {
      const still = new Map<string, { times: number; at: number }>();
      for (const excess of excesses) {
        const key = identity(excess.backend);
        if (!excess.backend.named || excess.backend.started === null) {
          spared.set(key, excess);
          continue;
        }
        const last = tried.get(key) ?? { times: 0, at: Number.NEGATIVE_INFINITY };
        still.set(key, last);
        if (at - last.at < PATIENCE_MS || refused.has(key)) continue;
        const how = last.times < CANCELS ? 'cancelled' : 'ended';
        still.set(key, { times: last.times + 1, at });
        const { pid } = excess.backend;
        const reached = await signal(session, excess.backend, toolName, how);
        if (reached === 'refused') {
          refused.add(key);
          spared.set(key, excess);
        }
        if (reached !== 'reached') continue;
        stops.push({ pid, how, limit: excess.limit, because: excess.because });
        tell(`Backend ${pid} of the migration was ${how}: ${excess.because}`);
      }
      tried = still;
    },
    stops,
    get spared() {
      return [...spared.values()];
    },
  };
}

/**
 * By pid, start and name in one statement: between two a pid may be used again, and a pooler may hand
 * the backend to the application.
 */
async function signal(
  session: Session,
  backend: Backend,
  toolName: string,
  how: Stop['how'],
): Promise<'reached' | 'gone' | 'refused'> {
  const call = how === 'cancelled' ? 'pg_cancel_backend' : 'pg_terminate_backend';
  try {
    const rows = await session.query(
      `select ${call}(pid) from pg_stat_activity
        where pid = $1 and (extract(epoch from backend_start) * 1e6)::int8 = $2::int8
          and application_name = $3`,
      [backend.pid, backend.started, toolName],
    );
    return rows.length > 0 ? 'reached' : 'gone';
  } catch (error) {
    if (codeOf(error) === SQLSTATE.insufficientPrivilege) return 'refused';
    throw error;
  }
}
