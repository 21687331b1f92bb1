import pg from 'pg';
import type { Session } from '../postgres/session.js';

/** How long one migration took on the scratch server. */
export interface FileDuration {
  readonly file: string;
  readonly milliseconds: number;
  /**
   * `exact`: from its transaction's start or its own mark to its entry in the ledger. `with the
   * tool`: from the end of the one before it, or from the start of the tool, so the tool's own work
   * is in it.
   */
  readonly precision: 'exact' | 'with the tool';
}

/** One write to the ledger, in milliseconds since 1970 by the server's clock. */
export interface LedgerEvent {
  readonly inserted: boolean;
  /** Tells rows apart: where the table has the row. */
  readonly row: string;
  readonly at: number;
  /** Start of the transaction that wrote it. */
  readonly began: number;
}

const SCHEMA = 'db_deploy_rehearsal';
/** A transaction that is no older holds the entry alone: the file ran outside of it. */
const ENTRY_ALONE_MS = 5;

/**
 * Has the scratch database note when its ledger is written to. Tools print no times, or their own
 * in words of their own, and their ledgers mostly keep the start of the transaction, which all files
 * may share.
 * @param session as a superuser, before the catalog is read for comparison: it stays in it.
 * @param table of the ledger.
 * @returns false when the tool never ran there: then only the whole is measured.
 */
export async function timeLedger(session: Session, table: string): Promise<boolean> {
  const [ledger] = await session.query<{ name: string | null }>(
    'select to_regclass($1)::text as name',
    [table],
  );
  if (ledger?.name == null) return false;
  const schema = pg.escapeIdentifier(SCHEMA);
  // Its rights are its owner's: the migrating role needs none.
  await session.query(
    `create schema ${schema};
     create table ${schema}.events (
       inserted boolean, "row" text, at float8, began float8);
     create function ${schema}.note() returns trigger language plpgsql security definer
       set search_path = pg_catalog as $note$
     begin
       insert into ${schema}.events (inserted, "row", at, began)
       values (tg_op = 'INSERT', coalesce(to_jsonb(new) ->> 'id', md5(new::text)),
               extract(epoch from clock_timestamp()) * 1000, extract(epoch from now()) * 1000);
       return null;
     end $note$;
     create trigger ${schema} after insert or update on ${ledger.name}
       for each row execute function ${schema}.note()`,
  );
  return true;
}

/** What {@link timeLedger} noted, in the order of the writes. */
export async function readLedgerEvents(session: Session): Promise<LedgerEvent[]> {
  return session.query<LedgerEvent>(
    `select inserted, "row", at, began from ${pg.escapeIdentifier(SCHEMA)}.events order by at, ctid`,
  );
}

/**
 * @param applied names that are new in the ledger, in the order they were applied.
 * @param toolStarted in milliseconds since 1970.
 * @returns a duration for each; none when the ledger was not written to once for each.
 */
export function durationsOf(
  applied: readonly string[],
  events: readonly LedgerEvent[],
  toolStarted: number,
): FileDuration[] {
  const inserts = events.filter(({ inserted }) => inserted);
  if (inserts.length !== applied.length) return [];
  let before = toolStarted;
  return inserts.map((insert, at): FileDuration => {
    const file = applied[at] ?? '';
    // Prisma writes a row when it begins, and completes it.
    const completed = events.findLast(({ inserted, row }) => !inserted && row === insert.row);
    const previous = before;
    before = completed?.at ?? insert.at;
    if (completed !== undefined) return { file, milliseconds: completed.at - insert.at, precision: 'exact' }; // prettier-ignore
    const own = insert.began >= previous && insert.at - insert.began > ENTRY_ALONE_MS;
    // Of a transaction with other files, only the first one begins with it.
    const begins = own ? insert.began : previous;
    return { file, milliseconds: insert.at - begins, precision: own ? 'exact' : 'with the tool' };
  });
}
