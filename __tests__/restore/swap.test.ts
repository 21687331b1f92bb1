import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { systemClock } from '../../src/actions/clock.js';
import { withMutex } from '../../src/postgres/mutex.js';
import { swap } from '../../src/restore/swap.js';
import { busy } from '../../src/restore/swapfailure.js';
import { startCluster, type Cluster } from '../harness/postgres/cluster.js';
import { withClient } from '../harness/postgres/databases.js';
import { settingsOf, sideSettings, swapSettings } from './stage.js';
import { useSwapStage } from './swapstage.js';
import { hammer, until } from './swapwatch.js';

// A server of its own: autovacuum wakes up every second.
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ settings: { autovacuum_naptime: '1s' } });
});
const { stage, side, kept, expectSwapped, expectAsBefore } = useSwapStage(() => cluster);
afterAll(() => cluster.stop());

async function commentOf(name: string): Promise<string | null | undefined> {
  const [row] = await stage.ask<{ comment: string | null }>(
    `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`,
    [name],
  );
  return row?.comment;
}

describe('both names change hands at once', () => {
  test.each([[null], [`it's \\ "the shop"`]])(
    'and the comment %j goes with the name',
    async (comment) => {
      const words = comment === null ? 'null' : pg.escapeLiteral(comment);
      await stage.sql(`comment on database ${stage.quoted(stage.live)} is ${words}`);
      const swapped = await swap(await swapSettings(stage));
      await expectSwapped();
      expect(swapped.keptAs).toBe(kept);
      expect(swapped.milliseconds).toBeGreaterThanOrEqual(0);
      expect([await commentOf(stage.live), await commentOf(kept)]).toEqual([comment, comment]);
    },
  );

  test('under clients that connect again at once, an open transaction, and an autovacuum worker', async () => {
    await stage.sql(
      `create table dead with (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
                               autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)
         as select generate_series(1, 20000) n;
       delete from dead`,
      stage.live,
    );
    await until(
      stage,
      `select from pg_stat_activity where backend_type = 'autovacuum worker' and datname = $1
         and query like '%dead%'`,
      [stage.live],
    );
    const { host, port } = stage.cluster;
    const idle = new pg.Client({ host, port, ...stage.deployer, database: stage.live });
    idle.on('error', () => undefined);
    await idle.connect();
    await idle.query(`begin; update state set what = 'never committed'`);
    const clients = hammer(stage, 4, 'restored');

    await swap(await swapSettings(stage));

    await clients.arrived;
    await expectSwapped();
    await expect(idle.query('commit')).rejects.toThrow();
    // Ended, or turned away in the moment without the name; never refused for good.
    expect(['57P01', '3D000']).toEqual(expect.arrayContaining([...clients.refusals]));
  });
});

describe('a session that the role may not end', () => {
  test('is waited for, and the next attempt succeeds', async () => {
    const { host, port } = stage.cluster;
    const report = new pg.Client({ host, port, ...stage.stranger, database: stage.live });
    report.on('error', () => undefined);
    await report.connect();
    const clock = {
      ...systemClock,
      sleep: async (ms: number, signal: AbortSignal) => {
        if (ms === 1_000) await report.end();
        await systemClock.sleep(Math.min(ms, 20), signal);
      },
    };
    await swap(await swapSettings(stage, { clock }));
    await expectSwapped();
  });

  test('is named when it does not go', async () => {
    await withClient(
      stage.cluster,
      stage.live,
      async (client) => {
        await client.query(`set application_name = 'nightly report'`);
        const settings = await swapSettings(stage);
        const error = await stage.session((session) =>
          busy(session, settings, Object.assign(new Error('is being accessed'), { code: '55006' })),
        );
        expect(error.message).toContain(
          `which this role may not end: 1 of ${stage.stranger.user} (nightly report)`,
        );
      },
      stage.stranger,
    );
  });
});

describe('refused before anybody is disturbed', () => {
  const CASES: readonly { title: string; meanwhile: string; found: RegExp }[] = [
    {
      title: 'the name for the old database is taken',
      meanwhile: `create database ${stage.quoted(kept)}`,
      found: /there is a database called .* already/,
    },
    {
      title: 'somebody took the mark away',
      meanwhile: `comment on database ${stage.quoted(side)} is 'mine'`,
      found: /has not the comment of an unfinished restore/,
    },
    {
      title: 'the restored database was renamed',
      meanwhile: `alter database ${stage.quoted(side)} rename to ${stage.quoted(`${stage.tag}x`)}`,
      found: /the restored database is not called/,
    },
    {
      title: 'the live database was renamed',
      meanwhile: `alter database ${stage.quoted(stage.live)} rename to ${stage.quoted(`${stage.tag}y`)}`,
      found: /the live database is not called/,
    },
  ];
  test.each(CASES)('$title', async ({ meanwhile, found }) => {
    const settings = await swapSettings(stage);
    await stage.sql(meanwhile);
    await expect(swap(settings)).rejects.toThrow(found);
  });

  test('another deploy holds the lock', async () => {
    const lock = { ...settingsOf(), purpose: 'deploy', waitMs: 0, clock: systemClock };
    const { log } = await sideSettings(stage);
    await withMutex(stage.connection(), { ...lock, log }, async (mutex) => {
      await expect(swap(await swapSettings(stage))).rejects.toThrow(/taken the deploy lock/);
      expect(await mutex.isHeld()).toBe(true);
    });
    await expectAsBefore();
  });

  test('a role without CREATEDB', async () => {
    const deployer = stage.quoted(stage.deployer.user);
    await stage.sql(`alter role ${deployer} nocreatedb`);
    const swapping = swap(await swapSettings(stage));
    await expect(swapping).rejects.toThrow(
      /permission denied to rename database.*nothing was renamed/,
    );
    await stage.sql(`alter role ${deployer} createdb`);
    await expectAsBefore();
  });
});
