import type { Problem } from '../../errors.js';
import type { ForeignKey } from '../foreignkeys.js';
import type { Target, Translation } from '../target.js';

/**
 * Gives every target the columns that hold ids of remapped targets: those of foreign keys to a
 * surrogate, and of foreign keys to such a column.
 */
export function withTranslations(targets: readonly Target[], problems: Problem[]): Target[] {
  return targets.map((target) => {
    const found = new Map<string, number>();
    for (const key of target.parents) {
      for (const [at, column] of key.childColumns.entries()) {
        if (!target.columns.includes(column)) continue;
        const root = rootOf(targets, key, key.parentColumns[at] ?? '', []);
        if (root === undefined) continue;
        if (key.childName !== target.name) problems.push(ofOnePartition(target, column, key));
        const other = found.get(column);
        if (other !== undefined && other !== root) problems.push(ambiguous(target, column));
        found.set(column, root);
      }
    }
    if (target.surrogate !== undefined && found.has(target.surrogate)) {
      problems.push(idIsReference(target, target.surrogate));
    }
    return { ...target, translations: [...found].map(([column, root]) => ({ column, root })) };
  });
}

/** The remapped target whose ids a referenced column holds, directly or by way of another reference. */
function rootOf(
  targets: readonly Target[],
  { parent }: ForeignKey,
  column: string,
  seen: readonly string[],
): number | undefined {
  const referenced = targets.find(({ oid }) => oid === parent);
  const place = `${parent}.${column}`;
  if (referenced === undefined || seen.includes(place)) return undefined;
  if (referenced.surrogate === column) return referenced.at;
  for (const key of referenced.parents) {
    const at = key.childColumns.indexOf(column);
    if (at < 0) continue;
    const root = rootOf(targets, key, key.parentColumns[at] ?? '', [...seen, place]);
    if (root !== undefined) return root;
  }
  return undefined;
}

/**
 * Targets in the order in which their rows can be matched: a key that refers to a remapped target
 * can be read only when that target's ids are known. Undefined when they wait for each other.
 */
export function inMatchingOrder(targets: readonly Target[]): readonly Target[] | undefined {
  const open = new Set(targets);
  const ordered: Target[] = [];
  while (open.size > 0) {
    const ready = [...open].filter((target) =>
      inKey(target).every(({ root }) => ![...open].some(({ at }) => at === root)),
    );
    if (ready.length === 0) return undefined;
    for (const target of ready) {
      open.delete(target);
      ordered.push(target);
    }
  }
  return ordered;
}

/** Translations without which the key of a row cannot be compared. */
export function inKey({ key, translations }: Target): readonly Translation[] {
  return translations.filter(({ column }) => key.some(({ name }) => name === column));
}

/**
 * Development's ids in a table that is not promoted say nothing when each side hands them out for
 * itself.
 * @param sequenced tables, by oid, with the columns that a sequence fills.
 */
export function withStrangers(
  targets: readonly Target[],
  sequenced: readonly { readonly table: string; readonly column: string }[],
): Target[] {
  const isPromoted = (parent: string): boolean => targets.some(({ oid }) => oid === parent);
  return targets.map((target) => ({
    ...target,
    strange: target.parents
      .filter(({ parent }) => !isPromoted(parent))
      .flatMap(({ parent, parentName, parentColumns, childColumns }) =>
        childColumns
          .filter(
            (column, at) =>
              target.columns.includes(column) &&
              sequenced.some((one) => one.table === parent && one.column === parentColumns[at]),
          )
          .map((column) => ({ column, parentName })),
      ),
  }));
}

/** Whose own ids differ, as `ids: remap` says, cannot be believed to share those of others. */
export function strangeParents(targets: readonly Target[]): Problem[] {
  return targets
    .filter(({ ids }) => ids === 'remap')
    .flatMap(({ name, strange }) =>
      strange.map(({ column, parentName }) => ({
        attempted: `promote ${name}`,
        found: `column ${column} refers to ${parentName}, which hands out its ids by a sequence on each side and is not promoted: what development's ids mean in production is not known`,
        nextAction: `add ${parentName} to reference-tables with a key and ids: remap, or write exclude: [${column}]`,
      })),
    );
}

/** Postgres 18 knows foreign keys that it does not enforce: nothing proves where their ids lead. */
export function looseReferences(
  found: readonly { readonly name: string; readonly child: string }[],
): Problem[] {
  return found.map(({ name, child }) => ({
    attempted: `promote ${child}`,
    found: `the foreign key ${name} refers to remapped ids and is not enforced, or has a PERIOD: they cannot be translated`,
    nextAction: 'enforce the key by a migration, or take the table off the list',
  }));
}

/** A reference that production does not know as one would keep development's ids, unnoticed. */
export function unknownReferences(
  targets: readonly Target[],
  inDev: readonly ForeignKey[],
): Problem[] {
  return inDev.flatMap(({ name, childName, childColumns, parentName, parentColumns }) => {
    const child = targets.find((target) => target.name === childName);
    const parent = targets.find((target) => target.name === parentName);
    if (child === undefined || parent?.surrogate === undefined) return [];
    const lost = childColumns.filter(
      (column, at) =>
        parentColumns[at] === parent.surrogate &&
        child.columns.includes(column) &&
        !child.translations.some((one) => one.column === column && one.root === parent.at),
    );
    return lost.map((column) => ({
      attempted: `promote ${childName}`,
      found: `column ${column} refers to remapped ids of ${parentName} by the foreign key ${name}, which production does not have`,
      nextAction: `run the migrations on production first, or write exclude: [${column}]`,
    }));
  });
}

export function circular(targets: readonly Target[]): Problem {
  const names = targets.filter((target) => inKey(target).length > 0).map(({ name }) => name);
  return {
    attempted: `match the rows of ${names.join(', ')}`,
    found: 'their keys refer to one another in a circle, so none can be matched first',
    nextAction: 'choose a key without the reference for one of them',
  };
}

function ambiguous({ name }: Target, column: string): Problem {
  return {
    attempted: `promote ${name}`,
    found: `column ${column} refers to ids of two tables that are remapped`,
    nextAction: `write exclude: [${column}], or leave out ids: remap of one of them`,
  };
}

/** What the column means in the other partitions is not known. */
function ofOnePartition(
  { name }: Target,
  column: string,
  { name: key, childName }: ForeignKey,
): Problem {
  return {
    attempted: `promote ${name}`,
    found: `column ${column} refers to remapped ids by the foreign key ${key}, which only ${childName} has`,
    nextAction: `add the foreign key to ${name} by a migration, or write exclude: [${column}]`,
  };
}

function idIsReference({ name }: Target, column: string): Problem {
  return {
    attempted: `promote ${name}`,
    found: `its id ${column} is itself a reference to a table that is remapped`,
    nextAction: `add ${column} to its key: it is translated with the reference`,
  };
}
