import type { Clock } from '../actions/tools.js';
import type { Log } from '../actions/log.js';
import { DeployError } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';

const TRIES = 5;
const FIRST_PAUSE_MS = 1_000;

export interface Patience {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Locks all tables at once, sorted by name, so that two promotions cannot deadlock. SHARE ROW
 * EXCLUSIVE stops writers alone: readers and foreign key checks of other tables go on.
 * @param names qualified and quoted.
 */
export async function lockTables(prod: Session, names: readonly string[]): Promise<void> {
  const sorted = [...new Set(names)].sort();
  await prod.query(`lock table ${sorted.join(', ')} in share row exclusive mode`);
}

/** A writer that takes the tables in another order than ours makes a deadlock; the server ended us. */
const WORTH_A_TRY: readonly unknown[] = [SQLSTATE.lockNotAvailable, SQLSTATE.deadlockDetected];

/**
 * Runs a whole transaction again when a lock was not got within lock_timeout, after a growing pause
 * in which whoever queued up behind us gets through.
 * @param oids tables whose holders are named when patience ends.
 */
export async function retryingLocks<Result>(
  prod: Session,
  oids: readonly string[],
  { clock, log, signal }: Patience,
  transaction: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!WORTH_A_TRY.includes(codeOf(error))) throw error;
      const blockers = await readBlockers(prod, oids);
      if (attempt === TRIES) throw blocked(blockers, error);
      log.info(`The tables are locked by ${blockers}. Waiting (${attempt} of ${TRIES - 1}) …`);
      // Jitter: two deploys that met once should not meet again.
      await clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()), signal);
    }
  }
}

/** Sessions with a lock that conflicts with ours, and what they are; queries and users stay unnamed. */
async function readBlockers(prod: Session, oids: readonly string[]): Promise<string> {
  const rows = await prod.query<{ words: string }>(
    `select distinct format('backend %s (%s, %s)', a.pid,
              coalesce(nullif(a.application_name, ''), 'without a name'),
              coalesce(a.state, 'state not visible')) as words
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype in ('relation', 'tuple') and l.granted and l.pid <> pg_backend_pid()
        and l.relation = any ($1::oid[]) and l.mode not in ('AccessShareLock', 'RowShareLock')
      order by 1 limit 5`,
    [oids],
  );
  return rows.length === 0
    ? 'a session that has just ended'
    : rows.map(({ words }) => words).join(', ');
}

function blocked(blockers: string, cause: unknown): DeployError {
  return new DeployError(
    {
      attempted: 'lock the tables of the promotion',
      found: `they were locked by ${blockers} at each of ${TRIES} tries; nothing was applied`,
      likelyCause: 'a long transaction, an import or a session left idle in a transaction',
      nextAction:
        'end or await that session, then run the failed jobs again; lock-timeout sets how long one try waits',
    },
    { cause },
  );
}
