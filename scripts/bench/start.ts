import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave, median, timeProcess, type Result } from './rounds.js';

const ROUNDS = 21;
const BUDGET = 4;

/**
 * Whole process, `validate` refusing missing secrets, against an empty Node. As in a job, but without
 * the artifact service: loading its client to store the record comes on top there.
 */
export async function benchStart(root: string, nodes: readonly string[]): Promise<Result[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'db-deploy-bench-'));
  const env = { PATH: process.env['PATH'] ?? '' };
  const file = (name: string): string => join(cwd, name);
  const job = {
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ID: '1',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_WORKSPACE: cwd,
    RUNNER_TEMP: cwd,
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    INPUT_STEP: 'validate',
  };
  try {
    for (const name of ['summary', 'output', 'state']) await writeFile(file(name), '');
    const results: Result[] = [];
    for (const node of nodes) {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
      const times = await interleave(ROUNDS, {
        empty: () => timeProcess(node, ['-e', '0'], { env, cwd }),
        validate: () =>
          timeProcess(node, [join(root, 'dist/index.js')], {
            env: { ...env, ...job },
            cwd,
            expected: 1,
          }),
      });
      const empty = median(times['empty'] ?? []);
      const validate = median(times['validate'] ?? []);
      const ratio = validate / empty;
      results.push({
        what: `validate refusing a missing secret, ${version}`,
        measured: `${ratio.toFixed(2)}× node -e 0 (${validate.toFixed(0)} ms / ${empty.toFixed(0)} ms)`,
        budget: `≤ ${BUDGET}×`,
        kept: ratio <= BUDGET,
      });
    }
    return results;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
