import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverEnvironment, type DataDirectory } from './data-directory.js';
import { onProcessEnd } from './exit-cleanup.js';
import type { ServerAccount } from './server-account.js';
import type { ServerBinaries } from './server-binaries.js';

export interface ServerProcess {
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** Fast shutdown, then harder ones; afterwards no file of the cluster is left. */
  stop(): Promise<void>;
  /** Ends the server but keeps its files for another attempt. */
  abandon(): Promise<void>;
}

// A fast shutdown cancels every session; the harder signals are for a server that hangs.
const SHUTDOWN: readonly { signal: NodeJS.Signals; patience: number }[] = [
  { signal: 'SIGINT', patience: 10_000 },
  { signal: 'SIGQUIT', patience: 3_000 },
  { signal: 'SIGKILL', patience: 3_000 },
];

/**
 * Starts the server as our direct child. It is gone, with its files, when `stop` is called, when this process
 * exits or is interrupted, and (by the guardian of its directory) when it is killed.
 */
export function startServer(
  binaries: ServerBinaries,
  account: ServerAccount | undefined,
  directory: DataDirectory,
  logFile: string,
): ServerProcess {
  const log = openSync(logFile, 'a', 0o644);
  // Its own process group: Ctrl-C reaches us, and we decide when the database goes.
  const child = spawn(join(binaries.directory, 'postgres'), ['-D', directory.data], {
    cwd: directory.root,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
    ...account,
  });
  closeSync(log);
  child.unref();

  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      over = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const forget = onProcessEnd(() => {
    if (!over) killNow(child, directory.data);
  });

  const shutDown = async () => {
    for (const { signal, patience } of SHUTDOWN) {
      if (over) return;
      child.kill(signal);
      await withinTime(ended, patience);
    }
  };

  return {
    ended,
    hasEnded: () => over,
    async stop() {
      await shutDown();
      directory.remove();
      forget();
    },
    async abandon() {
      await shutDown();
      forget();
    },
  };
}

/** Synchronous, for exit handlers: an immediate shutdown, awaited by the file the server removes last. */
function killNow(child: ChildProcess, data: string): void {
  child.kill('SIGQUIT');
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; waited < 3_000; waited += 20) {
    if (!existsSync(join(data, 'postmaster.pid'))) return;
    Atomics.wait(clock, 0, 0, 20);
  }
  child.kill('SIGKILL');
}

async function withinTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

export function lastLines(logFile: string, count: number): string {
  return existsSync(logFile)
    ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-count).join('\n')
    : '';
}
