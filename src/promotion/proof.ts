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
 * Rows just inserted must be whole; of the others only what an update may change. In mode insert
 * those may differ as they like.
 */
async function stillDifferent(prod: Session, target: Target): Promise<Rewritten> {
  const whole = [...target.payload, ...target.insertOnly];
  const inserted = `(${whole.length === 0 ? 'false' : differsIn(whole)} and s.ctid in (
    select c.stage_row from ${CHANGES} c where c.target = ${target.at} and c.op = 'insert'))`;
  const wrong = target.mode === 'insert' ? inserted : `(${inserted} or ${differs(target)})`;
  const [found] = await prod.query<Rewritten>(
    `with wrong as (select ${changedColumns(whole)} as columns
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
    nextAction: whole
      ? 'look at the triggers, then run the failed jobs again'
      : `leave the columns to production: {table: ${target.name}, exclude: [${names.join(', ')}]}`,
  };
}
