import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ProcessRunner, ProcessSpec } from '../actions/process.js';
import type { Connection } from '../postgres/connection.js';
import { codeOf } from '../postgres/sqlstate.js';
import { FORWARDER, LAUNCHER } from './launcher.js';

/** How programs get a network of their own, with loopback alone; or why they cannot. */
export type Confinement =
  | { readonly ok: true; readonly command: string; readonly args: readonly string[] }
  | { readonly ok: false; readonly found: string; readonly remedy?: string };

/** The only hosts that mean the same in a network of its own. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|::1)$/;
/** 1 on Ubuntu from 23.10 on: then users may make namespaces only by a profile of AppArmor. */
const RESTRICTION = 'kernel.apparmor_restrict_unprivileged_userns';
const RESTRICTION_FILE = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** A new network has a loopback that is down. */
const LOOPBACK_UP = `{ ip link set lo up || ifconfig lo up; } 2>/dev/null || {
  echo 'its loopback could not be set up: neither ip nor ifconfig did it' >&2; exit 125; }
exec "$@"`;
/** Addresses of sockets end there (sun_path). */
const LONGEST_SOCKET = 100;

interface User {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

/**
 * Finds out by doing it. Root may; others by a user namespace, or, where the kernel refuses these
 * (AppArmor on Ubuntu 24.04), by a sudo that asks for no password. The program runs as this user in
 * every case.
 * @param host of the scratch server; undefined for a cluster on this machine.
 * @param restriction file in which the kernel says whether AppArmor keeps users from it.
 */
export async function findConfinement(
  processes: ProcessRunner,
  host = '127.0.0.1',
  user: User = { uid: process.getuid?.(), gid: process.getgid?.() },
  restriction = RESTRICTION_FILE,
): Promise<Confinement> {
  if (!LOOPBACK.test(host))
    return { ok: false, found: 'the scratch server is not on this machine' };
  const refusals = new Set<string>();
  for (const way of waysOf(user)) {
    const spec = confined({ command: 'true', args: [], env: { PATH } }, way, '/nowhere', 5432);
    const refusal = await processes.run(spec).then(
      ({ code, stderr }) => (code === 0 ? undefined : (stderr.at(-1) ?? `exit code ${code ?? ''}`)),
      (error: unknown) => {
        // It cannot be started; a cancelled step has no code.
        if (codeOf(error) === undefined) throw error;
        return `${way.command} is not there`;
      },
    );
    if (refusal === undefined) return { ok: true, ...way };
    refusals.add(refusal.trim());
  }
  const found = [...refusals].join('; ');
  const isRestricted = (await readFile(restriction, 'utf8').catch(() => '')).trim() === '1';
  if (!isRestricted || user.uid === 0) return { ok: false, found };
  return {
    ok: false,
    found: `${found}; ${RESTRICTION} is 1, so AppArmor keeps users from namespaces`,
    remedy: `let this user run sudo without a password, as on GitHub's runners, or allow namespaces to users: sudo sysctl -w ${RESTRICTION}=0`,
  };
}

interface Way {
  readonly command: string;
  readonly args: readonly string[];
}

function waysOf({ uid, gid }: User): Way[] {
  const unshare = (options: readonly string[], then: readonly string[]): readonly string[] =>
    ['unshare', ...options, '--net', '--', '/bin/sh', '-c', LOOPBACK_UP, 'db-deploy-confined', ...then]; // prettier-ignore
  if (uid === undefined || gid === undefined) return [];
  const ids = [String(uid), String(gid)] as const;
  const all =
    uid === 0
      ? [unshare([], [])]
      : [
          unshare(['--user', '--map-root-user'], ['unshare', '--user', `--map-user=${ids[0]}`, `--map-group=${ids[1]}`, '--']), // prettier-ignore
          ['sudo', '--non-interactive', '--', ...unshare([], ['setpriv', '--reuid', ids[0], '--regid', ids[1], '--init-groups', '--no-new-privs', '--'])], // prettier-ignore
        ];
  return all.map(([command = '', ...args]) => ({ command, args }));
}

/** The environment goes through the input: sudo would lose half of it, and arguments are public. */
function confined(spec: ProcessSpec, way: Way, socket: string, port: number): ProcessSpec {
  return {
    ...spec,
    command: way.command,
    args: [
      ...way.args,
      ...[process.execPath, '-e', LAUNCHER, '--', FORWARDER, socket, String(port)],
      ...[spec.command, ...spec.args],
    ],
    env: { PATH },
    stdin: Readable.from([JSON.stringify(spec.env)]),
  };
}

/**
 * Runs the work with programs confined: from their network a relay of ours leads to one server, at
 * the address that it has outside, and nothing else does. Without a confinement they run as ever.
 * @param directory private to this user.
 */
export async function withConfinement<Result>(
  confinement: Confinement,
  settings: {
    readonly processes: ProcessRunner;
    readonly server: Pick<Connection, 'host' | 'port'>;
    readonly directory: string;
  },
  work: (processes: ProcessRunner) => Promise<Result>,
): Promise<Result> {
  const { processes, server, directory } = settings;
  if (!confinement.ok) return work(processes);
  const near = join(directory, 'scratch');
  const fits = Buffer.byteLength(near) <= LONGEST_SOCKET;
  // Runners keep their temporary files at the end of long paths. It holds the socket alone.
  const elsewhere = fits ? undefined : await mkdtemp('/tmp/db-deploy-');
  const socket = elsewhere === undefined ? near : join(elsewhere, 'scratch');
  const relay = createServer({ allowHalfOpen: true }, (inner) => {
    const outer = connect({ ...server, allowHalfOpen: true, noDelay: true });
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      // prettier-ignore
      one.on('error', () => other.destroy());
      one.on('close', () => other.end());
      one.pipe(other);
    }
  });
  relay.listen(socket);
  await once(relay, 'listening');
  try {
    return await work({
      run: (spec) => processes.run(confined(spec, confinement, socket, server.port)),
    });
  } finally {
    relay.close();
    if (elsewhere !== undefined) await rm(elsewhere, { recursive: true, force: true });
  }
}
