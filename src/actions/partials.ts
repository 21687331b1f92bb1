import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { faultOf } from './durablefiles.js';

/** The writer is in the name, so that there is no moment without it. */
const PARTIAL = /\.(\d+)@([\w.-]+)\.[0-9a-f]{8}\.partial$/;
/** Nobody copies a file for so long without a byte of progress. */
const DEAD_AFTER_MS = 24 * 60 * 60_000;

/** Name of a directory that this process is filling. */
export function partialName(id: string): string {
  return `${id}.${process.pid}@${machine()}.${randomBytes(4).toString('hex')}.partial`;
}

export function isPartial(name: string): boolean {
  return PARTIAL.test(name);
}

/**
 * Removes half-written artifacts whose process is gone: known at once on the same machine, after a
 * day where another machine writes into the same directory or the number lives on. Nothing else is touched.
 */
export async function removeLeftPartials(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const [, pid = '', writer] = PARTIAL.exec(name) ?? [];
    if (writer === undefined) continue;
    const path = join(root, name);
    const isDead = writer === machine() && !isAlive(Number(pid));
    if (isDead || (await isOld(path))) await rm(path, { recursive: true, force: true });
  }
}

function machine(): string {
  return hostname().replace(/[^\w.-]/g, '-');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user exists, too.
    return faultOf(error) === 'EPERM';
  }
}

async function isOld(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => []);
  const paths = [directory, ...names.map((name) => join(directory, name))];
  const times = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Date.now() - Math.max(...times) > DEAD_AFTER_MS;
}
