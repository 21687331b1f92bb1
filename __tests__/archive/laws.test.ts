import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { fingerprintsOf } from '../backup/play.js';
import { TYPES, VALUES, WITHOUT_INPUT } from './values.js';

const database = useTestDatabase('empty');
const { cluster, name } = database;
const copy = `${name}_copy`;

const types = Object.keys(VALUES);
const valuesOf = (type: string): readonly (string | null)[] => [null, ...(VALUES[type] ?? [])];
const literal = (value: string | null, type: string): string =>
  value === null ? `null::${type}` : `${pg.escapeLiteral(value)}::${type}`;

beforeAll(async () => {
  await runSql(cluster, name, TYPES);
});
afterAll(async () => {
  await dropDatabase(cluster, copy);
});

const run = (sql: string): Promise<void> => runSql(cluster, name, sql);

/** Fingerprints by table, of one schema. */
async function printsIn(schema: string, url = database.superuserUrl) {
  const all = await fingerprintsOf(url);
  return Object.fromEntries(
    all.filter((table) => table.schema === schema).map((table) => [table.name, table.fingerprint]),
  );
}

describe('every built-in type', () => {
  const tables = types.flatMap((type, of) =>
    valuesOf(type).map((value, at) => ({ name: `t${of}_${at}`, type, value })),
  );
  let prints: Record<string, string | undefined> = {};

  beforeAll(async () => {
    const made = tables.map(
      (table) =>
        `create table one.${table.name} as select ${literal(table.value, table.type)} as a;`,
    );
    await run(`create schema one; ${made.join('\n')}`);
    prints = await printsIn('one');
  });

  test('is in the list', async () => {
    const builtIn = await withClient(cluster, name, async (client) => {
      const answer = await client.query<{ type: string }>(
        `select t.oid::regtype::text as type from pg_type t
          where t.typnamespace = 'pg_catalog'::regnamespace and t.typtype in ('b', 'r', 'm')
            and t.typcategory <> 'A'
            and t.oid <> all (select unnest($1::regtype[]))`,
        [types.map((type) => type.replace(/\(\d+\)$/, ''))],
      );
      return answer.rows.map(({ type }) => type).filter((type) => !WITHOUT_INPUT.test(type));
    });
    expect(builtIn).toEqual([]);
  });

  test('each value has a fingerprint of its own', () => {
    const clashes: string[] = [];
    for (const type of types) {
      const seen = new Map<string | undefined, string | null>();
      for (const { name: each, value } of tables.filter((candidate) => candidate.type === type)) {
        const print = prints[each];
        if (print === undefined || seen.has(print)) {
          clashes.push(`${type}: ${value ?? 'null'} as ${seen.get(print) ?? 'null'}`);
        }
        seen.set(print, value);
      }
    }
    expect(clashes).toEqual([]);
  });

  test('has the same fingerprints in a copy whose database and role change every text form', async () => {
    const quoted = pg.escapeIdentifier(copy);
    await createDatabase(cluster, copy, { template: name });
    const settings = {
      datestyle: `'German, DMY'`,
      intervalstyle: `'iso_8601'`,
      timezone: `'Asia/Kolkata'`,
      extra_float_digits: '-5',
      bytea_output: `'escape'`,
      lc_monetary: `'POSIX'`,
      search_path: 'public, pg_catalog',
      quote_all_identifiers: 'on',
      xmloption: 'document',
      max_parallel_workers_per_gather: '4',
      enable_seqscan: 'off',
      synchronize_seqscans: 'on',
    };
    for (const [setting, value] of Object.entries(settings)) {
      await runSql(cluster, 'postgres', `alter database ${quoted} set ${setting} to ${value}`);
    }
    await runSql(
      cluster,
      'postgres',
      `alter role postgres in database ${quoted} set datestyle to 'SQL, MDY'`,
    );
    expect(await printsIn('one', databaseUrl(cluster, copy))).toEqual(prints);
    const unpinned = await withClient(cluster, copy, async (client) => {
      const answer = await client.query<{ text: string }>(
        `select '2024-03-04'::date::text as text`,
      );
      return answer.rows[0]?.text;
    });
    expect(unpinned).toBe('03/04/2024');
  });
});

/** A table of some types, its rows as places in the lists of values. */
const table = fc
  .uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 6 })
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.tuple(...columns.map(() => fc.nat({ max: 20 }))), {
        minLength: 1,
        maxLength: 6,
      }),
    }),
  );

type Table = typeof table extends fc.Arbitrary<infer Value> ? Value : never;

function create(as: string, { columns, rows }: Table, order: readonly number[]): string {
  const definitions = order.map((at) => `c${at} ${columns[at] ?? ''}`);
  const tuples = rows.map(
    (row) => `(${order.map((at) => cell(columns[at] ?? '', row[at] ?? 0)).join(', ')})`,
  );
  return `create table laws.${as} (${definitions.join(', ')});
          insert into laws.${as} values ${tuples.join(', ')};`;
}

function cell(type: string, place: number): string {
  const values = valuesOf(type);
  return literal(values[place % values.length] ?? null, type);
}

test('rows and columns may stand in any order; a changed value, a row more or less may not pass', async () => {
  const cases = fc.record({
    table,
    at: fc.nat(),
    seed: fc.integer(),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ table: original, at, seed }) => {
      const { columns, rows } = original;
      const shuffled = <Item>(items: readonly Item[]): Item[] =>
        fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), {
          numRuns: 1,
          seed,
        })[0] ?? [];
      const order = columns.map((_, place) => place);
      const column = at % columns.length;
      const chosen = at % rows.length;
      const values = valuesOf(columns[column] ?? '').length;
      const changed = rows.map((row, place) =>
        place === chosen
          ? row.map((value, index) => (index === column ? (value % values) + 1 : value))
          : row,
      );
      await run(`drop schema if exists laws cascade; create schema laws;
        ${create('original', original, order)}
        ${create('shuffled', { columns, rows: shuffled(rows) }, shuffled(order))}
        update laws.shuffled set c0 = c0;
        ${create('changed', { columns, rows: changed }, order)}
        ${create('doubled', { columns, rows: [...rows, rows[chosen] ?? []] }, order)}
        ${create('shorter', original, order)}
        delete from laws.shorter where ctid = (select ctid from laws.shorter limit 1);`);
      const prints = await printsIn('laws');
      expect(prints['shuffled']).toBe(prints['original']);
      const others = [prints['changed'], prints['doubled'], prints['shorter']];
      expect(others).not.toContain(prints['original']);
    }),
    { seed: 20_260_801, numRuns: 40 },
  );
});

test('children and partitions may be attached in any order, and have any order of columns', async () => {
  await run(`
    create schema first;
    create table first.parent (a int, b text);
    create table first.child () inherits (first.parent);
    alter table first.parent add column late date;
    create table first.parts (a int, b text) partition by list (a);
    create table first.one partition of first.parts for values in (1);
    create table first.two partition of first.parts for values in (2);
    create schema second;
    create table second.parts (b text, a int) partition by list (a);
    create table second.two (a int, gone int, b text);
    alter table second.two drop column gone;
    alter table second.parts attach partition second.two for values in (2);
    create table second.one partition of second.parts for values in (1);
    create table second.parent (late date, b text, a int);
    create table second.child (a int, b text, late date);
    alter table second.child inherit second.parent`);
  for (const schema of ['first', 'second']) {
    await run(`
      insert into ${schema}.parts (a, b) values (1, 'x'), (2, 'y'), (2, null);
      insert into ${schema}.parent (a, b, late) values (1, '', '2024-02-29');
      insert into ${schema}.child (a, b, late) values (2, null, '2024-02-29')`);
  }
  const first = await printsIn('first');
  expect(Object.keys(first)).toEqual(['child', 'one', 'parent', 'two']);
  expect(await printsIn('second')).toEqual(first);
  // What the child has is not the parent's.
  await run('delete from second.child');
  const { child, ...others } = await printsIn('second');
  expect(child).toBe('0');
  expect(others).toEqual({ one: first['one'], parent: first['parent'], two: first['two'] });
});
