import { problemsOf } from '../errors.js';
import { shown, type Connection } from '../postgres/connection.js';
import { sameDatabase } from '../postgres/rendezvous.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { couldNotVerify, fail, pass, type Finding } from '../record/finding.js';

export const SAME_DATABASE = 'database-url and direct-url are one database';

/**
 * Connects as the application does: nothing is set on the session, which a pooler may hand to
 * others afterwards; one read-only transaction, because that is what a pooler passes on.
 */
export async function reach(
  input: 'database-url' | 'direct-url',
  connection: Connection,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<Finding> {
  const name = `${input} answers`;
  try {
    return await withSession(connection, settings, async (session) => {
      await session.query('begin transaction read only');
      const [row] = await session.query<{ version: string; replica: boolean }>(
        `select current_setting('server_version') as version, pg_is_in_recovery() as replica`,
      );
      await session.query('rollback');
      if (row?.replica === true) return replicaFinding(name, connection);
      return pass(name, `${shown(connection)}, PostgreSQL ${row?.version ?? ''}`);
    });
  } catch (error) {
    settings.signal.throwIfAborted();
    const [problem] = problemsOf(error, `connect to ${shown(connection)}`);
    return fail(name, {
      expected: 'a connection and an answer',
      found: `${shown(connection)}: ${problem?.found ?? 'no answer'}`,
      fix: problem?.nextAction ?? 'check the server',
    });
  }
}

/** By rendezvous, so that a clone or a branch with the same name does not pass. */
export async function sameDatabaseFinding(
  direct: Connection,
  application: Connection,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<Finding> {
  const name = SAME_DATABASE;
  try {
    if (await sameDatabase(direct, application, settings)) {
      return pass(name, 'proven by a lock that both see');
    }
  } catch (error) {
    settings.signal.throwIfAborted();
    const [problem] = problemsOf(error, name);
    return couldNotVerify(name, problem?.found ?? 'a connection was lost');
  }
  return fail(name, {
    expected: 'the application uses the database that was migrated',
    found: `${shown(application)} and ${shown(direct)} are two databases`,
    fix: 'set both secrets to the same database; compare host, port and database name, and look for a branch or clone',
  });
}

function replicaFinding(name: string, connection: Connection): Finding {
  return fail(name, {
    expected: 'the primary server',
    found: `${shown(connection)} is a read-only replica`,
    fix: 'use the host of the primary',
  });
}
