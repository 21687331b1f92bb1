import pg from 'pg';
import type { Session } from '../postgres/session.js';

/** What `pinSettings` changes and code of the team may depend on: functions of triggers and checks. */
const AMBIENT = [
  'search_path',
  'DateStyle',
  'IntervalStyle',
  'TimeZone',
  'extra_float_digits',
  'bytea_output',
  'lc_monetary',
  'quote_all_identifiers',
  'jit',
];

/** Classes of SQLSTATE that end the work whatever it was: connection, resources, operator, system. */
const FATAL = /^(08|53|57|58|XX)/;

/** Gives the transaction back the settings that the role would have; undone by `pinSettings`. */
export async function useRolesSettings(session: Session, rowSecurity: boolean): Promise<void> {
  const names = rowSecurity ? [...AMBIENT, 'row_security'] : AMBIENT;
  await session.query(names.map((name) => `set local ${name} to default`).join('; '));
}

/** The server answered, and the answer is no: the session goes on, the statement did not happen. */
export function isRefusal(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && !FATAL.test(error.code ?? '');
}

export type Answer<Row> =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly code: string };

/**
 * Asks one question under the role's own settings, inside a savepoint that is always rolled back:
 * an expression that fails to evaluate costs the answer, not the transaction.
 */
export async function askAside<Row>(session: Session, sql: string): Promise<Answer<Row>> {
  await session.query('savepoint aside');
  try {
    await useRolesSettings(session, false);
    return { ok: true, rows: await session.query<Row>(sql) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ok: false, code: error.code ?? '' };
  } finally {
    await session
      .query('rollback to savepoint aside; release savepoint aside')
      .catch(() => undefined);
  }
}
