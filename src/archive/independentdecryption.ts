import { createDecipheriv, hkdfSync } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { openHeader } from './ageheader.js';
import { startChecksum, type Checksum } from './checksum.js';
import { brokenPayload } from './decryptionfailure.js';

/**
 * The payload of an age file (https://c2sp.org/age, "Payload"): a nonce, then chunks of 64 KiB under
 * ChaCha20-Poly1305, each with its number in the nonce, the last one marked.
 */
const NONCE = 16;
const TAG = 16;
const SEALED = 64 * 1024 + TAG;

/** Chunks read from disk at once. */
const READ_AT_ONCE = 16;

/**
 * Reads what the age-encryption package wrote with another implementation, OpenSSL's, and keeps
 * nothing of it: a fault of the package's cipher would make a file that the package alone can open.
 * It takes a fifth of the package's time, and the upload waits for it. What is decrypted for use is
 * decrypted by the package, as is the header here.
 * @throws {DeployError} as `decryptFile`; the signal's reason when it is aborted.
 */
export async function decryptIndependently(
  from: string,
  identity: string,
  signal: AbortSignal,
): Promise<Checksum> {
  const { fileKey, length } = await openHeader(from, [identity]);
  const counting = startChecksum();
  const file = await open(from, 'r');
  try {
    for await (const chunk of openPayload(file, length, fileKey)) {
      signal.throwIfAborted();
      counting.take(chunk);
    }
  } catch (error) {
    throw error instanceof BrokenAt ? brokenPayload(basename(from), error, error.at) : error;
  } finally {
    await file.close();
  }
  return counting.result();
}

/** A place from which the file is not as it was written, or ends. */
class BrokenAt extends Error {
  readonly at: number;

  constructor(at: number) {
    super(`the encrypted file is broken at byte ${at}`);
    this.at = at;
  }
}

/** Only its return proves that no chunk is missing. @throws {BrokenAt} */
async function* openPayload(
  file: FileHandle,
  start: number,
  fileKey: Uint8Array,
): AsyncGenerator<Buffer> {
  const { size } = await file.stat();
  const nonce = await readBlock(file, start, NONCE);
  const key = Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
  let at = start + NONCE;
  let number = 0;
  do {
    const block = await readBlock(file, at, Math.min(SEALED * READ_AT_ONCE, size - at));
    let from = 0;
    do {
      const sealed = block.subarray(from, from + SEALED);
      const isLast = at + from + sealed.length >= size;
      const plain = openChunk(sealed, key, nonceOf(number, isLast));
      // An empty chunk stands for empty contents, nowhere else.
      if (plain === undefined || (plain.length === 0 && number > 0)) throw new BrokenAt(at + from);
      yield plain;
      number += 1;
      from += SEALED;
    } while (from < block.length);
    at += block.length;
  } while (at < size);
}

/** A file that is cut off, or shrinks while it is read, has no such block. */
async function readBlock(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const block = Buffer.alloc(Math.max(0, length));
  for (let filled = 0; filled < block.length;) {
    const { bytesRead } = await file.read(block, filled, block.length - filled, at + filled);
    if (bytesRead === 0) throw new BrokenAt(at + filled);
    filled += bytesRead;
  }
  return block;
}

/** 11 bytes with the number of the chunk, most significant first, and one that marks the last. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** @returns undefined for anything that was not sealed with this key and nonce. */
function openChunk(sealed: Buffer, key: Buffer, nonce: Buffer): Buffer | undefined {
  if (sealed.length < TAG) return undefined;
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}
