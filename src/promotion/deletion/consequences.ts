import type { Session } from '../../postgres/session.js';
import { readForeignKeys, type ForeignKey } from '../foreignkeys.js';
import { changedRows, deletedRows } from '../images.js';
import { MOST_NAMED } from '../offence.js';
import { DOOMED, goneOf } from '../staging.js';
import { countRegretted } from './regret.js';
import { literal, quoted, sameKey, type Target } from '../target.js';

/** What the deletes do to rows that refer to what goes, by one foreign key. */
export interface Consequence {
  readonly key: string;
  readonly parentName: string;
  readonly childName: string;
  /** The server refuses the delete, deletes the rows too, empties their reference, or we may not look. */
  readonly effect: 'blocks' | 'deletes' | 'rewrites' | 'unseen';
  /** Also 0, where a row that came meanwhile would be hurt: the table must be locked. */
  readonly rows: number;
  /** Of these, rows that development has and that would not be as it has them. */
  readonly regretted: number;
  /** The rows that they refer to, where these are of a target. */
  readonly parents: number;
  readonly parentKeys: readonly string[];
  readonly mayLockChild: boolean;
}

/** `pg_constraint.confdeltype`: no action, restrict, cascade, set null, set default. */
const EFFECTS: Readonly<Record<string, 'blocks' | 'deletes' | 'rewrites'>> = {
  a: 'blocks',
  r: 'blocks',
  c: 'deletes',
  n: 'rewrites',
  d: 'rewrites',
};

/**
 * Follows the deletes through every foreign key of every schema, as the server would. Fills
 * {@link DOOMED} with all rows that go: also of tables that are not promoted, also by several steps.
 */
export async function findConsequences(
  prod: Session,
  targets: readonly Target[],
): Promise<readonly Consequence[]> {
  const tables = new Set<string>();
  for (const target of targets.filter(({ mode }) => mode === 'mirror')) {
    const doomed = await prod.query(
      `insert into ${DOOMED} select ${target.oid}::oid, p.tableoid, p.ctid
         from ${deletedRows(target)} returning 1`,
    );
    if (doomed.length > 0) tables.add(target.oid);
  }
  if (tables.size === 0) return [];
  const victims = new Map<string, number>();
  let keys = await inbound(prod, tables);
  for (let grown = true; grown;) {
    grown = false;
    for (const key of keys.filter((one) => one.onDelete === 'c' && one.mayReadChild)) {
      const child = targets.find(({ oid }) => oid === key.child);
      const rows = await doomChildren(prod, key, child);
      if (rows === 0) continue;
      grown = true;
      victims.set(idOf(key), (victims.get(idOf(key)) ?? 0) + rows);
      tables.add(key.child);
    }
    if (grown) keys = await inbound(prod, tables);
  }
  const found: Consequence[] = [];
  for (const key of keys) found.push(...(await consequenceOf(prod, key, targets, victims)));
  return found;
}

async function inbound(prod: Session, tables: ReadonlySet<string>): Promise<readonly ForeignKey[]> {
  const keys = await readForeignKeys(prod, [...tables]);
  return keys.filter(({ parent }) => tables.has(parent));
}

/** Dooms the rows that refer to doomed ones and are not doomed yet; how many. */
async function doomChildren(
  prod: Session,
  key: ForeignKey,
  child: Target | undefined,
): Promise<number> {
  const rows = await prod.query(
    `insert into ${DOOMED} select ${key.child}::oid, x.tableoid, x.ctid from ${key.childName} x
      where ${refersToDoomed(key)} and not ${isDoomed('x')} ${stays(key, child)} returning 1`,
  );
  return rows.length;
}

async function consequenceOf(
  prod: Session,
  key: ForeignKey,
  targets: readonly Target[],
  victims: ReadonlyMap<string, number>,
): Promise<Consequence[]> {
  const { name, parentName, childName, mayLockChild } = key;
  const effect = EFFECTS[key.onDelete] ?? 'blocks';
  const about = {
    key: name,
    parentName,
    childName,
    effect,
    mayLockChild,
    regretted: 0,
    parentKeys: [],
    parents: 0,
  };
  if (!key.mayReadChild) return [{ ...about, effect: 'unseen', rows: 0 }];
  const child = targets.find(({ oid }) => oid === key.child);
  if (effect === 'deletes') {
    const rows = victims.get(idOf(key)) ?? 0;
    const going = `${refersToDoomed(key)} and ${isDoomed('x')}`;
    const regretted = rows === 0 ? 0 : await countRegretted(prod, key, child, effect, going);
    return [{ ...about, rows, regretted }];
  }
  const remaining = `${refersToDoomed(key)} and not ${isDoomed('x')} ${stays(key, child)}`;
  const [counted] = await prod.query<{ rows: number }>(
    `select count(*)::integer as rows from ${childName} x where ${remaining}`,
  );
  const rows = counted?.rows ?? 0;
  if (rows === 0) return effect === 'blocks' ? [] : [{ ...about, rows }];
  const regretted = effect === 'rewrites' ? await countRegretted(prod, key, child, effect, remaining) : 0; // prettier-ignore
  const target = targets.find(({ oid }) => oid === key.parent);
  if (target === undefined) return [{ ...about, rows, regretted }];
  const [named] = await prod.query<{ parents: number; keys: string[] }>(
    `with held as (select c.key from ${deletedRows(target)}
       where exists (select from ${childName} x where ${pairs(key)} and not ${isDoomed('x')} ${stays(key, child)}))
     select count(*)::integer as parents,
            (array_agg(key order by length(key), key collate "C"))[1:${MOST_NAMED}] as keys from held`,
  );
  return [
    { ...about, rows, regretted, parents: named?.parents ?? 0, parentKeys: named?.keys ?? [] },
  ];
}

/** A promoted row that is pointed elsewhere before the deletes holds on to nothing. */
function stays({ childColumns }: ForeignKey, child: Target | undefined): string {
  if (child === undefined) return '';
  const columns = childColumns.map(literal).join(', ');
  return `and not exists (select from ${changedRows(child)}
            where c.op = 'update' and c.changed && array[${columns}]::text[] and ${sameKey(child, 's', 'x')})`;
}

function refersToDoomed(key: ForeignKey): string {
  return `exists (select from ${key.parentName} p
    join ${DOOMED} d on d.part = p.tableoid and d.place = p.ctid where ${pairs(key)})`;
}

function isDoomed(alias: string): string {
  return `exists (select from ${DOOMED} g where g.part = ${alias}.tableoid and g.place = ${alias}.ctid)`;
}

function pairs({ parentColumns, childColumns, operators }: ForeignKey): string {
  return parentColumns
    .map(
      (column, at) =>
        `p.${quoted(column)} ${operators[at] ?? '='} x.${quoted(childColumns[at] ?? '')}`,
    )
    .join(' and ');
}

function idOf({ childName, name }: ForeignKey): string {
  return `${childName} ${name}`;
}

/** Rows that go or lose a reference because of the deletes, beyond the planned ones. */
export function rowsHurt(consequences: readonly Consequence[]): number {
  return consequences
    .filter(({ effect }) => effect === 'deletes' || effect === 'rewrites')
    .reduce((sum, { rows }) => sum + rows, 0);
}

/** Deletes as one statement: foreign keys are checked at its end. */
export function deleteStatement(
  targets: readonly Target[],
  named: (target: Target) => string,
): string {
  const parts = targets.map(
    (target) =>
      `${named(target)} as (delete from ${target.name} p using ${goneOf(target)} k
         where ${sameKey(target, 'k', 'p')} returning 1)`,
  );
  const counts = targets.map(
    (target) => `(select count(*) from ${named(target)}) as ${named(target)}`,
  );
  return `with ${parts.join(', ')} select ${counts.join(', ')}`;
}
