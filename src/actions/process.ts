import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { eachLine } from './lines.js';

/** Output lines kept of each stream; the rest is only streamed to `onLine`. */
const LINES_KEPT = 200;
/** The runner ends us 10 s after its SIGINT; a child that ignores SIGINT must be gone well before. */
const GRACE_MS = 2_500;

export interface ProcessSpec {
  readonly command: string;
  /** Never holds a secret: any user of the machine can read another process's arguments. */
  readonly args: readonly string[];
  /** The whole environment of the child; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly directory?: string;
  readonly onLine?: (line: string) => void;
  /** Awaited now and then before more output is read; the child waits too, once its pipe is full. */
  readonly pace?: () => Promise<void>;
  /** Takes stdout as bytes; then stdout has no lines. */
  readonly onStdout?: (stdout: Readable) => Promise<void>;
  /** Bytes for stdin; empty when absent. */
  readonly stdin?: Readable;
  /** Ends this child alone, as a cancelled step ends all; the run then rejects with its reason. */
  readonly signal?: AbortSignal;
}

export interface ProcessExit {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Last lines, raw: neutralise and redact before showing them. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

export interface ProcessRunner {
  /**
   * Runs a program to its end. Resolves for every exit code; rejects when it cannot be started or
   * when the step is cancelled or its own signal aborts (the child and its own children got SIGINT, then SIGKILL after 2.5 s).
   */
  run(spec: ProcessSpec): Promise<ProcessExit>;
}

/** @param signal SIGINT for the children when it aborts: `psql` and `pg_dump` then cancel their statement. */
export function processRunner(signal: AbortSignal): ProcessRunner {
  return {
    run: (spec) =>
      runProcess(spec, spec.signal === undefined ? signal : AbortSignal.any([signal, spec.signal])),
  };
}

async function runProcess(spec: ProcessSpec, signal: AbortSignal): Promise<ProcessExit> {
  signal.throwIfAborted();
  const child = start(spec);
  const dismiss = child.pid === undefined ? undefined : postGuardian(child.pid);
  const kill = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group is gone already, which is what was wanted.
    }
  };
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
    (resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, endedBy) => {
        resolve({ code, signal: endedBy });
      });
    },
  );
  let lastResort: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    kill('SIGINT');
    lastResort = setTimeout(() => {
      kill('SIGKILL');
    }, GRACE_MS);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  // A child that exits without reading its input closes the pipe: its exit code is the news, not EPIPE.
  child.stdin?.on('error', () => undefined);
  if (child.stdin !== null) spec.stdin?.pipe(child.stdin);

  const stdout: string[] = [];
  const stderr: string[] = [];
  const reading = [
    spec.onStdout === undefined
      ? keepLines(child.stdout, stdout, spec)
      : spec.onStdout(child.stdout),
    keepLines(child.stderr, stderr, spec),
  ];
  try {
    // A failing reader must not leave the child blocked on a full pipe.
    const consumed = Promise.all(reading).catch((error: unknown) => {
      kill('SIGKILL');
      throw error;
    });
    const [exit] = await Promise.all([ended, consumed]);
    signal.throwIfAborted();
    return { ...exit, stdout, stderr };
  } catch (error) {
    await ended.catch(() => undefined);
    signal.throwIfAborted();
    throw error;
  } finally {
    // What it started in the background must not go on after it.
    kill('SIGKILL');
    dismiss?.();
    clearTimeout(lastResort);
    signal.removeEventListener('abort', interrupt);
  }
}

function start({ command, args, env, directory: cwd, stdin }: ProcessSpec) {
  // A process group of its own: a signal then reaches what a shell has started, too.
  const options = { env, cwd, detached: true } as const;
  // Not an empty pipe: Node's pipes are sockets, and bash reads ~/.bashrc when its input is one.
  return stdin === undefined
    ? spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
}

/**
 * Ends a group of processes when we are killed: a migration tool that outlives its step works on
 * without the deploy lock. Nobody writes into the guardian's input, which ends with us.
 * @returns dismisses it; call it once the group is gone.
 */
function postGuardian(group: number): () => void {
  const script = 'read -r _; kill -s KILL -- "-$1"';
  const guardian = spawn('/bin/sh', ['-c', script, 'db-deploy-guardian', String(group)], {
    cwd: '/',
    env: {},
    // Signals to our group are ours to answer.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without one a killed step is as it would be without this.
  guardian.on('error', () => undefined);
  guardian.stdin.on('error', () => undefined);
  return () => void guardian.kill('SIGKILL');
}

async function keepLines(
  stream: Readable,
  kept: string[],
  { onLine, pace }: ProcessSpec,
): Promise<void> {
  const keep = (line: string): void => {
    kept.push(line);
    if (kept.length > LINES_KEPT) kept.shift();
    onLine?.(line);
  };
  await eachLine(stream, keep, pace);
}
