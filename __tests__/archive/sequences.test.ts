import { beforeAll, expect, test } from '@jest/globals';
import { differingSequences, readSequencePositions, unmoved } from '../../src/archive/sequences.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { inSnapshot } from './snapshot.js';

const database = useTestDatabase('empty');
const { cluster, name } = database;

const run = (sql: string): Promise<void> => runSql(cluster, name, sql);

const at = (schema: string, sequence: string, value: string, called: boolean) => ({
  schema,
  name: sequence,
  value,
  called,
});

beforeAll(async () => {
  await run(`
    create extension pg_trgm;
    create schema "Odd ""Schema""";
    grant usage on schema "Odd ""Schema""" to app_owner;
    create sequence fresh start 7;
    create sequence used; select nextval('used'), nextval('used');
    create sequence down increment -1 maxvalue 9223372036854775807 start 9223372036854775807;
    create sequence "Odd ""Schema"""."Seq'uence"; select setval('"Odd ""Schema"""."Seq''uence"', 42, false);
    create table t (id int generated always as identity); insert into t default values;
    create unlogged table u (id serial);
    create sequence of_extension; alter extension pg_trgm add sequence of_extension;
    grant select on all sequences in schema public, "Odd ""Schema""" to app_owner;
    create sequence hidden`);
});

const ALL = [
  at('Odd "Schema"', "Seq'uence", '42', false),
  at('public', 'down', '9223372036854775807', false),
  at('public', 'fresh', '7', false),
  at('public', 'hidden', '1', false),
  at('public', 't_id_seq', '1', true),
  at('public', 'u_id_seq', '1', false),
  at('public', 'used', '2', true),
];

test('positions are those of every sequence that a dump sets', async () => {
  expect(
    await inSnapshot(database.superuserUrl, (session) => readSequencePositions(session)),
  ).toEqual(ALL);
});

test('what a role may not read is left out', async () => {
  expect(await inSnapshot(database.ownerUrl, (session) => readSequencePositions(session))).toEqual(
    ALL.filter((position) => position.name !== 'hidden'),
  );
});

test('reading holds no lock afterwards', async () => {
  await inSnapshot(database.superuserUrl, async (session) => {
    expect(await readSequencePositions(session)).toEqual(ALL);
    await run(`set lock_timeout to '5s'; alter sequence hidden set schema "Odd ""Schema"""`);
    await run(`alter sequence "Odd ""Schema""".hidden set schema public`);
  });
});

test('what a backup leaves out is left out', async () => {
  const oid = await withClient(cluster, name, async (client) => {
    const answer = await client.query<{ oid: string }>(`select 'used'::regclass::oid::text as oid`);
    return answer.rows[0]?.oid ?? '';
  });
  const leftOut = { schemas: ['Odd "Schema"'], tables: [oid], qualified: [] };
  const read = await inSnapshot(database.superuserUrl, (session) =>
    readSequencePositions(session, leftOut),
  );
  expect(read).toEqual(
    ALL.filter(({ schema, name: each }) => schema === 'public' && each !== 'used'),
  );
});

test('a sequence that was dropped since is left out, and the transaction goes on', async () => {
  await run('create sequence gone');
  const seen = await inSnapshot(database.superuserUrl, async (session) => {
    // The snapshot is taken by the first query.
    await session.query('select 1');
    await run('drop sequence gone');
    return {
      positions: await readSequencePositions(session),
      still: await session.query('select 1 as one'),
    };
  });
  expect(seen).toEqual({ positions: ALL, still: [{ one: 1 }] });
});

test('only those count that stood still', () => {
  const before = [at('public', 'a', '1', false), at('public', 'b', '5', true)];
  const after = [
    at('public', 'a', '1', true),
    at('public', 'b', '5', true),
    at('public', 'c', '1', true),
  ];
  expect(unmoved(before, after)).toEqual([at('public', 'b', '5', true)]);
});

test('differences name what was found, or that nothing was', () => {
  const recorded = [at('a.b', 'c', '1', true), at('a', 'b.c', '1', true), at('x', 'y', '2', true)];
  const found = [at('a.b', 'c', '1', true), at('x', 'y', '2', false)];
  expect(differingSequences(recorded, found)).toEqual([
    { recorded: at('a', 'b.c', '1', true), found: undefined },
    { recorded: at('x', 'y', '2', true), found: at('x', 'y', '2', false) },
  ]);
});
