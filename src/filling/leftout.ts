import type { Entry, EntryNames } from '../archive/entries.js';

/** An entry with its names. */
export interface NamedEntry extends Entry {
  readonly names: EntryNames;
}

export interface LeftOutEntry extends NamedEntry {
  readonly reason: string;
  /** Left out because of another entry. */
  readonly follows: boolean;
  /** In the end because of what the backup leaves out on request. */
  readonly requested: boolean;
}

/** Entries that go with their object. */
const ATTACHED = new Set([
  'ACL',
  'COMMENT',
  'SECURITY LABEL',
  'TABLE DATA',
  'SEQUENCE SET',
  'SEQUENCE OWNED BY',
]);

/** Each with its reason; comments, grants and rows are not listed beside their object. */
export function listLeftOut(leftOut: readonly LeftOutEntry[]): string[] {
  const ids = new Set(leftOut.map(({ id }) => id));
  return leftOut
    .filter(({ type, needs }) => !(ATTACHED.has(type) && needs.some((one) => ids.has(one))))
    .map((entry) => `${wordsOf(entry)}: ${entry.reason}`);
}

/** As it is listed for people, e.g. `TABLE auth.users`. */
export function wordsOf({ type, names: { schema, tag } }: NamedEntry): string {
  return `${type} ${schema === undefined ? tag : `${schema}.${tag}`}`;
}

const MOST_NAMED = 20;

/** The first twenty, and how many more. */
export function inShort(names: readonly string[], between = ', '): string {
  const more = names.length - MOST_NAMED;
  const first = names.slice(0, MOST_NAMED).join(between);
  return more > 0 ? `${first}${between}and ${more} more` : first;
}
