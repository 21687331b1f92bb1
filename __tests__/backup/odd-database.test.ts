import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { fingerprintLargeObjects } from '../../src/archive/largeobjects.js';
import { differingSequences, readSequencePositions } from '../../src/archive/sequences.js';
import { backup } from '../../src/steps/backup.js';
import { createDatabase, dropDatabase, runSql, runSqlFile } from '../harness/postgres/databases.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { inSnapshot } from '../archive/snapshot.js';
import { beforeDump, configFor, fingerprintsOf, runClient, verdicts } from './play.js';

const database = useTestDatabase('empty');
const tools = useTools();
const { cluster } = database;
const restored = `${database.name} "Restored"`;

/** Each changes the text form of some type, for whoever does not pin it. */
const HOSTILE = `
  alter database :name set datestyle to 'German, DMY';
  alter database :name set intervalstyle to 'sql_standard';
  alter database :name set timezone to 'Asia/Kolkata';
  alter database :name set extra_float_digits to -5;
  alter database :name set bytea_output to 'escape';
  alter database :name set search_path to 'public';
  alter database :name set lc_monetary to 'POSIX';
  alter database :name set quote_all_identifiers to on`;

/** What would end the session of the snapshot; and a word for money that a restore must know. */
const IMPATIENT = `
  alter database :name set lc_monetary to 'POSIX';
  alter database :name set default_transaction_isolation to 'serializable';
  alter database :name set statement_timeout to '1s';
  alter database :name set idle_in_transaction_session_timeout to '200ms'`;

beforeAll(async () => {
  const fixture = fileURLToPath(new URL('fixtures/odd.sql', import.meta.url));
  await runSqlFile(cluster, database.name, fixture);
  await createDatabase(cluster, restored);
  for (const [name, settings] of [
    [database.name, IMPATIENT],
    [restored, HOSTILE],
  ] as const) {
    await runSql(cluster, 'postgres', settings.replaceAll(':name', pg.escapeIdentifier(name)));
  }
});
afterAll(async () => {
  await dropDatabase(cluster, restored);
});

test('an odd database is backed up whole, and restores to what the manifest says, while others write', async () => {
  const writing = beforeDump(tools(), () =>
    runSql(
      cluster,
      database.name,
      `begin; insert into duplicates select 'late' from generate_series(1, 100);
       update types set t = 'late'; delete from only parent; commit;
       select nextval('hot'), lo_put((select min(oid) from pg_largeobject_metadata), 0, 'late');
       -- Longer than the database lets a transaction be idle.
       select pg_sleep(0.3)`,
    ),
  );
  const outcome = await backup(configFor(database.superuserUrl), writing);

  expect(outcome.problems ?? []).toEqual([]);
  // How old the machine's Postgres is plays no part.
  const findings = outcome.findings.filter(({ name }) => name !== 'security release');
  expect(verdicts(findings)).toEqual({
    privacy: 'pass',
    'read access': 'pass',
    pg_dump: 'pass',
    archive: 'pass',
    'table of contents': 'pass',
    'full decode': 'pass',
    'rows in the archive': 'pass',
    fingerprints: 'pass',
    ledger: 'not run',
    'stored backup': 'pass',
  });
  const manifest = outcome.details?.manifest;
  expect(manifest?.largeObjects).toBe(3);
  expect(manifest?.server.monetary).toBe('POSIX');
  expect(manifest?.withoutRows.map(({ table }) => table)).toEqual([
    'public.faraway',
    'public.mv',
    'public.mv_empty',
  ]);
  const rows = new Map(manifest?.tables.map((table) => [table.name, table.rows]));
  expect(rows.get('duplicates')).toBe('5');
  expect(rows.get('nothing')).toBe('2');
  expect(rows.get('secrets')).toBe('2');
  expect(rows.get('parent')).toBe('1');

  const stored = join(tools().workDirectory, 'store', outcome.details?.artifact.name ?? '');
  await runClient(cluster, 'pg_restore', [
    '--exit-on-error',
    `--dbname=${restored}`,
    join(stored, 'production.dump'),
  ]);
  const copy = databaseUrl(cluster, restored);
  expect(await fingerprintsOf(copy)).toEqual(manifest?.tables);
  expect(await inSnapshot(copy, fingerprintLargeObjects)).toEqual({
    fingerprint: manifest?.largeObjectFingerprint,
    failure: undefined,
  });
  const inCopy = await inSnapshot(copy, (session) => readSequencePositions(session));
  expect(differingSequences(manifest?.sequences ?? [], inCopy)).toEqual([]);
  // Of a sequence that moved meanwhile nobody knows where pg_dump saw it.
  expect(manifest?.sequences).toHaveLength(inCopy.length - 1);
  expect(manifest?.sequences?.map(({ name }) => name)).not.toContain('hot');

  const live = await fingerprintsOf(database.superuserUrl);
  const changed = live.filter(
    (table, at) => table.fingerprint !== manifest?.tables[at]?.fingerprint,
  );
  expect(changed.map(({ name }) => name)).toEqual(['duplicates', 'parent', 'types']);
  const liveObjects = await inSnapshot(database.superuserUrl, fingerprintLargeObjects);
  expect(liveObjects.fingerprint).not.toBe(manifest?.largeObjectFingerprint);
});
