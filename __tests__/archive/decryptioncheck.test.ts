import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { startDecryptionCheck } from '../../src/archive/decryptioncheck.js';
import { encryptTo, someBytes, useAge } from './age.js';

const age = useAge(2);
const plain = someBytes(1_000_000);
const sums = { bytes: plain.length, sha256: createHash('sha256').update(plain).digest('hex') };
let whole = Buffer.alloc(0);

beforeAll(async () => {
  await encryptTo([age.key(0).recipient], plain, age.path('whole'));
  whole = await readFile(age.path('whole'));
});

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) {
    yield await Promise.resolve(bytes.subarray(at, at + length));
  }
}

/** Passes it through a check; what came out, and the check's own end. */
async function check(bytes: Buffer, length = 65_536, identity = age.key(0).identity) {
  const { through, opened } = startDecryptionCheck(identity);
  const passed: Uint8Array[] = [];
  for await (const chunk of through(inPieces(bytes, length))) passed.push(chunk);
  const ended = await opened.catch((error: unknown) => (error as Error).message);
  return { passed: Buffer.concat(passed), ended };
}

test.each([97, 65_536, 400_000, 2_000_000])(
  'tells the plaintext, in pieces of %i',
  async (piece) => {
    const { passed, ended } = await check(whole, piece);
    expect(ended).toEqual(sums);
    expect(passed.equals(whole)).toBe(true);
  },
);

test.each([
  ['a flipped bit', () => flipped(whole, 500_000)],
  ['a flipped bit of the header', () => flipped(whole, 60)],
  ['no end', () => whole.subarray(0, -1)],
  ['an end too early', () => whole.subarray(0, 200_000)],
  ['nothing', () => Buffer.alloc(0)],
])('refuses %s, and still passes all of it on', async (_, damaged) => {
  const { passed, ended } = await check(damaged());
  expect(ended).toContain('it is damaged or cut off');
  expect(passed.equals(damaged())).toBe(true);
});

test('refuses a key that does not fit', async () => {
  const { passed, ended } = await check(whole, 65_536, age.key(1).identity);
  expect(ended).toContain('it is damaged or cut off');
  expect(passed.length).toBe(whole.length);
});

test('ends when whoever writes the file stops, or its source fails', async () => {
  const stopped = startDecryptionCheck(age.key(0).identity);
  for await (const chunk of stopped.through(inPieces(whole, 65_536))) if (chunk.length > 0) break;
  await expect(stopped.opened).rejects.toThrow('it is damaged or cut off');

  const broken = startDecryptionCheck(age.key(0).identity);
  const passing = broken.through(failing());
  await passing.next();
  await expect(passing.next()).rejects.toThrow('the disk is gone');
  await expect(broken.opened).rejects.toThrow('it is damaged or cut off');
});

async function* failing(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(whole.subarray(0, 1_000));
  throw new Error('the disk is gone');
}

function flipped(bytes: Buffer, at: number): Buffer {
  const damaged = Buffer.from(bytes);
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  return damaged;
}
