/**
 * `npm run tables` writes docs/db-deploy.schema.json, by which editors complete .github/db-deploy.yml,
 * from the fields that read it and the descriptions of action.yml; with `--check` it fails when that
 * is not what is there.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { parse } from 'yaml';
import { z } from 'zod';
import { fieldsWith } from '../src/config/fields.js';
import { INPUT_NAMES, ruleOf } from '../src/config/inputs.js';

const SCHEMA = new URL('../docs/db-deploy.schema.json', import.meta.url);
const ACTION = new URL('../action.yml', import.meta.url);

const manifest = z
  .object({ inputs: z.record(z.string(), z.object({ description: z.string() })) })
  .parse(parse(await readFile(ACTION, 'utf8')));

const columns = z.array(z.string().min(1));
const words = z.string().regex(/\S/);
/** The reader takes the items apart by itself, to tell all their faults at once: zod knows no shape. */
const referenceTables = z.array(
  z.union([
    words,
    z.strictObject({
      table: words.describe('`table` or `schema.table`, as the catalog writes it'),
      key: columns.min(1).optional().describe('Business key, NOT NULL and unique on both sides'),
      ids: z.enum(['same', 'remap']).optional().describe('remap: ids differ, match by key'),
      mode: z.enum(['insert', 'upsert', 'mirror']).optional().describe('mirror also deletes'),
      exclude: columns.optional().describe('Columns that production owns'),
      'insert-only': columns.optional().describe('Copied with a new row, never overwritten'),
      where: words.optional().describe('The same filter on both sides'),
    }),
  ]),
);

const fields: Readonly<Record<string, z.ZodType>> = {
  ...fieldsWith(''),
  'reference-tables': referenceTables,
};
const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: '.github/db-deploy.yml of db-deploy-action',
  description: 'Inputs that all jobs share. An input of a job wins. Secrets are refused here.',
  type: 'object',
  properties: Object.fromEntries(
    INPUT_NAMES.filter((name) => !ruleOf(name).secret && !ruleOf(name).ofOneJob).map((name) => [
      name,
      property(name),
    ]),
  ),
  additionalProperties: false,
};
const wanted = await format(JSON.stringify(schema), { parser: 'json', printWidth: 100 });
const there = await readFile(SCHEMA, 'utf8').catch(() => '');
if (!process.argv.includes('--check')) await writeFile(SCHEMA, wanted);
else if (wanted !== there) {
  console.error('docs/db-deploy.schema.json is not what the code reads. Run: npm run tables');
  process.exitCode = 1;
}

/** As it is written, before the reader makes a value of it. */
function property(name: string): unknown {
  const field = fields[name];
  if (field === undefined) throw new Error(`there is no field ${name}`);
  const shape = z.toJSONSchema(field, {
    io: 'input',
    // zod has no word for a key that another one needs.
    override: ({ jsonSchema }) => {
      if (jsonSchema.properties?.['ids'] === undefined) return;
      jsonSchema.if = { properties: { ids: { const: 'remap' } }, required: ['ids'] };
      jsonSchema.then = { required: ['key'] };
    },
  });
  delete shape.$schema;
  // Of the reader's own kind: a text where people write a number, or an empty list.
  delete shape.default;
  return { description: manifest.inputs[name]?.description, ...shape };
}
