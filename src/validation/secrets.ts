import { fail, notRun, pass, warn, type Finding } from '../record/finding.js';

/** What the config noticed about one secret; never the value. */
interface SecretReport {
  readonly name: string;
  readonly required: boolean;
  readonly present: boolean;
  readonly faults: readonly string[];
  readonly padded: boolean;
}

/** What a deploy goes without when an optional secret is not set. */
const TURNED_OFF: Readonly<Record<string, string>> = {
  DEV_DATABASE_URL: 'promotion of reference data is skipped',
  PROD_DATABASE_URL: 'promotion of reference data is skipped',
  EMAIL_USERNAME: 'no mail is sent',
  EMAIL_PASSWORD: 'no mail is sent',
  SLACK_WEBHOOK_URL: 'nobody is told in the chat',
  WEBHOOK_SECRET: 'webhooks are not signed',
};
const UNKNOWN_USE = 'what needs it is turned off';

/** One finding a secret: set, missing, useless as it stands, or pasted with blanks around it. */
export function secretFindings(reports: readonly SecretReport[], inActions: boolean): Finding[] {
  return reports.map((report) => {
    const name = `secret ${report.name}`;
    const fix = setAdvice(report.name, inActions);
    if (!report.present) {
      if (!report.required) return notRun(name, `not set: ${consequence(report.name)}`);
      return fail(name, { expected: 'a value', found: 'not set, or empty', fix });
    }
    if (report.faults.length > 0) {
      const found = `it ${report.faults.join(', and ')}`;
      const shortfall = { expected: 'a real, long and random value', found, fix };
      return report.required ? fail(name, shortfall) : warn(name, shortfall);
    }
    if (report.padded) {
      const found = 'it has blanks or newlines around it; this action removes them, others may not';
      return warn(name, { expected: 'the bare value', found, fix });
    }
    return pass(name, 'set');
  });
}

/** What the absence of optional secrets turns off, each once. */
export function turnedOff(reports: readonly SecretReport[]): string[] {
  const absent = reports.filter(({ required, present }) => !required && !present);
  return [...new Set(absent.map(({ name }) => consequence(name)))];
}

/** How to set a secret, in a workflow and on a laptop. */
export function setAdvice(name: string, inActions: boolean): string {
  return inActions
    ? `set the secret ${name} under Settings > Secrets and variables > Actions, and pass it to the job: env: ${name}: \${{ secrets.${name} }}`
    : `set ${name} in the environment or in .env`;
}

function consequence(name: string): string {
  return TURNED_OFF[name] ?? UNKNOWN_USE;
}
