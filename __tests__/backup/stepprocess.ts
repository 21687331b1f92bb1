import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Words for node that start the action without a build. */
export const FROM_SOURCES = ['--import', 'tsx', `${repository}src/index.ts`];

export interface Started {
  /** What it said so far, on both streams. */
  readonly said: () => string;
  /** The process group is its own: a signal reaches it alone, as from a runner. */
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export interface StepRun {
  /** DIRECT_URL. */
  readonly url: string;
  /** The checkout; artifacts and records go to `.db-deploy` in it. */
  readonly directory: string;
  readonly temporary: string;
  /** Largest file that it may write, in KB. */
  readonly largestFile?: number;
}

/** Starts the backup step from the sources in a process of its own, as on a laptop. */
export function startBackup({ url, directory, temporary, largestFile }: StepRun): Started {
  const limit = largestFile === undefined ? '' : `ulimit -f ${largestFile}; `;
  const node = [process.execPath, ...FROM_SOURCES, 'backup'];
  return startProgram('bash', ['-c', `${limit}exec "$@"`, 'bash', ...node], {
    DIRECT_URL: url,
    RUNNER_TEMP: temporary,
    GITHUB_WORKSPACE: directory,
  });
}

/** Starts a program of this repository in a process of its own. */
export function startProgram(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Started {
  const child = spawn(command, args, {
    cwd: repository,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return {
    said: () => said,
    kill: (signal) => child.kill(signal),
    ended: once(child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
    })),
  };
}
