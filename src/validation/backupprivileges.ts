import type { Session } from '../postgres/session.js';
import { fail, pass, type Finding } from '../record/finding.js';
import { grantLines, listed } from './grants.js';
import type { Reached } from './reach.js';
import { look, type Visit } from './visit.js';

interface Relation {
  /** Both quoted as SQL writes them. */
  readonly schema: string;
  readonly name: string;
  readonly sequence: boolean;
  /** The role may use the schema. */
  readonly usable: boolean;
  readonly readable: boolean;
  /** Policies would hide rows from the role. */
  readonly filtered: boolean;
}

/**
 * What pg_dump reads: rows of every table, values of every sequence, large objects. Members of
 * extensions are left out, except the tables whose rows an extension marks as the user's.
 */
const RELATIONS = `
  select format('%I', n.nspname) as schema, format('%I.%I', n.nspname, c.relname) as name,
         c.relkind = 'S' as sequence, has_schema_privilege(n.oid, 'usage') as usable,
         has_table_privilege(c.oid, 'select') as readable, row_security_active(c.oid) as filtered
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and not exists (select from pg_depend d join pg_extension e on e.oid = d.refobjid
                      where d.classid = 'pg_class'::regclass and d.objid = c.oid
                        and d.deptype = 'e' and c.oid <> all (coalesce(e.extconfig, '{}')))
   order by 2`;

/** Large objects of other roles that nobody granted to this one. */
const HIDDEN_LARGE_OBJECTS = `
  select count(*)::int as count from pg_largeobject_metadata o
   where not pg_has_role(o.lomowner, 'usage')
     and not exists (select from aclexplode(o.lomacl) a
                      where a.privilege_type = 'SELECT'
                        and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))`;

/** Whether the role of DIRECT_URL may read everything that belongs into a backup. */
export async function backupPrivilegeFindings(direct: Reached, visit: Visit): Promise<Finding[]> {
  return look(direct.connection, visit, 'read the privileges for the backup', async (session) => {
    const relations = await session.query<Relation>(RELATIONS);
    return [
      readFinding(relations, direct.role),
      hiddenRowsFinding(relations, direct.role),
      await largeObjectFinding(session, direct.role),
    ];
  });
}

function readFinding(relations: readonly Relation[], role: string): Finding {
  const name = 'privileges for backup';
  const closed = relations.filter(({ usable, readable }) => !usable || !readable);
  if (closed.length === 0) {
    return pass(name, `${role} may read all ${relations.length} tables and sequences`);
  }
  return fail(name, {
    expected: 'SELECT on every table and sequence: pg_dump stops at the first that is closed',
    found: `${role} may not read ${listed(closed.map((relation) => relation.name))}`,
    fix: grantLines(closed, role).join(' '),
  });
}

/** pg_dump turns row_security off, and the server then refuses what policies would filter. */
function hiddenRowsFinding(relations: readonly Relation[], role: string): Finding {
  const name = 'row level security';
  const filtered = relations.filter((relation) => relation.filtered);
  if (filtered.length === 0) return pass(name, `no policy hides rows from ${role}`);
  return fail(name, {
    expected: 'a role from which no row is hidden',
    found: `policies hide rows from ${role} in ${listed(filtered.map((relation) => relation.name))}`,
    fix: `alter role ${role} bypassrls; or let DIRECT_URL log in as the owner of these tables (under FORCE ROW LEVEL SECURITY the owner too needs bypassrls)`,
  });
}

async function largeObjectFinding(session: Session, role: string): Promise<Finding> {
  const name = 'large objects';
  const [row] = await session.query<{ count: number }>(HIDDEN_LARGE_OBJECTS);
  const count = row?.count ?? 0;
  if (count === 0) return pass(name, `${role} may read them all`);
  return fail(name, {
    expected: 'SELECT on every large object',
    found: `${role} may not read ${count} large objects of other roles`,
    fix: `as their owner, in psql: select format('grant select on large object %s to ${role}', oid) from pg_largeobject_metadata \\gexec`,
  });
}
