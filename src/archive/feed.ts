import { PassThrough, type Readable } from 'node:stream';

/** Bytes that wait for the reader at most. */
const BUFFERED = 256 * 1024;

/** What a program reads on its stdin while somebody else still writes it. */
export interface Feed {
  readonly stream: Readable;
  /** Resolves when there is room for more. A reader that has gone needs none: bytes are dropped. */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** No more bytes will come. Call it on every path: the reader waits for it. */
  readonly end: () => void;
  /** The reader has gone. */
  readonly close: () => void;
}

export function startFeed(): Feed {
  const stream = new PassThrough({ highWaterMark: BUFFERED });
  return {
    stream,
    write: async (chunk) => {
      if (!stream.destroyed && !stream.write(chunk)) await room(stream);
    },
    end: () => stream.end(),
    close: () => stream.destroy(),
  };
}

/** Not a race with the reader's end: each would leave a reaction on that promise until the dump ends. */
async function room(stream: PassThrough): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = (): void => {
      stream.off('drain', go).off('close', go);
      resolve();
    };
    stream.on('drain', go).on('close', go);
  });
}
