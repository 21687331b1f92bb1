import type { Log } from '../actions/log.js';
import type { Connection } from '../postgres/connection.js';
import { withSession, type Session, type SessionSettings } from '../postgres/session.js';
import { inBytes, inNumbers } from '../record/amounts.js';
import type { Manifest } from '../record/manifest.js';
import type { Stage } from './stages.js';

const INTERVAL_MS = 5_000;
/** After this many lines only every sixth is printed: an hour's restore gives 130 lines, not 720. */
const OFTEN = 12;

/** How far a restore is; written to while it runs. */
export interface FillProgress {
  stage: Stage;
  /** Entries that pg_restore has begun in this stage, and all of them. */
  begun: number;
  all: number;
  /** Rows of tables that are finished, and all rows. */
  rows: number;
  allRows: number;
}

interface Look {
  readonly bytes: string;
  /** Rows in the tables that are being filled at this moment. */
  readonly rows: string;
}

/**
 * Prints a line every few seconds while the work runs; none for a short one. It looks from a session
 * of its own, and a lost one costs the numbers only.
 */
export async function withFillProgress<Result>(
  log: Log,
  connection: Connection,
  session: Omit<SessionSettings, 'settings'>,
  manifest: Manifest,
  work: (progress: FillProgress) => Promise<Result>,
): Promise<Result> {
  const allRows = manifest.tables.reduce((sum, { rows }) => sum + Number(rows), 0);
  const progress: FillProgress = { stage: 'schemas', begun: 0, all: 0, rows: 0, allRows };
  const started = Date.now();
  let ticks = 0;
  let before = 0;
  const speak = async (seconds: number): Promise<void> => {
    const look = await withSession(connection, session, lookAt).catch(() => undefined);
    const bytes = Number(look?.bytes ?? before);
    const running = { ...progress, rows: progress.rows + Number(look?.rows ?? 0) };
    log.info(fillLine(running, { bytes, rate: (bytes - before) / seconds, elapsed: Date.now() - started })); // prettier-ignore
    before = bytes;
  };
  let speaking: Promise<void> | undefined;
  const timer = setInterval(() => {
    ticks += 1;
    if (ticks > OFTEN && ticks % 6 !== 0) return;
    speaking ??= speak((INTERVAL_MS / 1_000) * (ticks <= OFTEN ? 1 : 6)).finally(() => {
      speaking = undefined;
    });
  }, INTERVAL_MS);
  try {
    return await work(progress);
  } finally {
    clearInterval(timer);
    await speaking;
  }
}

async function lookAt(session: Session): Promise<Look | undefined> {
  const [look] = await session.query<Look>(
    `select pg_database_size(current_database())::text as bytes,
            coalesce((select sum(tuples_processed) from pg_stat_progress_copy
                       where datname = current_database()), 0)::text as rows`,
  );
  return look;
}

/** @param size bytes of the new database, bytes a second lately, and milliseconds since the beginning. */
export function fillLine(
  { stage, begun, all, rows, allRows }: FillProgress,
  { bytes, rate, elapsed }: { bytes: number; rate: number; elapsed: number },
): string {
  const made = `new database ${inBytes(bytes)} (${inBytes(Math.max(0, rate))}/s)`;
  const done = Math.min(rows, allRows);
  if (stage !== 'tables, rows and indexes' || done === allRows) {
    return `${made}, ${stage}: ${inNumbers(begun)} of ${inNumbers(all)} begun`;
  }
  const left = done === 0 ? undefined : Math.round((elapsed / 1_000) * (allRows / done - 1));
  const words = `${made}, ${inNumbers(done)} of ${inNumbers(allRows)} rows`;
  return left === undefined ? words : `${words}, about ${left} s left for them`;
}
