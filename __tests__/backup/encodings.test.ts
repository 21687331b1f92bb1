import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { backup } from '../../src/steps/backup.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { dropDatabase, runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { configFor, runClient, verdicts } from './play.js';

const database = useTestDatabase('empty');
const tools = useTools();
const { cluster } = database;

/** Bytes that are no UTF-8, and a name beyond ASCII. */
const CASES = [
  { encoding: 'LATIN1', fill: `create table "é" as select 'ü' as "ö"` },
  {
    encoding: 'SQL_ASCII',
    fill: `create table t as select convert_from('\\xff', 'SQL_ASCII') as a`,
  },
].map((each) => ({ ...each, name: `${database.name}_${each.encoding}` }));

beforeAll(async () => {
  for (const { name, encoding, fill } of CASES) {
    const quoted = pg.escapeIdentifier(name);
    const options = `template template0 encoding '${encoding}' locale 'C'`;
    await runSql(cluster, 'postgres', `create database ${quoted} ${options}`);
    await runSql(cluster, name, fill);
  }
});
afterAll(async () => {
  for (const { name } of CASES) await dropDatabase(cluster, name);
});

test.each(CASES)('a database in $encoding keeps its bytes', async ({ name, encoding }) => {
  const { status, findings, problems, details } = await backup(
    configFor(databaseUrl(cluster, name)),
    tools(),
  );
  expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
  expect(verdicts(findings)).toMatchObject({ 'rows in the archive': 'pass', fingerprints: 'pass' });
  const { artifact, manifest } = details ?? {};
  const file = join(tools().workDirectory, 'store', artifact?.name ?? '', 'production.dump');
  expect(manifest?.server.encoding).toBe(encoding);
  expect(await runClient(cluster, 'pg_restore', ['--file=-', file])).toContain(
    `client_encoding = '${encoding}'`,
  );
});
