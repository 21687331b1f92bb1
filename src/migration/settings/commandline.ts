import { unreadable } from './unreadable.js';

/** Words, with quotes; and what ends one call of a program. */
const TOKEN = /[;&|\n]+|(?:"[^"]*"|'[^']*'|[^\s;&|"'])+/g;

/**
 * Values of an option in every call of a tool, as `--name value`, `--name=value` or `-n value`.
 * @param command with npm scripts spelled out.
 * @throws {DeployError} where the shell would put something else in its place.
 */
export function optionValues(command: string, tool: string, names: readonly string[]): string[] {
  const values: string[] = [];
  let inCall = false;
  const words = command.match(TOKEN) ?? [];
  for (const [at, word] of words.entries()) {
    if (/^[;&|\n]/.test(word)) inCall = false;
    else if (word.replace(/^.*\//, '') === tool) inCall = true;
    if (!inCall) continue;
    const [name = '', ...rest] = word.split('=');
    if (!names.includes(name)) continue;
    const value = rest.length > 0 ? rest.join('=') : (words[at + 1] ?? '');
    if (/[$`*?~\\]/.test(value)) throw unreadable(`${name} of ${tool}`, 'migrate-command', value);
    values.push(value.replace(/["']/g, ''));
  }
  return values;
}

/** Whether an option without a value stands in a call of the tool. */
export function hasFlag(command: string, tool: string, names: readonly string[]): boolean {
  const calls = command.split(/[;&|\n]+/).filter((call) => call.includes(tool));
  return calls.some((call) => call.split(/\s+/).some((word) => names.includes(word)));
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
