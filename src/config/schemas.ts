import { z } from 'zod';
import type { RunFacts } from '../record/facts.js';
import type { Fields } from './fields.js';
import type { SecretReport } from './secrets.js';
import type { Surroundings } from './surroundings.js';

/** Read by every step. */
const common = (fields: Fields) => ({
  environment: fields.environment,
  'github-token': fields['github-token'],
});

/** Read by every step that connects. */
const connecting = (fields: Fields) => ({
  ...common(fields),
  'working-directory': fields['working-directory'],
  'ssl-root-cert': fields['ssl-root-cert'],
});

/** The config schema of each step: which inputs it reads. Adding a step adds one entry. */
export const SCHEMAS = {
  validate: (fields: Fields) =>
    z.object({
      ...connecting(fields),
      'required-secrets': fields['required-secrets'],
      'optional-secrets': fields['optional-secrets'],
      'database-url': fields['report database-url'],
      'direct-url': fields['report direct-url'],
      'dev-database-url': fields['report dev-database-url'],
      'prod-database-url': fields['report prod-database-url'],
      'retention-days': fields['retention-days'],
      'backup-to': fields['backup-to'],
      'encrypt-to': fields['encrypt-to'],
      'exclude-schemas': fields['exclude-schemas'],
      'exclude-table-data': fields['exclude-table-data'],
      'migrate-command': fields['migrate-command'],
      drift: fields.drift,
      'reference-tables': fields['reference-tables'],
      'promote-command': fields['promote-command'],
      checks: fields.checks,
    }),
  backup: (fields: Fields) =>
    z.object({
      ...connecting(fields),
      'direct-url': fields['direct-url'],
      'backup-name': fields['backup-name'],
      'retention-days': fields['retention-days'],
      'backup-to': fields['backup-to'],
      'encrypt-to': fields['encrypt-to'],
      fingerprint: fields.fingerprint,
      'exclude-schemas': fields['exclude-schemas'],
      'exclude-table-data': fields['exclude-table-data'],
      'migrate-command': fields['migrate-command'],
      'wait-for-other-deploy': fields['wait-for-other-deploy'],
    }),
  rehearse: (fields: Fields) =>
    z.object({
      ...connecting(fields),
      'database-url': fields['database-url'].optional(),
      'direct-url': fields['direct-url'],
      'dev-database-url': fields['dev-database-url'],
      'prod-database-url': fields['prod-database-url'],
      'decrypt-with': fields['decrypt-with'],
      'migrate-command': fields['migrate-command'],
      'lock-timeout': fields['lock-timeout'],
      'statement-timeout': fields['statement-timeout'],
      'scratch-url': fields['scratch-url'],
      'reference-tables': fields['reference-tables'],
      'max-change-percent': fields['max-change-percent'],
      'max-deletes': fields['max-deletes'],
      'promote-command': fields['promote-command'],
      checks: fields.checks,
      'backup-run-id': fields['backup-run-id'],
      'backup-file': fields['backup-file'],
    }),
  migrate: (fields: Fields) =>
    z.object({
      ...connecting(fields),
      'database-url': fields['report database-url'],
      'direct-url': fields['direct-url'],
      'require-backup': fields['require-backup'],
      'max-backup-age': fields['max-backup-age'],
      'migrate-command': fields['migrate-command'],
      'lock-timeout': fields['lock-timeout'],
      'max-stall': fields['max-stall'],
      'statement-timeout': fields['statement-timeout'],
      'wait-for-other-deploy': fields['wait-for-other-deploy'],
      drift: fields.drift,
    }),
  promote: (fields: Fields) =>
    z.object({
      ...connecting(fields),
      'direct-url': fields['direct-url'],
      'dev-database-url': fields['dev-database-url'],
      'prod-database-url': fields['prod-database-url'],
      'require-backup': fields['require-backup'],
      'max-backup-age': fields['max-backup-age'],
      'migrate-command': fields['migrate-command'],
      'lock-timeout': fields['lock-timeout'],
      'statement-timeout': fields['statement-timeout'],
      'wait-for-other-deploy': fields['wait-for-other-deploy'],
      'reference-tables': fields['reference-tables'],
      'promote-mode': fields['promote-mode'],
      'approved-digest': fields['approved-digest'],
      'max-change-percent': fields['max-change-percent'],
      'max-deletes': fields['max-deletes'],
      'promote-command': fields['promote-command'],
    }),
  verify: (fields: Fields) =>
    z.object({
      ...connecting(fields),
      'database-url': fields['database-url'],
      'direct-url': fields['direct-url'],
      'migrate-command': fields['migrate-command'],
      checks: fields.checks,
      'health-urls': fields['health-urls'],
      needs: fields.needs,
    }),
  restore: (fields: Fields) =>
    z.object({
      ...connecting(fields),
      'direct-url': fields['direct-url'],
      'backup-to': fields['backup-to'],
      'decrypt-with': fields['decrypt-with'],
      'lock-timeout': fields['lock-timeout'],
      'statement-timeout': fields['statement-timeout'],
      'wait-for-other-deploy': fields['wait-for-other-deploy'],
      'backup-run-id': fields['backup-run-id'],
      'backup-file': fields['backup-file'],
      'confirm-database': fields['confirm-database'],
    }),
  summarize: (fields: Fields) =>
    z.object({
      ...common(fields),
      'ssl-root-cert': fields['ssl-root-cert'],
      needs: fields.needs,
      'notify-urls': fields['notify-urls'],
      'webhook-secret': fields['webhook-secret'],
      'email-to': fields['email-to'],
      'email-from': fields['email-from'],
      'smtp-host': fields['smtp-host'],
      'smtp-port': fields['smtp-port'],
      'notify-on': fields['notify-on'],
    }),
} as const;

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

type Camelized<Value> = {
  readonly [Key in keyof Value as Key extends string ? Camel<Key> : never]: Value[Key];
};

export type StepOf = keyof typeof SCHEMAS;

export const STEP_NAMES = Object.keys(SCHEMAS) as readonly StepOf[];

/** What a handler is given: its inputs understood, and the facts of run and job. Frozen. */
export type Config<Step extends StepOf> = Camelized<
  z.output<ReturnType<(typeof SCHEMAS)[Step]>>
> & {
  readonly run: RunFacts;
  readonly surroundings: Surroundings;
  readonly secrets: readonly SecretReport[];
};
