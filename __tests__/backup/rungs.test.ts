import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ArchivedRows } from '../../src/archive/archivedrows.js';
import type { Contents } from '../../src/backup/contents.js';
import type { TableRows } from '../../src/archive/fingerprint.js';
import type { Plan } from '../../src/backup/plan.js';
import { NOTHING_LEFT_OUT, type BackedUpTable } from '../../src/archive/tables.js';
import { startDecoder, type Decoded } from '../../src/archive/decode.js';
import { readInventory } from '../../src/backup/inventory.js';
import { archiveFinding, fingerprintFinding, rowsFinding } from '../../src/backup/rungs.js';
import { notableLines } from '../../src/backup/dumpfailure.js';
import { compareContents, readTableOfContents } from '../../src/backup/tableofcontents.js';
import { withSession } from '../../src/postgres/session.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { connectionTo, runClient } from './play.js';

const database = useTestDatabase();
const tools = useTools();
const { cluster, name } = database;
const pgRestore = join(cluster.binaries.directory, 'pg_restore');

/** An archive of the shop as pg_dump writes it with these options. */
async function dumped(...options: string[]): Promise<string> {
  const file = join(tools().workDirectory, 'shop.dump');
  await runClient(cluster, 'pg_dump', ['--format=custom', `--file=${file}`, ...options, name]);
  return file;
}

async function decode(archive: Buffer): Promise<Decoded> {
  const decoder = startDecoder(pgRestore, tools().processes);
  await decoder.write(archive);
  decoder.end();
  return decoder.decoded;
}

describe('table of contents', () => {
  const inventory = () =>
    withSession(
      connectionTo(database.superuserUrl),
      { purpose: 'test', applicationName: 'db-deploy/test/1', signal: tools().signal },
      readInventory,
    );
  const check = async (file: string) =>
    compareContents(
      await inventory(),
      await readTableOfContents(file, pgRestore, tools().processes),
    );

  test('passes for a whole dump', async () => {
    expect(await check(await dumped())).toMatchObject({ verdict: 'pass' });
  });

  test.each([
    [
      'a table was left out',
      ['--exclude-table=services'],
      /table services, |table public\.services/,
    ],
    [
      'rows were left out',
      ['--exclude-table-data=services'],
      /^not in the archive: data of table (public\.)?services$/,
    ],
    ['the schema alone was dumped', ['--schema-only'], /data of table/],
    ['a section was left out', ['--section=pre-data', '--section=data'], /trigger|index/],
  ])('fails when %s, and names what is missing', async (_, options, named) => {
    const finding = await check(await dumped(...options));
    expect(finding).toMatchObject({ verdict: 'fail' });
    expect(finding.found).toMatch(named);
  });

  test('fails for a file that is no archive', async () => {
    const file = join(tools().workDirectory, 'shop.dump');
    await writeFile(file, 'PGDMP but not really');
    expect((await check(file)).verdict).toBe('fail');
  });
});

test('an archive on disk that is shorter than what was written fails', async () => {
  const decoded = await decode(Buffer.alloc(0));
  const dump = {
    bytes: 10,
    sha256: 'a'.repeat(64),
    stderr: [],
    decoded,
    entries: new Set<string>(),
  };
  expect(archiveFinding(dump, 10).verdict).toBe('pass');
  expect(archiveFinding(dump, 9).verdict).toBe('fail');
  expect(archiveFinding({ ...dump, bytes: 0 }, 0).verdict).toBe('fail');

  const written = { bytes: 12, sha256: 'b'.repeat(64) };
  const encrypted = { ...written, opened: Promise.resolve(written) };
  const { verdict, found } = archiveFinding({ ...dump, encrypted }, 12);
  expect({ verdict, found }).toEqual({
    verdict: 'pass',
    found: expect.stringContaining('b'.repeat(64)),
  });
  expect(archiveFinding({ ...dump, encrypted }, 10).verdict).toBe('fail');
});

describe('what pg_dump said', () => {
  const circular = [
    'pg_dump: warning: there are circular foreign-key constraints on this table:',
    'pg_dump: detail: chicken',
    'pg_dump: hint: You might not be able to restore the dump without using --disable-triggers or temporarily dropping the constraints.',
    'pg_dump: hint: Consider using a full dump instead of a --data-only dump to avoid this problem.',
  ];
  test.each([
    ['nothing', [], []],
    ['circular foreign keys, harmless in a full dump', circular, []],
    [
      'a warning among harmless ones',
      [...circular, 'pg_dump: warning: subscriptions not dumped', 'pg_dump: detail: of this'],
      ['pg_dump: warning: subscriptions not dumped', 'pg_dump: detail: of this'],
    ],
    ['control characters', ['pg_dump: \u001b[31mwarning\u001b[0m'], ['pg_dump: warning']],
  ])('%s', (_, lines, notable) => {
    expect(notableLines(lines)).toEqual(notable);
  });
});

describe('rows in the archive', () => {
  const table = (oid: string, name: string): BackedUpTable => ({
    oid,
    schema: 'public',
    name,
    qualified: name,
    columns: '',
    estimatedRows: 0,
    estimatedBytes: 0,
  });
  const counted = (oid: string, name: string, rows: string | undefined): TableRows => ({
    table: table(oid, name),
    rows,
    fingerprint: undefined,
    failure: rows === undefined ? 'permission denied' : undefined,
  });
  const archive = (changes: Partial<ArchivedRows> = {}): Decoded => ({
    exit: { code: 0, signal: null, stdout: [], stderr: [] },
    rows: {
      rows: new Map([
        ['1', 3],
        ['2', 0],
      ]),
      sequences: 1,
      largeObjects: 2,
      complete: true,
      ...changes,
    },
  });
  const snapshot = (...fingerprints: TableRows[]): Contents => ({
    snapshot: { time: '', lsn: undefined },
    scope: 'counts',
    inventory: [],
    tables: { withRows: [], withoutRows: [] },
    fingerprints,
    counts: { sequences: 1, largeObjects: 2 },
    largeObjects: { fingerprint: undefined, failure: undefined },
    sequences: [],
    leftOut: NOTHING_LEFT_OUT,
    absent: [],
    reaching: [],
    roles: [],
  });
  const both = snapshot(counted('1', 'users', '3'), counted('2', 'empty', '0'));

  test.each([
    ['as in the snapshot', archive(), both, 'pass', '3 rows of 2 tables'],
    [
      'a row too few',
      archive(),
      snapshot(counted('1', 'users', '4')),
      'fail',
      'public.users: 3 rows of 4',
    ],
    [
      'a table too few',
      archive(),
      snapshot(counted('9', 'gone', '0')),
      'fail',
      'public.gone: no rows of 0',
    ],
    ['a large object too few', archive({ largeObjects: 1 }), both, 'fail', '1 large objects of 2'],
    ['a sequence too few', archive({ sequences: 0 }), both, 'fail', '0 sequences of 1'],
    [
      'a table that could not be counted',
      archive(),
      snapshot(counted('1', 'users', undefined)),
      'could not verify',
      '1 tables could not be counted',
    ],
    [
      'nothing counted',
      archive(),
      { ...snapshot(), scope: 'none' as const },
      'not run',
      'only 1 sequences',
    ],
  ])('%s', (_, decoded, contents, verdict, found) => {
    const finding = rowsFinding(decoded, contents);
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toContain(found);
  });

  const plan = (fingerprint: 'auto' | 'counts' | 'content') =>
    ({ fingerprint, server: { bytes: 12e9 } }) as Plan;
  test.each([
    ['auto', both, 'not run', '12.0 GB, above the 10 GB'],
    ['counts', both, 'not run', 'fingerprint is counts'],
    [
      'content',
      { ...both, scope: 'content' as const },
      'pass',
      'content of 2 tables and 2 large objects',
    ],
    [
      'content',
      { ...both, largeObjects: { fingerprint: undefined, failure: 'large object 7 is locked' } },
      'could not verify',
      'large objects: large object 7 is locked',
    ],
    [
      'content',
      snapshot(counted('1', 'users', undefined)),
      'could not verify',
      'public.users: permission denied',
    ],
  ] as const)('fingerprints: %s', (asked, contents, verdict, found) => {
    const finding = fingerprintFinding(plan(asked), contents);
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toContain(found);
  });
});
