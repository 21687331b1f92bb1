import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DeployError } from '../errors.js';
import { everyoneMayEnter, type ServerAccount } from './serveraccount.js';
import { codeOf } from './sqlstate.js';

/** The id of the process that it belongs to is part of the name. */
const PREFIX = 'db-deploy-scratch-';

interface Place {
  readonly directory: string;
  readonly account: ServerAccount | undefined;
}

/**
 * A directory for a scratch cluster that only the account of its server may read, removed on every
 * path. What killed processes left beside it is removed before; their servers end without it.
 * @param account undefined: this process's own.
 */
export async function withScratchDirectory<Result>(
  settings: { readonly workDirectory: string; readonly remember: (directory: string) => void },
  account: ServerAccount | undefined,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const parent = account === undefined ? settings.workDirectory : await enterable(settings);
  await sweep(parent);
  const directory = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
  // The step's own directory is remembered already.
  if (account !== undefined) settings.remember(directory);
  try {
    if (account !== undefined) await chown(directory, account.uid, account.gid);
    return await work({ directory, account });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Another account cannot enter the step's private directory; beside it, it mostly can. */
async function enterable({ workDirectory }: { readonly workDirectory: string }): Promise<string> {
  const candidates = [dirname(workDirectory), tmpdir(), '/tmp'];
  for (const path of candidates) if (await everyoneMayEnter(path)) return path;
  throw new DeployError({
    attempted: 'make a directory for a scratch cluster',
    found: `no account but root may enter ${candidates.join(', ')}`,
    nextAction: 'let everybody enter /tmp (chmod 1777 /tmp), or give a server by scratch-url',
  });
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = Number(/^db-deploy-scratch-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    // Of another user: his to remove.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}
