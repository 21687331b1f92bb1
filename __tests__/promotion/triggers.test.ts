import { describe, expect, test } from '@jest/globals';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const T = 'create table t (id int primary key, v text)';

describe('triggers', () => {
  const rewriting = (event: string): string => `
    create function stamp() returns trigger language plpgsql as $$ begin new.stamp := 'by trigger'; return new; end $$;
    create trigger stamps before ${event} on t for each row execute function stamp()`;

  test.each([
    ['update', 'upsert'],
    ['insert', 'upsert'],
    ['insert', 'insert'],
  ] as const)(
    'that rewrite on %s undo everything in mode %s, and the line to paste helps',
    async (event, mode) => {
      await world.run('both', 'create table t (id int primary key, v text, stamp text)');
      await world.run('dev', `insert into t values (1, 'a', 'dev'), (2, 'b', 'dev')`);
      await world.run('prod', `insert into t values (1, 'old', 'dev'); ${rewriting(event)}`);
      if (event === 'update') await world.run('dev', `update t set stamp = 'newer'`);
      await expect(world.promote({ tables: [{ table: 't', mode }] })).rejects.toThrow(
        /hold other values in "stamp"[\s\S]*\(stamps\)[\s\S]*\{table: public\.t, exclude: \[stamp\]\}/,
      );
      expect(await world.rows('prod', 'select v from t')).toEqual([{ v: 'old' }]);
      await world.promote({ tables: [{ table: 'public.t', mode, exclude: ['stamp'] }] });
      expect(await world.rows('prod', 'select id from t')).toHaveLength(2);
    },
  );

  test('that swallow rows are found by the count', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a'), (2, 'b')`);
    await world.run(
      'prod',
      `create function no() returns trigger language plpgsql as 'begin if new.id = 2 then return null; end if; return new; end';
      create trigger no before insert on t for each row execute function no()`,
    );
    await expect(world.promote({ tables: ['t'] })).rejects.toThrow(
      '1 rows were inserted instead of 2',
    );
    expect(await world.rows('prod', 'select * from t')).toEqual([]);
  });

  test.each(['remap', 'same'] as const)(
    'that give new rows other ids than their references have, with ids: %s, undo everything',
    async (ids) => {
      await world.run(
        'both',
        `create table p (id serial primary key, code text not null unique);
        create table c (id serial primary key, code text not null unique, p int not null references p)`,
      );
      await world.run(
        'dev',
        `insert into p values (1, 'a'), (2, 'b'); insert into c values (1, 'of a', 1)`,
      );
      await world.run(
        'prod',
        `create function swap() returns trigger language plpgsql as 'begin new.id := 3 - new.id; return new; end';
        create trigger swaps before insert on p for each row execute function swap()`,
      );
      const tables = ['p', 'c'].map((table) => ({ table, key: ['code'], ids }));
      await expect(world.promote({ tables })).rejects.toThrow(
        /2 rows hold other values in "id"[\s\S]*\(swaps\)[\s\S]*look at the triggers/,
      );
      expect(await world.rows('prod', 'select * from c')).toEqual([]);
    },
  );

  test('run with the role’s own settings', async () => {
    await world.run('both', T);
    await world.run('dev', `insert into t values (1, 'a')`);
    await world.run(
      'prod',
      `create table log (at text, path text);
      create function note() returns trigger language plpgsql as $$ begin
        insert into log values ('2026-02-03'::date::text, current_setting('row_security')); return null; end $$;
      create trigger note after insert on t for each row execute function note()`,
    );
    await world.superuser(
      'prod',
      `alter role app_owner in database "${world.name('prod')}" set datestyle = 'German'`,
    );
    await world.promote({ tables: ['t'] });
    expect(await world.rows('prod', 'select * from log')).toEqual([
      { at: '03.02.2026', path: 'on' },
    ]);
  });

  test('do not fire on rows that do not differ', async () => {
    await world.run('both', 'create table t (id int primary key, v text, w text)');
    await world.run('dev', `insert into t values (1, 'a', 'x'), (2, 'b', 'x')`);
    await world.run(
      'prod',
      `insert into t values (1, 'a', 'x'), (2, 'old', 'x'); create table log (id int);
      create function note() returns trigger language plpgsql as 'begin insert into log values (new.id); return null; end';
      create trigger note after update on t for each row execute function note();
      create trigger note_w after update of w on t for each row execute function note()`,
    );
    await world.promote({ tables: ['t'] });
    expect(await world.rows('prod', 'select * from log')).toEqual([{ id: 2 }]);
  });
});
