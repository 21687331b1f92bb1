import { fingerprintTables, type Scope, type TableRows } from '../archive/fingerprint.js';
import { readCounts, readInventory, type Expected } from './inventory.js';
import type { Plan } from './plan.js';
import type { Progress } from './progress.js';
import { readRoles } from './roles.js';
import type { Snapshot } from './snapshot.js';
import { readTables, type Tables } from '../archive/tables.js';

/** What the database holds at the snapshot: what the archive is measured against. */
export interface Contents {
  readonly snapshot: { readonly time: string; readonly lsn: string | undefined };
  readonly scope: Scope;
  readonly inventory: readonly Expected[];
  readonly tables: Tables;
  /** One for each of `tables.withRows`, in its order; empty for scope `none`. */
  readonly fingerprints: readonly TableRows[];
  readonly counts: { readonly sequences: number; readonly largeObjects: number };
  readonly roles: readonly string[];
}

/** Reads everything in the transaction of the snapshot, the rows last. */
export async function readContents(
  { session, time, lsn }: Snapshot,
  { server, scope }: Plan,
  progress: Progress,
): Promise<Contents> {
  const inventory = await readInventory(session);
  const counts = await readCounts(session);
  const roles = await readRoles(session);
  const tables = await readTables(session, server);
  progress.allTables = scope === 'none' ? undefined : tables.withRows.length;
  progress.estimatedRows = tables.withRows.reduce((sum, table) => sum + table.estimatedRows, 0);
  const fingerprints =
    scope === 'none'
      ? []
      : await fingerprintTables(session, tables.withRows, scope, (done, rows) => {
          progress.tables += done;
          progress.rows += rows;
        });
  return { snapshot: { time, lsn }, scope, inventory, tables, fingerprints, counts, roles };
}
