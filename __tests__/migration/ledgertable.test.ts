import { expect, test } from '@jest/globals';
import { bareFingerprints } from '../../src/migration/ledger/bare.js';
import { findTable, qualified, withoutLedger } from '../../src/migration/ledger/ledgertable.js';
import { catalogFingerprint } from '../../src/postgres/catalog.js';
import { withSession } from '../../src/postgres/session.js';
import { pinSettings, withTransaction } from '../../src/postgres/transaction.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { runSql } from '../harness/postgres/databases.js';
import { connectionTo } from '../postgres/connections.js';

const database = useFreshDatabase('empty');

test('a name alone is where the tool’s sessions create tables, whatever we have pinned', async () => {
  const { cluster, name } = database();
  await runSql(
    cluster,
    name,
    `create schema app; create table app.done (); create table public.done ();
     create table public.elsewhere (); create table "app"."Odd ""name""" ();
     alter database ${name} set search_path = "$user", app, public`,
    roles.owner,
  );
  const found = await pinned([
    'done',
    'public.done',
    'elsewhere',
    qualified('app', 'Odd "name"'),
    qualified('App', 'done'),
  ]);
  expect(found).toEqual(['app.done', 'public.done', undefined, 'app."Odd ""name"""', undefined]);
});

test('of what a run made, only its own new ledger is taken away', () => {
  const ledger = [
    '+ schema ops owner app_owner',
    '+ table ops."Done" owner app_owner',
    '+ column ops."Done".id integer not null',
    '+ constraint ops."Done"."Done_pkey" PRIMARY KEY (id)',
    '+ sequence ops."Done_id_seq" as integer owned by ops."Done".id',
    '+ column ops."Done_lock".is_locked integer',
    '+ index ops."Done_lock"."Done_lock_pkey" CREATE UNIQUE INDEX',
  ];
  const others = [
    '+ table ops."Done_before" owner app_owner',
    '+ table ops."Donex" owner app_owner',
    '+ table public.done owner app_owner',
    '- column ops."Done".gone text',
    '+ schema ops2 owner app_owner',
  ];
  expect(withoutLedger([...ledger, ...others], 'ops."Done"')).toEqual(others);
  // A ledger that was there and changed is a change.
  const added = ['+ column ops."Done".extra text'];
  expect(withoutLedger(added, 'ops."Done"')).toEqual(added);
});

test('a catalog as it would be without the ledger, and without the schema that the tool may have made', () => {
  const shop = ['column public.t.id\tint\t\t', 'table public.t\t\towner a\t'];
  const schema = 'schema drizzle\t\towner a\t';
  const ledger = [
    'column drizzle."Done".id\tint\t\t',
    'sequence drizzle."Done_id_seq"\tas integer\towner a\t',
    'table drizzle."Done"\t\towner a\t',
  ];
  const bare = (catalog: readonly string[], table = 'drizzle."Done"') => {
    const identity = { database: 'shop', oid: '1', host: 'db', port: 5432 };
    const state = { identity, catalogFingerprint: '', ledger: { tool: 'x', table, applied: [] } };
    return bareFingerprints({ catalog, state });
  };
  const all = [...shop, ...ledger, schema].sort();
  expect(bare(all)).toEqual([[...shop, schema].sort(), shop].map(catalogFingerprint));
  expect(bare([...shop, schema])).toEqual([]);
  expect(bare(all, 'drizzle.done')).toEqual([]);
});

async function pinned(tables: readonly string[]): Promise<(string | undefined)[]> {
  const settings = {
    purpose: 'look',
    applicationName: 'test',
    signal: new AbortController().signal,
  };
  return withSession(connectionTo(database().ownerUrl), settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      const found: (string | undefined)[] = [];
      for (const table of tables) found.push(await findTable(session, table));
      return found;
    }),
  );
}
