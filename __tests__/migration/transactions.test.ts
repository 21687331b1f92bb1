import { describe, expect, test } from '@jest/globals';
import { outsideTransaction, worksConcurrently } from '../../src/migration/builds/transactions.js';

const sql = (text: string) => ({ name: '7_x', text, program: false });
const program = (text: string) => ({ name: '7_x', text, program: true });

describe('leaves nothing that ledger and catalog would not show', () => {
  test.each([
    'alter table t add column c int;',
    "update t set c = case when d then 1 else 2 end; insert into calls values ('recall')",
    'begin; savepoint a; rollback to a; ',
    'create function f() returns int language plpgsql as $$ begin return 1; end; $$;',
    'do $body$ begin perform 1; end $body$',
    // Alone in its file it leaves an invalid index at the most.
    '-- migrate:up\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Big_idx" ON big (a);\n',
  ])('%s', (text) => {
    expect(outsideTransaction([sql(text)], true)).toBeUndefined();
  });

  test.each([
    'exports.up = (pgm) => { pgm.addColumns("t", { c: "int" }); };',
    "import type { MigrationBuilder } from 'node-pg-migrate';\nexport const up = (pgm: MigrationBuilder) => { pgm.sql('select 1'); };",
    "import { Knex } from 'knex';\nexport async function up(knex: Knex) { await knex.raw('select 1'); }",
  ])('program: %s', (text) => {
    expect(outsideTransaction([program(text)], true)).toBeUndefined();
  });
});

describe('may leave something', () => {
  test.each([
    ['update t set c = 1; COMMIT; alter table t add d int;', 'ends a transaction itself'],
    ['update t set c = 1;\nrollback;', 'ends a transaction itself'],
    ['begin; update t set c = 1; end; alter table t add d int;', 'ends a transaction itself'],
    ['begin; update t set c = 1;\nABORT;', 'ends a transaction itself'],
    // What looks like a comment is none, and the other way round: each reading counts.
    ["select '-- half way'; commit;", 'ends a transaction itself'],
    ["insert into jobs values ('src/*'); commit; insert into jobs values ('*/5')", 'ends a transaction itself'], // prettier-ignore
    ["select '-- $$'; end; select '-- $$'", 'ends a transaction itself'],
    ['-- commit; is what we never do\nupdate t set c = 1;', 'ends a transaction itself'],
    ['-- migrate:up transaction:false\nupdate t set c = 1;', 'asks for no transaction'],
    ['create index concurrently i on t (c); update t set c = 1;', 'concurrently'],
    ['drop index concurrently i;', 'concurrently'],
    ['vacuum t;', 'cannot run in a transaction'],
    ['call backfill_all(1);', 'calls a procedure'],
    ['call "back fill"();', 'calls a procedure'],
    ["select dblink_send_query('x', 'y');", 'reaches another session'],
    ["prepare transaction 'a';", 'prepares a transaction'],
  ])('%s: %s', (text, words) => {
    expect(outsideTransaction([sql('select 1;'), sql(text)], true)).toContain(words);
    expect(outsideTransaction([sql(text)], true)).toContain('7_x');
  });

  test.each([
    ['exports.config = { transaction: false };', 'asks for no transaction'],
    ['export const up = (pgm) => { pgm.noTransaction(); }', 'asks for no transaction'],
    [
      "const { pool } = require('../src/db'); exports.up = () => pool.query('select 1')",
      'uses more',
    ],
    ["import { pool } from '../src/db.js'; export const up = () => pool.query('')", 'uses more'],
    ["export const up = async () => { await fetch('x'); }", 'uses more'],
    ["export const up = async () => (await import('./x.js')).run();", 'uses more'],
  ])('program %s: %s', (text, words) => {
    expect(outsideTransaction([program(text)], true)).toContain(words);
  });
});

test.each([
  ['reindex table concurrently t', true],
  ['pgm.createIndex("t", "c", { concurrently: true })', true],
  ['alter table t detach partition p concurrently', true],
  ['-- not concurrently\ncreate index on t (c)', false],
])('%s works concurrently: %s', (text, expected) => {
  expect(worksConcurrently(sql(text))).toBe(expected);
});

describe('a tool that sends each statement by itself', () => {
  test.each([
    [sql('alter table t add c int;'), undefined],
    [sql('-- two; three\nalter table t add c int'), undefined],
    [sql('create index concurrently i on t (c);'), undefined],
    [sql('update t set c = 1; alter table t add d int;'), '7_x is run statement by statement'],
    [program('exports.up = (knex) => knex.raw("select 1")'), '7_x is run statement by statement'],
  ])('%j: %s', (script, expected) => {
    expect(outsideTransaction([script], false)).toBe(expected);
  });
});
