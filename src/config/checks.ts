import { z } from 'zod';

/** One assertion on the deployed database: a query and the one value it must give. */
const checkSchema = z.strictObject({
  name: z.string().min(1).max(200),
  sql: z.string().min(1),
  /** Compared as text with the first column of the only row; `> 0` and the like compare numbers. */
  expect: z.union([z.string(), z.number(), z.boolean()]).transform(String),
});

export const checksSchema = z.array(checkSchema, {
  error: 'a YAML list of `{name, sql, expect}`',
});

export type Check = z.infer<typeof checkSchema>;
