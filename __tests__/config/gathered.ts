import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { readConfig, type ReadConfig } from '../../src/config/read.js';
import { gatherSources, SETTINGS_FILE, type Sources } from '../../src/config/sources.js';
import { inWords } from '../../src/errors.js';

/** An empty checkout for each test of the file. */
export function useCheckout(): {
  readonly directory: () => string;
  /** Puts a file there, and the directories above it. */
  write(name: string, text: string): Promise<void>;
  /** The sources of a job there, with these inputs and variables. */
  gather(
    inputs: Readonly<Record<string, string>>,
    environment?: Readonly<Record<string, string>>,
  ): Promise<Sources>;
  read(
    inputs: Readonly<Record<string, string>>,
    environment?: Readonly<Record<string, string>>,
  ): Promise<ReadConfig>;
} {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkout-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });
  const gather = (
    inputs: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Sources> => {
    const given = Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]);
    const job = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: directory, ...environment };
    return gatherSources({ ...job, ...(Object.fromEntries(given) as object) }, [], directory);
  };
  return {
    directory: () => directory,
    async write(name, text) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), text);
    },
    gather,
    read: async (inputs, environment) =>
      readConfig(await gather(inputs, environment), directory, new Date(0)),
  };
}

/** Everything that would be said of a config that is refused. */
export function wordsOf(read: ReadConfig): string[] {
  return read.ok ? [] : read.problems.map(inWords);
}

export { SETTINGS_FILE };
