import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { DEPLOY_WORKFLOW } from './play.js';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: readonly string[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Shortened {
  /** Path; examples/deploy.yml unless told otherwise. */
  readonly workflow?: string;
  /** Jobs to keep; what they need and is not kept, they do not need any more. */
  readonly jobs: readonly string[];
  /** More inputs for the action, by job. */
  readonly with?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A shell command that runs before the action, by job. */
  readonly before?: Readonly<Record<string, string>>;
  /** An output of the action that the job hands on under the same name, by job. */
  readonly handOn?: Readonly<Record<string, string>>;
}

/**
 * Writes an example into the checkout without what costs time: unneeded jobs, and packages
 * from the registry (those of this repository stand in for them). Returns its path.
 */
export async function shortDeploy(application: string, wanted: Shortened): Promise<string> {
  await symlink(PACKAGES, join(application, 'node_modules'));
  const { jobs, ...rest } = parse(await readFile(wanted.workflow ?? DEPLOY_WORKFLOW, 'utf8')) as {
    jobs: Record<string, Job>;
  };
  const kept = Object.entries(jobs)
    .filter(([name]) => wanted.jobs.includes(name))
    .map(([name, job]) => [name, shortened(name, job, wanted)] as const);
  const file = join(application, 'deploy.yml');
  await writeFile(file, stringify({ ...rest, jobs: Object.fromEntries(kept) }));
  return file;
}

function shortened(name: string, job: Job, wanted: Shortened): Job {
  const before = wanted.before?.[name];
  const output = wanted.handOn?.[name];
  const steps = job.steps
    .filter(({ uses, run }) => uses?.startsWith('actions/setup-node') !== true && run !== 'npm ci')
    .flatMap((step) => {
      if (step.uses?.startsWith('org/') !== true) return [step];
      const action = {
        ...step,
        id: step.id ?? 'action',
        with: { ...step.with, ...wanted.with?.[name] },
      };
      return before === undefined ? [action] : [{ run: before }, action];
    });
  return {
    ...job,
    needs: job.needs?.filter((need) => wanted.jobs.includes(need)) ?? [],
    ...(output === undefined
      ? {}
      : { outputs: { [output]: `\${{ steps.action.outputs.${output} }}` } }),
    steps,
  };
}
