import type { CatalogObject } from '../catalogobject.js';
import { isRelation, ownerOfSequence, placed, type Catalog, type Placed } from './surroundings.js';

/** An object that went while another one of the same definition came. */
export interface Rename {
  readonly from: Placed;
  readonly to: Placed;
}

export interface Renamed {
  readonly renames: readonly Rename[];
  /** The catalog before, under the new names: what still differs was not explained by a rename. */
  readonly before: Catalog;
}

/**
 * Pairs what went with what came, where exactly one of each fits. First relations and types, then
 * columns, then what hangs on them: each round reads the catalog with the names of the last.
 */
export function findRenames(before: Catalog, after: Catalog): Renamed {
  const renames: Rename[] = [];
  let known = before;
  for (const round of [ofOwnName, ofColumns, ofParts]) {
    const found = pairs(known, after, round);
    renames.push(...found);
    for (const rename of found) known = underNewName(known, rename, after);
  }
  return { renames, before: known };
}

/** What two objects must share to be the same under another name; undefined: cannot be told. */
type Sameness = (object: Placed, columns: Columns) => string | undefined;
type Columns = ReadonlyMap<string, readonly string[]>;

const ofOwnName: Sameness = (object, columns) => {
  const { kind, name } = object;
  const { detail } = object.object;
  if (isRelation(object)) {
    const own = columns.get(name) ?? [];
    return own.length === 0 ? undefined : JSON.stringify([kind, detail, own]);
  }
  if (kind === 'sequence' && ownerOfSequence(object) !== undefined) return `${kind} ${detail}`;
  if (kind !== 'type') return undefined;
  return detail === 'composite'
    ? JSON.stringify([kind, columns.get(name) ?? []])
    : `${kind} ${detail}`;
};

const ofColumns: Sameness = ({ kind, relation, object }) =>
  kind === 'column' ? JSON.stringify([relation, object.detail]) : undefined;

const ofParts: Sameness = ({ kind, relation, own, object }) =>
  ['constraint', 'index', 'trigger', 'policy'].includes(kind)
    ? JSON.stringify([kind, relation, withWord(object.detail, own, '…')])
    : undefined;

function pairs(before: Catalog, after: Catalog, sameness: Sameness): Rename[] {
  const gone = only(before, after).map(placed);
  const come = only(after, before).map(placed);
  if (gone.length === 0 || come.length === 0) return [];
  const candidates = bySameness(come, columnsOf(after), sameness);
  return [...bySameness(gone, columnsOf(before), sameness)].flatMap(([same, from]) => {
    const to = candidates.get(same) ?? [];
    const [[first], [second]] = [from, to];
    return from.length === 1 && to.length === 1 && first !== undefined && second !== undefined
      ? [{ from: first, to: second }]
      : [];
  });
}

function bySameness(objects: readonly Placed[], columns: Columns, sameness: Sameness) {
  const groups = new Map<string, Placed[]>();
  for (const object of objects) {
    const same = sameness(object, columns);
    if (same !== undefined) groups.set(same, [...(groups.get(same) ?? []), object]);
  }
  return groups;
}

function columnsOf(catalog: Catalog): Columns {
  const columns = new Map<string, string[]>();
  for (const object of catalog.values()) {
    const { kind, relation, own } = object.key.startsWith('column ') ? placed(object) : NOTHING;
    if (kind !== 'column' || relation === undefined) continue;
    const known = columns.get(relation);
    if (known === undefined) columns.set(relation, [`${own} ${object.detail}`]);
    else known.push(`${own} ${object.detail}`);
  }
  return columns;
}
const NOTHING = { kind: '', relation: undefined, own: '' };

function only(catalog: Catalog, other: Catalog): CatalogObject[] {
  return [...catalog.values()].filter(({ key }) => !other.has(key));
}

/**
 * The catalog with the new name in keys, and in definitions wherever that makes them those of the
 * catalog after: a name is too short a word to be replaced on sight.
 */
function underNewName(catalog: Catalog, { from, to }: Rename, after: Catalog): Catalog {
  const within = from.relation;
  const [old, name] = within === undefined ? [from.name, to.name] : [from.own, to.own];
  const renamed = [...catalog.values()].map((object): CatalogObject => {
    if (object.key === from.object.key) {
      return { ...object, key: to.object.key, detail: to.object.detail };
    }
    const key =
      within === undefined && object.key.includes(` ${old}`)
        ? rekeyed(object, old, name)
        : object.key;
    const mentions = object.detail.includes(old) && !same(object, after.get(key));
    if (!mentions) return key === object.key ? object : { ...object, key };
    return { ...object, key, detail: withWord(object.detail, old, name) };
  });
  return new Map(renamed.map((object) => [object.key, object]));
}

function same(object: CatalogObject, other: CatalogObject | undefined): boolean {
  return object.detail === other?.detail;
}

function rekeyed(object: CatalogObject, old: string, name: string): string {
  const { kind, relation } = placed(object);
  if (relation !== old) return object.key;
  return `${kind} ${name}${object.key.slice(kind.length + 1 + old.length)}`;
}

/** Replaces a name where it stands as a word of its own. */
export function withWord(text: string, word: string, replacement: string): string {
  return text
    .split(word)
    .reduce((done, rest) =>
      /[\w$]$/.test(done) || /^[\w$]/.test(rest) ? done + word + rest : done + replacement + rest,
    );
}
