import type { Ledger } from '../record/facts.js';
import type { Session } from '../postgres/session.js';

/** One migration tool as data: what differs between tools stands here, and nowhere else. */
export interface Adapter {
  readonly name: string;
  /** Whether the application in this directory uses the tool. */
  detect(directory: string): Promise<boolean>;
  /** What a team runs by hand; shown, and used when `migrate-command` is not given. */
  readonly command: string;
  /** The tool's own table; an empty list where the tool never ran. */
  readLedger(session: Session): Promise<Ledger>;
  /** Names of the migrations in the repository, in the tool's order, as its ledger writes them. */
  readFiles(directory: string): Promise<readonly string[]>;
}
