import type { Session } from '../postgres/session.js';

/**
 * The qualified name of a table, quoted where it must be; undefined where there is none. A name
 * without a schema is in the one that the role's own sessions create tables in: the search path of
 * a pinned transaction is not the tool's.
 */
export async function findTable(session: Session, table: string): Promise<string | undefined> {
  const [found] = await session.query<{ name: string }>(
    `with wanted as (select parse_ident($1) as parts),
          current as (
            select n.nspname
              from pg_settings,
                   string_to_table(reset_val, ',') with ordinality as path(entry, place)
              join pg_namespace n on n.nspname = case trim(entry)
                when '"$user"' then current_user::text else trim(both '"' from trim(entry)) end
             where name = 'search_path' and has_schema_privilege(n.oid, 'usage')
             order by place limit 1)
     select format('%I.%I', n.nspname, c.relname) as name
       from wanted
       join pg_namespace n on n.nspname =
            case cardinality(parts) when 1 then (select nspname from current) else parts[1]::name end
       join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'f')
        and c.relname = parts[cardinality(parts)]`,
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
