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
  await session.query('savepoint tolerated');
  try {
    const value = await work();
    await session.query('release tolerated');
    return { ok: true, value };
  } catch (error) {
    const code = codeOf(error);
    if (code?.length !== SQLSTATE_LENGTH || ENDS_THE_SESSION.test(code)) throw error;
    await session.query('rollback to tolerated; release tolerated');
    return { ok: false, error };
  }
}
