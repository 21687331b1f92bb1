import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { dropLeftovers } from '../../src/restore/leftovers.js';
import { swap } from '../../src/restore/swap.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { connectionTo } from '../postgres/connections.js';
import { layWire, type Cut } from '../promotion/wire.js';
import { sideSettings, swapSettings } from './stage.js';
import { useSwapStage } from './swapstage.js';
import { BETWEEN_THE_RENAMES, until, withLockOn } from './swapwatch.js';

const { stage, side, expectSwapped, expectAsBefore } = useSwapStage(testCluster);

describe('stopped between the two renames: everything is as before', () => {
  test('by the death of the process; the next restore clears up', async () => {
    const settings = await swapSettings(stage, { lockMs: 60_000 });
    const asJson = JSON.stringify({ ...settings, signal: undefined, clock: undefined });
    await withLockOn(stage, side, async () => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', fileURLToPath(new URL('swapprocess.ts', import.meta.url))],
        { env: { PATH: process.env['PATH'], SWAP: asJson }, stdio: 'ignore' },
      );
      await until(stage, BETWEEN_THE_RENAMES);
      child.kill('SIGKILL');
      await once(child, 'exit');
      // The server looks every 2 s whether its client is still there.
      await until(
        stage,
        `select where not exists (select from pg_stat_activity where application_name = $1)`,
        [settings.applicationName],
      );
    });
    await expectAsBefore();
    expect(await dropLeftovers(await sideSettings(stage))).toMatchObject({ verdict: 'pass' });
    expect(await stage.databases()).toEqual([stage.live]);
  });

  test('by the end of its server session', async () => {
    await withLockOn(stage, side, async () => {
      const swapping = swap(await swapSettings(stage, { lockMs: 60_000 }));
      const refused = expect(swapping).rejects.toThrow(/nothing was renamed.*is as it was/);
      await until(stage, BETWEEN_THE_RENAMES);
      await stage.ask(
        `select pg_terminate_backend(pid) from (${BETWEEN_THE_RENAMES.replace('select', 'select pid')}) one`,
      );
      await refused;
    });
    await expectAsBefore();
  });

  test('by a cancelled step', async () => {
    const controller = new AbortController();
    await withLockOn(stage, side, async () => {
      const swapping = swap(
        await swapSettings(stage, { lockMs: 60_000, signal: controller.signal }),
      );
      const refused = expect(swapping).rejects.toThrow('cancelled by the test');
      await until(stage, BETWEEN_THE_RENAMES);
      controller.abort(new Error('cancelled by the test'));
      await refused;
    });
    await expectAsBefore();
  });

  test('by a lock that is not given up, three times', async () => {
    const sleeps: number[] = [];
    const clock = {
      ...systemClock,
      sleep: (ms: number, signal: AbortSignal) => {
        sleeps.push(ms);
        return systemClock.sleep(Math.min(ms, 20), signal);
      },
    };
    await withLockOn(stage, side, async () => {
      await expect(swap(await swapSettings(stage, { lockMs: 50, clock }))).rejects.toThrow(
        /another session holds a lock.*nothing was renamed/,
      );
    });
    expect(sleeps.filter((ms) => ms === 1_000)).toHaveLength(2);
    await expectAsBefore();
  });
});

describe('no answer', () => {
  const RENAMES = 'rename to "';
  const CASES: readonly { title: string; cut: Cut; swapped: boolean }[] = [
    { title: 'the server never got the renames', cut: { before: RENAMES }, swapped: false },
    { title: 'the answer was lost', cut: { after: RENAMES }, swapped: true },
  ];
  test.each(CASES)('$title: the catalog tells', async ({ cut, swapped }) => {
    const settings = await swapSettings(stage);
    const wire = await layWire(settings.connection.url, cut);
    wire.arm();
    try {
      const swapping = swap({ ...settings, connection: connectionTo(wire.url) });
      if (swapped) await swapping;
      else await expect(swapping).rejects.toThrow(/the server says that nothing was renamed/);
    } finally {
      await wire.close();
    }
    await (swapped ? expectSwapped() : expectAsBefore());
  });
});
