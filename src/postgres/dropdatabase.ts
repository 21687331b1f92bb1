import pg from 'pg';
import { endSessions } from './endsessions.js';
import type { Session } from './session.js';
import { codeOf, SQLSTATE } from './sqlstate.js';

/** A drop that meets a session which is just starting or ending. */
const DROP_ATTEMPTS = 3;

/**
 * Drops a database that is certain to be ours; nothing where it is gone.
 * @throws the server's error; 55006 when somebody is still in it.
 */
export async function dropDatabase(
  session: Session,
  { name, oid }: { readonly name: string; readonly oid: string },
  { withSessions }: { withSessions: boolean },
): Promise<void> {
  const [there] = await session.query<{ template: boolean }>(
    'select datistemplate as template from pg_database where oid = $1::oid and datname = $2',
    [oid, name],
  );
  if (there === undefined) return;
  // Once begun, it is better ended by the server alone than cut off because we are gone.
  await session.query('set client_connection_check_interval = 0');
  const quoted = pg.escapeIdentifier(name);
  // Carried over from the live database, it would refuse to be dropped.
  if (there.template) await session.query(`alter database ${quoted} is_template false`);
  for (let attempt = 1; ; attempt += 1) {
    if (withSessions) await endSessions(session, [oid]);
    try {
      // Not WITH (FORCE): where an autovacuum worker is at work it asks for a superuser. The plain
      // one ends such workers itself, and waits 5 s for the sessions that were just ended.
      await session.query(`drop database ${quoted}`);
      return;
    } catch (error) {
      const again = withSessions && attempt < DROP_ATTEMPTS;
      if (codeOf(error) !== SQLSTATE.objectInUse || !again) throw error;
    }
  }
}
