import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { STEP_NAMES } from '../../src/config/schemas.js';
import { findNode24 } from '../harness/github/index.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bundle = join(root, 'dist/index.js');
const node24 = await findNode24(root);
if (node24.node === undefined) console.warn(node24.reason);
const nodes = [
  { label: `Node ${process.versions.node}`, executable: process.execPath },
  ...(node24.node === undefined ? [] : [node24.node]),
];

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'db-deploy-dist-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe.each(nodes)('the committed bundle on $label', ({ executable }) => {
  test.each([...STEP_NAMES])(
    '%s without inputs ends with words, not with a stack',
    async (step) => {
      const { code, output } = await start(executable, { INPUT_STEP: step });
      expect(code).toBe(1);
      expect(output).toMatch(/^::error title=/m);
      expect(output).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)$/m);
      expect(output).not.toMatch(/is not defined|Cannot find (module|package)/);
    },
  );

  test('a step that does not exist is refused with the one that was meant', async () => {
    const { code, output } = await start(executable, { INPUT_STEP: 'bakcup' });
    expect(code).toBe(1);
    expect(output).toContain('set step to one of validate, backup, rehearse');
    expect((await start(executable, { INPUT_STEP: 'backip' })).output).toContain('backup');
  });

  test('the post step only removes what the main step left', async () => {
    const left = await mkdtemp(join(directory, 'left-'));
    const { code, output } = await start(executable, { 'STATE_work-directory': left });
    expect({ code, output }).toEqual({ code: 0, output: '' });
    expect(await readdir(directory)).toEqual([]);
  });
});

test('nothing in the bundle was left for the runtime to resolve', async () => {
  for (const file of await readdir(join(root, 'dist'))) {
    const text = await readFile(join(root, 'dist', file), 'utf8');
    // Where the bundler cannot resolve a package it writes this: a ReferenceError in ESM.
    expect(text.includes('eval("require")')).toBe(false);
  }
});

function start(
  executable: string,
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [bundle], {
      cwd: directory,
      env: {
        PATH: process.env['PATH'] ?? '',
        GITHUB_ACTIONS: 'true',
        GITHUB_RUN_ID: '1',
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_WORKSPACE: directory,
        RUNNER_TEMP: directory,
        ...environment,
      },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}
