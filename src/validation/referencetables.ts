import { distance } from 'fastest-levenshtein';
import type { Session } from '../postgres/session.js';
import { couldNotVerify, fail, pass, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import { look, type Visit } from './visit.js';

export interface WantedTable {
  /** `table` or `schema.table`, as the catalog writes it. */
  readonly table: string;
  readonly mode: 'insert' | 'upsert' | 'mirror';
}

/** Which side of the promotion a database is. */
type Side = 'read' | 'written';

interface Found {
  readonly wanted: string;
  /** Null when there is no such table. */
  readonly name: string | null;
  /** Without a schema, the name means a table of another schema than public, and there are several. */
  readonly ambiguous: boolean;
  readonly schema: string;
  readonly kind: string;
  readonly usable: boolean;
  readonly select: boolean;
  readonly insert: boolean;
  readonly update: boolean;
  readonly delete: boolean;
  readonly filtered: boolean;
  /** Sequences of its columns that the role may not set. */
  readonly sequences: readonly string[];
}

/** `category` is three slips away from `categories`. */
const SLIPS_BY_LETTER = 0.3;
const MOST_SLIPS = 2;

/** A name without a schema is the one in `public`, or the only one of that name, as in promote. */
const FIND = `
  select w.wanted, t.name, t.ambiguous, t.schema, t.kind, t.usable, t.select, t.insert, t.update,
         t.delete, t.filtered, coalesce(t.sequences, '{}') as sequences
    from unnest($1::text[]) with ordinality as w (wanted, place)
    left join lateral (
      select format('%I.%I', n.nspname, c.relname) as name, format('%I', n.nspname) as schema,
             n.nspname || '.' || c.relname <> w.wanted and n.nspname <> 'public'
               and count(*) over () > 1 as ambiguous,
             c.relkind::text as kind, has_schema_privilege(n.oid, 'usage') as usable,
             has_table_privilege(c.oid, 'select') as select,
             has_table_privilege(c.oid, 'insert') as insert,
             has_table_privilege(c.oid, 'update') as update,
             has_table_privilege(c.oid, 'delete') as delete,
             row_security_active(c.oid) as filtered,
             (select array_agg(format('%I.%I', sn.nspname, s.relname) order by s.relname)
                from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
                join pg_namespace sn on sn.oid = s.relnamespace
               where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
                 and d.refobjid = c.oid and d.refobjsubid > 0 and d.deptype in ('a', 'i')
                 and not has_table_privilege(s.oid, 'update')) as sequences
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'
         and n.nspname <> 'information_schema'
         and (n.nspname || '.' || c.relname = w.wanted or c.relname = w.wanted)
       order by n.nspname || '.' || c.relname = w.wanted desc, n.nspname = 'public' desc
       limit 1) t on true
   order by w.place`;

const ALL_NAMES = `
  select n.nspname as schema, c.relname as table
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

/**
 * Whether every reference table is there and open to the role.
 * @param side development is read, production is written.
 * @param mayAppear whether pending migrations may create what is missing.
 */
export async function referenceTableFindings(
  database: Reached,
  side: Side,
  wanted: readonly WantedTable[],
  mayAppear: boolean,
  visit: Visit,
): Promise<Finding[]> {
  return look(database.connection, visit, 'look at the reference tables', async (session) => {
    const names = wanted.map(({ table }) => table);
    const found = await session.query<Found>(FIND, [names]);
    const all = found.some(({ name }) => name === null)
      ? await session.query<{ schema: string; table: string }>(ALL_NAMES)
      : [];
    const tables = found.map((table, at) => {
      const title = `reference table ${table.wanted} in ${database.name}`;
      if (table.name === null) return missing(title, table.wanted, all, mayAppear);
      const mode = wanted[at]?.mode ?? 'upsert';
      return privileges(title, { ...table, name: table.name }, side, mode, database.role);
    });
    return side === 'read' ? tables : [...tables, await stagingFinding(session, database.role)];
  });
}

function missing(
  title: string,
  wanted: string,
  all: readonly { schema: string; table: string }[],
  mayAppear: boolean,
): Finding {
  const meant = nearest(wanted, all);
  if (mayAppear) {
    // A misspelt name fails on the side of development.
    return couldNotVerify(title, 'there is no such table yet; a pending migration may create it');
  }
  return fail(title, {
    expected: 'a table of that name',
    found: 'there is none',
    fix:
      meant === undefined
        ? 'correct the name in reference-tables'
        : `did you mean ${meant}? Names are written as the catalog does, upper and lower case included`,
  });
}

function nearest(
  wanted: string,
  all: readonly { schema: string; table: string }[],
): string | undefined {
  const bare = wanted.slice(wanted.lastIndexOf('.') + 1).toLowerCase();
  const whole = wanted.toLowerCase();
  const [best] = all
    .map(({ schema, table }) => {
      const qualified = `${schema}.${table}`;
      const slips = Math.min(
        distance(bare, table.toLowerCase()),
        distance(whole, qualified.toLowerCase()),
      );
      return { name: schema === 'public' ? table : qualified, slips };
    })
    .filter(({ slips }) => slips <= Math.max(MOST_SLIPS, Math.ceil(bare.length * SLIPS_BY_LETTER)))
    .sort((a, b) => a.slips - b.slips);
  return best?.name;
}

function privileges(
  title: string,
  table: Found & { name: string },
  side: Side,
  mode: WantedTable['mode'],
  role: string,
): Finding {
  if (table.ambiguous) {
    const found = 'tables of that name stand in several schemas';
    return fail(title, { expected: 'one table', found, fix: 'write schema.table' });
  }
  if (table.kind !== 'r' && table.kind !== 'p') {
    const found = `${table.name} is ${KIND[table.kind] ?? 'no table'}`;
    return fail(title, { expected: 'a table', found, fix: 'name the table behind it' });
  }
  // UPDATE also for `insert`: the lock that keeps others from writing meanwhile needs it.
  const needed =
    side === 'read'
      ? (['select'] as const)
      : mode === 'mirror'
        ? (['select', 'insert', 'update', 'delete'] as const)
        : (['select', 'insert', 'update'] as const);
  const lacking = needed.filter((privilege) => !table[privilege]);
  const fixes = [
    ...(table.usable ? [] : [`grant usage on schema ${table.schema} to ${role};`]),
    ...(lacking.length === 0 ? [] : [`grant ${lacking.join(', ')} on ${table.name} to ${role};`]),
    ...(side === 'read' || table.sequences.length === 0
      ? []
      : [`grant update on sequence ${table.sequences.join(', ')} to ${role};`]),
    ...(table.filtered ? [`alter role ${role} bypassrls;`] : []),
  ];
  if (fixes.length === 0) return pass(title, `${role} may ${needed.join(', ')} (${mode})`);
  const hidden = table.filtered ? '; policies hide rows from it' : '';
  return fail(title, {
    expected: `${needed.join(', ')} on ${table.name}`,
    found: `${role} lacks what it needs${hidden}`,
    fix: fixes.join(' '),
  });
}

const KIND: Readonly<Record<string, string>> = {
  v: 'a view',
  m: 'a materialized view',
  f: 'a foreign table',
};

/** Development's rows are staged in temporary tables of production. */
async function stagingFinding(session: Session, role: string): Promise<Finding> {
  const name = 'temporary tables in production';
  const [row] = await session.query<{ temp: boolean; database: string }>(
    `select has_database_privilege(current_database(), 'temp') as temp,
            format('%I', current_database()) as database`,
  );
  if (row?.temp === true) return pass(name, `${role} may create them`);
  return fail(name, {
    expected: 'TEMPORARY on the database: the promotion stages rows there',
    found: `${role} may not create temporary tables`,
    fix: `grant temporary on database ${row?.database ?? ''} to ${role};`,
  });
}
