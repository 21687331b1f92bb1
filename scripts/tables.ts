/**
 * `npm run tables` writes the inputs and outputs tables of README.md from action.yml, and
 * docs/webhook.schema.json from the code; `npm run tables -- --check` fails when they are not what is there.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { z } from 'zod';
import { payloadSchema } from '../src/notification/webhook.js';

const manifestSchema = z.object({
  inputs: z.record(
    z.string(),
    z.object({ description: z.string().min(1), required: z.boolean().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string().min(1) })),
});

const README = new URL('../README.md', import.meta.url);
const ACTION = new URL('../action.yml', import.meta.url);
const SCHEMA = new URL('../docs/webhook.schema.json', import.meta.url);

const manifest = manifestSchema.parse(parse(await readFile(ACTION, 'utf8')));
const readme = await readFile(README, 'utf8');
const wanted = withTable(
  withTable(readme, 'inputs', inputsTable()),
  'outputs',
  table(
    ['output', 'meaning'],
    Object.entries(manifest.outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  ),
);
const schema = await webhookSchema();
if (!process.argv.includes('--check')) {
  await writeFile(README, wanted);
  await writeFile(SCHEMA, schema);
} else if (wanted !== readme) {
  refuse('The tables of README.md are not those of action.yml.');
} else if (schema !== (await readFile(SCHEMA, 'utf8'))) {
  refuse('docs/webhook.schema.json is not what a webhook gets.');
}

function refuse(found: string): void {
  console.error(`${found} Run: npm run tables`);
  process.exitCode = 1;
}

/** Written as `npm run format` would. */
async function webhookSchema(): Promise<string> {
  const filepath = fileURLToPath(SCHEMA);
  const text = JSON.stringify(z.toJSONSchema(payloadSchema, { io: 'input' }));
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

/** The parts of a description stand in a fixed order: meaning, `Read by …`, `Default: …`. */
function inputsTable(): string {
  const rows = Object.entries(manifest.inputs).map(([name, { description, required }]) => {
    const [, meaning = '', readBy = '', standard = ''] =
      /^(.*?)(?: Read by ([^.]*)\.)?(?: Default: (.*)\.)?$/.exec(description) ?? [];
    const fallback = required === true ? 'required' : standard;
    return [`\`${name}\``, meaning, readBy, fallback];
  });
  return table(['input', 'meaning', 'read by', 'default'], rows);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function withTable(text: string, name: string, content: string): string {
  const start = `<!-- ${name}: made by npm run tables -->`;
  const end = `<!-- end of ${name} -->`;
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`README.md has no place for ${name}: ${start} … ${end}`);
  }
  return `${before}${start}\n${content}\n${end}${after}`;
}
