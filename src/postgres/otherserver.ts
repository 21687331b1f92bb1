import { randomBytes } from 'node:crypto';
import type { Connection } from './connection.js';
import { sameDatabase } from './rendezvous.js';
import { withSession, type Session, type SessionSettings } from './session.js';

/** What two URLs were found to be. */
export type Apartness = 'another server' | 'the same server' | 'not known';

/**
 * Whether two URLs reach different servers, whatever their databases. A session on A carries a
 * random application name, which every role of a server may read (pg_stat_get_activity hides
 * queries, not names): seen on B means the same server; not seen on B and seen by a second session
 * on A means another one. Clones and branches are told apart. A proxy that changes the name leaves
 * it open.
 */
export async function apartnessOf(
  a: Connection,
  b: Connection,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<Apartness> {
  if (await sameDatabase(a, b, settings)) return 'the same server';
  const name = `db-deploy/${randomBytes(8).toString('hex')}`;
  const sees = (connection: Connection): Promise<boolean> =>
    withSession(connection, settings, (session) => isThere(session, name));
  return withSession(a, { ...settings, applicationName: name }, async (holder) => {
    // Proxies may lose the name at the start; and this one is gone with its transaction.
    await holder.query('begin');
    await holder.query(`select set_config('application_name', $1, true)`, [name]);
    const seen = { b: await sees(b), a: await sees(a) };
    await holder.query('rollback');
    if (seen.b) return 'the same server';
    return seen.a ? 'another server' : 'not known';
  });
}

async function isThere(session: Session, name: string): Promise<boolean> {
  const rows = await session.query(
    'select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
    [name],
  );
  return rows.length > 0;
}
