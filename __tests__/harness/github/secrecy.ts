import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactView } from './artifact-reader.js';
import { fileStamp } from './checkout.js';
import type { WorkflowRun } from './run.js';
import { formsOfSecret } from './secret-forms.js';

/** One place where a secret lies open. The secret itself is not repeated. */
export interface Leak {
  /** `log`, `summary`, `output`, `annotation`, `artifact` or `file`, and where exactly. */
  readonly place: string;
  /** Position of the secret in the list that was searched for. */
  readonly secret: number;
}

const NOT_SEARCHED = new Set(['node_modules', '.git', '_github_workflow']);

/**
 * Searches everything that a run left behind for secrets, in every form: **raw** log (lines of `::add-mask::`
 * alone are exempt), summaries, annotations, step and job outputs, artifact names and contents, and what was
 * written into RUNNER_TEMP and the workspace (files as checked out are not searched).
 * @throws Error listing the places.
 */
export async function assertNoSecret(run: WorkflowRun, secrets: readonly string[]): Promise<void> {
  const leaks = await findLeaks(run, secrets);
  if (leaks.length > 0) {
    throw new Error(
      `Secrets lie open:\n${leaks.map(({ place, secret }) => `- secret ${secret + 1} in ${place}`).join('\n')}`,
    );
  }
}

/** Like {@link assertNoSecret}, returning the places. */
export async function findLeaks(run: WorkflowRun, secrets: readonly string[]): Promise<Leak[]> {
  const needles = secrets.map((secret) => [...formsOfSecret(secret)]);
  const leaks: Leak[] = [];
  const search = (text: string, place: string): void => {
    for (const [secret, forms] of needles.entries()) {
      if (forms.some((form) => text.includes(form))) leaks.push({ place, secret });
    }
  };
  searchLogs(run, search);
  searchJobs(run, search);
  await searchArtifacts(run.artifacts(), search);
  await searchMachines(run, needles, leaks);
  return leaks;
}

type Search = (text: string, place: string) => void;

function searchLogs(run: WorkflowRun, search: Search): void {
  for (const [index, { job, step, text }] of run.log.raw.entries()) {
    if (!/^\s*::add-mask::/.test(text)) search(text, `log line ${index + 1} (${job} | ${step})`);
  }
}

function searchJobs(run: WorkflowRun, search: Search): void {
  for (const job of Object.values(run.jobs)) {
    for (const [name, value] of Object.entries(job.outputs))
      search(value, `output ${name} of job ${job.key}`);
    for (const step of job.steps) {
      search(step.rawSummary, `summary of ${job.key} | ${step.name}`);
      for (const [name, value] of Object.entries(step.outputs))
        search(value, `output ${name} of ${job.key} | ${step.name}`);
      for (const { message } of step.annotations)
        search(message, `annotation of ${job.key} | ${step.name}`);
    }
  }
}

async function searchArtifacts(artifacts: readonly ArtifactView[], search: Search): Promise<void> {
  for (const artifact of artifacts) {
    search(artifact.name, `name of artifact ${artifact.id}`);
    for (const [file, content] of await artifact.files()) {
      search(file, `file name in artifact ${artifact.name}`);
      search(content.toString('utf8'), `artifact ${artifact.name}, file ${file}`);
    }
  }
}

async function searchMachines(
  run: WorkflowRun,
  needles: readonly string[][],
  leaks: Leak[],
): Promise<void> {
  for (const job of Object.values(run.jobs)) {
    // A kept job's machine belongs to the earlier attempt and was searched there.
    if (job.machine === undefined || job.attempt !== run.attempt) continue;
    for (const root of [job.machine.workspace, job.machine.temporary]) {
      for await (const file of filesBelow(root)) {
        if (job.machine.checkedOut.get(file) === (await fileStamp(file))) continue;
        for (const secret of await secretsIn(file, needles)) {
          leaks.push({ place: `file ${path.relative(root, file)} of job ${job.key}`, secret });
        }
      }
    }
  }
}

async function* filesBelow(directory: string): AsyncGenerator<string> {
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
    const file = path.join(directory, entry.name);
    if (NOT_SEARCHED.has(entry.name)) continue;
    if (entry.isDirectory()) yield* filesBelow(file);
    else if (entry.isFile()) yield file;
  }
}

/** Reads in pieces, with an overlap as long as the longest form: a left-over dump may be large. */
async function secretsIn(file: string, needles: readonly string[][]): Promise<number[]> {
  const longest = Math.max(1, ...needles.flat().map((form) => form.length * 4));
  const found = new Set<number>();
  let tail = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const text = tail + String(chunk);
    for (const [secret, forms] of needles.entries())
      if (forms.some((form) => text.includes(form))) found.add(secret);
    tail = text.slice(-longest);
  }
  return [...found];
}
