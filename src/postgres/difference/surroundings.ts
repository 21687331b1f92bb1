import { objectOf, placeOf, type CatalogObject, type Place } from '../catalogobject.js';

/** An object and where it stands. */
export interface Placed extends Place {
  readonly object: CatalogObject;
}

export function placed(object: CatalogObject): Placed {
  return { ...placeOf(object), object };
}

/** A catalog by keys. */
export type Catalog = ReadonlyMap<string, CatalogObject>;

export function catalogOf(lines: readonly string[]): Catalog {
  return new Map(lines.map(objectOf).map((object) => [object.key, object]));
}

/**
 * What is in one catalog and not in the other, and all parts of relations that are not: a view may
 * have the columns of the table that had its name.
 */
export function differing(lines: readonly string[], others: readonly string[]): Catalog {
  const there = new Set(others);
  const rest = lines.filter((line) => !there.has(line));
  const relations = new Set(
    rest.map((line) => placed(objectOf(line))).filter(isRelation).map(({ name }) => name), // prettier-ignore
  );
  if (relations.size === 0) return catalogOf(rest);
  return catalogOf(
    lines.filter(
      (line) => !there.has(line) || relations.has(placed(objectOf(line)).relation ?? ''),
    ),
  );
}

const TABLES = ['table', 'partitioned table', 'foreign table'];
const RELATIONS = [...TABLES, 'view', 'materialized view'];

export const isTable = ({ kind }: Place): boolean => TABLES.includes(kind);
export const isRelation = ({ kind }: Place): boolean => RELATIONS.includes(kind);

/** The relation of that name; types that rows do not live in are none. */
export function relationIn(catalog: Catalog, name: string): Placed | undefined {
  for (const kind of RELATIONS) {
    const object = catalog.get(`${kind} ${name}`);
    if (object !== undefined) return placed(object);
  }
  return undefined;
}

/** Whether the table's policies decide which rows a role sees. */
export function hasRowSecurity(catalog: Catalog, name: string): boolean {
  return /(^| )row level security( |$)/.test(relationIn(catalog, name)?.object.detail ?? '');
}

/** The column that the sequence belongs to, e.g. `public.bookings.id`. */
export function ownerOfSequence({ kind, object }: Placed): string | undefined {
  return kind === 'sequence' ? / owned by (.*)$/.exec(object.detail)?.[1] : undefined;
}
