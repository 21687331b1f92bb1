import pg from 'pg';
import type { ForeignKey } from './foreignkeys.js';
import type { Mode, TableRequest } from './request.js';
import type { Check, Sequence, Trigger } from './tablerules.js';
import type { UniqueIndex } from './uniqueindexes.js';

/** A column of the key with the equality by which rows of the two sides are matched. */
export interface KeyColumn {
  readonly name: string;
  readonly operator: string;
}

/** A column whose values are development's ids, and the target that says what they are here. */
export interface Translation {
  readonly column: string;
  /** {@link Target.at} of the remapped target. */
  readonly root: number;
}

/** What development's ids in the column mean in production is not known. */
export interface StrangeReference {
  readonly column: string;
  readonly parentName: string;
}

/** Rows whose key has a hash that ends with one of these bit patterns. */
export interface Buckets {
  readonly bits: number;
  /** Sorted; none where both sides are the same. */
  readonly numbers: readonly number[];
}

/** One table that both sides have, ready to be compared and written. */
export interface Target {
  /** Place in the list sorted by name; temporary tables and changes carry it. */
  readonly at: number;
  readonly oid: string;
  /** Qualified and quoted, for people and for SQL. */
  readonly name: string;
  readonly mode: Mode;
  /** By which rows are matched: the primary key, or the business key. */
  readonly key: readonly KeyColumn[];
  /** Columns that a new row gets, the key among them, in the table's order. */
  readonly columns: readonly string[];
  /** Of these what an update may change: no key, no id, nothing that is insert-only. */
  readonly payload: readonly string[];
  readonly insertOnly: readonly string[];
  /** Columns of the primary key. */
  readonly primary: readonly string[];
  readonly ids: TableRequest['ids'];
  /** The column that production fills for itself; undefined unless ids are remapped. */
  readonly surrogate: string | undefined;
  /** The sequence that hands out new surrogates; without one development's value is kept. */
  readonly drawn: Sequence | undefined;
  /** References to surrogates of other targets, or of this one. */
  readonly translations: readonly Translation[];
  readonly where: string | undefined;
  /** All of the table in which the sides can differ, where hashes told it; else the whole is compared. */
  readonly part?: Buckets;
  /** Type of each owned column. */
  readonly types: Readonly<Record<string, string>>;
  /** Owned columns that production declares NOT NULL. */
  readonly required: readonly string[];
  /** Columns that production computes from others. */
  readonly computed: readonly string[];
  readonly uniques: readonly UniqueIndex[];
  readonly checks: readonly Check[];
  /** References to ids that a sequence hands out in a table that is not promoted. */
  readonly strange: readonly StrangeReference[];
  /** Foreign keys of this table, and those that refer to it. */
  readonly parents: readonly ForeignKey[];
  readonly children: readonly ForeignKey[];
  readonly triggers: readonly Trigger[];
  /** Sequences behind owned columns. */
  readonly sequences: readonly Sequence[];
}

export const quoted = (name: string): string => pg.escapeIdentifier(name);

export const literal = (text: string): string => pg.escapeLiteral(text);

/** `s."a", s."b"`. */
export function list(alias: string, columns: readonly string[]): string {
  return columns.map((name) => `${alias}.${quoted(name)}`).join(', ');
}

/** A row of some columns as one value: what `record_image_ne` compares, byte by byte. */
export function image(alias: string, columns: readonly string[]): string {
  return `row(${list(alias, columns)})`;
}

/** Whether two rows have the same key, by the equality of the key's own index. */
export function sameKey({ key }: Target, left: string, right: string): string {
  return key
    .map(({ name, operator }) => `${left}.${quoted(name)} ${operator} ${right}.${quoted(name)}`)
    .join(' and ');
}

/** The key of production's row as text: of one column its value, of several the row. */
export function keyText({ key }: Target, alias: string): string {
  return asText(key.map(({ name }) => `${alias}.${quoted(name)}`));
}

/** One value, or several as one row. */
export function asText(values: readonly string[]): string {
  const [first, ...rest] = values;
  return rest.length === 0 ? `${first ?? 'null'}::text` : `row(${values.join(', ')})::text`;
}

/** Whether values of the key come from a sequence, so that the same id may mean two things. */
export function isSequenceBacked({ key, sequences }: Target): boolean {
  return key.some(({ name }) => sequences.some(({ column }) => column === name));
}

/** Whether an update can change one of the columns: those we own, and those computed from them. */
export function mayChange({ payload, computed }: Target, columns: readonly string[]): boolean {
  return columns.some((name) => payload.includes(name) || computed.includes(name));
}
