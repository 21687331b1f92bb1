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
  /** Sums of hashes of these rows, in any order: other rows in the same number have others. */
  readonly contents: string;
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
  const victims = new Map<string, Hurt[]>();
  let keys = await inbound(prod, tables);
  for (let grown = true; grown;) {
    grown = false;
    for (const key of keys.filter((one) => one.onDelete === 'c' && one.mayReadChild)) {
      const child = targets.find(({ oid }) => oid === key.child);
      const doomed = await doomChildren(prod, key, child);
      if (doomed.rows === 0) continue;
      grown = true;
      victims.set(idOf(key), [...(victims.get(idOf(key)) ?? []), doomed]);
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

const NOBODY = { rows: 0, contents: '' };

type Hurt = Pick<Consequence, 'rows' | 'contents'>;

/** Of a row (x). Two seeds: what one hash takes for the same, the other hardly does. */
const HASHES = `hashtextextended(x::text collate "C", 0) as one, hashtextextended(x::text collate "C", 1) as other`;
const HURT = `count(*)::integer as rows, concat_ws(' ', sum(one), sum(other)) as contents`;

/** Dooms the rows that refer to doomed ones and are not doomed yet. */
async function doomChildren(
  prod: Session,
  key: ForeignKey,
  child: Target | undefined,
): Promise<Hurt> {
  const [hurt] = await prod.query<Hurt>(
    `with going as materialized (
       select x.tableoid as part, x.ctid as place, ${HASHES} from ${key.childName} x
        where ${refersToDoomed(key)} and not ${isDoomed('x')} ${stays(key, child)}),
     doomed as (insert into ${DOOMED} select ${key.child}::oid, part, place from going)
     select ${HURT} from going`,
  );
  return hurt ?? NOBODY;
}

async function consequenceOf(
  prod: Session,
  key: ForeignKey,
  targets: readonly Target[],
  victims: ReadonlyMap<string, readonly Hurt[]>,
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
  if (!key.mayReadChild) return [{ ...about, ...NOBODY, effect: 'unseen' }];
  const child = targets.find(({ oid }) => oid === key.child);
  if (effect === 'deletes') {
    const doomed = victims.get(idOf(key)) ?? [];
    const rows = doomed.reduce((sum, one) => sum + one.rows, 0);
    const contents = doomed.map((one) => one.contents).join(', ');
    const going = `${refersToDoomed(key)} and ${isDoomed('x')}`;
    const regretted = rows === 0 ? 0 : await countRegretted(prod, key, child, effect, going);
    return [{ ...about, rows, contents, regretted }];
  }
  const remaining = `${refersToDoomed(key)} and not ${isDoomed('x')} ${stays(key, child)}`;
  const [hurt = NOBODY] = await prod.query<Hurt>(
    `select ${HURT} from (select ${HASHES} from ${childName} x where ${remaining}) hurt`,
  );
  if (hurt.rows === 0) return effect === 'blocks' ? [] : [{ ...about, ...hurt }];
  const regretted =
    effect === 'rewrites' ? await countRegretted(prod, key, child, effect, remaining) : 0;
  const target = targets.find(({ oid }) => oid === key.parent);
  if (target === undefined) return [{ ...about, ...hurt, regretted }];
  const [named] = await prod.query<{ parents: number; keys: string[] }>(
    `with held as (select c.key from ${deletedRows(target)}
       where exists (select from ${childName} x where ${pairs(key)} and not ${isDoomed('x')} ${stays(key, child)}))
     select count(*)::integer as parents,
            (array_agg(key order by length(key), key collate "C"))[1:${MOST_NAMED}] as keys from held`,
  );
  return [
    { ...about, ...hurt, regretted, parents: named?.parents ?? 0, parentKeys: named?.keys ?? [] },
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

/** Tables whose rows the deletes may take along or rewrite. */
export function tablesHurt(consequences: readonly Consequence[]): string[] {
  return consequences
    .filter(({ effect }) => effect === 'deletes' || effect === 'rewrites')
    .map(({ childName }) => childName);
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
