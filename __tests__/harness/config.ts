import { readConfig } from '../../src/config/read.js';
import type { Config, StepOf } from '../../src/config/schemas.js';
import { gatherSources } from '../../src/config/sources.js';
import { inWords } from '../../src/errors.js';

/** A job's environment on a hosted runner, without any secret. */
const jobEnvironment = {
  GITHUB_ACTIONS: 'true',
  CI: 'true',
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_SHA: '0123456789012345678901234567890123456789',
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
} as const;

/**
 * The config that a step is handed, read by the real reader.
 * @param inputs by their names in action.yml.
 * @param environment laid over {@link jobEnvironment}.
 */
export async function configFor<Step extends StepOf>(
  step: Step,
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
  surroundings: Partial<Config<Step>['surroundings']> = {},
): Promise<Config<Step>> {
  const given = Object.entries({ step, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const sources = await gatherSources(
    { ...jobEnvironment, ...environment, ...(Object.fromEntries(given) as Record<string, string>) },
    [],
    process.cwd(),
  );
  const read = await readConfig(sources, process.cwd(), new Date());
  if (!read.ok) throw new Error(read.problems.map(inWords).join('\n'));
  const config = read.value.config as unknown as Config<Step>;
  // The event file that tells the visibility is the runner's; most tests are of private repositories.
  const around = { ...config.surroundings, visibility: 'private' as const, ...surroundings };
  return { ...config, surroundings: around };
}
