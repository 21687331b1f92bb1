import type { Clock } from '../actions/tools.js';
import type { Log } from '../actions/log.js';
import { DeployError } from '../errors.js';
import type { Connection } from './connection.js';
import { directSettings, withSession, type Session } from './session.js';

/**
 * One constant key: advisory locks are per database already. The two halves spell `dbde` and `ploy`
 * in ASCII, far from the keys of migration tools (Prisma 72707369, node-pg-migrate 7241865325823964).
 */
const MUTEX_KEY = [0x64_62_64_65, 0x70_6c_6f_79] as const;
const POLL_MS = 1_000;
const HEARTBEAT_MS = 30_000;

export interface MutexSettings {
  readonly purpose: string;
  /** `db-deploy/<step>/<run id>/<start>`: tells whoever waits who holds it. */
  readonly applicationName: string;
  /** How long to wait for another deploy, in milliseconds. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Log;
}

/** Handed to the work under the mutex. */
export interface Mutex {
  /** @throws {DeployError} when the mutex was lost. Call it before each write. */
  check(): Promise<void>;
  /** Whether it is still held: after work that could not ask in between. */
  isHeld(): Promise<boolean>;
}

/**
 * Holds the one deploy lock of the database while the work runs, on a session of its own.
 * Taken by polling: a waiting `pg_advisory_lock` holds a snapshot, and CREATE INDEX CONCURRENTLY
 * deadlocks with it. A killed process loses it with its session.
 * @throws {DeployError} naming the holder when it was not free within `waitMs`.
 */
export async function withMutex<Result>(
  connection: Connection,
  settings: MutexSettings,
  work: (mutex: Mutex) => Promise<Result>,
): Promise<Result> {
  return withSession(
    connection,
    {
      ...settings,
      purpose: 'hold the deploy lock',
      settings: directSettings(),
      // A cancelled step still cleans up, and must do so under the lock: this session outlives the
      // signal and ends with the work.
      signal: new AbortController().signal,
    },
    async (session) => {
      await acquire(session, settings);
      const check = async (): Promise<void> => {
        if (!(await holds(session))) throw lost(settings.purpose);
      };
      // Keeps NAT tables and idle timeouts from ending the session; a failure shows at the next check.
      const heartbeat = setInterval(() => {
        session.query('select 1').catch(() => undefined);
      }, HEARTBEAT_MS);
      try {
        const result = await work({ check, isHeld: () => holds(session) });
        await release(session, settings);
        return result;
      } finally {
        // On an error the closing session releases the lock.
        clearInterval(heartbeat);
      }
    },
  );
}

/**
 * Who holds the deploy lock; undefined when it is free.
 * @param database its name; the session's own unless told otherwise.
 */
export async function mutexHolder(
  session: Session,
  database?: string,
): Promise<string | undefined> {
  const [row] = await session.query<{ pid: number; name: string; seconds: string | null }>(
    `select a.pid, a.application_name as name,
            round(extract(epoch from now() - a.backend_start))::text as seconds
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.classid = $1::int8::oid
        and l.objid = $2::int8::oid and l.objsubid = 2
        and l.database = (select oid from pg_database
                           where datname = coalesce($3::text, current_database()))`,
    [...MUTEX_KEY, database ?? null],
  );
  if (row === undefined) return undefined;
  const name = row.name === '' ? 'a session without a name' : row.name;
  // Since when is shown to members of its role and of pg_read_all_stats only.
  const since = row.seconds === null ? '' : `, connected for ${row.seconds} s`;
  return `${name} (backend ${row.pid}${since})`;
}

async function acquire(session: Session, settings: MutexSettings): Promise<void> {
  const started = settings.clock.now().getTime();
  let told = false;
  for (;;) {
    const [row] = await session.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1::int4, $2::int4) as got',
      [...MUTEX_KEY],
    );
    if (row?.got === true) return;
    const holder = (await mutexHolder(session)) ?? 'a session that has just ended';
    const waited = settings.clock.now().getTime() - started;
    if (waited >= settings.waitMs) throw busy(settings, holder);
    if (!told) settings.log.info(`Another deploy holds the lock: ${holder}. Waiting …`);
    told = true;
    await settings.clock.sleep(Math.min(POLL_MS, settings.waitMs - waited), settings.signal);
  }
}

async function holds(session: Session): Promise<boolean> {
  const [row] = await session
    .query<{ held: boolean }>(
      `select exists (select from pg_locks where locktype = 'advisory' and granted
          and pid = pg_backend_pid() and classid = $1::int8::oid and objid = $2::int8::oid
          and objsubid = 2) as held`,
      [...MUTEX_KEY],
    )
    .catch(() => []);
  return row?.held === true;
}

async function release(session: Session, settings: MutexSettings): Promise<void> {
  const [row] = await session
    .query<{ released: boolean }>('select pg_advisory_unlock($1::int4, $2::int4) as released', [
      ...MUTEX_KEY,
    ])
    .catch(() => []);
  if (row?.released === true) return;
  settings.log.warning(
    'The deploy lock was not held any more at the end of the step: the server ended its session. Another deploy may have run meanwhile.',
    settings.purpose,
  );
}

function lost(purpose: string): DeployError {
  return new DeployError({
    attempted: purpose,
    found: 'the session that holds the deploy lock was lost',
    likelyCause: 'the server restarted or an administrator ended the session',
    nextAction: 'check the server, then run the failed jobs again',
  });
}

function busy(settings: MutexSettings, holder: string): DeployError {
  return new DeployError({
    attempted: `${settings.purpose}: take the deploy lock`,
    found: `it is held by ${holder}`,
    likelyCause: 'another deploy of this database is running, from this or another repository',
    nextAction:
      'wait for that run to end, then run this job again; wait-for-other-deploy sets how long to wait',
  });
}
