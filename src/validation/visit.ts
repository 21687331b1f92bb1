import type { Connection } from '../postgres/connection.js';
import { withSession, type Session, type SessionSettings } from '../postgres/session.js';
import { withTransaction } from '../postgres/transaction.js';
import { DeployError, messageOf } from '../errors.js';
import { couldNotVerify, fail, type Finding } from '../record/finding.js';

/** What every look at a server needs besides the connection. */
export interface Visit {
  readonly applicationName: string;
  readonly signal: AbortSignal;
  /** Most milliseconds for one look; a pooler without a free connection would hold us for minutes. */
  readonly patienceMs: number;
}

/** Reads in one read-only transaction that nobody has to wait for long. Safe behind a pooler. */
export async function look<Result>(
  connection: Connection,
  visit: Visit,
  purpose: string,
  read: (session: Session) => Promise<Result>,
): Promise<Result> {
  return bounded(visit, purpose, (settings) =>
    withSession(connection, settings, (session) =>
      withTransaction(session, 'snapshot', async () => {
        await session.query(`select set_config('statement_timeout', $1, true)`, [
          String(visit.patienceMs),
        ]);
        return read(session);
      }),
    ),
  );
}

/** Ends every session of the work when it takes longer than the visit may. */
export async function bounded<Result>(
  visit: Visit,
  purpose: string,
  work: (settings: SessionSettings) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort(visit.signal.reason);
  };
  visit.signal.throwIfAborted();
  visit.signal.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(() => {
    controller.abort(new Error(`no answer within ${visit.patienceMs / 1_000} s`));
  }, visit.patienceMs);
  try {
    const { applicationName } = visit;
    return await work({ purpose, applicationName, signal: controller.signal });
  } finally {
    clearTimeout(timer);
    visit.signal.removeEventListener('abort', cancel);
  }
}

/**
 * One check, or what kept it from an answer: a check that breaks must not hide the others.
 * @throws only the reason of a cancelled step.
 */
export async function examine(
  name: string,
  visit: Visit,
  check: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    visit.signal.throwIfAborted();
    if (!(error instanceof DeployError)) return [couldNotVerify(name, messageOf(error))];
    return error.problems.map(({ attempted, found, likelyCause, nextAction }) =>
      fail(name, {
        expected: `to ${attempted}`,
        found: likelyCause === undefined ? found : `${found} (likely cause: ${likelyCause})`,
        fix: nextAction,
      }),
    );
  }
}
