/**
 * `npm run tables` writes the inputs and outputs tables of README.md from action.yml;
 * `npm run tables -- --check` fails when they are not what is there.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const manifestSchema = z.object({
  inputs: z.record(
    z.string(),
    z.object({ description: z.string().min(1), required: z.boolean().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string().min(1) })),
});

const README = new URL('../README.md', import.meta.url);
const ACTION = new URL('../action.yml', import.meta.url);

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
if (!process.argv.includes('--check')) await writeFile(README, wanted);
else if (wanted !== readme) {
  console.error('The tables of README.md are not those of action.yml. Run: npm run tables');
  process.exitCode = 1;
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
