import pg from 'pg';
import type { Session } from '../postgres/session.js';
import { couldNotVerify, fail, pass, type Finding } from '../record/finding.js';

export const SEQUENCES_AHEAD = 'sequences ahead of their columns';
/** Sequences asked about in one statement: few round trips, and a timeout hides few answers. */
const AT_ONCE = 20;

interface Sequence {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly sequence: string;
  /** `"schema"."name"`, quoted by the server. */
  readonly quoted: string;
  readonly increment: string;
  readonly readable: boolean;
}

interface Position {
  readonly at: number;
  /** Highest value in the column, or lowest for a sequence that counts down; null for no rows. */
  readonly extreme: string | null;
  readonly next: string;
}

/**
 * Every sequence that fills a column (serial, identity, or a plain default) must give a value beyond
 * those in it, or the next insert fails with a duplicate key.
 */
export async function sequencesAhead(session: Session): Promise<Finding[]> {
  const sequences = await readSequences(session);
  const readable = sequences.filter((sequence) => sequence.readable);
  const hidden = sequences.filter((sequence) => !sequence.readable);
  const behind: { sequence: Sequence; position: Position }[] = [];
  for (let from = 0; from < readable.length; from += AT_ONCE) {
    const some = readable.slice(from, from + AT_ONCE);
    for (const position of await readPositions(session, some)) {
      const sequence = some[position.at];
      if (sequence !== undefined && isBehind(sequence, position))
        behind.push({ sequence, position });
    }
  }
  return [
    ...(behind.length > 0 ? [behindFinding(behind)] : []),
    ...(hidden.length > 0 ? [hiddenFinding(hidden)] : []),
    ...(behind.length + hidden.length === 0
      ? [pass(SEQUENCES_AHEAD, `${sequences.length} checked, the next value of each is free`)]
      : []),
  ];
}

/** Sequences that cycle are left out: they are meant to meet old values. */
function readSequences(session: Session): Promise<Sequence[]> {
  return session.query<Sequence>(
    `with filled as (
       select d.objid as sequence, d.refobjid as table, d.refobjsubid as column
         from pg_depend d
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
          and d.deptype in ('a', 'i') and d.refobjsubid > 0
       union
       select d.refobjid, f.adrelid, f.adnum
         from pg_depend d join pg_attrdef f on f.oid = d.objid
        where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass)
     select n.nspname as schema, c.relname as table, a.attname as column,
            s.relname as sequence, format('%I.%I', sn.nspname, s.relname) as quoted,
            q.seqincrement::text as increment,
            has_column_privilege(c.oid, a.attnum, 'select')
              and has_sequence_privilege(s.oid, 'select')
              and has_schema_privilege(n.oid, 'usage') and has_schema_privilege(sn.oid, 'usage')
              and not row_security_active(c.oid) as readable
       from filled
       join pg_sequence q on q.seqrelid = filled.sequence
       join pg_class s on s.oid = filled.sequence join pg_namespace sn on sn.oid = s.relnamespace
       join pg_class c on c.oid = filled.table join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = filled.column
      where not a.attisdropped and not q.seqcycle and not c.relispartition
        and c.relkind in ('r', 'p')
        and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
        and n.nspname !~ '^pg_' and sn.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by 1, 2, 3`,
  );
}

async function readPositions(
  session: Session,
  sequences: readonly Sequence[],
): Promise<Position[]> {
  if (sequences.length === 0) return [];
  const selects = sequences.map(({ schema, table, column, quoted, increment }, at) => {
    const extreme = increment.startsWith('-') ? 'min' : 'max';
    const of = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
    return `select ${at} as at,
       (select ${extreme}(${pg.escapeIdentifier(column)})::text from ${of}) as extreme,
       (last_value::numeric + case when is_called then ${increment} else 0 end)::text as next
       from ${quoted}`;
  });
  return session.query<Position>(selects.join('\nunion all\n'));
}

function isBehind({ increment }: Sequence, { extreme, next }: Position): boolean {
  if (extreme === null) return false;
  // A numeric column may hold fractions: what counts is the whole number below or above.
  const [whole = '0'] = extreme.split('.');
  if (!/^-?\d+$/.test(whole)) return false;
  return increment.startsWith('-') ? BigInt(next) >= BigInt(whole) : BigInt(next) <= BigInt(whole);
}

function behindFinding(behind: readonly { sequence: Sequence; position: Position }[]): Finding {
  const column = ({ schema, table, column: name }: Sequence): string =>
    [schema, table, name].map(quotedIfNeeded).join('.');
  return fail(SEQUENCES_AHEAD, {
    expected: 'the next value beyond every value in the column',
    found: behind
      .map(
        ({ sequence, position }) =>
          `${sequence.quoted} gives ${position.next} next, and ${column(sequence)} is already past it`,
      )
      .join('; '),
    fix: behind.map(({ sequence }) => raise(sequence)).join(' '),
  });
}

function raise({ schema, table, column, quoted, increment }: Sequence): string {
  const extreme = increment.startsWith('-') ? 'min' : 'max';
  const of = [schema, table].map(quotedIfNeeded).join('.');
  const name = pg.escapeLiteral(quoted);
  return `select setval(${name}, (select ${extreme}(${quotedIfNeeded(column)})::bigint from ${of}));`;
}

function hiddenFinding(hidden: readonly Sequence[]): Finding {
  return couldNotVerify(
    SEQUENCES_AHEAD,
    `direct-url may not read ${hidden.map(({ quoted }) => quoted).join(', ')} and every row of their tables`,
    hidden.map(({ quoted }) => `grant select on sequence ${quoted} to <role>;`).join(' '),
  );
}

/** For text that people read and paste; SQL that runs is always quoted. */
function quotedIfNeeded(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : pg.escapeIdentifier(name);
}
