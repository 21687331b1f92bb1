import ms from 'ms';
import { z } from 'zod';
import type { Problem } from '../errors.js';
import { parseConnection, type Connection, type Parsed } from '../postgres/connection.js';
import { checksSchema } from './checks.js';
import { parseNeeds } from './needs.js';
import { referenceTablesSchema } from './referencetables.js';

/** Carries a ready-made problem through zod to the reader of the issues. */
export interface ProblemParams {
  readonly problem: Problem;
}

const DIGEST = /^[0-9a-f]{64}$/;

/** A span of time with its unit, as Postgres and people write it, in milliseconds. */
function duration(fallback: string) {
  const allowed = 'a time with its unit, e.g. 500ms, 5s, 15min, 2h';
  return z
    .string()
    .regex(/^\d+(\.\d+)?\s*(ms|s|sec|m|min|h|d)$/, allowed)
    .transform((text) => Math.round(ms(text as ms.StringValue)))
    .prefault(fallback);
}

function wholeNumber(fallback: number, least: number, most: number) {
  const allowed = `a whole number from ${least} to ${most}`;
  return z
    .union([z.string().regex(/^\d+$/, allowed), z.number()], { error: allowed })
    .transform(Number)
    .pipe(z.number().int(allowed).min(least, allowed).max(most, allowed))
    .prefault(String(fallback));
}

function yesOrNo(fallback: 'true' | 'false') {
  return z
    .union([z.enum(['true', 'false']), z.boolean()], { error: 'true or false' })
    .transform((value) => String(value) === 'true')
    .prefault(fallback);
}

const lines = z.string().transform((text) => text.split(/\s+/).filter((line) => line !== ''));

/**
 * One schema per input, by the input's name. `connection` fields depend on the CA that all share.
 * @param rootCert PEM from `ssl-root-cert`, or empty.
 */
export function fieldsWith(rootCert: string) {
  const url = (name: string) =>
    z.string({ error: 'not set' }).transform((text, context): Connection => {
      const parsed = parseConnection(name, text, rootCert);
      if (parsed.ok) return parsed.connection;
      context.addIssue({
        code: 'custom',
        params: { problem: parsed.problem } satisfies ProblemParams,
      });
      return z.NEVER;
    });
  /** For `validate`, which reports a broken URL beside everything else instead of stopping at it. */
  const urlToReport = (name: string) =>
    z
      .string()
      .transform((text): Parsed => parseConnection(name, text, rootCert))
      .optional();

  return {
    environment: z.string().max(100, 'at most 100 characters').prefault('production'),
    'github-token': z.string().optional(),
    'working-directory': z.string().prefault('.'),
    'database-url': url('database-url'),
    'direct-url': url('direct-url'),
    'dev-database-url': url('dev-database-url').optional(),
    'prod-database-url': url('prod-database-url').optional(),
    'report database-url': urlToReport('database-url'),
    'report direct-url': urlToReport('direct-url'),
    'report dev-database-url': urlToReport('dev-database-url'),
    'report prod-database-url': urlToReport('prod-database-url'),
    'backup-name': z
      .string()
      .regex(/^[^":<>|*?\\/\r\n]+$/, 'a name without " : < > | * ? \\ / and newlines')
      .max(200, 'at most 200 characters')
      .optional(),
    'retention-days': wholeNumber(30, 1, 400),
    fingerprint: z
      .enum(['auto', 'content', 'counts', 'none'], { error: 'auto, content, counts or none' })
      .prefault('auto'),
    'require-backup': yesOrNo('true'),
    'max-backup-age': duration('2h'),
    'migrate-command': z.string().optional(),
    'lock-timeout': duration('5s'),
    'statement-timeout': duration('15min'),
    'wait-for-other-deploy': duration('10min'),
    'reference-tables': referenceTablesSchema.prefault([]),
    'promote-mode': z
      .enum(['apply', 'preview', 'approved'], { error: 'apply, preview or approved' })
      .prefault('apply'),
    'approved-digest': z
      .string()
      .regex(DIGEST, 'the 64 hex digits that the preview printed')
      .optional(),
    'max-change-percent': wholeNumber(20, 0, 100),
    checks: checksSchema.prefault([]),
    'health-urls': lines
      .pipe(z.array(z.url({ protocol: /^https?$/, error: 'http or https URLs, one a line' })))
      .prefault(''),
    needs: z
      .string()
      .transform(parseNeeds)
      .optional(),
  };
}

export type Fields = ReturnType<typeof fieldsWith>;
