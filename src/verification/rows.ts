import pg from 'pg';
import type { Clock } from '../actions/tools.js';
import { messageOf } from '../errors.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import type { Session } from '../postgres/session.js';
import { couldNotVerify, notRun, pass, warn, type Finding } from '../record/finding.js';

export const NO_LOST_ROWS = 'no table lost most of its rows';
/** Smaller tables lose half of their rows for good reasons. */
const LEAST_ROWS = 1_000n;
/** For all tables together: the answer is a warning, and the site is waiting. */
const BUDGET_MS = 120_000;

/** The schema does not exist. */
const INVALID_SCHEMA = '3F000';

/** Rows of one table when the backup was taken; `rows` as digits. */
export interface RowsThen {
  readonly schema: string;
  readonly name: string;
  readonly rows: string;
}

/**
 * Tables of at least 1,000 rows that now have less than half of them. Counts no further than half,
 * and statistics are not asked: after a mass delete they are the old ones. Call it inside a
 * transaction; every table has its own savepoint.
 */
export async function lostRows(
  session: Session,
  then: readonly RowsThen[] | undefined,
  clock: Clock,
): Promise<Finding[]> {
  if (then === undefined) return [notRun(NO_LOST_ROWS, 'no record of a backup to compare with')];
  const large = then.filter(({ rows }) => /^\d+$/.test(rows) && BigInt(rows) >= LEAST_ROWS);
  const started = clock.now().getTime();
  const lost: string[] = [];
  const unknown: string[] = [];
  for (const table of large) {
    const shown = `${table.schema}.${table.name}`;
    const spent = clock.now().getTime() - started;
    const answer = spent > BUDGET_MS ? 'no time was left' : await compare(session, table);
    if (answer === 'gone') lost.push(`${shown} is gone (it had ${table.rows} rows)`);
    else if (answer === 'lost')
      lost.push(`${shown} had ${table.rows} rows and has less than half of them`);
    else if (answer !== 'kept') unknown.push(`${shown}: ${answer}`);
  }
  return [
    ...(lost.length > 0 ? [lostFinding(lost)] : []),
    ...(unknown.length > 0 ? [couldNotVerify(NO_LOST_ROWS, unknown.join('; '))] : []),
    ...(lost.length + unknown.length === 0
      ? [
          pass(
            NO_LOST_ROWS,
            `compared with the backup: ${large.length} tables of at least 1,000 rows`,
          ),
        ]
      : []),
  ];
}

/** `kept`, `lost`, `gone`, or why it cannot be told. */
async function compare(session: Session, { schema, name, rows }: RowsThen): Promise<string> {
  const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
  await session.query('savepoint one_table');
  try {
    const [row] = await session.query<{ kept: boolean }>(
      `select exists (select from ${table} offset $1::int8 - 1 limit 1) as kept`,
      [String((BigInt(rows) + 1n) / 2n)],
    );
    return row?.kept === true ? 'kept' : 'lost';
  } catch (error) {
    await session.query('rollback to one_table');
    const code = codeOf(error);
    if (code === SQLSTATE.undefinedTable || code === INVALID_SCHEMA) return 'gone';
    return code === SQLSTATE.queryCanceled ? 'it took too long to count' : messageOf(error);
  }
}

function lostFinding(lost: readonly string[]): Finding {
  return warn(NO_LOST_ROWS, {
    expected: 'at least half of the rows that the backup holds',
    found: lost.join('; '),
    fix: 'if a migration meant that, nothing is to be done; else restore the rows from the backup',
  });
}
