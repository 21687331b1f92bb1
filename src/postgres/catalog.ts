import { createHash } from 'node:crypto';
import { canonical } from './canonical.js';
import { escaped, lineOf, shownLine } from './catalogobject.js';
import { CATALOG } from './catalogquery.js';
import type { Session } from './session.js';

interface Row {
  readonly key: string;
  readonly detail: string | null;
  /** Long text of a definition. */
  readonly body: string | null;
  readonly owner: string | null;
  readonly grants: string | null;
}

/**
 * Reads the catalog, one line an object (see catalogobject.ts), sorted. Call it inside a transaction
 * with pinned settings: names are qualified only under an empty search_path. A restored copy of a
 * database has the same lines.
 */
export async function readCatalog(session: Session): Promise<readonly string[]> {
  const rows = await session.query<Row>(CATALOG);
  return rows.map(asLine).sort();
}

function asLine({ key, detail, body, owner, grants }: Row): string {
  const parts = [canonical(detail ?? ''), body === null ? '' : md5(canonical(body))];
  return lineOf({
    key: escaped(key),
    detail: escaped(parts.filter((part) => part !== '').join(' ')),
    owner: escaped(owner ?? ''),
    grants: escaped(grants ?? ''),
  });
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** sha256 in hex over the lines. */
export function catalogFingerprint(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** What came (`+`) and went (`-`) between two catalogs, for people; a changed object gives both lines. */
export function catalogChanges(before: readonly string[], after: readonly string[]): string[] {
  const then = new Set(before);
  const now = new Set(after);
  return [
    ...before.filter((line) => !now.has(line)).map((line) => `- ${shownLine(line)}`),
    ...after.filter((line) => !then.has(line)).map((line) => `+ ${shownLine(line)}`),
  ];
}
