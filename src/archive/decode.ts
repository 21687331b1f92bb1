import type { ProcessExit, ProcessRunner } from '../actions/process.js';
import { archivedRowsCounter, type ArchivedRows } from './archivedrows.js';
import { startFeed, type Feed } from './feed.js';

export interface Decoded {
  readonly exit: ProcessExit;
  readonly rows: ArchivedRows;
}

export interface Decoder extends Pick<Feed, 'write' | 'end'> {
  /** Resolves when pg_restore has read everything, or given up. */
  readonly decoded: Promise<Decoded>;
  /** Rows that were read until now. */
  readonly rowsSoFar: () => number;
}

/**
 * Decodes an archive to its end while it is being written, and counts what is in it. No server takes
 * part. `--section=data` keeps the text of functions out of the parser.
 */
export function startDecoder(pgRestore: string, processes: ProcessRunner): Decoder {
  const feed = startFeed();
  const counter = archivedRowsCounter();
  const decoded = processes
    .run({
      command: pgRestore,
      args: ['--verbose', '--section=data', '--file=-'],
      env: { LC_ALL: 'C' },
      stdin: feed.stream,
      onStdout: async (stdout) => {
        for await (const chunk of stdout) counter.take(chunk as Buffer);
      },
    })
    .then((exit) => ({ exit, rows: counter.result() }))
    .finally(feed.close);
  // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
  decoded.catch(() => undefined);
  return { decoded, rowsSoFar: counter.rowsSoFar, write: feed.write, end: feed.end };
}
