import type { Session } from '../../postgres/session.js';

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

/** The schema of a qualified name, as SQL writes it. */
export function schemaOf(table: string): string {
  return partsOf(table)[0] ?? '';
}

/** A text as SQL writes it. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** What tools make for a ledger that is not there yet: table, lock table, their sequences and keys. */
const PARTS = /^(_lock)?(_id_seq|_index_seq)?"?[. ]/;

/**
 * The lines of catalog changes without the ledger itself, where the run has created it: tools do
 * that outside the transaction of the migrations, so it stays when these are rolled back.
 */
export function withoutLedger(changes: readonly string[], table: string | undefined): string[] {
  if (table === undefined || !changes.some((line) => line.startsWith(`+ table ${table} `))) {
    return [...changes];
  }
  const isOwn = [isSchemaOf(table), isPartOf(table)];
  return changes.filter((line) => !line.startsWith('+ ') || !isOwn.some((is) => is(line.slice(2))));
}

/** Whether a line of the catalog, as people are shown it, is the ledger or a part of it. */
export function isPartOf(table: string): (line: string) => boolean {
  const [schema = '', name = ''] = partsOf(table);
  const stem = `${schema}.${name.replace(/"$/, '')}`;
  return (line) => {
    const object = /^(?:table|column|constraint|index|sequence) (.*)$/.exec(line)?.[1] ?? '';
    return object.startsWith(stem) && PARTS.test(object.slice(stem.length));
  };
}

/** Whether it is the schema of the ledger. */
export function isSchemaOf(table: string): (line: string) => boolean {
  return (line) => line.startsWith(`schema ${partsOf(table)[0] ?? ''} `);
}

function partsOf(table: string): readonly string[] {
  return table.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
}
