import type { Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { toleratedRead } from '../postgres/tolerated.js';
import type { SequencePosition } from '../record/manifest.js';
import { NOTHING_LEFT_OUT, type LeftOut } from './tables.js';

/** Sequences asked about in one statement. */
const AT_ONCE = 200;
/** A DDL statement dropped one of them, or is about to: pg_dump says which, if it minds. */
const GONE_OR_HELD = new Set<string>([SQLSTATE.undefinedTable, SQLSTATE.lockNotAvailable]);

interface Sequence {
  readonly schema: string;
  readonly name: string;
  /** Both parts quoted for SQL. */
  readonly qualified: string;
}

/**
 * Where the sequences stand that pg_dump writes and the role may read; none at all when one of them
 * is being dropped or is locked for long. A sequence knows no snapshot: these are positions of now.
 * No lock is held afterwards: it would stand in the way of a DDL statement that pg_dump in turn
 * would wait for.
 */
export async function readSequencePositions(
  session: Session,
  leftOut: LeftOut = NOTHING_LEFT_OUT,
): Promise<SequencePosition[]> {
  const answer = await toleratedRead(session, () => readAll(session, leftOut));
  if (answer.ok) return answer.value;
  if (GONE_OR_HELD.has(codeOf(answer.error) ?? '')) return [];
  throw answer.error;
}

async function readAll(
  session: Session,
  { schemas, tables }: LeftOut,
): Promise<SequencePosition[]> {
  const sequences = await session.query<Sequence>(
    `select n.nspname as schema, c.relname as name, format('%I.%I', n.nspname, c.relname) as qualified
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and (exists (select from pg_extension e where c.oid = any (e.extconfig))
             or not exists (
               select from pg_depend d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
        and has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage')
        and not (c.relpersistence = 'u' and pg_is_in_recovery())
        and n.nspname <> all ($1) and c.oid::text <> all ($2)
      order by n.nspname collate "C", c.relname collate "C"`,
    [schemas, tables],
  );
  const positions: SequencePosition[] = [];
  for (let from = 0; from < sequences.length; from += AT_ONCE) {
    positions.push(...(await readSome(session, sequences.slice(from, from + AT_ONCE))));
  }
  return positions;
}

async function readSome(
  session: Session,
  sequences: readonly Sequence[],
): Promise<SequencePosition[]> {
  const rows = await session.query<{ at: number; value: string; called: boolean }>(
    sequences
      .map(
        ({ qualified }, at) =>
          `select ${at} as at, last_value::text as value, is_called as called from ${qualified}`,
      )
      .join('\nunion all\n'),
  );
  return rows.flatMap(({ at, value, called }) => {
    const sequence = sequences[at];
    return sequence === undefined
      ? []
      : [{ schema: sequence.schema, name: sequence.name, value, called }];
  });
}

/**
 * The sequences that stood still from before pg_dump read them until after: in the archive they
 * stand there, too.
 */
export function unmoved(
  before: readonly SequencePosition[],
  after: readonly SequencePosition[],
): SequencePosition[] {
  const earlier = new Set(before.map(keyOf));
  return after.filter((position) => earlier.has(keyOf(position)));
}

/** Of the recorded positions those that another database does not have, with what it has. */
export function differingSequences(
  recorded: readonly SequencePosition[],
  found: readonly SequencePosition[],
): { recorded: SequencePosition; found: SequencePosition | undefined }[] {
  const byName = new Map(found.map((position) => [nameOf(position), position]));
  return recorded.flatMap((position) => {
    const other = byName.get(nameOf(position));
    return other !== undefined && keyOf(other) === keyOf(position)
      ? []
      : [{ recorded: position, found: other }];
  });
}

function nameOf({ schema, name }: SequencePosition): string {
  return JSON.stringify([schema, name]);
}

function keyOf({ schema, name, value, called }: SequencePosition): string {
  return JSON.stringify([schema, name, value, called]);
}
