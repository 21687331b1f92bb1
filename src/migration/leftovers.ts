import { plain } from '../actions/neutral.js';
import type { Session } from '../postgres/session.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import { comparable, type Build } from './builds.js';
import { listed } from '../record/listed.js';

/** An index that a concurrent build left unfinished: no query uses it, every write pays for it. */
export interface InvalidIndex {
  /** Qualified, quoted where it must be. */
  readonly qualified: string;
  readonly name: string;
  readonly definition: string;
  /** Whether the role may drop it. */
  readonly owned: boolean;
  /** Whether a session works on its table as a build does: it may be this very one. */
  readonly building: boolean;
}

/** Invalid indexes, sorted by what may be done about them. */
export interface Leftovers {
  /** Of a build that a pending file holds, word for word: dropping them loses nothing, and it builds them anew. */
  readonly ours: readonly InvalidIndex[];
  /** Of the same name as such a build, but not provably its own: IF NOT EXISTS would keep them. */
  readonly inTheWay: readonly InvalidIndex[];
  readonly others: readonly InvalidIndex[];
}

const BEFORE = 'invalid indexes before the migration';

/** Parts of a partitioned index are invalid until all are attached: those are no leftovers. */
const INVALID = `
  select format('%I.%I', n.nspname, x.relname) as qualified, x.relname::text as name,
         pg_get_indexdef(i.indexrelid) as definition, pg_has_role(x.relowner, 'usage') as owned,
         exists (select from pg_locks l
                  where l.locktype = 'relation' and l.relation = i.indrelid and l.granted
                    and l.database = (select oid from pg_database where datname = current_database())
                    and l.mode = 'ShareUpdateExclusiveLock' and l.pid <> pg_backend_pid()) as building
    from pg_index i
    join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = x.relnamespace
   where not i.indisvalid and x.relkind = 'i' and n.nspname !~ '^pg_'
   order by 1`;

/** @param builds of the pending files. */
export async function readLeftovers(
  session: Session,
  builds: readonly Build[],
): Promise<Leftovers> {
  const all = await session.query<InvalidIndex>(INVALID);
  const wanted = new Map(builds.map((build) => [build.index, build.definition]));
  const named = all.filter(({ name }) => wanted.has(name));
  const isOurs = ({ name, definition, owned, building }: InvalidIndex): boolean =>
    owned && !building && comparable(definition) === wanted.get(name);
  return {
    ours: named.filter(isOurs),
    inTheWay: named.filter((index) => !isOurs(index)),
    others: all.filter(({ name }) => !wanted.has(name)),
  };
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
 * Drops what is ours, so that the migration that left it can build it. Waits for older
 * transactions, as such a drop must.
 * @returns the names of what was dropped.
 */
export async function dropLeftovers(
  session: Session,
  { ours }: Pick<Leftovers, 'ours'>,
): Promise<string[]> {
  for (const { qualified } of ours) {
    await session.query(`drop index concurrently if exists ${qualified}`);
  }
  return ours.map(({ qualified }) => qualified);
}

function inWords({ qualified, owned, building }: InvalidIndex): string {
  const name = plain(qualified);
  if (!owned) return `${name} belongs to another role`;
  if (building) return `${name}: a session works on its table, which may be its build`;
  return `${name} is not what the pending migration builds`;
}
