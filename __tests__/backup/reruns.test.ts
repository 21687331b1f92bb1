import { describe, expect, test } from '@jest/globals';
import { artifactName } from '../../src/backup/artifactname.js';
import { backup } from '../../src/steps/backup.js';
import type { RecordOf } from '../../src/record/record.js';
import { bookingShop, migrateUp } from '../harness/postgres/booking-shop.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { configFor, find, runFacts } from './play.js';

const database = useTestDatabase();
const tools = useTools();

const attempt = (number: number) =>
  configFor(database.ownerUrl, {
    workingDirectory: bookingShop.directory,
    run: runFacts('42', number),
  });

/** Takes the backup of an attempt and publishes its record, as main does. */
async function take(number: number) {
  const config = attempt(number);
  const outcome = await backup(config, tools());
  const now = new Date().toISOString();
  await tools().records.publish({
    version: 1,
    step: 'backup',
    environment: 'production',
    run: config.run,
    startedAt: now,
    finishedAt: now,
    problems: [],
    ...outcome,
  } as RecordOf<'backup'>);
  return outcome;
}

test('a re-run tells whether an earlier attempt changed the database, and keeps pointing at the first backup', async () => {
  const first = await take(1);
  expect(find(first.findings, 'earlier attempts')).toBeUndefined();

  const same = await take(2);
  expect(find(same.findings, 'earlier attempts')?.verdict).toBe('pass');
  expect(same.details?.manifest.afterPartialMigration).toBeUndefined();
  expect(same.details?.artifact.name).toBe('production-backup-42-attempt-2');

  await migrateUp(database.cluster, database.name);
  const moved = await take(3);
  expect(find(moved.findings, 'earlier attempts')).toMatchObject({
    verdict: 'warn',
    found: expect.stringContaining('the ledger had 4 migrations and has 5'),
    fix: expect.stringContaining('restore production-backup-42,'),
  });
  expect(moved.details?.manifest.afterPartialMigration).toEqual({
    firstBackup: 'production-backup-42',
  });
  expect(moved.status).toBe('passed');
});

test('a re-run whose first attempt left nothing says so', async () => {
  const { findings } = await backup(attempt(2), tools());
  expect(find(findings, 'earlier attempts')?.verdict).toBe('not run');
});

test('records that cannot be read are no reason to trust them', async () => {
  const base = tools();
  const records = { ...base.records, read: () => Promise.reject(new Error('404')) };
  const { status, findings } = await backup(attempt(2), { ...base, records });
  expect(find(findings, 'earlier attempts')?.verdict).toBe('could not verify');
  expect(status).toBe('passed');
});

describe('the name of the artifact', () => {
  test.each([
    [undefined, 'production', 1, 'production-backup-42'],
    [undefined, 'EU / West', 2, 'eu-west-backup-42-attempt-2'],
    ['mine', 'production', 1, 'mine'],
    ['mine', 'production', 3, 'mine-attempt-3'],
  ])('%s in %s, attempt %d', (given, environment, number, expected) => {
    expect(artifactName(given, environment, runFacts('42', number), ['other'])).toBe(expected);
  });
});

test('a name that is taken is told with the input that changes it', async () => {
  await backup(attempt(1), tools());
  const { problems } = await backup(attempt(1), tools());
  expect(problems?.[0]?.nextAction).toContain('backup-name');
});

test.each([
  ['2026-11-29T12:00:00Z', 'warn', 'retention-days to 7'],
  ['2026-12-22T12:00:00Z', 'pass', ''],
])('an artifact that ends at %s: %s', async (expiresAt, verdict, fix) => {
  const { artifacts } = tools();
  const createdAt = '2026-11-22T12:00:00Z';
  const upload: typeof artifacts.upload = async (...wanted) => ({
    ...(await artifacts.upload(...wanted)),
    ...{ createdAt, expiresAt },
  });
  const outcome = await backup(attempt(1), { ...tools(), artifacts: { ...artifacts, upload } });
  expect(outcome.status).toBe('passed');
  const stored = find(outcome.findings, 'stored backup');
  expect(stored).toMatchObject({ verdict, found: expect.stringContaining(expiresAt) as unknown });
  expect(stored?.fix ?? '').toContain(fix);
});

test('a name that holds a secret is refused, and a short word that equals one is a coincidence', () => {
  const run = runFacts('42', 1);
  const secret = 'correct-horse-battery';
  expect(() => artifactName(`before-${secret}`, 'production', run, [secret])).toThrow(
    'holds the value of a secret',
  );
  expect(artifactName(undefined, 'postgres', run, ['postgres'])).toBe('postgres-backup-42');
});
