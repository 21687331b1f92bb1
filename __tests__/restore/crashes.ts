import { readdir } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { JobStep } from '../backup/jobprocess.js';
import { gone, type CrashStage } from './crashstage.js';
import type { Place } from './interruptions.js';

/** Who is not gone by itself by then is killed: its exit has a signal instead of a code. */
const PATIENCE_MS = 7_000;

export type Cancel = 'SIGINT' | 'SIGTERM';

/** Ends the step as a runner does; it leaves in time, with a page, and takes every file with it. */
export async function cancel(step: JobStep, signal: Cancel): Promise<void> {
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

/** Ends the step without a word; then the post step, which the runner starts, takes its files. */
export async function kill(stage: CrashStage, step: JobStep): Promise<void> {
  step.kill('SIGKILL');
  expect(await step.ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await step.left()).toContainEqual(expect.stringMatching(/\.dump(\.partial)?$/));
  await step.post();
  expect(await readdir(step.temporary)).toEqual([]);
  // What stands in the way of a statement stays there until the server has given up for the dead.
  await gone(stage, 'postgres');
}

/** Production is as it was, and nothing stands beside it. */
export async function expectCancelled(
  stage: CrashStage,
  place: Place,
  signal: Cancel,
): Promise<void> {
  await place(stage, async (step) => {
    await cancel(step, signal);
    expect(await step.page()).toMatch(/production is unchanged|is the database that it was/);
  });
  await stage.expectLive('old');
  expect(await stage.databases()).toEqual([stage.live()]);
}

/** Production is as it was; the next restore drops what stands beside it, says so, and does its work. */
export async function expectKilled(stage: CrashStage, place: Place): Promise<void> {
  await place(stage, (step) => kill(stage, step));
  await stage.expectLive('old');
  const [, ...left] = await stage.databases();
  const next = await stage.again();
  expect(next.findings).toContainEqual(
    expect.objectContaining({
      name: 'leftovers of earlier restores',
      verdict: 'pass',
      found: left.length === 0 ? 'nothing to drop' : `dropped ${left.join(', ')}`,
    }),
  );
  expect(next.problems).toBeUndefined();
  await stage.expectLive('restored');
  expect(await stage.databases()).toEqual([stage.live(), next.details?.oldDatabase]);
}
