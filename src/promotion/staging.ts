import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Session } from '../postgres/session.js';
import { list, quoted, type Target } from './target.js';

/** Every row that differs, one line each, of all targets. Lives as long as the transaction. */
export const CHANGES = 'pg_temp."db_deploy changes"';
/** The changes of the preview, kept on the session to name what moved until the apply. */
export const PREVIEWED = 'pg_temp."db_deploy previewed"';

/** Temporary table in production that holds development's rows of one target. */
export function stageOf({ at }: Target): string {
  return `pg_temp.${quoted(`db_deploy stage ${at}`)}`;
}

/**
 * Creates the stages with production's types and without its constraints, and the table of changes.
 * Selecting from the tables takes ACCESS SHARE on them, so no ALTER can come between until the end.
 */
export async function createStages(prod: Session, targets: readonly Target[]): Promise<void> {
  const stages = targets.map(
    (target) =>
      `create temporary table ${stageOf(target)} on commit drop as
         select ${list('p', target.columns)} from ${target.name} p with no data`,
  );
  const changes = `create temporary table ${CHANGES} (
      target integer, op text, key text, pre text, post text, changed text[], stage_row tid
    ) on commit drop`;
  await prod.query([...stages, changes].join(';\n'));
}

/** Without ON COMMIT DROP: it outlives the preview's transaction, and ends with the session. */
export async function createPreviewed(prod: Session): Promise<void> {
  await prod.query(
    `create temporary table if not exists ${PREVIEWED}
       (target integer, op text, key text, pre text, post text)`,
  );
}

/**
 * Streams development's rows of one table into its stage, as text: binary COPY corrupts in silence
 * where types differ. Returns how many there are.
 */
export async function copyRows(dev: Session, prod: Session, target: Target): Promise<number> {
  const source = dev.client.query(
    copyTo(`copy (select ${list('d', target.columns)} from ${target.name} d) to stdout`),
  );
  const sink = prod.client.query(copyFrom(`copy ${stageOf(target)} from stdin`));
  try {
    await pipeline(source, sink);
  } catch (error) {
    // A COPY TO that nobody reads any more never ends, and the ROLLBACK behind it would wait for it.
    void dev.client.end().catch(() => undefined);
    throw error;
  }
  return sink.rowCount;
}
