import { differingSequences, readSequencePositions } from '../archive/sequences.js';
import { readServer, type Server } from '../archive/server.js';
import { catalogChanges, readCatalog } from '../postgres/catalog.js';
import type { Connection } from '../postgres/connection.js';
import { readIdentity } from '../postgres/identity.js';
import { readReplaceability, type Replaceability } from '../postgres/replaceability.js';
import type { DatabaseSetting } from '../postgres/databasesettings.js';
import { withSession, type Session, type SessionSettings } from '../postgres/session.js';
import { tolerated } from '../postgres/tolerated.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';
import { readUnsettable } from '../postgres/unsettable.js';
import type { SequenceMove, TableLoss } from '../record/details.js';
import type { Identity, Ledger } from '../record/facts.js';
import type { Manifest } from '../record/manifest.js';
import { readLosses } from './loss.js';

/** The database that is to be replaced, as it is now. */
export interface Live {
  readonly server: Server;
  readonly identity: Identity;
  readonly facts: Replaceability;
  /** Settings of the database that the role could not give to another one. */
  readonly unsettable: readonly DatabaseSetting[];
  /** Names of all that are not the server's own. */
  readonly schemas: readonly string[];
  readonly losses: readonly TableLoss[];
  /** Absent when the catalog then or now is not known. */
  readonly catalogChanges: readonly string[] | undefined;
  readonly sequencesMoved: readonly SequenceMove[];
  /** Migrations that the ledger has now and the backup does not know. */
  readonly migrationsUndone: readonly string[];
}

export interface LiveQuestion {
  readonly manifest: Manifest;
  /** Lines of the backup's catalog; undefined where it has none. */
  readonly catalog: readonly string[] | undefined;
  /** Of the tool that the manifest names, where it is known. */
  readonly readLedger: ((session: Session) => Promise<Ledger>) | undefined;
  /** Whether the contents of tables are compared, or numbers of rows alone. */
  readonly contents: boolean;
}

/**
 * Looks at the live database in one snapshot; changes nothing.
 * @param settings with timeouts: a table that a broken migration holds must not hold up the look.
 */
export async function readLive(
  connection: Connection,
  settings: SessionSettings,
  { manifest, catalog, readLedger, contents }: LiveQuestion,
): Promise<Live> {
  return withSession(connection, settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      const server = await readServer(session);
      const facts = await readReplaceability(session, connection, settings);
      return {
        server,
        identity: await readIdentity(session, connection),
        facts,
        unsettable: await readUnsettable(session, facts.oid),
        schemas: await readSchemas(session),
        migrationsUndone: await readUndone(session, manifest, readLedger),
        losses: await readLosses(session, server, manifest, { contents }),
        catalogChanges: await readChanges(session, catalog),
        sequencesMoved: await readMoved(session, manifest),
      };
    }),
  );
}

async function readSchemas(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `select nspname::text as name from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * What the replaced database holds and the backup does not, contents included. Nobody writes to it
 * any more, so this is exactly what was lost.
 */
export async function readReplaced(
  connection: Connection,
  settings: SessionSettings,
  manifest: Manifest,
): Promise<TableLoss[]> {
  return withSession(connection, settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      return readLosses(session, await readServer(session), manifest, { contents: true });
    }),
  );
}

/** The server's definition functions lock what they describe: a lock that is held costs this part only. */
async function readChanges(
  session: Session,
  then: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  if (then === undefined) return undefined;
  const answer = await tolerated(session, () => readCatalog(session));
  return answer.ok ? catalogChanges(then, answer.value) : undefined;
}

/** Sequences that both sides have; the others are in the catalog's changes. */
async function readMoved(session: Session, { sequences }: Manifest): Promise<SequenceMove[]> {
  if (sequences === undefined) return [];
  const answer = await tolerated(session, () => readSequencePositions(session));
  const now = answer.ok ? answer.value : [];
  return differingSequences(sequences, now).flatMap(({ recorded, found }) =>
    found === undefined
      ? []
      : [
          {
            sequence: `${recorded.schema}.${recorded.name}`,
            now: found.value,
            then: recorded.value,
          },
        ],
  );
}

/** A ledger that a broken migration has made unreadable must not stop the way back. */
async function readUndone(
  session: Session,
  manifest: Manifest,
  readLedger: ((session: Session) => Promise<Ledger>) | undefined,
): Promise<string[]> {
  if (readLedger === undefined) return [];
  const answer = await tolerated(session, () => readLedger(session));
  const known = new Set(manifest.state.ledger?.applied);
  return answer.ok ? answer.value.applied.filter((name) => !known.has(name)) : [];
}
