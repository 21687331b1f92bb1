import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { interpolateText, type Scope } from './expressions.js';

const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => value ?? '');

const manifest = z.looseObject({
  name: z.string(),
  inputs: z
    .record(
      z.string(),
      z
        .looseObject({ default: scalar.optional(), deprecationMessage: z.string().optional() })
        .nullable(),
    )
    .optional(),
  runs: z.looseObject({
    using: z.enum(
      ['node20', 'node24'],
      'the harness plays JavaScript actions for node20 and node24 only',
    ),
    main: z.string(),
    pre: z.undefined('the harness plays no `pre:`').optional(),
    post: z.string().optional(),
    'post-if': z.string().optional(),
  }),
});

/** A JavaScript action as its action.yml declares it. */
export interface ActionManifest {
  readonly directory: string;
  readonly main: string;
  readonly post: string | undefined;
  /** Condition of the post step; GitHub's default is `always()`. */
  readonly postIf: string;
  readonly inputs: ReadonlyMap<
    string,
    { readonly default: string | number | boolean; readonly deprecation: string | undefined }
  >;
}

/**
 * Reads the action.yml (or action.yaml) of `directory`.
 * @throws Error naming the file when there is none, or it declares something that the harness does not play.
 */
export async function readManifest(directory: string): Promise<ActionManifest> {
  const { file, text } = await readFirst([
    path.join(directory, 'action.yml'),
    path.join(directory, 'action.yaml'),
  ]);
  const parsed = manifest.safeParse(parse(text));
  if (!parsed.success)
    throw new Error(`${file} is not a playable action:\n${z.prettifyError(parsed.error)}`);
  const { runs, inputs = {} } = parsed.data;
  return {
    directory,
    main: path.join(directory, runs.main),
    post: runs.post === undefined ? undefined : path.join(directory, runs.post),
    postIf: runs['post-if'] ?? 'always()',
    inputs: new Map(
      Object.entries(inputs).map(([name, input]) => [
        name,
        { default: input?.default ?? '', deprecation: input?.deprecationMessage },
      ]),
    ),
  };
}

async function readFirst(files: readonly string[]): Promise<{ file: string; text: string }> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return { file, text };
  }
  throw new Error(
    `Can't find ${files.map((file) => `'${file}'`).join(' or ')}. Did you forget to run actions/checkout?`,
  );
}

export interface ResolvedInputs {
  /** `INPUT_*` variables: name upper-cased, blanks to underscores, hyphens kept. */
  readonly variables: Record<string, string>;
  /** What the runner warns about: unknown names (passed on all the same) and deprecated ones. */
  readonly warnings: readonly string[];
}

/**
 * Merges `with:` over the defaults of the action. `required` is not enforced: the runner does not either.
 * Source: actions/runner `ActionRunner.RunAsync` and `Handler.AddInputsToEnvironment`.
 */
export function resolveInputs(
  action: ActionManifest,
  given: Readonly<Record<string, string | number | boolean>>,
  scope: Scope,
): ResolvedInputs {
  const warnings: string[] = [];
  const values = new Map<string, string>();
  const declared = [...action.inputs.keys()];
  const isDeclared = (name: string): boolean =>
    declared.some((known) => known.toLowerCase() === name.toLowerCase());
  for (const [name, value] of Object.entries(given)) {
    values.set(name.toLowerCase(), interpolateText(value, scope));
    const deprecation = action.inputs.get(name)?.deprecation;
    if (deprecation !== undefined)
      warnings.push(`Input '${name}' has been deprecated with message: ${deprecation}`);
  }
  for (const [name, input] of action.inputs) {
    if (!values.has(name.toLowerCase()))
      values.set(name.toLowerCase(), interpolateText(input.default, scope));
  }
  const unexpected = Object.keys(given).filter((name) => !isDeclared(name));
  if (unexpected.length > 0) {
    warnings.push(
      `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${declared.join("', '")}']`,
    );
  }
  const variables: Record<string, string> = {};
  for (const [name, value] of values)
    variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
  return { variables, warnings };
}
