import { execFile } from 'node:child_process';
import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from '@jest/globals';
import { startEncryption } from '../../src/archive/encryption.js';

const run = promisify(execFile);

export interface KeyPair {
  readonly recipient: string;
  readonly identity: string;
  /** The identity's file, for the CLI. */
  readonly file: string;
}

/** A directory and keys that `age-keygen` made, shared by the tests of a file. */
export function useAge(keys: number): { path(name: string): string; key(number: number): KeyPair } {
  let directory = '';
  const pairs: KeyPair[] = [];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'age-test-'));
    for (let number = 0; number < keys; number += 1) {
      const file = join(directory, `key-${number}.txt`);
      await run('age-keygen', ['-o', file]);
      const text = await readFile(file, 'utf8');
      pairs.push({
        file,
        recipient: /age1\w+/.exec(text)?.[0] ?? '',
        identity: /AGE-SECRET-KEY-\w+/.exec(text)?.[0] ?? '',
      });
    }
  });
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });
  return {
    path: (name) => join(directory, name),
    key: (number) => {
      const pair = pairs[number];
      if (pair === undefined) throw new Error(`there are ${keys} keys`);
      return pair;
    },
  };
}

/** Encrypts bytes as the dump does; gives the identity of the run. */
export async function encryptTo(
  recipients: readonly string[],
  plain: Buffer,
  file: string,
): Promise<string> {
  const { encrypt, identity } = await startEncryption(recipients);
  await pipeline(encrypt(inPieces(plain)), createWriteStream(file));
  return identity;
}

/** In pieces of a pipe, and one that is not. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes.subarray(0, 17));
  for (let at = 17; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

export async function ageEncrypt(
  recipients: readonly string[],
  plain: Buffer,
  file: string,
): Promise<void> {
  await writeFile(`${file}.plain`, plain);
  const words = recipients.flatMap((recipient) => ['-r', recipient]);
  await run('age', [...words, '-o', file, `${file}.plain`]);
  await rm(`${file}.plain`);
}

export async function ageDecrypt({ file: identity }: KeyPair, file: string): Promise<Buffer> {
  const { stdout } = await run('age', ['-d', '-i', identity, file], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 ** 2,
  });
  return stdout;
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The same bytes every time, none like its neighbour. */
export function someBytes(length: number): Buffer {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16, 2));
  return stream.update(Buffer.alloc(length));
}
