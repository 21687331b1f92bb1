import { describe, expect, test } from '@jest/globals';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';

describe('drift between preview and apply is refused, with the rows that moved', () => {
  test.each([
    [
      'development changed',
      'dev',
      `update t set v = 'later' where id = 2`,
      'in public.t changed in development 1 row: 2',
    ],
    [
      'production changed',
      'prod',
      `update t set v = 'by hand' where id = 2`,
      'in public.t changed in production 1 row: 2',
    ],
    ['a new row', 'dev', `insert into t values (4, 'd')`, 'in public.t differ now 1 row: 4'],
    [
      'someone did it by hand',
      'prod',
      `update t set v = 'b' where id = 2`,
      'in public.t differ no more 1 row: 2',
    ],
    [
      'a row to be updated was deleted',
      'prod',
      `delete from t where id = 2`,
      'in public.t changed in production 1 row: 2',
    ],
    [
      'what a trigger fires on',
      'prod',
      'create or replace trigger note after insert or delete on t for each row execute function note()',
      'the schema of a table changed',
    ],
    [
      'what a trigger does',
      'prod',
      `create or replace function note() returns trigger language plpgsql as 'begin perform 1; return null; end'`,
      'the schema of a table changed',
    ],
    ['the schema', 'prod', `alter table t add check (id > 0)`, 'the schema of a table changed'],
  ] as const)('%s', async (_, side, sql, words) => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a'), (2, 'b'), (3, 'c')`);
    await world.run(
      'prod',
      `insert into t values (1, 'a'), (2, 'old');
      create function note() returns trigger language plpgsql as 'begin return null; end';
      create trigger note after insert on t for each row execute function note()`,
    );
    let before: unknown;
    const promotion = world.promote({
      tables: ['t'],
      meanwhile: async () => {
        await world.run(side, sql);
        before = await world.rows('prod', 'select * from t order by id');
      },
    });
    await expect(promotion).rejects.toThrow(words);
    expect(await world.rows('prod', 'select * from t order by id')).toEqual(before);
  });

  test.each([
    ['on delete cascade', `update child set v = 'other'`],
    ['on delete set null', `update child set v = 'other'`],
    ['on delete cascade', `delete from child; insert into child values (2, 'another')`],
  ])('rows that refer to deleted ones, %s: %s', async (action, sql) => {
    await world.run('both', `${T}; create table child (t int references t ${action}, v text)`);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run(
      'prod',
      `insert into t values (1, 'a'), (2, 'b'); insert into child values (2, 'c')`,
    );
    const promotion = world.promote({
      tables: [{ table: 't', mode: 'mirror' }],
      meanwhile: () => world.run('prod', sql),
    });
    await expect(promotion).rejects.toThrow(
      'in public.child rows that refer to deleted ones changed in production (child_t_fkey)',
    );
    expect(await world.rows('prod', 'select t from child')).toEqual([{ t: 2 }]);
  });

  test('rows that only production has may move: they are not part of the preview', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run('prod', `insert into t values (9, 'own')`);
    await world.promote({
      tables: ['t'],
      meanwhile: () => world.run('prod', `insert into t values (8, 'own too')`),
    });
    expect(await world.rows('prod', 'select id from t order by id')).toEqual([
      { id: 1 },
      { id: 8 },
      { id: 9 },
    ]);
  });
});
