import { readSettings, type DatabaseSetting } from './databasesettings.js';
import type { Session } from './session.js';

/** From 15 on, single parameters can be granted. */
const PARAMETER_PRIVILEGES = 150_000;
/** From 16 on, CREATEROLE reaches only roles that were given with ADMIN. */
const ADMIN_OF_ROLES = 160_000;

/**
 * Settings of a database that the session's role, owner of the database, could not make on another
 * one: parameters for superusers, names that the server does not know (applications' own), and
 * settings of roles it does not manage (AlterSetting, AlterRoleSet, validate_option_array_item).
 */
export async function readUnsettable(session: Session, oid: string): Promise<DatabaseSetting[]> {
  const settings = await readSettings(session, oid);
  const [server] = await session.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const version = server?.version ?? 0;
  const granted =
    version >= PARAMETER_PRIVILEGES ? `has_parameter_privilege(asked.name, 'set')` : 'false';
  const manages =
    version >= ADMIN_OF_ROLES ? `pg_has_role(r.oid, 'usage with admin option')` : 'true';
  const rows = await session.query<{ may: boolean }>(
    `select me.rolsuper
            or ((coalesce(s.context in ('user', 'backend'), false) or ${granted})
                and (asked.role is null or r.oid = me.oid
                     or (not r.rolsuper and me.rolcreaterole and ${manages}))) as may
       from unnest($1::text[], $2::text[]) with ordinality as asked (name, role, at)
       join pg_roles me on me.rolname = current_user
       left join pg_settings s on lower(s.name) = lower(asked.name)
       left join pg_roles r on r.rolname = asked.role
      order by asked.at`,
    [settings.map(({ name }) => name), settings.map(({ role }) => role ?? null)],
  );
  return settings.filter((_, at) => rows[at]?.may !== true);
}
