import type { Identity } from '../record/facts.js';
import type { Connection } from './connection.js';
import { withSession, type Session, type SessionSettings } from './session.js';
import { tolerated } from './tolerated.js';
import { withTransaction } from './transaction.js';

/**
 * Reads what tells this database from others between jobs; inside a job use the rendezvous. Call it
 * inside a transaction.
 */
export async function readIdentity(session: Session, connection: Connection): Promise<Identity> {
  const [row] = await session.query<{ name: string; oid: string }>(
    'select datname as name, oid::text as oid from pg_database where datname = current_database()',
  );
  const systemIdentifier = await readSystemIdentifier(session);
  return {
    ...(systemIdentifier === undefined ? {} : { systemIdentifier }),
    database: row?.name ?? connection.database,
    oid: row?.oid ?? '',
    host: withoutPoolerLabel(connection.host),
    port: connection.port,
    user: connection.user,
  };
}

/** The same, on a session of its own. */
export function identify(connection: Connection, settings: SessionSettings): Promise<Identity> {
  return withSession(connection, settings, (session) =>
    withTransaction(session, 'snapshot', () => readIdentity(session, connection)),
  );
}

/**
 * What makes it sure that the two are different databases, in words; undefined where they may be one
 * that was restored (another oid) or moved (another host).
 */
export function surelyAnother(then: Identity, now: Identity): string | undefined {
  if (then.database !== now.database) return `of the database ${then.database}`;
  const [was, is] = [then.systemIdentifier, now.systemIdentifier];
  if (was === undefined || is === undefined || was === is) return undefined;
  return `of another server, ${then.host}:${then.port}`;
}

/** The parts in which two identities differ, in words; empty for the same database. */
export function differences(then: Identity, now: Identity): string[] {
  const parts = [
    ['database', then.database, now.database],
    ['database oid', then.oid, now.oid],
    ['host', then.host, now.host],
    ['port', String(then.port), String(now.port)],
    ['user', then.user ?? now.user ?? '', now.user ?? then.user ?? ''],
    // Where one side could not read it, there is nothing to compare.
    [
      'system identifier',
      then.systemIdentifier ?? now.systemIdentifier ?? '',
      now.systemIdentifier ?? then.systemIdentifier ?? '',
    ],
  ] as const;
  return parts
    .filter(([, before, after]) => before !== after)
    .map(([part, before, after]) => `${part} was ${before}, is ${after}`);
}

/** Neon writes `ep-name-pooler.region…` for the pooled endpoint of `ep-name.region…`. */
function withoutPoolerLabel(host: string): string {
  return host.toLowerCase().replace(/^([^.]+)-pooler\./, '$1.');
}

/** pg_control_system() is for superusers and pg_monitor on many servers: absent is normal. */
async function readSystemIdentifier(session: Session): Promise<string | undefined> {
  const [may] = await session.query<{ may: boolean }>(
    `select has_function_privilege('pg_catalog.pg_control_system()', 'execute') as may`,
  );
  if (may?.may !== true) return undefined;
  // Some providers refuse the call whatever the privileges say.
  const answer = await tolerated(session, () =>
    session.query<{ id: string }>(
      'select system_identifier::text as id from pg_catalog.pg_control_system()',
    ),
  );
  return answer.ok ? answer.value[0]?.id : undefined;
}
