import pg from 'pg';
import { localeClauses } from '../postgres/locale.js';
import type { Session } from '../postgres/session.js';
import type { Manifest } from '../record/manifest.js';

/**
 * CREATE DATABASE for the rows of the backup: encoding and locale are the manifest's, owner and
 * tablespace those of the live database (the tablespace only where the role may use it).
 */
export async function createStatement(
  session: Session,
  name: string,
  liveOid: string,
  server: Manifest['server'],
): Promise<string> {
  const [live] = await session.query<{ owner: string; tablespace: string | null; major: number }>(
    `select r.rolname as owner,
            current_setting('server_version_num')::int / 10000 as major,
            (select t.spcname from pg_tablespace t
              where t.oid = d.dattablespace and has_tablespace_privilege(t.oid, 'create')
                and t.oid <> (select dattablespace from pg_database where datname = 'template0')
            ) as tablespace
       from pg_database d join pg_roles r on r.oid = d.datdba
      where d.oid = $1::oid`,
    [liveOid],
  );
  if (live === undefined) throw new Error('the live database is not there any more');
  const { owner, tablespace, major } = live;
  return [
    `create database ${pg.escapeIdentifier(name)} template template0`,
    `owner ${pg.escapeIdentifier(owner)}`,
    ...(tablespace === null ? [] : [`tablespace ${pg.escapeIdentifier(tablespace)}`]),
    ...localeClauses(server, major),
  ].join(' ');
}
