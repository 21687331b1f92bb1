import { createHash } from 'node:crypto';
import type { Session } from './session.js';

/** Schemas of the server itself, and of sessions. */
const OWN_SCHEMAS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

/** Members of an extension come and go with it; the extension's own line has its version. */
const notOfExtension = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/**
 * The catalog as one line an object: what a migration can change, and nothing that moves by itself
 * (no oids, no sequence values, no statistics). Definitions come from the server's own functions.
 */
const CATALOG_LINES = `
select format('schema %I owner %s%s', n.nspname, n.nspowner::regrole, ' grants ' || n.nspacl::text) as line
  from pg_namespace n where ${OWN_SCHEMAS}
union all
select format('extension %I %s', extname, extversion) from pg_extension
union all
select format('%s %I.%I owner %s%s%s%s%s%s%s',
         case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
           when 'm' then 'materialized view' when 'f' then 'foreign table' else 'sequence' end,
         n.nspname, c.relname, c.relowner::regrole,
         case c.relpersistence when 'u' then ' unlogged' else '' end,
         case when c.relrowsecurity then ' row level security' else '' end,
         case when c.relforcerowsecurity then ' forced' else '' end,
         ' grants ' || c.relacl::text, ' options ' || c.reloptions::text,
         case when c.relreplident <> 'd' then ' replica identity ' || c.relreplident::text end)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${OWN_SCHEMAS}
   and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('column %I.%I.%I %s%s%s%s%s%s', n.nspname, c.relname, a.attname,
         format_type(a.atttypid, a.atttypmod),
         case when a.attnotnull then ' not null' else '' end,
         ' default ' || pg_get_expr(d.adbin, d.adrelid),
         case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end,
         case when a.attgenerated <> '' then ' generated ' || a.attgenerated::text else '' end,
         ' grants ' || a.attacl::text)
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
   and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('constraint %I on %I.%I %s', k.conname, n.nspname, c.relname,
         pg_get_constraintdef(k.oid))
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('index %s%s', pg_get_indexdef(i.indexrelid),
         case when i.indisvalid then '' else ' INVALID' end)
  from pg_index i
  join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('definition of %I.%I %s', n.nspname, c.relname, md5(pg_get_viewdef(c.oid)))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('v', 'm') and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('trigger %s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
 where not t.tgisinternal and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('policy %I on %I.%I %s %s %s using %s check %s', p.polname, n.nspname, c.relname,
         p.polcmd, p.polpermissive, p.polroles::regrole[],
         pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  from pg_policy p
  join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS}
union all
select format('%s %s owner %s%s %s', case p.prokind when 'a' then 'aggregate' else 'function' end,
         p.oid::regprocedure, p.proowner::regrole, ' grants ' || p.proacl::text,
         case when p.prokind = 'a' then '' else md5(pg_get_functiondef(p.oid)) end)
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_proc', 'p.oid')}
union all
select format('type %s %s owner %s%s', t.oid::regtype,
         case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else t.typtype::text end,
         t.typowner::regrole,
         case t.typtype
           when 'e' then ' ' || (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
                                   from pg_enum e where e.enumtypid = t.oid)
           when 'd' then format(' over %s%s%s%s', format_type(t.typbasetype, t.typtypmod),
             case when t.typnotnull then ' not null' else '' end, ' default ' || t.typdefault,
             (select string_agg(' ' || pg_get_constraintdef(k.oid), '' order by k.conname)
                from pg_constraint k where k.contypid = t.oid))
           else '' end)
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
 where t.typtype in ('e', 'd', 'r') and ${OWN_SCHEMAS} and ${notOfExtension('pg_type', 't.oid')}
union all
select format('%I.%I inherits %s at %s%s', n.nspname, c.relname, i.inhparent::regclass, i.inhseqno,
         ' ' || pg_get_expr(c.relpartbound, c.oid))
  from pg_inherits i
  join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('partitioning of %s %s', p.partrelid::regclass, pg_get_partkeydef(p.partrelid))
  from pg_partitioned_table p
union all
select format('rule %I on %I.%I %s enabled %s', r.rulename, n.nspname, c.relname,
         md5(pg_get_ruledef(r.oid)), r.ev_enabled)
  from pg_rewrite r
  join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
 where r.rulename <> '_RETURN' and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('statistics %s', pg_get_statisticsobjdef(s.oid)) from pg_statistic_ext s
union all
select format('event trigger %I on %s enabled %s calls %s', evtname, evtevent, evtenabled, evtfoid::regprocedure)
  from pg_event_trigger where ${notOfExtension('pg_event_trigger', 'pg_event_trigger.oid')}
union all
select format('publication %I%s of %s', p.pubname, case when p.puballtables then ' of all tables' else '' end,
         (select string_agg(r.prrelid::regclass::text, ', ' order by r.prrelid::regclass::text)
            from pg_publication_rel r where r.prpubid = p.oid))
  from pg_publication p
union all
select format('default grants of %s in %s on %s: %s', d.defaclrole::regrole,
         case when d.defaclnamespace = 0 then 'every schema' else d.defaclnamespace::regnamespace::text end,
         d.defaclobjtype, d.defaclacl)
  from pg_default_acl d
union all
select format('composite type %I.%I owner %s', n.nspname, c.relname, c.relowner::regrole)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'c' and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('sequence settings %I.%I as %s start %s increment %s min %s max %s cache %s%s',
         n.nspname, c.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin,
         s.seqmax, s.seqcache, case when s.seqcycle then ' cycle' else '' end)
  from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}`;

/**
 * Reads the catalog, one line an object, sorted bytewise. Call it inside a transaction with pinned
 * settings: names are qualified only under an empty search_path.
 */
export async function readCatalog(session: Session): Promise<readonly string[]> {
  const rows = await session.query<{ line: string }>(
    `select line from (${CATALOG_LINES}) lines order by line collate "C"`,
  );
  return rows.map(({ line }) => line);
}

/** sha256 in hex over the lines. */
export function catalogFingerprint(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** What came (`+`) and went (`-`) between two catalogs; a changed object gives both lines. */
export function catalogChanges(before: readonly string[], after: readonly string[]): string[] {
  const then = new Set(before);
  const now = new Set(after);
  return [
    ...before.filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !then.has(line)).map((line) => `+ ${line}`),
  ];
}
