import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { bookingShop, createEmptyDatabase, migrateUp, roles } from '../harness/postgres/booking-shop.js'; // prettier-ignore
import { dropDatabase, runSqlFile, withClient } from '../harness/postgres/databases.js';
import { dumpAsSeed, dumpReleasedSchema } from '../harness/postgres/released-seed.js';
import { useTestDatabase, type TestDatabase } from '../harness/postgres/test-database.js';

const production = useTestDatabase('production');
const failing = useTestDatabase('production');
const development = useTestDatabase('development');

async function query<Row extends object>(
  { cluster, name }: TestDatabase,
  sql: string,
): Promise<Row[]> {
  return await withClient(cluster, name, async (client) => (await client.query<Row>(sql)).rows, roles.owner); // prettier-ignore
}

test('production is the released state, development the next one', async () => {
  const counts = `select (select count(*)::int from pgmigrations) as applied,
    (select count(*)::int from categories) as categories, (select count(*)::int from services) as services,
    (select count(*)::int from users) as users, (select count(*)::int from bookings) as bookings`;
  expect(await query(production, counts)).toEqual([
    { applied: bookingShop.releasedMigrations, categories: 6, services: 12, users: 400, bookings: 5000 }, // prettier-ignore
  ]);
  expect(await query(development, counts)).toEqual([
    { applied: 5, categories: 7, services: 14, users: 5, bookings: 20 },
  ]);
});

test('the pending migration adds a duration to every service', async () => {
  await migrateUp(production.cluster, production.name);
  expect(
    await query(production, 'select id, duration_minutes as m from services order by id'),
  ).toEqual(
    [45, 120, 50, 50, 40, 50, 180, 60, 60, 30, 25, 20].map((m, index) => ({ id: index + 1, m })),
  );
  expect(await query(production, 'select count(*)::int as applied from pgmigrations')).toEqual([{ applied: 5 }]); // prettier-ignore
});

test('after it, the catalogues differ in one new and one changed category, two new and two changed services', async () => {
  const difference = async (table: string) => {
    const key = 'select id, to_jsonb(t) as content from';
    const before = await query<{ id: number; content: object }>(
      production,
      `${key} ${table} t order by id`,
    );
    const after = await query<{ id: number; content: object }>(
      development,
      `${key} ${table} t order by id`,
    );
    const known = new Map(before.map(({ id, content }) => [id, JSON.stringify(content)]));
    return {
      inserted: after.filter(({ id }) => !known.has(id)).map(({ id }) => id),
      updated: after.filter(({ id, content }) => known.has(id) && known.get(id) !== JSON.stringify(content)).map(({ id }) => id), // prettier-ignore
      deleted: before.filter(({ id }) => !after.some((row) => row.id === id)).map(({ id }) => id),
    };
  };
  expect(await difference('categories')).toEqual({ inserted: [7], updated: [4], deleted: [] });
  expect(await difference('services')).toEqual({
    inserted: [13, 14],
    updated: [3, 7],
    deleted: [],
  });
});

test('the failing variant fails on production data and leaves nothing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'migrations-'));
  cpSync(bookingShop.file('migrations'), directory, { recursive: true });
  cpSync(bookingShop.file('failing-migrations'), directory, { recursive: true });
  await expect(migrateUp(failing.cluster, failing.name, { directory })).rejects.toThrow(
    /could not create unique index "users_phone_key"/,
  );
  await expect(migrateUp(development.cluster, development.name, { directory })).resolves.toBeUndefined(); // prettier-ignore
  rmSync(directory, { recursive: true });
  expect(await query(failing, 'select count(*)::int as applied from pgmigrations')).toEqual([
    { applied: bookingShop.releasedMigrations },
  ]);
});

test('a booked slot is taken until it is cancelled, and the change is on record', async () => {
  const book = `insert into bookings (user_id, service_id, starts_at, ends_at, price_cents)
    values (1, 1, '2027-01-01 10:00Z', '2027-01-01 11:00Z', 4200)`;
  await query(production, book);
  await expect(query(production, book)).rejects.toThrow(/bookings_active_slot_idx/);
  await query(
    production,
    `update bookings set status = 'cancelled' where starts_at = '2027-01-01 10:00Z'`,
  );
  await query(production, book);
  expect(
    await query(
      production,
      `select old_status, new_status from booking_status_changes c join bookings b on b.id = c.booking_id
        where b.starts_at = '2027-01-01 10:00Z'`,
    ),
  ).toEqual([{ old_status: 'pending', new_status: 'cancelled' }]);
});

const { cluster } = production;
const [scratch, seeded] = [`${production.name}_scratch`, `${production.name}_seeded`];
afterEach(async () => {
  await dropDatabase(cluster, scratch);
  await dropDatabase(cluster, seeded);
});

test('seed/released.sql is what the released migrations make', async () => {
  await createEmptyDatabase(cluster, seeded);
  await runSqlFile(cluster, seeded, bookingShop.file('seed/released.sql'), roles.owner);
  expect(await dumpAsSeed(cluster, seeded)).toBe(await dumpReleasedSchema(cluster, scratch));
});

test('every sequence stands behind its last id', async () => {
  for (const database of [production, development]) {
    for (const table of ['users', 'categories', 'services', 'bookings']) {
      expect(await query(database, `select nextval(pg_get_serial_sequence('${table}', 'id')) = max(id) + 1 as next from ${table}`)).toEqual([{ next: true }]); // prettier-ignore
    }
  }
});
