import { z } from 'zod';
import { parseExpectation } from '../verification/expectation.js';

const GRAMMAR =
  'an expect that is a value, `null`, `not …`, a number of rows such as `no rows`, or a quoted comparison with a number such as `"> 0"`';

/** One assertion on the deployed database: a query and what its one value must be. */
const checkSchema = z.strictObject({
  name: z.string().min(1, 'a name').max(200, 'a name of at most 200 characters'),
  sql: z.string().trim().min(1, 'a query'),
  expect: z
    .union([z.string(), z.number(), z.boolean(), z.null()], { error: GRAMMAR })
    .transform((expect, context) => {
      const expectation = parseExpectation(expect);
      if (expectation !== undefined) return expectation;
      context.addIssue({ code: 'custom', message: GRAMMAR });
      return z.NEVER;
    }),
});

export const checksSchema = z
  .array(checkSchema, { error: 'a YAML list of `{name, sql, expect}`' })
  .refine((checks) => new Set(checks.map(({ name }) => name)).size === checks.length, {
    error: 'a different name for every check',
  });
