import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { DEPLOY_WORKFLOW } from './play.js';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  with?: Record<string, string>;
}

interface Job {
  readonly needs?: readonly string[];
  readonly steps: readonly Step[];
}

export interface Shortened {
  /** Jobs of examples/deploy.yml to keep; what they need and is not kept, they do not need any more. */
  readonly jobs: readonly string[];
  /** More inputs for the action, by job. */
  readonly with?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Writes examples/deploy.yml into the checkout without what costs time: unneeded jobs, and packages
 * from the registry (those of this repository stand in for them). Returns its path.
 */
export async function shortDeploy(application: string, wanted: Shortened): Promise<string> {
  await symlink(PACKAGES, join(application, 'node_modules'));
  const { jobs, ...rest } = parse(await readFile(DEPLOY_WORKFLOW, 'utf8')) as {
    jobs: Record<string, Job>;
  };
  const kept = Object.entries(jobs)
    .filter(([name]) => wanted.jobs.includes(name))
    .map(([name, job]) => [name, shortened(job, wanted.jobs, wanted.with?.[name])] as const);
  const file = join(application, 'deploy.yml');
  await writeFile(file, stringify({ ...rest, jobs: Object.fromEntries(kept) }));
  return file;
}

function shortened(job: Job, names: readonly string[], more: Step['with']): Job {
  const needs = job.needs?.filter((name) => names.includes(name)) ?? [];
  const steps = job.steps
    .filter(({ uses, run }) => uses?.startsWith('actions/setup-node') !== true && run !== 'npm ci')
    .map((step) =>
      step.uses?.startsWith('org/') === true ? { ...step, with: { ...step.with, ...more } } : step,
    );
  return { ...job, needs, steps };
}
