import { messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import type { BackedUpTable } from './tables.js';
import { toleratedRead } from '../postgres/tolerated.js';

export type Scope = 'content' | 'counts' | 'none';

/** `fingerprint: auto` reads the content of databases up to this size. */
const LARGEST_FOR_CONTENT = 10 * 1024 ** 3;
/** Small tables share a query: a round trip each would cost a remote database with 1,000 tables a minute. */
const BATCH = { tables: 50, bytes: 8 * 1024 ** 2 };

export interface TableRows {
  readonly table: BackedUpTable;
  /** Exact, at the snapshot; a decimal number. Undefined when the table could not be counted. */
  readonly rows: string | undefined;
  /** Sum of 64-bit hashes of all rows; a decimal number. */
  readonly fingerprint: string | undefined;
  /** Why one of the two is missing. */
  readonly failure: string | undefined;
}

/**
 * What `fingerprint: auto` comes to.
 * @param exposed whether strangers can read the manifest: a hash of few rows confirms a guess at them.
 */
export function scopeOf(asked: 'auto' | Scope, databaseBytes: number, exposed: boolean): Scope {
  if (asked !== 'auto') return asked;
  if (exposed) return 'counts';
  return databaseBytes <= LARGEST_FOR_CONTENT ? 'content' : 'counts';
}

/**
 * Counts the rows of every table and, for `content`, sums a hash of every row's text. A sum needs
 * no order and counts duplicates; text, because a binary row holds oids of types and knows no json
 * or xml. Needs pinned settings, and holds no lock afterwards. Compare only between databases of one encoding and major.
 * @param onDone called after each query with what it finished.
 */
export async function fingerprintTables(
  session: Session,
  tables: readonly BackedUpTable[],
  scope: Exclude<Scope, 'none'>,
  onDone: (tables: number, rows: number) => void = () => undefined,
): Promise<TableRows[]> {
  const results: TableRows[] = [];
  for (const batch of batches(tables)) {
    const read = await readBatch(session, batch, scope);
    results.push(...read);
    onDone(
      read.length,
      read.reduce((sum, { rows }) => sum + Number(rows ?? 0), 0),
    );
  }
  return results;
}

async function readBatch(
  session: Session,
  batch: readonly BackedUpTable[],
  scope: 'content' | 'counts',
): Promise<TableRows[]> {
  const text = batch.map((table, at) => queryFor(table, at, scope)).join('\nunion all\n');
  const answer = await toleratedRead(session, () =>
    session.query<{ at: number; rows: string; fingerprint: string | null }>(text),
  );
  if (answer.ok) {
    const byTable = new Map(answer.value.map((row) => [row.at, row]));
    return batch.map((table, at) => ({
      table,
      rows: byTable.get(at)?.rows,
      fingerprint: byTable.get(at)?.fingerprint ?? undefined,
      failure: undefined,
    }));
  }
  if (batch.length > 1) return one(session, batch, scope);
  const [table] = batch;
  if (table === undefined) return [];
  const failure = messageOf(answer.error);
  if (scope === 'counts') return [{ table, rows: undefined, fingerprint: undefined, failure }];
  // The text of a row may pass 1 GB, the server's limit for one value: it can still be counted.
  const [counted] = await readBatch(session, batch, 'counts');
  return [{ table, rows: counted?.rows, fingerprint: undefined, failure }];
}

/** One table of the batch failed: each by itself finds out which. */
async function one(
  session: Session,
  batch: readonly BackedUpTable[],
  scope: 'content' | 'counts',
): Promise<TableRows[]> {
  const results: TableRows[] = [];
  for (const table of batch) results.push(...(await readBatch(session, [table], scope)));
  return results;
}

/**
 * An explicit row in name order, not `t::text`: an inheritance child whose parent got a column later
 * has another column order after a restore. `only`, because children are tables of their own.
 */
function queryFor(table: BackedUpTable, at: number, scope: 'content' | 'counts'): string {
  const hash =
    scope === 'counts'
      ? 'null'
      : `coalesce(sum(hashtextextended(row(${table.columns})::text collate "C", 0)), 0)::text`;
  return `select ${at} as at, count(*)::text as rows, ${hash} as fingerprint from only ${table.qualified}`;
}

function batches(tables: readonly BackedUpTable[]): BackedUpTable[][] {
  const all: BackedUpTable[][] = [];
  let bytes = 0;
  for (const table of tables) {
    const batch = all.at(-1);
    bytes += table.estimatedBytes;
    if (batch === undefined || batch.length === BATCH.tables || bytes > BATCH.bytes) {
      all.push([table]);
      bytes = table.estimatedBytes;
    } else batch.push(table);
  }
  return all;
}
