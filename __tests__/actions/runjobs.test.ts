import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import type { RestSettings } from '../../src/actions/restartifacts.js';
import { readJobTimes } from '../../src/actions/runjobs.js';
import { problemsOf } from '../../src/errors.js';
import { startGitHub, type GitHub, type WorkflowRun } from '../harness/github/index.js';

const REPOSITORY = { owner: 'acme', name: 'shop', private: true };
const WORKFLOW = `on: push
jobs:
  check: { name: Check before the deploy, runs-on: x, steps: [{ run: 'true' }] }
  deploy:
    needs: check
    runs-on: x
    strategy: { fail-fast: false, matrix: { to: [staging, production] } }
    steps: [{ run: 'test \${{ matrix.to }} = staging' }]
  promote: { needs: deploy, runs-on: x, steps: [{ run: 'true' }] }
`;

let github: GitHub;
let directory: string;
let run: WorkflowRun;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'runjobs-'));
  await writeFile(join(directory, 'deploy.yml'), WORKFLOW);
  github = await startGitHub({ actions: {} });
  run = await github.run({ workflow: join(directory, 'deploy.yml'), repository: REPOSITORY });
});
afterAll(async () => {
  await github.close();
  await rm(directory, { recursive: true, force: true });
});

/** The platform's fetch, with api.github.com played here. */
const played: typeof globalThis.fetch = (input, init) => {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input);
  return fetch(new URL(pathname + search, github.server.origin), init);
};

const settings = (token: string | undefined): RestSettings => ({
  ...{ repository: 'acme/shop', token, fetch: played, signal: new AbortController().signal },
  clock: { now: () => systemClock.now(), sleep: () => Promise.resolve() },
});
const may = (actions: 'read' | 'none'): string =>
  github.issueToken(REPOSITORY, { contents: 'read', actions });
const facts = (attempt = 1) => ({ runId: String(run.id), attempt });

test('every job of the attempt is told, by its shown name, one of a matrix apart', async () => {
  const jobs = await readJobTimes(facts(), settings(may('read')));
  expect(jobs.map(({ name, result }) => `${name}: ${result}`)).toEqual([
    'Check before the deploy: success',
    'deploy (staging): success',
    'deploy (production): failure',
    'promote: skipped',
  ]);
  const [check] = jobs;
  expect(check?.url).toMatch(/^https:\/\/github\.com\/acme\/shop\/actions\/runs\/\d+\/job\/\d+$/);
  expect(Date.parse(check?.finishedAt ?? '')).toBeGreaterThanOrEqual(
    Date.parse(check?.startedAt ?? ''),
  );
});

test('a server error is asked about again', async () => {
  const operation =
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs';
  github.faults.plan(operation, { kind: 'status', status: 502 }, { times: 1 });
  expect(await readJobTimes(facts(), settings(may('read')))).toHaveLength(4);
});

test.each([
  ['a token that may not', () => may('none'), /lacks `actions: read`/],
  ['no token', () => undefined, undefined],
])('%s: the reason is told, and nobody waits', async (_, token, cause) => {
  const error: unknown = await readJobTimes(facts(), settings(token())).catch(
    (thrown: unknown) => thrown,
  );
  expect(problemsOf(error, '')[0]).toMatchObject({
    attempted: 'read the jobs of this run',
    ...(cause === undefined ? {} : { likelyCause: expect.stringMatching(cause) }),
  });
});

test('an attempt that does not exist is told like a missing run', async () => {
  await expect(readJobTimes(facts(9), settings(may('read')))).rejects.toThrow();
});
