import { DeployError } from '../errors.js';
import type { Session } from '../postgres/session.js';
import type { Compared } from './comparison.js';
import { deleteStatement, type Consequence } from './deletion/consequences.js';
import { countHurt } from './deletion/witness.js';
import { changedRows, deletesFirst } from './images.js';
import { inInsertOrder } from './order.js';
import { colliders, parkingOf } from './parking.js';
import { isJudgeable } from './prediction/uniques.js';
import { CHANGES } from './staging.js';
import { list, literal, quoted, sameKey, type Target } from './target.js';

/**
 * Writes the changes into the locked tables: parents before children, only rows that differ, and of
 * those only the columns that differ. Every statement must touch exactly the rows that were planned.
 */
export async function write(
  prod: Session,
  tables: readonly Compared[],
  consequences: readonly Consequence[],
): Promise<void> {
  // Helps where a constraint is deferrable, does nothing elsewhere, and needs no privilege.
  await prod.query('set constraints all deferred');
  const targets = tables.map(({ target }) => target);
  const groups = inInsertOrder(targets);
  const witness = await countHurt(prod, consequences, tables);
  for (const group of groups) {
    const changed = group.filter((target) => has(tables, target, 'updates'));
    const doomed = group.filter((target) => has(tables, target, 'deletes'));
    await remove(prod, doomed.filter((target) => deletesFirst(target, targets)), tables); // prettier-ignore
    for (const target of new Set([...changed, ...doomed])) await park(prod, target, targets);
    const added = group.filter((target) => has(tables, target, 'inserts'));
    if (added.length > 0) await insert(prod, added, tables);
    for (const target of changed) await update(prod, target);
  }
  for (const group of [...groups].reverse()) {
    const doomed = group.filter((target) => has(tables, target, 'deletes'));
    await remove(prod, doomed.filter((target) => !deletesFirst(target, targets)), tables); // prettier-ignore
  }
  await prod.query('set constraints all immediate');
  await witness.prove();
}

/** Frees the unique values that another changed row is about to take. */
async function park(prod: Session, target: Target, targets: readonly Target[]): Promise<void> {
  for (const index of target.uniques) {
    if (index.primary || !index.immediate || !isJudgeable(index, target)) continue;
    const parking = parkingOf(target, index);
    if (parking === undefined) continue;
    const { column, value } = parking;
    const parked = await prod.query(
      `update ${target.name} p set ${quoted(column)} = ${value}
         from ${colliders(target, index, targets)} held where ${sameKey(target, 'held', 'p')}
       returning 1`,
    );
    if (parked.length === 0) continue;
    // The final update must fill the column again, also in rows where it does not change.
    await prod.query(
      `update ${CHANGES} set changed = changed || ${literal(column)}::text
        where target = ${target.at} and op = 'update' and not changed && array[${literal(column)}]`,
    );
  }
}

/** Tables in one group go in one statement: foreign keys are checked at its end. */
async function insert(
  prod: Session,
  group: readonly Target[],
  tables: readonly Compared[],
): Promise<void> {
  const parts = group.map(
    (target) =>
      `${part(target)} as (
         insert into ${target.name} (${target.columns.map(quoted).join(', ')}) overriding system value
         select ${list('s', target.columns)} from ${changedRows(target)} where c.op = 'insert'
         returning 1)`,
  );
  const counts = group.map((target) => `(select count(*) from ${part(target)}) as ${part(target)}`);
  const [row] = await prod.query<Record<string, string>>(
    `with ${parts.join(', ')} select ${counts.join(', ')}`,
  );
  for (const target of group) {
    const planned = tables.find((table) => table.target === target)?.difference.inserts ?? 0;
    expect(target, 'inserted', Number(row?.[`rows ${target.at}`]), planned);
  }
}

async function remove(
  prod: Session,
  group: readonly Target[],
  tables: readonly Compared[],
): Promise<void> {
  if (group.length === 0) return;
  const [row] = await prod.query<Record<string, string>>(deleteStatement(group, part));
  for (const target of group) {
    const planned = tables.find((table) => table.target === target)?.difference.deletes ?? 0;
    expect(target, 'deleted', Number(row?.[`rows ${target.at}`]), planned);
  }
}

/** One statement for each set of columns that changes together. */
async function update(prod: Session, target: Target): Promise<void> {
  const sets = await prod.query<{ changed: string[]; rows: number }>(
    `select changed, count(*)::integer as rows from ${CHANGES}
      where target = ${target.at} and op = 'update' group by changed order by changed`,
  );
  for (const { changed, rows } of sets) {
    const assignments = changed.map((name) => `${quoted(name)} = s.${quoted(name)}`);
    const [row] = await prod.query<{ rows: number }>(
      `with written as (
         update ${target.name} p set ${assignments.join(', ')}
           from ${changedRows(target)}
          where c.op = 'update' and c.changed = array[${changed.map(literal).join(', ')}]
            and ${sameKey(target, 's', 'p')}
         returning 1)
       select count(*)::integer as rows from written`,
    );
    expect(target, 'updated', row?.rows ?? 0, rows);
  }
}

function expect(target: Target, done: string, rows: number, planned: number): void {
  if (rows === planned) return;
  throw new DeployError({
    attempted: `promote ${target.name}`,
    found: `${rows} rows were ${done} instead of ${planned}; nothing was applied`,
    likelyCause: 'a BEFORE trigger of the table leaves rows out',
    nextAction:
      'change the trigger so that it lets these rows pass, then run the failed jobs again',
  });
}

function has(
  tables: readonly Compared[],
  target: Target,
  kind: 'inserts' | 'updates' | 'deletes',
): boolean {
  return tables.some((table) => table.target === target && table.difference[kind] > 0);
}

function part({ at }: Target): string {
  return quoted(`rows ${at}`);
}
