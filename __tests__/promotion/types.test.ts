import { expect, test } from '@jest/globals';
import { complaints, counts, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

/** A type with development's and production's value, and whether that is a difference. */
const VALUES: readonly (readonly [type: string, dev: string, prod: string, differs: boolean])[] = [
  ['json', `'{"a": 1}'`, `'{"a":1}'`, true],
  ['json', `'{"a":1}'`, `'{"a":1}'`, false],
  ['xml', `'<a b="1"/>'`, `'<a b="2"/>'`, true],
  ['point', `'(1,2)'`, `'(1,3)'`, true],
  ['point', `'(1,2)'`, `'(1,2)'`, false],
  ['polygon', `'((0,0),(1,1),(2,0))'`, `'((0,0),(1,1),(2,0.5))'`, true],
  ['box', `'(1,1),(0,0)'`, `'(5,1),(4,0)'`, true],
  ['circle', `'<(0,0),1>'`, `'<(5,5),1>'`, true],
  ['path', `'[(0,0),(1,1)]'`, `'[(0,0),(2,2)]'`, true],
  ['interval', `'1 month'`, `'30 days'`, true],
  ['interval', `'24:00:00'`, `'24 hours'`, false],
  ['numeric', `1.00`, `1.0`, true],
  ['numeric', `'NaN'`, `'NaN'`, false],
  ['double precision', `'-0'`, `'0'`, true],
  ['double precision', `'NaN'`, `'NaN'`, false],
  ['double precision', `0.1::float8 + 0.2::float8`, `0.3`, true],
  ['jsonb', `'{"a": 1.0}'`, `'{"a": 1}'`, true],
  ['jsonb', `'{"b": 2, "a": 1}'`, `'{"a":1,"b":2}'`, false],
  ['char(5)', `'a  '`, `'a'`, false],
  ['char(5)', `'a'`, `'b'`, true],
  ['varchar(5)', `'a '`, `'a'`, true],
  ['text', `'Ünïcode 🎉 \\ tab	end'`, `'x'`, true],
  ['text', `e'line\\nbreak \\\\N \\\\.'`, `null`, true],
  ['text', `''`, `null`, true],
  ['text', `null`, `null`, false],
  ['citext', `'ABC'`, `'abc'`, true],
  ['bytea', `'\\x00ff'`, `'\\x00fe'`, true],
  ['timestamptz', `'2026-01-01 00:00+02'`, `'2025-12-31 22:00+00'`, false],
  ['timestamptz', `'infinity'`, `'-infinity'`, true],
  ['int[]', `'{1,null,3}'`, `'{1,2,3}'`, true],
  ['int[]', `'[0:1]={1,2}'`, `'{1,2}'`, true],
  ['mood', `'calm'`, `'angry'`, true],
  ['mood[]', `'{calm}'`, `'{angry}'`, true],
  ['percentage', `50`, `60`, true],
  ['pair', `'(1,"a b")'`, `'(1,"a  b")'`, true],
  ['int4range', `'[1,5)'`, `'[1,4]'`, false],
  ['tsvector', `'a:1'`, `'a:2'`, true],
  ['bit(3)', `b'101'`, `b'100'`, true],
  ['inet', `'10.0.0.1/8'`, `'10.0.0.1'`, true],
  ['money', `12.5::money`, `12.4::money`, true],
  [
    'uuid',
    `'00000000-0000-0000-0000-000000000001'`,
    `'00000000-0000-0000-0000-000000000002'`,
    true,
  ],
];

test('sees every difference that a type can hold, and none where there is none', async () => {
  await world.superuser('dev', 'create extension citext');
  await world.superuser('prod', 'create extension citext');
  await world.run(
    'both',
    `
    create type mood as enum ('calm', 'angry');
    create type pair as (a int, b text);
    create domain percentage as int check (value between 0 and 100);`,
  );
  const name = (at: number): string => `t${String(at).padStart(2, '0')}`;
  for (const [at, [type]] of VALUES.entries()) {
    await world.run('both', `create table ${name(at)} (id int primary key, v ${type})`);
  }
  for (const [at, [, dev, prod]] of VALUES.entries()) {
    await world.run('dev', `insert into ${name(at)} values (1, ${dev})`);
    await world.run('prod', `insert into ${name(at)} values (1, ${prod})`);
  }
  const tables = VALUES.map((_, at) => name(at));
  const expected = Object.fromEntries(
    VALUES.map(([, , , differs], at) => [`public.${name(at)}`, `+0 ~${differs ? 1 : 0} =0`]),
  );

  const { seen } = await world.promote({ tables });
  expect(complaints(seen.findings)).toEqual([]);
  expect(counts(seen.tables)).toEqual(expected);
  const again = await world.preview({ tables });
  expect(again.tables.filter(({ updates }) => updates > 0)).toEqual([]);
  for (const table of tables) {
    const text = `select v::text from ${table}`;
    expect(await world.rows('prod', text)).toEqual(await world.rows('dev', text));
  }
});

test('keys of every usual type pair up', async () => {
  const keys: Record<string, readonly string[]> = {
    text: [`'a'`, `'A'`, `'ä'`, `e'with "quotes", \\\\ and\\ttab'`, `''`],
    'varchar(9)': [`'x'`, `'y'`],
    'char(3)': [`'x'`, `'xy'`],
    uuid: [`'00000000-0000-0000-0000-000000000001'`],
    timestamptz: [`'2026-01-01 00:00+02'`],
    numeric: ['1.0', '2.50'],
    bytea: [`'\\x00'`],
    mood: [`'calm'`, `'angry'`],
    'int[]': [`'{1,2}'`],
    inet: [`'10.0.0.1'`],
  };
  await world.run('both', `create type mood as enum ('calm', 'angry')`);
  let at = 0;
  const tables: string[] = [];
  for (const [type, values] of Object.entries(keys)) {
    const table = `k${(at += 1)}`;
    tables.push(table);
    await world.run('both', `create table ${table} (k ${type}, n int, v text, primary key (k, n))`);
    for (const value of values) {
      await world.run('both', `insert into ${table} values (${value}, 1, 'same')`);
      await world.run('dev', `insert into ${table} values (${value}, 2, 'new')`);
    }
    await world.run('dev', `update ${table} set v = 'changed' where n = 1`);
  }
  const { seen } = await world.promote({ tables });
  for (const { devRows, inserts, updates } of seen.tables) {
    expect([inserts, updates]).toEqual([devRows / 2, devRows / 2]);
  }
  const again = await world.preview({ tables });
  expect(again.tables.every(({ inserts, updates }) => inserts + updates === 0)).toBe(true);
});
