import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Decrypter } from 'age-encryption';
import { codeOf } from '../postgres/sqlstate.js';
import { openHeaderWith } from './ageidentities.js';
import { startChecksum, type Checksum } from './checksum.js';
import { brokenPayload, notReadable, notWritable } from './decryptionfailure.js';
import { webStream } from './webstream.js';

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
 * @throws {DeployError} when no identity is given or fits, or the file is not age's, damaged or cut
 *   off; the signal's reason when it is aborted.
 */
export async function decryptFile(
  from: string,
  to: string,
  identities: readonly string[],
  signal: AbortSignal,
): Promise<Decrypted> {
  const { decrypter, openedWith } = await openHeaderWith(from, identities);
  const partial = `${to}${PARTIAL}`;
  const counting = startChecksum();
  try {
    // A stream that opens its file itself may still create it after it was removed.
    const target = await open(partial, 'wx', 0o600);
    await pipeline(
      counting.through(plaintextOf(from, decrypter, signal)),
      target.createWriteStream(),
    );
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw isOfDisk(error) ? notWritable(basename(from), error) : error;
  }
  return { ...counting.result(), openedWith };
}

/** The text of a small file. @throws as {@link decryptFile}. */
export async function decryptText(
  from: string,
  identities: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const { decrypter } = await openHeaderWith(from, identities);
  return text(plaintextOf(from, decrypter, signal));
}

async function* plaintextOf(
  from: string,
  decrypter: Decrypter,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const file = createReadStream(from);
  try {
    for await (const chunk of await decrypter.decrypt(webStream(file))) {
      signal.throwIfAborted();
      yield chunk;
    }
  } catch (error) {
    signal.throwIfAborted();
    // Errors of a disk have a code, the package's have none.
    if (codeOf(error) !== undefined) throw notReadable(basename(from), error);
    throw brokenPayload(basename(from), error);
  } finally {
    file.destroy();
  }
}

function isOfDisk(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS'].includes(String(codeOf(error)));
}
