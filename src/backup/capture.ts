import { readSequencePositions } from '../archive/sequences.js';
import { hasFailed, type Finding } from '../record/finding.js';
import type { SequencePosition } from '../record/manifest.js';
import { startDump, type Dump, type Dumped, type DumpSettings } from './dump.js';
import { preflight } from './preflight.js';
import { withSnapshot, type Snapshot } from './snapshot.js';

export interface Captured<Contents> {
  /** What was looked at before the dump. */
  readonly findings: readonly Finding[];
  /** Absent when one of those failed: nothing was dumped then. */
  readonly archive?: Dumped;
  readonly contents?: Contents;
}

/**
 * Dumps the database and reads what it holds, both from one snapshot and at the same time. The first
 * of the two to fail stops the other; when this ends, on whatever path, no process and no session
 * is left. The transaction ends with the reads: pg_dump has a snapshot of its own by then.
 * @param read runs once pg_dump holds its locks and has read the sequences; it is given where they
 *   stood before.
 */
export async function capture<Contents>(
  settings: Omit<DumpSettings, 'snapshot' | 'stop'>,
  read: (snapshot: Snapshot, sequences: readonly SequencePosition[]) => Promise<Contents>,
): Promise<Captured<Contents>> {
  const { plan } = settings;
  const cancelled = plan.session.signal;
  const stop = new AbortController();
  const session = { ...plan.session, signal: AbortSignal.any([cancelled, stop.signal]) };
  const started: { dump?: Dump } = {};
  try {
    const taken = await withSnapshot(plan.connection, plan.server, session, async (snapshot) => {
      const { findings, exclusions } = await preflight(snapshot.session, plan.excluded);
      if (hasFailed(findings)) return { findings };
      const sequences = await readSequencePositions(snapshot.session);
      const dump = startDump({
        ...settings,
        plan: { ...plan, excluded: exclusions },
        snapshot: snapshot.id,
        stop: stop.signal,
      });
      started.dump = dump;
      dump.finished.catch((error: unknown) => {
        stop.abort(error);
      });
      await dump.locked;
      return { findings, contents: await read(snapshot, sequences) };
    });
    return started.dump === undefined ? taken : { ...taken, archive: await started.dump.finished };
  } catch (error) {
    if (!cancelled.aborted) stop.abort(error);
    await started.dump?.finished.catch(() => undefined);
    throw error;
  }
}
