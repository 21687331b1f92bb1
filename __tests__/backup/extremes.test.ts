import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fingerprintTables } from '../../src/archive/fingerprint.js';
import { readSequencePositions } from '../../src/archive/sequences.js';
import { readServer } from '../../src/archive/server.js';
import { readTables } from '../../src/archive/tables.js';
import type { Session } from '../../src/postgres/session.js';
import { backup } from '../../src/steps/backup.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { inSnapshot } from '../archive/snapshot.js';
import { configFor, verdicts } from './play.js';

const database = useTestDatabase('empty');
const tools = useTools();
const { cluster, name } = database;

const PROVEN = {
  'read access': 'pass',
  pg_dump: 'pass',
  archive: 'pass',
  'table of contents': 'pass',
  'full decode': 'pass',
  'rows in the archive': 'pass',
  fingerprints: 'pass',
};

test('an empty database is backed up: there is nothing, and that is proven', async () => {
  const { status, problems, findings, details } = await backup(
    configFor(database.ownerUrl),
    tools(),
  );
  expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
  expect(verdicts(findings)).toMatchObject(PROVEN);
  expect(details?.manifest).toMatchObject({
    tables: [],
    withoutRows: [],
    largeObjects: 0,
    largeObjectFingerprint: '0',
    sequences: [],
  });
});

describe('a database whose name', () => {
  let odd = '';
  afterEach(async () => {
    await dropDatabase(cluster, odd);
  });

  test.each([
    ['has quotes and blanks', `"it's" a 'name'`],
    ['has letters from everywhere', 'Ünïcødé 数据库 база 🐘'],
    ['has what URLs and shells and libpq read', `a=b dbname=postgres %2F?x=1&y#z\\ $(id) \`id\``],
    ['looks like an option', '--help'],
  ])('%s is backed up under that name', async (_, part) => {
    odd = `${part} ${name.slice(-8)}`;
    await createDatabase(cluster, odd);
    await runSql(cluster, odd, 'create table t as select 1 as a');
    const { status, problems, findings, details } = await backup(
      configFor(databaseUrl(cluster, odd)),
      tools(),
    );
    expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
    expect(verdicts(findings)).toMatchObject(PROVEN);
    expect(details?.manifest.state.identity.database).toBe(odd);
    expect(details?.manifest.tables).toMatchObject([{ name: 't', rows: '1' }]);
  });
});

describe('2,000 tables', () => {
  const TABLES = 2_000;
  beforeAll(async () => {
    await runSql(cluster, name, 'create schema many');
    await runSql(
      cluster,
      name,
      `do $$ begin
         for n in 1..${TABLES} loop
           execute format('create table many.t%s (id int generated always as identity)', n);
           execute format('insert into many.t%s default values', n);
           if n % 500 = 0 then commit; end if;
         end loop;
       end $$`,
    );
  });

  test('are backed up and proven', async () => {
    const { status, problems, findings, details } = await backup(
      configFor(database.superuserUrl),
      tools(),
    );
    expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
    expect(verdicts(findings)).toMatchObject(PROVEN);
    expect(details?.manifest.tables).toHaveLength(TABLES);
    expect(details?.manifest.sequences).toHaveLength(TABLES);
  });

  test('take few round trips, and no locks that stay', async () => {
    let queries = 0;
    const counted = (session: Session): Session => ({
      ...session,
      query: (...args) => {
        queries += 1;
        return session.query(...args);
      },
    });
    const locks = await inSnapshot(database.superuserUrl, async (plain) => {
      const session = counted(plain);
      const { withRows } = await readTables(session, await readServer(session));
      const read = await fingerprintTables(session, withRows, 'content');
      expect(read).toHaveLength(TABLES);
      await readSequencePositions(session);
      return withClient(cluster, name, async (client) => {
        const answer = await client.query<{ locks: number }>(
          `select count(*)::int as locks from pg_locks l join pg_stat_activity a using (pid)
            where a.application_name = 'db-deploy/test/1' and a.datname = current_database()
              and l.relation >= 16384`,
        );
        return answer.rows[0]?.locks;
      });
    });
    expect(queries).toBeLessThan(200);
    expect(locks).toBe(0);
  });
});
