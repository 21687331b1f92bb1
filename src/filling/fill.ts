import type { Log } from '../actions/log.js';
import type { TableRows } from '../archive/fingerprint.js';
import {
  directSettings,
  withSession,
  type Session,
  type SessionSettings,
} from '../postgres/session.js';
import type { Manifest } from '../record/manifest.js';
import { listedName, readBeside, type FilledTables } from './earlyreading.js';
import { withFillProgress, type FillProgress } from './fillprogress.js';
import { lendGrants, takeBack } from './lentgrants.js';
import { runPgRestore, type ArchiveTool } from './pgrestore.js';
import type { NamedEntry } from './leftout.js';
import type { Selection } from './selection.js';
import { inStages, type Stage } from './stages.js';

export interface FillSettings extends Omit<ArchiveTool, 'applicationName'> {
  readonly session: Omit<SessionSettings, 'settings'>;
  readonly log: Log;
}

export interface Filled {
  /** Tables whose rows were already read, while their indexes were built. */
  readonly read: readonly TableRows[];
}

/**
 * Restores the selected entries into an empty database; statistics are left to {@link analyze}. All
 * or an error; the database is worth nothing after an error.
 * @throws {DeployError} with the cause and what to do.
 */
export async function fill(settings: FillSettings, selection: Selection): Promise<Filled> {
  const { connection, session, manifest, log } = settings;
  const stages = inStages(selection.entries);
  const tool = { ...settings, applicationName: session.applicationName };
  const asked = <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
    withSession(connection, { ...session, settings: directSettings() }, work);

  return withFillProgress(log, connection, session, manifest, async (progress) => {
    const filled: FilledTables = { names: new Set(), all: false };
    const run = async (stage: Stage): Promise<void> => {
      const entries = stages.get(stage) ?? [];
      Object.assign(progress, { stage, begun: 0, all: entries.length });
      await runPgRestore(tool, entries, follow(progress, filled, entries, manifest));
    };
    await run('schemas');
    const lent = await asked((side) => lendGrants(side, selection));
    const read = await readBeside(settings, filled, async () => {
      await run('tables, rows and indexes');
      filled.all = true;
      await asked((side) => takeBack(side, lent));
      await run('grants');
    });
    return { read };
  });
}

/** Gives a filled database its statistics. Nobody waits for it: it can go on beside the proof. */
export async function analyze({
  connection,
  session,
}: Pick<FillSettings, 'connection' | 'session'>): Promise<void> {
  const settings = directSettings();
  await withSession(connection, { ...session, settings }, (side) => side.query('analyze'));
}

/** Keeps the numbers of the progress line and the list of filled tables, from what pg_restore says. */
function follow(
  progress: FillProgress,
  filled: FilledTables,
  entries: readonly NamedEntry[],
  { tables }: Manifest,
): (line: string) => void {
  const rows = new Map(
    tables.map(({ schema, name, rows }) => [listedName(schema, name), Number(rows)]),
  );
  const byId = new Map(
    entries.map(({ id, names }) => [String(id), listedName(names.schema ?? '', names.tag)]),
  );
  return (line) => {
    if (/^pg_restore: (creating|executing|processing data) /.test(line)) progress.begun += 1;
    // Said by a pg_restore of several jobs only.
    const finished = byId.get(/^pg_restore: finished item (\d+) TABLE DATA /.exec(line)?.[1] ?? '');
    if (finished === undefined) return;
    filled.names.add(finished);
    progress.rows += rows.get(finished) ?? 0;
  };
}
