import { fingerprintTables, type Scope, type TableRows } from '../archive/fingerprint.js';
import { fingerprintLargeObjects, type LargeObjectContent } from '../archive/largeobjects.js';
import { readSequencePositions, unmoved } from '../archive/sequences.js';
import type { Session } from '../postgres/session.js';
import type { SequencePosition } from '../record/manifest.js';
import { resolveExclusions } from './exclusioncheck.js';
import { readCounts, readInventory, readAbsent, type Absent, type Expected } from './inventory.js';
import type { Plan } from './plan.js';
import type { Progress } from './progress.js';
import { readReaching, type Reaching } from './reaching.js';
import { readRoles } from './roles.js';
import type { Snapshot } from './snapshot.js';
import { readTables, type LeftOut, type Tables } from '../archive/tables.js';

/** What the database holds at the snapshot: what the archive is measured against. */
export interface Contents {
  readonly snapshot: { readonly time: string; readonly lsn: string | undefined };
  readonly scope: Scope;
  readonly inventory: readonly Expected[];
  readonly tables: Tables;
  /** One for each of `tables.withRows`, in its order; empty for scope `none`. */
  readonly fingerprints: readonly TableRows[];
  readonly counts: { readonly sequences: number; readonly largeObjects: number };
  readonly largeObjects: LargeObjectContent;
  /** Those that did not move while pg_dump read them. */
  readonly sequences: readonly SequencePosition[];
  readonly roles: readonly string[];
  readonly leftOut: LeftOut;
  /** What must not be in the archive. */
  readonly absent: readonly Absent[];
  readonly reaching: readonly Reaching[];
}

/**
 * Reads everything in the transaction of the snapshot, the rows last.
 * @param sequencesBefore positions from before pg_dump began.
 */
export async function readContents(
  { session, time, lsn }: Snapshot,
  { server, scope, excluded }: Plan,
  progress: Progress,
  sequencesBefore: readonly SequencePosition[],
): Promise<Contents> {
  const { leftOut } = await resolveExclusions(session, excluded);
  const sequences = unmoved(sequencesBefore, await readSequencePositions(session, leftOut));
  const inventory = await readInventory(session, leftOut);
  const counts = await readCounts(session, leftOut);
  const absent = await readAbsent(session, leftOut);
  const reaching = await readReaching(session, leftOut, inventory);
  const roles = await readRoles(session);
  const tables = await readTables(session, server, leftOut);
  progress.allTables = scope === 'none' ? undefined : tables.withRows.length;
  progress.estimatedRows = tables.withRows.reduce((sum, table) => sum + table.estimatedRows, 0);
  const fingerprints =
    scope === 'none'
      ? []
      : await fingerprintTables(session, tables.withRows, scope, (done, rows) => {
          progress.tables += done;
          progress.rows += rows;
        });
  const largeObjects = await readLargeObjects(session, scope);
  return {
    snapshot: { time, lsn },
    scope,
    inventory,
    tables,
    fingerprints,
    counts,
    largeObjects,
    sequences,
    roles,
    leftOut,
    absent,
    reaching,
  };
}

function readLargeObjects(session: Session, scope: Scope): Promise<LargeObjectContent> {
  return scope === 'content'
    ? fingerprintLargeObjects(session)
    : Promise.resolve({ fingerprint: undefined, failure: undefined });
}
