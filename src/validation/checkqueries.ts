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
 * Whether the queries of `checks` would run: planned, with privileges checked, but not executed.
 * One transaction each, because an error ends one.
 */
export async function checkQueryFindings(
  database: Reached,
  checks: readonly Check[],
  mayAppear: boolean,
  visit: Visit,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const name = `check ${check.name}`;
    try {
      findings.push(
        await look(database.connection, visit, `plan the check ${check.name}`, async (session) =>
          judged(name, await plan(session, check.sql)),
        ),
      );
    } catch (error) {
      visit.signal.throwIfAborted();
      findings.push(refused(name, error, mayAppear, database.role));
    }
  }
  return findings;
}

/**
 * The plan as text. By the extended protocol, which takes one statement only: after a semicolon,
 * `explain` would no longer protect anything.
 */
async function plan(session: Session, sql: string): Promise<string> {
  // SHOW cannot be explained, and does no harm.
  const text = /^\s*show\s/i.test(sql) ? sql : `explain (format json) ${sql}`;
  const query: pg.QueryConfig & { queryMode: 'extended' } = { text, queryMode: 'extended' };
  const { rows } = await session.client.query<Record<string, unknown>>(query);
  return JSON.stringify(rows);
}

function judged(name: string, planned: string): Finding {
  if (!planned.includes('"ModifyTable"')) return pass(name, 'the query can be planned');
  return fail(name, {
    expected: 'a query that only reads',
    found: 'it writes',
    fix: 'write a SELECT; checks run in a read-only transaction',
  });
}

function refused(name: string, error: unknown, mayAppear: boolean, role: string): Finding {
  const code = codeOf(error);
  if (code === undefined) return couldNotVerify(name, messageOf(error));
  if (mayAppear && MAY_APPEAR.has(code)) {
    return couldNotVerify(name, `${messageOf(error)}; a pending migration may create it`);
  }
  return fail(name, {
    expected: 'one SQL query that Postgres understands',
    found: messageOf(error),
    fix:
      code === SQLSTATE.insufficientPrivilege
        ? `grant select on it to ${role};`
        : 'correct the sql of this check',
  });
}
