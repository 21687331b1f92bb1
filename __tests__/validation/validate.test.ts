import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { hasFailed } from '../../src/record/finding.js';
import { recordSchema } from '../../src/record/record.js';
import { reach } from '../../src/validation/reach.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';
import { connectionTo } from '../postgres/connections.js';
import { finding, GOOD_SECRET, named, ofVerdict, run, visitOf } from './runs.js';

const production = useTestDatabase('production');
const development = useTestDatabase('development');
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
  expect(ofVerdict(outcome, 'fail', 'warn', 'could not verify')).toEqual([]);
  expect(ofVerdict(outcome, 'not run').map(({ name }) => name)).toEqual(['secret EMAIL_PASSWORD']);
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
  expect(two.findings).toEqual(one.findings);
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
    'reference table category in DEV_DATABASE_URL',
    'check broken',
  ]);
  expect(ofVerdict(outcome, 'warn').map(({ name }) => name)).toEqual(['retention of the backup']);
  for (const { fix } of ofVerdict(outcome, 'fail', 'warn')) expect(fix).toMatch(/\w/);
  expect(outcome.status).toBe('failed');
});

describe('nothing to connect to', () => {
  test('fails on the missing secrets, and says that nothing was looked at', async () => {
    const outcome = await run(tools(), {});
    expect(ofVerdict(outcome, 'fail').map(({ name }) => name)).toEqual([
      'secret DATABASE_URL',
      'secret DIRECT_URL',
    ]);
    expect(finding(outcome, 'databases').verdict).toBe('not run');
    expect(finding(outcome, 'secret DIRECT_URL').fix).toContain(
      'DIRECT_URL: ${{ secrets.DIRECT_URL }}',
    );
  });

  test('needs both URLs of production even when required-secrets forgets them', async () => {
    const outcome = await run(
      tools(),
      { 'required-secrets': 'JWT_SECRET' },
      { JWT_SECRET: GOOD_SECRET },
    );
    expect(ofVerdict(outcome, 'fail').map(({ name }) => name)).toEqual([
      'DATABASE_URL',
      'DIRECT_URL',
    ]);
  });
});

describe('a server that does not let us in', () => {
  test.each([
    ['closed port', () => 'postgres://u:p@127.0.0.1:1/db', /ECONNREFUSED/, /firewall/],
    [
      'wrong password',
      () => production.ownerUrl.replace('owner%20', 'owner-'),
      /authentication failed/,
      /copy the URL/,
    ],
    [
      'no such database',
      () => production.ownerUrl.replace(production.name, 'nowhere'),
      /does not exist/,
      /after the last slash/,
    ],
    [
      'no such host',
      () => 'postgres://u:p@db.invalid:5432/db',
      /ENOTFOUND|EAI_AGAIN/,
      /host|network/,
    ],
    ['no TLS there', () => `${production.ownerUrl}?sslmode=require`, /SSL/, /sslmode=disable/],
  ])('%s: named with its fix, and the others are still examined', async (_, url, found, fix) => {
    const outcome = await run(tools(), inputs(), { ...secrets(), DEV_DATABASE_URL: url() });
    const failed = finding(outcome, 'DEV_DATABASE_URL connects');
    expect(failed.verdict).toBe('fail');
    expect(failed.found).toMatch(found);
    expect(failed.fix).toMatch(fix);
    expect(ofVerdict(outcome, 'fail')).toEqual([failed]);
    expect(ofVerdict(outcome, 'not run').map(({ name }) => name)).toEqual([
      'secret EMAIL_PASSWORD',
      'DEV_DATABASE_URL reaches another database',
      'reference tables in DEV_DATABASE_URL',
    ]);
    expect(finding(outcome, 'privileges for backup').verdict).toBe('pass');
  });

  test('without DIRECT_URL every check on production says that it did not run', async () => {
    const outcome = await run(tools(), inputs(), {
      ...secrets(),
      DIRECT_URL: 'postgres://u:p@127.0.0.1:1/db',
    });
    for (const name of [
      'DIRECT_URL is direct',
      'privileges for',
      'client tools',
      'disk',
      'work of others',
      'migration ledger',
      'reference tables in DIRECT_URL',
    ]) {
      for (const one of named(outcome, name)) expect(one.verdict).toBe('not run');
    }
    expect(finding(outcome, 'DEV_DATABASE_URL connects').verdict).toBe('pass');
    expect(finding(outcome, 'check services').verdict).toBe('pass');
  });

  test('a server that accepts and stays silent is given up', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const connection = connectionTo(`postgres://u:p@127.0.0.1:${port}/db`);
      const impatient = { ...visitOf(), patienceMs: 200 };
      const { findings } = await reach({ name: 'DATABASE_URL', connection }, impatient);
      expect(findings).toMatchObject([{ verdict: 'fail', found: 'no answer within 0.2 s' }]);
    } finally {
      silent.close();
    }
  });

  test('a cancelled step stops at once with the reason of the signal', async () => {
    const stopped = tools();
    const silent = createServer((socket) => {
      socket.once('data', () => {
        stopped.cancel(new Error('cancelled'));
      });
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const url = `postgres://u:p@127.0.0.1:${port}/db`;
      await expect(run(stopped, inputs(), { ...secrets(), DEV_DATABASE_URL: url })).rejects.toThrow(
        'cancelled',
      );
    } finally {
      silent.close();
    }
  });
});

describe('the repository', () => {
  test.each([
    ['private', 'pass', false],
    ['public', 'fail', true],
    ['unknown', 'could not verify', false],
  ] as const)('%s: %s', async (visibility, verdict, failed) => {
    const outcome = await run(tools(), {}, {}, { visibility });
    expect(finding(outcome, 'privacy of the backup').verdict).toBe(verdict);
    expect(hasFailed([finding(outcome, 'privacy of the backup')])).toBe(failed);
  });

  test.each([
    ['30', 90, 'pass'],
    ['90', 90, 'pass'],
    ['91', 90, 'warn'],
    ['400', undefined, 'pass'],
  ] as const)('keeps a backup of %s days when it allows %s: %s', async (days, longest, verdict) => {
    const outcome = await run(
      tools(),
      { 'retention-days': days },
      {},
      { longestRetentionDays: longest },
    );
    expect(finding(outcome, 'retention of the backup').verdict).toBe(verdict);
  });
});
