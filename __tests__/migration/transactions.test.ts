import { describe, expect, test } from '@jest/globals';
import { outsideTransaction, worksConcurrently } from '../../src/migration/transactions.js';

const script = (text: string) => ({ name: '7_x', text });

describe('leaves nothing that ledger and catalog would not show', () => {
  test.each([
    'alter table t add column c int;',
    '-- commit; is what we never do\nupdate t set c = 1;',
    '/* rollback; */ create index on t (c);',
    'begin; savepoint a; rollback to a; ',
    'exports.up = (pgm) => { pgm.addColumns("t", { c: "int" }); }; // commit',
    "insert into calls values ('recall')",
    // Alone in its file it leaves an invalid index at the most.
    '-- migrate:up\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Big_idx" ON big (a);\n',
  ])('%s', (text) => {
    expect(outsideTransaction([script(text)], true)).toBeUndefined();
  });
});

describe('may leave something', () => {
  test.each([
    ['update t set c = 1; COMMIT; alter table t add d int;', 'ends a transaction itself'],
    ['update t set c = 1;\nrollback;', 'ends a transaction itself'],
    ['-- migrate:up transaction:false\nupdate t set c = 1;', 'asks for no transaction'],
    ['exports.config = { transaction: false };', 'asks for no transaction'],
    ['export const up = (pgm) => { pgm.noTransaction(); }', 'asks for no transaction'],
    ['create index concurrently i on t (c); update t set c = 1;', 'concurrently'],
    ['drop index concurrently i;', 'concurrently'],
    ['vacuum t;', 'cannot run in a transaction'],
    ['call backfill_all(1);', 'calls a procedure'],
    ["select dblink_exec('x', 'y');", 'reaches another database'],
    ["prepare transaction 'a';", 'prepares a transaction'],
  ])('%s: %s', (text, words) => {
    expect(outsideTransaction([script('select 1;'), script(text)], true)).toContain(words);
    expect(outsideTransaction([script(text)], true)).toContain('7_x');
  });
});

test.each([
  ['reindex table concurrently t', true],
  ['pgm.createIndex("t", "c", { concurrently: true })', true],
  ['alter table t detach partition p concurrently', true],
  ['-- not concurrently\ncreate index on t (c)', false],
])('%s works concurrently: %s', (text, expected) => {
  expect(worksConcurrently(script(text))).toBe(expected);
});

describe('a tool that sends each statement by itself', () => {
  test.each([
    ['alter table t add c int;', undefined],
    ['-- two; three\nalter table t add c int', undefined],
    ['create index concurrently i on t (c);', undefined],
    ['update t set c = 1; alter table t add d int;', '7_x is run statement by statement'],
    ['exports.up = (knex) => knex.raw("select 1")', '7_x is run statement by statement'],
  ])('%s: %s', (text, expected) => {
    expect(outsideTransaction([script(text)], false)).toBe(expected);
  });
});
