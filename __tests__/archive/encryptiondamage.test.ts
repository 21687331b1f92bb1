import { createCipheriv, hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { decryptFile } from '../../src/archive/decryption.js';
import { startEncryption } from '../../src/archive/encryption.js';
import { DeployError } from '../../src/errors.js';
import { encryptTo, someBytes, useAge } from './age.js';

const age = useAge(2);
const { signal } = new AbortController();
const SEALED = 65_536 + 16;
const SEED = 20261122;
const FLIPS = 60;
/** Pieces of 64 KiB. */
const AHEAD = 6;

let whole = Buffer.alloc(0);
/** Where the chunks begin. */
let start = 0;
let attempts = 0;

beforeAll(async () => {
  const file = age.path('whole');
  await encryptTo(
    [age.key(0).recipient, age.key(1).recipient],
    someBytes(3 * 65_536 + 1_000),
    file,
  );
  whole = await readFile(file);
  start = whole.indexOf('\n--- ') + '\n--- '.length + 43 + 1 + 16;
  expect((whole.length - start) % SEALED).toBe(1_016);
});

/** Tries to decrypt it; the error and whether any plaintext was left. */
async function attempt(content: Buffer): Promise<{ error: unknown; left: boolean }> {
  attempts += 1;
  const file = age.path(`damaged-${attempts}`);
  const to = `${file}.plain`;
  await writeFile(file, content);
  const error: unknown = await decryptFile(file, to, [age.key(1).identity], signal).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const left = existsSync(to) || existsSync(`${to}.partial`);
  await Promise.all([file, to].map((path) => rm(path, { force: true })));
  return { error, left };
}

async function expectRefused(content: Buffer): Promise<void> {
  const { error, left } = await attempt(content);
  expect(error).toBeInstanceOf(DeployError);
  expect(left).toBe(false);
}

test('the whole file is opened', async () => {
  expect(await attempt(whole)).toEqual({ error: undefined, left: true });
});

describe('cut off', () => {
  test.each([0.02, 0.5, 0.999])('at %d of it', async (share) => {
    await expectRefused(whole.subarray(0, Math.floor(whole.length * share)));
  });

  test('at every end of a chunk, of the nonce and of the header, a byte before and after', async () => {
    const chunks = [0, 1, 2, 3].map((number) => start + number * SEALED);
    const places = [start - 16, ...chunks, whole.length];
    for (const place of places.flatMap((at) => [at - 1, at, at + 1])) {
      if (place >= whole.length) continue;
      await expectRefused(whole.subarray(0, place));
    }
  });

  test('says so', async () => {
    const { error } = await attempt(whole.subarray(0, start + 2 * SEALED));
    expect((error as Error).message).toContain('it is damaged or cut off');
  });
});

test(`${FLIPS} flipped bits`, async () => {
  const anywhere = fc.record({ at: fc.nat({ max: whole.length - 1 }), bit: fc.nat({ max: 7 }) });
  const inHeader = fc.record({ at: fc.nat({ max: start - 1 }), bit: fc.nat({ max: 7 }) });
  await fc.assert(
    fc.asyncProperty(fc.oneof(anywhere, inHeader), async ({ at, bit }) => {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      await expectRefused(damaged);
    }),
    { seed: SEED, numRuns: FLIPS },
  );
});

test.each([
  ['a byte more', () => Buffer.concat([whole, Buffer.from('x')])],
  ['a chunk twice', () => splice(start, start + SEALED, start)],
  ['two chunks in the other order', () => swapped()],
  [
    'a chunk left out',
    () => Buffer.concat([whole.subarray(0, start), whole.subarray(start + SEALED)]),
  ],
  ['two files in one', () => Buffer.concat([whole, whole])],
])('%s', async (_, content) => {
  await expectRefused(content());
});

test('an empty chunk behind a full one, which no age program writes', async () => {
  const { header, fileKey } = await headerAndKey(age.key(1).recipient);
  const nonce = Buffer.alloc(16, 3);
  const key = Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
  const start = [header, nonce, sealed(key, 0, false, someBytes(65_536))];
  const accepted = Buffer.concat([...start, sealed(key, 1, true, Buffer.from('x'))]);
  expect(await attempt(accepted)).toMatchObject({ left: true });
  await expectRefused(Buffer.concat([...start, sealed(key, 1, true, Buffer.alloc(0))]));
});

/** The package's header, without the nonce and the empty chunk behind it, and the key in it. */
async function headerAndKey(recipient: string) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  let fileKey = new Uint8Array();
  encrypter.addRecipient({
    wrapFileKey: (key) => {
      fileKey = key.slice();
      return [];
    },
  });
  return { header: (await encrypter.encrypt('')).slice(0, -32), fileKey };
}

function sealed(key: Buffer, number: number, isLast: boolean, plain: Buffer): Buffer {
  const nonce = Buffer.from([...new Array<number>(10).fill(0), number, isLast ? 1 : 0]);
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function splice(from: number, to: number, at: number): Buffer {
  return Buffer.concat([whole.subarray(0, at), whole.subarray(from, to), whole.subarray(at)]);
}

function swapped(): Buffer {
  const [a, b] = [start, start + SEALED];
  const rest = whole.subarray(b + SEALED);
  return Buffer.concat([
    whole.subarray(0, a),
    whole.subarray(b, b + SEALED),
    whole.subarray(a, b),
    rest,
  ]);
}

test('128 MB pass in flat memory, at the pace of whoever takes it', async () => {
  const { encrypt } = await startEncryption([age.key(0).recipient]);
  const piece = someBytes(65_536);
  const all = 2_048;
  let given = 0;
  let taken = 0;
  let ahead = 0;
  const source = async function* (): AsyncGenerator<Buffer> {
    for (; given < all; given += 1) {
      ahead = Math.max(ahead, given * piece.length - taken);
      yield await Promise.resolve(piece);
    }
  };
  const before = process.memoryUsage().rss;
  let highest = before;
  for await (const chunk of encrypt(source())) {
    taken += chunk.length;
    if (given % 512 === 0) highest = Math.max(highest, process.memoryUsage().rss);
  }
  expect(given).toBe(all);
  expect(taken).toBeGreaterThan(2 ** 27);
  // A few pieces are on their way in the package's streams, no more are read before they are taken.
  expect(ahead).toBeLessThanOrEqual(AHEAD * piece.length);
  expect(highest - before).toBeLessThan(96 * 1_024 ** 2);
});

test('decryption passes a long file in flat memory', async () => {
  const file = age.path('long');
  const bytes = 128 * 1_024 ** 2;
  const identity = await encryptTo([age.key(0).recipient], someBytes(bytes), file);
  const before = process.memoryUsage().rss;
  let highest = before;
  const sampling = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 10);
  try {
    expect(await decryptFile(file, `${file}.out`, [identity], signal)).toMatchObject({ bytes });
  } finally {
    clearInterval(sampling);
  }
  expect(highest - before).toBeLessThan((bytes * 3) / 4);
});
