import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Log } from '../actions/log.js';
import type { ProcessRunner } from '../actions/process.js';
import { parseConnection, type Connection } from './connection.js';
import { withScratchDirectory } from './scratchdirectory.js';
import { startScratchServer, type ServerOrder } from './scratchserver.js';
import { makeCertificate, type Certificate } from './scratchtls.js';
import { serverAccount } from './serveraccount.js';
import type { ServerTools } from './servertools.js';

export interface ClusterSettings {
  /** Of the major of the backup. */
  readonly tools: ServerTools;
  /** Private to this step. */
  readonly workDirectory: string;
  /** Hands a directory to the post step, should this process be killed. */
  readonly remember: (directory: string) => void;
  readonly processes: ProcessRunner;
  /** Ends the server at once, whatever the work is doing. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** A throw-away server on this machine that nobody else knows. */
export interface ScratchCluster {
  /** As its superuser, in `template1`. */
  readonly connection: Connection;
  readonly version: string;
  /** PEM of its certificate, for NODE_EXTRA_CA_CERTS; undefined when it speaks clear text alone. */
  readonly certificateFile: string | undefined;
}

/** No role of a backup is called so. */
const SUPERUSER = 'db_deploy_scratch';
/** Somebody may take the port between our look and the server's. */
const ATTEMPTS = 3;

/**
 * Many drivers take no directory of a socket from a URL (postgres.js reads the host before the
 * parameters), so it listens, for this machine alone. It starts nothing that reaches out, writes no
 * statement into its log, and its data is not worth a wait for the disk.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '50',
  // A backup of thousands of tables is read in few transactions.
  max_locks_per_transaction: '256',
  shared_preload_libraries: '',
  max_wal_senders: '0',
  wal_level: 'minimal',
  max_logical_replication_workers: '0',
  max_worker_processes: '4',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '4GB',
  shared_buffers: '256MB',
  // Containers have 64 MB of /dev/shm, too little for a parallel query.
  dynamic_shared_memory_type: 'mmap',
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  lc_messages: 'C',
} as const;

/**
 * Runs the work beside a Postgres server of its own, and leaves neither a process nor a byte of it:
 * on success, failure, cancel, and when this process is killed.
 * @throws {DeployError} with the server's last words when it does not start.
 */
export async function withScratchCluster<Result>(
  settings: ClusterSettings,
  work: (cluster: ScratchCluster) => Promise<Result>,
): Promise<Result> {
  const account = await serverAccount(settings.processes);
  for (let attempt = 1; ; attempt += 1) {
    const began = { work: false };
    try {
      return await withScratchDirectory(settings, account, (place) =>
        runServer(settings, place, (cluster) => {
          began.work = true;
          return work(cluster);
        }),
      );
    } catch (error) {
      const taken = error instanceof Error && error.message.includes('Address already in use');
      if (began.work || !taken || attempt === ATTEMPTS) throw error;
    }
  }
}

async function runServer<Result>(
  { tools, processes, signal, log }: ClusterSettings,
  place: Pick<ServerOrder, 'directory' | 'account'>,
  work: (cluster: ScratchCluster) => Promise<Result>,
): Promise<Result> {
  const { directory, account } = place;
  const password = randomBytes(24).toString('hex');
  log.mask([password]);
  const file = join(directory, 'password');
  await writeFile(file, password, { mode: 0o600 });
  const certificate = await makeCertificate(directory, processes);
  const tlsFiles = certificate === undefined ? [] : [certificate.certificateFile, certificate.keyFile]; // prettier-ignore
  for (const own of [file, ...tlsFiles]) {
    if (account !== undefined) await chown(own, account.uid, account.gid);
  }
  const port = await freePort();
  signal.throwIfAborted();
  const server = startScratchServer({
    ...{ tools, account, directory, port },
    superuser: SUPERUSER,
    settings: { ...SETTINGS, ...tlsSettings(certificate) },
  });
  // At once: what the work waits for ends with the server, and little time is left.
  const stop = (): void => void server.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await server.ready;
    log.info(`Scratch cluster: Postgres ${tools.version} on this machine`);
    const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/template1`;
    const { certificateFile } = certificate ?? {};
    return await work({ connection: connectionOf(url), version: tools.version, certificateFile });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await server.stop();
  }
}

function tlsSettings(certificate: Certificate | undefined): Record<string, string> {
  if (certificate === undefined) return {};
  const { certificateFile, keyFile } = certificate;
  return { ssl: 'on', ssl_cert_file: certificateFile, ssl_key_file: keyFile };
}

function connectionOf(url: string): Connection {
  const parsed = parseConnection('the URL of the scratch cluster', url);
  if (!parsed.ok) throw new Error('the URL of the scratch cluster is no URL');
  return parsed.connection;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
