import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { manifestSchema } from '../../src/record/manifest.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql, runSqlFile } from '../harness/postgres/databases.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { makeTools, type TestTools } from '../harness/tools.js';
import {
  notPassed,
  proveAs,
  restoreInto,
  takeBackup,
  type Restored,
  type TakenBackup,
} from './restored.js';

const database = useTestDatabase('production');
const { cluster } = database;
const side = `${database.name} "Side"`;
const tampered = `${database.name}_tampered`;
let directory = '';
let tools: TestTools;
let taken: TakenBackup;
let restored: Restored;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'db-deploy-proof-'));
  tools = makeTools(directory, 'production');
  await runSqlFile(
    cluster,
    database.name,
    fileURLToPath(new URL('fixtures/guarded.sql', import.meta.url)),
    roles.owner,
  );
  taken = await takeBackup(tools, database.ownerUrl);
  await createDatabase(cluster, side, { template: 'template0', owner: roles.owner.user });
  restored = await restoreInto(tools, databaseUrl(cluster, side, roles.owner), taken);
});
afterAll(async () => {
  await dropDatabase(cluster, side);
  await rm(directory, { recursive: true, force: true });
});

describe('as the owner, an ordinary role', () => {
  test('a healthy copy passes in everything', async () => {
    const { selection, filled } = restored;
    expect(selection.leftOut).toEqual([]);
    expect(filled.read.length).toBe(taken.manifest.tables.length);
    const url = databaseUrl(cluster, side, roles.owner);
    const findings = await proveAs(tools, url, taken, { ...selection, ...filled });
    expect(notPassed(findings)).toEqual([]);
    expect(findings.map(({ name }) => name)).toEqual([
      'tables',
      'rows',
      'contents',
      'large objects',
      'sequences',
      'objects',
      'owners',
      'grants',
      'definitions',
      'valid indexes and constraints',
      'left out of the restore',
    ]);
  });

  /** Every problem of a copy is told at once, so one copy serves a whole group. */
  describe.each([
    [
      'rows',
      [
        [
          'a row changed',
          `update users set email = 'x@example.com' where id = 1`,
          'fail: contents: other rows in public.bookings, public.users',
        ],
        [
          'a table that cannot be counted',
          'revoke all on pgmigrations from app_owner',
          'not counted: public.pgmigrations (',
        ],
        [
          'a row missing',
          'delete from bookings where id = (select min(id) from bookings)',
          'fail: rows: public.bookings: 4999 of 5000',
        ],
        ['a table missing', 'drop table private.spare', 'fail: tables: missing: private.spare'],
        ['a table too many', 'create table extra (a int)', 'not in the backup: public.extra'],
        [
          'a sequence moved',
          `select setval('private.counter', 99)`,
          'private.counter at 99 instead of 7',
        ],
        [
          'a large object changed',
          `select lo_put((select min(oid) from pg_largeobject_metadata), 0, 'X')`,
          'fail: large objects: other bytes',
        ],
      ],
    ],
    [
      'what is there, whose and for whom',
      [
        [
          'a large object gone',
          `select lo_unlink((select min(oid) from pg_largeobject_metadata))`,
          'fail: large objects: 1',
        ],
        ['a grant revoked', 'revoke select on users from app_user', 'table public.users: '],
        [
          'a grant on a column',
          'revoke select (body) on private.notes from app_user',
          'column private.notes.body: none instead of app_user=r/app_owner',
        ],
        ['a grant too many', 'grant truncate on bookings to app_user', 'table public.bookings: '],
        [
          'an owner changed',
          'alter view private.fresh owner to app_user',
          'fail: owners: view private.fresh: app_user instead of app_owner',
        ],
        ['an index dropped', 'drop index private.notes_body', 'index private.notes.notes_body'],
        ['a policy dropped', 'drop policy own on private.notes', 'policy private.notes.own'],
        ['a function missing', 'drop function private.hello()', 'function private.hello()'],
        [
          'default grants gone',
          'alter default privileges for role app_owner in schema public revoke all on tables from app_user',
          'default grants public.tables for app_owner',
        ],
      ],
    ],
    [
      'definitions',
      [
        [
          'row security off',
          'alter table private.spare disable row level security',
          'fail: definitions: table private.spare: nothing instead of row level security',
        ],
        [
          'an index invalid',
          `update pg_index set indisvalid = false where indexrelid = 'private.notes_body'::regclass`,
          'index private.notes.notes_body',
        ],
        [
          'a constraint not validated',
          'alter table private.notes drop constraint long; alter table private.notes add constraint long check (length(body) > 0) not valid',
          'constraint private.notes.long',
        ],
        [
          'a definition in other words',
          'alter table private.notes drop constraint short; alter table private.notes add constraint short check (99 > length(body))',
          'warn: definitions in other words: constraint private.notes.',
        ],
      ],
    ],
  ] satisfies [string, [string, string, string][]][])('of %s', (_, cases) => {
    let told = '';
    beforeAll(async () => {
      await createDatabase(cluster, tampered, { template: side, owner: roles.owner.user });
      for (const [, sql] of cases) await runSql(cluster, tampered, sql);
      const url = databaseUrl(cluster, tampered, roles.owner);
      told = notPassed(await proveAs(tools, url, taken)).join('\n');
      await dropDatabase(cluster, tampered);
    });
    test.each(cases)('%s is refused', (_name, _sql, expected) => {
      expect(told).toContain(expected);
    });
  });
});

interface Changes {
  readonly server?: object;
  readonly fingerprints?: 'counts';
  readonly older?: boolean;
}

describe('what cannot be compared says so', () => {
  test.each<[string, Changes, string[]]>([
    ['another major', { server: { major: 14 } }, ['contents']],
    ['another encoding', { server: { encoding: 'LATIN1' } }, ['contents']],
    ['counts alone', { fingerprints: 'counts' }, ['contents']],
    [
      'a backup without catalog, sequences and bytes of large objects',
      { older: true },
      ['large objects', 'sequences', 'objects', 'owners', 'grants', 'definitions'],
    ],
  ])('%s', async (_, changes, names) => {
    const manifest = {
      ...taken.manifest,
      server: { ...taken.manifest.server, ...changes.server },
      ...(changes.fingerprints === undefined ? {} : { fingerprints: changes.fingerprints }),
      ...(changes.older === true
        ? { sequences: undefined, largeObjectFingerprint: undefined }
        : {}),
    };
    const catalog = changes.older === true ? undefined : taken.catalog;
    const url = databaseUrl(cluster, side, roles.owner);
    const findings = await proveAs(tools, url, {
      manifest: manifestSchema.parse(manifest),
      catalog,
    });
    const open = findings.filter(({ verdict }) => verdict !== 'pass');
    expect(open.map(({ name }) => name)).toEqual(names);
    expect(new Set(open.map(({ verdict }) => verdict))).toEqual(new Set(['could not verify']));
  });
});

test('a sequence that moved during the backup is not told as verified', async () => {
  const { sequences = [] } = taken.manifest;
  const manifest = { ...taken.manifest, sequences: sequences.filter(({ name }) => name !== 'counter') }; // prettier-ignore
  const url = databaseUrl(cluster, side, roles.owner);
  const told = notPassed(await proveAs(tools, url, { ...taken, manifest }, restored.selection));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^could not verify: sequences: .*private\.counter$/);
});

test('what the backup leaves out on request is named, and behind nothing', async () => {
  const excluded = { schemas: ['auth'], tableData: ['public.log'] };
  const url = databaseUrl(cluster, side, roles.owner);
  const told = notPassed(await proveAs(tools, url, { ...taken, manifest: { ...taken.manifest, excluded } })); // prettier-ignore
  expect(told).toEqual([
    'could not verify: left out of the restore: on request, already out of the backup: schema auth, rows of public.log',
  ]);
});

test('many problems of a kind are twenty names and a number', async () => {
  const tables = Array.from({ length: 30 }, (_, at) => ({
    schema: 's',
    name: `t${at}`,
    rows: '0',
  }));
  const manifest = { ...taken.manifest, tables: [...taken.manifest.tables, ...tables] };
  const [found] = await proveAs(tools, databaseUrl(cluster, side), { ...taken, manifest });
  expect(found?.found).toMatch(/^missing: (s\.t\d+, ){20}and 10 more$/);
});
