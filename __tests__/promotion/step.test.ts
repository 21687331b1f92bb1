import { describe, expect, test } from '@jest/globals';
import { inWords } from '../../src/errors.js';
import { shopMigrations } from '../harness/migrations.js';
import { readStateOf } from '../../src/migration/ledger/state.js';
import { promote } from '../../src/steps/promote.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { migrateUp } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { leaveBackup } from '../harness/recordedbackup.js';
import { useTools } from '../harness/tools.js';
import { complaints, connectionTo, counts } from './play.js';

const dev = useFreshDatabase('development');
const prod = useFreshDatabase('production');
const tools = useTools();

/** Nobody answers there: what is refused was refused before anything connected. */
const NOWHERE = 'postgres://owner:secret@127.0.0.1:1/nowhere';
const SHOP = '- services\n- categories';

async function run(
  inputs: Readonly<Record<string, string>> = {},
  surroundings: { ci?: boolean; visibility?: 'public' | 'private' | 'unknown' } = {},
) {
  const config = await configFor(
    'promote',
    {
      'direct-url': prod().ownerUrl,
      'prod-database-url': prod().userUrl,
      'dev-database-url': dev().userUrl,
      'reference-tables': SHOP,
      'working-directory': 'examples/app',
      ...inputs,
    },
    {},
    surroundings,
  );
  return promote(config, tools());
}

async function migrated(): Promise<void> {
  await migrateUp(prod().cluster, prod().name);
}

async function backedUp(): Promise<void> {
  const session = { purpose: 'look', applicationName: 'test', signal: tools().signal };
  const { state } = await readStateOf(connectionTo(prod().ownerUrl), session, shopMigrations);
  await leaveBackup(tools(), state);
}

async function catalogue({ cluster, name } = prod()): Promise<unknown[]> {
  const sql = `select 'c' as t, id, c::text as row from categories c
    union all select 's', id, s::text from services s order by 1, 2`;
  return withClient(cluster, name, async (client) => (await client.query<object>(sql)).rows);
}

/** The problems of a refusal, which must say that nothing was applied. */
async function wordsOf(outcome: ReturnType<typeof run>): Promise<string> {
  const { status, problems = [], details } = await outcome;
  expect({ status, applied: details?.applied }).toEqual({ status: 'failed', applied: false });
  return problems.map(inWords).join('\n');
}

test('brings the shop’s catalogue to production, and a second run changes nothing', async () => {
  await migrated();
  await backedUp();
  const outcome = await run();
  expect(outcome.problems ?? []).toEqual([]);
  expect(complaints(outcome.findings)).toEqual([]);
  expect(outcome).toMatchObject({ status: 'passed', details: { mode: 'apply', applied: true } });
  expect(counts(outcome.details?.tables ?? [])).toEqual({
    'public.categories': '+1 ~1 =0',
    'public.services': '+2 ~2 =0',
  });
  expect(outcome.details?.sequences).toEqual([
    { sequence: 'public.categories_id_seq', from: '6', to: '7' },
    { sequence: 'public.services_id_seq', from: '12', to: '14' },
  ]);
  expect(await catalogue()).toEqual(await catalogue(dev()));

  const again = await run();
  expect(again).toMatchObject({ status: 'passed', details: { applied: true, sequences: [] } });
  expect(complaints(again.findings)).toEqual(['backup gate: not run']);
});

test('mirrors by business key, and deletes no more than max-deletes', async () => {
  await migrated();
  await backedUp();
  const { cluster, name } = prod();
  await withClient(cluster, name, (client) =>
    client.query(`insert into categories (slug, name) values ('gone-in-dev', 'Gone')`),
  );
  const tables = ['services', 'categories'].map(
    (table) => `- {table: ${table}, key: [slug], ids: remap, mode: mirror}`,
  );
  const wish = { 'reference-tables': tables.join('\n'), 'max-change-percent': '100' };
  const stopped = await run(wish);
  expect(stopped).toMatchObject({ status: 'failed', details: { applied: false } });
  expect(complaints(stopped.findings)).toEqual(['deletes: fail']);
  const done = await run({ ...wish, 'max-deletes': '1' });
  expect(done.problems ?? []).toEqual([]);
  expect(done).toMatchObject({ status: 'passed', details: { applied: true } });
  expect(done.details?.tables).toMatchObject([{ deletes: 1 }, { deletes: 0 }]);
  const again = await run(wish);
  expect(complaints(again.findings)).toEqual(['backup gate: not run']);
});

describe('skips, green, when there is nothing to work with', () => {
  test.each([
    ['dev-database-url', 'the secret DEV_DATABASE_URL is not set'],
    ['prod-database-url', 'the secret PROD_DATABASE_URL is not set'],
    ['reference-tables', 'reference-tables is empty'],
  ])('without %s', async (input, reason) => {
    const outcome = await run({ [input]: '' }, { ci: false });
    expect(outcome).toMatchObject({ status: 'skipped', details: { skippedBecause: reason, applied: false } }); // prettier-ignore
    expect(tools().lines.filter((line) => line.includes(reason))).toHaveLength(1);
  });
});

describe('preview', () => {
  test('changes nothing, and needs neither CI nor a backup', async () => {
    await migrated();
    const before = await catalogue();
    const outcome = await run({ 'promote-mode': 'preview' }, { ci: false });
    expect(outcome).toMatchObject({ status: 'passed', details: { applied: false } });
    expect(outcome.details?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await catalogue()).toEqual(before);
  });

  test('shows no value in a repository that is not known to be private', async () => {
    await migrated();
    const outcome = await run({ 'promote-mode': 'preview' }, { visibility: 'unknown' });
    expect(JSON.stringify(outcome)).not.toMatch(/Yoga|hot-stone|herb tea/);
    expect(outcome.details?.tables[1]?.columnChanges).toEqual([
      { column: 'description', rows: 1 },
      { column: 'price_cents', rows: 1 },
    ]);
  });

  test('fails when a guard stops it', async () => {
    await migrated();
    const outcome = await run({ 'promote-mode': 'preview', 'max-change-percent': '0' });
    expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
    expect(complaints(outcome.findings)).toEqual([
      'public.categories: share of changed rows: fail',
      'public.services: share of changed rows: fail',
    ]);
  });
});

describe('approval', () => {
  test('applies the preview whose digest was approved, and no other', async () => {
    await migrated();
    await backedUp();
    const seen = await run({ 'promote-mode': 'preview' });
    const digest = seen.details?.digest ?? '';
    const before = await catalogue();
    await withClient(dev().cluster, dev().name, (client) => client.query(`update services set name = 'New' where id = 13`)); // prettier-ignore
    const refused = await run({ 'promote-mode': 'approved', 'approved-digest': digest });
    expect(refused.status).toBe('failed');
    expect(refused.problems?.[0]?.found).toContain(`${digest} was approved`);
    expect(await catalogue()).toEqual(before);

    const now = refused.details?.digest ?? '';
    expect(await run({ 'promote-mode': 'approved', 'approved-digest': now })).toMatchObject({
      status: 'passed',
      details: { digest: now, applied: true },
    });
  });

  test.each([
    [
      'no digest',
      { 'promote-mode': 'approved', 'direct-url': NOWHERE },
      /approved-digest: not set.*GitHub dropped it/s,
    ],
    [
      'an empty digest',
      { 'promote-mode': 'approved', 'approved-digest': ' ', 'direct-url': NOWHERE },
      /approved-digest: not set/,
    ],
    [
      'a digest for another mode',
      { 'approved-digest': 'a'.repeat(64) },
      /promote-mode is apply, which does not look at it/,
    ],
  ])('%s is refused', async (_, inputs, words) => {
    expect(await wordsOf(run(inputs))).toMatch(words);
  });

  test.each(['abc', 'A'.repeat(64), 'a'.repeat(65), `sha256:${'a'.repeat(64)}`, 'undefined'])(
    'the malformed digest %s is refused',
    async (digest) => {
      const inputs = { 'promote-mode': 'approved', 'approved-digest': digest };
      await expect(run({ ...inputs, 'direct-url': NOWHERE })).rejects.toThrow('64 hex digits, in lower case'); // prettier-ignore
    },
  );
});

describe('refuses', () => {
  test('to apply outside CI', async () => {
    expect(await wordsOf(run({}, { ci: false }))).toContain('the variable CI is not set');
  });

  test('to apply without a backup, but shows the preview', async () => {
    await migrated();
    const before = await catalogue();
    const outcome = await run();
    expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
    expect(complaints(outcome.findings)).toEqual(['backup of this run: fail']);
    expect(outcome.details?.tables).toHaveLength(2);
    expect(await catalogue()).toEqual(before);
  });

  test('a development database that is production, and a production that is not, both at once', async () => {
    const words = await wordsOf(
      run({ 'dev-database-url': prod().userUrl, 'prod-database-url': dev().userUrl }),
    );
    expect(words).toMatch(/PROD_DATABASE_URL.*is another database than DIRECT_URL/);
    expect(words).toMatch(/DEV_DATABASE_URL.*is production itself/);
  });

  test('a production whose migrations are pending', async () => {
    expect(await wordsOf(run())).toContain('column duration_minutes exists only in development');
  });
});
