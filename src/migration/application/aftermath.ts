import type { Connection } from '../../postgres/connection.js';
import { withSession, type SessionSettings } from '../../postgres/session.js';

const WAIT_MS = 100;
const ROUNDS = 20;

/**
 * Ends server sessions that a tool left behind, and waits up to 2 s until they are gone. An open
 * transaction is rolled back by that. Returns how many had to be ended.
 * @param graceRounds looks of 0.1 s each before anybody is ended: the session of a tool that has
 *   just left goes by itself.
 */
export async function endToolSessions(
  connection: Connection,
  applicationName: string,
  settings: SessionSettings,
  pause: (ms: number) => Promise<void>,
  graceRounds = 0,
): Promise<number> {
  return withSession(connection, settings, async (session) => {
    const left = async (): Promise<number> => {
      // By pid and start of the backend in one statement: a pid may be reused between two.
      const rows = await session.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()`,
        [applicationName],
      );
      return rows.length;
    };
    const present = async (): Promise<boolean> => {
      const rows = await session.query(
        'select from pg_stat_activity where datname = current_database() and application_name = $1',
        [applicationName],
      );
      return rows.length > 0;
    };
    for (let round = 0; round < graceRounds && (await present()); round += 1) await pause(WAIT_MS);
    const found = await left();
    for (let round = 0; round < ROUNDS && (await left()) > 0; round += 1) await pause(WAIT_MS);
    return found;
  });
}
