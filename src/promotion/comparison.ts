import type { Log } from '../actions/log.js';
import type { Session } from '../postgres/session.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';
import { requireUnmoved, selectBuckets, type Selection } from './buckets.js';
import { findConsequences, type Consequence } from './deletion/consequences.js';
import { findDifference, type Difference } from './difference.js';
import { digestOf } from './digest.js';
import type { Disclosure } from './disclosure.js';
import { resolveIds } from './remap/resolve.js';
import type { Request } from './request.js';
import type { Raised } from './sequences.js';
import { CHANGES, copyRows, createStages, isTranslated, stageOf } from './staging.js';
import { survey } from './survey.js';
import type { Target } from './target.js';

/** The two databases, and what may be said of their rows. */
export interface Databases {
  /** Production, over the direct URL; its session lasts as long as the promotion. */
  readonly prod: Session;
  /** Opens a session in development. Anew for each comparison: a failed COPY costs the connection. */
  readonly withDev: <Result>(work: (dev: Session) => Promise<Result>) => Promise<Result>;
  readonly statementMs: number;
  readonly disclosure: Disclosure;
  readonly log: Log;
}

export interface Compared {
  readonly target: Target;
  readonly difference: Difference;
}

/** What hashes have told of large tables, by the oid in production. */
export type Selections = ReadonlyMap<string, Selection>;

export interface Comparison {
  readonly tables: readonly Compared[];
  readonly selections: Selections;
  readonly consequences: readonly Consequence[];
  /** Sequences raised before ids were drawn from them. */
  readonly raised: readonly Raised[];
  /** 64 hex digits, as they may be printed. */
  readonly digest: string;
}

/** What preview and apply do differently: everything else is one path, so that the preview cannot lie. */
export interface Moments {
  /** Whether new rows get their ids from the sequences, or only ids that nobody has. */
  readonly ids: 'drawn' | 'imagined';
  /** What the preview's comparison has found, of which this one finds out whether it still holds. */
  readonly seen?: Selections;
  /** When the temporary tables exist, before the first row is copied. */
  readonly staged?: () => Promise<void>;
  /** When development's rows are there, before they are compared. */
  readonly copied?: (targets: readonly Target[]) => Promise<void>;
}

/** One table with what the comparison needs of development. */
interface Staged {
  readonly target: Target;
  /** Inside `where`. */
  readonly rows: number;
  /** Of these, how many had to be copied. */
  readonly copied: number;
  /** Undefined where every row was copied. */
  readonly selection?: Selection;
}

/** Large tables by their hashes first; ids that change on the way make every hash differ. */
async function stage(
  dev: Session,
  prod: Session,
  target: Target,
  seen: Selection | undefined,
): Promise<Staged> {
  const hashable = target.where === undefined && !isTranslated(target);
  const selection = hashable ? await selectBuckets(dev, prod, target, seen) : undefined;
  if (selection === undefined) {
    const rows = await copyRows(dev, prod, target);
    return { target, rows, copied: rows };
  }
  const { there, buckets } = selection;
  const part = { ...target, part: buckets };
  const copied = buckets.numbers.length === 0 ? 0 : await copyRows(dev, prod, part);
  return { target: part, rows: there.rows, copied, selection };
}

/**
 * Compares development with production inside production's open transaction; the changes stand in
 * {@link CHANGES} afterwards. Development is read in one snapshot.
 */
export async function compare(
  { prod, withDev, statementMs, disclosure, log }: Databases,
  request: Request,
  moments: Moments,
): Promise<Comparison> {
  await pinSettings(prod);
  // The joins of this transaction are few and large; the default of 4 MB would sort them on disk.
  await prod.query(`set local work_mem = '64MB'`);
  const staged = await withDev((dev) =>
    withTransaction(dev, 'snapshot', async () => {
      await pinSettings(dev);
      await dev.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
      const targets = await survey(dev, prod, request);
      await createStages(prod, targets);
      await moments.staged?.();
      const tables: Staged[] = [];
      for (const target of targets) {
        const table = await stage(dev, prod, target, moments.seen?.get(target.oid)).catch(
          (error: unknown) => {
            throw disclosure.explain(
              error,
              `copy ${target.name} from development into a temporary table`,
            );
          },
        );
        log.info(`${target.name}: ${table.copied} of ${table.rows} rows read from development`);
        tables.push(table);
      }
      return tables;
    }),
  );
  if (staged.length > 0) {
    await prod.query(`analyze ${staged.map(({ target }) => stageOf(target)).join(', ')}`);
  }
  const targets = staged.map(({ target }) => target);
  if (moments.copied !== undefined) {
    await moments.copied(targets);
    for (const { target, selection } of staged) {
      if (selection !== undefined) await requireUnmoved(prod, target, selection.here);
    }
  }
  const raised = await resolveIds(prod, targets, moments.ids, disclosure);
  const tables: Compared[] = [];
  for (const { target, rows, selection } of staged) {
    const counted = { dev: rows, prod: selection?.here.rows };
    tables.push({ target, difference: await findDifference(prod, target, counted) });
  }
  await prod.query(`analyze ${CHANGES}`);
  const consequences = await findConsequences(prod, targets);
  return {
    tables,
    selections: new Map(
      staged.flatMap(({ target, selection }) => (selection ? [[target.oid, selection]] : [])),
    ),
    consequences,
    raised,
    digest: disclosure.seal(await digestOf(prod, request, targets, consequences)),
  };
}
