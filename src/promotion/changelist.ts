import type { Session } from '../postgres/session.js';
import type { PromotedTable, RecordedChange } from '../record/promotion.js';
import { listed, type Disclosure } from './disclosure.js';
import { MOST_NAMED } from './offence.js';
import { PREVIEWED } from './staging.js';

/** More are not kept for a later job: nobody approved so many by looking at them. */
const MOST_KEPT = 2_000;
/** Hex digits kept of a row's hash: they tell that it moved. */
const DIGITS = 4;

/**
 * The changes of the preview, for a later job to name what moved since: a digest alone only tells
 * that something did. Undefined when there are too many.
 */
export async function readChangeList(
  prod: Session,
  tables: readonly PromotedTable[],
  disclosure: Disclosure,
): Promise<RecordedChange[] | undefined> {
  const rows = await prod.query<{ target: number; key: string; pre: string | null; post: string }>(
    `select target, key, pre, post
       from ${PREVIEWED} order by target, key collate "C" limit ${MOST_KEPT + 1}`,
  );
  if (rows.length > MOST_KEPT) return undefined;
  return rows.map(({ target, key, pre, post }) => ({
    table: tables[target]?.table ?? '',
    key: disclosure.key(key),
    pre: pre === null ? null : digitsOf(pre, disclosure),
    post: digitsOf(post, disclosure),
  }));
}

/**
 * Enough to tell one state of a row from another. Of few possible rows even four digits of a plain
 * hash tell which one it was, hence the end of what may be shown of a key.
 */
export function digitsOf(hash: string, disclosure: Pick<Disclosure, 'key'>): string {
  return disclosure.key(hash).slice(-DIGITS);
}

/** What differs between the approved changes and those of now, one line a table and side. */
export function movedSince(
  approved: readonly RecordedChange[],
  now: readonly RecordedChange[],
): string[] {
  const then = new Map(approved.map((change) => [nameOf(change), change]));
  const found = new Map<string, string[]>();
  const note = ({ table, key }: RecordedChange, what: string): void => {
    const kind = `in ${table} ${what}`;
    found.set(kind, [...(found.get(kind) ?? []), key]);
  };
  for (const change of now) {
    const before = then.get(nameOf(change));
    then.delete(nameOf(change));
    const what = before === undefined ? 'differ now' : whatMoved(before, change);
    if (what !== undefined) note(change, what);
  }
  for (const change of then.values()) note(change, 'differ no more');
  // The keys were made fit to be shown when they were read.
  const shown = { key: (text: string) => text };
  return [...found].map(
    ([kind, keys]) => `${kind} ${listed(keys.length, keys.slice(0, MOST_NAMED), shown)}`,
  );
}

function whatMoved(before: RecordedChange, after: RecordedChange): string | undefined {
  const [pre, post] = [before.pre !== after.pre, before.post !== after.post];
  if (pre && post) return 'changed in development and in production';
  if (post) return 'changed in development';
  return pre ? 'changed in production' : undefined;
}

function nameOf({ table, key }: RecordedChange): string {
  return JSON.stringify([table, key]);
}
