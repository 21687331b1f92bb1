/**
 * `insert` only adds rows that production lacks; `upsert` also brings the others up to date;
 * `mirror` also deletes those that development does not have.
 */
export type Mode = 'insert' | 'upsert' | 'mirror';

/** What the team asks of one table. */
export interface TableRequest {
  /** `table` or `schema.table`, exactly as the catalog writes it. */
  readonly table: string;
  readonly mode: Mode;
  /** Columns by which rows of the two sides are the same; empty means the primary key. */
  readonly key: readonly string[];
  /** Whether the primary key means the same on both sides, or each side hands out its own; if it was said. */
  readonly ids: 'same' | 'remap' | 'unsaid';
  /** Columns that production owns: never compared, never written. */
  readonly exclude: readonly string[];
  /** Columns that come with a new row and belong to production from then on. */
  readonly insertOnly: readonly string[];
  /** Boolean expression over the table's columns: only such rows are promoted, on both sides. */
  readonly where: string | undefined;
}

export interface Request {
  readonly tables: readonly TableRequest[];
  /** Most updated and deleted rows of a table, as a share of its rows in production, in percent. */
  readonly maxChangePercent: number;
  /** Most rows that go, or are rewritten, because of deletes; all tables together. */
  readonly maxDeletes: number;
}
