import { describe, expect, test } from '@jest/globals';
import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { redact } from '../../src/actions/redaction.js';
import { secretForms } from '../../src/config/masks.js';
import { SETTINGS_FILE, useCheckout, wordsOf } from './gathered.js';
import { expectClear, healthy } from './healthy.js';

const checkout = useCheckout();

/** From age's own documentation, with the private key that belongs to it. */
const ALICE = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';
const ALICE_KEY = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
const TYPO = ALICE.replace('zvkyg', 'zvkyh');

const encryptingTo = (text: string, step = 'backup') => ({
  ...healthy(step === 'validate' ? 'validate' : 'backup'),
  'encrypt-to': text,
});

const configOf = async (inputs: Readonly<Record<string, string>>): Promise<object> => {
  const read = await checkout.read(inputs);
  if (!read.ok) throw new Error(wordsOf(read).join());
  return read.value.config;
};

describe('encrypt-to', () => {
  test('takes keys of several kinds, comments, blank lines and a key twice', async () => {
    const hybrid = await identityToRecipient(await generateHybridIdentity());
    const text = `# the team\n${ALICE}\r\n\n  ${hybrid}  # the escrow\n${ALICE}\n`;
    expect(await configOf(encryptingTo(text))).toMatchObject({ encryptTo: [ALICE, hybrid] });
  });

  test('takes a list of the settings file', async () => {
    await checkout.write(SETTINGS_FILE, `encrypt-to:\n  - ${ALICE}\n`);
    expect(await configOf(healthy('backup'))).toMatchObject({ encryptTo: [ALICE] });
  });

  test('is empty by default', async () => {
    expect(await configOf(healthy('backup'))).toMatchObject({ encryptTo: [] });
  });

  test.each([
    ['a mistyped one', TYPO, 'it is no public key of age (age1zvkyh2lqzraa'],
    ['one that is cut off', ALICE.slice(0, -1), 'it is no public key of age (age1zvkyg2lqzraa'],
    ['one in upper case', ALICE.toUpperCase(), 'it is no public key of age\n'],
    ['one of SSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ann@shop', 'keys of SSH are not supported'],
    [
      'one of a plugin',
      'age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t',
      'plugin',
    ],
    ['two on one line', `${ALICE} ${ALICE}`, 'one a line'],
  ])('refuses %s by its line, in validate and in backup', async (_, line, words) => {
    for (const step of ['validate', 'backup']) {
      const read = await checkout.read(encryptingTo(`# first\n${ALICE}\n${line}`, step));
      expectClear(wordsOf(read), 'read line 3 of input encrypt-to');
      expect(wordsOf(read).join()).toContain(words);
    }
  });

  test('refuses a private key without repeating it, and says to replace it', async () => {
    const inputs = encryptingTo(`${ALICE}\n${ALICE_KEY}`);
    const words = wordsOf(await checkout.read(inputs));
    expectClear(words, 'read line 2 of input encrypt-to');
    expect(words.join()).toContain('treat that key as published: make a new pair');
    expect(words.join()).not.toContain(ALICE_KEY.slice(15, 30));
  });

  test('tells every bad line up to ten', async () => {
    expect(wordsOf(await checkout.read(encryptingTo(`${TYPO}\n`.repeat(3))))).toHaveLength(3);
    expect(wordsOf(await checkout.read(encryptingTo('x\n'.repeat(10_000))))).toHaveLength(10);
  });
});

describe('decrypt-with', () => {
  const restoring = (text: string) => ({ ...healthy('restore'), 'decrypt-with': text });

  test('takes the file that age-keygen wrote, and several', async () => {
    const other = await generateX25519Identity();
    const text = `# created: 2026-11-01\n# public key: ${ALICE}\n${ALICE_KEY}\n${other}`;
    expect(await configOf(restoring(text))).toMatchObject({ decryptWith: [ALICE_KEY, other] });
  });

  test.each([
    ['a mistyped one', ALICE_KEY.replace(/.$/, 'Q'), 'it is no private key of age'],
    ['a public one', ALICE, 'it is a public key'],
    [
      'a file with a passphrase',
      '-----BEGIN AGE ENCRYPTED FILE-----',
      'the key file has a passphrase',
    ],
  ])('refuses %s by its line, and repeats nothing', async (_, line, words) => {
    const read = await checkout.read(restoring(`# mine\n${line}`));
    expectClear(wordsOf(read), 'read line 2 of input decrypt-with');
    expect(wordsOf(read).join()).toContain(words);
    expect(wordsOf(read).join()).not.toContain(line.slice(-20));
  });
});

describe('a private key is masked', () => {
  test.each([
    ['in decrypt-with', { 'decrypt-with': `# mine\n${ALICE_KEY}` }, {}],
    ['in encrypt-to', { 'encrypt-to': `${ALICE}\n${ALICE_KEY}` }, {}],
    ['in an input that nobody knows', { 'decrypt-wiht': `key: ${ALICE_KEY}` }, {}],
    ['in a command', { 'migrate-command': `KEY=${ALICE_KEY} npx knex` }, {}],
    ['in a variable of any name', {}, { BACKUP_KEY: `# mine\n${ALICE_KEY}\n` }],
  ])('%s', async (_, inputs, environment) => {
    const forms = secretForms(await checkout.gather(inputs, environment));
    expect(redact(`said ${ALICE_KEY}, then`, forms)).toBe('said ***, then');
    expect(redact(ALICE, forms)).toBe(ALICE);
  });

  test('in the settings file', async () => {
    await checkout.write(SETTINGS_FILE, `encrypt-to: [${ALICE_KEY}]`);
    expect(secretForms(await checkout.gather({}))).toContain(ALICE_KEY);
  });
});
