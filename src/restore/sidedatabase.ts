import pg from 'pg';
import type { Log } from '../actions/log.js';
import { DeployError, messageOf } from '../errors.js';
import { connectionIn, type Connection } from '../postgres/connection.js';
import { dropDatabase } from '../postgres/dropdatabase.js';
import { directSettings, withSession, type Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { withTransaction } from '../postgres/transaction.js';
import type { Manifest } from '../record/manifest.js';
import { databaseNames, marker } from './databasenames.js';
import { createStatement } from './createstatement.js';

export interface SideSettings {
  /** Of the live database. */
  readonly connection: Connection;
  readonly live: { readonly database: string; readonly oid: string };
  /** Another database of the server to work from. */
  readonly elsewhere: string;
  /** Of the manifest: encoding and locale that the archive's rows need. */
  readonly server: Manifest['server'];
  /** When the restore began; part of the name. */
  readonly started: Date;
  /** `db-deploy/restore/<run id>`. */
  readonly applicationName: string;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** A database made beside the live one. */
export interface SideDatabase {
  readonly name: string;
  readonly oid: string;
  readonly connection: Connection;
}

/** Create and drop wait for a checkpoint, which takes its time on a busy server. */
const PATIENCE_MS = 300_000;

/**
 * Makes an empty database with the locale of the backup and the owner of the live one, closed to
 * everybody but its owner, and runs the work on it. Kept when the work succeeds; dropped when it
 * fails or the step is cancelled. A killed process leaves it with a comment by which the next
 * restore knows it.
 */
export async function withSideDatabase<Result>(
  settings: SideSettings,
  work: (side: SideDatabase) => Promise<Result>,
): Promise<Result> {
  const side = await createSideDatabase(settings);
  try {
    settings.signal.throwIfAborted();
    return await work(side);
  } catch (error) {
    await dropSideDatabase(settings, side);
    throw error;
  }
}

/** Drops it with everybody in it. Never throws: the error that made it useless is the news. */
export async function dropSideDatabase(settings: SideSettings, side: SideDatabase): Promise<void> {
  try {
    await administer(settings, `drop the database ${side.name}`, (session) =>
      dropDatabase(session, side, { withSessions: true }),
    );
  } catch (error) {
    settings.log.warning(
      `The database ${side.name} holds an incomplete restore and could not be dropped (${messageOf(error)}). The next restore of ${settings.live.database} drops it.`,
      'restore',
    );
  }
}

/**
 * Works from a third database, for nobody can drop or rename the database he is in.
 * @param signal none by default: a session that cleans up outlives the step's own.
 */
export function administer<Result>(
  { connection, elsewhere, applicationName }: SideSettings,
  purpose: string,
  work: (session: Session) => Promise<Result>,
  signal = new AbortController().signal,
): Promise<Result> {
  const limits = directSettings({ statementMs: PATIENCE_MS, lockMs: PATIENCE_MS });
  return withSession(
    connectionIn(connection, elsewhere),
    { purpose, applicationName, signal, settings: limits },
    work,
  );
}

async function createSideDatabase(settings: SideSettings): Promise<SideDatabase> {
  const { connection, live, started } = settings;
  const { side: name } = databaseNames(live.database, started);
  const quoted = pg.escapeIdentifier(name);
  const purpose = `create the database ${name} beside ${live.database}`;
  settings.signal.throwIfAborted();
  const progress = { begun: false };
  try {
    return await administer(settings, purpose, async (session) => {
      const statement = await createStatement(session, name, live.oid, settings.server);
      progress.begun = true;
      await session.query(statement);
      const comment = pg.escapeLiteral(marker(live.database, started));
      await withTransaction(session, 'read committed', async () => {
        await session.query(`comment on database ${quoted} is ${comment}`);
        // Everybody may connect to a new database; the live one may be closed to most.
        await session.query(`revoke all on database ${quoted} from public`);
      });
      return { name, oid: await oidOf(session, name), connection: connectionIn(connection, name) };
    });
  } catch (error) {
    // Whoever has the name already keeps it.
    if (progress.begun && codeOf(error) !== SQLSTATE.duplicateDatabase)
      await dropUnfinished(settings, name);
    throw error instanceof DeployError ? error : notCreated(purpose, error);
  }
}

/** It may or may not be there: an answer that was lost tells nothing. */
async function dropUnfinished(settings: SideSettings, name: string): Promise<void> {
  const { connection } = settings;
  const oid = await administer(settings, `look for ${name}`, (session) =>
    oidOf(session, name),
  ).catch(() => '');
  if (oid !== '') await dropSideDatabase(settings, { name, oid, connection });
}

/** Empty when there is no such database. */
async function oidOf(session: Session, name: string): Promise<string> {
  const [row] = await session.query<{ oid: string }>(
    'select oid::text as oid from pg_database where datname = $1',
    [name],
  );
  return row?.oid ?? '';
}

function notCreated(purpose: string, cause: unknown): DeployError {
  return new DeployError(
    {
      attempted: purpose,
      found: messageOf(cause),
      likelyCause: CAUSES[codeOf(cause) ?? ''],
      nextAction:
        'remove the cause and run restore again; the live database was not touched. RESTORE.md beside the backup tells how to restore by hand',
    },
    { cause },
  );
}

const CAUSES: Readonly<Record<string, string>> = {
  [SQLSTATE.insufficientPrivilege]:
    'the role has no CREATEDB, or may not give a database to the owner of the live one (grant <owner> to <role>)',
  [SQLSTATE.invalidParameterValue]:
    'this server does not know the encoding or locale of the server that the backup came from',
  [SQLSTATE.wrongObjectType]:
    'this server does not know the encoding or locale of the server that the backup came from',
  [SQLSTATE.duplicateDatabase]: 'another restore began in the same second',
  [SQLSTATE.diskFull]: 'the disk of the server is full',
};
