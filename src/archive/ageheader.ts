import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Decrypter } from 'age-encryption';
import { messageOf } from '../errors.js';
import {
  brokenHeader,
  fitsNobody,
  invalidIdentity,
  noIdentity,
  notAge,
  notReadable,
} from './decryptionfailure.js';

const FIRST_LINE = 'age-encryption.org/v1\n';
const MAC_LINE = '\n--- ';

/** A recipient takes 110 bytes, a post-quantum one 1.6 kB; what goes on for longer is no header. */
const LONGEST = 1024 ** 2;

/** The package's own words; its errors have no codes. */
const FITS_NOBODY = 'no identity matched';

/** The header of an age file: the file's key, wrapped once for each recipient. */
export interface OpenedHeader {
  /** Of the last of the identities that fit. */
  readonly decrypter: Decrypter;
  readonly fileKey: Uint8Array;
  /** The recipients of all identities that fit. */
  readonly openedWith: readonly string[];
  /** Bytes, the line of its MAC included. */
  readonly length: number;
}

/**
 * Tries every identity on an age file's header: the package stops at the first one that fits, and
 * does not tell which it was.
 * @throws {DeployError} when there is no such header, or no identity is given or fits.
 */
export async function openHeader(
  file: string,
  identities: readonly string[],
): Promise<OpenedHeader> {
  const name = basename(file);
  if (identities.length === 0) throw noIdentity(name);
  const beginning = await buffer(createReadStream(file, { end: LONGEST - 1 })).catch(
    (error: unknown) => {
      throw notReadable(name, error);
    },
  );
  if (beginning.toString('latin1', 0, FIRST_LINE.length) !== FIRST_LINE) throw notAge(name);
  const length = beginning.indexOf('\n', beginning.indexOf(MAC_LINE) + 1) + 1;
  const { Decrypter, identityToRecipient } = await import('age-encryption');
  const openedWith: string[] = [];
  let opened: Pick<OpenedHeader, 'decrypter' | 'fileKey'> | undefined;
  for (const [at, identity] of identities.entries()) {
    const recipient = await identityToRecipient(identity).catch(() => undefined);
    if (recipient === undefined) throw invalidIdentity(name, at + 1);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    try {
      opened = { decrypter, fileKey: await decrypter.decryptHeader(beginning) };
      openedWith.push(recipient);
    } catch (error) {
      if (!messageOf(error).includes(FITS_NOBODY)) throw brokenHeader(name, error);
    }
  }
  if (opened === undefined) throw fitsNobody(name, identities.length);
  return { ...opened, openedWith, length };
}
