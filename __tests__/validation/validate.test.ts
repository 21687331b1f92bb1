import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { recordSchema } from '../../src/record/record.js';
import { runSql } from '../harness/postgres/databases.js';
import { hasClient } from '../harness/postgres/server-binaries.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';
import { finding, GOOD_SECRET, ofVerdict, run } from './runs.js';

const production = useTestDatabase('production');
const development = useTestDatabase('development');
const fresh = useTestDatabase('production');
const tools = useTools();
const shop = useShop();

const secrets = (): Record<string, string> => ({
  DATABASE_URL: production.userUrl,
  DIRECT_URL: production.ownerUrl,
  DEV_DATABASE_URL: development.ownerUrl,
  PROD_DATABASE_URL: production.ownerUrl,
  JWT_SECRET: GOOD_SECRET,
  EMAIL_USERNAME: 'deploys@example.com',
});
const inputs = (): Record<string, string> => ({
  'working-directory': shop().directory,
  'required-secrets': 'DATABASE_URL DIRECT_URL JWT_SECRET',
  'optional-secrets': 'DEV_DATABASE_URL PROD_DATABASE_URL EMAIL_USERNAME EMAIL_PASSWORD',
  'reference-tables': '[categories, services]',
  checks: '[{ name: services, sql: select count(*) from services, expect: "> 0" }]',
});

test('a healthy setup passes with ordinary roles, and says what it is made of', async () => {
  const outcome = await run(tools(), inputs(), secrets());
  const amiss = ofVerdict(outcome, 'fail', 'warn', 'could not verify');
  // The minor release of this machine is no concern of this test, ordinary roles create no databases,
  // and there is no token to ask GitHub with.
  const client = hasClient(production.cluster.binaries) ? [] : ['client tools'];
  const beside = [...client, 'security release', 'rollback', 'artifact storage'];
  expect(amiss.filter(({ name }) => !beside.includes(name))).toEqual([]);
  expect(ofVerdict(outcome, 'not run').map(({ name }) => name)).toEqual([
    'secret EMAIL_PASSWORD',
    'reference tables on both sides',
    'drift since the last deploy',
  ]);
  expect(outcome).toMatchObject({
    status: 'passed',
    details: { migrationTool: 'node-pg-migrate', turnedOff: ['no mail is sent'] },
  });
  expect(outcome.details?.databases.map(({ role }) => role)).toEqual([
    'DATABASE_URL',
    'DIRECT_URL',
    'DEV_DATABASE_URL',
    'PROD_DATABASE_URL',
  ]);
  expect(finding(outcome, 'migration ledger').found).toContain(
    '1795341600000_add-service-duration',
  );
});

test('the outcome fits the record, and holds no password', async () => {
  const outcome = await run(tools(), inputs(), secrets());
  const { details, findings, status } = outcome;
  const json = JSON.stringify({ details, findings });
  expect(json).not.toContain('p@ss');
  expect(json).not.toContain('p%40ss');
  const now = new Date().toISOString();
  recordSchema.parse({
    ...{ version: 1, step: 'validate', environment: 'production', status, details, findings },
    ...{ startedAt: now, finishedAt: now, problems: [] },
    run: { runId: '42', attempt: 1, repository: '', sha: '', ref: '', actor: '', workflow: '', job: '', url: '' }, // prettier-ignore
  });
});

test('two runs find the same in the same order', async () => {
  const [one, two] = [
    await run(tools(), inputs(), secrets()),
    await run(tools(), inputs(), secrets()),
  ];
  // The disk of this machine may fill meanwhile; everything else is the same to the letter.
  const settled = ({ findings }: typeof one) => findings.filter(({ name }) => name !== 'disk');
  expect(settled(two)).toEqual(settled(one));
});

test('every problem is found in one run, each with its fix', async () => {
  const outcome = await run(
    tools(),
    {
      ...inputs(),
      'required-secrets': 'DATABASE_URL DIRECT_URL JWT_SECRET NEXTAUTH_SECRET',
      'reference-tables': '[category]',
      'retention-days': '200',
      checks: '[{ name: broken, sql: selct 1, expect: 1 }]',
    },
    {
      ...secrets(),
      JWT_SECRET: 'changeme',
      DEV_DATABASE_URL: production.ownerUrl,
      PROD_DATABASE_URL: 'postgres://user:pa/ss@host/db',
    },
    { visibility: 'public', longestRetentionDays: 90 },
  );
  expect(ofVerdict(outcome, 'fail').map(({ name }) => name)).toEqual([
    'secret JWT_SECRET',
    'secret NEXTAUTH_SECRET',
    'PROD_DATABASE_URL',
    'privacy of the backup',
    'DEV_DATABASE_URL reaches another database',
    'check: broken',
    'reference table category in DEV_DATABASE_URL',
  ]);
  const warned = ofVerdict(outcome, 'warn').map(({ name }) => name);
  expect(warned.filter((name) => name !== 'security release')).toEqual([
    'retention of the backup',
    'rollback',
  ]);
  for (const { fix } of ofVerdict(outcome, 'fail', 'warn')) expect(fix).toMatch(/\w/);
  expect(outcome.status).toBe('failed');
});

test('with nothing pending, both sides of the promotion are compared as promote will', async () => {
  const inProduction = { ...secrets(), DEV_DATABASE_URL: fresh.ownerUrl };
  const directory = await mkdtemp(join(tmpdir(), 'no-migrations-'));
  const released = { ...inputs(), 'working-directory': directory };
  const same = await run(tools(), released, inProduction);
  expect(finding(same, 'reference tables on both sides').verdict).toBe('pass');
  await runSql(fresh.cluster, fresh.name, 'alter table categories alter slug type varchar(99)');
  const other = await run(tools(), released, inProduction);
  expect(finding(other, 'reference tables on both sides')).toMatchObject({
    verdict: 'fail',
    found: expect.stringContaining('column slug is text in production and') as unknown,
  });
  await rm(directory, { recursive: true });
});
