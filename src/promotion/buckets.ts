import { DeployError } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { image, keyText, type Buckets, type Target } from './target.js';

/** Below, to copy every row is as fast as to hash it first. */
const MANY_ROWS = 100_000;
/** Bits of the first look: 8,192 buckets, of 122 rows each where there are a million. */
const FIRST_BITS = 13;
const MORE_BITS = 4;
/** Rows in a bucket that are cheaper to copy than to look at again. */
const FEW_ROWS = 2;
/** More buckets than these make statements that are longer than the rows they spare. */
const MOST_BUCKETS = 20_000;
/** Bytes of one bucket in an answer: its number (int4), and the hash of its rows (int8). */
const ENTRY = 12;

/** One side of a whole table in a few bytes. */
export interface Sum {
  readonly rows: number;
  /** Of the hashes of all rows; in decimal, exact. */
  readonly hashes: string;
}

/** What two sides of a large table need not tell each other. */
export interface Selection {
  /** Development and production as they were hashed, to find out whether one has moved since. */
  readonly there: Sum;
  readonly here: Sum;
  /** Every row that differs is in one of these. */
  readonly buckets: Buckets;
}

/**
 * Finds the part of a large table in which the sides differ, by hashes alone. One sum of each side
 * comes first: nothing else is needed where nothing differs. Buckets are of the
 * key's hash and not of its range: ranges break on gaps, collations and text keys. A hash that is
 * equal proves sameness; one that differs (other majors may hash otherwise) proves nothing, and only
 * has its rows compared. Undefined where the table is small, or differs nearly everywhere.
 * @param seen what an earlier call has found. It is found again without another look at production
 *   where development is the same; whether production is, {@link requireUnmoved} tells.
 */
export async function selectBuckets(
  dev: Session,
  prod: Session,
  target: Target,
  seen?: Selection,
): Promise<Selection | undefined> {
  if (seen !== undefined && isSame(await sum(dev, target), seen.there)) return seen;
  if (!(await isLarge(dev, target)) || !(await isLarge(prod, target))) return undefined;
  // Hashes are of bytes, and equal bytes are other characters in another encoding.
  if ((await encodingOf(dev)) !== (await encodingOf(prod))) return undefined;
  const [there, here] = await Promise.all([sum(dev, target), sum(prod, target)]);
  if (isSame(there, here)) return { there, here, buckets: { bits: 0, numbers: [] } };
  const look = async (bits: number, among?: Buckets): Promise<Buckets> => {
    const sides = [hash(dev, target, bits, among), hash(prod, target, bits, among)] as const;
    return { bits, numbers: differing(...(await Promise.all(sides))) };
  };
  let buckets = await look(FIRST_BITS);
  while (isWorthALook(buckets, there.rows)) buckets = await look(buckets.bits + MORE_BITS, buckets);
  const { length } = buckets.numbers;
  // None: production has moved between two looks, so the buckets tell nothing.
  return length === 0 || length > MOST_BUCKETS ? undefined : { there, here, buckets };
}

function isWorthALook({ bits, numbers }: Buckets, rows: number): boolean {
  return (
    numbers.length > 0 && numbers.length <= MOST_BUCKETS && rows / 2 ** bits > FEW_ROWS && bits < 29
  );
}

/** Rows of production came, went or changed since they were hashed. */
export class Moved extends DeployError {}

/**
 * Asks production once more, when nothing can move any more.
 * @throws {Moved} when it is not as it was hashed: in buckets that were the same on both sides
 *   nobody would see it.
 */
export async function requireUnmoved(prod: Session, target: Target, then: Sum): Promise<void> {
  if (isSame(await sum(prod, target), then)) return;
  throw new Moved({
    attempted: `promote ${target.name}`,
    found: 'rows of production changed while they were compared; nothing was applied',
    likelyCause: 'the application, or a person, writes into this table',
    nextAction: 'run the failed jobs again; promote it while nobody writes into it if this repeats',
  });
}

/** Whether a row (of the alias) is in one of the buckets. */
export function isIn({ bits, numbers }: Buckets, target: Target, alias: string): string {
  if (numbers.length === 0) return 'false';
  return `${bucketOf(keyHash(target, alias), bits)} = any ('{${numbers.join(',')}}'::integer[])`;
}

/** By the estimate of the last ANALYZE; a table without one counts as small. */
async function isLarge(session: Session, { name }: Target): Promise<boolean> {
  const [row] = await session.query<{ rows: number }>(
    'select reltuples::float8 as rows from pg_class where oid = $1::regclass',
    [name],
  );
  return (row?.rows ?? 0) >= MANY_ROWS;
}

async function encodingOf(session: Session): Promise<string | undefined> {
  const [row] = await session.query<{ name: string }>(
    `select current_setting('server_encoding') as name`,
  );
  return row?.name;
}

/** Sums of all rows know neither order nor bucket, so the server may divide the work as it likes. */
async function sum(session: Session, target: Target): Promise<Sum> {
  const [row] = await session.query<{ rows: string; hashes: string | null }>(
    `select count(*) as rows, sum(${contentHash(target, 'p')}) as hashes from ${target.name} p`,
  );
  return { rows: Number(row?.rows), hashes: row?.hashes ?? '' };
}

function isSame(one: Sum, other: Sum): boolean {
  return one.rows === other.rows && one.hashes === other.hashes;
}

/** Keys are unique and part of each row, so no two rows cancel each other out in `bit_xor`. */
async function hash(
  session: Session,
  target: Target,
  bits: number,
  among?: Buckets,
): Promise<Buffer> {
  const [row] = await session.query<{ entries: string | null }>(
    `select encode(string_agg(int4send(bucket) || int8send(content), '' order by bucket), 'base64') as entries
       from (select ${bucketOf('key', bits)} as bucket, bit_xor(content) as content
               from (select ${keyHash(target, 'p')} as key, ${contentHash(target, 'p')} as content
                       from ${target.name} p) hashed
              where ${among === undefined ? 'true' : `${bucketOf('key', among.bits)} = any ($1::integer[])`}
              group by 1) buckets`,
    among === undefined ? [] : [among.numbers],
  );
  return Buffer.from(row?.entries ?? '', 'base64');
}

function contentHash({ columns }: Target, alias: string): string {
  return `hashtextextended(${image(alias, columns)}::text collate "C", 1)`;
}

function keyHash(target: Target, alias: string): string {
  return `hashtextextended(${keyText(target, alias)} collate "C", 0)`;
}

function bucketOf(hash: string, bits: number): string {
  return `(${hash} & ${2 ** bits - 1})::integer`;
}

/** Numbers of the buckets that only one side has, or that hold other rows there. */
function differing(there: Buffer, here: Buffer): number[] {
  const numbers: number[] = [];
  let [left, right] = [0, 0];
  while (left < there.length || right < here.length) {
    const a = left < there.length ? there.readInt32BE(left) : Infinity;
    const b = right < here.length ? here.readInt32BE(right) : Infinity;
    const same =
      a === b &&
      there.subarray(left + 4, left + ENTRY).equals(here.subarray(right + 4, right + ENTRY));
    if (!same) numbers.push(Math.min(a, b));
    if (a <= b) left += ENTRY;
    if (b <= a) right += ENTRY;
  }
  return numbers;
}
