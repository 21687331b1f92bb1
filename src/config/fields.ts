import { X509Certificate } from 'node:crypto';
import ms from 'ms';
import { z } from 'zod';
import type { Problem } from '../errors.js';
import { parseConnection, type Connection, type Parsed } from '../postgres/connection.js';
import { checksSchema } from './checks.js';
import { identitiesSchema, recipientsSchema } from './agekeys.js';
import { namesOf } from './masks.js';
import { schemaNamesSchema, tableNamesSchema } from './names.js';
import { parseNeeds } from './needs.js';
import { notificationFields } from './notifications.js';
import { parseHealthUrls } from '../verification/healthurls.js';
import { referenceTablesSchema } from './referencetables.js';
import { NAME } from './secrets.js';

/** Carries a ready-made problem through zod to the reader of the issues. */
export interface ProblemParams {
  readonly problem: Problem;
}

const DIGEST = /^[0-9a-f]{64}$/;
const DIGITS = 'the 64 hex digits, in lower case, that the preview printed';
const PEM = 'the CA as PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----';
const COMMAND = 'a shell command of at most 10000 characters';
const HEALTH =
  'http or https URLs, one a line, each alone or with its status and a text in double quotes behind it';
const VARIABLES = 'names of secrets such as JWT_SECRET, separated by blanks or newlines';
const RUN_ID = 'the id of a run: the number in its address';
const BACKUP_TO = 'artifact, or the path of a directory';
/** The largest timeout that Postgres takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** A span of time with its unit, as Postgres and people write it, in milliseconds. */
function duration(fallback: string) {
  return time().prefault(fallback);
}

function time() {
  const allowed = 'a time with its unit up to 24 days, e.g. 500ms, 5s, 15min, 2h';
  return z
    .string({ error: allowed })
    .regex(/^\d{1,10}(\.\d{1,10})?\s*(ms|s|sec|m|min|h|d)$/, allowed)
    .transform((text) => Math.round(ms(text as ms.StringValue)))
    .pipe(z.number().max(LONGEST_MS, allowed));
}

/** Words on one line: they become part of headings, names and log lines. */
function line(most: number) {
  const allowed = `one line of at most ${most} characters`;
  return z
    .string({ error: allowed })
    .max(most, allowed)
    .regex(/^\P{Cc}*$/u, allowed);
}

/** PEM of one or more certificates. */
const certificates = z.string({ error: PEM }).refine((text) => {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g);
  return blocks?.every(isCertificate) === true;
}, PEM);

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).subject !== '';
  } catch {
    return false;
  }
}

/** Names of variables, as text or as a list of the settings file. What is no name is not repeated: it may be a value. */
const variables = z
  .union([z.string(), z.array(z.string())], { error: VARIABLES })
  .transform(namesOf)
  .pipe(z.array(z.string().regex(NAME, VARIABLES), { error: VARIABLES }));

function wholeNumber(fallback: number, least: number, most: number) {
  const allowed = `a whole number from ${least} to ${most}`;
  return z
    .union([z.string().regex(/^\d+$/, allowed), z.number()], { error: allowed })
    .transform(Number)
    .pipe(z.number({ error: allowed }).int(allowed).min(least, allowed).max(most, allowed))
    .prefault(String(fallback));
}

function yesOrNo(fallback: 'true' | 'false') {
  return z
    .union([z.enum(['true', 'false']), z.boolean()], { error: 'true or false' })
    .transform((value) => String(value) === 'true')
    .prefault(fallback);
}

/** Where backups go: GitHub's artifacts, or a directory. Object stores are announced, not there. */
const backupTarget = z
  .string({ error: BACKUP_TO })
  .max(4_000, BACKUP_TO)
  .regex(/^(?![a-z][a-z0-9+.-]*:\/\/)\P{Cc}+$/u, BACKUP_TO);

/**
 * One schema per input, by the input's name. `connection` fields depend on the CA that all share.
 * @param rootCert PEM from `ssl-root-cert`, or empty.
 */
export function fieldsWith(rootCert: string) {
  const url = (name: string) =>
    z.string({ error: 'a Postgres URL' }).transform((text, context): Connection => {
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
      .string({ error: 'a Postgres URL' })
      .transform((text): Parsed => parseConnection(name, text, rootCert))
      .optional();

  return {
    environment: line(100).prefault('production'),
    'github-token': line(1_000).optional(),
    'working-directory': line(1_000).prefault('.'),
    'ssl-root-cert': certificates.optional(),
    'required-secrets': variables.prefault('DATABASE_URL DIRECT_URL'),
    'optional-secrets': variables.prefault([]),
    'database-url': url('database-url'),
    'direct-url': url('direct-url'),
    'dev-database-url': url('dev-database-url').optional(),
    'prod-database-url': url('prod-database-url').optional(),
    'report database-url': urlToReport('database-url'),
    'report direct-url': urlToReport('direct-url'),
    'report dev-database-url': urlToReport('dev-database-url'),
    'report prod-database-url': urlToReport('prod-database-url'),
    'backup-name': line(200)
      .regex(/^(?!\.{1,2}$)[^":<>|*?\\/]+$/, 'a name without " : < > | * ? \\ and /')
      .optional(),
    'retention-days': wholeNumber(30, 1, 400),
    'backup-to': backupTarget.prefault('artifact'),
    'encrypt-to': recipientsSchema.prefault([]),
    'decrypt-with': identitiesSchema.prefault(''),
    'exclude-schemas': schemaNamesSchema.prefault([]),
    'exclude-table-data': tableNamesSchema.prefault([]),
    fingerprint: z
      .enum(['auto', 'content', 'counts', 'none'], { error: 'auto, content, counts or none' })
      .prefault('auto'),
    'require-backup': yesOrNo('true'),
    'max-backup-age': duration('2h'),
    'migrate-command': z.string({ error: COMMAND }).max(10_000, COMMAND).optional(),
    'lock-timeout': duration('5s'),
    'statement-timeout': duration('15min'),
    'max-stall': time().optional(),
    'wait-for-other-deploy': duration('10min'),
    'scratch-url': url('scratch-url').optional(),
    drift: z.enum(['warn', 'fail', 'off'], { error: 'warn, fail or off' }).prefault('warn'),
    'reference-tables': referenceTablesSchema.prefault([]),
    'promote-mode': z
      .enum(['apply', 'preview', 'approved'], { error: 'apply, preview or approved' })
      .prefault('apply'),
    'approved-digest': z.string({ error: DIGITS }).regex(DIGEST, DIGITS).optional(),
    'max-change-percent': wholeNumber(20, 0, 100),
    'max-deletes': wholeNumber(0, 0, 1_000_000),
    'promote-command': z.string({ error: COMMAND }).max(10_000, COMMAND).optional(),
    checks: checksSchema.prefault([]),
    'health-urls': z
      .string({ error: HEALTH })
      .transform((words, context) => {
        const urls = parseHealthUrls(words);
        if (urls !== undefined) return urls;
        context.addIssue({ code: 'custom', message: HEALTH });
        return z.NEVER;
      })
      .prefault(''),
    needs: z.string({ error: '${{ toJSON(needs) }}' }).transform(parseNeeds).optional(),
    ...notificationFields,
    'backup-run-id': z
      .string({ error: RUN_ID })
      .regex(/^\d{1,19}$/, RUN_ID)
      .optional(),
    'backup-file': line(4_000).optional(),
    'confirm-database': line(200).optional(),
  };
}

export type Fields = ReturnType<typeof fieldsWith>;
