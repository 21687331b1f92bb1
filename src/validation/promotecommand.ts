import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { couldNotVerify, fail, pass, type Finding } from '../record/finding.js';

const NAME = 'promote-command';
/** Only the shell knows what such a command runs. */
const NEEDS_A_SHELL = /[^\w\s./:@=,+-]|^\s*(cd|exec|env|time|source)\s|\n/;
/** Programs whose first word with the ending of a script is that script. */
const RUNNERS = /^(npx|pnpm|yarn|bunx?|deno|node|tsx|ts-node|bash|sh|python3?|ruby)$/;
const SCRIPT = /^[\w./-]+\.(ts|mts|cts|js|mjs|cjs|sh|py|rb)$/;

interface Settings {
  readonly promoteCommand?: string | undefined;
  readonly referenceTables: readonly unknown[];
  readonly workingDirectory: string;
  readonly surroundings: { readonly workspace: string };
}

/** Whether the team's own script is there, and nothing else is asked to promote; nothing without one. */
export async function commandFindings(settings: Settings): Promise<Finding[]> {
  const { promoteCommand: command, referenceTables, workingDirectory, surroundings } = settings;
  if (command === undefined) return [];
  if (referenceTables.length > 0) {
    return [
      fail(NAME, {
        expected: 'either promote-command or reference-tables',
        found: 'both are set, and promote would refuse to run',
        fix: 'remove one of them',
      }),
    ];
  }
  const script = scriptOf(command);
  if (script === undefined) {
    return [couldNotVerify(NAME, 'only the shell can tell which file it runs')];
  }
  const path = resolve(surroundings.workspace, workingDirectory, script);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) return [pass(NAME, `${script} is there`)];
  return [
    fail(NAME, {
      expected: `the file ${script} in ${workingDirectory}`,
      found: 'it is not there',
      fix: 'correct promote-command or working-directory, and check the repository out before this step',
    }),
  ];
}

/** The file that a plain command runs; undefined where it names none for certain. */
function scriptOf(command: string): string | undefined {
  if (NEEDS_A_SHELL.test(command)) return undefined;
  const [program = '', ...words] = command.trim().split(/\s+/);
  if (program.includes('/')) return program;
  return RUNNERS.test(program) ? words.find((word) => SCRIPT.test(word)) : undefined;
}
