/** `insert` only adds rows that production lacks; `upsert` also brings the others up to date. */
export type Mode = 'insert' | 'upsert';

/** What the team asks of one table. */
export interface TableRequest {
  /** `table` or `schema.table`, exactly as the catalog writes it. */
  readonly table: string;
  readonly mode: Mode;
  /** Columns that production owns: never compared, never written. */
  readonly exclude: readonly string[];
}

export interface Request {
  readonly tables: readonly TableRequest[];
  /** Most updated rows of a table, as a share of its rows in production, in percent. */
  readonly maxChangePercent: number;
}
