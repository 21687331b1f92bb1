import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getOctokit } from '@actions/github';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecordOf } from '../../src/record/record.js';
import { showOnGitHub } from '../../src/report/githubstatus.js';
import { startGitHub, type GitHub, type Permissions } from '../harness/github/index.js';
import { useTools } from '../harness/tools.js';
import { ALL_SUCCEEDED, promoteDetails, recordOf, summaryOf, wholeDeploy } from './deploys.js';
import { failedDeploy } from './failed-deploy.js';

const tools = useTools();
const REPOSITORY = { owner: 'acme', name: 'booking-shop' };

let github: GitHub;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'showOnGitHub-'));
  const workflow = join(directory, 'deploy.yml');
  await writeFile(workflow, "on: push\njobs: { a: { runs-on: x, steps: [{ run: 'true' }] } }\n");
  github = await startGitHub({ actions: {} });
  // The repository begins to exist by its first run.
  await github.run({ workflow, repository: { ...REPOSITORY, private: true } });
});
afterAll(async () => {
  await github.close();
  await rm(directory, { recursive: true, force: true });
});

/** The platform's fetch, with api.github.com played here. */
const fetch: typeof globalThis.fetch = (input, init) => {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input);
  return globalThis.fetch(new URL(pathname + search, github.server.origin), init);
};

const good = summaryOf({ jobs: ALL_SUCCEEDED, records: wholeDeploy() });
const preview = (record: RecordOf<'summarize'>): RecordOf<'summarize'> => ({
  ...record,
  run: { ...record.run, ref: 'refs/pull/7/merge' },
});

async function told(record: RecordOf<'summarize'>, permissions: Permissions): Promise<string> {
  const token = github.issueToken(REPOSITORY, permissions);
  await showOnGitHub(record, { ...tools(), fetch }, token);
  return tools().lines.join('\n');
}

/** As GitHub does for a job that names the environment. */
async function deployed(environment: string, runId: string): Promise<void> {
  const token = github.issueToken(REPOSITORY, { deployments: 'write' });
  const { rest } = getOctokit(token, { request: { fetch } });
  const at = { owner: REPOSITORY.owner, repo: REPOSITORY.name };
  const ref = good.run.sha;
  const { data } = await rest.repos.createDeployment({
    ...at,
    ref,
    environment,
    auto_merge: false,
  });
  if (!('id' in data)) throw new Error(data.message);
  const log_url = `https://github.com/acme/booking-shop/actions/runs/${runId}/job/9`;
  const status = { ...at, deployment_id: data.id, log_url };
  await rest.repos.createDeploymentStatus({ ...status, state: 'in_progress' });
}

const statesOf = (): unknown[][] =>
  github.deployments.map(({ statuses }) => statuses.map(({ state }) => state));

const MAY: Permissions = { contents: 'read', deployments: 'write' };

test('a run without a deployment makes none: not for its commit, nor on that of another', async () => {
  await deployed('production', '47');
  await deployed('staging', '4711');
  expect(await told(good, MAY)).toBe('');
  expect(statesOf()).toEqual([['in_progress'], ['in_progress']]);
});

test('how it ended is the state of the newest deployment of its run', async () => {
  await deployed('production', '4711');
  await deployed('production', '4711');
  await deployed('production', '4712');
  expect(await told(good, MAY)).toBe('');
  expect(await told(failedDeploy(), MAY)).toBe('');
  expect(statesOf().slice(2)).toEqual([
    ['in_progress'],
    ['in_progress', 'success', 'failure'],
    ['in_progress'],
  ]);
  expect(github.deployments[3]?.statuses.slice(1)).toMatchObject([
    { description: expect.stringMatching(/^Deployed to production/) },
    { description: expect.stringMatching(/^Deploy to production failed/) },
  ]);
  expect(await told(good, { deployments: 'read' })).toMatch(
    /^NOTICE .*does not show how it ended: the job needs `deployments: write`/,
  );
});

test('a run that only previewed leaves the state of its deployment alone', async () => {
  await deployed('preprod', '4711');
  const records = [recordOf('promote', { details: { ...promoteDetails, mode: 'preview', applied: false } })]; // prettier-ignore
  expect(await told(summaryOf({ records }, { environment: 'preprod' }), MAY)).toBe('');
  expect(statesOf().at(-1)).toEqual(['in_progress']);
});

test('a preview writes one comment, over its earlier one and over nobody else’s', async () => {
  const may: Permissions = { contents: 'read', 'pull-requests': 'write' };
  expect(await told(preview(failedDeploy()), may)).toBe('');
  expect(await told(preview(good), may)).toBe('');
  expect(github.comments).toHaveLength(1);
  const { issue, body } = github.comments[0] ?? {};
  expect(issue).toBe(7);
  expect(body).toMatch(/^<!-- db-deploy production -->\n## ✅ Deployed to production/);
  const other = summaryOf({ jobs: ALL_SUCCEEDED }, { environment: 'staging' });
  await told(preview(other), may);
  expect(github.comments).toHaveLength(2);
});

test('a page that is too long for a comment is cut', async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => `${at} ${'x'.repeat(900)}`);
  const [validate] = wholeDeploy();
  const findings = lines.map((found) => ({ name: found, verdict: 'fail' as const, found }));
  const records =
    validate === undefined ? [] : [{ ...validate, status: 'failed' as const, findings }];
  await told(preview(summaryOf({ records })), { contents: 'read', 'pull-requests': 'write' });
  expect(github.comments[0]?.body).toMatch(/cut because it is too long/);
});

test('a deploy whose token may not look says so in the log, and bothers nobody', async () => {
  expect(await told(good, { contents: 'read' })).toBe(
    'Whether GitHub has a deployment of this run is not known: the job needs `deployments: write` for it.',
  );
});

test('a preview whose token may not says so once', async () => {
  const said = await told(preview(good), { contents: 'read', actions: 'read' });
  expect(said.split('\n')).toEqual([
    expect.stringContaining(
      'The pull request has no comment: the job needs `pull-requests: write`',
    ),
  ]);
});
