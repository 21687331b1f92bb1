import { IDENTIFIER, type CatalogObject } from '../catalogobject.js';
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
    if (found.length > 0) known = underNewNames(known, found, after);
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
 * The catalog with the new names in keys, and in definitions wherever those are not yet what they
 * are in the catalog after: a name is too short a word to be replaced on sight.
 */
function underNewNames(catalog: Catalog, renames: readonly Rename[], after: Catalog): Catalog {
  const byKey = new Map(renames.map((rename) => [rename.from.object.key, rename.to.object]));
  const names = new Names(renames);
  const renamed = [...catalog.values()].map((object): CatalogObject => {
    const heir = byKey.get(object.key);
    if (heir !== undefined) return { ...object, key: heir.key, detail: heir.detail };
    const one = placed(object);
    const key = names.keyOf(one);
    const isDone = object.detail === after.get(key)?.detail;
    return { ...object, key, detail: isDone ? object.detail : names.definitionOf(one) };
  });
  return new Map(renamed.map((object) => [object.key, object]));
}

const QUALIFIED = new RegExp(`${IDENTIFIER}\\.${IDENTIFIER}`, 'g');
const REFERENCED = new RegExp(` REFERENCES (${IDENTIFIER}\\.${IDENTIFIER})`);

/** New names by the old ones. */
class Names {
  /** Of relations and types. */
  private readonly relations: ReadonlyMap<string, string>;
  /** Of the columns of a relation. */
  private readonly columns = new Map<string, Rename[]>();

  constructor(renames: readonly Rename[]) {
    this.relations = new Map(
      renames.filter(({ from }) => from.relation === undefined).map(({ from, to }) => [from.name, to.name]), // prettier-ignore
    );
    for (const rename of renames.filter(({ from }) => from.kind === 'column')) {
      const relation = rename.from.relation ?? '';
      this.columns.set(relation, [...(this.columns.get(relation) ?? []), rename]);
    }
  }

  keyOf({ kind, relation, object }: Placed): string {
    const name = this.relations.get(relation ?? '');
    if (name === undefined || relation === undefined) return object.key;
    return `${kind} ${name}${object.key.slice(kind.length + 1 + relation.length)}`;
  }

  definitionOf(one: Placed): string {
    const { detail } = one.object;
    const qualified = detail.replace(QUALIFIED, (name) => this.relations.get(name) ?? name);
    const concerned = [
      one.relation,
      REFERENCED.exec(detail)?.[1],
      ownerOfSequence(one)?.match(QUALIFIED)?.[0],
    ];
    return [...new Set(concerned)]
      .flatMap((relation) => this.columns.get(relation ?? '') ?? [])
      .reduce((text, { from, to }) => withWord(text, from.own, to.own), qualified);
  }
}

/** Replaces a name where it stands as a word of its own. */
export function withWord(text: string, word: string, replacement: string): string {
  return text
    .split(word)
    .reduce((done, rest) =>
      /[\w$]$/.test(done) || /^[\w$]/.test(rest) ? done + word + rest : done + replacement + rest,
    );
}
