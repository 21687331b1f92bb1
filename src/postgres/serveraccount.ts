import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProcessRunner } from '../actions/process.js';
import { DeployError } from '../errors.js';

/** An account of the operating system. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

const ENTER_FOR_OTHERS = 0o001;

/**
 * Whom a server runs as: Postgres refuses to run as root, where jobs in containers are.
 * @returns undefined for everybody else: as himself.
 */
export async function serverAccount(
  processes: ProcessRunner,
  userId = process.getuid?.(),
): Promise<ServerAccount | undefined> {
  if (userId !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [await idOf('-u', name, processes), await idOf('-g', name, processes)];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new DeployError({
    attempted: 'choose the account for a scratch server',
    found:
      'this job runs as root, as which Postgres refuses to run, and there is neither a user postgres nor nobody',
    nextAction: 'add a step before this one: run: useradd --system postgres',
  });
}

/** Whether everybody may enter a directory and all above it. */
export async function everyoneMayEnter(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & ENTER_FOR_OTHERS) === 0) return false;
  return path === dirname(path) || everyoneMayEnter(dirname(path));
}

async function idOf(
  flag: string,
  name: string,
  processes: ProcessRunner,
): Promise<number | undefined> {
  const { code, stdout } = await processes.run({
    command: 'id',
    args: [flag, name],
    env: { PATH },
  });
  return code === 0 ? Number(stdout[0]) : undefined;
}

const PATH = '/usr/local/bin:/usr/bin:/bin';
