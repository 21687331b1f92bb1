import { z } from 'zod';
import { parseExpectation } from '../verification/expectation.js';

const GRAMMAR =
  'an expect that is a value, `null`, `not …`, or a quoted comparison with a number such as `"> 0"`';

/** One assertion on the deployed database: a query and what its one value must be. */
const checkFields = {
  name: z.string({ error: 'a name' }).min(1, 'a name').max(200, 'a name of at most 200 characters'),
  sql: z.string({ error: 'a query' }).trim().min(1, 'a query'),
  expect: z
    .union([z.string(), z.number(), z.boolean(), z.null()], { error: GRAMMAR })
    .transform((expect, context) => {
      const expectation = parseExpectation(expect);
      if (expectation !== undefined) return expectation;
      context.addIssue({ code: 'custom', message: GRAMMAR });
      return z.NEVER;
    }),
};
const checkSchema = z.strictObject(checkFields, { error: 'a check: {name, sql, expect}' });

export const checksSchema = z
  .array(checkSchema, { error: 'a YAML list of `{name, sql, expect}`' })
  .superRefine((checks, context) => {
    checks.forEach(({ name }, at) => {
      if (checks.findIndex((other) => other.name === name) === at) return;
      const message = 'a different name for every check';
      context.addIssue({ code: 'custom', path: [at, 'name'], message });
    });
  });
