import { fieldsWith } from './fields.js';
import { SCHEMAS, STEP_NAMES } from './schemas.js';

/** Whether somebody asks what this program takes. Only a laptop has a command line. */
export function asksForHelp(args: readonly string[], inActions: boolean): boolean {
  return !inActions && (args.length === 0 || args.some((word) => /^(--help|-h|help)$/.test(word)));
}

/** Whether somebody asks which version this is. */
export function asksForVersion(args: readonly string[], inActions: boolean): boolean {
  return !inActions && /^(--version|-V)$/.test(args[0] ?? '');
}

/** As package.json has it, which is not beside the bundle everywhere. */
export const VERSION = '1.0.0';

/** The steps and the inputs that each of them reads, for a terminal. What they mean stands in the README. */
export function usage(): string {
  const fields = fieldsWith('');
  return [
    'db-deploy-action outside GitHub Actions: one step of a deploy.',
    '',
    '  node dist/index.js <step> [--input value …]',
    '  node dist/index.js --help | --version',
    '',
    'Inputs come from the command line, then .github/db-deploy.yml, then the environment and .env',
    '(DATABASE_URL, DIRECT_URL, DEV_DATABASE_URL, PROD_DATABASE_URL, …). Secrets belong into the',
    'environment: any user of this machine can read a command line. README.md says what each means.',
    ...STEP_NAMES.flatMap((step) => [
      '',
      step,
      ...wrapped(Object.keys(SCHEMAS[step](fields).shape).map((input) => `--${input}`)),
    ]),
  ].join('\n');
}

const WIDTH = 96;

function wrapped(words: readonly string[]): string[] {
  const rows: string[] = [];
  for (const word of words) {
    const row = rows.at(-1);
    if (row === undefined || row.length + word.length + 1 > WIDTH) rows.push(`   ${word}`);
    else rows[rows.length - 1] = `${row} ${word}`;
  }
  return rows;
}
