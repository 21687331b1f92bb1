import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * A shell that outlives us and cleans up when we are killed: it waits for the end of a pipe, where a line
 * means that all is well, and an end without one that nobody is left to remove the cluster.
 */
export function startGuardian(root: string): { release(): void } {
  const script =
    'read -r _ && exit; ' +
    'pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" && sleep 1; ' +
    // An initdb that was under way may go on writing for a moment.
    'rm -rf "$1"; sleep 1; rm -rf "$1"';
  const guardian = spawn('/bin/sh', ['-c', script, 'postgres-guardian', root], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guardian.unref();
  const pipe = guardian.stdin;
  pipe.on('error', () => undefined);
  // A pipe is a socket underneath; referenced, it would keep this process alive.
  if (pipe instanceof Socket) pipe.unref();
  return { release: () => void pipe.end('released\n') };
}
