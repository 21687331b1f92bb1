import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

/** Postgres refuses to run as root: the account that a root caller starts it under, undefined for everyone else. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = accountOf('postgres') ?? accountOf('nobody');
  if (!account) {
    throw new Error('Postgres cannot run as root, and neither user "postgres" nor "nobody" exists');
  }
  return account;
}

/** A directory for cluster files: sockets below it fit in 107 bytes, and the server's account can enter it. */
export function clusterRoot(account: ServerAccount | undefined): string {
  const fits = (path: string) =>
    Buffer.byteLength(path) <= 60 && (account === undefined || everyoneMayEnter(path));
  return [tmpdir(), '/tmp'].find(fits) ?? tmpdir();
}

function accountOf(name: string): ServerAccount | undefined {
  const id = (flag: string) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout.trim()) : undefined;
  };
  const [uid, gid] = [id('-u'), id('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function everyoneMayEnter(path: string): boolean {
  const EXECUTE_FOR_OTHERS = 0o001;
  if ((statSync(path).mode & EXECUTE_FOR_OTHERS) === 0) return false;
  return path === dirname(path) || everyoneMayEnter(dirname(path));
}
