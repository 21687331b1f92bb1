import type { LeftOut } from '../archive/tables.js';
import type { Session } from '../postgres/session.js';
import { pass, warn, type Finding } from '../record/finding.js';
import type { Expected } from './inventory.js';

const NAME = 'reaching into what is left out';
const MOST_NAMED = 20;
/** The oid of pg_class, the same in every server. */
const PG_CLASS = '1259';

/** An object in the archive that cannot be restored where the left-out part is missing. */
export interface Reaching {
  /** As {@link Expected.key}. */
  readonly key: string;
  readonly description: string;
  /** It needs the left-out part itself, not by way of another object. */
  readonly direct: boolean;
}

/** One object needs another; both as `<oid of the catalog> <oid>`. */
interface Need {
  readonly key: string;
  readonly needed: string;
  /** What is needed, in words. */
  readonly words: string;
  /** Needed is a left-out schema, or rows that are left out. */
  readonly missing: boolean;
}

/**
 * Follows the server's own dependencies up from everything in the left-out schemas, and from foreign
 * keys to rows that stay out. A rule of a view counts as the view, a default as its table: that is
 * how pg_dump writes them. What an extension brings along comes back with it.
 */
const REACHED = `
with recursive out_schema as (
  select n.oid, exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass
                           and d.objid = n.oid and d.deptype = 'e') as of_extension
    from pg_namespace n where n.nspname = any ($1)
), rowless as (
  select unnest($2::oid[]) as oid
   union
  select a.relid from unnest($2::oid[]) t (oid), pg_partition_ancestors(t.oid) a
), seed as (
  select distinct d.classid, d.objid, d.refclassid, d.refobjid
    from pg_depend d join out_schema s on s.oid = d.refobjid
   where d.refclassid = 'pg_namespace'::regclass
     and not exists (select from pg_depend e where e.classid = d.classid and e.objid = d.objid
                        and e.deptype = 'e')
     and not (d.classid = 'pg_extension'::regclass and s.of_extension)
   union
  select 'pg_constraint'::regclass, k.oid, 'pg_class'::regclass, k.confrelid
    from pg_constraint k
   where k.contype = 'f' and k.conparentid = 0 and k.confrelid in (select oid from rowless)
     and k.conrelid <> all ($2::oid[])
), reached as (
  select classid::oid, objid, refclassid::oid as by_class, refobjid as by_oid from seed
   union
  select n.classid, n.objid, r.classid, r.objid
    from reached r
    join pg_depend d on d.refclassid = r.classid and d.refobjid = r.objid
    left join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
     and w.rulename = '_RETURN'
    left join pg_attrdef a on d.classid = 'pg_attrdef'::regclass and a.oid = d.objid
    left join pg_class c on d.classid = 'pg_class'::regclass and c.oid = d.objid and c.relkind = 'c'
    left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
     and k.contype not in ('p', 'u', 'x', 'f', 't')
    cross join lateral (
      select case when w.oid is not null or a.oid is not null or k.conrelid <> 0 then 'pg_class'::regclass
                  when c.oid is not null or k.contypid <> 0 then 'pg_type'::regclass
                  else d.classid end::oid as classid,
             coalesce(w.ev_class, a.adrelid, c.reltype, nullif(k.conrelid, 0), nullif(k.contypid, 0),
                      d.objid) as objid) n
   where (n.classid, n.objid) <> (r.classid, r.objid)
)
select r.classid || ' ' || r.objid as key, r.by_class || ' ' || r.by_oid as needed,
       case when m.rows then 'the rows of ' else '' end || pg_describe_object(r.by_class, r.by_oid, 0) as words,
       m.rows or r.by_class = 'pg_namespace'::regclass as missing
  from reached r
  cross join lateral (
    select r.classid = 'pg_constraint'::regclass and r.by_class = 'pg_class'::regclass
           and r.by_oid in (select oid from rowless) as rows) m
 order by words`;

/**
 * What of the archive reaches into the left-out part, as far as the server records it: not by the
 * text of a function. Those that need it themselves come first, then those that need one of them.
 * @param archived what the archive holds.
 */
export async function readReaching(
  session: Session,
  { schemas, tables }: LeftOut,
  archived: readonly Expected[],
): Promise<Reaching[]> {
  if (schemas.length + tables.length === 0) return [];
  const needs = await session.query<Need>(REACHED, [schemas, tables]);
  const inArchive = new Set(archived.map(({ key }) => key));
  const outside = unarchived(needs, inArchive);
  const byKey = new Map<string, { need: Need; direct: boolean }>();
  for (const need of needs) {
    const direct = need.missing || outside.has(need.needed);
    if (direct || !byKey.has(need.key)) byKey.set(need.key, { need, direct });
  }
  return archived
    .flatMap((object): Reaching[] => {
      const reached = byKey.get(makerOf(object));
      if (reached === undefined) return [];
      const { key, description } = object;
      if (key !== makerOf(object)) {
        return [{ key, description: `${description} needs its table`, direct: false }];
      }
      const { need, direct } = reached;
      return [{ key, description: `${description} needs ${need.words}`, direct }];
    })
    .sort((a, b) => Number(b.direct) - Number(a.direct));
}

/** The entry that makes an object: for the contents of a table, that of the table. */
function makerOf({ key }: Expected): string {
  return key.startsWith('0 ') ? `${PG_CLASS}${key.slice(1)}` : key;
}

/** Left-out objects, and parts of them: whatever needs those and is in no archive itself. */
function unarchived(needs: readonly Need[], inArchive: ReadonlySet<string>): ReadonlySet<string> {
  const outside = new Set<string>();
  let known: number;
  do {
    known = outside.size;
    for (const { key, needed, missing } of needs) {
      if ((missing || outside.has(needed)) && !inArchive.has(key)) outside.add(key);
    }
  } while (outside.size > known);
  return outside;
}

/** A restore into an empty database stumbles over these; into a provider's, which has them, it does not. */
export function reachingFinding(reaching: readonly Reaching[]): Finding {
  const direct = reaching.filter((each) => each.direct);
  if (direct.length === 0) {
    return pass(
      NAME,
      'no object in the archive needs what is left out, as far as the catalog tells',
    );
  }
  const named = direct.slice(0, MOST_NAMED).map(({ description }) => description);
  const more = direct.length - named.length;
  const behind = reaching.length - direct.length;
  return warn(NAME, {
    expected: 'objects in the archive that need nothing outside it',
    found: [
      named.join('; '),
      ...(more > 0 ? [`and ${more} more`] : []),
      ...(behind > 0 ? [`and ${behind} that need one of these`] : []),
    ].join('; '),
    fix: 'restore where the left-out schemas exist, as in a new project of the same provider; or take them into the backup',
  });
}
