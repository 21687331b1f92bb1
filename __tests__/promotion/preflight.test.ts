import { describe, expect, test } from '@jest/globals';
import { DeployError } from '../../src/errors.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { complaints, useTwoDatabases, type Wish } from './play.js';

const world = useTwoDatabases();

async function refusal(wish: Wish): Promise<string> {
  const error = await world.preview(wish).catch((caught: unknown) => caught);
  if (!(error instanceof DeployError)) throw new Error(`not refused: ${JSON.stringify(error)}`);
  return error.problems.map(({ attempted, found, nextAction }) => `${attempted}: ${found}; ${nextAction}`).join('\n'); // prettier-ignore
}

const T = 'create table t (id int primary key, v text)';

describe('a table is refused when', () => {
  test.each<
    [
      why: string,
      sql: { both?: string; dev?: string; prod?: string },
      tables: Wish['tables'],
      words: RegExp,
    ]
  >([
    [
      'nobody has it',
      { both: T },
      ['nothing_like_it'],
      /production has no such table.*correct the name/,
    ],
    [
      'its name is misspelt',
      { both: 'create table services (id int primary key)' },
      ['servics'],
      /did you mean public\.services\?/,
    ],
    [
      'its name has another case',
      { both: 'create table "Services" (id int primary key)' },
      ['services'],
      /did you mean public\.Services\?/,
    ],
    [
      'it stands in two schemas',
      {
        both: 'create schema a; create schema b; create table a.x (id int primary key); create table b.x (id int primary key)',
      },
      ['x'],
      /several schemas: a\.x, b\.x; write schema\.table/,
    ],
    ['it is listed twice', { both: T }, ['t', 'public.t'], /public\.t is listed twice/],
    ['development lacks it', { prod: T }, ['t'], /development has no public\.t/],
    ['it is a view', { both: `${T}; create view w as select * from t` }, ['w'], /a view/],
    [
      'it is a materialized view',
      { both: `${T}; create materialized view w as select * from t` },
      ['w'],
      /a materialized view/,
    ],
    [
      'it is a partition',
      {
        both: 'create table p (id int primary key) partition by range (id); create table p1 partition of p default',
      },
      ['p1'],
      /a partition; list the partitioned table/,
    ],
    [
      'others inherit from it',
      { both: `${T}; create table kid () inherits (t)` },
      ['t'],
      /inherits or is inherited from/,
    ],
    [
      'a rule rewrites its writes',
      { prod: `${T}; create rule r as on insert to t do instead nothing`, dev: T },
      ['t'],
      /rewrite rules/,
    ],
    ['it has no primary key', { both: 'create table t (id int)' }, ['t'], /no primary key/],
    [
      'the keys differ',
      {
        prod: 'create table t (a int, b int, primary key (a, b))',
        dev: 'create table t (a int primary key, b int)',
      },
      ['t'],
      /primary key is \(a, b\) in production and \(a\) in development/,
    ],
    [
      'the key is computed',
      { both: 'create table t (a int, id int generated always as (a) stored primary key)' },
      ['t'],
      /key column id is generated/,
    ],
    [
      'a column is new in development',
      { prod: T, dev: 'create table t (id int primary key, v text, extra int)' },
      ['t'],
      /column extra exists only in development; run the migrations on production first, or write exclude: \[extra\]/,
    ],
    [
      'a column has another type',
      {
        prod: 'create table t (id int primary key, v varchar(5))',
        dev: 'create table t (id int primary key, v varchar(6))',
      },
      ['t'],
      /v is character varying\(5\) in production and character varying\(6\) in development/,
    ],
    [
      'timestamps mean another thing',
      {
        prod: 'create table t (id int primary key, v timestamptz)',
        dev: 'create table t (id int primary key, v timestamp)',
      },
      ['t'],
      /timestamp with time zone in production and timestamp without/,
    ],
    [
      'an enum lacks a label',
      {
        prod: `create type mood as enum ('calm'); create table t (id int primary key, m mood[])`,
        dev: `create type mood as enum ('calm', 'angry'); create table t (id int primary key, m mood[])`,
      },
      ['t'],
      /lacks 'angry'; run the migrations on production first/,
    ],
    [
      'production’s own column cannot be filled',
      { prod: 'create table t (id int primary key, v text, owner int not null)', dev: T },
      ['t'],
      /column owner exists only in production, is NOT NULL and has no default/,
    ],
    [
      'an excluded column cannot be filled',
      { both: 'create table t (id int primary key, v text not null)' },
      [{ table: 't', exclude: ['v'] }],
      /column v is excluded, is NOT NULL and has no default/,
    ],
    [
      'the key is excluded',
      { both: T },
      [{ table: 't', exclude: ['id'] }],
      /exclude names id, which belongs to the key/,
    ],
    [
      'an excluded column does not exist',
      { both: T },
      [{ table: 't', exclude: ['vv'] }],
      /exclude names vv, which is no column of it; did you mean v\?/,
    ],
    [
      'another identity is always generated',
      { both: 'create table t (id int primary key, n int generated always as identity)' },
      ['t'],
      /column n is GENERATED ALWAYS AS IDENTITY and not the key/,
    ],
  ])('%s', async (_, sql, tables, words) => {
    // prettier-ignore
    for (const side of ['both', 'dev', 'prod'] as const) {
      const text = sql[side];
      if (text !== undefined) await world.run(side, text);
    }
    expect(await refusal({ tables })).toMatch(words);
  });
});

test('all problems of all tables come at once', async () => {
  await world.run('both', 'create table a (id int); create table b (id int primary key)');
  const words = await refusal({ tables: ['a', { table: 'b', exclude: ['x'] }, 'c'] });
  expect(words.split('\n').map((line) => line.split(':')[0])).toEqual([
    'promote c',
    'promote public.a',
    'promote public.b',
  ]);
});

describe('privileges of an ordinary role', () => {
  const asUser = (): Pick<Wish, 'prodUrl' | 'devUrl'> => ({
    prodUrl: world.url('prod').replace(/\/\/[^@]*@/, `//${login(roles.user)}@`),
    devUrl: world.url('dev').replace(/\/\/[^@]*@/, `//${login(roles.user)}@`),
  });

  test('what is missing is printed as the GRANT to run, and after it all is well', async () => {
    await world.run(
      'both',
      `create schema s; create table s.t (id serial primary key, v text); insert into s.t values (1, 'a')`,
    );
    const words = await refusal({ tables: ['s.t'], ...asUser() });
    const grants = [...words.matchAll(/run on (development|production): (grant .*)$/gm)];
    expect(grants.map(([, side, grant]) => `${side ?? ''}: ${grant ?? ''}`)).toEqual([
      'development: grant usage on schema s to app_user',
      'development: grant select on s.t to app_user',
      'production: grant usage on schema s to app_user',
      'production: grant select, insert, update on s.t to app_user',
      'production: grant select, update on sequence s.t_id_seq to app_user',
    ]);
    for (const [, side, grant] of grants)
      await world.run(side === 'development' ? 'dev' : 'prod', grant ?? '');
    await world.run('dev', `insert into s.t values (2, 'b')`);
    const { applied } = await world.promote({ tables: ['s.t'], ...asUser() });
    expect(applied.sequences).toEqual([{ sequence: 's.t_id_seq', from: '1', to: '2' }]);
  });

  test('temporary tables', async () => {
    await world.run('both', T);
    await world.superuser('prod', `revoke temp on database "${world.name('prod')}" from public`);
    const words = await refusal({ tables: ['t'], ...asUser() });
    expect(words).toContain(`run: grant temporary on database ${world.name('prod')} to app_user`);
  });

  test.each(['dev', 'prod'] as const)('row security that hides rows in %s', async (side) => {
    await world.run('both', `${T}; grant all on t to ${roles.user.user}`);
    await world.run(side, 'alter table t enable row level security; create policy own on t using (id = 1)'); // prettier-ignore
    expect(await refusal({ tables: ['t'], ...asUser() })).toMatch(
      side === 'dev' ? /row security in development/ : /row security in production/,
    );
    // Policies do not bind the owner, so nothing is hidden from it.
    expect(complaints((await world.preview({ tables: ['t'] })).findings)).toEqual([]);
    await world.run(side, 'alter table t force row level security');
    expect(await refusal({ tables: ['t'] })).toMatch(/row security/);
  });
});

test('production may have columns of its own, and computed ones', async () => {
  await world.run(
    'dev',
    `create table t (id int primary key, v text, twice text, later int);
    insert into t values (1, 'b', 'ignored', 9), (2, 'c', 'ignored', 9)`,
  );
  await world.run(
    'prod',
    `create table t (id int primary key, stamp text not null default 'mine', note text,
      v text, twice text generated always as (v || v) stored);
    insert into t (id, v, stamp, note) values (1, 'a', 'theirs', 'kept')`,
  );
  await world.promote({ tables: [{ table: 't', exclude: ['later'] }] });
  expect(await world.rows('prod', 'select * from t order by id')).toEqual([
    { id: 1, v: 'b', stamp: 'theirs', note: 'kept', twice: 'bb' },
    { id: 2, v: 'c', stamp: 'mine', note: null, twice: 'cc' },
  ]);
});

test('a partitioned table is promoted through its parent', async () => {
  await world.run(
    'both',
    `create table p (id int, area text, v text, primary key (id, area)) partition by list (area);
    create table p_north partition of p for values in ('north');
    create table p_rest partition of p default`,
  );
  await world.run('dev', `insert into p values (1, 'north', 'a'), (2, 'south', 'b')`);
  await world.run('prod', `insert into p values (1, 'north', 'old'), (3, 'west', 'kept')`);
  await world.promote({ tables: ['p'] });
  expect(
    await world.rows('prod', 'select tableoid::regclass::text as part, v from p order by id'),
  ).toEqual([
    { part: 'p_north', v: 'a' },
    { part: 'p_rest', v: 'b' },
    { part: 'p_rest', v: 'kept' },
  ]);
});

test('names of every kind', async () => {
  await world.run(
    'both',
    `create schema "Odd.Schema";
    create table "Odd.Schema"."Ta ble" ("Id" int primary key, "sel""ect" text, "ünï" text, "key" text unique, op int, rows int, changed text[]);
    create table "Key" (key text primary key, value text unique, "db" int);
    create table key_value (key text, value text, at int, "from" int, primary key (key, value))`,
  );
  await world.run(
    'dev',
    `insert into "Odd.Schema"."Ta ble" values (1, 'a', 'b', 'c', 1, 2, '{x}'), (2, 'n', null, 'd', null, null, null);
    insert into "Key" values ('k', 'v', 1), ('new', 'w', 2); insert into key_value values ('a', 'b', 1, 2)`,
  );
  await world.run(
    'prod',
    `insert into "Odd.Schema"."Ta ble" values (1, 'A', 'B', 'c', 9, 9, '{}');
    insert into "Key" values ('k', 'v', 7); insert into key_value values ('a', 'b', 1, 3)`,
  );
  const tables = ['Odd.Schema.Ta ble', 'Key', 'key_value'];
  const { seen } = await world.promote({ tables });
  expect(complaints(seen.findings)).toEqual([]);
  expect(seen.tables.map(({ table, inserts, updates }) => [table, inserts, updates])).toEqual([
    ['"Odd.Schema"."Ta ble"', 1, 1],
    ['public."Key"', 1, 1],
    ['public.key_value', 0, 1],
  ]);
  for (const table of ['"Odd.Schema"."Ta ble"', '"Key"', 'key_value']) {
    const all = `select t::text from ${table} t order by 1`;
    expect(await world.rows('prod', all)).toEqual(await world.rows('dev', all));
  }
});

function login({ user, password }: { user: string; password: string }): string {
  return `${user}:${encodeURIComponent(password)}`;
}
