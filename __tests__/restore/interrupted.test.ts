import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { startProgram } from '../backup/stepprocess.js';
import { rowOf, useCrashStage, type RestoreProcess } from './crashstage.js';
import {
  betweenTheRenames,
  carryingOver,
  decrypting,
  filling,
  indexing,
  proving,
  swapped,
  waitingForSessions,
  type Place,
} from './interruptions.js';

const bundle = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
/** Who is not gone by itself by then is killed: its exit has a signal instead of a code. */
const PATIENCE_MS = 7_000;

const stage = useCrashStage();

/** Ends the step as a runner does. */
async function cancel(step: RestoreProcess, signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
  step.kill(signal);
  const impatient = setTimeout(() => {
    step.kill('SIGKILL');
  }, PATIENCE_MS);
  const exit = await step.ended;
  clearTimeout(impatient);
  expect({ ...exit, said: step.said() }).toMatchObject({ code: 1, signal: null });
  expect(await step.page()).toContain(`it was cancelled (${signal})`);
  expect(await step.left()).toEqual([]);
}

async function kill(step: RestoreProcess): Promise<void> {
  step.kill('SIGKILL');
  expect(await step.ended).toEqual({ code: null, signal: 'SIGKILL' });
}

describe('cancelled: nothing is left beside the live database', () => {
  test.each<[string, 'SIGINT' | 'SIGTERM', Place]>([
    ['while it decrypts', 'SIGINT', decrypting],
    ['while rows are restored', 'SIGTERM', filling],
    ['while an index is built', 'SIGINT', indexing],
    ['while it proves', 'SIGTERM', proving],
    ['while it carries over settings', 'SIGINT', carryingOver],
    ['while sessions hold up the swap', 'SIGTERM', waitingForSessions],
    ['between the two renames', 'SIGINT', betweenTheRenames],
  ])('%s, by %s', async (_, signal, place) => {
    await place(stage, async (step) => {
      await cancel(step, signal);
      expect(await step.page()).toMatch(/production is unchanged|is the database that it was/);
    });
    await stage.expectLive('old');
    expect(await stage.databases()).toEqual([stage.live()]);
  });
});

test('cancelled when the answer to the swap does not arrive: it says that nobody can tell', async () => {
  await swapped(stage, async (step) => {
    await cancel(step, 'SIGINT');
    expect(await step.page()).toMatch(/both databases were renamed, or none/);
    expect(await step.page()).not.toMatch(/production is unchanged/i);
  });
  await stage.expectLive('restored');
});

describe('killed: the next restore drops what is left, and says so', () => {
  test.each<[string, Place]>([
    ['while rows are restored', filling],
    ['while an index is built', indexing],
    ['while it proves', proving],
    ['while it carries over settings', carryingOver],
    ['while sessions hold up the swap', waitingForSessions],
    ['between the two renames', betweenTheRenames],
  ])('%s', async (_, place) => {
    await place(stage, kill);
    await stage.expectLive('old');
    const [, side = '', ...more] = await stage.databases();
    expect(more).toEqual([]);
    const next = await stage.again();
    expect(next.findings).toContainEqual(
      expect.objectContaining({
        name: 'leftovers of earlier restores',
        verdict: 'pass',
        found: `dropped ${side}`,
      }),
    );
    expect(next.problems).toBeUndefined();
    await stage.expectLive('restored');
    expect(await stage.databases()).toEqual([stage.live(), next.details?.oldDatabase]);
  });
});

test('killed after the swap, before anybody was told: it stands, and the old database is kept', async () => {
  await swapped(stage, kill);
  await stage.expectLive('restored');
  const [, kept = ''] = await stage.databases();
  expect(await rowOf(stage, kept)).toBe('old');
  const next = await stage.again();
  expect({ status: next.status, problems: next.problems, bad: next.findings.filter(({ verdict }) => verdict !== 'pass') }).toEqual({ status: 'passed' });
  await stage.expectLive('restored');
  expect(await stage.databases()).toHaveLength(3);
});

test('killed while it decrypts: the post step removes the clear text', async () => {
  await decrypting(stage, async (step) => {
    await kill(step);
    expect(await step.left()).toContainEqual(expect.stringMatching(/\.dump\.partial$/));
    const post = startProgram(process.execPath, [bundle], {
      GITHUB_ACTIONS: 'true',
      'STATE_work-directory': await step.remembered(),
    });
    expect(await post.ended).toEqual({ code: 0, signal: null });
    expect(await readdir(step.temporary)).toEqual([]);
  });
});
