import type { FileHandle } from 'node:fs/promises';
import { messageOf } from '../errors.js';

/**
 * The header of an age file: the file's key, wrapped once for each recipient. It is the
 * age-encryption package's work; the package is loaded by the steps that encrypt or decrypt alone.
 */
const FIRST_LINE = 'age-encryption.org/v1\n';
const MAC_LINE = '\n--- ';

/** A recipient takes 110 bytes, a post-quantum one 1.6 kB; what goes on for longer is no header. */
const LONGEST = 1024 ** 2;

/** The package encrypts nothing at all behind a header that it makes: its nonce and its empty chunk. */
const EMPTY_PAYLOAD = 16 + 16;

/** The package's own words; its errors have no codes. */
const FITS_NOBODY = 'no identity matched';

export interface NewHeader {
  readonly bytes: Buffer;
  readonly fileKey: Uint8Array;
}

/** @throws when a recipient is none. */
export async function makeHeader(recipients: readonly string[]): Promise<NewHeader> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  let fileKey = new Uint8Array();
  encrypter.addRecipient({
    // It adds no line to the header, it only learns the key.
    wrapFileKey: (key) => {
      fileKey = key.slice();
      return [];
    },
  });
  const file = await encrypter.encrypt(new Uint8Array());
  return { bytes: Buffer.from(file.subarray(0, file.length - EMPTY_PAYLOAD)), fileKey };
}

/** What a file begins with, instead of a header. */
export type NoHeader = 'not age' | 'cut off';

/** The bytes of a file's header, the line of its MAC included. */
export async function readHeader(file: FileHandle): Promise<Buffer | NoHeader> {
  const start = Buffer.alloc(LONGEST);
  let filled = 0;
  while (filled < LONGEST) {
    const { bytesRead } = await file.read(start, filled, LONGEST - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  const text = start.subarray(0, filled).toString('latin1');
  if (!text.startsWith(FIRST_LINE.slice(0, filled))) return 'not age';
  const mac = text.indexOf(MAC_LINE);
  const end = mac === -1 ? -1 : text.indexOf('\n', mac + 1);
  if (end !== -1) return start.subarray(0, end + 1);
  return filled === LONGEST ? 'not age' : 'cut off';
}

export interface Opened {
  readonly fileKey: Uint8Array;
  /** The recipients of the identities that fit. */
  readonly openedWith: readonly string[];
}

/** A header that is not as it was written. */
export class UnusableHeader extends Error {}

/** An identity that is none; `number` counts from 1. It is a secret and not shown. */
export class UnusableIdentity extends Error {
  readonly number: number;

  constructor(number: number) {
    super(`identity ${number} is not valid`);
    this.number = number;
  }
}

/**
 * Tries every identity, so that it is known which of them fit.
 * @returns undefined when none does.
 * @throws {UnusableIdentity | UnusableHeader}
 */
export async function openHeader(
  header: Buffer,
  identities: readonly string[],
): Promise<Opened | undefined> {
  const { Decrypter, identityToRecipient } = await import('age-encryption');
  let fileKey: Uint8Array | undefined;
  const openedWith: string[] = [];
  for (const [at, identity] of identities.entries()) {
    const decrypter = new Decrypter();
    const recipient = await identityToRecipient(identity).catch(() => undefined);
    if (recipient === undefined) throw new UnusableIdentity(at + 1);
    decrypter.addIdentity(identity);
    try {
      fileKey = await decrypter.decryptHeader(header);
      openedWith.push(recipient);
    } catch (error) {
      if (!messageOf(error).includes(FITS_NOBODY)) {
        throw new UnusableHeader('the header is damaged', { cause: error });
      }
    }
  }
  return fileKey === undefined ? undefined : { fileKey, openedWith };
}
