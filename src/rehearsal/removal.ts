import pg from 'pg';
import type { Log } from '../actions/log.js';
import { messageOf } from '../errors.js';
import { dropDatabase } from '../postgres/dropdatabase.js';
import type { Session } from '../postgres/session.js';

/** What was made on a given server; grows while it is made. */
export interface Made {
  /** Undefined until it is about to be made. */
  database: string | undefined;
  readonly roles: string[];
}

/** A cancelled step has 5 s, and must still tell what it leaves. */
const AFTER_CANCEL_MS = 3_500;

/** Aborts 3.5 s after the other one does, with its reason: for a session that clears up. */
export function outliving(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const cancelled = (): void => {
    setTimeout(() => {
      controller.abort(signal.reason);
    }, AFTER_CANCEL_MS).unref();
  };
  if (signal.aborted) cancelled();
  else signal.addEventListener('abort', cancelled, { once: true });
  return controller.signal;
}

/**
 * Ends the sessions in the database, drops it and then the roles. Never throws: what the rehearsal
 * found is the news; what is left is named in a warning, with the command that drops it.
 * @param session on a signal that outlives a cancel by little: a drop that has begun is then ended by the server alone.
 */
export async function remove(
  session: Session,
  { database, roles }: Made,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<void> {
  try {
    const rows = await session.query<{ name: string; oid: string }>(
      'select datname as name, oid::text as oid from pg_database where datname = $1',
      [database ?? ''],
    );
    for (const each of rows) await dropDatabase(session, each, { withSessions: true });
    for (const role of roles) await session.query(`drop role if exists ${pg.escapeIdentifier(role)}`); // prettier-ignore
  } catch (error) {
    const because = signal.aborted ? 'it was not done soon enough after the cancel' : messageOf(error); // prettier-ignore
    const quoted = roles.map((role) => pg.escapeIdentifier(role)).join(', ');
    const commands = [
      ...(database === undefined ? [] : [`drop database if exists ${pg.escapeIdentifier(database)} with (force);`]), // prettier-ignore
      ...(quoted === '' ? [] : [`drop role if exists ${quoted};`]),
    ];
    log.warning(
      `What this rehearsal made on the server of scratch-url may be left there (${because}). In psql this drops it: ${commands.join(' ')}`,
      'rehearse',
    );
  }
}
