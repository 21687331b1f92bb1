import type { z } from 'zod';
import { messageOf, type Problem } from '../errors.js';
import { fieldsWith, type Fields, type ProblemParams } from './fields.js';
import { INPUT_NAMES, isInputName, ruleOf, type InputName } from './inputs.js';
import { nearest } from './nearmiss.js';
import { SCHEMAS, STEP_NAMES, type Config, type StepOf } from './schemas.js';
import { reportSecrets, type SecretReport } from './secrets.js';
import type { RawValue, Sources } from './sources.js';
import { readRunFacts, readSurroundings } from './surroundings.js';

/** The config of one step, tagged with the step. */
export type StepConfig = { [Step in StepOf]: { step: Step; config: Config<Step> } }[StepOf];

export type ReadConfig =
  | { readonly ok: true; readonly value: StepConfig; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Understands every source at once: either a frozen config, or every problem there is. */
export async function readConfig(
  sources: Sources,
  directory: string,
  now: Date,
): Promise<ReadConfig> {
  const step = readStep(sources.values.get('step')?.value);
  if (!step.ok) return { ok: false, problems: [step.problem, ...sources.problems] };

  const texts = await structured(sources.values);
  const rootCert = sources.values.get('ssl-root-cert')?.value;
  const fields = fieldsWith(typeof rootCert === 'string' ? rootCert : '');
  const parsed = await SCHEMAS[step.name](fields).safeParseAsync(texts.values);
  const problems = [
    ...sources.problems,
    ...texts.problems,
    ...[
      ...(parsed.success ? [] : parsed.error.issues),
      ...(step.name === 'validate' ? await issuesOfLaterSteps(fields, texts.values) : []),
    ].map((issue) => inputProblem(issue, sources)),
  ];
  if (!parsed.success || problems.length > 0) {
    const secrets = step.name === 'validate' ? secretProblems(reportSecrets(sources)) : [];
    return { ok: false, problems: [...problems, ...secrets] };
  }

  const config = Object.freeze({
    ...camelized(parsed.data),
    run: readRunFacts(sources, now),
    surroundings: await readSurroundings(sources, directory),
    secrets: step.name === 'validate' ? reportSecrets(sources) : [],
  });
  return {
    ok: true,
    // The schema was chosen by the step's name, which TypeScript cannot follow through the table.
    value: { step: step.name, config } as unknown as StepConfig,
    warnings: [...sources.warnings, ...paddingWarnings(sources.values)],
  };
}

/**
 * Faults of inputs that only later steps read. They reach validate through the settings file, and
 * nothing may be left to fail after production was touched.
 */
async function issuesOfLaterSteps(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
): Promise<z.core.$ZodIssue[]> {
  const own = Object.keys(SCHEMAS.validate(fields).shape);
  const others = Object.entries(fields).filter(
    ([name]) => values[name] !== undefined && !own.includes(name),
  );
  const issues = others.map(async ([name, field]) => {
    const { error } = await field.safeParseAsync(values[name]);
    return (error?.issues ?? []).map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  });
  return (await Promise.all(issues)).flat();
}

/** The step that was asked for, as far as it can be told; for heading a failed summary. */
export function readStep(
  value: unknown,
): { ok: true; name: StepOf } | { ok: false; problem: Problem } {
  const name = typeof value === 'string' ? value : '';
  const known = STEP_NAMES.find((candidate) => candidate === name);
  if (known !== undefined) return { ok: true, name: known };
  const meant = nearest(name, STEP_NAMES);
  return {
    ok: false,
    problem: {
      attempted: 'read input step',
      found: name === '' ? 'not set' : `${JSON.stringify(name.slice(0, 60))} is no step`,
      ...(meant === undefined || name === '' ? {} : { likelyCause: `did you mean ${meant}?` }),
      nextAction: `set step to one of ${STEP_NAMES.join(', ')}`,
    },
  };
}

/** YAML inputs become the structures they stand for; the yaml package is loaded only then. */
async function structured(values: ReadonlyMap<InputName, RawValue>) {
  const understood: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, { value }] of values) {
    if (ruleOf(name).yaml !== true || typeof value !== 'string') {
      understood[name] = value;
      continue;
    }
    try {
      const { parseDocument } = await import('yaml');
      const document = parseDocument(value);
      // A warning is a misunderstanding: `expect: != 5` is a tag on the value 5, and would pass.
      const [fault] = [...document.errors, ...document.warnings];
      if (fault !== undefined) throw fault;
      // null is an empty document.
      understood[name] = (document.toJS() as unknown) ?? undefined;
    } catch (error) {
      const found = `not YAML: ${messageOf(error).split('\n')[0] ?? ''}`;
      const nextAction = 'correct the YAML; put texts that begin with a sign in quotes';
      problems.push({ attempted: `read input ${name}`, found, nextAction });
    }
  }
  return { values: understood, problems };
}

function inputProblem(issue: z.core.$ZodIssue, { values, inActions }: Sources): Problem {
  const carried =
    'params' in issue ? (issue.params as Partial<ProblemParams> | undefined) : undefined;
  if (carried?.problem !== undefined) return carried.problem;
  const [first, ...rest] = issue.path.map(String);
  const name = first ?? '';
  const raw = isInputName(name) ? values.get(name) : undefined;
  const place = rest.length === 0 ? '' : `, at ${rest.join('.')}`;
  return {
    attempted: `read input ${name}${place}`,
    found: foundWords(name, raw, rest.length > 0),
    nextAction: raw === undefined ? setAdvice(name, inActions) : adviceFor(issue),
  };
}

/** For a config that stops `validate` before it can report on secrets: all problems in one run. */
function secretProblems(reports: readonly SecretReport[]): Problem[] {
  return reports
    .filter(({ required, present, faults }) => required && (!present || faults.length > 0))
    .map(({ name, faults }) => ({
      attempted: `use the secret ${name}`,
      found: faults.length === 0 ? 'it is not set, or empty' : `it ${faults.join(', and ')}`,
      nextAction: `set the secret ${name} and pass it to the job: env: ${name}: \${{ secrets.${name} }}`,
    }));
}

/** The value as it was given, unless it is a secret or a whole structure. */
function foundWords(name: string, raw: RawValue | undefined, inside: boolean): string {
  if (raw === undefined) return 'not set';
  const place = raw.source === 'input' ? '' : ` (from ${raw.source})`;
  const secret = isInputName(name) && ruleOf(name).secret === true;
  if (secret || inside || typeof raw.value !== 'string') return `it does not fit${place}`;
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
  if (!inActions) return `set ${variable} in the environment or in .env`;
  return `add the secret ${variable} to the repository and pass it to the job: env: ${variable}: \${{ secrets.${variable} }}`;
}

function paddingWarnings(values: ReadonlyMap<InputName, RawValue>): string[] {
  return INPUT_NAMES.filter(
    (name) => values.get(name)?.wasTrimmed === true && ruleOf(name).secret,
  ).map(
    (name) =>
      `${name} had blanks or newlines around it; they were removed. Set the secret again without them.`,
  );
}

function camelized(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      item,
    ]),
  );
}
