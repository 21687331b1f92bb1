import { DeployError } from '../errors.js';
import { connectionIn } from '../postgres/connection.js';
import { endSessions } from '../postgres/endsessions.js';
import { directSettings, withSession, type Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { busy, lostAtCommit, refused, unanswered, type Standing } from './swapfailure.js';
import { planSwap, type SwapPlan, type SwapSettings } from './swapplan.js';

export interface Swapped {
  /** Name under which the replaced database is kept. */
  readonly keptAs: string;
  /** How long nobody could connect; milliseconds. */
  readonly milliseconds: number;
}

/** RENAME itself waits 5 s for the sessions to be gone, and keeps new ones out meanwhile. */
const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
const END_EVERY_MS = 20;
/** Twice the 5 s, beside what locks may take. */
const RENAMES_MS = 20_000;
const LOOKS = 10;
/** After a cancel; one second before the step is given up, and what it knows with it. */
const LAST_ANSWER_MS = 4_000;

/** Somebody came in between; the next attempt may find the door free. */
const PASSING: readonly string[] = [
  SQLSTATE.objectInUse,
  SQLSTATE.lockNotAvailable,
  SQLSTATE.deadlockDetected,
];

/**
 * Puts the side database in the place of the live one: two renames and the comment in one message,
 * which is one transaction, from a third database, while a second session ends everybody in both.
 * New connections wait at the lock that RENAME holds and are then refused (3D000, measured): they must be made again. Killed at
 * any point, both databases have their names as before or both the new ones. Ends the sessions of
 * the deploy lock, too: release it before. The lock is a session's in the live database, where RENAME
 * bears none, so nobody can hold it through the swap: about 0.1 s stay open. A deploy that takes it
 * before the plan is read is met there, and nothing is renamed; one that takes it after that is ended
 * with everybody else, and learns at its next `Mutex.check` that its lock is lost. What it committed
 * in between lies in the database that is put aside. Where the role may not end it, RENAME fails,
 * and the next plan meets it.
 * @throws {DeployError} when nothing was changed, or when nobody can tell; see its text.
 */
export async function swap(settings: SwapSettings): Promise<Swapped> {
  return Promise.race([trySwap(settings), noAnswerToCancel(settings)]);
}

async function trySwap(settings: SwapSettings): Promise<Swapped> {
  for (let attempt = 1; ; attempt += 1) {
    settings.signal.throwIfAborted();
    const result = await attemptSwap(settings);
    if ('milliseconds' in result) return { keptAs: settings.keptAs, ...result };
    const { error, plan } = result;
    if (isUncertain(error)) {
      const standing = await standingOf(settings, plan);
      if (standing === 'swapped') return { keptAs: settings.keptAs, milliseconds: result.passed };
      throw lostAtCommit(settings, standing, error);
    }
    // A cancelled statement was cancelled by us, when the step was.
    settings.signal.throwIfAborted();
    if (!PASSING.includes(codeOf(error) ?? '')) throw refused(settings, error);
    if (attempt === ATTEMPTS) {
      throw await inSession(settings, (session) => busy(session, settings, error));
    }
    await settings.clock.sleep(PAUSE_MS, settings.signal);
  }
}

/** Rejects when a cancelled step has waited as long as it may. */
function noAnswerToCancel(settings: SwapSettings): Promise<never> {
  const { signal } = settings;
  return new Promise((_, reject) => {
    const wait = (): void => {
      setTimeout(() => {
        reject(unanswered(settings, signal.reason));
      }, LAST_ANSWER_MS).unref();
    };
    signal.addEventListener('abort', wait, { once: true });
  });
}

type Attempt =
  | { readonly milliseconds: number }
  | { readonly error: unknown; readonly plan: SwapPlan; readonly passed: number };

async function attemptSwap(settings: SwapSettings): Promise<Attempt> {
  return inSession(settings, (renamer) =>
    inSession(settings, async (ender) => {
      const plan = await planSwap(renamer, settings);
      const begun = performance.now();
      let over = false;
      const renaming = renamer.query(plan.statements).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      const ended = renaming.finally(() => (over = true));
      await keepEnding(ender, settings, plan, ended, () => over);
      const failure = await ended;
      const milliseconds = Math.round(performance.now() - begun);
      return failure === undefined
        ? { milliseconds }
        : { error: failure.error, plan, passed: milliseconds };
    }),
  );
}

/** Until the renames are over. A cancelled step cancels them: then both names are as before. */
async function keepEnding(
  ender: Session,
  { signal, clock, live, side }: SwapSettings,
  { pid }: SwapPlan,
  ended: Promise<unknown>,
  isOver: () => boolean,
): Promise<void> {
  const never = new AbortController().signal;
  try {
    while (!isOver()) {
      await endSessions(ender, [live.oid, side.oid]);
      if (signal.aborted) await ender.query('select pg_cancel_backend($1)', [pid]);
      await Promise.race([ended, clock.sleep(END_EVERY_MS, never)]);
    }
  } catch {
    // Without this session the renames succeed or give up after 5 s; they tell which.
  }
}

/** No answer is not a refusal: the server may have committed before the connection went. */
function isUncertain(error: unknown): boolean {
  return error instanceof DeployError || codeOf(error)?.length !== 5;
}

/** Asks the catalog who has which name, once the session that renamed is gone for sure. */
async function standingOf(settings: SwapSettings, plan: SwapPlan): Promise<Standing> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const standing = await inSession(settings, (session) => lookAt(session, settings, plan)).catch(
      // The server may be starting up again.
      () => undefined,
    );
    if (standing !== undefined) return standing;
    await settings.clock.sleep(PAUSE_MS, new AbortController().signal);
  }
  return 'unknown';
}

async function lookAt(
  session: Session,
  { live, side }: SwapSettings,
  { pid, backendStart }: SwapPlan,
): Promise<Standing | undefined> {
  const working = await session.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where pid = $1 and extract(epoch from backend_start)::text = $2`,
    [pid, backendStart],
  );
  if (working.length > 0) return undefined;
  const [row] = await session.query<{ live: string | null; side: string | null }>(
    `select (select datname from pg_database where oid = $1::oid) as live,
            (select datname from pg_database where oid = $2::oid) as side`,
    [live.oid, side.oid],
  );
  if (row?.side === live.database) return 'swapped';
  return row?.live === live.database ? 'as before' : undefined;
}

/** Outlives the step's signal: what has begun is ended in order, and asked for. */
function inSession<Result>(
  { connection, elsewhere, applicationName, lockMs }: SwapSettings,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const settings = directSettings({ statementMs: RENAMES_MS + 2 * lockMs, lockMs });
  const { signal } = new AbortController();
  return withSession(
    connectionIn(connection, elsewhere),
    { purpose: 'swap the databases', applicationName, signal, settings },
    work,
  );
}
