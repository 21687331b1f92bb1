import { webStream } from './webstream.js';

/** Appended to the name of what is encrypted. */
export const ENCRYPTED = '.age';

export interface Encryption {
  /**
   * Opens what is encrypted here, beside the private keys of the recipients. It was made for this
   * one run and is in memory alone: whoever drops it forgets it.
   */
  readonly identity: string;
  /** An age file, written while its contents come; memory stays flat. */
  readonly encrypt: (plain: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;
}

/**
 * Prepares age files for several recipients, each of whom alone can open them.
 * @throws when a recipient is none; the config has refused those.
 */
export async function startEncryption(recipients: readonly string[]): Promise<Encryption> {
  const { generateHybridIdentity, generateX25519Identity, identityToRecipient } =
    await import('age-encryption');
  // Beside post-quantum recipients a classic one would be the weak link of the whole file.
  const identity = await (recipients.every(isPostQuantum)
    ? generateHybridIdentity()
    : generateX25519Identity());
  const encrypter = await encrypterFor([...recipients, await identityToRecipient(identity)]);
  return {
    identity,
    async *encrypt(plain) {
      yield* await encrypter.encrypt(webStream(plain));
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
  return (await encrypterFor(recipients)).encrypt(text);
}

/** The package is loaded by the steps that encrypt or decrypt alone. */
async function encrypterFor(recipients: readonly string[]) {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter;
}
