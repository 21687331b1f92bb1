import { PassThrough } from 'node:stream';
import type { ProcessExit, ProcessRunner } from '../actions/process.js';
import { archivedRowsCounter, type ArchivedRows } from './archivedrows.js';

/** Bytes that wait for pg_restore at most. */
const BUFFERED = 256 * 1024;

export interface Decoded {
  readonly exit: ProcessExit;
  readonly rows: ArchivedRows;
}

export interface Decoder {
  /** Resolves when there is room for more; after the end of pg_restore, bytes are dropped. */
  write(chunk: Buffer): Promise<void>;
  /** No more bytes will come. Call it on every path: pg_restore waits for it. */
  end(): void;
  /** Resolves when pg_restore has read everything, or given up. */
  readonly decoded: Promise<Decoded>;
}

/**
 * Decodes an archive to its end while it is being written, and counts what is in it. No server takes
 * part. `--section=data` keeps the text of functions out of the parser.
 */
export function startDecoder(pgRestore: string, processes: ProcessRunner): Decoder {
  const input = new PassThrough({ highWaterMark: BUFFERED });
  const counter = archivedRowsCounter();
  const decoded = processes
    .run({
      command: pgRestore,
      args: ['--verbose', '--section=data', '--file=-'],
      env: { LC_ALL: 'C' },
      stdin: input,
      onStdout: async (stdout) => {
        for await (const chunk of stdout) counter.take(chunk as Buffer);
      },
    })
    .then((exit) => ({ exit, rows: counter.result() }))
    .finally(() => input.destroy());
  // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
  decoded.catch(() => undefined);
  return {
    decoded,
    end: () => input.end(),
    write: async (chunk) => {
      if (!input.destroyed && !input.write(chunk)) await room(input);
    },
  };
}

/** Not a race with `decoded`: each would leave a reaction on that promise until the dump ends. */
async function room(input: PassThrough): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = (): void => {
      input.off('drain', go).off('close', go);
      resolve();
    };
    input.on('drain', go).on('close', go);
  });
}
