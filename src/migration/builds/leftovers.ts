import { plain } from '../../actions/neutral.js';
import type { Session } from '../../postgres/session.js';
import { fail, pass, warn, type Finding } from '../../record/finding.js';
import { listed } from '../../record/listed.js';
import { ownDefinition, type Build } from './builds.js';
import { isDefinedAs } from './indexdefinition.js';

/** An index that a concurrent build left unfinished: no query uses it, every write pays for it. */
export interface InvalidIndex {
  readonly oid: string;
  /** Qualified, quoted where it must be. */
  readonly qualified: string;
  readonly name: string;
  readonly definition: string;
  /** Oids of its table and its schema. */
  readonly table: string;
  readonly schema: string;
  /** Whether the role may drop it. */
  readonly owned: boolean;
  /** Whether a session works on its table as a build does: it may be this very one. */
  readonly building: boolean;
}

/** Invalid indexes, sorted by what may be done about them. */
export interface Leftovers {
  /** Provably of a build that a pending file holds: dropping them loses nothing, and it builds them anew. */
  readonly ours: readonly InvalidIndex[];
  /** Of the same name as such a build, but not provably its own: IF NOT EXISTS would keep them. */
  readonly inTheWay: readonly InvalidIndex[];
  readonly others: readonly InvalidIndex[];
}

const BEFORE = 'invalid indexes before the migration';

/**
 * Parts of a partitioned index are invalid until all are attached: those are no leftovers. Autovacuum
 * holds the lock of a build, too, and builds nothing: it has no role, which anybody may see.
 */
const INVALID = `
  select i.indexrelid::text as oid, i.indrelid::text as table, x.relnamespace::text as schema,
         format('%I.%I', n.nspname, x.relname) as qualified, x.relname::text as name,
         pg_get_indexdef(i.indexrelid) as definition, pg_has_role(x.relowner, 'usage') as owned,
         exists (select from pg_locks l
                  where l.locktype = 'relation' and l.relation = i.indrelid and l.granted
                    and l.database = (select oid from pg_database where datname = current_database())
                    and l.mode = 'ShareUpdateExclusiveLock' and l.pid <> pg_backend_pid()
                    and not exists (select from pg_stat_activity a
                                     where a.pid = l.pid and a.usesysid is null)) as building
    from pg_index i
    join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = x.relnamespace
   where not i.indisvalid and x.relkind = 'i' and n.nspname !~ '^pg_'`;

/** Only an owner builds: tables of others are never meant. */
const TABLE = `
  select c.oid::text as oid, c.relnamespace::text as schema,
         exists (select from pg_class o
                  where o.relname = c.relname and o.oid <> c.oid and o.relkind in ('r', 'p', 'm')
                    and pg_has_role(o.relowner, 'usage')) as ambiguous
    from pg_class c where c.oid = to_regclass($1)`;

/** @param builds of the pending files. */
export async function readLeftovers(
  session: Session,
  builds: readonly Build[],
): Promise<Leftovers> {
  const all = await session.query<InvalidIndex>(`${INVALID} order by qualified`);
  const ours: InvalidIndex[] = [];
  const inTheWay: InvalidIndex[] = [];
  const others: InvalidIndex[] = [];
  for (const index of all) {
    const named: Meaning[] = [];
    for (const build of builds.filter((one) => one.index === index.name)) {
      named.push(await meaningOf(session, build, index));
    }
    if (isFree(index) && named.includes('this one')) ours.push(index);
    else (named.every((meaning) => meaning === 'another') ? others : inTheWay).push(index);
  }
  return { ours, inTheWay, others };
}

type Meaning = 'this one' | 'another' | 'unclear';

/** Whether a build of the same name would make this very index, or one in another schema. */
async function meaningOf(session: Session, build: Build, index: InvalidIndex): Promise<Meaning> {
  const [table] = await session.query<{ oid: string; schema: string; ambiguous: boolean }>(TABLE, [
    build.table,
  ]);
  // The tool may work under a search path of its own.
  if (table === undefined || (!build.qualified && table.ambiguous)) return 'unclear';
  if (table.schema !== index.schema) return 'another';
  const isSame = isDefinedAs(build.definition, ownDefinition(index.definition));
  return table.oid === index.table && isSame ? 'this one' : 'unclear';
}

function isFree({ owned, building }: InvalidIndex): boolean {
  return owned && !building;
}

/** What stands there before anything runs. Only what is in the way of a pending build stops it. */
export function leftoverFindings({ ours, inTheWay, others }: Leftovers): Finding[] {
  const drop = (indexes: readonly InvalidIndex[]): string =>
    indexes.map(({ qualified }) => `drop index concurrently ${plain(qualified)};`).join(' ');
  if (inTheWay.length > 0) {
    const found = inTheWay.map(inWords).join('; ');
    return [
      fail(BEFORE, {
        expected: 'none with the name of an index that a pending migration builds',
        found,
        fix: `when nobody is building it: ${drop(inTheWay)} IF NOT EXISTS would keep it invalid`,
      }),
    ];
  }
  if (others.length > 0) {
    return [
      warn(BEFORE, {
        expected: 'none',
        found: `no pending migration builds ${listed(others.map(({ qualified }) => plain(qualified)))}`,
        fix: drop(others.slice(0, 5)),
      }),
    ];
  }
  const found = ours.map(({ qualified }) => plain(qualified));
  return [
    pass(
      BEFORE,
      found.length === 0
        ? 'none'
        : `${listed(found)}, left by an interrupted run of a pending migration, which builds it anew`,
    ),
  ];
}

/**
 * Drops what is ours, so that the migration that left it can build it, and only while it is as it
 * was read. Waits for older transactions, as such a drop must.
 * @returns the names of what was dropped.
 */
export async function dropInterruptedBuilds(
  session: Session,
  { ours }: Pick<Leftovers, 'ours'>,
): Promise<string[]> {
  const dropped: string[] = [];
  for (const { oid, qualified, definition } of ours) {
    const [now] = await session.query<InvalidIndex>(`${INVALID} and i.indexrelid = $1`, [oid]);
    if (now === undefined || !isFree(now)) continue;
    if (now.qualified !== qualified || now.definition !== definition) continue;
    await session.query(`drop index concurrently if exists ${qualified}`);
    dropped.push(qualified);
  }
  return dropped;
}

function inWords({ qualified, owned, building }: InvalidIndex): string {
  const name = plain(qualified);
  if (!owned) return `${name} belongs to another role`;
  if (building) return `${name}: a session works on its table, which may be its build`;
  return `${name} is not provably what the pending migration builds`;
}
