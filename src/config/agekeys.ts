import type * as Age from 'age-encryption';
import { z } from 'zod';
import type { Problem } from '../errors.js';

/** Faulty lines that are told one by one. */
const MOST_TOLD = 10;
/** Signs of a public key that tell it from others. */
const SHOWN = 16;

/** What `#` begins is a comment, on a line of its own as in age's files or behind a key. */
const COMMENT = /(^|\s)#.*$/;
const PRIVATE_KEY = /AGE-SECRET-KEY-/i;

interface Kind {
  readonly input: string;
  readonly form: string;
  /** What a key looks like; whether it is one, the age-encryption package says. */
  readonly looks: RegExp;
  /** Throws when it is none. */
  readonly check: (age: typeof Age, key: string) => unknown;
  /** Why a line is none. Shows no line but the beginning of a public key. */
  readonly fault: (line: string) => Pick<Problem, 'found' | 'likelyCause' | 'nextAction'>;
}

const RECIPIENT: Kind = {
  input: 'encrypt-to',
  form: 'public keys of age (age1…), one a line; # begins a comment',
  looks: /^age1[0-9a-z]{20,4000}$/,
  check: (age, key) => {
    new age.Encrypter().addRecipient(key);
  },
  fault: (line) => {
    if (PRIVATE_KEY.test(line)) {
      return {
        found: 'it is a private key',
        likelyCause: 'the wrong line of the key file was copied',
        nextAction:
          'treat that key as published: make a new pair with age-keygen, and put its public key (age1…) here',
      };
    }
    const shown = line.startsWith('age1') ? ` (${line.slice(0, SHOWN).replace(/\W/g, '?')}…)` : '';
    return {
      found: `it is no public key of age${shown}`,
      likelyCause: line.startsWith('ssh-')
        ? 'keys of SSH are not supported'
        : 'a character was lost or changed when it was copied, or it belongs to a plugin of age',
      nextAction: `give ${RECIPIENT.form}; age-keygen -y prints the public key of a key file`,
    };
  },
};

const IDENTITY: Kind = {
  input: 'decrypt-with',
  form: 'private keys of age (AGE-SECRET-KEY-…), one a line; # begins a comment',
  looks: /^AGE-SECRET-KEY-[0-9A-Z-]{20,4000}$/,
  check: (age, key) => {
    new age.Decrypter().addIdentity(key);
  },
  fault: (line) => ({
    found: line.startsWith('age1') ? 'it is a public key' : 'it is no private key of age',
    likelyCause: line.startsWith('age1')
      ? 'the wrong line of the key file was copied'
      : 'a character was lost or changed when it was copied, or the key file has a passphrase',
    nextAction: `give ${IDENTITY.form}: the contents of the file that age-keygen wrote`,
  }),
};

/** Public keys to encrypt backups to. They are no secrets. */
export const recipientsSchema = z
  .union([z.string(), z.array(z.string())], { error: RECIPIENT.form })
  .transform((value, context) =>
    keysOf(Array.isArray(value) ? value.join('\n') : value, RECIPIENT, context),
  );

/** Private keys, as the text of an identity file. */
export const identitiesSchema = z
  .string({ error: IDENTITY.form })
  .transform((value, context) => keysOf(value, IDENTITY, context));

/** Without keys nothing is awaited and nothing loaded. */
function keysOf(
  text: string,
  kind: Kind,
  context: z.core.$RefinementCtx,
): string[] | Promise<string[]> {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ number: at + 1, key: line.replace(COMMENT, '').trim() }))
    .filter(({ key }) => key !== '');
  return lines.length === 0 ? [] : checked(lines, kind, context);
}

async function checked(
  lines: readonly { readonly number: number; readonly key: string }[],
  kind: Kind,
  context: z.core.$RefinementCtx,
): Promise<string[]> {
  const age = await import('age-encryption');
  const isKey = (key: string): boolean => {
    try {
      kind.check(age, key);
      return true;
    } catch {
      return false;
    }
  };
  const faulty = lines.filter(({ key }) => !kind.looks.test(key) || !isKey(key));
  for (const { number, key } of faulty.slice(0, MOST_TOLD)) {
    const problem: Problem = {
      attempted: `read line ${number} of input ${kind.input}`,
      ...kind.fault(key),
    };
    context.addIssue({ code: 'custom', params: { problem } });
  }
  return faulty.length > 0 ? z.NEVER : [...new Set(lines.map(({ key }) => key))];
}
