import { MAY_END } from '../postgres/endsessions.js';
import { administer, type SideSettings } from './sidedatabase.js';

/**
 * Ends the deploys that wait for the deploy lock. The swap would end them a moment later; but between
 * the release of the lock and the swap one of them could take it, and start on the database that is
 * about to be replaced. They have changed nothing yet. Call it just before the lock is released.
 * @param own name of the session that holds the lock; the server keeps 63 characters of it.
 */
export async function endWaiters(settings: SideSettings, own: string): Promise<void> {
  await administer(settings, 'end the deploys that wait', (session) =>
    session.query(
      `select pg_terminate_backend(a.pid) from pg_stat_activity a
        where a.datname = $1 and starts_with(a.application_name, 'db-deploy/')
          and a.application_name <> left($2, 63) and ${MAY_END}`,
      [settings.live.database, own],
    ),
  );
}
