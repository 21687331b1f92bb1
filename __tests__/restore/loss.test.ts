import { describe, expect, test } from '@jest/globals';
import type { TableRows } from '../../src/archive/fingerprint.js';
import { readServer } from '../../src/archive/server.js';
import { withSession } from '../../src/postgres/session.js';
import { pinSettings, withTransaction } from '../../src/postgres/transaction.js';
import { compareRows, readLosses } from '../../src/restore/loss.js';
import { manifestWith } from '../archive/manifests.js';
import { connectionTo, fingerprintsOf } from '../backup/play.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';

function now(name: string, rows?: string, fingerprint?: string): TableRows {
  const table = {
    oid: '1',
    schema: 'public',
    name,
    qualified: `public.${name}`,
    columns: '',
    estimatedRows: 0,
    estimatedBytes: 0,
  };
  return { table, rows, fingerprint, failure: undefined };
}

function then(name: string, rows: string, fingerprint?: string) {
  return { schema: 'public', name, rows, ...(fingerprint === undefined ? {} : { fingerprint }) };
}

describe('one table', () => {
  test.each([
    ['as it was', now('t', '3', '9'), then('t', '3', '9'), 'same'],
    ['more rows now', now('t', '4', '9'), then('t', '3', '9'), 'different'],
    ['as many, but others', now('t', '3', '8'), then('t', '3', '9'), 'different'],
    ['as many, content not known then', now('t', '3', '8'), then('t', '3'), 'unknown'],
    ['as many, content not known now', now('t', '3'), then('t', '3', '9'), 'unknown'],
    ['fewer, content not known', now('t', '2'), then('t', '3'), 'different'],
    ['not countable now', now('t'), then('t', '3', '9'), 'unknown'],
  ])('%s', (_, today, before, content) => {
    expect(compareRows([today], [before], true)).toEqual([
      {
        table: 'public.t',
        ...(today.rows === undefined ? {} : { rowsNow: today.rows }),
        rowsThen: '3',
        content,
      },
    ]);
  });

  test('fingerprints of two encodings are not compared', () => {
    const [loss] = compareRows([now('t', '3', '8')], [then('t', '3', '9')], false);
    expect(loss?.content).toBe('unknown');
  });

  test('made since, and dropped since', () => {
    expect(compareRows([now('new', '5', '1')], [then('Old', '3', '9')], true)).toEqual([
      { table: 'public.new', rowsNow: '5', content: 'different' },
      { table: 'public."Old"', rowsThen: '3', content: 'different' },
    ]);
  });
});

describe('a live database', () => {
  const database = useFreshDatabase('production');

  test('what was written since the backup is what would be lost', async () => {
    const { cluster, name, ownerUrl } = database();
    const tables = await fingerprintsOf(ownerUrl);
    const manifest = manifestWith({
      tables,
      excluded: { schemas: [], tableData: ['public.categories'] },
    });
    const kept = tables.filter((table) => table.name !== 'categories');
    await withClient(
      cluster,
      name,
      async (client) => {
        await client.query(`delete from bookings where id = (select min(id) from bookings);
                          update services set name = name || '!' where id = 3;
                          create table made_since (id int); insert into made_since values (1), (2)`);
      },
      roles.owner,
    );
    const losses = await lossesOf(ownerUrl, { ...manifest, tables: kept });
    const differing = losses.filter(({ content }) => content !== 'same');
    expect(Object.fromEntries(differing.map((loss) => [loss.table, loss]))).toMatchObject({
      'public.bookings': { content: 'different' },
      'public.services': { content: 'different' },
      // Its rows are not in the backup: the restored table would be empty.
      'public.categories': { rowsThen: '0', content: 'different' },
      'public.made_since': { rowsNow: '2', content: 'different' },
    });
    expect(differing).toHaveLength(4);
    expect(losses).toHaveLength(tables.length + 1);
  });
});

async function lossesOf(url: string, manifest: ReturnType<typeof manifestWith>) {
  const connection = connectionTo(url);
  const settings = {
    purpose: 'compare',
    applicationName: 'db-deploy/test/1',
    signal: new AbortController().signal,
  };
  return withSession(connection, settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      return readLosses(session, await readServer(session), manifest, { contents: true });
    }),
  );
}
