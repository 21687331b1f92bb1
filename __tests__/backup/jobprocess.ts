import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import { FROM_SOURCES, startProgram, type Started } from './stepprocess.js';

const bundle = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

export interface JobStep extends Started {
  /** RUNNER_TEMP. */
  readonly temporary: string;
  /** The page that it wrote. */
  page(): Promise<string>;
  /** Everything below RUNNER_TEMP. */
  left(): Promise<string[]>;
  /** Runs the post step, as the runner does when the main step is gone, however it went. */
  post(): Promise<void>;
}

/**
 * Starts a step from the sources in a process of its own, as the runner starts it.
 * @param root holds RUNNER_TEMP and what the step writes for the runner.
 * @param environment more of the job's.
 */
export function startInJob(
  name: string,
  root: string,
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): JobStep {
  const temporary = join(root, 'tmp');
  const files = { GITHUB_STATE: 'state', GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'page' };
  const given = Object.entries({ step: name, ...inputs }).map(([input, value]) => [
    `INPUT_${input.toUpperCase()}`,
    value,
  ]);
  for (const file of Object.values(files)) writeFileSync(join(root, file), '');
  mkdirSync(temporary);
  const started = startProgram(process.execPath, FROM_SOURCES, {
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_RUN_ID: '43',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_WORKSPACE: root,
    RUNNER_TEMP: temporary,
    ...Object.fromEntries(Object.entries(files).map(([key, file]) => [key, join(root, file)])),
    ...(Object.fromEntries(given) as Record<string, string>),
    ...environment,
  });
  return {
    ...started,
    temporary,
    page: () => readFile(join(root, files.GITHUB_STEP_SUMMARY), 'utf8'),
    left: () => readdir(temporary, { recursive: true }),
    async post() {
      const state = await readFile(join(root, files.GITHUB_STATE), 'utf8');
      const saved = [...state.matchAll(/^work-directory<<(\S+)\n([^]*?)\n\1$/gm)].at(-1)?.[2];
      const environment = { GITHUB_ACTIONS: 'true', 'STATE_work-directory': saved ?? '' };
      const post = startProgram(process.execPath, [bundle], environment);
      expect({ ...(await post.ended), said: post.said() }).toMatchObject({ code: 0, signal: null });
    },
  };
}
