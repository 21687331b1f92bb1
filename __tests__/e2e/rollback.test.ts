import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { assertNoSecret, type GitHub, type WorkflowRun } from '../harness/github/index.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl, type Credentials } from '../harness/postgres/cluster.js';
import { dropDatabase, runSql, withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { libpqOf } from '../backup/play.js';
import { LEDGER, usePlay } from './play.js';
import { CORE, CORE_GREEN } from './reading.js';
import { shortDeploy } from './shortdeploy.js';

const ROLLBACK = fileURLToPath(new URL('../../examples/rollback.yml', import.meta.url));
const BOOKINGS = 'select count(*) from bookings';

const play = usePlay();
const cluster = testCluster();
let deployer: Credentials = { user: '', password: '' };

// A role as teams have it: it owns the database through its group, and may create databases.
beforeEach(async () => {
  deployer = {
    user: `deployer_${randomBytes(4).toString('hex')}`,
    password: `deploy ${randomBytes(9).toString('base64')} é`,
  };
  await runSql(
    cluster,
    'postgres',
    `create role ${deployer.user} login createdb in role ${roles.owner.user} password '${deployer.password}'`,
  );
});
afterEach(async () => {
  await dropKept(play.production().name);
  await dropDatabase(cluster, play.production().name);
  await runSql(cluster, 'postgres', `drop role ${deployer.user}`);
});

test('a bad deploy is looked at, rolled back, and the rollback undone', async () => {
  const identity = await generateX25519Identity();
  const directUrl = databaseUrl(cluster, play.production().name, deployer);
  const github = await play.github();
  const workflow = await shortDeploy(play.application(), {
    jobs: CORE,
    with: { backup: { 'encrypt-to': await identityToRecipient(identity) } },
  });
  const deployed = await play.deploy(github, { workflow, secrets: { DIRECT_URL: directUrl } });
  expect(deployed.results).toEqual(CORE_GREEN);
  const then = await play.ask(BOOKINGS);
  // A customer came after the deploy: his booking is what a rollback costs.
  await play.ask(
    `insert into bookings (user_id, service_id, starts_at, ends_at, price_cents)
     select user_id, service_id, '2040-01-01', '2040-01-02', 1 from bookings limit 1 returning 1`,
  );

  const secrets = { DIRECT_URL: directUrl };
  const roll = (inputs: Record<string, string>) => rollBack(github, inputs, secrets, identity);
  const look = await roll({});
  expect(look.results).toEqual({ rollback: 'success' });
  expect(look.summary('rollback')).toMatch(/nothing was changed/);
  expect(look.summary('rollback')).toMatch(/bookings/);
  expect(await play.ask(LEDGER)).toBe('5');

  const wrong = await roll({ 'confirm-database': 'shop' });
  expect(wrong.results).toEqual({ rollback: 'failure' });
  expect(await play.ask(LEDGER)).toBe('5');

  const { name } = play.production();
  const restored = await roll({
    'backup-run-id': String(deployed.id),
    'confirm-database': name,
  });
  expect({ ...restored.results, page: restored.summary('rollback') }).toMatchObject({
    rollback: 'success',
  });
  expect(await play.ask(LEDGER)).toBe('4');
  expect(await play.ask(BOOKINGS)).toBe(then);

  await promisify(execFile)('bash', ['-c', undoOf(restored)], {
    env: { ...libpqOf(cluster), HOME: '/' },
  });
  expect(await play.ask(LEDGER)).toBe('5');
  expect(await play.ask(BOOKINGS)).toBe(String(Number(then) + 1));
});

async function rollBack(
  github: GitHub,
  inputs: Record<string, string>,
  secrets: Record<string, string>,
  identity: string,
): Promise<WorkflowRun> {
  const run = await github.run({
    workflow: ROLLBACK,
    repository: { owner: 'acme', name: 'shop', private: true, fixture: play.application() },
    event: { name: 'workflow_dispatch', inputs },
    environments: { rollback: { BACKUP_KEY: identity } },
    secrets,
  });
  await assertNoSecret(run, [identity, deployer.password, secrets['DIRECT_URL'] ?? '']);
  return run;
}

/** The block of the page that begins with a subshell: the undo. */
function undoOf(run: WorkflowRun): string {
  const blocks = run.summary('rollback').matchAll(/^```[a-z]*\n([^]*?)\n```$/gm);
  const undo = [...blocks].map(([, text = '']) => text).find((text) => text.startsWith('(psql'));
  if (undo === undefined) throw new Error(`no undo on the page:\n${run.summary('rollback')}`);
  return undo;
}

/** What restores leave beside the database. */
async function dropKept(database: string): Promise<void> {
  const names = await withClient(cluster, 'postgres', async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [`${database}_`],
    );
    return rows.map(({ name }) => name);
  });
  for (const name of names) await dropDatabase(cluster, name);
}
