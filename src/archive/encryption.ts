import { randomBytes } from 'node:crypto';
import { makeHeader } from './ageheader.js';
import { PAYLOAD_NONCE, payloadKey, sealPayload } from './agepayload.js';

/** Appended to the name of what is encrypted. */
export const ENCRYPTED = '.age';

export interface Encryption {
  /**
   * Opens what is encrypted here, beside the private keys of the recipients. It was made for this
   * one run and is in memory alone: whoever drops it forgets it.
   */
  readonly identity: string;
  /** An age file, written while its contents come; memory stays flat. */
  readonly encrypt: (plain: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;
}

/**
 * Prepares one age file for several recipients, each of whom alone can open it.
 * @throws when a recipient is none; the config has refused those.
 */
export async function startEncryption(recipients: readonly string[]): Promise<Encryption> {
  const { generateHybridIdentity, generateX25519Identity, identityToRecipient } =
    await import('age-encryption');
  // Beside post-quantum recipients a classic one would be the weak link of the whole file.
  const identity = await (recipients.every(isPostQuantum)
    ? generateHybridIdentity()
    : generateX25519Identity());
  const header = await makeHeader([...recipients, await identityToRecipient(identity)]);
  return {
    identity,
    async *encrypt(plain) {
      const nonce = randomBytes(PAYLOAD_NONCE);
      yield Buffer.concat([header.bytes, nonce]);
      yield* sealPayload(plain, payloadKey(header.fileKey, nonce));
    },
  };
}

function isPostQuantum(recipient: string): boolean {
  return /^age1(pq|tagpq)1/.test(recipient);
}

/** A small text as an age file for the same recipients. */
export async function encryptText(
  text: string,
  recipients: readonly string[],
): Promise<Uint8Array> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(text);
}
