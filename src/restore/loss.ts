import { fingerprintTables, type TableRows } from '../archive/fingerprint.js';
import type { Server } from '../archive/server.js';
import { readTables, type BackedUpTable } from '../archive/tables.js';
import type { Session } from '../postgres/session.js';
import type { TableLoss } from '../record/details.js';
import type { Manifest, TableFingerprint } from '../record/manifest.js';

/**
 * Compares every table of a database with the backup. Call it inside a snapshot with pinned settings.
 * @param contents whether to compare the contents, too, where the backup has fingerprints; that reads every row.
 * @returns one entry for each table of either side, in the order of their names.
 */
export async function readLosses(
  session: Session,
  server: Server,
  manifest: Manifest,
  { contents }: { readonly contents: boolean },
): Promise<TableLoss[]> {
  const { withRows } = await readTables(session, server);
  const scope = contents && manifest.fingerprints === 'content' ? 'content' : 'counts';
  const now = await fingerprintTables(session, withRows, scope);
  // Their rows were not asked for: the restored table is empty.
  const emptied = (manifest.excluded?.tableData ?? []).map(
    (qualified) => withRows.find((table) => table.qualified === qualified) ?? [],
  );
  // Sums of hashes compare between databases of one encoding only.
  const comparable = server.encoding === manifest.server.encoding;
  return compareRows(now, [...manifest.tables, ...emptied.flat().map(withoutRows)], comparable);
}

function withoutRows({ schema, name }: BackedUpTable): TableFingerprint {
  return { schema, name, rows: '0' };
}

/** @param comparable whether equal contents have equal fingerprints on both sides. */
export function compareRows(
  now: readonly TableRows[],
  then: readonly TableFingerprint[],
  comparable: boolean,
): TableLoss[] {
  const before = new Map(then.map((table) => [keyOf(table.schema, table.name), table]));
  const losses = now.map(({ table, rows, fingerprint }): TableLoss => {
    const old = before.get(keyOf(table.schema, table.name));
    before.delete(keyOf(table.schema, table.name));
    return {
      table: table.qualified,
      ...(rows === undefined ? {} : { rowsNow: rows }),
      ...(old === undefined ? {} : { rowsThen: old.rows }),
      content: contentOf({ rows, fingerprint: comparable ? fingerprint : undefined }, old),
    };
  });
  const returning = [...before.values()].map((table): TableLoss => ({
    table: `${quoted(table.schema)}.${quoted(table.name)}`,
    rowsThen: table.rows,
    content: 'different',
  }));
  return [...losses, ...returning];
}

function contentOf(
  now: Pick<TableRows, 'rows' | 'fingerprint'>,
  then: TableFingerprint | undefined,
): TableLoss['content'] {
  if (then === undefined) return 'different';
  if (now.rows === undefined) return 'unknown';
  if (now.rows !== then.rows) return 'different';
  if (now.fingerprint === undefined || then.fingerprint === undefined) return 'unknown';
  return now.fingerprint === then.fingerprint ? 'same' : 'different';
}

function keyOf(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

/** As `format('%I')` writes the names of tables that are not there to ask the server about. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
