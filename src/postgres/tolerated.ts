import type { Session } from './session.js';
import { codeOf } from './sqlstate.js';

export type Tolerated<Result> =
  { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly error: unknown };

/** What the server reports has five characters; node's network errors and a lost session have not. */
const SQLSTATE_LENGTH = 5;
/** Classes of errors that end the session: connection, operator intervention (shutdown). */
const ENDS_THE_SESSION = /^(08|57P)/;

/**
 * Runs a query that may fail inside a transaction that must survive it: a savepoint undoes the
 * failure. Only errors of the server are tolerated.
 */
export async function tolerated<Result>(
  session: Session,
  work: () => Promise<Result>,
): Promise<Tolerated<Result>> {
  return inSavepoint(session, work, 'release tolerated');
}

/**
 * The same for work that only reads, and holds no lock on what it read: a lock on every table and
 * index of a large database would fill the server's lock table, and one that is not needed stands
 * in the way of others. Only an undone savepoint gives locks back.
 */
export async function toleratedRead<Result>(
  session: Session,
  work: () => Promise<Result>,
): Promise<Tolerated<Result>> {
  return inSavepoint(session, work, UNDO);
}

const UNDO = 'rollback to tolerated; release tolerated';

async function inSavepoint<Result>(
  session: Session,
  work: () => Promise<Result>,
  end: string,
): Promise<Tolerated<Result>> {
  await session.query('savepoint tolerated');
  try {
    const value = await work();
    await session.query(end);
    return { ok: true, value };
  } catch (error) {
    const code = codeOf(error);
    if (code?.length !== SQLSTATE_LENGTH || ENDS_THE_SESSION.test(code)) throw error;
    await session.query(UNDO);
    return { ok: false, error };
  }
}
