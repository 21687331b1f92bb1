import type { Log } from '../actions/log.js';
import { readEntries } from '../archive/entries.js';
import { DeployError } from '../errors.js';
import type { ClientTools } from '../postgres/clienttools.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import type { ProcessRunner } from '../actions/process.js';
import { hasFailed, type Finding } from '../record/finding.js';
import { carryOver } from './carryover.js';
import { databaseNames } from './databasenames.js';
import { analyze, fill } from '../filling/fill.js';
import { listLeftOut } from '../filling/leftout.js';
import type { Obtained } from '../filling/obtain.js';
import { proveRestored } from '../filling/proof.js';
import { selectEntries } from '../filling/selection.js';
import { administer, type SideDatabase, type SideSettings } from './sidedatabase.js';

export interface CopySettings {
  readonly side: SideSettings;
  readonly backup: Obtained;
  /** Of the server's major. */
  readonly client: ClientTools;
  readonly session: SessionSettings;
  readonly childEnvironment: Readonly<Record<string, string>>;
  readonly processes: ProcessRunner;
  readonly log: Log;
  /** Private. */
  readonly directory: string;
}

/** Gets what is known on the way, also when the copy fails. */
export interface CopyReport {
  readonly findings: (findings: readonly Finding[]) => void;
  readonly leftOut: (entries: readonly string[]) => void;
  /** The lines of the restored catalog. */
  readonly catalog: (lines: readonly string[]) => void;
}

/**
 * Fills a side database from the archive, proves it against the manifest, and gives it the settings
 * and grants of the live database: what is left to do is the swap.
 * @throws {DeployError} when it cannot be filled, or is not what was backed up.
 */
export async function makeCopy(
  made: SideDatabase,
  settings: CopySettings,
  report: CopyReport,
): Promise<void> {
  const { backup, client, processes, session } = settings;
  const { manifest, archive, catalog } = backup;
  const { connection } = made;
  const entries = await readEntries(archive, client.pgRestore, processes);
  const selection = await withSession(connection, session, (asked) =>
    selectEntries(asked, { manifest, entries, catalog }),
  );
  const { leftOut, entries: restored } = selection;
  report.leftOut(listLeftOut(leftOut));
  const { read } = await fill({ ...settings, connection, manifest, archive }, selection);
  const [proofs] = await Promise.all([
    proveRestored({ connection, session, manifest, catalog, entries: restored, leftOut, read, tellCatalog: report.catalog }), // prettier-ignore
    analyze({ connection, session }),
  ]);
  report.findings(proofs);
  if (hasFailed(proofs)) throw unproven(made.name);
  report.findings([await carry(made, settings.side)]);
}

function carry(made: SideDatabase, side: SideSettings): Promise<Finding> {
  const { live, started } = side;
  const { kept } = databaseNames(live.database, started);
  const order = { from: live.oid, to: made, liveName: live.database, keptAs: kept };
  const purpose = 'carry over settings and grants';
  return administer(side, purpose, (session) => carryOver(session, order), side.signal);
}

function unproven(side: string): DeployError {
  return new DeployError({
    attempted: `prove the restored database ${side}`,
    found: 'it is not what was backed up: see the checks that failed',
    nextAction:
      'it was dropped and the live database is as it was; choose another backup, or restore by hand with RESTORE.md',
  });
}
