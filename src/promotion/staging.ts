import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Session } from '../postgres/session.js';
import { isIn } from './buckets.js';
import { asText, list, literal, quoted, type Target } from './target.js';

/** Every row that differs, one line each, of all targets. Lives as long as the transaction. */
export const CHANGES = 'pg_temp."db_deploy changes"';
/** The changes of the preview, kept on the session to name what moved until the apply. */
export const PREVIEWED = 'pg_temp."db_deploy previewed"';

/** Rows of production that go with the deletes: those planned, and what cascades from them. */
export const DOOMED = 'pg_temp."db_deploy doomed"';
/** Of a row that goes: its key as text, as it stands in {@link CHANGES}. */
export const GONE_KEY = '"db_deploy key"';
/** Of a staged row: whether development has it inside `where`. */
const SCOPE = '"db_deploy scope"';
/** Of a staged row: its columns with ids that are yet to be, each with development's value (jsonb). */
export const FRESH = '"db_deploy fresh"';

/** Temporary table in production that holds development's rows of one target. */
export function stageOf({ at }: Target): string {
  return `pg_temp.${quoted(`db_deploy stage ${at}`)}`;
}

/**
 * Temporary table with the keys of production's rows that mode mirror deletes. In their own types:
 * the text of some depends on settings, and triggers and checks run under those of the role.
 */
export function goneOf({ at }: Target): string {
  return `pg_temp.${quoted(`db_deploy gone ${at}`)}`;
}

/**
 * Creates the stages with production's types and without its constraints, and the table of changes.
 * Selecting from the tables takes ACCESS SHARE on them, so no ALTER can come between until the end.
 */
export async function createStages(prod: Session, targets: readonly Target[]): Promise<void> {
  const stages = targets.map((target) => {
    const scope = target.where === undefined ? '' : `, true as ${SCOPE}`;
    const fresh = isTranslated(target) ? `, '{}'::jsonb as ${FRESH}` : '';
    const plain = `create temporary table ${stageOf(target)} on commit drop as
         select ${list('p', target.columns)}${scope}${fresh} from ${target.name} p with no data`;
    return fresh === ''
      ? plain
      : `${plain}; alter table ${stageOf(target)} alter ${FRESH} set default '{}'`;
  });
  const maps = targets.flatMap((target) => {
    if (target.surrogate === undefined) return [];
    const id = `p.${quoted(target.surrogate)}`;
    return `create temporary table ${mapOf(target)} on commit drop as
         select ${id} as source, ${id} as here, false as fresh from ${target.name} p with no data`;
  });
  const gone = targets
    .filter(({ mode }) => mode === 'mirror')
    .map((target) => {
      const names = target.key.map(({ name }) => name);
      return `create temporary table ${goneOf(target)} on commit drop as
         select ${list('p', names)}, '' as ${GONE_KEY} from ${target.name} p with no data`;
    });
  const changes = `create temporary table ${CHANGES} (
      target integer, op text, key text, pre text, post text, changed text[], stage_row tid
    ) on commit drop`;
  const doomed = `create temporary table ${DOOMED} (relation oid, part oid, place tid) on commit drop`;
  await prod.query([...stages, ...maps, ...gone, changes, doomed].join(';\n'));
}

/** Whether some of its values are ids that production has others for. */
export function isTranslated({ surrogate, translations }: Target): boolean {
  return surrogate !== undefined || translations.length > 0;
}

/** What production calls the ids of a remapped target: development's (source), its own (here). */
export function mapOf({ at }: Target): string {
  return `pg_temp.${quoted(`db_deploy map ${at}`)}`;
}

/** Development's rows inside `where`, with their place in the stage. */
export function staged(target: Target): string {
  if (target.where === undefined) return stageOf(target);
  return `(select o.ctid, o.* from ${stageOf(target)} o where o.${SCOPE})`;
}

/** Whether a row of {@link stageOf} stands inside `where`. */
export function inScope({ where }: Target, alias: string): string {
  return where === undefined ? 'true' : `${alias}.${SCOPE}`;
}

/** Production's rows, of which {@link inScope} tells which `where` covers. */
export function stored({ name, columns, where }: Target): string {
  if (where === undefined) return name;
  return `(select ${columns.map(quoted).join(', ')}, ${condition(where)} is true as ${SCOPE} from ${name})`;
}

/** The team's expression so that a comment at its end, or a parenthesis, stays its own. */
export function condition(where: string): string {
  return `((${where}\n))`;
}

/** A staged value as it may enter keys and hashes: an id that is yet to be says whose it is. */
export function settled(target: Target, alias: string, name: string): string {
  const value = `${alias}.${quoted(name)}`;
  const mayBeFresh =
    target.surrogate === name || target.translations.some(({ column }) => column === name);
  if (!mayBeFresh) return value;
  const source = `${alias}.${FRESH} ->> ${literal(name)}`;
  return `coalesce('new, in development ' || (${source}), ${value}::text)`;
}

/** The key of a staged row as text; equal to production's where the row is not new. */
export function stagedKey(target: Target, alias: string): string {
  return asText(target.key.map(({ name }) => settled(target, alias, name)));
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
 * where types differ. Returns how many came and are inside `where`.
 */
export async function copyRows(dev: Session, prod: Session, target: Target): Promise<number> {
  const columns = target.columns.map(quoted).join(', ');
  const { where, part } = target;
  const some = part === undefined ? '' : ` d where ${isIn(part, target, 'd')}`;
  const [scope, name] =
    where === undefined ? ['', ''] : [`, ${condition(where)} is true`, `, ${SCOPE}`];
  const source = dev.client.query(
    copyTo(`copy (select ${columns}${scope} from ${target.name}${some}) to stdout`),
  );
  const sink = prod.client.query(
    copyFrom(`copy ${stageOf(target)} (${columns}${name}) from stdin`),
  );
  try {
    await pipeline(source, sink);
  } catch (error) {
    // A COPY TO that nobody reads any more never ends, and the ROLLBACK behind it would wait for it.
    void dev.client.end().catch(() => undefined);
    throw error;
  }
  if (where === undefined) return sink.rowCount;
  const [row] = await prod.query<{ rows: string }>(
    `select count(*) as rows from ${stageOf(target)} where ${SCOPE}`,
  );
  return Number(row?.rows);
}
