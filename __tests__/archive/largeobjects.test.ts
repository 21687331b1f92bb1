import { beforeAll, describe, expect, test } from '@jest/globals';
import { fingerprintLargeObjects } from '../../src/archive/largeobjects.js';
import { runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { inSnapshot } from './snapshot.js';

const database = useTestDatabase('empty');
const { cluster, name } = database;

const run = (sql: string): Promise<void> => runSql(cluster, name, sql);
const read = (url = database.superuserUrl) => inSnapshot(url, fingerprintLargeObjects);

const MEGABYTE = 1024 ** 2;

beforeAll(async () => {
  await run(`select lo_from_bytea(11, 'one'), lo_from_bytea(12, ''),
                    lo_from_bytea(13, convert_to(repeat('0123456789abcdef', 196608), 'UTF8'))`);
});

/** Undone afterwards: all cases begin with the same objects. */
async function after(change: string, undo: string) {
  await run(change);
  try {
    return await read();
  } finally {
    await run(undo);
  }
}

describe('the fingerprint of the large objects', () => {
  test('is that of their bytes, whatever the settings and the order of writing', async () => {
    const { fingerprint, failure } = await read();
    expect(failure).toBeUndefined();
    expect(fingerprint).toMatch(/^-?\d+$/);
    await run(`alter database ${name} set bytea_output to 'escape'`);
    expect(await read()).toEqual({ fingerprint, failure });
    await run(
      `select lo_unlink(11), lo_unlink(12); select lo_from_bytea(12, ''), lo_from_bytea(11, 'one')`,
    );
    expect(await read()).toEqual({ fingerprint, failure });
  });

  test.each([
    ['a byte', `select lo_put(11, 0, 'O')`, `select lo_put(11, 0, 'o')`],
    [
      'a byte far behind',
      `select lo_put(13, ${2 * MEGABYTE + 7}, 'X')`,
      `select lo_put(13, ${2 * MEGABYTE + 7}, '7')`,
    ],
    ['a byte more', `select lo_put(12, 0, '\\x00')`, `select lo_unlink(12); select lo_create(12)`],
    ['an empty object more', 'select lo_create(14)', 'select lo_unlink(14)'],
    ['an oid', `select lo_unlink(12), lo_create(15)`, `select lo_unlink(15), lo_create(12)`],
    [
      'contents that changed places',
      `select lo_put(11, 0, 'two'), lo_from_bytea(16, 'one')`,
      `select lo_put(11, 0, 'one'), lo_unlink(16)`,
    ],
  ])('shows %s', async (_, change, undo) => {
    const { fingerprint } = await read();
    const changed = await after(change, undo);
    expect(changed.failure).toBeUndefined();
    expect(changed.fingerprint).not.toBe(fingerprint);
    expect((await read()).fingerprint).toBe(fingerprint);
  });

  test('reads a hole as the zeros that a dump holds', async () => {
    const holes = await after(
      `select lo_create(17), lo_put(17, ${3 * MEGABYTE}, 'x')`,
      'select lo_unlink(17)',
    );
    const zeros = await after(
      `select lo_from_bytea(17, decode(repeat('00', ${3 * MEGABYTE}), 'hex') || 'x')`,
      'select lo_unlink(17)',
    );
    expect(holes).toEqual(zeros);
  });
});

describe('an ordinary role', () => {
  test('is told which object it may not read, and loses no transaction over it', async () => {
    const answer = await inSnapshot(database.ownerUrl, async (session) => ({
      content: await fingerprintLargeObjects(session),
      still: await session.query<{ one: number }>('select 1 as one'),
    }));
    expect(answer.content.fingerprint).toBeUndefined();
    expect(answer.content.failure).toMatch(/permission denied for large object 1[123]/);
    expect(answer.still).toEqual([{ one: 1 }]);
  });

  test.each([
    [
      'that may read them',
      'grant select on large object 11, 12, 13 to app_owner',
      'revoke select on large object 11, 12, 13 from app_owner',
    ],
    [
      'under lo_compat_privileges',
      'alter database :name set lo_compat_privileges to on',
      'alter database :name reset lo_compat_privileges',
    ],
  ])('%s gets what the superuser gets', async (_, allow, forbid) => {
    await run(allow.replace(':name', name));
    try {
      expect(await read(database.ownerUrl)).toEqual(await read());
    } finally {
      await run(forbid.replace(':name', name));
    }
  });
});

test('a database without any has a fingerprint of them, too', async () => {
  await run('select lo_unlink(oid) from pg_largeobject_metadata');
  expect(await read()).toEqual({ fingerprint: '0', failure: undefined });
});
