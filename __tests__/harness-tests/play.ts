import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  scaledClock,
  startGitHub,
  type GitHub,
  type GitHubOptions,
  type RunOptions,
  type WorkflowRun,
} from '../harness/github/index.js';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

/** A played GitHub that knows the probe action as `org/probe@v1` and cancels quickly. */
export class Play {
  readonly github: GitHub;
  readonly #directory: string;
  #files = 0;

  private constructor(github: GitHub, directory: string) {
    this.github = github;
    this.#directory = directory;
  }

  static async open(options: Partial<GitHubOptions> = {}): Promise<Play> {
    const github = await startGitHub({
      actions: { probe: path.join(FIXTURES, 'probe') },
      clock: scaledClock(0.02),
      ...options,
    });
    return new Play(github, await mkdtemp(path.join(os.tmpdir(), 'harness-tests-')));
  }

  async close(): Promise<void> {
    await this.github.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Starts a workflow given as YAML below `jobs:`. */
  async start(jobs: string, options: Partial<RunOptions> = {}): Promise<WorkflowRun> {
    const workflow = path.join(this.#directory, `play-${(this.#files += 1)}.yml`);
    await writeFile(workflow, `on: push\npermissions: write-all\njobs:\n${indent(jobs)}`);
    return this.github.start({ workflow, repository: { owner: 'acme', name: 'shop' }, ...options });
  }

  async run(jobs: string, options: Partial<RunOptions> = {}): Promise<WorkflowRun> {
    return (await this.start(jobs, options)).finished;
  }

  /** Runs one job of one step: the probe action doing `what`. */
  async probe(
    what: string,
    name = 'thing',
    options: Partial<RunOptions> = {},
  ): Promise<WorkflowRun> {
    return this.run(probeJob('probe', what, name), options);
  }
}

/** YAML of a job with one probe step, its outputs passed on. */
export function probeJob(id: string, what: string, name = 'thing', more = ''): string {
  return `${id}:
  runs-on: ubuntu-latest
${more}  outputs:
    value: \${{ steps.probe.outputs.value }}
  steps:
    - id: probe
      uses: org/probe@v1
      with: {do: ${what}, name: ${JSON.stringify(name)}}
`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
