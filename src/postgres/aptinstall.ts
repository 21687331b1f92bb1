import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plain } from '../actions/neutral.js';
import type { Log } from '../actions/log.js';
import type { ProcessExit } from '../actions/process.js';
import { isDebian, PGDG_SCRIPT } from './clientadvice.js';
import type { Machine } from './programs.js';

export interface Provision extends Machine {
  /** Inside Actions alone: nobody's laptop gets packages from a deploy. */
  readonly mayInstall: boolean;
  readonly log: Log;
  /** The user's id; that of this process unless told otherwise. */
  readonly userId?: number;
}

/** Seconds that all attempts have together. */
const PATIENCE_S = 300;
const LINES_SHOWN = 5;

/**
 * No wait without an end: for another apt at work, or for a mirror. Nothing of the job's environment
 * reaches a package's scripts, and nothing asks or restarts services.
 */
const QUIET = ['DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_SUSPEND=1', 'LC_ALL=C'];
const OPTIONS = [
  ...['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'],
  ...['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20', '-q', '-y'],
];

export interface Package {
  /** As apt-get knows it. */
  readonly name: string;
  /** Commands that come before, as root too. */
  readonly before: readonly (readonly string[])[];
}

interface Attempt {
  readonly from: string;
  readonly commands: readonly (readonly string[])[];
}

/**
 * Installs a package from the configured sources, else from apt.postgresql.org where its script is.
 * @param asRoot of {@link rootPrefix}.
 * @param arrived looks for what the package brings; asked after each attempt.
 * @returns what arrived, or each attempt with apt-get's last words.
 */
export async function installPackage<Found>(
  wanted: Package,
  asRoot: readonly string[],
  provision: Provision,
  arrived: () => Promise<Found | undefined>,
): Promise<
  { readonly ok: true; readonly found: Found } | { readonly ok: false; readonly tried: string }
> {
  const deadline = Date.now() + PATIENCE_S * 1_000;
  const failures: string[] = [];
  for (const { from, commands } of attempts(wanted, provision)) {
    provision.log.info(`Installing ${wanted.name} from ${from}`);
    const failure = await runAll(commands, asRoot, deadline, provision);
    const found = await arrived();
    if (found !== undefined) return { ok: true, found };
    failures.push(`from ${from}: ${failure ?? 'its programs are not where they should be'}`);
  }
  const tried = `apt-get could not install ${wanted.name}\n${failures.join('\n')}`;
  return { ok: false, tried };
}

/** What comes before a command that needs root; undefined where nothing may be installed. */
export async function rootPrefix(provision: Provision): Promise<readonly string[] | undefined> {
  const { mayInstall, root, userId = process.getuid?.() } = provision;
  if (!mayInstall || !(await isDebian(root)) || !existsSync(inRoot(provision, APT_GET))) {
    return undefined;
  }
  if (userId === 0) return [];
  const sudo = inRoot(provision, '/usr/bin/sudo');
  if (!existsSync(sudo)) return undefined;
  const allowed = await run([sudo, '-n', 'true'], provision);
  return allowed.code === 0 ? [sudo, '-n'] : undefined;
}

const APT_GET = '/usr/bin/apt-get';

/**
 * Sources are read anew first: what the image's lists know may be gone from the mirror, or lack the
 * latest security fixes. A new source comes last: on a runner of one's own it stays.
 */
function attempts({ name, before }: Package, provision: Provision): readonly Attempt[] {
  const aptGet = [inRoot(provision, APT_GET), ...OPTIONS];
  const install = [...aptGet, '--no-install-recommends', 'install', name];
  const script = inRoot(provision, PGDG_SCRIPT);
  return [
    { from: 'the configured sources', commands: [...before, [...aptGet, 'update'], install] },
    ...(existsSync(script)
      ? [{ from: 'apt.postgresql.org', commands: [[script, '-y'], install] }]
      : []),
  ];
}

/** Goes on after a failure: one broken source need not be the one that matters. @returns the first. */
async function runAll(
  commands: readonly (readonly string[])[],
  asRoot: readonly string[],
  deadline: number,
  provision: Provision,
): Promise<string | undefined> {
  let failure: string | undefined;
  for (const command of commands) {
    const seconds = Math.ceil((deadline - Date.now()) / 1_000);
    if (seconds <= 0) return failure ?? `there was no time left of ${PATIENCE_S} s`;
    // timeout(1) runs as root too: a process of root's cannot be ended by another user.
    const bounded = ['/usr/bin/timeout', '--kill-after=10', String(seconds)];
    const words = [...asRoot, ...bounded, '/usr/bin/env', ...QUIET, ...command];
    const exit = await run(words, provision);
    if (exit.code !== 0) failure ??= lastWords(exit);
  }
  return failure;
}

export function run(words: readonly string[], { processes, log }: Provision): Promise<ProcessExit> {
  const [command = '', ...args] = words;
  return processes.run({
    command,
    args,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    onLine: (line) => {
      log.debug(withoutLogin(line));
    },
  });
}

function lastWords({ code, signal, stdout, stderr }: ProcessExit): string {
  // 124 is timeout's own.
  const ended = code === 124 ? `it took more than ${PATIENCE_S} s` : `it ended with ${code ?? signal ?? 'a signal'}`; // prettier-ignore
  const said = (stderr.length > 0 ? stderr : stdout).map(plain).filter((line) => line !== '');
  return [ended, ...said.slice(-LINES_SHOWN).map(withoutLogin)].join('\n');
}

/** A private mirror's address may carry a login. */
function withoutLogin(line: string): string {
  return line.replace(/:\/\/[^\s/@]+@/g, '://***@');
}

export function inRoot({ root = '/' }: Machine, path: string): string {
  return join(root, path);
}
