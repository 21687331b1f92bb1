import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What a stream of bytes came to. */
export interface Checksum {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export interface Counting {
  /** @returns the bytes so far. */
  readonly take: (chunk: Uint8Array) => number;
  /** Passes a stream on and takes it meanwhile. */
  readonly through: (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;
  /** Of all bytes so far; ends the counting. */
  readonly result: () => Checksum;
}

/** Counts and hashes bytes as they pass, in flat memory. */
export function startChecksum(): Counting {
  const hash = createHash('sha256');
  let bytes = 0;
  const take = (chunk: Uint8Array): number => {
    hash.update(chunk);
    bytes += chunk.length;
    return bytes;
  };
  return {
    take,
    async *through(chunks) {
      for await (const chunk of chunks) {
        take(chunk);
        yield chunk;
      }
    },
    result: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}

/** Of a file, read from disk. @throws the signal's reason when it is aborted. */
export async function checksumOfFile(path: string, signal: AbortSignal): Promise<Checksum> {
  const counting = startChecksum();
  const chunks: AsyncIterable<Uint8Array> = createReadStream(path);
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    counting.take(chunk);
  }
  return counting.result();
}
