import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fail } from '../../src/record/finding.js';
import { publish } from '../../src/report/publish.js';
import { useTools } from '../harness/tools.js';
import { recordOf, summaryOf } from './deploys.js';
import { failedDeploy } from './failed-deploy.js';
import { spoilt } from './spoilt.js';
import { ENDED, jobTimes } from './times.js';

const SECRETS = [
  'postgres://app_user:Tr0ub4dor%263@db.example.com/shop',
  'Tr0ub4dor&3-and-longer',
  'has <html> & `ticks` | pipes',
  '-----BEGIN KEY-----',
  'MIIEvQIBADANBgkqhkiG9w0',
];

const tools = useTools();
const saved = { ...process.env };
const path = (name: string): string => join(tools().workDirectory, name);
beforeEach(async () => {
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
    await writeFile(path(name), '');
    process.env[name] = path(name);
  }
});
afterEach(() => {
  process.env = { ...saved };
});

/** Everything that leaves the step: log, outputs, page, and the files of the record. */
async function leftBehind(): Promise<Record<string, string>> {
  const [artifact] = await tools().artifacts.list();
  if (artifact === undefined) throw new Error('there is no record');
  await mkdir(path('fetched'));
  await tools().artifacts.download(artifact, path('fetched'));
  const files = await readdir(path('fetched'));
  const texts = await Promise.all(
    files.map(async (file) => [file, await readFile(join(path('fetched'), file), 'utf8')]),
  );
  return {
    ...(Object.fromEntries(texts) as Record<string, string>),
    log: tools().lines.join('\n'),
    outputs: await readFile(path('GITHUB_OUTPUT'), 'utf8'),
    page: await readFile(path('GITHUB_STEP_SUMMARY'), 'utf8'),
  };
}

test('a secret in every field of every record reaches nothing that is left behind', async () => {
  tools().log.mask(SECRETS);
  const record = failedDeploy();
  const details = record.details && {
    ...record.details,
    times: jobTimes(),
    timesUnread: 'why',
    reviews: [{ environment: 'reference-data', approved: false, by: 'dora' }],
    others: [{ environment: 'eu', jobs: [], earlier: [], records: record.details.records }],
  };
  const secrets = SECRETS.join(' ');
  const planted = spoilt(
    { ...record, ...(details && { details }) },
    (text) => `${text} ${secrets}`,
  );
  await publish({ ...planted, environment: 'production', finishedAt: ENDED }, tools(), true);
  const left = await leftBehind();
  expect(Object.keys(left).sort()).toEqual([
    'log',
    'outputs',
    'page',
    'record.json',
    'report.html',
  ]);
  for (const [where, text] of Object.entries(left)) {
    expect(text).not.toBe('');
    for (const secret of [...SECRETS, 'Tr0ub4dor', 'MIIEv'])
      expect({ where, secret, found: text.includes(secret) }).toEqual({
        where,
        secret,
        found: false,
      });
  }
});

test('an error of a million characters makes neither page nor report nor log long', async () => {
  const long = 'x'.repeat(1_000_000);
  const step = recordOf('migrate', {
    status: 'failed',
    findings: [fail(long, { expected: long, found: long, fix: long })],
    problems: [{ attempted: long, found: long, nextAction: long }],
  });
  await publish(summaryOf({ records: [step] }), tools(), true);
  await publish(step, tools(), true);
  const { page = '', 'report.html': report = '', log = '' } = await leftBehind();
  expect(log.length).toBeLessThan(30_000);
  expect(page.length).toBeLessThan(20_000);
  expect(report.length).toBeLessThan(30_000);
});
