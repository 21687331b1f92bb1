import pg from 'pg';
import type { Session } from './session.js';

/** One privilege of one role on a database. */
export interface DatabaseGrant {
  /** Absent: PUBLIC. */
  readonly role?: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** What is in force, the built-in defaults included; who granted it does not matter. */
export async function readGrants(session: Session, oid: string): Promise<DatabaseGrant[]> {
  const rows = await session.query<{ role: string | null; privilege: string; grantable: boolean }>(
    `select r.rolname as role, g.privilege_type as privilege, bool_or(g.is_grantable) as grantable
       from pg_database d
      cross join aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
       left join pg_roles r on r.oid = g.grantee
      where d.oid = $1::oid and (g.grantee = 0 or r.oid is not null)
      group by 1, 2 order by 1 nulls first, 2`,
    [oid],
  );
  return rows.map(({ role, ...grant }) => (role === null ? grant : { role, ...grant }));
}

/** Statements that leave exactly these privileges on a database, whatever it had. */
export function grantStatements(
  database: string,
  owner: string,
  grants: readonly DatabaseGrant[],
): string[] {
  const on = `on database ${pg.escapeIdentifier(database)}`;
  return [
    `revoke all ${on} from public, ${pg.escapeIdentifier(owner)}`,
    ...grants.map(({ role, privilege, grantable }) => {
      const to = role === undefined ? 'public' : pg.escapeIdentifier(role);
      return `grant ${privilege} ${on} to ${to}${grantable ? ' with grant option' : ''}`;
    }),
  ];
}
