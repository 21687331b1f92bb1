import type { Log } from '../actions/log.js';
import type { ProcessRunner } from '../actions/process.js';
import type { Clock } from '../actions/tools.js';
import { asListed, readEntries } from '../archive/entries.js';
import { missingExtensions } from '../filling/extensions.js';
import { analyze, fill } from '../filling/fill.js';
import { listLeftOut, type LeftOutEntry } from '../filling/leftout.js';
import type { Obtained } from '../filling/obtain.js';
import { LEFT_OUT, proveRestored } from '../filling/proof.js';
import { selectFor } from '../filling/selection.js';
import type { ClientTools } from '../postgres/clienttools.js';
import type { Connection } from '../postgres/connection.js';
import { withSession, type Session, type SessionSettings } from '../postgres/session.js';
import { couldNotVerify, type Finding } from '../record/finding.js';
import { settleRangeFunctions } from './rangefunctions.js';
import { guardReach, NOT_INSTALLED, outOfReach } from './reach.js';

export interface RestorationSettings {
  /** Of the empty scratch database, as a superuser. */
  readonly connection: Connection;
  readonly backup: Pick<Obtained, 'manifest' | 'archive' | 'catalog'>;
  /** Of the backup's major. */
  readonly client: ClientTools;
  readonly session: Omit<SessionSettings, 'settings'>;
  readonly childEnvironment: Readonly<Record<string, string>>;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly log: Log;
  /** Private. */
  readonly directory: string;
}

/** A scratch database with the rows of a backup. */
export interface Restoration {
  /** From the first entry to the end of the proof: what a recovery takes on this machine. */
  readonly seconds: number;
  /** What was not restored, each with its reason. */
  readonly leftOut: readonly string[];
  /** Comparisons with the manifest; one that failed says that the copy is not the backup. */
  readonly findings: readonly Finding[];
}

/**
 * Restores a backup into the scratch database, owners and grants kept, without what reaches outside,
 * and compares it with the manifest.
 * @throws {DeployError} when it cannot be restored.
 */
export async function restoreForRehearsal(settings: RestorationSettings): Promise<Restoration> {
  const { connection, backup, client, session, processes, clock } = settings;
  const { manifest, archive, catalog } = backup;
  const started = clock.now().getTime();
  const entries = await readEntries(archive, client.pgRestore, processes);
  const selection = await withSession(connection, session, async (asked) => {
    const missing = new Set(await missingExtensions(asked, entries));
    const judge = outOfReach(missing, await readSuperusers(asked));
    return selectFor(asked, { manifest, entries, catalog }, judge);
  });
  const { leftOut, entries: restored } = selection;
  const { read } = await fill(
    // Its machine has no other disks.
    { ...settings, manifest, archive, options: ['--no-tablespaces'] },
    selection,
  );
  await withSession(connection, session, (asked) => settleRangeFunctions(asked, catalog));
  const [proofs] = await Promise.all([
    proveRestored({ connection, session, manifest, catalog, entries: restored, leftOut, read }), // prettier-ignore
    analyze({ connection, session }),
  ]);
  const seconds = (clock.now().getTime() - started) / 1_000;
  await withSession(connection, session, guardReach);
  const findings = [...proofs.map(asRehearsed), ...leftOut.flatMap(extensionFindings)];
  return { seconds, leftOut: listLeftOut(leftOut), findings };
}

/** Nobody will use the copy: what it lacks was not rehearsed, and that is all. */
function asRehearsed(finding: Finding): Finding {
  if (finding.name !== LEFT_OUT || finding.verdict !== 'could not verify') return finding;
  return couldNotVerify('left out of the rehearsal', finding.found);
}

/** Each by itself: whoever uses the extension must know that nothing of it was rehearsed. */
function extensionFindings({ type, names, reason }: LeftOutEntry): Finding[] {
  if (type !== 'EXTENSION') return [];
  const fix = 'install it in a step before this one, or give a server that has it by scratch-url';
  const found = `${names.tag}: ${reason}; what needs it was not rehearsed`;
  return [couldNotVerify('extension', found, reason === NOT_INSTALLED ? fix : undefined)];
}

async function readSuperusers(session: Session): Promise<ReadonlySet<string>> {
  const rows = await session.query<{ name: string }>(
    'select rolname::text as name from pg_roles where rolsuper',
  );
  return new Set(rows.map(({ name }) => asListed(name)));
}
