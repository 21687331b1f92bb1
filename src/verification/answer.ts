import pg from 'pg';
import { DeployError, messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import type { Value } from './expectation.js';

/** Object ids of pg_type. */
const BOOLEAN = 16;
const NUMBERS = new Set([20, 21, 23, 26, 700, 701, 1700]);

/**
 * The one value of a query, or what it gave instead, in words. A cursor takes one statement and only
 * one that reads, and two rows are enough to know that there is more than one.
 * @throws the server's error, or a DeployError when the connection was lost.
 */
export async function askForOne(session: Session, sql: string): Promise<Value | string> {
  await raw(session, `declare one_value no scroll cursor for ${sql}`);
  const { fields, rows } = await raw(session, 'fetch 2 from one_value');
  const [row, second] = rows;
  const [field, secondField] = fields;
  if (field === undefined || secondField !== undefined) {
    return `${fields.length} columns instead of one`;
  }
  if (row === undefined) return 'no row';
  if (second !== undefined) return 'several rows instead of one';
  const text = row[0] ?? undefined;
  const { dataTypeID: type } = field;
  if (type === BOOLEAN && text !== undefined) {
    return { text: text === 't' ? 'true' : 'false', numeric: false };
  }
  return { text, numeric: NUMBERS.has(type) };
}

/**
 * How many rows a query gives, counted no further than `most`; as {@link askForOne}, it may only read.
 * @throws as {@link askForOne} does.
 */
export async function countRows(session: Session, sql: string, most: number): Promise<Value> {
  await raw(session, `declare all_rows no scroll cursor for ${sql}`);
  const { rowCount } = await raw(session, `move forward ${most} from all_rows`);
  return { text: String(rowCount ?? 0), numeric: true };
}

/** Values as the server's text; the extended protocol refuses a second statement behind a semicolon. */
async function raw(
  session: Session,
  text: string,
): Promise<pg.QueryArrayResult<(string | null)[]>> {
  const query: pg.QueryArrayConfig & { queryMode: 'extended' } = {
    text,
    rowMode: 'array',
    queryMode: 'extended',
    types: { getTypeParser: () => (value: string) => value },
  };
  try {
    return await session.client.query<(string | null)[]>(query);
  } catch (error) {
    const fromServer = error instanceof pg.DatabaseError && error.severity !== 'FATAL';
    if (fromServer) throw error;
    throw new DeployError(
      {
        attempted: 'run a check',
        found: `the connection was lost (${messageOf(error)})`,
        likelyCause: 'the server restarted or an administrator ended the session',
        nextAction: 'check the server, then run the failed jobs again',
      },
      { cause: error },
    );
  }
}
