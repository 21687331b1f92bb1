import { expect, test } from '@jest/globals';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, withClient } from '../harness/postgres/databases.js';
import { openSessions } from '../harness/postgres/leaks.js';
import { providePgBouncer, startPooler } from '../harness/pgbouncer.js';
import { finding, useVerification, withVerdict } from './verification-stage.js';

const { run, migrate, database, sql } = useVerification();

test('an application URL that does not answer fails alone: the database is still inspected', async () => {
  await migrate();
  const wrong = databaseUrl(database().cluster, database().name, {
    ...roles.user,
    password: 'wrong',
  });
  const outcome = await run({ 'database-url': wrong });
  expect(outcome.status).toBe('failed');
  expect(withVerdict(outcome, 'fail')).toEqual([
    expect.stringMatching(/^database-url answers: .*password authentication failed/),
  ]);
  expect(finding(outcome, 'database-url and direct-url are one database').verdict).toBe('not run');
  expect(finding(outcome, 'ledger complete').verdict).toBe('pass');
});

test('a direct URL that does not answer leaves everything behind it not run', async () => {
  const nowhere = databaseUrl({ ...database().cluster, port: 1 }, database().name, roles.owner);
  const outcome = await run({
    'direct-url': nowhere,
    checks: '[{name: it, sql: select 1, expect: 1}]',
  });
  expect(withVerdict(outcome, 'fail')).toHaveLength(1);
  expect(withVerdict(outcome, 'pass').map((line) => line.split(':')[0])).toEqual([
    'database-url answers',
    'the application’s role reads its tables',
    'job deploy-database',
  ]);
  expect(finding(outcome, 'check: it').verdict).toBe('not run');
  expect(finding(outcome, 'sequences ahead of their columns').verdict).toBe('not run');
  expect(JSON.stringify(outcome)).not.toContain(encodeURIComponent(roles.owner.password));
});

test('another database of the same server and schema is not the one that was migrated', async () => {
  await migrate();
  const { cluster, name } = database();
  await createDatabase(cluster, `${name}_b`, { owner: roles.owner.user });
  try {
    const outcome = await run({ 'database-url': databaseUrl(cluster, `${name}_b`, roles.user) });
    expect(finding(outcome, 'database-url and direct-url are one database').verdict).toBe('fail');
    expect(outcome.status).toBe('failed');
  } finally {
    await dropDatabase(cluster, `${name}_b`);
  }
});

test('an unknown migration tool is said, not passed', async () => {
  const outcome = await run({ 'working-directory': '/' });
  expect(finding(outcome, 'ledger complete').verdict).toBe('not run');
});

test('a ledger that the role may not read could not be verified', async () => {
  await migrate();
  await sql('alter table pgmigrations owner to postgres');
  expect(finding(await run(), 'ledger complete')).toMatchObject({
    verdict: 'could not verify',
    found: 'permission denied for table pgmigrations',
  });
});

(providePgBouncer() === undefined ? test.skip : test)(
  'through a transaction pooler it passes and leaves no setting on the server session',
  async () => {
    await migrate();
    const { cluster, name } = database();
    const pooler = await startPooler(cluster, {
      mode: 'transaction',
      poolSize: 1,
      logins: [roles.user],
    });
    try {
      const outcome = await run({ 'database-url': pooler.url(name, roles.user) });
      expect(withVerdict(outcome, 'fail')).toEqual([]);
      const settings = await withClient(
        { ...cluster, port: pooler.port },
        name,
        async (client) =>
          (
            await client.query(
              `select current_setting('statement_timeout') as timeout, current_setting('search_path') as path, current_setting('row_security') as policy`,
            )
          ).rows as unknown[],
        roles.user,
      );
      expect(settings).toEqual([{ timeout: '0', path: '"$user", public', policy: 'on' }]);
      const sessions = await openSessions(cluster, name);
      expect(sessions.filter(({ state }) => state?.startsWith('idle in transaction'))).toEqual([]);
    } finally {
      await pooler.stop();
    }
  },
);
