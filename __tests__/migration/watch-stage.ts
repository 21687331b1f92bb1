import { afterEach } from '@jest/globals';
import pg from 'pg';
import type { Clock } from '../../src/actions/tools.js';
import {
  withWatcher,
  type Watched,
  type WatchSettings,
} from '../../src/migration/watch/watcher.js';
import type { Credentials } from '../harness/postgres/cluster.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { connectionTo } from '../postgres/connections.js';

/** As the tool's sessions are called. */
export const TOOL = 'db-deploy/migrate/7/tool';

/** A session of somebody, by name and role. */
export interface Player {
  readonly client: pg.Client;
  readonly pid: number;
}

/** A production with players in it, and a watcher whose looks can be waited for. */
export function useWatch() {
  const clients: pg.Client[] = [];
  let looks = 0;

  // Before the database looks for what was left behind in it.
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
  });
  const database = useTestDatabase('production');
  const tools = useTools();

  const clock = (): Clock => ({
    now: () => tools().clock.now(),
    // The watcher rests after every look, for less than a second.
    sleep: (ms, signal) => {
      if (ms < 1_000) looks += 1;
      return tools().clock.sleep(ms, signal);
    },
  });

  const play = async (name: string, as: Credentials, ...sql: string[]): Promise<Player> => {
    const { host, port } = database.cluster;
    const client = new pg.Client({ host, port, database: database.name, ...as, application_name: name }); // prettier-ignore
    // A session that is ended by the server is part of the play.
    client.on('error', () => undefined);
    clients.push(client);
    await client.connect();
    const answer = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    for (const statement of sql) await client.query(statement);
    return { client, pid: answer.rows[0]?.pid ?? 0 };
  };

  return {
    database,
    tools,
    play,
    watched: <Result>(
      work: () => Promise<Result>,
      changes: Partial<WatchSettings> = {},
      url = database.ownerUrl,
    ): Promise<Watched<Result>> => {
      const settings = {
        connection: connectionTo(url),
        applicationName: 'db-deploy/migrate/7/watcher',
        toolName: TOOL,
        signal: tools().signal,
        clock: clock(),
        log: tools().log,
        maxStallMs: undefined,
        enforce: undefined,
        giveUp: () => undefined,
        showQueries: true,
        ...changes,
      };
      return withWatcher(settings, work);
    },
    /** Resolves when a look has begun and ended after this call. */
    looked: async (): Promise<void> => {
      const from = looks;
      while (looks < from + 2) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    /** Resolves when the session waits for a lock; returns for how long it did, by the server's clock. */
    waits: async (observer: Player, { pid }: Player): Promise<number> => {
      for (;;) {
        const { rows } = await observer.client.query<{ ms: number }>(
          `select extract(epoch from clock_timestamp() - waitstart)::float8 * 1e3 as ms
             from pg_locks where pid = $1 and not granted and waitstart is not null`,
          [pid],
        );
        if (rows[0] !== undefined) return rows[0].ms;
      }
    },
  };
}

/** What a statement that somebody else ends comes to: its SQLSTATE, or `done`. */
export async function endOf(query: Promise<unknown>): Promise<string> {
  return query.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}
