import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fingerprintLargeObjects } from '../../src/archive/largeobjects.js';
import { backup } from '../../src/steps/backup.js';
import { inSnapshot } from '../archive/snapshot.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql } from '../harness/postgres/databases.js';
import { useTools } from '../harness/tools.js';
import { configFor, find, fingerprintsOf, runClient, verdicts } from './play.js';

const fresh = useFreshDatabase('empty');
const tools = useTools();
let copy = '';

beforeEach(async () => {
  copy = `${fresh().name}_copy`;
  await createDatabase(fresh().cluster, copy);
});
afterEach(async () => {
  await dropDatabase(fresh().cluster, copy);
});

const fill = (sql: string): Promise<void> => runSql(fresh().cluster, fresh().name, sql);
const take = () => backup(configFor(fresh().superuserUrl), tools());

/** Restores what was stored, and gives the URL of the copy. */
async function restored(artifact: string): Promise<string> {
  const { cluster } = fresh();
  const archive = join(tools().workDirectory, 'store', artifact, 'production.dump');
  await runClient(cluster, 'pg_restore', ['--exit-on-error', `--dbname=${copy}`, archive]);
  return databaseUrl(cluster, copy);
}

test('1 GB of rows in one table', async () => {
  await fill(`create table t as select n, repeat(md5(n::text), 32) as a
                from generate_series(1, 1000000) n`);
  const { status, problems, details, findings } = await take();
  expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
  expect(verdicts(findings)).toMatchObject({ 'rows in the archive': 'pass', fingerprints: 'pass' });
  expect(details?.manifest.tables).toMatchObject([{ rows: '1000000' }]);
  const url = await restored(details?.artifact.name ?? '');
  expect(await fingerprintsOf(url)).toEqual(details?.manifest.tables);
});

describe('one row', () => {
  test('whose text passes 1 GB only with quotes doubled is backed up, counted, and not verified', async () => {
    await fill(`create table t as select repeat('"', 600000000) as a;
                create table other as select 1 as a`);
    const { status, problems, details, findings } = await take();
    expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
    expect(find(findings, 'fingerprints')).toMatchObject({
      verdict: 'could not verify',
      found: expect.stringContaining('public.t: '),
    });
    expect(find(findings, 'rows in the archive')?.verdict).toBe('pass');
    const { tables = [] } = details?.manifest ?? {};
    expect(tables.map(({ name, rows, fingerprint }) => [name, rows, typeof fingerprint])).toEqual([
      ['other', '1', 'string'],
      ['t', '1', 'undefined'],
    ]);
  });

  test('that no COPY can write fails, and nothing is stored', async () => {
    await fill(`create table t as select repeat('a', 600000000) as a, null::text as b`);
    await fill(`update t set b = repeat('b', 600000000)`);
    const { status, problems } = await take();
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      { attempted: 'dump the database', found: expect.stringContaining('out of memory') },
    ]);
    expect(await tools().artifacts.list()).toEqual([]);
  });
});

test('a large object above 1 GB', async () => {
  await fill(`select lo_from_bytea(1, ''); do $$ begin
      for piece in 0..137 loop
        perform lo_put(1, piece * 8388608::bigint, decode(repeat(md5(piece::text), 524288), 'hex'));
      end loop;
    end $$`);
  const { status, problems, details } = await take();
  expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
  expect(details?.manifest).toMatchObject({ largeObjects: 1 });
  const url = await restored(details?.artifact.name ?? '');
  expect(await inSnapshot(url, fingerprintLargeObjects)).toEqual({
    fingerprint: details?.manifest.largeObjectFingerprint,
    failure: undefined,
  });
});
