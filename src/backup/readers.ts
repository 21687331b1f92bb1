import type { ProcessRunner } from '../actions/process.js';
import { startDecoder, type Decoded, type Decoder } from '../archive/decode.js';
import { startFeed, type Feed } from '../archive/feed.js';
import { readTableOfContents } from './tableofcontents.js';

/** What pg_restore reads out of an archive. */
export interface Reading {
  readonly decoded: Decoded;
  /** Keys of its table of contents. */
  readonly entries: ReadonlySet<string>;
}

export interface Readers extends Pick<Feed, 'write' | 'end'>, Pick<Decoder, 'rowsSoFar'> {
  /** Resolves when both have read all that they want. */
  readonly finished: Promise<Reading>;
}

/**
 * Reads an archive while pg_dump writes it: its table of contents, which stands at its head, and all
 * of it. The bytes on disk may be encrypted, and their plaintext never gets there.
 */
export function startReaders(pgRestore: string, processes: ProcessRunner): Readers {
  const decoder = startDecoder(pgRestore, processes);
  const head = startFeed();
  const listed = readTableOfContents(head.stream, pgRestore, processes).finally(head.close);
  // Both must have ended, also when one has failed.
  const finished = Promise.allSettled([decoder.decoded, listed]).then(async () => ({
    decoded: await decoder.decoded,
    entries: await listed,
  }));
  // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
  finished.catch(() => undefined);
  return {
    finished,
    rowsSoFar: decoder.rowsSoFar,
    write: async (chunk) => {
      await head.write(chunk);
      await decoder.write(chunk);
    },
    end: () => {
      head.end();
      decoder.end();
    },
  };
}
