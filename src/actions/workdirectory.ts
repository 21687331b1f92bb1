import { lstat, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from './log.js';

/** Namespace of process ids, process, its start in ticks since boot; 0 where there is no /proc. */
const NAME = /^db-deploy-(\d+)-(\d+)-(\d+)-/;
const UNKNOWN = '0';
/** Field 22 of proc(5), counted from the state, before which stands a name of any signs. */
const START = 19;

/**
 * Makes the private directory of a step (mode 0700), in which rows of production may lie in clear.
 * What steps that were killed left beside it is removed before: its name tells whose it is.
 * @param parent RUNNER_TEMP, or the directory of the machine.
 */
export async function makeWorkDirectory(parent: string, log: Log): Promise<string> {
  const namespace = await namespaceOfProcesses();
  await sweep(parent, namespace, log);
  const start = (await startOf(String(process.pid))) ?? UNKNOWN;
  return mkdtemp(join(parent, `db-deploy-${namespace}-${process.pid}-${start}-`));
}

async function sweep(parent: string, namespace: string, log: Log): Promise<void> {
  const left: string[] = [];
  for (const name of await readdir(parent).catch(() => [])) {
    const [, space = '', pid = '', start = ''] = NAME.exec(name) ?? [];
    // A process of another container cannot be seen from here: it may live.
    if (space !== namespace || (await isAlive(pid, start))) continue;
    const directory = join(parent, name);
    if (!(await isOurs(directory))) continue;
    await rm(directory, { recursive: true, force: true, maxRetries: 3 }).then(
      () => left.push(directory),
      () => {
        log.warning(`What a killed step left in ${directory} could not be removed: it may hold rows in clear`, 'leftover'); // prettier-ignore
      },
    );
  }
  if (left.length > 0) log.info(`Removed what killed steps had left: ${left.join(', ')}`);
}

/** Not of another user, and no link to something else. */
async function isOurs(directory: string): Promise<boolean> {
  const found = await lstat(directory).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o077) === 0; // prettier-ignore
}

async function isAlive(pid: string, start: string): Promise<boolean> {
  if (start !== UNKNOWN) return (await startOf(pid)) === start;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Undefined where it is gone, or nobody has fetched its exit code yet, or there is no /proc. */
async function startOf(pid: string): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return /^[ZX]/.test(fields[0] ?? '') ? undefined : fields[START];
}

async function namespaceOfProcesses(): Promise<string> {
  const link = await readlink('/proc/self/ns/pid').catch(() => '');
  return /\d+/.exec(link)?.[0] ?? UNKNOWN;
}
