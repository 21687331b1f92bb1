import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { decryptFile, decryptText } from '../../src/archive/decryption.js';
import { encryptText, startEncryption } from '../../src/archive/encryption.js';
import { ageDecrypt, ageEncrypt, encryptTo, sha256Of, someBytes, useAge } from './age.js';

const age = useAge(3);
const { signal } = new AbortController();
const KIB64 = 65_536;
const SIZES = [0, 1, KIB64 - 1, KIB64, KIB64 + 1, 2 * KIB64, 16 * KIB64, 3_500_000] as const;

describe.each(SIZES)('%i bytes', (size) => {
  const plain = someBytes(size);
  const sha256 = createHash('sha256').update(plain).digest('hex');

  test('the age program opens ours with either key, and we with the key of the run', async () => {
    const file = age.path(`ours-${size}`);
    const keys = [age.key(0), age.key(1)];
    const identity = await encryptTo(
      keys.map(({ recipient }) => recipient),
      plain,
      file,
    );
    for (const key of keys) expect((await ageDecrypt(key, file)).equals(plain)).toBe(true);
    const opened = await decryptFile(file, `${file}.out`, [identity], signal);
    expect(opened).toMatchObject({ bytes: size, sha256 });
    await expect(ageDecrypt(age.key(2), file)).rejects.toThrow('no identity matched');
  });

  test.each([[[0]], [[0, 1]]])('we open the age program’s, for keys %j', async (numbers) => {
    const file = age.path(`theirs-${size}-${numbers.length}`);
    const recipients = numbers.map((number) => age.key(number).recipient);
    await ageEncrypt(recipients, plain, file);
    const identities = [age.key(2).identity, age.key(0).identity];
    const opened = await decryptFile(file, `${file}.out`, identities, signal);
    expect(opened).toEqual({ bytes: size, sha256, openedWith: [age.key(0).recipient] });
    expect(await sha256Of(`${file}.out`)).toBe(sha256);
    expect((await stat(`${file}.out`)).mode & 0o777).toBe(0o600);
  });
});

test('every identity that fits is named', async () => {
  const file = age.path('both');
  const [a, b, c] = [age.key(0), age.key(1), age.key(2)];
  await encryptTo([a.recipient, b.recipient], someBytes(100), file);
  const { openedWith } = await decryptFile(
    file,
    `${file}.out`,
    [b, c, a].map((key) => key.identity),
    signal,
  );
  expect(openedWith).toEqual([b.recipient, a.recipient]);
});

test('for post-quantum recipients the key of the run is one, too', async () => {
  const file = age.path('hybrid');
  const identity = await generateHybridIdentity();
  const ofRun = await encryptTo([await identityToRecipient(identity)], someBytes(70_000), file);
  expect(ofRun).toMatch(/^AGE-SECRET-KEY-PQ-1/);
  expect(await readFile(file, 'latin1')).not.toContain('-> X25519');
  const opened = [identity, ofRun].map((key, at) =>
    decryptFile(file, `${file}.${at}.out`, [key], signal),
  );
  for (const { sha256 } of await Promise.all(opened)) {
    expect(sha256).toBe(createHash('sha256').update(someBytes(70_000)).digest('hex'));
  }
});

test('two files have neither key, nonce nor bytes in common', async () => {
  const { recipient } = age.key(0);
  const first = await encryptTo([recipient], Buffer.alloc(100), age.path('first'));
  const second = await encryptTo([recipient], Buffer.alloc(100), age.path('second'));
  expect(first).not.toBe(second);
  const [a, b] = await Promise.all([readFile(age.path('first')), readFile(age.path('second'))]);
  expect(a.subarray(-132).equals(b.subarray(-132))).toBe(false);
});

test('a text goes there and back, and the age program reads it', async () => {
  const file = age.path('text.age');
  const text = 'table public.bookings\ntable "Ünï"."\n"\n';
  await writeFile(file, await encryptText(text, [age.key(0).recipient, age.key(1).recipient]));
  expect(await decryptText(file, [age.key(1).identity], signal)).toBe(text);
  expect((await ageDecrypt(age.key(0), file)).toString()).toBe(text);
});

test('a recipient that is none is refused before anything is written', async () => {
  await expect(startEncryption([`${age.key(0).recipient}q`])).rejects.toThrow();
});

describe('refused, and no plaintext is left', () => {
  const refusal = async (file: string, identities: readonly string[]): Promise<string> => {
    const error: unknown = await decryptFile(file, `${file}.out`, identities, signal).catch(
      (reason: unknown) => reason,
    );
    expect((error as Error).name).toBe('DeployError');
    const left = (await readdir(dirname(file))).filter((name) => name.includes('.out'));
    expect(left.filter((name) => file.endsWith(name.replace(/\.out.*/, '')))).toEqual([]);
    return (error as Error).message;
  };
  const encrypted = async (name: string, content = someBytes(200_000)): Promise<string> => {
    await encryptTo([age.key(0).recipient], content, age.path(name));
    return age.path(name);
  };

  test('without an identity', async () => {
    expect(await refusal(await encrypted('none'), [])).toContain('decrypt-with is empty');
  });

  test('with the wrong one', async () => {
    const file = await encrypted('wrong');
    expect(await refusal(file, [age.key(1).identity])).toContain('does not open it');
    const both = [age.key(1).identity, age.key(2).identity];
    expect(await refusal(file, both)).toContain('none of the 2 private keys');
  });

  test('with a mistyped one, which is not repeated', async () => {
    const typo = age.key(0).identity.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'));
    const message = await refusal(await encrypted('typo'), [age.key(1).identity, typo]);
    expect(message).toContain('private key 2 of decrypt-with');
    expect(message).not.toContain(typo.slice(16, 40));
  });

  test.each([
    ['nothing at all', '', 'it is no age file'],
    ['a plain archive', 'PGDMP\u0001\u000f\u0000', 'it is no age file'],
    ['text', 'x'.repeat(2_000_000), 'it is no age file'],
    [
      'a header without end',
      `age-encryption.org/v1\n${'x'.repeat(2_000_000)}`,
      'its header is cut off, or not',
    ],
    ['half a header', 'age-encryption.org/v1\n-> X25519 ', 'its header is cut off, or not'],
    [
      'a header of nonsense',
      'age-encryption.org/v1\n-> \n--- x\n',
      'its header is cut off, or not',
    ],
  ])('%s', async (name, content, words) => {
    const file = age.path(name.replaceAll(' ', '-'));
    await writeFile(file, content);
    expect(await refusal(file, [age.key(0).identity])).toContain(words);
  });

  test('a file that is not there', async () => {
    expect(await refusal(age.path('absent'), [age.key(0).identity])).toContain('cannot be read');
  });

  test.each([
    ['before it', () => AbortSignal.abort(new Error('cancelled by the test'))],
    ['in the middle', (to: string) => abortOnFirstBytes(to)],
  ])('a step that is cancelled %s', async (name, cancelled) => {
    const file = await encrypted(`cancelled ${name}`, someBytes(64 * 1_024 ** 2));
    const to = `${file}.out`;
    const identities = [age.key(0).identity];
    const decrypting = decryptFile(file, to, identities, cancelled(to));
    await expect(decrypting).rejects.toThrow('cancelled by the test');
    const left = (await readdir(dirname(file))).filter((entry) => entry.includes('.out'));
    expect(left.filter((entry) => entry.startsWith('cancelled'))).toEqual([]);
  });
});

/** Its reason comes once something of a plaintext is on disk. */
function abortOnFirstBytes(to: string): AbortSignal {
  const controller = new AbortController();
  const watcher = watch(dirname(to), { persistent: false }, (_, entry) => {
    if (entry !== `${basename(to)}.partial`) return;
    watcher.close();
    controller.abort(new Error('cancelled by the test'));
  });
  return controller.signal;
}
