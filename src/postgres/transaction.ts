import type { Session } from './session.js';

const BEGIN = {
  'read committed': 'begin isolation level read committed',
  /** One snapshot for every statement; the server refuses writes. */
  snapshot: 'begin isolation level repeatable read read only',
} as const;

/** Runs the work between BEGIN and COMMIT; any error rolls back and is thrown on. */
export async function withTransaction<Result>(
  session: Session,
  kind: keyof typeof BEGIN,
  work: () => Promise<Result>,
): Promise<Result> {
  await session.query(BEGIN[kind]);
  try {
    const result = await work();
    await session.query('commit');
    return result;
  } catch (error) {
    // The first error is the news; a rollback that fails means the connection is gone, and with it the transaction.
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

/**
 * Makes the text forms of values independent of the server's, database's and role's settings.
 * Local to the transaction, so it is safe behind a pooler. `row_security = off` makes a query that
 * a policy would filter fail instead of returning fewer rows.
 */
export async function pinSettings(session: Session): Promise<void> {
  const names = Object.keys(PINNED);
  const calls = names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
  await session.query(`select ${calls.join(', ')}`, Object.entries(PINNED).flat());
}

/** Each changes the text of some type: dates, intervals, floats, bytea, money, reg* names. */
const PINNED: Readonly<Record<string, string>> = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '3',
  bytea_output: 'hex',
  lc_monetary: 'C',
  search_path: '',
  quote_all_identifiers: 'off',
  row_security: 'off',
  jit: 'off',
};
