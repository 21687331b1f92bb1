import { plain } from '../../actions/neutral.js';
import type { Session } from '../../postgres/session.js';

/** Tables, views and sequences by oid; an index stands for its table. */
export type TableNames = ReadonlyMap<string, string>;

/**
 * What is there before the migration. Read once: what is missing in it was made by the migration,
 * where its locks are in nobody's way, and names do not change under the watch. The notes of a
 * rehearsal are no table of the application.
 */
export async function readTableNames(session: Session): Promise<TableNames> {
  const rows = await session.query<{ oid: string; name: string }>(
    `select c.oid::text as oid, format('%I.%I', n.nspname, t.relname) as name
       from pg_class c
       left join pg_index i on i.indexrelid = c.oid
       join pg_class t on t.oid = coalesce(i.indrelid, c.oid)
       join pg_namespace n on n.oid = t.relnamespace
      where c.oid >= 16384 and t.relkind in ('r', 'p', 'm', 'v', 'f', 'S')
        and t.relpersistence <> 't' and n.nspname not in ('information_schema', 'db_deploy_rehearsal')`,
  );
  return new Map(rows.map(({ oid, name }) => [oid, plain(name)]));
}
