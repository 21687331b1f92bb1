import type { z } from 'zod';
import { messageOf, type Problem } from '../errors.js';
import { inputProblem, secretProblems } from './complaint.js';
import { fieldsWith, type Fields } from './fields.js';
import { INPUT_NAMES, ruleOf, type InputName } from './inputs.js';
import { nearest } from './nearmiss.js';
import { SCHEMAS, STEP_NAMES, type Config, type StepOf } from './schemas.js';
import { reportSecrets } from './secrets.js';
import type { RawValue, Sources } from './sources.js';
import { readRunFacts, readSurroundings } from './surroundings.js';
import { unreadWarnings } from './unread.js';

/** The config of one step, tagged with the step. */
export type StepConfig = { [Step in StepOf]: { step: Step; config: Config<Step> } }[StepOf];

export type ReadConfig =
  | { readonly ok: true; readonly value: StepConfig; readonly warnings: readonly string[] }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      readonly warnings: readonly string[];
    };

/** Understands every source at once: either a frozen config, or every problem there is. */
export async function readConfig(
  sources: Sources,
  directory: string,
  now: Date,
): Promise<ReadConfig> {
  const step = readStep(sources.values.get('step')?.value);
  const texts = await structured(sources.values);
  const rootCert = sources.values.get('ssl-root-cert')?.value;
  const fields = fieldsWith(typeof rootCert === 'string' ? rootCert : '');
  const problems = [...sources.problems, ...texts.problems];
  const complain = (issues: readonly z.core.$ZodIssue[]): void => {
    problems.push(...issues.map((issue) => inputProblem(issue, sources, texts.values)));
  };
  if (!step.ok) {
    complain(await issuesOf(fields, texts.values, []));
    return { ok: false, problems: [step.problem, ...problems], warnings: sources.warnings };
  }

  const warnings = [
    ...sources.warnings,
    ...unreadWarnings(step.name, fields, sources),
    ...paddingWarnings(sources.values),
  ];
  const parsed = await SCHEMAS[step.name](fields).safeParseAsync(texts.values);
  const own = Object.keys(SCHEMAS[step.name](fields).shape);
  if (!parsed.success) complain(parsed.error.issues);
  if (step.name === 'validate') complain(await issuesOf(fields, texts.values, own));
  if (!parsed.success || problems.length > 0) {
    if (step.name === 'validate') {
      // Its findings would tell of these; it does not come to them.
      const others = Object.keys(fields).filter((name) => !URLS_TO_REPORT.includes(name));
      complain(await issuesOf(fields, texts.values, others));
      problems.push(...secretProblems(reportSecrets(sources), sources.inActions));
    }
    return { ok: false, problems, warnings };
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
    warnings,
  };
}

/** Inputs of validate that it takes as they come, and reports on beside everything else. */
const URLS_TO_REPORT = ['database-url', 'direct-url', 'dev-database-url', 'prod-database-url'];

/**
 * Faults of the inputs that are given, whichever step reads them: nothing may be left to fail after
 * production was touched.
 * @param known names whose faults are told elsewhere.
 */
async function issuesOf(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Promise<z.core.$ZodIssue[]> {
  const others = Object.entries(fields).filter(
    ([name]) => values[name] !== undefined && !known.includes(name),
  );
  const issues = others.map(async ([name, field]) => {
    const { error } = await field.safeParseAsync(values[name]);
    return (error?.issues ?? []).map((issue) => ({ ...issue, path: [name, ...issue.path] }));
  });
  return (await Promise.all(issues)).flat();
}

/** Steps are few, and their names far apart: `migration` is migrate. */
const MOST_SLIPS = 3;

/** The step that was asked for, as far as it can be told; for heading a failed summary. */
export function readStep(
  value: unknown,
): { ok: true; name: StepOf } | { ok: false; problem: Problem } {
  const name = typeof value === 'string' ? value : '';
  const known = STEP_NAMES.find((candidate) => candidate === name);
  if (known !== undefined) return { ok: true, name: known };
  const meant = nearest(name, STEP_NAMES, MOST_SLIPS);
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
