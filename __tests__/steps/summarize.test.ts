import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { recordSchema, type DeployRecord } from '../../src/record/record.js';
import { pageOf } from '../../src/report/page.js';
import { summarize } from '../../src/steps/summarize.js';
import { configFor } from '../harness/config.js';
import { useTools } from '../harness/tools.js';
import { JOB, promoteDetails, recordOf, summaryOf, wholeDeploy } from '../report/deploys.js';

const tools = useTools();

const needs = (results: Record<string, string>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(results).map(([job, result]) => [job, { result, outputs: {} }]),
    ),
  );
const ALL = needs({
  predeploy: 'success',
  backup: 'success',
  'deploy-database': 'success',
  'promote-reference-data': 'success',
  'verify-deployment': 'success',
});

async function run(given: { records?: readonly DeployRecord[]; needs?: string }) {
  for (const record of given.records ?? []) await tools().records.publish(record);
  const inputs = given.needs === undefined ? undefined : { needs: given.needs };
  const outcome = await summarize(await configFor('summarize', inputs ?? {}), tools());
  const summary = recordOf('summarize', {
    status: outcome.status,
    findings: [...outcome.findings],
    ...(outcome.details && { details: outcome.details }),
  });
  // What main stores must be readable by whoever comes next.
  expect(recordSchema.safeParse(summary).error).toBeUndefined();
  return { ...outcome, page: pageOf(summary) };
}

/** Leaves an artifact that looks like the record of a step and holds this text. */
async function leaveText(step: string, text: string, environment = 'production'): Promise<void> {
  const directory = join(tools().workDirectory, `text-${step}`);
  await mkdir(directory);
  await writeFile(join(directory, 'record.json'), text);
  await tools().artifacts.upload(
    `db-deploy-record-${environment}-${step}-a1`,
    ['record.json'],
    directory,
    1,
  );
}

test('everything there: one page, the jobs in the order of needs', async () => {
  const { status, details, findings, page } = await run({ records: wholeDeploy(), needs: ALL });
  expect(status).toBe('passed');
  expect(findings).toEqual([]);
  expect(details?.jobs.map(({ name }) => name)).toEqual([
    'predeploy',
    'backup',
    'deploy-database',
    'promote-reference-data',
    'verify-deployment',
  ]);
  expect(page).toMatch(/^## ✅ Deployed to production: 2 migrations applied/);
});

test('no record at all: the page says what needs says, and the step passes', async () => {
  const { status, page } = await run({
    needs: needs({ backup: 'failure', 'deploy-database': 'skipped' }),
  });
  expect(status).toBe('passed');
  expect(page).toMatch(
    /^## ❌ Deploy to production failed at job backup: no backup is recorded, and without one nothing is changed, unless/,
  );
  expect(page).toContain('There is no record of a backup in this run.');
});

test('nothing at all: the page says that nothing is known', async () => {
  const { status, page } = await run({});
  expect(status).toBe('passed');
  expect(page).toMatch(/^## ⚠️ Deploy to production: nothing is known about it/);
});

test.each([
  ['truncated', '{"version":1,"step":"verify","env'],
  ['of a newer version', JSON.stringify({ ...recordOf('verify'), version: 2 })],
  ['of another step than it knows', JSON.stringify({ ...recordOf('verify'), step: 'dance' })],
  ['empty', ''],
])('a record that is %s is named, and the deploy is not called good', async (_, text) => {
  await leaveText('verify', text);
  const { status, details, findings, page } = await run({
    records: wholeDeploy().filter(({ step }) => step !== 'verify'),
    needs: ALL,
  });
  expect(status).toBe('passed');
  expect(details?.unreadable).toEqual([
    expect.stringContaining('db-deploy-record-production-verify-a1'),
  ]);
  expect(findings).toMatchObject([{ verdict: 'could not verify' }]);
  expect(page).toMatch(
    /^## ⚠️ Deploy to production: every job succeeded, but there is no record of verify/,
  );
  expect(page).toMatch(
    /record of a step \| could not verify: db-deploy-record-production-verify-a1/,
  );
});

test('needs that is not JSON is said, and the records still make a page', async () => {
  const { status, findings, page } = await run({ records: wholeDeploy(), needs: '{"a":' });
  expect(status).toBe('passed');
  expect(findings).toMatchObject([
    { verdict: 'could not verify', found: 'the input needs is not JSON' },
  ]);
  expect(page).toMatch(/^## ✅ Deployed/);
});

test.each([
  ['empty', '{}', undefined],
  ['of another shape', '["backup"]', /does not look like/],
  ['with a result that is none', '{"backup":{"result":"fine"}}', /does not look like/],
  [
    'of 120 KB',
    JSON.stringify({ backup: { result: 'success', outputs: { x: 'y'.repeat(120_000) } } }),
    undefined,
  ],
])('needs that is %s makes a page all the same', async (_, given, found) => {
  const { status, findings, page } = await run({ records: wholeDeploy(), needs: given });
  expect(status).toBe('passed');
  expect(findings.map((finding) => finding.found)).toEqual(
    found === undefined ? [] : [expect.stringMatching(found)],
  );
  expect(page).toMatch(/^## ✅ Deployed/);
  expect(page.length).toBeLessThan(20_000);
});

test('the newest attempt of a step in a job counts; the earlier one is mentioned', async () => {
  const failed = recordOf('migrate', { status: 'failed' });
  const { details, page } = await run({
    records: [
      failed,
      ...wholeDeploy().filter(({ step }) => step !== 'migrate'),
      recordOf('migrate', { attempt: 2, findings: [] }),
    ],
    needs: ALL,
  });
  expect(details?.records.map(({ step, run }) => `${step} ${run.attempt}`)).toEqual([
    'validate 1',
    'backup 1',
    'promote 1',
    'verify 1',
    'migrate 2',
  ]);
  expect(details?.earlier).toHaveLength(1);
  expect(page).toContain('attempt 1 of migrate in `deploy-database` failed');
});

test('the same step in two jobs: a second attempt of one does not hide the first of the other', async () => {
  const base = recordOf('verify', { status: 'failed' });
  const other = { ...base, run: { ...base.run, job: 'verify-eu' } };
  const records = [other, ...wholeDeploy(), recordOf('verify', { attempt: 2 })];
  const { details, page } = await run({ records, needs: ALL });
  expect(details?.records).toHaveLength(6);
  expect(details?.jobs.at(-1)).toEqual({ name: 'verify-eu', result: 'unknown' });
  expect(page).toMatch(/^## ❌ Deploy to production failed at verify/);
});

test('on a laptop the later run of a step counts', async () => {
  const at = (runId: string, minute: number, status: 'passed' | 'failed'): DeployRecord => {
    const base = recordOf('verify', { status, startedAt: `2026-11-22T02:0${minute}:00.000Z` });
    return { ...base, run: { ...base.run, runId, job: 'laptop', url: '' } };
  };
  const { details } = await run({
    records: [at('local-1', 1, 'failed'), at('local-2', 2, 'passed')],
  });
  expect(details?.records.map(({ status }) => status)).toEqual(['passed']);
});

test('a matrix: one verdict per environment, the worst first, and none pays for another', async () => {
  const to = (environment: string, records: readonly DeployRecord[]): DeployRecord[] =>
    records.map((record) => ({ ...record, environment }));
  const records = [
    ...to('production', wholeDeploy()),
    ...to('eu', wholeDeploy().slice(0, 2)),
    ...to('eu', [recordOf('migrate', { status: 'failed' })]),
    ...to('eu-west', wholeDeploy()),
  ];
  const all = { [JOB.validate]: 'success', [JOB.backup]: 'success', [JOB.migrate]: 'failure' };
  const { page, details } = await run({ records, needs: needs(all) });
  expect(details?.others?.map(({ environment }) => environment)).toEqual(['eu', 'eu-west']);
  expect(
    page
      .split('\n')
      .filter((line) => /^(## |\| `)/.test(line))
      .slice(0, 4),
  ).toEqual([
    '## ❌ Deploy to eu failed at migrate: what it changed is not known',
    '| `eu` | ❌ Deploy to eu failed at migrate: what it changed is not known |',
    expect.stringMatching(/^\| `production` \| ✅ Deployed to production/),
    expect.stringMatching(/^\| `eu-west` \| ✅ Deployed to eu-west/),
  ]);
  expect(page.match(/^## /gm)).toHaveLength(2);
});

test('a record that cannot be read is missed by its own environment alone', async () => {
  const eu = wholeDeploy().map((record) => ({ ...record, environment: 'eu' }));
  await leaveText('backup', 'torn', 'eu');
  const { details } = await run({ records: [...wholeDeploy(), ...eu.slice(0, 1)], needs: ALL });
  expect(details?.unreadable).toEqual([]);
  expect(details?.others).toMatchObject([{ unreadable: [expect.stringContaining('eu-backup')] }]);
});

test('a run that only previewed: its rows are on the page that a pull request gets', async () => {
  const details = { ...promoteDetails, mode: 'preview', applied: false };
  const { page } = await run({ records: [recordOf('promote', { details })] });
  expect(page).toMatch(/^## 👁️ Preview for production: 3 rows would change; nothing is written\n/);
  expect(page).toContain('Hair → Hair &#38; beard');
});

test('an earlier summary of the run is no step of the deploy', async () => {
  await tools().records.publish(summaryOf({ records: wholeDeploy() }));
  const { details } = await run({ needs: needs({ [JOB.backup]: 'success' }) });
  expect(details?.records).toEqual([]);
});

test('a store that does not answer fails the step only when needs tells nothing either', async () => {
  const broken = {
    ...tools(),
    records: { ...tools().records, readAll: () => Promise.reject(new Error('503')) },
  };
  const told = await summarize(await configFor('summarize', { needs: ALL }), broken);
  expect(told.status).toBe('passed');
  expect(told.details?.unreadable).toEqual(['the list of records: 503']);
  const untold = await summarize(await configFor('summarize', {}), broken);
  expect(untold.status).toBe('failed');
});
