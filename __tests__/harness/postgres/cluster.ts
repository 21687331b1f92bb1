import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { configure, makeDataDirectory, type DataDirectory, type TlsMode } from './data-directory.js'; // prettier-ignore
import { serverAccount } from './server-account.js';
import { describeServer, provideServerBinaries, type ServerBinaries } from './server-binaries.js';
import { lastLines, startServer, type ServerProcess } from './server-process.js';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What another process needs to use a cluster; survives JSON. */
export interface ClusterFacts {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly socketDirectory: string;
  readonly superuser: Credentials;
  readonly binaries: ServerBinaries;
  readonly logFile: string;
  /** PEM of the private CA when the server speaks TLS. */
  readonly tlsCa?: string;
}

export interface Cluster extends ClusterFacts {
  /** The URL of a database, every part encoded; as the superuser unless told otherwise. */
  url(database: string, credentials?: Credentials): string;
  /** A fast shutdown, which ends every session, and a new start on the same files and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly major?: number;
  /** Programs of the server; found by the major unless given. */
  readonly directory?: string;
  /** `offered`: TLS or clear text; `required`: TLS only. */
  readonly tls?: TlsMode;
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the server logs to; by default a file that goes with the cluster. */
  readonly logTo?: string;
  readonly onProgress?: (line: string) => void;
}

const START_PATIENCE = 30_000;
const PORT_ATTEMPTS = 3;

/** A real Postgres for a test run or a demo. Call `stop`; if this process dies first, it is cleaned up all the same. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const binaries =
    options.directory !== undefined
      ? describeServer(options.directory)
      : provideServerBinaries({
          ...(options.major !== undefined && { major: options.major }),
          ...(options.onProgress && { log: options.onProgress }),
        });
  const account = serverAccount();
  const directory = makeDataDirectory(binaries, account, options.tls ?? 'off');
  const logFile = options.logTo ?? join(directory.root, 'server.log');

  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    configure(directory, port, options.settings ?? {});
    let server = startServer(binaries, account, directory, logFile);
    const facts = describe(binaries, directory, port, logFile);
    if (await answers(facts, server)) {
      return {
        ...facts,
        url: (name, as) => databaseUrl(facts, name, as),
        async restart() {
          await server.abandon();
          server = startServer(binaries, account, directory, logFile);
          if (!(await answers(facts, server))) throw new Error(lastLines(logFile, 10));
        },
        stop: () => server.stop(),
      };
    }
    const log = lastLines(logFile, 10);
    // Somebody took the port between our look and the server's.
    const portTaken = log.includes('Address already in use') && attempt < PORT_ATTEMPTS;
    await (portTaken ? server.abandon() : server.stop());
    if (!portTaken) throw new Error(`Postgres ${binaries.version} did not start:\n${log}`);
  }
}

export function databaseUrl(
  cluster: ClusterFacts,
  database: string,
  { user, password }: Credentials = cluster.superuser,
): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgresql://${login}@${cluster.host}:${cluster.port}/${encodeURIComponent(database)}`;
}

function describe(
  binaries: ServerBinaries,
  directory: DataDirectory,
  port: number,
  logFile: string,
): ClusterFacts {
  return {
    host: '127.0.0.1',
    port,
    socketDirectory: directory.root,
    superuser: { user: 'postgres', password: directory.password },
    binaries,
    logFile,
    ...(directory.tls && { tlsCa: directory.tls.ca }),
  };
}

/** Polls with real connections until the server accepts one; false when it ended or took too long. */
async function answers(facts: ClusterFacts, server: ServerProcess): Promise<boolean> {
  const deadline = Date.now() + START_PATIENCE;
  while (Date.now() < deadline && !server.hasEnded()) {
    const client = new pg.Client({
      connectionString: databaseUrl(facts, 'postgres'),
      connectionTimeoutMillis: 2_000,
      ...(facts.tlsCa !== undefined && { ssl: { ca: facts.tlsCa } }),
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      await Promise.race([server.ended, new Promise((resolve) => setTimeout(resolve, 50))]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
