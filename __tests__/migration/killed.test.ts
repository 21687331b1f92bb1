import { expect, test } from '@jest/globals';
import { withClient } from '../harness/postgres/databases.js';
import { end, expectCompleted, expectTold, left, TOOL, useKillStage } from './killstage.js';

// Twenty seeded moments with every signal: killed.large.ts.
const stage = useKillStage();

test.each(['SIGINT', 'SIGKILL'] as const)(
  '%s while an index is built concurrently: the next run builds it anew',
  async (signal) => {
    const { cluster, name } = stage.application().database;
    await withClient(cluster, name, async (reader) => {
      await reader.query('begin isolation level repeatable read; select 1 from pg_class limit 1');
      const step = stage.start();
      await stage.reach(step, `wait_event = 'virtualxid' and ${TOOL}`);
      await end(stage, step, signal);
    });
    await expectTold(stage);
    expect(await left(stage)).toEqual({ applied: ['1_words', '2_notes'], index: false });
    await expectCompleted(stage);
  },
);
