import { DeployError, type Problem } from '../errors.js';
import type { Session } from '../postgres/session.js';
import type { Compared } from './comparison.js';
import { changedColumns, differs, differsIn, isNew, pairing, vanished } from './difference.js';
import { CHANGES, stored } from './staging.js';
import { quoted, type Target } from './target.js';

interface Rewritten {
  readonly rows: number;
  /** Columns that do not hold what was written; empty when rows are missing altogether. */
  readonly columns: readonly string[];
}

/**
 * Compares once more, after the writes and before COMMIT. What still differs was changed by the
 * server's side: triggers.
 * @throws {DeployError} naming the columns and the line to paste.
 */
export async function proveApplied(prod: Session, tables: readonly Compared[]): Promise<void> {
  const problems: Problem[] = [];
  for (const { target } of tables) {
    const { rows, columns } = await stillDifferent(prod, target);
    if (rows > 0) problems.push(rewritten(target, rows, columns));
  }
  if (problems.length > 0) throw new DeployError(problems);
}

/**
 * Rows just inserted must be whole, ids included: references to them were written by those. Of the
 * others only what an update may change; in mode insert those may differ as they like.
 */
async function stillDifferent(prod: Session, target: Target): Promise<Rewritten> {
  const inserted = `s.ctid in (
    select c.stage_row from ${CHANGES} c where c.target = ${target.at} and c.op = 'insert')`;
  const broken = `(${differsIn(target.columns)} and ${inserted})`;
  const wrong = target.mode === 'insert' ? broken : `(${broken} or ${differs(target)})`;
  const [found] = await prod.query<Rewritten>(
    `with wrong as (select case when ${inserted} then ${changedColumns(target.columns)}
                                else ${changedColumns(target.payload)} end as columns
                      from ${pairing(target)} where ${isNew(target)} or ${wrong}),
     undead as (select from ${stored(target)} p where ${vanished(target)})
     select ((select count(*) from wrong) + (select count(*) from undead))::integer as rows,
            array(select distinct u.name from wrong, unnest(wrong.columns) u (name) order by u.name) as columns`,
  );
  return found ?? { rows: 0, columns: [] };
}

function rewritten(target: Target, rows: number, columns: readonly string[]): Problem {
  const triggers = target.triggers.map(({ name }) => name);
  const whole = columns.length === 0 || columns.length === target.payload.length;
  // Keys and ids cannot be left to production, so no line to paste would help.
  const excludable = !columns.some((name) => isFixed(target, name));
  const names = columns.map((name) =>
    /^[a-z_][a-z0-9_]*$/.test(name) ? name : JSON.stringify(name),
  );
  return {
    attempted: `promote ${target.name}`,
    found: whole
      ? `${rows} rows are not as they were written; nothing was applied`
      : `${rows} rows hold other values in ${columns.map(quoted).join(', ')} than were written; nothing was applied`,
    likelyCause:
      triggers.length === 0
        ? 'a trigger of another table writes into this one'
        : `a trigger rewrites them (${triggers.join(', ')})`,
    nextAction:
      whole || !excludable
        ? 'look at the triggers, then run the failed jobs again'
        : `leave the columns to production: {table: ${target.name}, exclude: [${names.join(', ')}]}`,
  };
}

function isFixed({ key, primary }: Target, column: string): boolean {
  return primary.includes(column) || key.some(({ name }) => name === column);
}
