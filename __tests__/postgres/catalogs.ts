import { afterAll, beforeAll } from '@jest/globals';
import pg from 'pg';
import { readCatalog } from '../../src/postgres/catalog.js';
import type { Session } from '../../src/postgres/session.js';
import { pinSettings } from '../../src/postgres/transaction.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';

/** The catalog as SQL leaves it, and as more SQL leaves it then. */
export type Catalogs = (before: string, change: string) => Promise<[string[], string[]]>;

/** One database and one session for all cases of a file: each is rolled back. Names are those of schema `public`. */
export function useCatalogs(): Catalogs {
  let client: pg.Client;
  // Before the database's own hook, which drops it.
  afterAll(() => client.end());
  const database = useTestDatabase('empty');
  beforeAll(async () => {
    client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
  });

  const read = async (sql: string): Promise<string[]> => {
    await client.query(`set local search_path to public; ${sql}`);
    const session: Session = {
      client,
      query: async <Row>(text: string, values: readonly unknown[] = []) =>
        (await client.query(text, [...values])).rows as Row[],
    };
    await pinSettings(session);
    return [...(await readCatalog(session))];
  };
  return async (before, change) => {
    await client.query('begin');
    try {
      return [await read(before), await read(change)];
    } finally {
      await client.query('rollback');
    }
  };
}
