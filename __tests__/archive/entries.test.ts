import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { namesOf, readEntries, type Entry } from '../../src/archive/entries.js';
import { runClient } from '../backup/play.js';
import { runSqlFile, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';

const database = useTestDatabase('empty');
const { cluster } = database;
const tools = useTools();
const pgRestore = join(cluster.binaries.directory, 'pg_restore');

test('every entry of an odd archive is read, from a file and from a stream alike', async () => {
  const fixture = fileURLToPath(new URL('../backup/fixtures/odd.sql', import.meta.url));
  await runSqlFile(cluster, database.name, fixture);
  const archive = join(tools().workDirectory, 'odd.dump');
  await runClient(cluster, 'pg_dump', ['--format=custom', `--file=${archive}`, database.name]);

  const entries = await readEntries(archive, pgRestore, tools().processes);
  const streamed = await readEntries(createReadStream(archive), pgRestore, tools().processes);
  expect(streamed).toEqual(entries);

  // What pg_restore says without --verbose is the measure.
  const plain = await runClient(cluster, 'pg_restore', ['--list', archive]);
  const ids = [...plain.matchAll(/^(\d+); /gm)].map(([, id]) => Number(id));
  expect(entries.map(({ id }) => id)).toEqual(ids);

  // Every relation of the catalog is found under its names, whatever they hold.
  const roles = ['postgres', 'app_owner', 'owner'];
  const schemas = ['public', 'Odd "Schema"'];
  const named = new Map(entries.map((entry) => [entry.key, { entry, ...namesOf(entry, roles, schemas) }])); // prettier-ignore
  await withClient(cluster, database.name, async (client) => {
    const { rows } = await client.query<{ key: string; schema: string; name: string }>(
      `select '1259 ' || c.oid as key, n.nspname as schema, translate(c.relname, E'\\n', ' ') as name
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname in ('public', 'Odd "Schema"')
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { key, schema, name } of rows) {
      expect(named.get(key)).toMatchObject({ schema, tag: name, owner: 'postgres' });
    }
  });
  const data = entries.filter(({ type }) => type === 'TABLE DATA');
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const { needs } of data) expect(byId.get(needs[0] ?? 0)?.type).toBe('TABLE');
});

test('no archive has no entries', async () => {
  const file = join(tools().workDirectory, 'none.dump');
  await writeFile(file, 'not an archive');
  expect(await readEntries(file, pgRestore, tools().processes)).toEqual([]);
});

const entry = (rest: string): Entry => ({ id: 1, key: '1259 1', type: 'TABLE', rest, needs: [] });

test.each([
  [
    'public bookings app owner',
    ['owner', 'app owner'],
    ['public'],
    { schema: 'public', tag: 'bookings', owner: 'app owner' },
  ],
  [
    'my schema my table owner',
    ['owner'],
    ['my', 'my schema'],
    { schema: 'my schema', tag: 'my table', owner: 'owner' },
  ],
  ['- pg_trgm ', ['owner'], ['public'], { schema: undefined, tag: 'pg_trgm', owner: undefined }],
  [
    'public f(integer, text) two lines',
    ['two\nlines'],
    ['public'],
    { schema: 'public', tag: 'f(integer, text)', owner: 'two lines' },
  ],
])('names in %j', (rest, roles, schemas, expected) => {
  expect(namesOf(entry(rest), roles, schemas)).toEqual(expected);
});
