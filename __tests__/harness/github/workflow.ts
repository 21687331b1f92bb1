import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Json } from './expressions.js';

const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => value ?? '');
const scalars = z.record(z.string(), scalar);
/** An environment or matrix may be one expression instead of a map. */
const json = z.json().transform((value) => value as Json);
/** GitHub takes any scalar where it wants text: `run: true` is a script. */
const text = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const minutes = z.union([z.number(), z.string()]);
const permissionLevel = z.enum(['read', 'write', 'none']);
const permissions = z.union([
  z.enum(['read-all', 'write-all']),
  z.record(z.string(), permissionLevel),
]);
const runDefaults = z.object({
  run: z
    .object({ shell: z.string().optional(), 'working-directory': z.string().optional() })
    .optional(),
});

const step = z.strictObject({
  id: z.string().optional(),
  name: text.optional(),
  if: text.optional(),
  uses: z.string().optional(),
  run: text.optional(),
  with: scalars.optional(),
  env: scalars.optional(),
  shell: z.string().optional(),
  'working-directory': z.string().optional(),
  'continue-on-error': z.union([z.boolean(), z.string()]).optional(),
  'timeout-minutes': minutes.optional(),
});

const job = z.strictObject({
  name: text.optional(),
  needs: z.union([z.string().transform((id) => [id]), z.array(z.string())]).optional(),
  if: text.optional(),
  'runs-on': json.optional(),
  permissions: permissions.optional(),
  environment: json.optional(),
  concurrency: json.optional(),
  outputs: z.record(z.string(), scalar).optional(),
  env: scalars.optional(),
  defaults: runDefaults.optional(),
  strategy: z.looseObject({ matrix: json.optional() }).optional(),
  'continue-on-error': z.union([z.boolean(), z.string()]).optional(),
  'timeout-minutes': minutes.optional(),
  'cancel-timeout-minutes': minutes.optional(),
  steps: z.array(step).min(1),
});

const workflow = z.strictObject({
  name: z.string().optional(),
  'run-name': z.string().optional(),
  on: json,
  permissions: permissions.optional(),
  env: scalars.optional(),
  defaults: runDefaults.optional(),
  concurrency: json.optional(),
  jobs: z.record(z.string(), job),
});

export type StepSpec = z.output<typeof step>;
export type JobSpec = z.output<typeof job>;

/** A caller's workflow file. */
export interface Workflow extends z.output<typeof workflow> {
  /** Path in the repository: `.github/workflows/<file name>`. */
  readonly path: string;
  /** The YAML, for what must be searched as text (which secrets a job names). */
  readonly source: string;
}

/** Keys that GitHub knows and this harness does not play. */
const NOT_PLAYED: Readonly<Record<string, string>> = {
  uses: 'calls a reusable workflow (workflow_call)',
  container: 'runs in a container',
  services: 'wants service containers',
};

/**
 * Reads a workflow file.
 * @throws Error naming file and place when the YAML is malformed, holds a key that GitHub does not know, or
 * needs something that the harness does not play (reusable workflows, containers, services).
 */
export async function readWorkflow(file: string): Promise<Workflow> {
  const source = await readFile(file, 'utf8');
  return parseWorkflow(source, path.basename(file));
}

/** Like {@link readWorkflow}, from text; `fileName` names it in the API and in errors. */
function parseWorkflow(source: string, fileName = 'workflow.yml'): Workflow {
  const document: unknown = parse(source);
  refuseWhatIsNotPlayed(document, fileName);
  const parsed = workflow.safeParse(document);
  if (!parsed.success)
    throw new Error(`${fileName} is not a valid workflow:\n${z.prettifyError(parsed.error)}`);
  for (const [id, spec] of Object.entries(parsed.data.jobs)) {
    for (const [index, { uses, run }] of spec.steps.entries()) {
      if ((uses === undefined) === (run === undefined)) {
        throw new Error(
          `${fileName}: step ${index + 1} of job '${id}' needs exactly one of 'uses' and 'run'.`,
        );
      }
    }
  }
  return { ...parsed.data, path: `.github/workflows/${fileName}`, source };
}

function refuseWhatIsNotPlayed(document: unknown, fileName: string): void {
  const jobs =
    z.object({ jobs: z.record(z.string(), z.looseObject({})) }).safeParse(document).data?.jobs ??
    {};
  for (const [id, spec] of Object.entries(jobs)) {
    for (const [key, what] of Object.entries(NOT_PLAYED)) {
      if (key in spec)
        throw new Error(`${fileName}: job '${id}' ${what}, which the harness does not play.`);
    }
  }
}
