import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DeployError } from '../errors.js';
import type { ServerAccount } from './serveraccount.js';
import type { ServerTools } from './servertools.js';

export interface ServerOrder {
  readonly tools: ServerTools;
  readonly account: ServerAccount | undefined;
  /** Belongs to the account, and holds `password`, a file with the superuser's. */
  readonly directory: string;
  readonly superuser: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

export interface ScratchServer {
  /** Resolves when it takes connections; rejects with its last words when it never will. */
  readonly ready: Promise<void>;
  /** Ends it at once; resolves when neither it nor a file of its directory is left. */
  stop(): Promise<void>;
}

/**
 * Lives as long as its input is open, and longer than us when we are killed: then nobody writes
 * into that pipe any more. An immediate shutdown needs 5 s at most (postmaster.c ends what does
 * not go). Should this shell be killed itself, the server ends within a minute of the removal of
 * its directory (RecheckDataDirLockFile).
 */
const GUARDIAN = `
root=$1 user=$2 initdb=$3 postgres=$4
shift 4
umask 077
server=
"$initdb" --pgdata="$root/data" --username="$user" --pwfile="$root/password" --auth=scram-sha-256 \\
  --encoding=UTF8 --no-locale --no-sync --no-instructions </dev/null >/dev/null &&
  { "$postgres" -D "$root/data" "$@" </dev/null >/dev/null & server=$!; }
trap '' HUP INT TERM
rm -f "$root/password"
# From here on the server alone holds the pipe that its log goes through.
exec 2>/dev/null
read -r _
# A server in its first moments ignores it: a shell starts what is in the background so.
[ -z "$server" ] || { while kill -QUIT "$server"; do sleep 1; done & wait "$server"; }
rm -rf "$root/data" "$root"`;

const READY = 'database system is ready to accept connections';
const LINES_KEPT = 12;

/** Makes a cluster in the directory and starts its server, both as the account. */
export function startScratchServer(order: ServerOrder): ScratchServer {
  const { tools, account, directory, superuser, port } = order;
  const settings = { ...order.settings, port: String(port) };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const guardian = spawn(
    '/bin/sh',
    [
      ...['-c', GUARDIAN, 'db-deploy-scratch', directory, superuser, tools.initdb, tools.postgres],
      ...options,
    ],
    {
      cwd: '/',
      // Nothing of the job's: neither its secrets nor the mark by which the runner ends orphans.
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', 'ignore', 'pipe'],
      // Signals reach us, and we decide when the server goes.
      detached: true,
      ...account,
    },
  );
  const gone = once(guardian, 'close').catch(() => undefined);
  guardian.stdin.on('error', () => undefined);
  const words: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    guardian.once('error', reject);
    // Its log stays here: it may hold rows, and no file of it survives.
    const log = createInterface({ input: guardian.stderr });
    log.on('line', (line) => {
      words.push(line);
      if (words.length > LINES_KEPT) words.shift();
      if (line.includes(READY)) resolve();
    });
    log.once('close', () => {
      reject(notStarted(tools, words));
    });
  });
  // Whoever stops it early does not wait for this.
  ready.catch(() => undefined);
  return {
    ready,
    async stop() {
      guardian.stdin.end();
      await gone;
    },
  };
}

function notStarted({ version }: ServerTools, words: readonly string[]): DeployError {
  return new DeployError({
    attempted: `start a scratch cluster of Postgres ${version}`,
    found: words.length === 0 ? 'it ended without a word' : words.join('\n'),
    likelyCause: 'the disk of this machine is full, or it allows no shared memory',
    nextAction: 'remove the cause and run again; or give a service container by scratch-url',
  });
}
