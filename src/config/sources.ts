import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { messageOf, type Problem } from '../errors.js';
import { INPUT_NAMES, isInputName, ruleOf, type InputName } from './inputs.js';
import { nearest } from './nearmiss.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One value before it is understood, with the place it came from, for messages. */
export interface RawValue {
  readonly value: unknown;
  readonly source: string;
  /** Blanks or newlines stood around it: usual after a paste, and worth a word. */
  readonly wasTrimmed: boolean;
}

export interface Sources {
  readonly values: ReadonlyMap<InputName, RawValue>;
  /** The job's environment, with `.env` beneath it on a laptop. */
  readonly environment: Environment;
  readonly inActions: boolean;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

export const SETTINGS_FILE = '.github/db-deploy.yml';
const INPUT_PREFIX = 'INPUT_';

/**
 * Gathers inputs, the settings file and the environment; an input wins over the file, the file over
 * the environment. Understands nothing yet, so that masking can come first.
 * @param args the words after `node dist/index.js`, used outside Actions only.
 */
export async function gatherSources(
  environment: Environment,
  args: readonly string[],
  directory: string,
): Promise<Sources> {
  const inActions = environment['GITHUB_ACTIONS'] === 'true';
  const all = inActions ? environment : { ...(await readDotEnv(directory)), ...environment };
  const given = inActions ? actionInputs(environment) : argumentInputs(args);
  const file = await readSettings(environment['GITHUB_WORKSPACE'] ?? directory);
  const values = new Map<InputName, RawValue>();
  for (const name of INPUT_NAMES) {
    const raw =
      take(given.values.get(name), 'input') ??
      take(file.values.get(name), SETTINGS_FILE) ??
      fromEnvironment(name, all);
    if (raw !== undefined) values.set(name, raw);
  }
  return {
    values,
    environment: all,
    inActions,
    problems: [...given.problems, ...file.problems],
    warnings: given.warnings,
  };
}

interface Given {
  readonly values: ReadonlyMap<string, unknown>;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

function actionInputs(environment: Environment): Given {
  const entries = Object.entries(environment)
    .filter(([key]) => key.startsWith(INPUT_PREFIX))
    .map(([key, value]) => [key.slice(INPUT_PREFIX.length).toLowerCase(), value] as const);
  return sortUnknown(new Map(entries), 'input');
}

function argumentInputs(args: readonly string[]): Given {
  const values = new Map<string, unknown>();
  const problems: Problem[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const [, name, inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === undefined) {
      if (at === 0) values.set('step', word);
      else problems.push(strayArgument(word));
      continue;
    }
    if (inline === undefined && args[at + 1] === undefined) {
      problems.push({
        attempted: `read --${name}`,
        found: 'no value',
        nextAction: 'give its value',
      });
    }
    if (inline === undefined) at += 1;
    values.set(name, inline ?? args[at] ?? '');
  }
  const sorted = sortUnknown(values, 'argument');
  return { ...sorted, problems: [...problems, ...sorted.problems] };
}

function strayArgument(word: string): Problem {
  return {
    attempted: 'read the command line',
    found: `the word ${JSON.stringify(word.slice(0, 60))} belongs to no input`,
    nextAction: 'write `node dist/index.js <step> --input value`; quote values with blanks',
  };
}

/** A near miss is a typo that would be ignored in silence: refused. Anything else may be meant for others. */
function sortUnknown(values: Map<string, unknown>, kind: string): Given {
  const problems: Problem[] = [];
  const warnings: string[] = [];
  for (const name of values.keys()) {
    if (isInputName(name)) continue;
    const meant = nearest(name, INPUT_NAMES);
    if (meant === undefined) warnings.push(`Unknown ${kind} ${quoted(name)} has no effect.`);
    else problems.push(nearMiss(kind, name, meant));
  }
  return { values, problems, warnings };
}

function nearMiss(kind: string, name: string, meant: string): Problem {
  return {
    attempted: `read ${kind} ${quoted(name)}`,
    found: 'there is no such input',
    likelyCause: `did you mean ${meant}?`,
    nextAction: `write ${meant}`,
  };
}

function fromEnvironment(name: InputName, environment: Environment): RawValue | undefined {
  for (const variable of ruleOf(name).environment ?? []) {
    const raw = take(environment[variable], `environment variable ${variable}`);
    if (raw !== undefined) return raw;
  }
  return undefined;
}

/** An empty value is no value: an unset secret arrives as the empty string. */
function take(value: unknown, source: string): RawValue | undefined {
  if (typeof value !== 'string') {
    return value === undefined || value === null ? undefined : { value, source, wasTrimmed: false };
  }
  const trimmed = value.trim();
  return trimmed === '' ? undefined : { value: trimmed, source, wasTrimmed: trimmed !== value };
}

async function readSettings(directory: string): Promise<Given> {
  const nothing = { values: new Map(), problems: [], warnings: [] };
  const refuse = (found: string, nextAction: string): Given => ({
    values: new Map(),
    problems: [{ attempted: `read ${SETTINGS_FILE}`, found, nextAction }],
    warnings: [],
  });
  let text: string;
  try {
    text = await readFile(join(directory, SETTINGS_FILE), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return nothing;
    return refuse(`it cannot be read (${codeOf(error)})`, 'make it a file that the job may read');
  }
  let settings: unknown;
  try {
    settings = (await import('yaml')).parse(text, { logLevel: 'error' });
  } catch (error) {
    // Further lines of the message quote the file.
    const [found] = messageOf(error).split('\n');
    return refuse(`it is not YAML: ${found ?? ''}`, 'correct the file');
  }
  if (settings === null) return nothing;
  if (typeof settings !== 'object' || Array.isArray(settings)) {
    return refuse('it is not a list of `input: value`', 'write one input a line');
  }
  const values = new Map(Object.entries(settings).map(([name, value]) => [name, asInput(value)]));
  const takeOut = (rule: 'secret' | 'ofOneJob', nextAction: string): readonly Problem[] => {
    const names = [...values.keys()].filter((name) => isInputName(name) && ruleOf(name)[rule]);
    for (const name of names) values.delete(name);
    return names.length === 0 ? [] : refuse(`it holds ${names.join(', ')}`, nextAction).problems;
  };
  const refused = [
    ...takeOut(
      'secret',
      'move secrets to the repository’s secrets, and change those that were committed',
    ),
    ...takeOut('ofOneJob', 'give it to the one step that it is meant for: this file is for all'),
  ];
  const sorted = sortUnknown(values, `setting in ${SETTINGS_FILE}`);
  return { ...sorted, problems: [...refused, ...sorted.problems] };
}

/** As the same value would arrive as an input: `retention-days: 30` is text there. */
function asInput(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

async function readDotEnv(directory: string): Promise<Environment> {
  const text = await readFile(join(directory, '.env'), 'utf8').catch(() => '');
  return parseEnv(text);
}

/** A name for messages: short, on one line, without control characters. */
function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
