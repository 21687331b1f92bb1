import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecordOf } from '../../src/record/record.js';
import { showOnGitHub } from '../../src/report/githubstatus.js';
import { startGitHub, type GitHub, type Permissions } from '../harness/github/index.js';
import { useTools } from '../harness/tools.js';
import { ALL_SUCCEEDED, summaryOf, wholeDeploy } from './deploys.js';
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

test('a deploy sets the state of its commit’s deployment, one that is there already', async () => {
  const may: Permissions = { contents: 'read', deployments: 'write' };
  expect(await told(good, may)).toBe('');
  expect(await told(failedDeploy(), may)).toBe('');
  expect(github.deployments).toHaveLength(1);
  expect(github.deployments[0]?.fields).toMatchObject({
    environment: 'production',
    auto_merge: false,
  });
  expect(github.deployments[0]?.statuses).toMatchObject([
    { state: 'success', description: expect.stringMatching(/^Deployed to production/) },
    { state: 'failure', description: expect.stringMatching(/^Deploy to production failed/) },
  ]);
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

test.each([
  ['a deploy', good, 'The deployment on GitHub shows no state: the job needs `deployments: write`'],
  [
    'a preview',
    preview(good),
    'The pull request has no comment: the job needs `pull-requests: write`',
  ],
])('%s whose token may not says so once', async (_, record, words) => {
  const said = await told(record, { contents: 'read', actions: 'read' });
  expect(said.split('\n')).toEqual([expect.stringContaining(words)]);
});
