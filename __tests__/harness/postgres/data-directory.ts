import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { onProcessEnd } from './exit-cleanup.js';
import { startGuardian } from './guardian.js';
import { clusterRoot, type ServerAccount } from './server-account.js';
import type { ServerBinaries } from './server-binaries.js';
import { makeTlsFiles, type TlsFiles } from './tls.js';

export interface DataDirectory {
  /** Holds everything of the cluster: data, sockets, certificates, the server's log. */
  readonly root: string;
  readonly data: string;
  readonly password: string;
  readonly tls: TlsFiles | undefined;
  /** Also happens when this process ends. */
  remove(): void;
}

export type TlsMode = 'off' | 'offered' | 'required';

/** Durability is worth nothing in a cluster that lives for seconds. */
const THROW_AWAY_SETTINGS = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %a ',
};

/** Runs initdb in a fresh directory that belongs to the server's account, readable by nobody else. */
export function makeDataDirectory(
  binaries: ServerBinaries,
  account: ServerAccount | undefined,
  tlsMode: TlsMode,
): DataDirectory {
  const root = mkdtempSync(join(clusterRoot(account), 'dbd-'));
  const remove = () => {
    rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    forget();
    guardian.release();
  };
  const guardian = startGuardian(root);
  const forget = onProcessEnd(remove);
  try {
    const data = join(root, 'data');
    const password = randomBytes(18).toString('base64url');
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(root, 'password'), password, { mode: 0o600 });
    giveAway(root, account);
    initdb(binaries, account, root, data);
    rmSync(join(root, 'password'));

    const tls = tlsMode === 'off' ? undefined : makeTlsFiles(root);
    if (tls) chmodSync(tls.keyFile, 0o600);
    if (tlsMode === 'required') refuseClearText(data);
    giveAway(root, account);
    return { root, data, password, tls, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

export function configure(
  directory: DataDirectory,
  port: number,
  settings: Readonly<Record<string, string>>,
): void {
  const { tls } = directory;
  const all = {
    ...THROW_AWAY_SETTINGS,
    port: String(port),
    unix_socket_directories: directory.root,
    ...(tls && { ssl: 'on', ssl_cert_file: tls.certificateFile, ssl_key_file: tls.keyFile }),
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`); // prettier-ignore
  // The last line for a name wins, so a second attempt on another port needs no clean-up.
  appendFileSync(join(directory.data, 'postgresql.conf'), `\n${lines.join('\n')}\n`);
}

function initdb(
  binaries: ServerBinaries,
  account: ServerAccount | undefined,
  root: string,
  data: string,
): void {
  const outcome = spawnSync(
    join(binaries.directory, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${join(root, 'password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...utf8Locale(),
      '--no-sync',
      '--no-instructions',
    ],
    { cwd: root, env: serverEnvironment(), encoding: 'utf8', ...account },
  );
  if (outcome.status !== 0) {
    const words = outcome.error?.message ?? `${outcome.stdout}${outcome.stderr}`.trim();
    throw new Error(`initdb of Postgres ${binaries.version} failed: ${words}`);
  }
}

/** Nothing of the developer's: libpq and the server read PG* and locale variables silently. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', TZ: 'UTC' };
}

function utf8Locale(): string[] {
  const known = spawnSync('locale', ['-a'], { encoding: 'utf8' }).stdout as string | null;
  const name = known?.split('\n').find((line) => /^C\.utf-?8$/i.test(line));
  return name === undefined ? ['--no-locale'] : [`--locale=${name}`];
}

function refuseClearText(data: string): void {
  const file = join(data, 'pg_hba.conf');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^host(?=\s)/gm, 'hostssl'));
}

function giveAway(root: string, account: ServerAccount | undefined): void {
  if (!account) return;
  for (const name of ['', ...readdirSync(root)]) {
    chownSync(join(root, name), account.uid, account.gid);
  }
}
