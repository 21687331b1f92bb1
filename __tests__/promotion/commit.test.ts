import { describe, expect, test } from '@jest/globals';
import { outcomeOf } from '../../src/promotion/commit.js';
import { impatientClock, useTwoDatabases } from './play.js';
import { layWire, type Cut } from './wire.js';

const world = useTwoDatabases();

describe('a connection that is lost at COMMIT', () => {
  const promoteOver = async (cut: Cut) => {
    await world.run('both', 'create table t (id int primary key)');
    await world.run('dev', 'insert into t values (1), (2)');
    const wire = await layWire(world.url('prod'), cut);
    try {
      return await world.promote({
        tables: ['t'],
        prodUrl: wire.url,
        meanwhile: async () => {
          wire.arm();
          await Promise.resolve();
        },
      });
    } finally {
      await wire.close();
    }
  };

  test('before it arrived: nothing was applied, and the page says so', async () => {
    await expect(promoteOver({ before: 'commit\0' })).rejects.toThrow(
      'the server says that it rolled back: nothing was applied',
    );
    expect(await world.rows('prod', 'select * from t')).toEqual([]);
  });

  test('after it was done: the server is asked, and the promotion stands', async () => {
    const { applied } = await promoteOver({ after: 'commit\0' });
    expect(applied.answeredLate).toBe(true);
    expect(await world.rows('prod', 'select * from t')).toHaveLength(2);
  });
});

test('a server that cannot be asked leaves the outcome unknown, never guessed', async () => {
  const pauses: number[] = [];
  const unreachable = () => Promise.reject(new Error('unreachable'));
  const signal = new AbortController().signal;
  expect(await outcomeOf('7', unreachable, impatientClock(pauses), signal)).toBe('unknown');
  expect(pauses).toHaveLength(9);
});
