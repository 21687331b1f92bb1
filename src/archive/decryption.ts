import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../postgres/sqlstate.js';
import { openHeader, readHeader, UnusableHeader, UnusableIdentity } from './ageheader.js';
import { BrokenPayload, openPayload, PAYLOAD_NONCE, payloadKey } from './agepayload.js';
import { startChecksum, type Checksum } from './checksum.js';
import {
  brokenHeader,
  brokenPayload,
  cutOff,
  fitsNobody,
  invalidIdentity,
  noIdentity,
  notAge,
  notReadable,
  notWritable,
} from './decryptionfailure.js';

/** Put behind the name of a plaintext until its end is proven. */
const PARTIAL = '.partial';

export interface Decrypted extends Checksum {
  /** The recipients whose identities fit; one of the given identities at least. */
  readonly openedWith: readonly string[];
}

/**
 * Decrypts an age file into a new file that only its owner can read. Every chunk is authentic, but
 * only the end proves that none is missing: the plaintext carries another name until then, and is
 * removed on every failure.
 * @param to is there only when all of it is.
 * @throws {DeployError} when no identity is given or fits, or the file is not age's, damaged or cut off.
 */
export async function decryptFile(
  from: string,
  to: string,
  identities: readonly string[],
  signal?: AbortSignal,
): Promise<Decrypted> {
  return withPlaintext(from, identities, async (plain, openedWith) => {
    const partial = `${to}${PARTIAL}`;
    const counting = startChecksum();
    try {
      // A stream that opens its file itself may still create it after it was removed.
      const target = await open(partial, 'wx', 0o600);
      await pipeline(counting.through(plain), target.createWriteStream(), {
        ...(signal && { signal }),
      });
      await rename(partial, to);
    } catch (error) {
      await rm(partial, { force: true });
      throw isOfDisk(error) ? notWritable(basename(from), error) : error;
    }
    return { ...counting.result(), openedWith };
  });
}

/** What a file would decrypt to, without keeping any of it. @throws as {@link decryptFile}. */
export async function checkDecryption(
  from: string,
  identities: readonly string[],
  signal?: AbortSignal,
): Promise<Checksum> {
  return withPlaintext(from, identities, async (plain) => {
    const counting = startChecksum();
    for await (const chunk of plain) {
      signal?.throwIfAborted();
      counting.take(chunk);
    }
    return counting.result();
  });
}

/** The text of a small file. @throws as {@link decryptFile}. */
export async function decryptText(from: string, identities: readonly string[]): Promise<string> {
  return withPlaintext(from, identities, async (plain) => {
    const chunks: Buffer[] = [];
    for await (const chunk of plain) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  });
}

async function withPlaintext<Result>(
  from: string,
  identities: readonly string[],
  use: (plain: AsyncIterable<Buffer>, openedWith: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const name = basename(from);
  if (identities.length === 0) throw noIdentity(name);
  const file = await open(from, 'r').catch((error: unknown) => {
    throw notReadable(name, error);
  });
  try {
    const { plain, openedWith } = await openFile(file, name, identities);
    return await use(plain, openedWith);
  } catch (error) {
    if (error instanceof BrokenPayload) throw brokenPayload(name, error);
    throw error;
  } finally {
    await file.close();
  }
}

async function openFile(file: FileHandle, name: string, identities: readonly string[]) {
  const header = await readHeader(file);
  if (header === 'not age') throw notAge(name);
  if (header === 'cut off') throw cutOff(name);
  const opened = await openHeader(header, identities).catch((error: unknown) => {
    if (error instanceof UnusableIdentity) throw invalidIdentity(name, error.number);
    throw error instanceof UnusableHeader ? brokenHeader(name, error) : error;
  });
  if (opened === undefined) throw fitsNobody(name, identities.length);
  const nonce = Buffer.alloc(PAYLOAD_NONCE);
  const { bytesRead } = await file.read(nonce, 0, PAYLOAD_NONCE, header.length);
  if (bytesRead < PAYLOAD_NONCE) throw cutOff(name);
  const { size } = await file.stat();
  const start = header.length + PAYLOAD_NONCE;
  const key = payloadKey(opened.fileKey, nonce);
  return { plain: openPayload(file, start, size, key), openedWith: opened.openedWith };
}

function isOfDisk(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS'].includes(String(codeOf(error)));
}
