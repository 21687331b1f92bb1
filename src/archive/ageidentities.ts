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

/** A recipient takes 110 bytes, a post-quantum one 1.6 kB; what goes on for longer is no header. */
const LONGEST = 1024 ** 2;

/** The package's own words; its errors have no codes. */
const FITS_NOBODY = 'no identity matched';

export interface Opened {
  /** Has one of the identities that fit. */
  readonly decrypter: Decrypter;
  /** The recipients of all identities that fit. */
  readonly openedWith: readonly string[];
}

/**
 * Tries every identity on an age file's header: the package stops at the first one that fits, and
 * does not tell which it was.
 * @throws {DeployError} when no identity is given or fits, or it is no age file.
 */
export async function openHeaderWith(file: string, identities: readonly string[]): Promise<Opened> {
  const name = basename(file);
  if (identities.length === 0) throw noIdentity(name);
  const beginning = await buffer(createReadStream(file, { end: LONGEST - 1 })).catch(
    (error: unknown) => {
      throw notReadable(name, error);
    },
  );
  if (beginning.toString('latin1', 0, FIRST_LINE.length) !== FIRST_LINE) throw notAge(name);
  const { Decrypter, identityToRecipient } = await import('age-encryption');
  const openedWith: string[] = [];
  let opened: Decrypter | undefined;
  for (const [at, identity] of identities.entries()) {
    const recipient = await identityToRecipient(identity).catch(() => undefined);
    if (recipient === undefined) throw invalidIdentity(name, at + 1);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    try {
      await decrypter.decryptHeader(beginning);
      openedWith.push(recipient);
      opened = decrypter;
    } catch (error) {
      if (!messageOf(error).includes(FITS_NOBODY)) throw brokenHeader(name, error);
    }
  }
  if (opened === undefined) throw fitsNobody(name, identities.length);
  return { decrypter: opened, openedWith };
}
