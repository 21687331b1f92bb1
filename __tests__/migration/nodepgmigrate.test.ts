import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nodePgMigrate } from '../../src/migration/adapters/nodepgmigrate.js';
import { titlesOf } from '../../src/migration/ledger/ledger.js';
import { parseConnection } from '../../src/postgres/connection.js';
import { withSession } from '../../src/postgres/session.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { migrateUp } from '../harness/postgres/booking-shop.js';

const database = useFreshDatabase('empty');
let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  await mkdir(join(directory, 'migrations'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('files come in the order and under the names that the tool itself gives them', async () => {
  // 17 digits are a UTC time, 13 are milliseconds, fewer count as they are; hidden files do not count.
  const files = [
    '20250101000000000_utc-of-2025.sql',
    '1735689600001_one-ms-later.sql',
    '0002_index.sql',
    '10_ten.sql',
    '1735689600001_an-earlier-name.js',
  ];
  for (const file of files) {
    const text = file.endsWith('.js')
      ? 'export const up = () => {};\n'
      : '-- Up Migration\nselect 1;\n';
    await writeFile(join(directory, 'migrations', file), text);
  }
  await writeFile(join(directory, 'migrations', '.hidden.sql'), 'nonsense');
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  const { cluster, name } = database();
  await migrateUp(cluster, name, { directory: join(directory, 'migrations') });

  const applied = await ledger();
  expect(applied).toHaveLength(files.length);
  const read = await nodePgMigrate.readFiles({ directories: [join(directory, 'migrations')] });
  expect(titlesOf(read)).toEqual(applied);
});

test('before its first run the ledger is empty, not an error', async () => {
  expect(await ledger()).toEqual([]);
});

async function ledger(): Promise<readonly string[]> {
  const parsed = parseConnection('direct-url', database().ownerUrl);
  if (!parsed.ok) throw new Error(parsed.problem.found);
  const settings = {
    purpose: 'look',
    applicationName: 'test',
    signal: new AbortController().signal,
  };
  return withSession(parsed.connection, settings, async (session) => {
    return (await nodePgMigrate.readLedger(session, 'public.pgmigrations')).applied;
  });
}
