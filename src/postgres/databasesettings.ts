import pg from 'pg';
import type { Session } from './session.js';

/** `ALTER DATABASE … SET` or `ALTER ROLE … IN DATABASE … SET`. */
export interface DatabaseSetting {
  /** Absent: for every role. */
  readonly role?: string;
  readonly name: string;
  /** As the catalog stores it. May be a secret: applications keep keys in settings of their own. */
  readonly value: string;
}

/**
 * Settings whose value is a list of names, quoted one by one (GUC_LIST_QUOTE; the list of
 * pg_dump's variable_is_guc_list_quote). One literal would become one name with commas in it.
 */
const LISTS = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

/** In the order of their roles and names. */
export async function readSettings(session: Session, oid: string): Promise<DatabaseSetting[]> {
  const rows = await session.query<{ role: string | null; name: string; value: string }>(
    `select r.rolname as role, split_part(c.entry, '=', 1) as name,
            substr(c.entry, strpos(c.entry, '=') + 1) as value
       from pg_db_role_setting s
      cross join unnest(s.setconfig) as c (entry)
       left join pg_roles r on r.oid = s.setrole
      where s.setdatabase = $1::oid and (s.setrole = 0 or r.oid is not null)
      order by 1 nulls first, 2`,
    [oid],
  );
  return rows.map(({ role, ...setting }) => (role === null ? setting : { role, ...setting }));
}

/** The statement that makes the setting. Its text holds the value: only for the server. */
export function settingStatement(database: string, setting: DatabaseSetting): string {
  return `${head(database, setting)} to ${valueOf(setting)}`;
}

/**
 * The statement for an administrator to run: a value that may be a secret is not shown but read
 * from the database that keeps it, by psql.
 */
export function settingForPeople(
  database: string,
  keptAs: string,
  setting: DatabaseSetting,
): string {
  const { role, name } = setting;
  if (!mayBeSecret(setting)) return `${settingStatement(database, setting)};`;
  const ofRole =
    role === undefined
      ? 's.setrole = 0'
      : `s.setrole = (select oid from pg_roles where rolname = ${pg.escapeLiteral(role)})`;
  return `select ${pg.escapeLiteral(`${head(database, setting)} to `)} || quote_literal(substr(entry, strpos(entry, '=') + 1)) from pg_db_role_setting s, unnest(s.setconfig) entry where s.setdatabase = (select oid from pg_database where datname = ${pg.escapeLiteral(keptAs)}) and ${ofRole} and starts_with(entry, ${pg.escapeLiteral(`${name}=`)}) \\gexec`;
}

/** Names of the server's own settings have no dot; what extensions and applications name has one. */
export function mayBeSecret({ name }: DatabaseSetting): boolean {
  return name.includes('.');
}

function head(database: string, { role, name }: DatabaseSetting): string {
  const setting = `set ${pg.escapeIdentifier(name)}`;
  const where = `database ${pg.escapeIdentifier(database)}`;
  return role === undefined
    ? `alter ${where} ${setting}`
    : `alter role ${pg.escapeIdentifier(role)} in ${where} ${setting}`;
}

/** The value as SQL writes it; equal for values that mean the same. */
export function valueOf({ name, value }: DatabaseSetting): string {
  if (!LISTS.has(name.toLowerCase())) return pg.escapeLiteral(value);
  const items = [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",]+))\s*(?:,|$)/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '',
  );
  return items.length === 0 ? `''` : items.map(pg.escapeLiteral).join(', ');
}
