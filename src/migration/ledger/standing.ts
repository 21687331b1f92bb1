import type { SessionSettings } from '../../postgres/session.js';
import type { Connection } from '../../postgres/connection.js';
import type { MigrationFile, Migrations } from '../adapter.js';
import { compareLedger, type LedgerComparison } from './ledger.js';
import { readStateOf, type ReadState } from './state.js';

/** The database and the repository side by side, at one moment. */
export interface Standing extends ReadState {
  /** Undefined for tools without a ledger that we know. */
  readonly ledger: LedgerComparison | undefined;
  /** Of the repository; none for such tools. */
  readonly files: readonly MigrationFile[];
}

/** Reads both sides. The files are read first: they do not move while the database may. */
export async function readStanding(
  connection: Connection,
  session: SessionSettings,
  migrations: Migrations | undefined,
): Promise<Standing> {
  const files = (await migrations?.adapter.readFiles(migrations)) ?? [];
  const read = await readStateOf(connection, session, migrations);
  const { ledger } = read.state;
  return { ...read, files, ledger: ledger && compareLedger(ledger, files) };
}
