/** What stands in the place of a secret, as in the runner's own log. */
const STARS = '***';

/**
 * A leaf without blanks is an identifier, a number or a hash: a short secret that equals a part of
 * it (a password `postgres`, a database `postgres`) is a coincidence, and starring it would break
 * the record. From this length on it is a leak.
 */
const LENGTH_OF_A_SECRET_TOKEN = 12;

/** Blanks make a sentence; `user:password@host` and `password=…` give a login away without any. */
const SENTENCE = /[\s@=]/;

/** Replaces every form of every secret in a text. Longest first, so that parts do not spoil wholes. */
export function redact(text: string, masks: readonly string[]): string {
  return starred(text, longestFirst(masks));
}

/**
 * The same value with every string in it redacted: records leave the runner's reach, and artifact
 * contents are never masked by it. Keys, too: most are ours, but a ledger has its migrations by name.
 */
export function redactDeep<Value>(value: Value, masks: readonly string[]): Value {
  const sorted = longestFirst(masks);
  return walk(value, sorted, sorted.filter(isLong)) as Value;
}

function longestFirst(masks: readonly string[]): readonly string[] {
  return [...masks].sort((a, b) => b.length - a.length);
}

function starred(text: string, sorted: readonly string[]): string {
  return sorted.reduce((clean, mask) => clean.replaceAll(mask, STARS), text);
}

function isLong(mask: string): boolean {
  return mask.length >= LENGTH_OF_A_SECRET_TOKEN;
}

function walk(value: unknown, masks: readonly string[], longMasks: readonly string[]): unknown {
  const clean = (text: string): string => starred(text, SENTENCE.test(text) ? masks : longMasks);
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, masks, longMasks));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [clean(key), walk(item, masks, longMasks)]),
  );
}
