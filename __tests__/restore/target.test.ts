import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readReplaceability, type Replaceability } from '../../src/postgres/replaceability.js';
import { withTransaction } from '../../src/postgres/transaction.js';
import type { Finding } from '../../src/record/finding.js';
import { judgeTarget } from '../../src/restore/target.js';
import { startCluster, type Cluster, type Credentials } from '../harness/postgres/cluster.js';
import { withClient } from '../harness/postgres/databases.js';
import { makeLive, settingsOf, STARTED, useStage } from './stage.js';

// A server of its own: what is taken from roles here must not reach other tests.
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({
    settings: { wal_level: 'logical', max_prepared_transactions: '4' },
  });
});
const stage = useStage(() => cluster);
afterAll(() => cluster.stop());

const SNAPSHOT = { lsn: '1A/2B3C', time: STARTED.toISOString() };
const quotedLive = stage.quoted(stage.live);
const deployer = stage.quoted(stage.deployer.user);

beforeEach(() => makeLive(stage));

async function judge(as: Credentials = stage.deployer, database = stage.live): Promise<Finding[]> {
  return judgeTarget(await facts(as, database), SNAPSHOT);
}

function facts(as: Credentials = stage.deployer, database = stage.live): Promise<Replaceability> {
  const connection = stage.connection(database, as);
  return stage.session(
    (session) =>
      withTransaction(session, 'snapshot', () =>
        readReplaceability(session, connection, settingsOf()),
      ),
    as,
    database,
  );
}

function failures(findings: readonly Finding[]): string[] {
  return findings.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name);
}

test('an ordinary role that owns the database and may create databases can replace it', async () => {
  const findings = await judge();
  expect(findings).toEqual([expect.objectContaining({ verdict: 'pass' })]);
  expect(findings[0]?.found).toContain('connects to postgres meanwhile');
});

test('a member of the owning role may do what the owner may', async () => {
  await stage.sql(`alter database ${quotedLive} owner to ${stage.stranger.user};
    grant ${stage.stranger.user} to ${deployer}`);
  expect(failures(await judge())).toEqual([]);
  await stage.sql(`revoke ${stage.stranger.user} from ${deployer}`);
});

test('a role without CREATEDB: the statement that helps, and the way out where it cannot be run', async () => {
  await stage.sql(`alter role ${deployer} nocreatedb`);
  const [finding] = await judge();
  await stage.sql(`alter role ${deployer} createdb`);
  expect(finding).toMatchObject({ name: 'right to create databases', verdict: 'fail' });
  expect(finding?.fix).toBe(
    `as an administrator: alter role ${deployer} createdb;\nWhere that cannot be done: the provider’s own point-in-time recovery, to ${SNAPSHOT.time}, write-ahead log position 1A/2B3C.`,
  );
});

test.each<[string, string, boolean]>([
  ['an ordinary role', '', true],
  ['a superuser', `alter role ${stage.stranger.user} superuser`, false],
  ['a member of the role itself', `grant ${deployer} to ${stage.stranger.user}`, false],
])('whether the owner can be granted: %s', async (_, make, can) => {
  await stage.sql(`${make}; alter database ${quotedLive} owner to ${stage.stranger.user}`);
  const { ownerCanBeGranted } = await facts();
  const [finding] = await judge();
  await stage.sql(`alter database ${quotedLive} owner to ${deployer};
    alter role ${stage.stranger.user} nosuperuser`);
  if (make.startsWith('grant')) await stage.sql(`revoke ${deployer} from ${stage.stranger.user}`);
  expect(ownerCanBeGranted).toBe(can);
  expect(finding?.fix?.includes(`grant ${stage.stranger.user}`)).toBe(can);
});

test('a role that does not own the database, and may not create any: both are told at once', async () => {
  const findings = await judge(stage.stranger);
  expect(failures(findings)).toEqual(['ownership of the database', 'right to create databases']);
});

describe('sessions of another role', () => {
  test('are in the way until the role may end them', async () => {
    await withClient(
      stage.cluster,
      stage.live,
      async (client) => {
        await client.query(`set application_name = 'nightly report'`);
        const [finding] = await judge();
        expect(finding).toMatchObject({
          name: `sessions of ${stage.stranger.user}`,
          verdict: 'fail',
          found: `1 session of ${stage.stranger.user} (nightly report) that ${deployer} may not end`,
        });
        await stage.sql(/^as an administrator: (.*)$/m.exec(finding?.fix ?? '')?.[1] ?? '');
        expect(failures(await judge())).toEqual([]);
        await stage.sql(`revoke pg_signal_backend from ${deployer}`);
      },
      stage.stranger,
    );
  });

  test('of superusers are in the way whatever was granted', async () => {
    await stage.sql(`grant pg_signal_backend to ${deployer}`);
    await withClient(stage.cluster, stage.live, async () => {
      const [finding] = await judge();
      expect(finding).toMatchObject({ name: 'sessions of postgres', verdict: 'fail' });
    });
    await stage.sql(`revoke pg_signal_backend from ${deployer}`);
  });

  test('of the role itself are in nobody’s way', async () => {
    await withClient(
      stage.cluster,
      stage.live,
      async () => {
        expect(failures(await judge())).toEqual([]);
      },
      stage.deployer,
    );
  });
});

test('a prepared transaction is in the way, and named', async () => {
  await stage.sql(`begin; create table t (); prepare transaction 'order-7'`, stage.live);
  const findings = await judge();
  await stage.sql(`rollback prepared 'order-7'`, stage.live);
  expect(failures(findings)).toEqual(['prepared transactions']);
  expect(findings[0]?.found).toBe('order-7');
});

test('a logical slot and pg_cron’s home are warnings: the swap works, and they stay behind', async () => {
  await stage.sql(`select pg_create_logical_replication_slot('sync', 'pgoutput')`, stage.live);
  const findings = await judge();
  await stage.sql(`select pg_drop_replication_slot('sync')`, stage.live);
  expect(findings.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['the database can be replaced', 'pass'],
    ['logical replication slots', 'warn'],
  ]);
  const home = judgeTarget({ ...(await facts()), cronHome: true }, SNAPSHOT);
  expect(home.map(({ name, verdict }) => [name, verdict])).toContainEqual([
    'jobs of pg_cron',
    'warn',
  ]);
});

test('views that a provider has taken away are told as such', async () => {
  await stage.sql('revoke select on pg_prepared_xacts from public', stage.live);
  expect(await judge()).toContainEqual(
    expect.objectContaining({ name: 'prepared transactions', verdict: 'could not verify' }),
  );
});

test('a subscription of this database, not of another', async () => {
  const subscribe = `create subscription far connection 'host=nowhere' publication p
    with (connect = false, slot_name = none, enabled = false)`;
  await stage.sql(subscribe, stage.live);
  const findings = await judge();
  const elsewhere = await judge(stage.cluster.superuser, 'postgres');
  await stage.sql('drop subscription far', stage.live);
  expect(failures(findings)).toEqual(['subscriptions']);
  expect(failures(elsewhere)).toEqual(['name of the database']);
});

test('a database that providers connect to by name is never renamed', async () => {
  const findings = await judge(stage.cluster.superuser, 'postgres');
  expect(failures(findings)).toEqual(['name of the database']);
  // Its third database is template1: another name than usual, and no finding of its own.
  expect(findings).toHaveLength(1);
});

test('no third database to connect to', async () => {
  await stage.sql(`revoke connect on database postgres, template1 from public`);
  const [finding] = await judge();
  await stage.sql(`grant connect on database postgres, template1 to public`);
  expect(finding).toMatchObject({ name: 'another database to connect to', verdict: 'fail' });
  expect(finding?.found).toMatch(/postgres: .*permission denied.*template1: .*permission denied/);
});
