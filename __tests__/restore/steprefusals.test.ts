import { describe, expect, test } from '@jest/globals';
import { withMutex } from '../../src/postgres/mutex.js';
import type { Outcome } from '../../src/record/record.js';
import { connectionTo, fingerprintsOf } from '../backup/play.js';
import { providePgBouncer, startPooler } from '../harness/pgbouncer.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { useStepStage, wordsOf } from './stepstage.js';

const cluster = testCluster();
const { database, deployer, sql, run, runWith, databases, holder } = useStepStage();

describe('refused, and nothing is made or changed', () => {
  const confirmed = () => ({ 'confirm-database': database().name });

  test.each<[string, () => Promise<Outcome<'restore'>>, RegExp]>([
    [
      'another name is typed',
      () => run({ 'confirm-database': 'shop' }),
      /confirm-database is "shop"/,
    ],
    [
      'the backup is of another environment',
      () => run({ ...confirmed(), environment: 'staging' }),
      /a backup of production/,
    ],
    [
      'the server has a lower major',
      () => runWith(({ server }) => ({ server: { ...server, version: '99.1', major: 99 } })),
      /its programs cannot read archives of a newer major/,
    ],
    [
      'the server lacks a role',
      () => runWith(() => ({ roles: ['app_owner', 'Long "gone"'] })),
      /create role "Long ""gone""" nologin;/,
    ],
    [
      'the backup leaves out a schema that is there',
      () => runWith(() => ({ excluded: { schemas: ['public'], tableData: [] } })),
      /exclude-schemas left out public/,
    ],
    [
      'the copy is not what was backed up',
      () => runWith(({ tables }) => ({ tables: tables.map(oneMore) })),
      /it is not what was backed up/,
    ],
    [
      'the role may not create databases',
      async () => {
        await sql(`alter role ${deployer().user} nocreatedb`);
        return run(confirmed());
      },
      /alter role restorer_\w+ createdb;/,
    ],
    [
      'the role does not own the database',
      async () => {
        await sql(`revoke ${roles.owner.user} from ${deployer().user}`);
        await sql(`grant pg_read_all_data to ${deployer().user}`);
        return run(confirmed());
      },
      /own/,
    ],
    [
      'another deploy is at work',
      () =>
        withMutex(connectionTo(database().ownerUrl), holder(), () =>
          run({ ...confirmed(), 'wait-for-other-deploy': '0s' }),
        ),
      /held by db-deploy\/migrate\/77/,
    ],
  ])('%s', async (_, act, message) => {
    const before = await fingerprintsOf(database().superuserUrl);
    const outcome = await act();
    expect(outcome.status).toBe('failed');
    expect(wordsOf(outcome)).toMatch(message);
    expect(outcome.details?.swapped ?? false).toBe(false);
    expect(await fingerprintsOf(database().superuserUrl)).toEqual(before);
    expect(await databases()).toEqual([database().name]);
  });

  test('the URL is that of a transaction pooler', async () => {
    providePgBouncer();
    const pooler = await startPooler(cluster, {
      mode: 'transaction',
      logins: [deployer()],
    });
    try {
      const outcome = await run({
        ...confirmed(),
        'direct-url': pooler.url(database().name, deployer()),
      });
      expect(wordsOf(outcome)).toMatch(/two clients were given one server session/);
    } finally {
      await pooler.stop();
    }
  });
});

function oneMore<Table extends { rows: string }>(table: Table): Table {
  return { ...table, rows: String(Number(table.rows) + 1) };
}
