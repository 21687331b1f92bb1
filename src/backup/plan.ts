import { join } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import { slug } from '../actions/records.js';
import { findClientTools, type ClientTools } from '../postgres/clienttools.js';
import type { Connection } from '../postgres/connection.js';
import { requireDirect } from '../postgres/directness.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { chooseCompression, type Compression } from './compression.js';
import { scopeOf, type Scope } from '../archive/fingerprint.js';
import { readServer, type Server } from '../archive/server.js';

/** Inputs `exclude-schemas` and `exclude-table-data`. */
export interface Exclusions {
  readonly schemas: readonly string[];
  readonly tableData: readonly { readonly schema: string; readonly table: string }[];
}

export interface Intent {
  readonly connection: Connection;
  readonly environment: string;
  /** For the sessions of the backup; `applicationName` is that of pg_dump too. */
  readonly session: Omit<SessionSettings, 'settings'>;
  /** The input `fingerprint`. */
  readonly fingerprint: 'auto' | Scope;
  /** What the caller wants left out, by names of the catalog. */
  readonly excluded: Exclusions;
  /** The job's environment for children. */
  readonly childEnvironment: Readonly<Record<string, string>>;
  readonly processes: ProcessRunner;
  /** Private to the step. */
  readonly workDirectory: string;
}

/** How this backup is taken: everything decided that the server and the machine decide. */
export interface Plan extends Intent {
  readonly server: Server;
  readonly client: ClientTools;
  readonly compression: Compression;
  readonly scope: Scope;
  /** Name of the archive. */
  readonly file: string;
}

/**
 * Proves the URL direct and finds client programs of the server's major, before anybody waits for
 * anything.
 * @throws {DeployError} for a pooled URL, an unreachable server, or a missing pg_dump.
 */
export async function planBackup(intent: Intent): Promise<Plan> {
  const { connection, session, childEnvironment, processes, workDirectory } = intent;
  await requireDirect(connection, session);
  const server = await withSession(connection, session, readServer);
  const searchPath = childEnvironment['PATH'] ?? '';
  const client = await findClientTools(server.major, searchPath, processes);
  return {
    ...intent,
    server,
    client,
    compression: await chooseCompression(client, workDirectory, processes),
    scope: scopeOf(intent.fingerprint, server.bytes),
    file: `${slug(intent.environment)}.dump`,
  };
}

/** Where the archive is written. */
export function archivePath({ file }: Plan, directory: string): string {
  return join(directory, file);
}
