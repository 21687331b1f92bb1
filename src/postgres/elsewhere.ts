import { problemsOf } from '../errors.js';
import { connectionIn, type Connection } from './connection.js';
import { withSession, type SessionSettings } from './session.js';

/** Databases that nearly every server has. */
const CANDIDATES = ['postgres', 'template1'] as const;

/**
 * A database beside the connection's own that the role may connect to: nobody can rename or drop
 * the database he is in.
 */
export type Elsewhere =
  { readonly ok: true; readonly database: string } | { readonly ok: false; readonly found: string };

export async function findElsewhere(
  connection: Connection,
  settings: SessionSettings,
): Promise<Elsewhere> {
  const refusals: string[] = [];
  for (const database of CANDIDATES.filter((name) => name !== connection.database)) {
    try {
      await withSession(connectionIn(connection, database), settings, (session) =>
        session.query('select 1'),
      );
      return { ok: true, database };
    } catch (error) {
      settings.signal.throwIfAborted();
      refusals.push(`${database}: ${problemsOf(error, 'connect')[0]?.found ?? ''}`);
    }
  }
  return { ok: false, found: refusals.join('; ') };
}
