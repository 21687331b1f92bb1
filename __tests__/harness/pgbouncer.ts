import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { installPackage } from './aptpackage.js';
import { databaseUrl, type ClusterFacts, type Credentials } from './postgres/cluster.js';
import { onProcessEnd } from './postgres/exit-cleanup.js';
import { lastLines } from './postgres/server-process.js';
import { clusterRoot, serverAccount } from './postgres/server-account.js';

export interface Pooler {
  readonly port: number;
  /** The URL of a database behind the pooler. */
  url(database: string, credentials: Credentials): string;
  stop(): Promise<void>;
}

export interface PoolerOptions {
  readonly mode: 'transaction' | 'session';
  /** Server sessions are handed out in turn instead of the last one first. */
  readonly roundRobin?: boolean;
  /** Server sessions of each database and user; further clients wait. */
  readonly poolSize?: number;
  /** Startup options of clients are dropped without a word; else they are refused. */
  readonly dropsOptions?: boolean;
  /** Who may log in; the passwords are handed to the server. */
  readonly logins: readonly Credentials[];
}

const PROGRAM = '/usr/sbin/pgbouncer';
const PATIENCE = 10_000;

/** The PgBouncer of this machine; installed where that is allowed, undefined where there is none. */
export function providePgBouncer(): string | undefined {
  if (existsSync(PROGRAM)) return PROGRAM;
  // The package starts a service of its own where systemd runs.
  installPackage('pgbouncer', '[ ! -d /run/systemd/system ] || systemctl disable --now pgbouncer');
  return existsSync(PROGRAM) ? PROGRAM : undefined;
}

/** A real pooler in front of a cluster. Call `stop`; if this process dies first, it is cleaned up all the same. */
export async function startPooler(cluster: ClusterFacts, options: PoolerOptions): Promise<Pooler> {
  const account = serverAccount();
  const root = mkdtempSync(join(clusterRoot(account), 'bouncer-'));
  const port = await freePort();
  const ini = join(root, 'pgbouncer.ini');
  const log = join(root, 'pgbouncer.log');
  writeFileSync(ini, settings(cluster, port, root, options), { mode: 0o600 });
  writeFileSync(join(root, 'users'), options.logins.map(userLine).join(''), { mode: 0o600 });
  if (account) for (const name of ['', 'pgbouncer.ini', 'users']) chownSync(join(root, name), account.uid, account.gid); // prettier-ignore

  // The shell ends the pooler when our end of its input closes, which it does when we die.
  const script = '"$1" "$2" & read -r _; kill "$!"; wait; rm -rf "$3"';
  const shell = spawn('/bin/sh', ['-c', script, 'pooler', PROGRAM, ini, root], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: { PATH: process.env['PATH'] ?? '' },
    ...account,
  });
  const ended = once(shell, 'exit');
  const forget = onProcessEnd(() => {
    shell.stdin.end();
  });
  const stop = async (): Promise<void> => {
    shell.stdin.end();
    await ended;
    rmSync(root, { recursive: true, force: true });
    forget();
  };
  if (!(await answers(port))) {
    const words = lastLines(log, 10);
    await stop();
    throw new Error(`PgBouncer did not start:\n${words}`);
  }
  return { port, url: (name, as) => databaseUrl({ ...cluster, port }, name, as), stop };
}

function settings(
  cluster: ClusterFacts,
  port: number,
  root: string,
  { mode, roundRobin = false, poolSize = 5, dropsOptions = false }: PoolerOptions,
): string {
  return `[databases]
* = host=${cluster.host} port=${cluster.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(root, 'users')}
logfile = ${join(root, 'pgbouncer.log')}
pool_mode = ${mode}
default_pool_size = ${poolSize}
server_round_robin = ${roundRobin ? 1 : 0}
${dropsOptions ? 'ignore_startup_parameters = options' : ''}
`;
}

function userLine({ user, password }: Credentials): string {
  return `${[user, password].map((part) => `"${part.replaceAll('"', '""')}"`).join(' ')}\n`;
}

async function answers(port: number): Promise<boolean> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
        .once('connect', () => {
          socket.destroy();
          resolve(true);
        })
        .once('error', () => {
          resolve(false);
        });
    });
    if (open) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
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
