import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { restoreGuide } from '../../src/backup/restoreguide.js';
import type { Manifest } from '../../src/record/manifest.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { fingerprintsOf, libpqOf } from './play.js';
import { commandsOf, encryptedWithAge, keptBackup } from './guides.js';

const run = promisify(execFile);
const database = useTestDatabase();
const { cluster } = database;
const awkward = `it's "${database.name.slice(-8)}"; $(touch x) a=b | \`é\``;
const sibling = (suffix: string): string => awkward.replace('=', '-') + suffix;
const databases = [awkward, ...['_restored', '_old', '_plain'].map(sibling)];
const url = databaseUrl(cluster, awkward);

let directory = '';
let manifest: Manifest;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'db-deploy-guide-'));
  await createDatabase(cluster, awkward, { owner: roles.owner.user });
  await runSql(
    cluster,
    awkward,
    `create table "Table ""with""
newline | \`\`\`" (a int); insert into "Table ""with""
newline | \`\`\`" values (1), (2);
     create table owned (a text); alter table owned owner to ${pg.escapeIdentifier(roles.owner.user)};
     insert into owned values ('x');
     select lo_from_bytea(0, 'large');
     create schema "Auth"; create table "Auth".users (id int primary key); insert into "Auth".users values (7);
     create table posts (id int primary key, writer int references "Auth".users); insert into posts values (1, 7);
     create table pings (post int primary key references posts); insert into pings values (1);
     create table pongs (ping int references pings); insert into pongs values (1)`,
  );
  manifest = await keptBackup(url, directory);
});
afterAll(async () => {
  for (const name of databases) await dropDatabase(cluster, name);
  await rm(directory, { recursive: true, force: true });
});

/** Pastes the commands of some parts of the guide, in their order. */
async function paste(guide: string, ...headings: readonly string[]): Promise<string> {
  const commands = headings.flatMap((heading) => commandsOf(guide, heading));
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
    cwd: directory,
    env: libpqOf(cluster),
  });
  return stdout;
}

/** The one row of a query as text. */
async function ask(name: string, sql: string): Promise<string> {
  const { stdout } = await run('psql', ['--tuples-only', '--no-align', '--command', sql], {
    env: { ...libpqOf(cluster), PGDATABASE: name },
  });
  return stdout.trim();
}

test('pasted as they are, the commands restore, count, switch over, and undo that', async () => {
  const guide = restoreGuide(manifest);

  const stdout = await paste(guide, '1. Check', '2. Restore', '3. Compare', '4. Switch');
  expect(stdout).toContain('production.dump: OK');
  expect(stdout).toContain('public.owned|1\n');
  expect(stdout).toContain('newline | ```|2\n');
  // The restored one carries the name now, and the old one is still there.
  expect(await fingerprintsOf(url)).toEqual(manifest.tables);
  await runSql(cluster, sibling('_old'), `insert into owned values ('of the old one')`);

  await paste(guide, 'Undo');
  expect(await ask(awkward, 'select count(*) from owned')).toBe('2');
  expect(await fingerprintsOf(databaseUrl(cluster, sibling('_restored')))).toEqual(manifest.tables);
});

test('as plain SQL: the script makes an equal database', async () => {
  await paste(restoreGuide(manifest), '5. As plain SQL');
  expect(await fingerprintsOf(databaseUrl(cluster, sibling('_plain')))).toEqual(manifest.tables);
  const large = `select convert_from(lo_get(oid), 'UTF8') from pg_largeobject_metadata`;
  expect(await ask(sibling('_plain'), large)).toBe('large');
});

describe('encrypted', () => {
  const archive = (): string => join(directory, 'production.dump');
  let guide = '';

  beforeAll(async () => {
    await dropDatabase(cluster, sibling('_restored'));
    await copyFile(archive(), join(directory, 'plaintext'));
    guide = restoreGuide({ ...manifest, encryption: await encryptedWithAge(archive()) });
    await rm(archive());
  });

  test('its commands check the ciphertext, decrypt it, check the plaintext and restore it', async () => {
    const stdout = await paste(guide, '1. Check and decrypt', '2. Restore');
    expect(stdout).toContain('production.dump.age: OK\nproduction.dump: OK\n');
    expect(await fingerprintsOf(databaseUrl(cluster, sibling('_restored')))).toEqual(
      manifest.tables,
    );
  });

  test.each([
    ['a ciphertext cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
    ['a ciphertext that is whole but not this one', () => undefined],
  ])('%s leaves nothing to restore', async (_, damage) => {
    const stored = `${archive()}.age`;
    const whole = await readFile(stored);
    const damaged = damage(whole);
    try {
      if (damaged === undefined) {
        await writeFile(archive(), 'another plaintext');
        await encryptedWithAge(archive());
      } else await writeFile(stored, damaged);
      // What a person does who looks at no message: every line, one after another.
      const commands = commandsOf(guide, '1. Check and decrypt').join('\n');
      const { stderr } = await run('bash', ['-c', `${commands}\ntrue`], { cwd: directory });
      expect(stderr).toContain('WARNING: 1 computed checksum did NOT match');
      await expect(readFile(archive())).rejects.toThrow('ENOENT');
    } finally {
      await writeFile(stored, whole);
      await copyFile(join(directory, 'plaintext'), archive());
    }
  });
});

describe('with parts left out on request', () => {
  const left = sibling('_restored');
  let guide = '';

  beforeAll(async () => {
    guide = restoreGuide(
      await keptBackup(url, directory, {
        excludeSchemas: ['Auth'],
        excludeTableData: [{ schema: 'public', table: 'pings' }],
      }),
    );
  });
  beforeEach(() => dropDatabase(cluster, left));

  test('it says so, and the plain way is refused by what refers to them', async () => {
    expect(guide).toContain('- the schema Auth with everything in it\n- the rows of public.pings');
    expect(guide).not.toContain('complete logical backup');
    await expect(paste(guide, '2. Restore')).rejects.toThrow('violates foreign key constraint');
  });

  test('without what refers to them, everything else comes back', async () => {
    await paste(guide, 'Without what refers to it');
    const restored = await fingerprintsOf(databaseUrl(cluster, left));
    const rows = Object.fromEntries(restored.map((table) => [table.name, table.rows]));
    expect(rows).toMatchObject({ posts: '1', pings: '0', pongs: '1' });
    expect(rows).not.toHaveProperty('users');
  });

  test('with them, from the live database, before what refers to them', async () => {
    await paste(guide, 'With what was left out');
    expect(await fingerprintsOf(databaseUrl(cluster, left))).toEqual(await fingerprintsOf(url));
  });
});
