import { join } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import { slug } from '../actions/records.js';
import type { Log } from '../actions/log.js';
import { clientToolsFor } from '../postgres/clientinstall.js';
import type { ClientTools } from '../postgres/clienttools.js';
import type { Connection } from '../postgres/connection.js';
import { requireDirect } from '../postgres/directness.js';
import { requireSupportedServer } from '../postgres/releases.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { chooseCompression, type Compression } from './compression.js';
import type { Exclusions } from './exclusions.js';
import { ENCRYPTED } from '../archive/encryption.js';
import { scopeOf, type Scope } from '../archive/fingerprint.js';
import { readServer, type Server } from '../archive/server.js';

export interface Intent {
  readonly connection: Connection;
  readonly environment: string;
  /** For the sessions of the backup; `applicationName` is that of pg_dump too. */
  readonly session: Omit<SessionSettings, 'settings'>;
  /** The input `fingerprint`. */
  readonly fingerprint: 'auto' | Scope;
  /** Whether everybody can read the manifest: the repository is public, or may be. */
  readonly exposed: boolean;
  /** What the caller wants left out, by names of the catalog. */
  readonly excluded: Exclusions;
  /** Public keys to encrypt the archive to; none: it is stored as it is. */
  readonly recipients: readonly string[];
  /** The job's environment for children. */
  readonly childEnvironment: Readonly<Record<string, string>>;
  readonly processes: ProcessRunner;
  /** Whether missing client programs may be installed. */
  readonly mayInstall: boolean;
  readonly log: Log;
  /** Private to the step. */
  readonly workDirectory: string;
}

/** How this backup is taken: everything decided that the server and the machine decide. */
export interface Plan extends Intent {
  readonly server: Server;
  readonly client: ClientTools;
  readonly compression: Compression;
  readonly scope: Scope;
  /** Name of the archive in clear. */
  readonly file: string;
}

/**
 * Proves the URL direct and finds client programs of the server's major, before anybody waits for
 * anything.
 * @throws {DeployError} for a pooled URL, an unreachable or too old server, or a missing pg_dump.
 */
export async function planBackup(intent: Intent): Promise<Plan> {
  const { connection, session, childEnvironment, processes, mayInstall, log, workDirectory } =
    intent;
  await requireDirect(connection, session);
  const server = await withSession(connection, session, readServer);
  requireSupportedServer(server.version);
  const searchPath = childEnvironment['PATH'] ?? '';
  const client = await clientToolsFor(server.major, { searchPath, processes, mayInstall, log });
  return {
    ...intent,
    server,
    client,
    compression: await chooseCompression(client, workDirectory, processes),
    scope: scopeOf(intent.fingerprint, server.bytes, intent.exposed),
    file: `${slug(intent.environment)}.dump`,
  };
}

/** Name of what is written and stored: the archive, or its encrypted form. */
export function storedFile({ file, recipients }: Plan): string {
  return recipients.length === 0 ? file : `${file}${ENCRYPTED}`;
}

/** Where it is written. */
export function archivePath(plan: Plan, directory: string): string {
  return join(directory, storedFile(plan));
}
