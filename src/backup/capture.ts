import type { Finding } from '../record/finding.js';
import { startDump, type Dump, type Dumped, type DumpSettings } from './dump.js';
import { checkReadAccess } from './readaccess.js';
import { withSnapshot, type Snapshot } from './snapshot.js';

export interface Captured<Contents> {
  readonly readAccess: Finding;
  /** Absent when the role may not read everything: nothing was dumped then. */
  readonly archive?: Dumped;
  readonly contents?: Contents;
}

/**
 * Dumps the database and reads what it holds, both from one snapshot and at the same time. The first
 * of the two to fail stops the other; when this ends, on whatever path, no process and no session
 * is left. The transaction ends with the reads: pg_dump has a snapshot of its own by then.
 * @param read runs once pg_dump holds its locks.
 */
export async function capture<Contents>(
  settings: Omit<DumpSettings, 'snapshot' | 'stop'>,
  read: (snapshot: Snapshot) => Promise<Contents>,
): Promise<Captured<Contents>> {
  const { plan } = settings;
  const cancelled = plan.session.signal;
  const stop = new AbortController();
  const session = { ...plan.session, signal: AbortSignal.any([cancelled, stop.signal]) };
  const started: { dump?: Dump } = {};
  try {
    const taken = await withSnapshot(plan.connection, plan.server, session, async (snapshot) => {
      const readAccess = await checkReadAccess(snapshot.session);
      if (readAccess.verdict !== 'pass') return { readAccess };
      const dump = startDump({ ...settings, snapshot: snapshot.id, stop: stop.signal });
      started.dump = dump;
      dump.finished.catch((error: unknown) => {
        stop.abort(error);
      });
      await dump.locked;
      return { readAccess, contents: await read(snapshot) };
    });
    return started.dump === undefined ? taken : { ...taken, archive: await started.dump.finished };
  } catch (error) {
    // A cancelled pg_dump got SIGINT and cancels its statement on the server; a stopped one is killed.
    if (!cancelled.aborted) stop.abort(error);
    await started.dump?.finished.catch(() => undefined);
    throw error;
  }
}
