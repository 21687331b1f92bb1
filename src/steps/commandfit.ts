import type { Config } from '../config/schemas.js';
import { DeployError } from '../errors.js';

type PromoteConfig = Config<'promote'>;

/** @throws {DeployError} when another input asks for what a script cannot give. */
export function requireCommandFits(config: PromoteConfig): void {
  if (config.promoteCommand === undefined) return;
  if (npmKeepsFlags(config.promoteCommand)) {
    throw new DeployError({
      attempted: 'read input promote-command',
      found: 'npm keeps --dry-run and --apply for itself: its script would see neither',
      nextAction: `write \`${config.promoteCommand.trim()} --\`; what stands behind it reaches the script`,
    });
  }
  if (config.referenceTables.length > 0) {
    throw new DeployError({
      attempted: 'read inputs promote-command and reference-tables',
      found: 'both are set, and only one of them can promote',
      nextAction: 'remove one: reference-tables is previewed row by row, a script is run as it is',
    });
  }
  if (config.promoteMode === 'approved') {
    throw new DeployError({
      attempted: 'apply what was approved, by promote-command',
      found: 'promote-mode is approved, and nothing binds what a script writes to what it printed',
      likelyCause:
        'a digest covers rows that this action has compared itself, with reference-tables',
      nextAction:
        'use reference-tables, or promote-mode: apply in a job whose environment has required reviewers',
    });
  }
}

/** Flags behind `--` alone reach what npm runs; pnpm and yarn pass all of them on. */
function npmKeepsFlags(command: string): boolean {
  const [program, ...words] = (
    command
      .trim()
      .split(/[;&|(\n]/)
      .at(-1) ?? ''
  )
    .trim()
    .split(/\s+/);
  return program === 'npm' && !words.includes('--');
}
