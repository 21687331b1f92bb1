import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plain } from '../actions/neutral.js';
import type { Log } from '../actions/log.js';
import type { ProcessExit } from '../actions/process.js';
import { isDebian, missingTools, PGDG_SCRIPT } from './clientadvice.js';
import { searchClientTools, type ClientTools, type Machine } from './clienttools.js';

export interface Provision extends Machine {
  /** Inside Actions alone: nobody's laptop gets packages from a deploy. */
  readonly mayInstall: boolean;
  readonly log: Log;
  /** The user's id; that of this process unless told otherwise. */
  readonly userId?: number;
}

/** What there would be for a step that needs the client programs. */
export type Outlook =
  | { readonly from: 'this machine'; readonly tools: ClientTools }
  /** `version` of the package that apt-get would install. */
  | { readonly from: 'apt-get'; readonly version: string }
  /** apt-get does not know the package yet; it may after reading its sources, or apt.postgresql.org's. */
  | { readonly from: 'perhaps apt-get'; readonly pgdg: boolean };

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

interface Attempt {
  readonly from: string;
  readonly commands: readonly (readonly string[])[];
}

/**
 * The client programs of a major: those of this machine, or else installed by apt-get where that is
 * allowed and possible: on Debian and Ubuntu, as root or with a sudo that asks for nothing.
 * @throws {DeployError} with the line for the workflow, and with apt-get's last words if it failed.
 */
export async function clientToolsFor(major: number, provision: Provision): Promise<ClientTools> {
  const search = await searchClientTools(major, provision);
  if (search.tools !== undefined) return search.tools;
  const asRoot = await rootPrefix(provision);
  if (asRoot === undefined) throw await missingTools(major, provision, search);
  const deadline = Date.now() + PATIENCE_S * 1_000;
  const failures: string[] = [];
  for (const { from, commands } of attempts(major, provision)) {
    provision.log.info(`pg_dump ${major} is not here: installing postgresql-client-${major} from ${from}`); // prettier-ignore
    const failure = await runAll(commands, asRoot, deadline, provision);
    const { tools } = await searchClientTools(major, provision);
    if (tools !== undefined) {
      provision.log.info(`pg_dump ${tools.version} is installed: ${tools.pgDump}`);
      return tools;
    }
    failures.push(`from ${from}: ${failure ?? 'its programs are not where they should be'}`);
  }
  const tried = `apt-get could not install postgresql-client-${major}\n${failures.join('\n')}`;
  throw await missingTools(major, provision, search, tried);
}

/**
 * What {@link clientToolsFor} would find on this machine, without changing it.
 * @throws {DeployError} where it would fail for certain.
 */
export async function clientToolsOutlook(major: number, provision: Provision): Promise<Outlook> {
  const search = await searchClientTools(major, provision);
  if (search.tools !== undefined) return { from: 'this machine', tools: search.tools };
  if ((await rootPrefix(provision)) === undefined) {
    throw await missingTools(major, provision, search);
  }
  const policy = await run(
    [inRoot(provision, '/usr/bin/apt-cache'), 'policy', `postgresql-client-${major}`],
    provision,
  );
  const version = /^ {2}Candidate: (?!\(none\))(\S+)/m.exec(policy.stdout.join('\n'))?.[1];
  return version === undefined
    ? { from: 'perhaps apt-get', pgdg: existsSync(inRoot(provision, PGDG_SCRIPT)) }
    : { from: 'apt-get', version };
}

/** What comes before a command that needs root; undefined where nothing may be installed. */
async function rootPrefix(provision: Provision): Promise<readonly string[] | undefined> {
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
function attempts(major: number, provision: Provision): readonly Attempt[] {
  const aptGet = [inRoot(provision, APT_GET), ...OPTIONS];
  const install = [...aptGet, '--no-install-recommends', 'install', `postgresql-client-${major}`];
  const script = inRoot(provision, PGDG_SCRIPT);
  return [
    { from: 'the configured sources', commands: [[...aptGet, 'update'], install] },
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

function run(words: readonly string[], { processes, log }: Provision): Promise<ProcessExit> {
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

function inRoot({ root = '/' }: Machine, path: string): string {
  return join(root, path);
}
