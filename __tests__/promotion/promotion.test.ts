import { expect, test } from '@jest/globals';
import { complaints, counts, useTwoDatabases } from './play.js';

const world = useTwoDatabases();

const CATALOGUE = `
  create table categories (id int primary key, slug text not null unique, name text);
  create table services (
    id int generated always as identity primary key,
    category_id int not null references categories,
    name text not null, price numeric not null check (price >= 0)
  );`;

test('inserts what is missing, updates what differs, leaves the rest alone', async () => {
  await world.run('both', CATALOGUE);
  await world.run(
    'dev',
    `
    insert into categories values (1, 'hair', 'Hair'), (2, 'nails', 'Nails'), (3, 'yoga', null);
    insert into services overriding system value values (1, 1, 'Cut', 40), (2, 3, 'Morning', 18.50);`,
  );
  await world.run(
    'prod',
    `
    insert into categories values (1, 'hair', 'Hair'), (2, 'nails', 'Fingers'), (9, 'old', 'Old');
    insert into services overriding system value values (1, 1, 'Cut', 40.0), (7, 9, 'Kept', 1);`,
  );

  const { seen } = await world.promote({ tables: ['services', 'categories'] });
  expect(complaints(seen.findings)).toEqual(['public.services: ids differ: could not verify']);
  expect(counts(seen.tables)).toEqual({
    'public.categories': '+1 ~1 =1',
    'public.services': '+1 ~1 =1',
  });
  expect(seen.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(seen.tables[0]).toMatchObject({
    devRows: 3,
    prodRows: 3,
    columnChanges: [{ column: 'name', rows: 1 }],
    samples: [
      { kind: 'update', key: '2', changes: [{ column: 'name', from: 'Fingers', to: 'Nails' }] },
      {
        kind: 'insert',
        key: '3',
        changes: [
          { column: 'id', from: null, to: '3' },
          { column: 'slug', from: null, to: 'yoga' },
          { column: 'name', from: null, to: null },
        ],
      },
    ],
  });
  expect(await world.rows('prod', 'select id, name from categories order by id')).toEqual([
    { id: 1, name: 'Hair' },
    { id: 2, name: 'Nails' },
    { id: 3, name: null },
    { id: 9, name: 'Old' },
  ]);
  expect(await world.rows('prod', 'select id, price from services order by id')).toEqual([
    { id: 1, price: '40' },
    { id: 2, price: '18.50' },
    { id: 7, price: '1' },
  ]);

  const again = await world.preview({ tables: ['services', 'categories'] });
  expect(counts(again.tables)).toEqual({
    'public.categories': '+0 ~0 =1',
    'public.services': '+0 ~0 =1',
  });
});
