import pg from 'pg';
import type { Session } from '../postgres/session.js';
import { couldNotVerify, pass, type Finding } from '../record/finding.js';
import type { Original, Role } from './original.js';

/**
 * Roles to which providers give rights of a superuser by other means than the catalog: RDS, Cloud
 * SQL, Azure, Neon, Supabase, AlloyDB, DigitalOcean and Aiven.
 */
const POWERS_OF_PROVIDERS = new Set([
  'rds_superuser',
  'cloudsqlsuperuser',
  'alloydbsuperuser',
  'azure_pg_admin',
  'neon_superuser',
  'supabase_admin',
  'supabase_privileged_role',
  'doadmin',
  'avnadmin',
]);

const NAME = 'privileges of the migrating role';

/**
 * Creates the roles that are missing, none of which can log in, with what production's may do. On
 * 16 and later the options of a membership are the server's defaults.
 * @param made gets the names of those it makes, each before it is made.
 */
export async function createRoles(
  session: Session,
  { roles, migrator }: Original,
  made: string[],
): Promise<void> {
  const present = new Set(
    (await session.query<{ name: string }>('select rolname::text as name from pg_roles')).map(
      ({ name }) => name,
    ),
  );
  const missing = roles.filter(({ name }) => !present.has(name));
  for (const role of missing) {
    made.push(role.name);
    const powerful = role.name === migrator && isOfProvider(role);
    await session.query(`create role ${pg.escapeIdentifier(role.name)} ${optionsOf(role, powerful)}`); // prettier-ignore
  }
  const known = new Set([...present, ...missing.map(({ name }) => name)]);
  for (const { name, memberOf } of missing) {
    for (const group of memberOf.filter((each) => known.has(each))) {
      await session.query(`grant ${pg.escapeIdentifier(group)} to ${pg.escapeIdentifier(name)}`);
    }
  }
}

/** Whether the rehearsal tells of a privilege that the migration lacks in production. */
export function privilegesFinding({ roles, migrator }: Original, actsAs: string): Finding {
  const role = roles.find(({ name }) => name === migrator);
  if (actsAs !== migrator) {
    return couldNotVerify(NAME, `the rehearsal ran as ${actsAs}, production migrates as ${migrator}`); // prettier-ignore
  }
  if (role !== undefined && isOfProvider(role)) {
    return couldNotVerify(NAME, `${migrator} has rights that only its provider knows; here it was a superuser`); // prettier-ignore
  }
  return pass(NAME, `${migrator} may here what the catalog of production says`);
}

function isOfProvider({ name, memberOf, superuser }: Role): boolean {
  return !superuser && [name, ...memberOf].some((each) => POWERS_OF_PROVIDERS.has(each));
}

function optionsOf(role: Role, powerful: boolean): string {
  const option = (word: string, has: boolean): string => (has ? word : `no${word}`);
  return [
    'nologin',
    option('superuser', role.superuser || powerful),
    option('inherit', role.inherits),
    option('createdb', role.createsDatabases),
    option('createrole', role.createsRoles),
    option('bypassrls', role.bypassesRowSecurity),
  ].join(' ');
}
