import type { Session } from '../postgres/session.js';
import type { PromoteDetails } from '../record/promotion.js';
import { quoted, type Target } from './target.js';
import { literal } from './target.js';
import type { Sequence } from './tablerules.js';

export type Raised = PromoteDetails['sequences'][number];

/**
 * Moves the sequences behind the written columns past their largest value, never back. setval is
 * not undone by a rollback, which is harmless in this direction: some numbers are skipped. Hence the
 * last thing before COMMIT. A descending sequence moves the other way; which number of a sequence an
 * expression made a value of is not known.
 */
export async function raiseSequences(
  prod: Session,
  targets: readonly Target[],
): Promise<readonly Raised[]> {
  const raised: Raised[] = [];
  for (const target of targets) {
    for (const sequence of target.sequences.filter(({ plain }) => plain)) {
      raised.push(...(await raise(prod, target, sequence)));
    }
  }
  return raised;
}

/** `is_called` false means that `last_value` itself is the next number to be handed out. */
async function raise(
  prod: Session,
  { name: table }: Target,
  { name, column, descending }: Sequence,
): Promise<Raised[]> {
  const [furthest, beyond] = descending ? ['min', '<'] : ['max', '>'];
  return prod.query<Raised>(
    `select ${literal(name)}::text as sequence, s.last_value::text as from,
            setval(${literal(name)}::regclass, t.furthest, true)::text as to
       from ${name} s, (select ${furthest}(${quoted(column)})::bigint as furthest from ${table}) t
      where t.furthest ${beyond} s.last_value or (t.furthest = s.last_value and not s.is_called)`,
  );
}
