import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
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
      'reference tables on both sides',
      'drift since the last deploy',
    ]);
    expect(finding(outcome, 'read access').verdict).toBe('pass');
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
      'checks',
      'migration ledger',
      'reference tables in DIRECT_URL',
    ]) {
      for (const one of named(outcome, name)) expect(one.verdict).toBe('not run');
    }
    expect(finding(outcome, 'DEV_DATABASE_URL connects').verdict).toBe('pass');
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
