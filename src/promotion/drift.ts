import { DeployError } from '../errors.js';
import type { Session } from '../postgres/session.js';
import type { Consequence } from './deletion/consequences.js';
import { listed, type Disclosure } from './disclosure.js';
import { MOST_NAMED } from './offence.js';
import { CHANGES, PREVIEWED } from './staging.js';
import type { Target } from './target.js';

interface Moved {
  readonly target: number;
  readonly what: string;
  readonly rows: number;
  readonly keys: readonly string[];
}

/** A change is the same when row, before and after are; what tells which side moved. */
const MOVED = `
with moved as (
  select coalesce(o.target, n.target) as target, coalesce(o.key, n.key) as key,
         case when n.key is null then 'differ no more'
              when o.key is null then 'differ now'
              when o.pre is distinct from n.pre and o.post is distinct from n.post
                then 'changed in development and in production'
              when o.post is distinct from n.post then 'changed in development'
              else 'changed in production' end as what
    from ${PREVIEWED} o full join ${CHANGES} n on o.target = n.target and o.key = n.key
   where (o.op, o.pre, o.post) is distinct from (n.op, n.pre, n.post))
select target, what, count(*)::integer as rows,
       (array_agg(key order by length(key), key collate "C"))[1:${MOST_NAMED}] as keys
  from moved group by target, what order by target, what`;

/** Rows that refer to what goes, and are others than the preview saw: in words, by foreign key. */
export function movedVictims(
  then: readonly Consequence[],
  now: readonly Consequence[],
): readonly string[] {
  const told = ({ key, childName }: Consequence): string =>
    `in ${childName} rows that refer to deleted ones changed in production (${key})`;
  const seen = new Map(then.map((one) => [told(one), one]));
  return now
    .filter((one) => {
      const before = seen.get(told(one));
      return before?.rows !== one.rows || before.contents !== one.contents;
    })
    .map(told);
}

/** Says what moved between the preview and the locks; called when the digests differ. */
export async function nameDrift(
  prod: Session,
  targets: readonly Target[],
  victims: readonly string[],
  disclosure: Disclosure,
): Promise<DeployError> {
  const moved = await prod.query<Moved>(MOVED);
  const lines = moved.map(({ target, what, rows, keys }) => {
    const name = targets.find(({ at }) => at === target)?.name ?? '';
    return `in ${name} ${what} ${listed(rows, keys, disclosure)}`;
  });
  const all = [...lines, ...victims];
  return new DeployError({
    attempted: 'apply the preview',
    found: `the databases moved since it was made, so nothing was applied: ${
      all.length === 0 ? 'the schema of a table changed' : all.join('; ')
    }`,
    likelyCause: 'someone edited the rows, or the schema, while the step ran',
    nextAction: 'run the failed jobs again: they make a new preview',
  });
}
