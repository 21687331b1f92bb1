import { fail, pass, warn, type Finding } from '../record/finding.js';
import { listed } from '../record/listed.js';
import type { Reached } from './reach.js';
import { look, type Visit } from './visit.js';

/** Schemas of the application: neither the server's nor an extension's. */
const SCHEMAS = `
  select format('%I', n.nspname) as schema, has_schema_privilege(n.oid, 'create') as create
    from pg_namespace n
   where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and not exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass
                        and d.objid = n.oid and d.deptype = 'e')
   order by n.nspname <> 'public', 1`;

/**
 * Tables that the role could not alter. Only in schemas where it may create: what a provider keeps
 * in schemas of its own is nobody's migration.
 */
const FOREIGN_TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name, format('%I', r.rolname) as owner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_roles r on r.oid = c.relowner
   where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and has_schema_privilege(n.oid, 'create') and not pg_has_role(c.relowner, 'usage')
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                        and d.objid = c.oid and d.deptype = 'e')
   order by 1`;

/** Whether the role of DIRECT_URL may create and alter what migrations do. */
export async function migratePrivilegeFindings(direct: Reached, visit: Visit): Promise<Finding[]> {
  return look(direct.connection, visit, 'read the privileges for migrations', async (session) => {
    const schemas = await session.query<{ schema: string; create: boolean }>(SCHEMAS);
    const [database] = await session.query<{ name: string; create: boolean }>(
      `select format('%I', current_database()) as name,
              has_database_privilege(current_database(), 'create') as create`,
    );
    const foreign = await session.query<{ name: string; owner: string }>(FOREIGN_TABLES);
    return [
      createFinding(schemas, database?.create === true, direct.role),
      ownershipFinding(foreign, direct.role),
    ];
  });
}

function createFinding(
  schemas: readonly { schema: string; create: boolean }[],
  inDatabase: boolean,
  role: string,
): Finding {
  const name = 'privileges for migrations';
  const open = schemas.filter(({ create }) => create).map(({ schema }) => schema);
  if (open.length > 0) return pass(name, `${role} may create in ${listed(open)}`);
  if (inDatabase) return pass(name, `${role} may create schemas, and owns what it puts there`);
  const schema = schemas[0]?.schema ?? 'public';
  return fail(name, {
    expected: 'CREATE on the database or on a schema',
    found: `${role} may create neither schemas nor tables`,
    fix: `grant create, usage on schema ${schema} to ${role};`,
  });
}

/** A warning, not a failure: nobody knows yet which tables the migrations will touch. */
function ownershipFinding(
  foreign: readonly { name: string; owner: string }[],
  role: string,
): Finding {
  const name = 'ownership of tables';
  if (foreign.length === 0) return pass(name, `${role} may alter every table`);
  const owners = [...new Set(foreign.map(({ owner }) => owner))];
  return warn(name, {
    expected: 'a role that owns the tables, or is a member of their owner: ALTER TABLE needs it',
    found: `${role} could not alter ${listed(foreign.map((table) => table.name))}`,
    fix: owners.map((owner) => `grant ${owner} to ${role};`).join(' '),
  });
}
