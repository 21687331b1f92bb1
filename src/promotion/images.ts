import { CHANGES, GONE_KEY, goneOf, stageOf } from './staging.js';
import { list, literal, quoted, sameKey, type Target } from './target.js';
import type { UniqueIndex } from './uniqueindexes.js';

/** Columns that describe the change, beside the row's own; the blank keeps them apart from any sane name. */
export const CHANGE_KEY = '"db_deploy key"';
const CHANGE_OP = '"db_deploy op"';
const CHANGE_COLUMNS = '"db_deploy changed"';

/** The changes of a target (c) with the staged rows behind them (s). */
export function changedRows(target: Target): string {
  return `${CHANGES} c join ${stageOf(target)} s on s.ctid = c.stage_row and c.target = ${target.at}`;
}

/** What an index holds of a row, one column a part, under names that no table has. */
export function entries({ expressions }: UniqueIndex): string {
  return expressions.map((expression, at) => `${expression} as ${entry(at)}`).join(', ');
}

/** Whether the index takes two rows of {@link entries} for the same. */
export function sameEntry(
  { operators, nullsEqual }: UniqueIndex,
  left: string,
  right: string,
): string {
  const equal = operators.map((operator, at) => {
    const [one, other] = [`${left}.${entry(at)}`, `${right}.${entry(at)}`];
    const same = `${one} ${operator ?? '='} ${other}`;
    return nullsEqual ? `(${same} or (${one} is null and ${other} is null))` : same;
  });
  return equal.join(' and ');
}

function entry(at: number): string {
  return `"db_deploy entry ${at}"`;
}

/** Every row to be inserted or updated, as it will be. */
export function newImages(target: Target): string {
  return `(select c.key as ${CHANGE_KEY}, c.op as ${CHANGE_OP}, c.changed as ${CHANGE_COLUMNS},
                  ${written(target)})`;
}

/** The columns of changed rows as they will be, with where they come from: an update keeps what is insert-only. */
function written(target: Target): string {
  const { columns, insertOnly, name } = target;
  if (insertOnly.length === 0) return `${list('s', columns)} from ${changedRows(target)}`;
  const values = columns.map((column) => {
    const [value, kept] = [`s.${quoted(column)}`, `p.${quoted(column)}`];
    if (!insertOnly.includes(column)) return value;
    return `case when c.op = 'update' then ${kept} else ${value} end as ${quoted(column)}`;
  });
  return `${values.join(', ')} from ${changedRows(target)}
          left join ${name} p on c.op = 'update' and ${sameKey(target, 's', 'p')}`;
}

/** The deletes of a target (c) with the rows of production that they mean (p). */
export function deletedRows(target: Target): string {
  if (target.mode !== 'mirror') return `${CHANGES} c join ${target.name} p on false`;
  return `${CHANGES} c
      join ${goneOf(target)} k on c.target = ${target.at} and c.op = 'delete' and c.key = k.${GONE_KEY}
      join ${target.name} p on ${sameKey(target, 'k', 'p')}`;
}

/** Whether the deletes of a target go before its inserts: no other promoted row may hold on to them. */
export function deletesFirst(
  { oid, children, ...target }: Target,
  targets: readonly Target[],
): boolean {
  return (
    target.mode === 'mirror' &&
    !children.some(({ child }) => child === oid || targets.some((other) => other.oid === child))
  );
}

/** Every row that gives up values while others are written, as it is now. */
export function oldImages(target: Target, targets: readonly Target[]): string {
  const updated = `select c.key as ${CHANGE_KEY}, c.changed as ${CHANGE_COLUMNS}, ${list('p', target.columns)}
             from ${changedRows(target)} join ${target.name} p on ${sameKey(target, 's', 'p')}
            where c.op = 'update'`;
  if (target.mode !== 'mirror' || deletesFirst(target, targets)) return `(${updated})`;
  return `(${updated} union all
           select c.key, null, ${list('p', target.columns)} from ${deletedRows(target)})`;
}

/** The whole table as it will be. */
export function finalImages(target: Target): string {
  const deleted =
    target.mode === 'mirror'
      ? `and not exists (select from ${goneOf(target)} k where ${sameKey(target, 'k', 'p')})`
      : '';
  return `(select ${written(target)}
           union all
           select ${list('p', target.columns)} from ${target.name} p
            where not exists (select from ${changedRows(target)}
                               where c.op = 'update' and ${sameKey(target, 's', 'p')}) ${deleted})`;
}

/** Whether a row of {@link newImages} is new, or changes one of the columns. */
export function touches(columns: readonly string[]): string {
  const names = columns.map(literal).join(', ');
  return `(${CHANGE_OP} = 'insert' or ${CHANGE_COLUMNS} && array[${names}]::text[])`;
}
