import { unreadable } from './unreadable.js';

/** Words, with quotes; and what ends one call of a program. */
const TOKEN = /[;&|\n]+|(?:"[^"]*"|'[^']*'|[^\s;&|"'])+/g;
/** A command in a command: `bash -c '…'`. */
const NESTED = /\b(?:ba|da|z)?sh\s+-\w*c\s+(["'])(.*?)\1/gs;
/** What follows these is a directory or a package, whatever it is called. */
const BEFORE_A_PLACE = new Set(['cd', '-C', '--cwd', '--dir', '--prefix', '--filter', '-F', '-w']);

/** The words that follow the tool's name, of each of its calls. */
function callsOf(command: string, tool: string): string[][] {
  const words = command.replaceAll('\\\n', ' ').replace(NESTED, ' $2 ').match(TOKEN) ?? [];
  const found: string[][] = [];
  let call: string[] | undefined;
  for (const [at, word] of words.entries()) {
    if (/^[;&|\n]/.test(word)) call = undefined;
    else if (isName(word, tool) && !BEFORE_A_PLACE.has(words[at - 1] ?? '')) {
      call = [];
      found.push(call);
    } else call?.push(word);
  }
  return found;
}

/** `prisma@6`, `./node_modules/.bin/prisma`. */
function isName(word: string, tool: string): boolean {
  return word.replace(/^.*\//, '').replace(/@[^@]*$/, '') === tool;
}

/** Whether a command calls the tool. @param command with npm scripts spelled out. */
export function calls(command: string, tool: string): boolean {
  return callsOf(command, tool).length > 0;
}

/**
 * Values of an option in every call of a tool: `--name value`, `--name=value`, `-n value`, `-nvalue`.
 * @param command with npm scripts spelled out.
 * @throws {DeployError} where the shell would put something else in its place.
 */
export function optionValues(command: string, tool: string, names: readonly string[]): string[] {
  return callsOf(command, tool).flatMap((words) =>
    words.flatMap((word, at) => {
      const [, name = word, , given] = /^(--[^=]+|-\w)(=?)(.*)$/s.exec(word) ?? [];
      const attached = given !== undefined && given !== '';
      if (!names.includes(name)) return [];
      const value = attached ? given : (words[at + 1] ?? '');
      // What is quoted stays as it is, in double quotes without $, ` and \.
      const open = value.replace(/'[^']*'|"[^"$`\\]*"/g, '');
      if (/[$`*?~\\]/.test(open)) throw unreadable(`${name} of ${tool}`, 'migrate-command', value);
      return [value.replace(/["']/g, '')];
    }),
  );
}

/** Whether an option without a value stands in a call of the tool. */
export function hasFlag(command: string, tool: string, names: readonly string[]): boolean {
  return callsOf(command, tool).some((words) => words.some((word) => names.includes(word)));
}

/** The one value that an option has. @throws {DeployError} when calls give it different ones. */
export function optionValue(
  command: string,
  tool: string,
  names: readonly string[],
): string | undefined {
  const [value, ...others] = new Set(optionValues(command, tool, names));
  if (others.length === 0) return value;
  throw unreadable(names.join(', '), 'migrate-command', [value, ...others].join(' and '));
}
