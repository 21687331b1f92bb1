import { CHANGE_KEY, entries, newImages, oldImages, sameEntry } from './images.js';
import { stageOf } from './staging.js';
import { list, quoted, sameKey, type Target } from './target.js';
import type { UniqueIndex } from './uniqueindexes.js';

const NUMBERED = '"db_deploy number"';

/** How rows give up a unique value for a moment, so that others can take it. */
export interface Parking {
  readonly column: string;
  /** NULL, or what no row has or will have; over `held`, the rows of {@link colliders}, numbered. */
  readonly value: string;
  readonly isNull: boolean;
}

/** Undefined when the index has no plain column of ours that can hold something else for a moment. */
export function parkingOf(target: Target, index: UniqueIndex): Parking | undefined {
  const plain = index.columns.filter(
    (name): name is string => name !== null && target.payload.includes(name),
  );
  const nullable = plain.find((name) => !index.nullsEqual && !target.required.includes(name));
  if (nullable !== undefined) return { column: nullable, value: 'null', isNull: true };
  for (const column of plain.filter((name) => !isReference(target, name))) {
    const value = placeholder(target, column);
    if (value !== undefined) return { column, value, isNull: false };
  }
  return undefined;
}

/** There a value that nobody else has would refer to nothing, or leave others without their reference. */
function isReference({ parents, children }: Target, column: string): boolean {
  return (
    parents.some(({ childColumns }) => childColumns.includes(column)) ||
    children.some(({ parentColumns }) => parentColumns.includes(column))
  );
}

const NUMBER = /^(?:smallint|integer|bigint|numeric(?:\(\d+,0\))?)$/;
const TEXT = /^(?:text|character varying(?:\((\d+)\))?)$/;
/** Characters of a uuid. */
const UUID_LENGTH = 36;

/** Where there is one, the largest number of an exact type. */
function largest(type: string): string | undefined {
  const digits = /^numeric\((\d+),0\)$/.exec(type)?.[1];
  return digits === undefined ? LARGEST[type] : '9'.repeat(Number(digits));
}

const LARGEST: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
};

/** Numbers go on behind the largest, as CHECK constraints of positions let them; without room there, before the smallest. */
function placeholder(target: Target, column: string): string | undefined {
  const type = target.types[column] ?? '';
  const name = quoted(column);
  if (NUMBER.test(type)) {
    const next = `max(x.${name})::numeric + held.${NUMBERED}`;
    const most = largest(type);
    const room = most === undefined ? 'true' : `${next} <= ${most}`;
    return `(select case when ${room} then ${next} else min(x.${name})::numeric - held.${NUMBERED} end
        from (select ${name} from ${target.name} union all select ${name} from ${stageOf(target)}) x)::${type}`;
  }
  if (type === 'uuid') return 'gen_random_uuid()';
  const [isText, most] = TEXT.exec(type) ?? [];
  const fits = isText !== undefined && (most === undefined || Number(most) >= UUID_LENGTH);
  return fits ? 'gen_random_uuid()::text' : undefined;
}

/**
 * The rows that hold now what another changed row is to get: their key columns, {@link CHANGE_KEY},
 * and a number from 1.
 * A unique index is checked row by row, so even a plain swap in one UPDATE fails.
 */
export function colliders(target: Target, index: UniqueIndex, targets: readonly Target[]): string {
  const key = list(
    'x',
    target.key.map(({ name }) => name),
  );
  const where = index.predicate === null ? '' : `where (${index.predicate})`;
  return `(select found.*, row_number() over () as ${NUMBERED} from (select distinct ${list(
    'o',
    target.key.map(({ name }) => name),
  )}, o.${CHANGE_KEY}
             from (select x.${CHANGE_KEY}, ${key}, ${entries(index)} from ${oldImages(target, targets)} x ${where}) o
             join (select ${key}, ${entries(index)} from ${newImages(target)} x ${where}) n
               on ${sameEntry(index, 'o', 'n')}
            where not (${sameKey(target, 'o', 'n')})) found)`;
}
