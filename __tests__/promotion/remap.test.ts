import { describe, expect, test } from '@jest/globals';
import { devCluster, testCluster } from '../harness/postgres/test-cluster.js';
import { complaints, refusal, useTwoDatabases, type Wish } from './play.js';

const world = useTwoDatabases();

const SHOP = `
  create table categories (id int generated always as identity primary key, slug text not null unique,
    parent_id int references categories, label text);
  create table services (id serial primary key, code text not null unique,
    category_id int not null references categories, label text);
  create table pairs (service_id int not null references services, category_id int references categories,
    note text, primary key (service_id))`;

const TABLES: Wish['tables'] = [
  { table: 'pairs' },
  { table: 'services', key: ['code'], ids: 'remap' },
  { table: 'categories', key: ['slug'], ids: 'remap' },
];

/** The shop by names alone, as a person reads it. */
const READ = `
  select s.code, s.label, c.slug, p.slug as above, n.note, m.slug as noted
    from services s join categories c on c.id = s.category_id left join categories p on p.id = c.parent_id
    left join pairs n on n.service_id = s.id left join categories m on m.id = n.category_id order by s.code`;

async function fillShop(): Promise<void> {
  await world.run('both', SHOP);
  await world.run(
    'dev',
    `insert into categories overriding system value values (7, 'hair', 9, 'Hair'), (9, 'body', null, 'Body'), (8, 'nails', 7, 'Nails');
    insert into services values (1, 'cut', 7, 'Cut'), (2, 'spa', 9, 'Spa'), (3, 'gel', 8, 'Gel');
    insert into pairs values (1, 8, 'a'), (3, null, 'b')`,
  );
  await world.run(
    'prod',
    `insert into categories (slug, parent_id, label) values ('body', null, 'body'), ('own', 1, 'Own'), ('hair', 2, 'Hair');
    insert into services (code, category_id, label) values ('spa', 2, 'Spa'), ('mine', 2, 'Mine'), ('cut', 3, 'Cut');
    insert into pairs values (3, 2, 'a'), (2, 2, 'own')`,
  );
}

describe('ids: remap', () => {
  test('matches by business key and rewrites references, of new rows and to itself', async () => {
    await fillShop();
    const { seen, applied } = await world.promote({ tables: TABLES });
    expect(complaints(seen.findings)).toEqual([]);
    expect(seen.tables.map(({ table, inserts, updates }) => [table, inserts, updates])).toEqual([
      ['public.categories', 1, 2],
      ['public.pairs', 1, 1],
      ['public.services', 1, 1],
    ]);
    const shop = await world.rows<{ code: string }>('prod', READ);
    expect(shop.filter(({ code }) => code !== 'mine')).toEqual(await world.rows('dev', READ));
    expect(shop.filter(({ code }) => code === 'mine')).toMatchObject([
      { label: 'Mine', slug: 'own', note: 'own' },
    ]);
    // Rows keep production's ids, and new ones come from its sequence.
    expect(await world.rows('prod', 'select id, slug from categories order by id')).toEqual([
      { id: 1, slug: 'body' },
      { id: 2, slug: 'own' },
      { id: 3, slug: 'hair' },
      { id: 4, slug: 'nails' },
    ]);
    expect(applied.sequences).toEqual([]);
    const again = await world.preview({ tables: TABLES });
    expect(again.tables.every(({ inserts, updates }) => inserts + updates === 0)).toBe(true);
  });

  test('a preview draws no number, shows new ids as new, and numbers drawn since do not matter', async () => {
    await fillShop();
    const { seen } = await world.promote({
      tables: TABLES,
      meanwhile: () =>
        world.run('prod', `insert into categories (slug) values ('late'), ('later')`),
    });
    const shown = seen.tables.flatMap(({ samples }) => samples.flatMap(({ changes }) => changes));
    expect(shown).toContainEqual({ column: 'id', from: null, to: 'new, in development 8' });
    expect(shown).toContainEqual({ column: 'category_id', from: '2', to: 'new, in development 8' });
    expect(await world.rows('prod', `select id from categories where slug = 'nails'`)).toEqual([
      { id: 6 },
    ]);
  });

  test('a sequence that lags behind its column is raised before numbers are drawn', async () => {
    await fillShop();
    await world.run('prod', `alter sequence services_id_seq restart with 1`);
    const { applied } = await world.promote({ tables: TABLES });
    expect(applied.sequences).toEqual([{ sequence: 'public.services_id_seq', from: '1', to: '3' }]);
    expect(await world.rows('prod', `select id from services where code = 'gel'`)).toEqual([
      { id: 4 },
    ]);
  });

  test('keys that hold a reference, of a table whose ids have no sequence', async () => {
    const schema = `create table areas (id uuid primary key default gen_random_uuid(), name text not null unique);
      create table shops (id uuid primary key, area uuid not null references areas, nr int not null, v text, unique (area, nr))`;
    await world.run('both', schema);
    await world.run(
      'both',
      `insert into areas (name) values ('north'), ('south');
      insert into shops select gen_random_uuid(), id, 1, 'old' from areas where name = 'north'`,
    );
    await world.run(
      'dev',
      `update shops set v = 'new'; insert into areas (name) values ('west');
      insert into shops select gen_random_uuid(), id, 1, name from areas where name <> 'north'`,
    );
    const tables: Wish['tables'] = [
      { table: 'shops', key: ['nr', 'area'], ids: 'remap' },
      { table: 'areas', key: ['name'], ids: 'remap' },
    ];
    const before = await world.rows('prod', 'select id from shops');
    const { seen } = await world.promote({ tables });
    expect(complaints(seen.findings)).toEqual([]);
    const read = 'select name, nr, v from shops join areas on areas.id = area order by name';
    expect(await world.rows('prod', read)).toEqual(await world.rows('dev', read));
    expect(await world.rows('prod', `select id from shops where v = 'new'`)).toEqual(before);
  });

  test('two tables that refer to each other', async () => {
    await world.run(
      'both',
      `create table a (id serial primary key, k text not null unique, b int);
      create table b (id serial primary key, k text not null unique, a int not null references a);
      alter table a add foreign key (b) references b`,
    );
    await world.run('prod', `insert into a (k) values ('own'); insert into b (k, a) values ('own', 1), ('y', 1)`); // prettier-ignore
    await world.run(
      'dev',
      `with x as (insert into a values (5, 'x', 6), (6, 'z', 5)) insert into b values (5, 'y', 6), (6, 'w', 5)`,
    );
    await world.promote({
      tables: ['a', 'b'].map((table) => ({ table, key: ['k'], ids: 'remap' })),
    });
    const read = `select a.k, b.k as to, c.k as back from a join b on b.id = a.b join a c on c.id = b.a order by 1`;
    expect(await world.rows('prod', read)).toEqual(await world.rows('dev', read));
  });
});

describe('never a silent insert', () => {
  test('keys that production takes for one', async () => {
    const table = (deterministic: boolean): string =>
      `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = ${String(deterministic)});
      create table t (id serial primary key, k text collate ci not null unique)`;
    await world.run('dev', `${table(true)}; insert into t (k) values ('a'), ('A'), ('b')`);
    await world.run('prod', table(false));
    expect(await refusal(world, { tables: [{ table: 't', key: ['k'], ids: 'remap' }] })).toMatch(
      /more than one row of development has a key that is one to production; 2 rows: A, a/,
    );
  });

  test('ids that are unique only together with another column', async () => {
    await world.run(
      'both',
      `create table menus (menu int, place int, code text not null, primary key (menu, place), unique (menu, code))`,
    );
    await world.run('dev', `insert into menus values (1, 1, 'a'), (2, 1, 'b'), (2, 2, 'c')`);
    const table = { table: 'menus', key: ['menu', 'code'], ids: 'remap' as const };
    expect(await refusal(world, { tables: [table] })).toMatch(
      /match the rows of public\.menus: more than one row of development has the same place; 2 rows: \(a,1\), \(b,2\)/,
    );
    await world.run('dev', `update menus set place = 3 where code = 'a'`);
    await world.preview({ tables: [table] });
  });

  test('a reference that only one partition has', async () => {
    await world.run(
      'both',
      `create table p (id serial primary key, code text not null unique);
      create table t (id int primary key, p int) partition by range (id);
      create table t_few partition of t for values from (0) to (9);
      alter table t_few add foreign key (p) references p`,
    );
    expect(
      await refusal(world, { tables: ['t', { table: 'p', key: ['code'], ids: 'remap' }] }),
    ).toMatch(
      /column p refers to remapped ids by the foreign key t_few_p_fkey, which only public\.t_few has/,
    );
  });

  test('a reference that leads nowhere', async () => {
    await world.run('both', SHOP);
    await world.run(
      'dev',
      `alter table services drop constraint services_category_id_fkey;
      insert into services values (1, 'cut', 99, 'Cut')`,
    );
    expect(await refusal(world, { tables: TABLES })).toMatch(
      /translate category_id of public\.services: .* neither promoted nor in production; 1 row: cut/,
    );
  });

  test('ids of a table that is not promoted', async () => {
    await world.run('both', SHOP);
    const services = { table: 'services', key: ['code'], ids: 'remap' as const };
    expect(await refusal(world, { tables: [services] })).toMatch(
      /category_id refers to public\.categories, which hands out its ids by a sequence.*add public\.categories to reference-tables/,
    );
    await world.run('both', 'alter table services alter category_id drop not null');
    await world.preview({ tables: [{ ...services, exclude: ['category_id'] }] });
  });

  test('a reference that production does not know', async () => {
    await world.run('both', SHOP);
    await world.run('prod', 'alter table services drop constraint services_category_id_fkey');
    expect(await refusal(world, { tables: TABLES })).toMatch(
      /category_id refers to remapped ids of public\.categories by the foreign key services_category_id_fkey, which production does not have; run the migrations/,
    );
  });

  // Until 18 every foreign key is enforced, and the server refuses to make one that is not.
  if (Math.min(testCluster().binaries.major, devCluster().binaries.major) >= 18) {
    test('a reference that the server does not enforce', async () => {
      await world.run('both', SHOP);
      await world.run(
        'both',
        `alter table services drop constraint services_category_id_fkey,
        add constraint loose foreign key (category_id) references categories not enforced`,
      );
      expect(await refusal(world, { tables: TABLES })).toMatch(
        /the foreign key loose refers to remapped ids and is not enforced/,
      );
    });
  }

  test('the same thing under two ids without ids: remap', async () => {
    await world.run(
      'both',
      'create table t (id serial primary key, slug text not null unique, v text)',
    );
    await world.run('dev', `insert into t values (1, 'a', 'new'), (2, 'b', 'x')`);
    await world.run('prod', `insert into t values (1, 'a', 'old'), (3, 'b', 'x')`);
    const { findings } = await world.preview({ tables: [{ table: 't', key: ['slug'] }] });
    expect(findings).toContainEqual(
      expect.objectContaining({ name: 'public.t: ids differ', found: '1 row: b', fix: expect.stringContaining('ids: remap') }), // prettier-ignore
    );
    expect(complaints(findings)).toEqual(['public.t: ids differ: fail']);
  });
});
