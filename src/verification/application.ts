import { DeployError, problemsOf } from '../errors.js';
import type { Connection } from '../postgres/connection.js';
import { withSession, type Session, type SessionSettings } from '../postgres/session.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import { listed } from '../record/listed.js';
import { errorWords } from './checks.js';
import type { Inspection } from './inspection.js';

export const APPLICATION_READS = 'the application’s role reads its tables';
const STATEMENT_MS = 30_000;

interface Relation {
  /** As lines of the catalog begin: `table public.users`. */
  readonly key: string;
  /** Qualified and quoted. */
  readonly name: string;
  readonly readable: boolean;
}

/**
 * Asks through `database-url`, pooled or not, with nothing set but what ends with its transaction:
 * one table is read, and of all it is asked whether the role may.
 * A table that came with this deploy and cannot be read is a grant that was forgotten.
 */
export async function applicationReads(
  connection: Connection,
  { changes, showValues }: Pick<Inspection, 'changes' | 'showValues'>,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<Finding> {
  try {
    return await withSession(connection, settings, async (session) => {
      await session.query('begin transaction read only');
      await session.query(`select set_config('statement_timeout', $1, true)`, [String(STATEMENT_MS)]); // prettier-ignore
      const finding = await look(session, changes ?? []);
      await session.query('rollback');
      return finding;
    });
  } catch (error) {
    settings.signal.throwIfAborted();
    return fail(APPLICATION_READS, {
      expected: 'an answer to a query on one of its tables',
      // A policy or a view may fail at a row, and its message quotes it.
      found:
        error instanceof DeployError
          ? (problemsOf(error, APPLICATION_READS)[0]?.found ?? 'no answer')
          : errorWords(error, STATEMENT_MS, showValues),
      fix: 'run the query as the application’s role, and look at its grants and policies',
    });
  }
}

async function look(session: Session, changes: readonly string[]): Promise<Finding> {
  const [role] = await session.query<{ name: string }>('select current_user::text as name');
  const relations = await session.query<Relation>(
    `select format('%s %I.%I', case c.relkind when 'r' then 'table' when 'p' then 'partitioned table'
                when 'v' then 'view' else 'materialized view' end, n.nspname, c.relname) as key,
            format('%I.%I', n.nspname, c.relname) as name,
            has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select') as readable
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by c.relkind = 'v', 2`,
  );
  const name = role?.name ?? '';
  const [first, ...others] = relations.filter(({ readable }) => readable);
  if (first === undefined) {
    return relations.length === 0
      ? pass(APPLICATION_READS, 'there is none')
      : warn(APPLICATION_READS, {
          expected: `${name} may read a table`,
          found: `none of ${relations.length}`,
          fix: `if the application works by functions alone, nothing is to be done; else grant usage on the schema and the rights on its tables to ${name}`,
        });
  }
  await session.query(`select from ${first.name} limit 1`);
  const isNew = ({ key }: Relation): boolean =>
    changes.some((line) => line.startsWith(`+ ${key} `)) &&
    !changes.some((line) => line.startsWith(`- ${key} `));
  const forgotten = relations.filter((one) => !one.readable && isNew(one));
  if (forgotten.length > 0) {
    return warn(APPLICATION_READS, {
      expected: `${name} may read what came with this deploy`,
      found: `it may not read ${listed(forgotten.map((one) => one.name))}`,
      fix: `if the application uses them, grant it the rights: grant select, insert, update, delete on … to ${name};`,
    });
  }
  return pass(APPLICATION_READS, `${name} may read ${others.length + 1} of ${relations.length}`);
}
