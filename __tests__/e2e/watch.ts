import { setTimeout as pause } from 'node:timers/promises';
import { afterEach } from '@jest/globals';
import { withClient } from '../harness/postgres/databases.js';
import type { TestDatabase } from '../harness/postgres/test-database.js';

const LOOK_EVERY_MS = 25;

/**
 * Watches the sessions of a database from outside of it. The returned function resolves when one
 * fits the condition, an expression over pg_stat_activity.
 */
export function useWatch(database: () => TestDatabase): (condition: string) => Promise<void> {
  let over = new AbortController();
  afterEach(() => {
    over.abort();
    over = new AbortController();
  });
  return async (condition) => {
    const { cluster, name } = database();
    const { signal } = over;
    await withClient(cluster, 'postgres', async (client) => {
      while (!signal.aborted) {
        const { rowCount } = await client.query(
          `select from pg_stat_activity where datname = $1 and (${condition})`,
          [name],
        );
        if (rowCount !== 0) return;
        await pause(LOOK_EVERY_MS);
      }
    });
  };
}
