import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { withMutex } from '../../src/postgres/mutex.js';
import { endSessions } from '../../src/postgres/endsessions.js';
import { endWaiters } from '../../src/restore/waiters.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { planSwap } from '../../src/restore/swapplan.js';
import { makeLive, makeSide, sideSettings, swapSettings, useStage } from './stage.js';

const stage = useStage(testCluster);

/** Two more characters than the server keeps of a name. */
const OWN = 'db-deploy/restore/local-20261122T201530Z/2026-11-22T20:15:30.000Z';

test('the deploys that wait are ended; the holder of the lock is not, however long its name', async () => {
  expect(OWN).toHaveLength(65);
  await makeLive(stage);
  const settings = await sideSettings(stage);
  const lock = { purpose: 'restore', applicationName: OWN, waitMs: 0, clock: systemClock };
  const { signal } = new AbortController();
  await withMutex(stage.connection(), { ...lock, signal, log: settings.log }, async (mutex) => {
    const waiting = stage.session(async (session) => {
      await endWaiters(settings, OWN);
      await session.query('select 1');
    });
    await expect(waiting).rejects.toThrow();
    expect(await mutex.isHeld()).toBe(true);
  });
});

test('a deploy that takes the lock after the last look of the swap is told that it lost it', async () => {
  await makeLive(stage);
  await makeSide(stage);
  const settings = await swapSettings(stage);
  const { log } = await sideSettings(stage);
  const lock = { purpose: 'deploy', applicationName: 'db-deploy/migrate/7', waitMs: 0, log };
  const { clock, signal, live, side } = settings;
  const swapping = stage.session(
    async (renamer) => {
      await planSwap(renamer, settings);
      await withMutex(stage.connection(), { ...lock, clock, signal }, async (mutex) => {
        await endSessions(renamer, [live.oid, side.oid]);
        await mutex.check();
      });
    },
    stage.deployer,
    'postgres',
  );
  await expect(swapping).rejects.toThrow(/the session that holds the deploy lock was lost/);
});
