import { describe, expect, test } from '@jest/globals';
import { fingerprintTables, scopeOf } from '../../src/archive/fingerprint.js';
import { readServer } from '../../src/archive/server.js';
import { readTables } from '../../src/archive/tables.js';
import { withSession, type Session } from '../../src/postgres/session.js';
import { pinSettings, withTransaction } from '../../src/postgres/transaction.js';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from '../backup/play.js';

const database = useTestDatabase();

async function asUser<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  const settings = {
    purpose: 'test',
    applicationName: 'db-deploy/test/1',
    signal: new AbortController().signal,
  };
  return withSession(connectionTo(database.userUrl), settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      return work(session);
    }),
  );
}

test('a table that cannot be read spoils neither the others nor the transaction', async () => {
  await runSql(database.cluster, database.name, 'create table hidden as select 1 as a');
  const read = await asUser(async (session) => {
    const { withRows } = await readTables(session, await readServer(session));
    return fingerprintTables(session, withRows, 'content');
  });
  const failed = read.filter(({ failure }) => failure !== undefined);
  expect(failed.map(({ table, rows, failure }) => [table.name, rows, failure])).toEqual([
    ['hidden', undefined, 'permission denied for table hidden'],
  ]);
  const others = read.filter(({ failure }) => failure === undefined);
  expect(others.length).toBeGreaterThan(3);
  expect(
    others.every(({ rows, fingerprint }) => rows !== undefined && fingerprint !== undefined),
  ).toBe(true);
});

test('counts read no content', async () => {
  const read = await asUser(async (session) => {
    const { withRows } = await readTables(session, await readServer(session));
    return fingerprintTables(
      session,
      withRows.filter(({ name }) => name === 'users'),
      'counts',
    );
  });
  expect(read).toMatchObject([{ rows: '400', fingerprint: undefined, failure: undefined }]);
});

describe('scope', () => {
  const TEN_GB = 10 * 1024 ** 3;
  test.each([
    ['auto', 0, 'content'],
    ['auto', TEN_GB, 'content'],
    ['auto', TEN_GB + 1, 'counts'],
    ['content', TEN_GB + 1, 'content'],
    ['counts', 0, 'counts'],
    ['none', 0, 'none'],
  ] as const)('%s of %d bytes is %s', (asked, bytes, scope) => {
    expect(scopeOf(asked, bytes, false)).toBe(scope);
    // Strangers may read the manifest: what was asked for by name is done all the same.
    expect(scopeOf(asked, bytes, true)).toBe(asked === 'auto' ? 'counts' : scope);
  });
});
