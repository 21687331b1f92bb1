import type { Problem } from '../errors.js';
import { messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { isRefusal } from './ambient.js';
import { condition } from './staging.js';

/** Text, quoted names and comments, in which anything may stand. */
const QUOTED =
  /\be'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_]\w*)?\$[\s\S]*?\$\1\$|--.*/gi;
const PARAMETER = /\$\d/;

/** A node of EXPLAIN (FORMAT JSON). */
interface PlanNode {
  readonly 'Parent Relationship'?: string;
  readonly Plans?: readonly PlanNode[];
}

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
  const refused = (found: string, nextAction: string): readonly Problem[] => [
    { attempted, found, nextAction },
  ];
  if (PARAMETER.test(where.replace(QUOTED, ''))) {
    return refused('it has a parameter, and nothing to put there', 'write the value itself');
  }
  await session.query('savepoint "db_deploy where"');
  try {
    for (const place of [
      `select case when ${condition(where)} then 1 end from ${table} where $1::integer is null`,
      `select array[${condition(where)}] from ${table} where ${condition(where)} and $1::integer is null`,
    ]) {
      // A bound parameter: the server then takes one statement and no more.
      const [row] = await session.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
        `explain (format json) ${place}`,
        [1],
      );
      if (row?.['QUERY PLAN'].some(({ Plan }) => asksAside(Plan)) === true) {
        return refused(
          'it reads other rows than the one it judges',
          'use columns of the table and functions alone',
        );
      }
    }
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused(
      messageOf(error),
      'write a condition over columns of the table that both sides have, as in where: archived_at is null',
    );
  } finally {
    await session
      .query('rollback to savepoint "db_deploy where"; release savepoint "db_deploy where"')
      .catch(() => undefined);
  }
}

/** A subquery in the list of a SELECT is never pulled up into a join: it stays a plan beside it. */
function asksAside({ 'Parent Relationship': relationship, Plans = [] }: PlanNode): boolean {
  return relationship === 'SubPlan' || relationship === 'InitPlan' || Plans.some(asksAside);
}
