/** How an input may be written and where else its value is looked for. */
interface InputRule {
  /** Environment variables read when the input is empty, in this order. */
  readonly environment?: readonly string[];
  /** A secret: never echoed, always masked, refused in the settings file. */
  readonly secret?: true;
  /** Written as YAML: a list in the settings file, a block of text as an input. */
  readonly yaml?: true;
  /** Refused in the settings file: there it would answer, or confirm, for every job of every run. */
  readonly ofOneJob?: true;
}

/**
 * Every input of action.yml. Defaults live in the fields, not in action.yml: the runner merges those
 * into the inputs, and then nothing in `.github/db-deploy.yml` could ever win.
 */
export const INPUTS = {
  step: { ofOneJob: true },
  environment: {},
  'github-token': { secret: true },
  'working-directory': {},
  'database-url': { environment: ['DATABASE_URL'], secret: true },
  'direct-url': {
    environment: [
      'DIRECT_URL',
      'DIRECT_DATABASE_URL',
      'DATABASE_URL_UNPOOLED',
      'POSTGRES_URL_NON_POOLING',
    ],
    secret: true,
  },
  'dev-database-url': { environment: ['DEV_DATABASE_URL'], secret: true },
  'prod-database-url': { environment: ['PROD_DATABASE_URL'], secret: true },
  'ssl-root-cert': {},
  'required-secrets': {},
  'optional-secrets': {},
  'backup-name': {},
  'retention-days': {},
  'backup-to': {},
  'encrypt-to': {},
  'decrypt-with': { environment: ['DECRYPT_WITH'], secret: true },
  fingerprint: {},
  'exclude-schemas': {},
  'exclude-table-data': {},
  'require-backup': {},
  'max-backup-age': {},
  'migrate-command': {},
  'lock-timeout': {},
  'statement-timeout': {},
  'max-stall': {},
  'wait-for-other-deploy': {},
  'scratch-url': { secret: true },
  drift: {},
  'reference-tables': { yaml: true },
  'promote-mode': {},
  'approved-digest': { ofOneJob: true },
  'max-change-percent': {},
  'max-deletes': {},
  'promote-command': {},
  checks: { yaml: true },
  'health-urls': {},
  needs: { ofOneJob: true },
  'notify-urls': { environment: ['SLACK_WEBHOOK_URL'], secret: true },
  'webhook-secret': { environment: ['WEBHOOK_SECRET'], secret: true },
  'email-to': { environment: ['EMAIL_USERNAME'] },
  'email-from': { environment: ['EMAIL_USERNAME'] },
  'smtp-host': {},
  'smtp-port': {},
  'notify-on': {},
  'backup-run-id': {},
  'backup-file': {},
  'confirm-database': { ofOneJob: true },
} as const satisfies Readonly<Record<string, InputRule>>;

export type InputName = keyof typeof INPUTS;

export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

export function ruleOf(name: InputName): InputRule {
  return INPUTS[name];
}

export function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUTS, name);
}
