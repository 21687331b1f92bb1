import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGuardian } from './postgres/guardian.js';

const MEMORY = '/dev/shm';
/** What the suite writes at its fullest, several times over; many containers have 64 MB. */
const ROOM = 4_000_000_000;

export interface MemoryDirectory {
  readonly path: string;
  remove(): void;
}

/**
 * A directory in memory for everything temporary: copying and dropping databases on a disk costs a
 * quarter of the suite's time in the file system alone. Undefined where there is no room, or where
 * programs in it may not be run. Also removed when this process dies.
 */
export function makeMemoryDirectory(): MemoryDirectory | undefined {
  let path: string;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM) return undefined;
    path = mkdtempSync(join(MEMORY, 'dbd-'));
  } catch {
    return undefined;
  }
  const guardian = startGuardian(path);
  const remove = (): void => {
    rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    guardian.release();
  };
  // As /tmp has it: servers and tests run under several accounts.
  chmodSync(path, 0o1777);
  if (mayRunPrograms(path)) return { path, remove };
  remove();
  return undefined;
}

function mayRunPrograms(directory: string): boolean {
  const program = join(directory, 'true');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}
