import { describe, expect, test } from '@jest/globals';
import { buildsIn, ownDefinition } from '../../src/migration/builds/builds.js';
import { isDefinedAs } from '../../src/migration/builds/indexdefinition.js';
import {
  dropInterruptedBuilds,
  leftoverFindings,
  readLeftovers,
} from '../../src/migration/builds/leftovers.js';
import type { Session } from '../../src/postgres/session.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import type pg from 'pg';

const database = useTestDatabase('empty');

const sessionOn = (client: pg.Client): Session => ({
  client,
  query: async <Row>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as Row[],
});

const build = (text: string) => buildsIn({ name: '7_x', text, program: false });

describe('a build is what the server would say of its index', () => {
  test.each([
    'create index concurrently a on words (word)',
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "B c" ON "public"."words" USING btree (word ASC NULLS LAST, length DESC)',
    "create index concurrently d on words (lower(word)) where word <> 'x' and length > 3",
    'create index concurrently e on words using gin (tags) with (fastupdate = off)',
    'create index concurrently f on only words (word) include (length)',
    "exports.up = (knex) => knex.raw('create index concurrently g on words (word)');",
    'await sql`create index concurrently h on words (word)`;',
  ])('%s', async (text) => {
    const [found] = build(text);
    const sql = /create[^;`']*(?:'x'[^;`']*)?/i.exec(text)?.[0].replace(/concurrently/i, '') ?? '';
    await withClient(database.cluster, database.name, async (client) => {
      await client.query('begin; create table words (word text, length int, tags text[])');
      await client.query(sql.replace(/'\);?$/, ''));
      const { rows } = await client.query<{ name: string; definition: string }>(
        `select relname as name, pg_get_indexdef(oid) as definition from pg_class where relkind = 'i' and relname = $1`,
        [found?.index],
      );
      expect(rows[0]?.definition).toBeDefined();
      expect(isDefinedAs(found?.definition, ownDefinition(rows[0]?.definition ?? ''))).toBe(true);
      await client.query('rollback');
    });
  });

  test.each([
    ["(x) where s = 'Active'", "(x) WHERE (s = 'active'::text)"],
    ['(x desc nulls last)', '(x DESC)'],
    ['(x desc)', '(x DESC NULLS LAST)'],
    ['(x nulls first)', '(x)'],
    ['(x) where (p or q) and r', '(x) WHERE (p OR (q AND r))'],
    ['(x) where p or q and r', '(x) WHERE ((p OR q) AND r)'],
    ['("X")', '(x)'],
    ['(x) where "true"', '(x) WHERE true'],
    ['(((a + b) * c))', '((a + (b * c)))'],
    ["(x) where k = 'a b'", "(x) WHERE (k = 'ab'::text)"],
    ["(x) where k = 'a/*b*/c'", "(x) WHERE (k = 'a c'::text)"],
    ["(f('1'::date))", "(f('1'::text))"],
    ['((x::date))', '((x)::text)'],
    ['(x, y)', '(y, x)'],
    ['(x)', '(x) WHERE p'],
    ['using hash (x)', '(x)'],
  ])('another one: %s and %s', (written, own) => {
    const [found] = build(`create index concurrently i on a ${written};`);
    const definition = own.replace(/^/, 'CREATE INDEX i ON public.a USING btree ');
    expect(isDefinedAs(found?.definition, ownDefinition(definition))).toBe(false);
  });

  test.each([
    'knex.raw(`create index concurrently i on a (x) ${where}`)',
    `knex.raw("create index concurrently i on a (x)" + where)`,
  ])('unclear: %s', (text) => {
    const own = ownDefinition('CREATE INDEX i ON public.a USING btree (x)');
    expect(isDefinedAs(build(text)[0]?.definition, own)).toBe(false);
  });

  test.each(['create index a on words (word)', '-- create index concurrently a on words (word)'])(
    'none: %s',
    (text) => {
      expect(build(text)).toEqual([]);
    },
  );
});

describe('an invalid index', () => {
  const PENDING = 'create unique index concurrently if not exists words_key on words (word)';

  /** As a build leaves it that met duplicates. */
  const interrupted = async (sql: string, owner: string = roles.owner.user): Promise<void> => {
    const { cluster, name } = database;
    await runSql(cluster, name, `drop table if exists words; create table words (word text, length int); alter table words owner to ${owner}; insert into words values ('a', 1), ('a', 2)`); // prettier-ignore
    await expect(runSql(cluster, name, sql)).rejects.toThrow('could not create unique index');
  };
  const asOwner = <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
    withClient(database.cluster, database.name, (client) => work(sessionOn(client)), roles.owner);
  const judged = (text: string) =>
    asOwner(async (session) => {
      const leftovers = await readLeftovers(session, build(text));
      const [finding] = leftoverFindings(leftovers);
      return { finding, dropped: await dropInterruptedBuilds(session, leftovers) };
    });
  const isThere = () =>
    asOwner(async (session) => {
      const rows = await session.query(`select from pg_class where relname = 'words_key'`);
      return rows.length > 0;
    });

  test('of the pending build is dropped, and nothing is in its way', async () => {
    await interrupted('create unique index concurrently words_key on words (word)');
    const { finding, dropped } = await judged(PENDING);
    expect(finding).toMatchObject({ verdict: 'pass', found: expect.stringContaining('words_key') });
    expect(dropped).toEqual(['public.words_key']);
    expect(await isThere()).toBe(false);
  });

  test('of the same name and another definition is left alone, and stops the deploy', async () => {
    await interrupted('create unique index concurrently words_key on words (lower(word))');
    const { finding, dropped } = await judged(PENDING);
    expect(finding).toMatchObject({
      verdict: 'fail',
      fix: expect.stringContaining('drop index concurrently public.words_key;'),
    });
    expect(dropped).toEqual([]);
    expect(await isThere()).toBe(true);
  });

  test('of another role is left alone', async () => {
    await interrupted('create unique index concurrently words_key on words (word)', 'postgres');
    const { finding, dropped } = await judged(PENDING);
    expect(finding?.found).toContain('belongs to another role');
    expect(dropped).toEqual([]);
  });

  test('that nobody builds now is a warning', async () => {
    await interrupted('create unique index concurrently words_key on words (word)');
    const { finding, dropped } = await judged('alter table words add note text');
    expect(finding).toMatchObject({ verdict: 'warn' });
    expect(dropped).toEqual([]);
    expect(await isThere()).toBe(true);
  });

  test('of a table of the same name in another schema is left alone', async () => {
    await interrupted('create unique index concurrently words_key on words (word)');
    await withClient(database.cluster, database.name, async (client) => {
      await client.query(`create schema tenant; alter table words set schema tenant; create table words (word text, length int); grant usage on schema tenant to ${roles.owner.user}; alter table words owner to ${roles.owner.user}`); // prettier-ignore
      const qualified = await judged(PENDING.replace('on words', 'on public.words'));
      expect(qualified.finding).toMatchObject({ verdict: 'warn' });
      const bare = await judged(PENDING);
      expect(bare.finding?.verdict).toBe('fail');
      expect(bare.finding?.fix).toContain('drop index concurrently tenant.words_key;');
      const missing = await judged(PENDING.replace('on words', 'on nowhere'));
      expect([qualified.dropped, bare.dropped, missing.dropped]).toEqual([[], [], []]);
      const { finding, dropped } = await judged(PENDING.replace('on words', 'on Tenant."words"'));
      expect([finding?.verdict, dropped]).toEqual(['pass', ['tenant.words_key']]);
      await client.query('drop schema tenant cascade');
    });
  });

  test('that is not any more what it was when it was read is not dropped', async () => {
    const [pending] = [build(PENDING)];
    for (const change of [
      'delete from words; reindex index words_key',
      "drop index words_key; create unique index words_key on words (length); update pg_index set indisvalid = false where indexrelid = 'words_key'::regclass",
      'alter index words_key rename to other_key; create index words_key on words (word)',
      'begin; lock table words in share update exclusive mode',
    ]) {
      await interrupted('create unique index concurrently words_key on words (word)');
      await withClient(database.cluster, database.name, async (other) => {
        await asOwner(async (session) => {
          const leftovers = await readLeftovers(session, pending);
          expect(leftovers.ours).toHaveLength(1);
          await other.query(change);
          expect(await dropInterruptedBuilds(session, leftovers)).toEqual([]);
        });
        await other.query('rollback');
      });
      expect(await isThere()).toBe(true);
    }
  });

  test('on whose table a build goes on may be that build', async () => {
    await interrupted('create unique index concurrently words_key on words (word)');
    await withClient(database.cluster, database.name, async (other) => {
      await other.query('begin; lock table words in share update exclusive mode');
      const { finding, dropped } = await judged(PENDING);
      expect(finding?.found).toContain('which may be its build');
      expect(dropped).toEqual([]);
      await other.query('rollback');
    });
  });
});
