import { beforeAll, expect, test } from '@jest/globals';
import { backup } from '../../src/steps/backup.js';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { configFor, verdicts } from './play.js';

const database = useTestDatabase('empty');
const tools = useTools();

beforeAll(async () => {
  await runSql(
    database.cluster,
    database.name,
    `create extension pg_trgm;
     create table ext_own as select 1 as a;
     create table ext_config as select 2 as a;
     create table ext_filtered as select generate_series(1, 3) as a;
     create sequence ext_seq start 5;
     alter extension pg_trgm add table ext_own;
     alter extension pg_trgm add table ext_config;
     alter extension pg_trgm add table ext_filtered;
     alter extension pg_trgm add sequence ext_seq;
     -- As pg_extension_config_dump does in an extension's own script.
     update pg_extension
        set extconfig = array['ext_config'::regclass, 'ext_filtered'::regclass, 'ext_seq'::regclass]::oid[],
            extcondition = array['', 'where a > 1', '']
      where extname = 'pg_trgm'`,
  );
});

test('of an extension’s tables those are expected whose rows it hands over', async () => {
  const { status, findings, details } = await backup(configFor(database.superuserUrl), tools());
  expect(verdicts(findings)).toMatchObject({
    'table of contents': 'pass',
    'rows in the archive': 'pass',
  });
  expect(status).toBe('passed');
  expect(details?.manifest.tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['ext_config', '1'],
  ]);
  expect(details?.manifest.withoutRows).toEqual([
    {
      table: 'public.ext_filtered',
      reason: 'its extension pg_trgm decides which of its rows are dumped',
    },
  ]);
});
