import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { STEP_NAMES } from '../../src/config/schemas.js';
import { asksForHelp, asksForVersion, usage, VERSION } from '../../src/config/usage.js';

test.each([
  [[], false, true],
  [['--help'], false, true],
  [['backup', '-h'], false, true],
  [['backup'], false, false],
  [['backup', '--environment', 'staging'], false, false],
  // A step without inputs is a mistake in the workflow, and must fail.
  [[], true, false],
])('%j (in Actions: %s) asks for help: %s', (args, inActions, asks) => {
  expect(asksForHelp(args, inActions)).toBe(asks);
});

test.each([
  [['--version'], false, true],
  [['backup', '--version'], false, false],
  [['--version'], true, false],
])('%j (in Actions: %s) asks for the version: %s', (args, inActions, asks) => {
  expect(asksForVersion(args, inActions)).toBe(asks);
});

test('the version is that of package.json', async () => {
  const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ version: VERSION });
});

test('every step is there with what it reads, on lines that fit a terminal', () => {
  const lines = usage().split('\n');
  expect(lines).toEqual(expect.arrayContaining([...STEP_NAMES]));
  expect(lines.join('\n')).toMatch(/\nrestore\n(?: {3}--.*\n)+/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});
