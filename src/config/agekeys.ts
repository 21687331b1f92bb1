import { z } from 'zod';

const RECIPIENTS = 'age recipients (public keys such as age1…), one a line; # begins a comment';
const IDENTITIES = 'age identities (AGE-SECRET-KEY-1…), one a line; # begins a comment';

/** Looks like a recipient of X25519 or of the post-quantum hybrid; whether it is one, the library says. */
const RECIPIENT = /^age1[0-9a-z]{20,4000}$/;
const IDENTITY = /^AGE-SECRET-KEY-[0-9A-Z-]{20,4000}$/;

/** Public keys to encrypt backups to. They are no secrets. */
export const recipientsSchema = z
  .union([z.string(), z.array(z.string())], { error: RECIPIENTS })
  .transform((value) => keysOf(Array.isArray(value) ? value.join('\n') : value))
  .pipe(z.array(z.string().regex(RECIPIENT, RECIPIENTS)));

/** Private keys, as the text of an identity file. */
export const identitiesSchema = z
  .string({ error: IDENTITIES })
  .transform(keysOf)
  .pipe(z.array(z.string().regex(IDENTITY, IDENTITIES)));

/** As age reads its files: one a line, blank lines and comments left out. */
function keysOf(text: string): string[] {
  return text
    .split(/\s*\n\s*/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
