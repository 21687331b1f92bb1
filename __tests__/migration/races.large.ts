import { describe, expect, test } from '@jest/globals';
import { assertNoLeaks } from '../harness/postgres/leaks.js';
import { expectCompleted, left, recordsIn, useKillStage } from './killstage.js';

const stage = useKillStage();

const ROUNDS = Array.from({ length: 20 }, (_, round) => round + 1);
/** Of the database, as mutex.ts names whoever has it. */
const HOLDER = /^it is held by db-deploy\/migrate\/local-\S+ \(backend \d+, connected for \d+ s\)$/;

/** Two deploys at once: exit codes and records. */
async function race(wait: string) {
  const steps = [stage.start(undefined, wait), stage.start(undefined, wait)];
  const exits = await Promise.all(steps.map((step) => step.ended));
  const { directory, database } = stage.application();
  await assertNoLeaks(database.cluster, database.name);
  expect((await left(stage)).applied).toHaveLength(4);
  const records = await recordsIn(directory);
  expect(records).toHaveLength(2);
  const verdicts = records.map(({ details }) => details?.verdict).sort();
  return { codes: exits.map(({ code }) => code).sort(), verdicts, records };
}

describe('two processes that wait for each other', () => {
  test.each(ROUNDS)('round %i: strictly one after the other', async () => {
    const { codes, verdicts } = await race('1m');
    expect(codes).toEqual([0, 0]);
    expect(verdicts).toEqual(['all applied', 'nothing to apply']);
    await expectCompleted(stage);
  });
});

describe('two processes that do not wait', () => {
  test.each(ROUNDS)('round %i: one applies all, the other names it', async () => {
    const { verdicts, records } = await race('0s');
    expect(verdicts[0]).toBe('all applied');
    const other = records.find(({ details }) => details?.verdict !== 'all applied');
    // It may have come when the first was done.
    if (other?.status === 'failed') expect(other.problems[0]?.found).toMatch(HOLDER);
    else expect(verdicts[1]).toBe('nothing to apply');
    await expectCompleted(stage);
  });
});
