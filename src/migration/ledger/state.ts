import { DeployError } from '../../errors.js';
import { readIdentity } from '../../postgres/identity.js';
import { catalogFingerprint, readCatalog } from '../../postgres/catalog.js';
import type { Connection } from '../../postgres/connection.js';
import { withSession, type Session, type SessionSettings } from '../../postgres/session.js';
import { codeOf, SQLSTATE } from '../../postgres/sqlstate.js';
import { pinSettings, withTransaction } from '../../postgres/transaction.js';
import type { DatabaseState } from '../../record/facts.js';
import type { Migrations } from '../adapter.js';

/** How long a look at the catalog waits for a lock, in milliseconds. */
const LOCK_WAIT_MS = 5_000;

export interface ReadState {
  readonly state: DatabaseState;
  /** The catalog behind the fingerprint, for diffs. */
  readonly catalog: readonly string[];
}

/**
 * Reads identity, catalog and ledger. Call it inside a transaction with pinned settings, so that
 * the three belong together.
 * @param migrations undefined for tools without a ledger that we know.
 */
export async function readState(
  session: Session,
  connection: Connection,
  migrations: Migrations | undefined,
): Promise<ReadState> {
  const identity = await readIdentity(session, connection);
  const catalog = await readCatalog(session);
  const ledger = await migrations?.adapter.readLedger(session, migrations.table);
  return {
    catalog,
    state: {
      identity,
      catalogFingerprint: catalogFingerprint(catalog),
      ...(ledger === undefined ? {} : { ledger }),
    },
  };
}

/** The same over a session of its own, inside one pinned snapshot. */
export async function readStateOf(
  connection: Connection,
  settings: SessionSettings,
  migrations: Migrations | undefined,
): Promise<ReadState> {
  // The server's definition functions lock what they describe: behind somebody's ACCESS EXCLUSIVE
  // lock a mere look would wait for ever.
  const bounded = { ...settings.settings, lock_timeout: String(LOCK_WAIT_MS) };
  return withSession(connection, { ...settings, settings: bounded }, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      return readState(session, connection, migrations);
    }),
  ).catch((error: unknown) => {
    throw codeOf(error) === SQLSTATE.lockNotAvailable ? locked(error) : error;
  });
}

function locked(cause: unknown): DeployError {
  return new DeployError(
    {
      attempted: 'read the catalog',
      found: 'another session holds an ACCESS EXCLUSIVE lock on a table, for longer than 5 s',
      likelyCause: 'a schema change or maintenance is running, or was left in an open transaction',
      nextAction:
        "find it with `select pid, query from pg_stat_activity where pid in (select pid from pg_locks where mode = 'AccessExclusiveLock')`, let it end, then run again",
    },
    { cause },
  );
}
