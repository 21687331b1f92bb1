import type { Log } from '../actions/log.js';
import type { TableRows } from '../archive/fingerprint.js';
import {
  directSettings,
  withSession,
  type Session,
  type SessionSettings,
} from '../postgres/session.js';
import type { Manifest } from '../record/manifest.js';
import { readBeside } from './earlyreading.js';
import { withFillProgress, type FillProgress } from './fillprogress.js';
import { lendGrants, takeBack } from './lentgrants.js';
import { runPgRestore, type ArchiveTool } from './pgrestore.js';
import type { NamedEntry, Selection } from './selection.js';
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
 * Restores the selected entries into an empty database, and leaves it as a server has one: with
 * statistics. All or an error; the database is worth nothing after an error.
 * @throws {DeployError} with the cause and what to do.
 */
export async function fill(settings: FillSettings, selection: Selection): Promise<Filled> {
  const { connection, session, manifest, log } = settings;
  const stages = inStages(selection.entries);
  const tool = { ...settings, applicationName: session.applicationName };
  const asked = <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
    withSession(connection, { ...session, settings: directSettings() }, work);

  return withFillProgress(log, connection, session, manifest, async (progress) => {
    const run = async (stage: Stage): Promise<void> => {
      const entries = stages.get(stage) ?? [];
      Object.assign(progress, { stage, begun: 0, all: entries.length });
      await runPgRestore(tool, entries, follow(progress, entries, manifest));
    };
    await run('schemas');
    const lent = await asked((side) => lendGrants(side, selection));
    await run('tables and rows');
    const read = await readBeside(settings, async () => {
      await run('indexes and rules');
      await asked((side) => takeBack(side, lent));
      await run('grants');
      await asked((side) => side.query('analyze'));
    });
    return { read };
  });
}

/** Keeps the numbers of the progress line, from what pg_restore says. */
function follow(
  progress: FillProgress,
  entries: readonly NamedEntry[],
  { tables }: Manifest,
): (line: string) => void {
  const rows = new Map(tables.map(({ schema, name, rows }) => [`${schema}.${name}`, Number(rows)]));
  const byId = new Map(entries.map(({ id, names }) => [String(id), `${names.schema ?? ''}.${names.tag}`])); // prettier-ignore
  return (line) => {
    if (/^pg_restore: (creating|executing|processing data) /.test(line)) progress.begun += 1;
    const finished = /^pg_restore: finished item (\d+) TABLE DATA /.exec(line)?.[1];
    if (finished !== undefined) progress.rows += rows.get(byId.get(finished) ?? '') ?? 0;
  };
}
