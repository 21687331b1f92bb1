import { startChecksum, type Checksum } from './checksum.js';
import { brokenPayload } from './decryptionfailure.js';
import { startFeed } from './feed.js';
import { webStream } from './webstream.js';

export interface DecryptionCheck {
  /** Passes an age file on, at the pace of its decryption. */
  readonly through: (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;
  /** What it was decrypted to; nothing of that is kept. Rejects when it does not decrypt. */
  readonly opened: Promise<Checksum>;
}

/**
 * Decrypts an age file while it is written. That takes as long as encrypting it, and pg_dump leaves
 * the time: on two cores the backup of 500 MB took a seventh longer than without encryption, and a
 * fifth when the file was decrypted after the dump.
 */
export function startDecryptionCheck(identity: string): DecryptionCheck {
  const feed = startFeed();
  const opened = decrypt(feed.stream, identity).finally(feed.close);
  // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
  opened.catch(() => undefined);
  return {
    opened,
    async *through(chunks) {
      try {
        for await (const chunk of chunks) {
          await feed.write(chunk);
          yield chunk;
        }
      } finally {
        feed.end();
      }
    },
  };
}

async function decrypt(file: AsyncIterable<Uint8Array>, identity: string): Promise<Checksum> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const counting = startChecksum();
  try {
    for await (const chunk of await decrypter.decrypt(webStream(file))) counting.take(chunk);
  } catch (error) {
    throw brokenPayload('what was encrypted', error);
  }
  return counting.result();
}
