import type { Problem } from '../errors.js';
import { messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { isRefusal } from './ambient.js';
import { condition } from './staging.js';

/** Text, quoted names and comments, in which any word may stand. */
const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--.*/g;
const READS_TABLES = /\b(select|table|values|with)\b/i;

/**
 * What keeps `where` from being a condition over the table's columns on one side. The server reads
 * it without running it, in two places that have no continuation in common: an expression that ends
 * early to go on as something else fits at most one of them.
 */
export async function wrongWhere(
  session: Session,
  side: 'development' | 'production',
  table: string,
  where: string,
): Promise<readonly Problem[]> {
  const attempted = `read where of ${table} in ${side}`;
  if (READS_TABLES.test(where.replace(QUOTED, ''))) {
    return [
      {
        attempted,
        found: 'it reads other rows than the one it judges',
        nextAction: 'use columns of the table and functions alone',
      },
    ];
  }
  await session.query('savepoint "db_deploy where"');
  try {
    for (const place of [
      `select case when ${condition(where)} then 1 end from ${table} where $1::integer is null`,
      `select array[${condition(where)}] from ${table} where ${condition(where)} and $1::integer is null`,
    ]) {
      // A bound parameter: the server then takes one statement and no more.
      await session.query(`explain ${place}`, [1]);
    }
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return [
      {
        attempted,
        found: messageOf(error),
        nextAction:
          'write a condition over columns of the table that both sides have, as in where: archived_at is null',
      },
    ];
  } finally {
    await session
      .query('rollback to savepoint "db_deploy where"; release savepoint "db_deploy where"')
      .catch(() => undefined);
  }
}
