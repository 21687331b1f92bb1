import type { SessionSettings } from '../postgres/session.js';
import type { Connection } from '../postgres/connection.js';
import type { Adapter } from './adapter.js';
import { compareLedger, type LedgerComparison } from './ledger.js';
import { readStateOf, type ReadState } from './state.js';

/** The database and the repository side by side, at one moment. */
export interface Standing extends ReadState {
  /** Undefined for tools without a ledger that we know. */
  readonly ledger: LedgerComparison | undefined;
}

/** Reads both sides. The files are read first: they do not move while the database may. */
export async function readStanding(
  connection: Connection,
  session: SessionSettings,
  adapter: Adapter | undefined,
  directory: string,
): Promise<Standing> {
  const files = await adapter?.readFiles(directory);
  const read = await readStateOf(connection, session, adapter);
  const applied = read.state.ledger?.applied ?? [];
  return { ...read, ledger: files === undefined ? undefined : compareLedger(applied, files) };
}
