import type { Record as StepRecord } from '../../src/record/record.js';
import type { WorkflowRun } from '../harness/github/index.js';

/** The least that changes production and tells of it: jobs of examples/deploy.yml. */
export const CORE = ['backup', 'deploy-database', 'notify'];
export const CORE_GREEN = { backup: 'success', 'deploy-database': 'success', notify: 'success' };

export function artifactNames(run: WorkflowRun): string[] {
  return run.artifacts().map(({ name }) => name);
}

/** The verdict of the page. */
export function firstLine(run: WorkflowRun): string {
  return run.summary('notify').split('\n')[0] ?? '';
}

/** Annotations of a job, one a line. */
export function messages(run: WorkflowRun, job: string): string {
  return run
    .annotations(job)
    .map(({ level, message }) => `${level}: ${message}`)
    .join('\n');
}

/** The record that a step stored in attempt 1. */
export async function recordOf(run: WorkflowRun, step: string): Promise<StepRecord> {
  const name = `db-deploy-record-production-${step}-a1`;
  const files = await run
    .artifacts()
    .find((artifact) => artifact.name === name)
    ?.files();
  const text = files?.get('record.json')?.toString();
  if (text === undefined) throw new Error(`There is no artifact ${name}.`);
  return JSON.parse(text) as StepRecord;
}
