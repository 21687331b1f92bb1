import type { Session } from '../postgres/session.js';
import type { Ledger } from '../record/facts.js';
import { warn, type Finding } from '../record/finding.js';
import type { Adapter } from './adapter.js';
import type { LedgerComparison } from './ledger/ledger.js';

/**
 * Tables that no migration in the ledger can have made: the first migrate would fail on `already
 * exists`, or change what it takes for its own.
 */
export async function adoptionFindings(
  session: Session,
  adapter: Pick<Adapter, 'name' | 'adopt'>,
  { table, applied }: Ledger,
  { pending, unfinished }: LedgerComparison,
): Promise<Finding[]> {
  const [first] = pending;
  if (first === undefined || applied.length > 0 || unfinished.length > 0) return [];
  const tables = await countTables(session, table);
  if (tables === 0) return [];
  return [
    warn('tables without a ledger', {
      expected: 'an empty database, or a ledger that says what it holds',
      found: `${tables === 1 ? '1 table is' : `${tables} tables are`} there, and ${adapter.name} knows of no applied migration: migrate would run ${pending.length === 1 ? 'the pending one' : `all ${pending.length} pending ones from the first on`}`,
      fix: `check that this is the right database. For each migration whose changes it already has, the oldest first, tell ${adapter.name} so (README, "Adopting an existing database"):\n${adapter.adopt(first, table)}`,
    }),
  ];
}

/** Without the ledger, what belongs to extensions, and what belongs to others, such as a provider. */
async function countTables(session: Session, ledger: string): Promise<number> {
  const [row] = await session.query<{ tables: number }>(
    `select count(*)::int as tables
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and c.relpersistence <> 't' and not c.relispartition
        and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
        and pg_has_role(c.relowner, 'usage')
        and format('%I.%I', n.nspname, c.relname) not in ($1, $1 || '_lock')
        and not exists (select from pg_depend d
                         where d.classid = 'pg_class'::regclass and d.objid = c.oid
                           and d.deptype = 'e')`,
    [ledger],
  );
  return row?.tables ?? 0;
}
