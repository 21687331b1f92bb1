/**
 * Lints every workflow that users may copy (examples/*.yml, the snippets of README.md) with GitHub's
 * own language service, against this repository's action.yml, plus what that service does not see:
 * values of `step`, and outputs that the action does not have.
 */
import { readdir, readFile } from 'node:fs/promises';
import { validate } from '@actions/languageservice/validate';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { z } from 'zod';
import { STEP_NAMES } from '../src/config/schemas.js';

const ROOT = new URL('../', import.meta.url);
const ACTION = 'org/db-deploy-action';

const manifestSchema = z.object({
  name: z.string(),
  description: z.string(),
  inputs: z.record(
    z.string(),
    z.object({ description: z.string(), required: z.boolean().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});
const manifest = manifestSchema.parse(parse(await read('action.yml')));

const documents = [
  ...(await examples()),
  ...snippets(await read('README.md')).map(
    (text, at) => [`README.md snippet ${at + 1}`, text] as const,
  ),
];
let faults = 0;
for (const [name, text] of documents) {
  const found = [...(await serviceFindings(name, text)), ...ownFindings(text)];
  for (const finding of found) console.error(`${name}: ${finding}`);
  faults += found.length;
}
console.log(`${documents.length} workflows, ${faults} faults`);
process.exitCode = faults === 0 && documents.length > 1 ? 0 : 1;

async function examples(): Promise<(readonly [string, string])[]> {
  const names = (await readdir(new URL('examples/', ROOT))).filter((name) => name.endsWith('.yml'));
  return Promise.all(names.map(async (name) => [name, await read(`examples/${name}`)] as const));
}

/** Jobs shown in README.md, put into the smallest workflow that has what they need. */
function snippets(markdown: string): string[] {
  return [...markdown.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, jobs = '']) => {
    const stub = (job: string): string =>
      `  ${job}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: 'true'\n`;
    const needed = [...jobs.matchAll(/needs: \[(.*)\]/g)].flatMap(([, list = '']) =>
      list.split(/, */),
    );
    return `on: push\njobs:\n${[...new Set(needed)].map(stub).join('')}${jobs}`;
  });
}

/** The service caches by URI: each text gets a new one. */
async function serviceFindings(name: string, text: string): Promise<string[]> {
  const uri = `file:///${encodeURIComponent(name)}`;
  const diagnostics = await validate(TextDocument.create(uri, 'yaml', 1, text), {
    actionsMetadataProvider: {
      fetchActionMetadata: ({ owner, name: action }) =>
        Promise.resolve(
          `${owner}/${action}` === ACTION
            ? manifest
            : { name: action, description: '', inputs: undefined },
        ),
    },
  } as Parameters<typeof validate>[1]);
  return diagnostics.map(
    ({ message, range }) => `line ${range.start.line + 1}: ${JSON.stringify(message)}`,
  );
}

function ownFindings(text: string): string[] {
  const steps = [...text.matchAll(/^\s+step: (\S+)$/gm)].map(([, step = '']) => step);
  const outputs = [...text.matchAll(/steps\.[\w-]+\.outputs\.([\w-]+)/g)].map(
    ([, name = '']) => name,
  );
  const results = [...text.matchAll(/\.result [!=]= '([^']*)'/g)].map(([, result = '']) => result);
  return [
    ...steps
      .filter((step) => !STEP_NAMES.some((known) => known === step))
      .map((step) => `step ${step}`),
    ...outputs.filter((name) => !(name in manifest.outputs)).map((name) => `output ${name}`),
    ...results
      .filter((result) => !['success', 'failure', 'cancelled', 'skipped'].includes(result))
      .map((result) => `result ${result}`),
  ];
}

function read(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), 'utf8');
}
