import { inBytes } from '../../src/record/amounts.js';
import { describe, expect, test } from '@jest/globals';
import { withMutex } from '../../src/postgres/mutex.js';
import type { Provision } from '../../src/postgres/aptinstall.js';
import { clientToolFindings, diskFinding, diskFindings } from '../../src/validation/machine.js';
import { undetectedFinding } from '../../src/validation/ledger.js';
import { weatherFindings } from '../../src/validation/weather.js';
import { providePgBouncer, startPooler } from '../harness/pgbouncer.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { hasClient } from '../harness/postgres/server-binaries.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';
import { connectionTo } from '../postgres/connections.js';
import { useFakeTree } from '../postgres/faketree.js';
import { finding, ofVerdict, reached, run, visitOf } from './runs.js';

const database = useFreshDatabase('production');
const tools = useTools();
const shop = useShop();
const tree = useFakeTree();

(providePgBouncer() === undefined ? test.skip : test)(
  'a transaction pooler as DIRECT_URL fails, and the rest is still examined',
  async () => {
    const { cluster, name, ownerUrl } = database();
    const pooler = await startPooler(cluster, { mode: 'transaction', logins: [roles.owner] });
    try {
      const outcome = await run(
        tools(),
        { 'working-directory': shop().directory },
        { DATABASE_URL: ownerUrl, DIRECT_URL: pooler.url(name, roles.owner) },
      );
      expect(ofVerdict(outcome, 'fail')).toEqual([
        {
          name: 'DIRECT_URL is direct',
          verdict: 'fail',
          expected: expect.stringContaining('no transaction pooler') as unknown,
          found: expect.stringContaining('a transaction pooler') as unknown,
          fix: expect.stringContaining('set DIRECT_URL') as unknown,
        },
      ]);
      expect(finding(outcome, 'read access').verdict).toBe('pass');
    } finally {
      await pooler.stop();
    }
  },
);

describe('the work of others', () => {
  test('a deploy that holds the lock is named', async () => {
    const { clock, log } = tools();
    const signal = new AbortController().signal;
    const holder = { purpose: 'migrate', applicationName: 'db-deploy/migrate/7', waitMs: 0 };
    const direct = connectionTo(database().ownerUrl);
    await withMutex(direct, { ...holder, clock, log, signal }, async () => {
      expect(await weatherOf('other deploys')).toMatchObject({
        verdict: 'warn',
        found: expect.stringMatching(/held by db-deploy\/migrate\/7 \(backend \d+/) as unknown,
      });
    });
    expect(await weatherOf('other deploys')).toMatchObject({ verdict: 'pass' });
  });

  test('a long transaction is named with how to end it; a young one is none', async () => {
    await beside(roles.owner, 'begin; select 1', async () => {
      expect(await weatherOf('long transactions', 0)).toMatchObject({
        verdict: 'warn',
        found: expect.stringMatching(
          /backend \d+ of app_owner, test-harness, idle in transaction/,
        ) as unknown,
        fix: expect.stringMatching(/select pg_terminate_backend\(\d+\);$/) as unknown,
      });
      expect(await weatherOf('long transactions')).toMatchObject({ verdict: 'pass' });
    });
  });

  test('one whose age the role may not see could not be verified', async () => {
    await beside(roles.user, 'begin; lock table services in access share mode', async () => {
      expect(await weatherOf('long transactions')).toEqual({
        name: 'long transactions',
        verdict: 'could not verify',
        found: '1 sessions of other roles hold locks and hide how long',
        fix: 'grant pg_read_all_stats to app_owner;',
      });
    });
  });

  test('a dump of somebody else is named', async () => {
    await beside(
      roles.user,
      "set application_name = 'pg_dump'; begin; lock table services in access share mode",
      async () => {
        expect(await weatherOf('other dumps')).toMatchObject({ verdict: 'warn' });
      },
    );
  });

  async function weatherOf(name: string, longSeconds?: number) {
    const direct = await reached(database().ownerUrl);
    return finding({ findings: await weatherFindings(direct, visitOf(), longSeconds) }, name);
  }

  function beside(as: { user: string; password: string }, sql: string, work: () => Promise<void>) {
    const { cluster, name } = database();
    return withClient(
      cluster,
      name,
      async (client) => {
        await client.query(sql);
        await work();
      },
      as,
    );
  }
});

describe('this machine', () => {
  (hasClient(testCluster().binaries) ? test : test.skip)(
    'has the client of the server',
    async () => {
      const direct = await reached(database().ownerUrl);
      const [found, release] = await clientToolFindings(direct, provision());
      expect(found?.found).toContain(database().cluster.binaries.version);
      expect(release?.name).toBe('security release');
    },
  );

  test('or says which line installs it', async () => {
    const direct = { ...(await reached(database().ownerUrl)), major: 99 };
    const missing = clientToolFindings(direct, provision());
    await expect(missing).rejects.toThrow(/apt-get install -y postgresql-client-99/);
  });

  test.each([
    ['at once', ['pass', 'pass'], /would be installed by apt-get: postgresql-client-17 17\.11-1/],
    ['with PGDG', ['could not verify'], /reads? its sources anew, then add apt\.postgresql\.org,/],
  ] as const)('or will have it when apt-get knows it %s', async (known, verdicts, found) => {
    await tree.debian(known);
    const direct = { ...(await reached(database().ownerUrl)), major: 17, version: '17.11' };
    const at = { ...provision(), mayInstall: true, userId: 0, root: tree.root() };
    const findings = await clientToolFindings(direct, at);
    expect(findings.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(findings[0]?.found).toMatch(found);
    expect(await tree.calls()).toEqual([expect.stringMatching(/^apt-cache policy/)]);
  });

  function provision(): Provision {
    const { processes, log } = tools();
    return { searchPath: process.env['PATH'] ?? '', processes, log, mayInstall: false };
  }

  test('has room, as the database says its size', async () => {
    const direct = await reached(database().ownerUrl);
    const [found] = await diskFindings(direct, tools().workDirectory, visitOf());
    expect(found?.found).toMatch(/^[\d.]+ [GT]B free, the database has [\d.]+ MB$/);
  });

  test.each([
    [900, 900, 'pass'],
    [900, 899, 'warn'],
    [900, 45, 'warn'],
    [900, 44, 'fail'],
    [0, 0, 'pass'],
  ] as const)('a database of %i MB with %i MB free: %s', (needed, free, verdict) => {
    const mb = 1_000_000;
    expect(diskFinding(needed * mb, free * mb)).toMatchObject({
      verdict,
      found: `${inBytes(free * mb)} free, the database has ${inBytes(needed * mb)}`,
    });
  });
});

describe('migrations', () => {
  test('a ledger that does not fit the files fails the step', async () => {
    const { cluster, name, ownerUrl } = database();
    await runSql(
      cluster,
      name,
      `insert into pgmigrations (name, run_on) values ('1799_gone', now())`,
    );
    const urls = { DATABASE_URL: ownerUrl, DIRECT_URL: ownerUrl };
    const outcome = await run(tools(), { 'working-directory': shop().directory }, urls);
    expect(ofVerdict(outcome, 'fail')).toMatchObject([
      { name: 'migration ledger', found: 'applied, but without a file: 1799_gone' },
    ]);
  });

  test('a command of one’s own has no ledger, and no command at all is a failure', () => {
    expect(undetectedFinding('a command', 'make migrate')).toMatchObject({
      verdict: 'not run',
      found: 'a command: make migrate',
    });
    expect(undetectedFinding('nothing', undefined)).toMatchObject({ verdict: 'fail' });
  });
});

test('what a backup is to leave out must be there', async () => {
  const url = database().ownerUrl;
  const inputs = { 'exclude-schemas': 'auht', 'exclude-table-data': 'bookngs' };
  const outcome = await run(tools(), inputs, { DATABASE_URL: url, DIRECT_URL: url });
  expect(finding(outcome, 'exclusions')).toMatchObject({
    verdict: 'fail',
    fix: 'correct the name in exclude-schemas; did you mean public.bookings? Upper and lower case count',
  });
});

test('a role that the server keeps from writing is refused', async () => {
  const { cluster, name, ownerUrl } = database();
  await runSql(cluster, name, `alter database ${name} set default_transaction_read_only = on`);
  const outcome = await run(tools(), {}, { DATABASE_URL: ownerUrl, DIRECT_URL: ownerUrl });
  expect(ofVerdict(outcome, 'fail').map(({ name: title }) => title)).toEqual([
    'DATABASE_URL can be written to',
    'DIRECT_URL can be written to',
  ]);
});
