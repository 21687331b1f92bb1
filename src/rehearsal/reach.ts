import pg from 'pg';
import { extensionName } from '../filling/extensions.js';
import type { StaysOut } from '../filling/selection.js';
import type { Session } from '../postgres/session.js';

/** Entries that lead out of the database, or that only another server can fill. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'FOREIGN DATA WRAPPER',
  'FOREIGN SERVER',
  'USER MAPPING',
  'PUBLICATION',
  'PUBLICATION TABLE',
  'PUBLICATION TABLES IN SCHEMA',
  'SUBSCRIPTION',
  'SUBSCRIPTION TABLE',
]);

export const NOT_INSTALLED = 'the scratch server does not have it installed';

/**
 * Extensions whose functions open connections of their own: a trigger with an address in it would
 * reach it from a copy as well as from production. Languages that are not trusted may do anything.
 */
const REACHING_EXTENSION =
  /^(dblink|.*_fdw|http|pg_net|pg_cron|pg_background|pglogical.*|plproxy|plsh|pl\w+u|aws_\w+|azure_\w+|google_\w+|wrappers|kafka\w*|amqp|pg_amqp|pgmemcache|redis\w*)$/;

/**
 * What a scratch database does not get.
 * @param missing extensions that its server lacks.
 * @param superusers roles, as an archive lists them, that are superusers there.
 */
export function outOfReach(
  missing: ReadonlySet<string>,
  superusers: ReadonlySet<string>,
): StaysOut {
  return (entry) => {
    const { type, names } = entry;
    if (OUTSIDE.has(type)) return 'it leads out of the rehearsal';
    if (type === 'EXTENSION') {
      const name = extensionName(entry);
      if (REACHING_EXTENSION.test(name)) return 'it can reach other servers';
      return missing.has(name) ? NOT_INSTALLED : undefined;
    }
    if (type === 'SECURITY LABEL') return 'its provider is loaded by settings of production';
    // No other role may own one.
    const owned = type !== 'EVENT TRIGGER' || superusers.has(names.owner ?? '');
    return owned ? undefined : `its owner ${names.owner ?? ''} is no superuser here`;
  };
}

const GUARD = 'db_deploy_rehearsal_guard';
const REFUSED = ['CREATE SERVER', 'CREATE USER MAPPING', 'CREATE SUBSCRIPTION'];

/**
 * Refuses statements of pending migrations that lead out: a superuser's CREATE SUBSCRIPTION
 * connects at once, and an extension whose functions connect is not the migration's alone. It is
 * part of the scratch database's catalog, before and after alike.
 * @param session as a superuser in the filled scratch database.
 */
export async function guardReach(session: Session): Promise<void> {
  const tags = [...REFUSED, 'ALTER SERVER', 'ALTER USER MAPPING', 'ALTER SUBSCRIPTION'];
  await session.query(
    `create function pg_catalog.${GUARD}() returns event_trigger language plpgsql as $guard$
     begin
       raise exception 'a rehearsal does not run %: it could reach another server', tg_tag
         using errcode = 'insufficient_privilege';
     end $guard$`,
  );
  await session.query(
    `create event trigger ${GUARD} on ddl_command_start
       when tag in (${tags.map(pg.escapeLiteral).join(', ')}) execute function pg_catalog.${GUARD}()`,
  );
  await guardExtensions(session);
}

/**
 * The name is known at the end of the statement alone, which then is undone. The catalog is asked,
 * not the statement: CASCADE brings more than it names, and none of these was restored.
 */
async function guardExtensions(session: Session): Promise<void> {
  await session.query(
    `create function pg_catalog.${GUARD}_extension() returns event_trigger language plpgsql
       set search_path = pg_catalog as $guard$
     declare
       reaching text := (select string_agg(extname, ', ' order by extname) from pg_extension
                          where extname ~ ${pg.escapeLiteral(REACHING_EXTENSION.source)});
     begin
       if reaching is not null then
         raise exception 'a rehearsal does not run % %: it could reach another server', tg_tag, reaching
           using errcode = 'insufficient_privilege';
       end if;
     end $guard$`,
  );
  await session.query(
    `create event trigger ${GUARD}_extension on ddl_command_end
       when tag in ('CREATE EXTENSION', 'CREATE LANGUAGE')
       execute function pg_catalog.${GUARD}_extension()`,
  );
}
