import type { Session } from '../postgres/session.js';

/**
 * The qualified name of a table, quoted where it must be; undefined where there is none. A name
 * without a schema is looked for along the search path that the role's own sessions start with:
 * that of a pinned transaction is not the tool's.
 */
export async function findTable(session: Session, table: string): Promise<string | undefined> {
  const [found] = await session.query<{ name: string }>(
    `with wanted as (select parse_ident($1) as parts),
          path as (
            select case when trim(entry) = '"$user"' then current_user::text
                        else trim(both '"' from trim(entry)) end as schema, place
              from pg_settings,
                   string_to_table(reset_val, ',') with ordinality as entries(entry, place)
             where name = 'search_path'),
          places as (
            select parts[1] as schema, 0 as place from wanted where cardinality(parts) = 2
            union all
            select schema, place from path, wanted where cardinality(parts) = 1)
     select format('%I.%I', n.nspname, c.relname) as name
       from places
       join pg_namespace n on n.nspname = places.schema
       join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'f')
        and c.relname = (select parts[cardinality(parts)] from wanted)
      order by place limit 1`,
    [table],
  );
  return found?.name;
}

/** A qualified name as SQL writes it. */
export function qualified(schema: string | undefined, name: string): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}

function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
