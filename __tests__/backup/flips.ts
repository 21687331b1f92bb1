import fc from 'fast-check';
import type { Decoded } from '../../src/archive/decode.js';
import { decodeFinding } from '../../src/backup/rungs.js';

/** Places of single bits, spread evenly, the same in each run. */
export function bitsOf(bytes: number, howMany: number): number[] {
  const place = fc.noBias(fc.nat({ max: bytes * 8 - 1 }));
  return fc.sample(place, { numRuns: howMany, seed: 20_260_802 });
}

export function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** Bytes whose flipped bits a full decode does not show, and where the rows begin. */
export async function unseenFlips(
  archive: Buffer,
  howMany: number,
  decode: (bytes: Buffer) => Promise<Decoded>,
): Promise<{ rowsFrom: number; unseen: readonly number[] }> {
  // Each entry ends with its owner and some bytes; in compressed rows the name does not occur.
  const rowsFrom = archive.lastIndexOf('app_owner') + 100;
  const unseen: number[] = [];
  const bits = bitsOf(archive.length, howMany).values();
  const worker = async (): Promise<void> => {
    for (const bit of bits) {
      const { verdict } = decodeFinding(await decode(flipped(archive, bit)), 'gzip:1');
      if (verdict === 'pass') unseen.push(bit >> 3);
    }
  };
  await Promise.all([worker(), worker()]);
  return { rowsFrom, unseen };
}
