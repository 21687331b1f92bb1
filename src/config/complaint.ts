import type { z } from 'zod';
import type { Problem } from '../errors.js';
import type { ProblemParams } from './fields.js';
import { isInputName, ruleOf } from './inputs.js';
import type { SecretReport } from './secrets.js';
import type { RawValue, Sources } from './sources.js';

/**
 * What one issue of the schemas says to people.
 * @param understood the values as the structures that they stand for.
 */
export function inputProblem(
  issue: z.core.$ZodIssue,
  { values, inActions }: Sources,
  understood: Readonly<Record<string, unknown>>,
): Problem {
  const carried =
    'params' in issue ? (issue.params as Partial<ProblemParams> | undefined) : undefined;
  if (carried?.problem !== undefined) return carried.problem;
  const [first, ...rest] = issue.path;
  const name = String(first ?? '');
  const raw = isInputName(name) ? values.get(name) : undefined;
  return {
    attempted: `read input ${name}${placeOf(rest, understood[name])}`,
    found: foundWords(name, raw, rest.length > 0),
    nextAction: raw === undefined ? setAdvice(name, inActions) : adviceFor(issue),
  };
}

/** For a config that stops `validate` before it can report on secrets: all problems in one run. */
export function secretProblems(reports: readonly SecretReport[], inActions: boolean): Problem[] {
  return reports
    .filter(({ required, present, faults }) => required && (!present || faults.length > 0))
    .map(({ name, faults }) => ({
      attempted: `use the secret ${name}`,
      found: faults.length === 0 ? 'it is not set, or empty' : `it ${faults.join(', and ')}`,
      nextAction: secretAdvice(name, inActions),
    }));
}

/** `, item 2 (its name), key expect`: items are counted as people do. */
function placeOf(path: readonly PropertyKey[], within: unknown): string {
  const [key, ...rest] = path;
  if (key === undefined) return '';
  const part: unknown = isMap(within) ? within[String(key)] : undefined;
  if (typeof key !== 'number') return `, key ${String(key)}${placeOf(rest, part)}`;
  const name =
    isMap(part) && typeof part['name'] === 'string' ? ` (${shortened(part['name'])})` : '';
  return `, item ${key + 1}${name}${placeOf(rest, part)}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** On one line, for what is part of a heading. */
function shortened(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)} …` : line;
}

/** The value as it was given, unless it is a secret or a whole structure. */
function foundWords(name: string, raw: RawValue | undefined, inside: boolean): string {
  if (raw === undefined) return 'not set';
  const place = raw.source === 'input' ? '' : ` (from ${raw.source})`;
  const rule = isInputName(name) ? ruleOf(name) : {};
  if (rule.secret === true || rule.yaml === true || inside || typeof raw.value !== 'string')
    return `it does not fit${place}`;
  const text = JSON.stringify(raw.value.slice(0, 60));
  return `${raw.value.length > 60 ? `${text} …` : text}${place}`;
}

/** zod's own words for a key that a structure does not have are no instruction. */
function adviceFor(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys'
    ? `remove or correct the key ${issue.keys.map((key) => JSON.stringify(key.slice(0, 60))).join(', ')}`
    : `give ${issue.message}`;
}

function setAdvice(name: string, inActions: boolean): string {
  const variables = isInputName(name) ? (ruleOf(name).environment ?? []) : [];
  const [variable] = variables;
  if (variable === undefined) return `set the input ${name}`;
  return secretAdvice(variable, inActions);
}

function secretAdvice(name: string, inActions: boolean): string {
  return inActions
    ? `add the secret ${name} to the repository and pass it to the job: env: ${name}: \${{ secrets.${name} }}`
    : `set ${name} in the environment or in .env`;
}
