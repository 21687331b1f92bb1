import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { fieldsWith } from '../../src/config/fields.js';
import { INPUT_NAMES, INPUTS, isInputName, ruleOf } from '../../src/config/inputs.js';
import { SCHEMAS, STEP_NAMES } from '../../src/config/schemas.js';
import { OUTPUT_NAMES } from '../../src/report/outputs.js';

interface Manifest {
  readonly inputs: Record<string, { description: string; default?: string; required?: boolean }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: Record<string, string>;
}
const root = new URL('../../', import.meta.url);
const manifest = parse(await readFile(new URL('action.yml', root), 'utf8')) as Manifest;
const readme = await readFile(new URL('README.md', root), 'utf8');
const fields = fieldsWith('');

/** Inputs by step, as the schemas read them. */
const readers = (input: string): string[] =>
  STEP_NAMES.filter((step) => Object.keys(SCHEMAS[step](fields).shape).includes(input));

test('action.yml declares the inputs that the code reads, and no other', () => {
  expect(Object.keys(manifest.inputs)).toEqual([...INPUT_NAMES]);
});

test('action.yml declares the outputs that the code writes, and no other', () => {
  expect(Object.keys(manifest.outputs)).toEqual([...OUTPUT_NAMES]);
});

test('the runner runs the committed bundle, before and after', () => {
  expect(manifest.runs).toEqual({ using: 'node20', main: 'dist/index.js', post: 'dist/index.js' });
});

test('README shows every input and output once', () => {
  for (const name of [...Object.keys(manifest.inputs), ...Object.keys(manifest.outputs)]) {
    expect(readme).toContain(`| \`${name}\` |`);
  }
});

describe.each(Object.entries(manifest.inputs))('input %s', (name, input) => {
  test('says which steps read it, as the schemas do', () => {
    const said = / Read by ([^.]*)\./.exec(input.description)?.[1];
    const actual = readers(name);
    if (name === 'step') return;
    if (name === 'ssl-root-cert') expect(said).toBe('all steps that connect');
    else if (name === 'required-secrets' || name === 'optional-secrets')
      expect(said).toBe('validate');
    else if (actual.length === STEP_NAMES.length) expect(said).toBe('all steps');
    else expect(['all steps but summarize', actual.join(', ')]).toContain(said);
    if (said === 'all steps but summarize') expect(actual).toHaveLength(STEP_NAMES.length - 1);
  });

  test('says the default that the code uses, and leaves it to the code', () => {
    // The runner would merge a default of action.yml into the input, and the settings file could never win.
    if (name !== 'github-token') expect(input.default).toBeUndefined();
    const said = / Default: `([^`]*)`\./.exec(input.description)?.[1];
    const [, , unit = ''] = /^(\d+)(\D+)$/.exec(said ?? '') ?? [];
    if (said === undefined || said.includes('<') || name === 'required-secrets') return;
    const parsed = fields[name as keyof typeof fields].safeParse(undefined);
    const value = parsed.success ? JSON.stringify(parsed.data) : undefined;
    const scale = { s: 1_000, min: 60_000, h: 3_600_000 }[unit];
    const given = scale === undefined ? said : String(Number.parseInt(said) * scale);
    expect(value?.replaceAll('"', '')).toBe(given);
  });

  test('names the environment variables that stand in for it', () => {
    if (!isInputName(name)) throw new Error(`${name} is not in the code`);
    for (const variable of ruleOf(name).environment ?? []) {
      expect(input.description).toContain(`\`${variable}\``);
    }
  });
});

test('every secret input is one that no page or message may show', () => {
  const secret = INPUT_NAMES.filter((name) => 'secret' in INPUTS[name]);
  expect(secret).toEqual([
    'github-token',
    'database-url',
    'direct-url',
    'dev-database-url',
    'prod-database-url',
    'decrypt-with',
    'scratch-url',
    'notify-urls',
    'webhook-secret',
  ]);
});

test.each(['deploy', 'deploy-rehearsed', 'deploy-approved', 'rollback'])(
  'every line of examples/%s.yml that a team must edit says so',
  async (name) => {
    const text = await readFile(new URL(`examples/${name}.yml`, root), 'utf8');
    const own =
      /^\s+(- )?(uses: org\/|run: npm ci|cache: npm|branches: |(NEXTAUTH|JWT)_\w+: |BACKUP_RECIPIENTS: )/;
    const unmarked = text
      .split('\n')
      .filter((line) => own.test(line) && !line.includes(' # EDIT: '));
    expect(unmarked).toEqual([]);
    const blocks = /^ *(REFERENCE_TABLES|CHECKS|required-secrets|optional-secrets): \|$/;
    const lines = text.split('\n');
    const bare = lines.filter(
      (line, at) => blocks.test(line) && !/^ *# EDIT: /.test(lines[at - 1] ?? ''),
    );
    expect(bare).toEqual([]);
  },
);
