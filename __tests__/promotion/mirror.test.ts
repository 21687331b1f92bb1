import { describe, expect, test } from '@jest/globals';
import { complaints, named, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';
const mirror = { table: 't', mode: 'mirror' as const };

describe('mode mirror', () => {
  test('deletes what development does not have, and shows it', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a'), (2, 'b')`);
    await world.run('prod', `insert into t values (2, 'old'), (3, 'c'), (4, 'd')`);
    const { seen } = await world.promote({ tables: [mirror], maxDeletes: 2 });
    expect(seen.tables).toMatchObject([{ inserts: 1, updates: 1, deletes: 2, kept: 0 }]);
    expect(seen.tables[0]?.samples.slice(0, 2)).toEqual([
      { kind: 'delete', key: '3', changes: deleted('3', 'c') },
      { kind: 'delete', key: '4', changes: deleted('4', 'd') },
    ]);
    expect(await world.rows('prod', 'select * from t order by id')).toEqual([
      { id: 1, v: 'a' },
      { id: 2, v: 'b' },
    ]);
  });

  test('is stopped by max-deletes, which is 0 by default, and by the share of changes', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t select n, 'x' from generate_series(1, 4) n`);
    await world.run('prod', `insert into t select n, 'x' from generate_series(1, 10) n`);
    const few = await world.preview({ tables: [mirror], maxDeletes: 5 });
    expect(named(few.findings, 'deletes')).toMatchObject({
      verdict: 'fail',
      found: '6 rows would be deleted',
    });
    const share = await world.preview({ tables: [mirror], maxDeletes: 6, maxChangePercent: 50 });
    expect(complaints(share.findings)).toEqual(['public.t: share of changed rows: fail']);
  });

  test('never deletes because the source is empty', async () => {
    await world.run('both', T);
    await world.run('prod', `insert into t values (1, 'a')`);
    const seen = await world.preview({ tables: [mirror] });
    expect(complaints(seen.findings)).toEqual(['public.t: empty source: fail']);
    expect(seen.tables).toMatchObject([{ deletes: 0, kept: 1 }]);
    await expect(world.promote({ tables: [mirror] })).rejects.toThrow('nothing was applied');
    expect(await world.rows('prod', 'select id from t')).toEqual([{ id: 1 }]);
  });

  test('a row that was edited since the preview is not deleted', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (1, 'a'), (3, 'c'), (4, 'd')`);
    const meanwhile = () => world.run('prod', `update t set v = 'by hand' where id = 3`);
    await expect(world.promote({ tables: [mirror], meanwhile })).rejects.toThrow(
      'in public.t changed in production 1 row: 3',
    );
    expect(await world.rows('prod', 'select id from t')).toHaveLength(3);
  });

  test('children before parents, in a circle, itself included, and unique values handed on', async () => {
    await world.run(
      'both',
      `create table a (id int primary key, up int references a, code text unique);
      create table b (id int primary key, a int not null references a on delete restrict, code text not null unique);
      alter table a add b int references b`,
    );
    await world.run(
      'dev',
      `insert into a values (1, null, 'x', null); insert into b values (1, 1, 'y')`,
    );
    await world.run(
      'prod',
      `insert into a values (2, null, 'x', null), (3, 2, 'z', null); insert into b values (1, 3, 'y'), (2, 2, 'w');
      update a set b = 2`,
    );
    const tables = ['a', 'b'].map((table) => ({ table, mode: 'mirror' as const }));
    const { seen } = await world.promote({ tables });
    expect(complaints(seen.findings)).toEqual([]);
    expect(await world.rows('prod', 'select * from a')).toEqual(await world.rows('dev', 'select * from a')); // prettier-ignore
    expect(await world.rows('prod', 'select * from b')).toEqual(await world.rows('dev', 'select * from b')); // prettier-ignore
  });

  test('a NOT NULL unique value moves from a deleted row to a new one', async () => {
    await world.run('both', 'create table t (id int primary key, v text not null unique)');
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (9, 'a')`);
    const { seen } = await world.promote({ tables: [mirror] });
    expect(complaints(seen.findings)).toEqual([]);
    expect(await world.rows('prod', 'select id from t')).toEqual([{ id: 1 }]);
  });
});

describe('what a delete does to others is listed before it happens', () => {
  const shop = (action: string): string => `${T}; create schema other;
    create table other.child (id int primary key, t int references t ${action});
    create table other.grandchild (c int references other.child on delete cascade)`;
  const rows = `insert into t values (1, 'a'), (2, 'b'), (3, 'c');
    insert into other.child values (10, 1), (20, 2), (21, 2), (30, 3);
    insert into other.grandchild values (20), (20), (10)`;

  test.each([
    [
      'no action',
      '',
      'fail',
      '2 rows of other.child would refer to nothing; they refer to 1 row: 2',
    ],
    ['restrict', 'on delete restrict', 'fail', '2 rows of other.child would refer to nothing; they refer to 1 row: 2'], // prettier-ignore
    ['cascade', 'on delete cascade', 'warn', '2 rows of other.child would be deleted with them (ON DELETE CASCADE), and count against max-deletes'], // prettier-ignore
    ['set null', 'on delete set null', 'warn', '2 rows of other.child would lose the reference (ON DELETE SET NULL or DEFAULT), and count against max-deletes; they refer to 1 row: 2'], // prettier-ignore
  ])('%s', async (_, action, verdict, found) => {
    await world.run('both', shop(action));
    await world.run('dev', `insert into t values (1, 'a'), (3, 'c')`);
    await world.run('prod', rows);
    const { findings } = await world.preview({ tables: [mirror] });
    const name = 'public.t: deletes, referenced by other.child, child_t_fkey';
    expect(named(findings, name)).toMatchObject({ verdict, found });
    expect(findings.filter((finding) => finding.verdict === 'fail')).toHaveLength(
      verdict === 'fail' ? 1 : 0,
    );
  });

  test('victims of victims count, and a victim that came since the preview stops the apply', async () => {
    await world.run('both', shop('on delete cascade'));
    await world.run('dev', `insert into t values (1, 'a'), (3, 'c')`);
    await world.run('prod', rows);
    const few = await world.preview({ tables: [mirror], maxDeletes: 4 });
    expect(named(few.findings, 'deletes')?.found).toBe(
      '1 row would be deleted, and 4 rows that refer to them would go or be rewritten',
    );
    const meanwhile = () => world.run('prod', 'insert into other.child values (22, 2)');
    await expect(world.promote({ tables: [mirror], meanwhile })).rejects.toThrow(
      'nothing was applied',
    );
    expect(await world.rows('prod', 'select id from t')).toHaveLength(3);
    await world.promote({ tables: [mirror], maxDeletes: 6 });
    expect(await world.rows('prod', 'select id from other.child order by 1')).toEqual([
      { id: 10 },
      { id: 30 },
    ]);
    expect(await world.rows('prod', 'select c from other.grandchild')).toEqual([{ c: 10 }]);
  });

  test('a trigger that takes along more than the foreign keys say is found', async () => {
    await world.run('both', shop('on delete cascade'));
    await world.run('dev', `insert into t values (1, 'a'), (3, 'c')`);
    await world.run(
      'prod',
      `${rows}; create function more() returns trigger language plpgsql as 'begin delete from other.child where id = 30; return null; end';
      create trigger more after delete on t for each row execute function more()`,
    );
    await expect(world.promote({ tables: [mirror] })).rejects.toThrow(
      '3 rows of other.child went with them instead of 2; nothing was applied',
    );
    expect(await world.rows('prod', 'select id from other.child')).toHaveLength(4);
  });

  test('a promoted row that is pointed elsewhere holds on to nothing', async () => {
    await world.run('both', `${T}; create table c (id int primary key, t int references t on delete cascade)`); // prettier-ignore
    await world.run('dev', `insert into t values (1, 'a'); insert into c values (1, 1)`);
    await world.run('prod', `insert into t values (1, 'a'), (2, 'b'); insert into c values (1, 2)`);
    const { seen } = await world.promote({ tables: [mirror, 'c'], maxDeletes: 1 });
    expect(complaints(seen.findings)).toEqual([]);
    expect(await world.rows('prod', 'select * from c')).toEqual([{ id: 1, t: 1 }]);
  });
});

function deleted(id: string, v: string) {
  return [
    { column: 'id', from: id, to: null },
    { column: 'v', from: v, to: null },
  ];
}
