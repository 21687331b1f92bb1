import { expect, test } from '@jest/globals';
import { withClient } from '../harness/postgres/databases.js';
import { HASTY, useMigration } from './migration-stage.js';

const { database, tools, shop, run, backedUp, stateNow, sessionOf } = useMigration();

test('every variable a tool may read is the direct URL, with the timeouts in it', async () => {
  await backedUp();
  const print = `node -e '
    const names = ["DATABASE_URL", "DIRECT_URL", "POSTGRES_URL", "MIGRATE_DATABASE_URL"];
    console.log(new Set(names.map((n) => process.env[n])).size);
    console.log(process.env.NOT_OURS);
  '; psql "$DATABASE_URL" -Atc "show lock_timeout" -c "show statement_timeout" -c "select current_user"
     psql -Atc "show lock_timeout"; exit 3`;
  const outcome = await run(
    { 'migrate-command': print, 'lock-timeout': '4321ms', 'statement-timeout': '7min' },
    { DATABASE_URL: database().userUrl, NOT_OURS: 'kept' },
  );
  expect(outcome.details?.output).toEqual(['1', 'kept', '4321ms', '7min', 'app_owner', '4321ms']);
});

test('a lock that is not free stops the migration at the timeout, with nothing applied', async () => {
  const before = await backedUp();
  await withClient(database().cluster, database().name, async (blocker) => {
    await blocker.query('begin; lock table services in share mode');
    const outcome = await run({ 'lock-timeout': '200ms' }, {}, 'private', { clock: HASTY });
    expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
    expect(outcome.details?.attempts).toHaveLength(5);
    expect(outcome.details?.output.join('\n')).toContain('lock timeout');
    await blocker.query('rollback');
  });
  expect(await stateNow()).toEqual(before);
});

test('a table that somebody keeps locked is named as the reason, before the tool starts', async () => {
  await backedUp();
  await withClient(database().cluster, database().name, async (blocker) => {
    await blocker.query('begin; lock table services in access exclusive mode');
    const outcome = await run();
    expect(outcome.problems?.[0]?.found).toContain('ACCESS EXCLUSIVE');
    expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
    await blocker.query('rollback');
  });
});

test('a cancel ends the tool and its statement, and the verdict is still read', async () => {
  const before = await backedUp();
  await shop().addMigration('slow', 'create table half(); select pg_sleep(600);');
  const running = run();
  await sessionOf('db-deploy/migrate/42/tool', 'pg_sleep');
  tools().cancel();
  expect(await running).toMatchObject({
    status: 'failed',
    details: { verdict: 'nothing applied' },
  });
  expect(await stateNow()).toEqual(before);
});

test('output of the tool cannot command the runner', async () => {
  await backedUp();
  await run({ 'migrate-command': 'echo "::error::forged"; echo "x ##[add-mask]y"; exit 1' });
  const said = tools().lines.join('\n');
  expect(said).toContain('forged');
  expect(said).not.toMatch(/^\s*::error/m);
  expect(said).not.toContain('##[');
});

test('a command that leaves work in the background has not finished', async () => {
  await backedUp();
  // The server would notice by itself that nobody is there any more, and within the time it is given.
  const background = `psql -qc 'set client_connection_check_interval = 0' -c 'select pg_sleep(600)' >/dev/null 2>&1 &`;
  const apply = 'npx --no-install node-pg-migrate up';
  const running = run({ 'migrate-command': `${background} ${apply}` });
  const outcome = await running;
  expect(outcome.details).toMatchObject({ exitCode: 0 });
  expect(outcome.findings.map(({ name, verdict }) => `${name}: ${verdict}`)).toContain(
    'sessions of the migration tool: fail',
  );
  expect(outcome.status).toBe('failed');
});

test('a deploy lock that is lost while the tool runs fails the step', async () => {
  await backedUp();
  const end = `psql -qc "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2 and database = (select oid from pg_database where datname = current_database())"`;
  const outcome = await run({ 'migrate-command': `${end}; npx --no-install node-pg-migrate up` });
  expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'all applied' } });
  expect(outcome.findings).toContainEqual(
    expect.objectContaining({ name: 'deploy lock during the migration', verdict: 'fail' }),
  );
});

test('a command that holds a secret is not run: any user could read it', async () => {
  await backedUp();
  tools().log.mask([database().ownerUrl]);
  const outcome = await run({ 'migrate-command': `psql '${database().ownerUrl}' -c 'select 1'` });
  expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
  expect(outcome.problems?.[0]?.found).toContain('process list');
});

test('where nobody tells whether the repository is public, the output is shown nowhere', async () => {
  await backedUp();
  const outcome = await run({ 'migrate-command': 'echo a row of data; exit 1' }, {}, 'unknown');
  expect(outcome.details?.output).toEqual([]);
  expect(tools().lines.join('\n')).not.toMatch(/^a row of data/m);
});

test('in a public repository the output of the tool is shown nowhere', async () => {
  await backedUp();
  const outcome = await run({ 'migrate-command': 'echo a row of data; exit 1' }, {}, 'public');
  expect(outcome.details?.output).toEqual([]);
  expect(tools().lines.join('\n')).not.toMatch(/^a row of data/m);
});
