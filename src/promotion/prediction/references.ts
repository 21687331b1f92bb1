import type { Session } from '../../postgres/session.js';
import type { ForeignKey } from '../foreignkeys.js';
import { changedRows, CHANGE_KEY, finalImages, newImages, touches } from '../images.js';
import { inInsertOrder } from '../order.js';
import { NOTHING, offenders, together, type Prediction } from '../offence.js';
import { DOOMED, goneOf } from '../staging.js';
import { literal, quoted, sameKey, type Target } from '../target.js';

/** Foreign keys in both directions: parents that are missing, children that lose theirs. */
export async function predictReferences(
  prod: Session,
  target: Target,
  targets: readonly Target[],
): Promise<Prediction> {
  const predictions: Prediction[] = [];
  for (const key of target.parents)
    predictions.push(
      await missingParents(prod, target, key, targets),
      await lateParents(prod, target, key, targets),
    );
  for (const key of target.children) predictions.push(await strandedChildren(prod, target, key));
  return together(predictions);
}

/** Parents may come with this promotion, or stand in a table that is not promoted. */
async function missingParents(
  prod: Session,
  target: Target,
  key: ForeignKey,
  targets: readonly Target[],
): Promise<Prediction> {
  const name = `${target.name}: foreign key ${key.name}`;
  const owned = key.childColumns.filter((column) => target.columns.includes(column));
  if (owned.length === 0) return NOTHING;
  if (owned.length < key.childColumns.length) {
    return unjudged(
      name,
      'it reads columns that production owns; the server checks it when rows are written',
    );
  }
  if (key.childName !== target.name) {
    return unjudged(
      name,
      `it binds ${key.childName} alone; the server checks it when rows are written`,
    );
  }
  if (!key.mayReadParent) {
    return unjudged(
      name,
      `the role may not read ${key.parentName}; the server checks it when rows are written`,
    );
  }
  const parent = targets.find(({ oid }) => oid === key.parent);
  const comes =
    parent !== undefined && key.parentColumns.every((column) => parent.columns.includes(column));
  const filled = key.childColumns.map((column) => `x.${quoted(column)} is not null`);
  const pointing = `select x.${CHANGE_KEY} from ${newImages(target)} x
    where ${touches(key.childColumns)} and ${filled.join(' and ')}`;
  const missing = `${pointing} and not exists (
    select from ${comes ? finalImages(parent) : key.parentName} p where ${pairs(key, 'p', 'x')})`;
  const going = targets.some(({ mode }) => mode === 'mirror')
    ? `union ${pointing} and exists (${takenAlong(key, parent)} and ${pairs(key, 'p', 'x')})`
    : '';
  const query = `${missing} ${going}`;
  return offenders(prod, query, {
    name,
    expected: `rows of ${key.parentName} that they refer to`,
    fix:
      parent === undefined
        ? `add ${key.parentName} to reference-tables, or create the rows in production`
        : 'create the rows they refer to in development',
  });
}

/**
 * Parents that get the value referred to by an update, after the row that refers to it is written:
 * where tables refer to themselves or to one another, inserts come before updates.
 */
async function lateParents(
  prod: Session,
  target: Target,
  key: ForeignKey,
  targets: readonly Target[],
): Promise<Prediction> {
  const group = inInsertOrder(targets).find((one) => one.includes(target));
  const parent = group?.find(({ oid }) => oid === key.parent);
  const owned = key.childColumns.every((name) => target.columns.includes(name));
  if (parent === undefined || key.deferrable || !owned) return NOTHING;
  const given = key.parentColumns.filter((name) => parent.payload.includes(name));
  if (given.length === 0) return NOTHING;
  const query = `select x.${CHANGE_KEY} from ${newImages(target)} x
    where ${touches(key.childColumns)} and exists (
      select from ${changedRows(parent)} where c.op = 'update'
         and c.changed && array[${given.map(literal).join(', ')}]::text[] and ${pairs(key, 's', 'x')})`;
  return offenders(prod, query, {
    name: `${target.name}: foreign key ${key.name}, on the way`,
    expected: `rows of ${key.parentName} that hold the value already`,
    fix: 'the rows they refer to get that value by the same promotion: make the foreign key DEFERRABLE, or promote in two steps',
  });
}

/** Rows that are there now, and go by ON DELETE CASCADE; what mode mirror itself deletes, a new row may replace. */
function takenAlong({ parentName }: ForeignKey, parent: Target | undefined): string {
  const planned =
    parent?.mode === 'mirror'
      ? `and not exists (select from ${goneOf(parent)} k where ${sameKey(parent, 'k', 'p')})`
      : '';
  return `select from ${parentName} p join ${DOOMED} d on d.part = p.tableoid and d.place = p.ctid
    where true ${planned}`;
}

/**
 * Rows that others refer to by a column which is to change. The server refuses that, or (ON UPDATE
 * CASCADE, SET NULL) rewrites rows that nobody previewed.
 */
async function strandedChildren(
  prod: Session,
  target: Target,
  key: ForeignKey,
): Promise<Prediction> {
  const name = `${target.name}: referenced by ${key.childName}, ${key.name}`;
  const changing = key.parentColumns.filter((column) => target.payload.includes(column));
  if (changing.length === 0) return NOTHING;
  const names = changing.map(literal).join(', ');
  const changed = `from ${changedRows(target)} join ${key.parentName} p on ${sameKey(target, 's', 'p')}
    where c.op = 'update' and c.changed && array[${names}]::text[]`;
  if (!key.mayReadChild) {
    const any = await offenders(prod, `select c.key ${changed}`, { name, expected: '', fix: '' });
    if (any.offences.length === 0) return any;
    return unjudged(
      name,
      `the role may not read ${key.childName}, which may refer to changed values`,
    );
  }
  const query = `select c.key ${changed} and exists (
    select from ${key.childName} x where ${pairs(key, 'p', 'x')})`;
  return offenders(prod, query, {
    name,
    expected: `columns that ${key.childName} refers to stay as they are`,
    fix: `leave ${changing.join(', ')} alone by exclude: [${changing.join(', ')}], or change the value by a migration`,
  });
}

function pairs(
  { parentColumns, childColumns, operators }: ForeignKey,
  parent: string,
  child: string,
): string {
  return parentColumns
    .map(
      (column, at) =>
        `${parent}.${quoted(column)} ${operators[at] ?? '='} ${child}.${quoted(childColumns[at] ?? '')}`,
    )
    .join(' and ');
}

function unjudged(name: string, reason: string): Prediction {
  return { offences: [], unjudged: [{ name, reason }] };
}
