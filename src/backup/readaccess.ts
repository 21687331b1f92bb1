import { NOTHING_LEFT_OUT, type LeftOut } from '../archive/tables.js';
import { fail, pass, type Finding } from '../record/finding.js';
import type { Session } from '../postgres/session.js';
import { asInput } from './exclusions.js';

const NAME = 'read access';
const MOST_LISTED = 100;

interface Refused {
  readonly what: string;
  readonly fix: string;
  /** Schema that it is in, when that is somebody else's: a provider's, or what an extension brought. */
  readonly theirs: string | null;
}

const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1)
   and c.relpersistence <> 't'
   and (not exists (select from pg_depend d
                     where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        or exists (select from pg_extension e where c.oid = any (e.extconfig)))`;

/**
 * What pg_dump reads and the role may not, each with the statement that allows it. It locks tables
 * without their rows too, and a lock needs SELECT. Schemas of the role, of the database's owner and
 * `public` are the team's own.
 */
const REFUSALS = `
with relation as (
  select c.oid, c.relkind, c.relowner, n.oid as schema, n.nspname, c.relname,
         format('%I.%I', n.nspname, c.relname) as qualified,
         case c.relkind when 'S' then 'sequence' else 'table' end as kind,
         c.oid::text <> all ($2) as with_contents,
         case when n.nspname <> 'public' and not pg_has_role(n.nspowner, 'member')
               and n.nspowner <> (select datdba from pg_database where datname = current_database())
              then n.nspname end as theirs
    from ${TABLES} and c.relkind in ('r', 'p', 'S')
)
select distinct 1 as place, format('schema %s', nspname) as what,
       format('grant usage on schema %I to %I;', nspname, current_user) as fix, theirs
  from relation where not has_schema_privilege(schema, 'usage')
union all
select 2, format('%s %s.%s', kind, nspname, relname),
       format('grant select on %s %s to %I;', kind, qualified, current_user), theirs
  from relation where not has_table_privilege(oid, 'select') and (relkind <> 'S' or with_contents)
union all
select 3, format('rows of table %s.%s that a row security policy hides', nspname, relname),
       case when pg_has_role(relowner, 'usage')
         then format('alter table %s no force row level security;', qualified)
         else format('alter role %I bypassrls;', current_user) end, theirs
  from relation where relkind in ('r', 'p') and with_contents and row_security_active(oid)
union all
select 4, format('large object %s', m.oid),
       format('grant select on large object %s to %I;', m.oid, current_user), null
  from pg_largeobject_metadata m
 where current_setting('lo_compat_privileges') = 'off'
   and not (select rolsuper from pg_roles where rolname = current_user)
   and not pg_has_role(m.lomowner, 'usage')
   and not exists (
     select from aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) a
      where a.privilege_type = 'SELECT' and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))
order by place, what`;

/**
 * Whether the role sees every row of every table that is dumped: a role that a policy binds would
 * count and dump half of them without an error. Everything that is refused is listed at once, with
 * its fix; for what lies in schemas of others also the input that leaves those out.
 */
export async function checkReadAccess(
  session: Session,
  leftOut: LeftOut = NOTHING_LEFT_OUT,
): Promise<Finding> {
  const refused = await session.query<Refused>(REFUSALS, [leftOut.schemas, leftOut.tables]);
  if (refused.length === 0) {
    return pass(NAME, 'every table, sequence and large object, and no row is hidden by a policy');
  }
  return fail(NAME, {
    expected: 'the role of DIRECT_URL may read everything',
    found: `it may not read ${capped(
      refused.map(({ what }) => what),
      ', ',
    )}`,
    fix: [
      ...excludingLine(refused, leftOut),
      'run as the owner or an administrator:',
      capped([...new Set(refused.map(({ fix }) => fix))], '\n'),
    ].join('\n'),
  });
}

/** The whole input, with what is left out already: it replaces the one that is there. */
function excludingLine(refused: readonly Refused[], { schemas }: LeftOut): string[] {
  const theirs = [...new Set(refused.flatMap(({ theirs: schema }) => schema ?? []))].sort();
  if (theirs.length === 0) return [];
  const [subject, object] =
    theirs.length === 1 ? ['this schema is', 'it'] : ['these schemas are', 'them'];
  return [
    `where ${subject} your provider's own, leave ${object} out of the backup:`,
    `exclude-schemas: ${[...schemas, ...theirs].map(asInput).join(' ')}`,
    'else:',
  ];
}

/** A million large objects would otherwise push everything else off the page. */
function capped(lines: readonly string[], between: string): string {
  const more = lines.length - MOST_LISTED;
  const shown = lines.slice(0, MOST_LISTED).join(between);
  return more > 0 ? `${shown}${between}… and ${more} more of the kind` : shown;
}
