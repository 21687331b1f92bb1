import { spawn, type ChildProcess } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { messageOf, systemCode } from './system-error.js';

// A background child may hold the pipes open; the runner stops reading some seconds after the entry process ended.
const PIPES_MAY_LINGER_MILLISECONDS = 5_000;

export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
}

export interface Exit {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
}

/** The entry process of a step. Signals reach it alone, never its children: as on a hosted runner. */
export interface StepProcess {
  readonly pid: number | undefined;
  /** Rejects when the process cannot start (E2BIG: one variable over 128 KiB; ENOENT). */
  readonly exited: Promise<Exit>;
  signal(name: NodeJS.Signals): void;
}

/** Starts a process with exactly the environment given; nothing is inherited. */
export function startProcess(request: ProcessRequest): StepProcess {
  let child: ChildProcess;
  try {
    child = spawn(request.file, request.args, {
      cwd: request.directory,
      env: { ...request.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    return {
      pid: undefined,
      exited: Promise.reject(cannotStart(request, error)),
      signal: () => undefined,
    };
  }
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', (error) => {
      reject(cannotStart(request, error));
    });
    child.once('exit', (code, signal) => {
      const exit: Exit = { code: code ?? undefined, signal: signal ?? undefined };
      const giveUp = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve(exit);
      }, PIPES_MAY_LINGER_MILLISECONDS);
      child.once('close', () => {
        clearTimeout(giveUp);
        resolve(exit);
      });
    });
  });
  readLines(child.stdout, (line) => {
    request.onLine('stdout', line);
  });
  readLines(child.stderr, (line) => {
    request.onLine('stderr', line);
  });
  return {
    pid: child.pid,
    exited,
    signal: (name) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(name);
    },
  };
}

function cannotStart({ file, directory }: ProcessRequest, error: unknown): Error {
  const reason = systemCode(error) === 'E2BIG' ? 'Argument list too long' : messageOf(error);
  return new Error(
    `An error occurred trying to start process '${file}' with working directory '${directory}'. ${reason}`,
    { cause: error },
  );
}

/** Calls `onLine` per line. LF, CRLF and a lone CR all end one: the runner reads with .NET's `ReadLine`. */
function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream === null) return;
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const text = rest + decoder.write(chunk);
    // A CR at the very end may be half of a CRLF.
    const complete = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = complete.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + text.slice(complete.length);
    for (const line of lines) onLine(line);
  });
  stream.once('close', () => {
    const last = rest + decoder.end();
    if (last !== '') onLine(last.replace(/\r$/, ''));
  });
}
