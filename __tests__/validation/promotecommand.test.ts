import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { commandFindings } from '../../src/validation/promotecommand.js';

const workspace = fileURLToPath(new URL('../../', import.meta.url));

async function verdict(promoteCommand: string, referenceTables: readonly string[] = []) {
  const settings = { promoteCommand, referenceTables, workingDirectory: '.', surroundings: { workspace } }; // prettier-ignore
  return (await commandFindings(settings)).map((finding) => finding.verdict);
}

test.each([
  ['npx tsx scripts/tables.ts', ['pass']],
  ['scripts/check-dist.sh', ['pass']],
  ['bash ./scripts/check-dist.sh --quiet', ['pass']],
  ['npx tsx scripts/promote.ts', ['fail']],
  ['./promote.sh', ['fail']],
  // Not certain: told as such, and never a reason to stop a deploy.
  ['cd scripts && ./promote.sh', ['could not verify']],
  ['npm run promote --', ['could not verify']],
  ['npx tsx "$SCRIPT"', ['could not verify']],
])('%s: %j', async (command, verdicts) => {
  expect(await verdict(command)).toEqual(verdicts);
});

test('beside reference-tables it is refused', async () => {
  expect(await verdict('scripts/check-dist.sh', ['services'])).toEqual(['fail']);
});
