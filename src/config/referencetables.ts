import { z } from 'zod';

const column = z.string().min(1);

/**
 * One reference table. This version promotes tables whose ids are the same on both sides, by their
 * primary key; rows are inserted and updated, never deleted.
 */
const tableSchema = z.strictObject({
  /** `table` or `schema.table`, exactly as the catalog writes it. */
  table: z.string().min(1),
  mode: z.enum(['insert', 'upsert'], { error: 'insert or upsert' }).default('upsert'),
  /** Columns that production owns: never compared, never written. */
  exclude: z.array(column).default([]),
});

export const referenceTablesSchema = z.array(
  z.union([z.string().min(1).transform((table) => tableSchema.parse({ table })), tableSchema], {
    error: 'a table name, or {table, mode: insert | upsert, exclude: [columns]}',
  }),
  { error: 'a YAML list of tables' },
);

export type ReferenceTable = z.output<typeof tableSchema>;
