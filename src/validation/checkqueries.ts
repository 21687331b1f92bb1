import type pg from 'pg';
import { messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { couldNotVerify, fail, pass, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import { look, type Visit } from './visit.js';

export interface Check {
  readonly name: string;
  readonly sql: string;
}

/** Errors that a pending migration may cure: it creates the table, column, function or type. */
const MAY_APPEAR: ReadonlySet<string> = new Set([
  SQLSTATE.undefinedTable,
  SQLSTATE.undefinedColumn,
  SQLSTATE.undefinedFunction,
  SQLSTATE.undefinedObject,
  SQLSTATE.invalidSchemaName,
]);

/**
 * Whether the queries of `checks` would run: planned, with privileges checked, but no row read.
 * A transaction for each, because an error ends one.
 */
export async function checkQueryFindings(
  direct: Reached,
  checks: readonly Check[],
  mayAppear: boolean,
  visit: Visit,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, sql } of checks) {
    const title = `check: ${name}`;
    try {
      const columns = await look(direct.connection, visit, `plan the check ${name}`, (session) =>
        columnsOf(session, sql),
      );
      findings.push(columns === 1 ? pass(title, 'the query can be planned') : wide(title, columns));
    } catch (error) {
      visit.signal.throwIfAborted();
      findings.push(refused(title, error, mayAppear, direct.role));
    }
  }
  return findings;
}

/**
 * Opens the query as `verify` does, and fetches nothing of it. A cursor takes one statement, and
 * only one that reads; the extended protocol refuses a second one behind a semicolon.
 */
async function columnsOf(session: Session, sql: string): Promise<number> {
  await send(session, `declare planned no scroll cursor for ${sql}`);
  const { fields } = await send(session, 'fetch 0 from planned');
  return fields.length;
}

function send({ client }: Session, text: string): Promise<pg.QueryResult> {
  const query: pg.QueryConfig & { queryMode: 'extended' } = { text, queryMode: 'extended' };
  return client.query(query);
}

function wide(title: string, columns: number): Finding {
  return fail(title, {
    expected: 'a query of one column',
    found: `it has ${columns}`,
    fix: 'select the one value that is compared with expect',
  });
}

function refused(title: string, error: unknown, mayAppear: boolean, role: string): Finding {
  const code = codeOf(error);
  if (code === undefined) return couldNotVerify(title, messageOf(error));
  if (mayAppear && MAY_APPEAR.has(code)) {
    return couldNotVerify(
      title,
      `${messageOf(error)}; a pending migration may create it`,
      'make sure that it does, and that the name is no slip: verify asks after the migrations, when production is changed',
    );
  }
  return fail(title, {
    expected: 'one SQL query that Postgres understands',
    found: messageOf(error),
    fix:
      code === SQLSTATE.insufficientPrivilege
        ? `grant select on it to ${role};`
        : 'correct the sql of this check',
  });
}
