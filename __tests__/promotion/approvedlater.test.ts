import { beforeEach, expect, test } from '@jest/globals';
import { inWords } from '../../src/errors.js';
import { readStateOf } from '../../src/migration/ledger/state.js';
import { promote } from '../../src/steps/promote.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { shopMigrations } from '../harness/migrations.js';
import { migrateUp } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { leaveBackup } from '../harness/recordedbackup.js';
import type { TestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { connectionTo, named } from './play.js';

const dev = useFreshDatabase('development');
const prod = useFreshDatabase('production');
const tools = useTools();

type Outcome = Awaited<ReturnType<typeof promote>>;

/** One job of the run: its record is there for the next one, as main leaves it. */
async function job(
  inputs: Readonly<Record<string, string>>,
  visibility: 'public' | 'private' = 'private',
): Promise<Outcome> {
  // prettier-ignore
  const config = await configFor(
    'promote',
    {
      'direct-url': prod().ownerUrl,
      'prod-database-url': prod().userUrl,
      'dev-database-url': dev().userUrl,
      'reference-tables': '- services\n- categories',
      'working-directory': 'examples/app',
      ...inputs,
    },
    {},
    { visibility },
  );
  const outcome = await promote(config, tools());
  const now = tools().clock.now().toISOString();
  const { status, details, findings, problems } = outcome;
  await tools().records.publish({
    ...{ version: 1, step: 'promote', environment: 'production', status, run: config.run },
    ...{
      startedAt: now,
      finishedAt: now,
      findings: [...findings],
      problems: [...(problems ?? [])],
    },
    ...(details === undefined ? {} : { details }),
  });
  return outcome;
}

const approve = (digest: string, visibility?: 'public' | 'private'): Promise<Outcome> =>
  job({ 'promote-mode': 'approved', 'approved-digest': digest }, visibility);

async function previewed(visibility?: 'public' | 'private'): Promise<string> {
  const { status, details } = await job({ 'promote-mode': 'preview' }, visibility);
  expect(status).toBe('passed');
  return details?.digest ?? '';
}

async function edit({ cluster, name }: TestDatabase, sql: string): Promise<void> {
  await withClient(cluster, name, (client) => client.query(sql));
}

beforeEach(async () => {
  await migrateUp(prod().cluster, prod().name);
  const session = { purpose: 'look', applicationName: 'test', signal: tools().signal };
  const { state } = await readStateOf(connectionTo(prod().ownerUrl), session, shopMigrations);
  await leaveBackup(tools(), state);
});

test('the job that applies names the rows that moved on either side since the preview', async () => {
  const digest = await previewed();
  await edit(dev(), `update services set name = 'New here' where id = 13`);
  await edit(prod(), `update services set name = 'Edited there' where id = 3`);
  await edit(prod(), `update categories set name = 'Also there' where id = 6`);
  const outcome = await approve(digest);
  expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
  const found = (outcome.problems ?? []).map(inWords).join();
  expect(found).toContain('in public.services changed in development 1 row: 13');
  expect(found).toContain('in public.services changed in production 1 row: 3');
  expect(found).toMatch(/in public\.categories (differ now|changed in production) 1 row: 6/);
});

test('in a public repository it names them by hashes', async () => {
  const digest = await previewed('public');
  await edit(dev(), `update services set name = 'New here' where id = 13`);
  const { problems = [] } = await approve(digest, 'public');
  expect(problems.map(inWords).join()).toMatch(/services changed in development 1 row: sha256:[0-9a-f]{16}/); // prettier-ignore
});

test('run again after it has applied, it is green; once a row moved, it is not', async () => {
  const digest = await previewed();
  expect(await approve(digest)).toMatchObject({ status: 'passed', details: { applied: true } });
  const again = await approve(digest);
  expect(again).toMatchObject({ status: 'passed', details: { applied: true } });
  expect(named(again.findings, 'approved digest')?.found).toContain('an earlier attempt has applied it'); // prettier-ignore

  const nothing = await previewed();
  expect(nothing).not.toBe(digest);
  expect(await approve(nothing)).toMatchObject({ status: 'passed', details: { applied: true } });

  await edit(prod(), `update services set name = 'Edited there' where id = 3`);
  expect(await approve(digest)).toMatchObject({ status: 'failed', details: { applied: false } });
});

test('with nothing left to do, a digest that nobody applied is refused all the same', async () => {
  const digest = await previewed();
  await job({});
  expect(await approve(digest)).toMatchObject({ status: 'passed' });
  expect(await approve('a'.repeat(64))).toMatchObject({ status: 'failed' });
});
