import type { Session } from '../../postgres/session.js';
import { isIn } from '../buckets.js';
import type { ForeignKey } from '../foreignkeys.js';
import { condition, inScope, stageOf } from '../staging.js';
import { sameKey, type Target } from '../target.js';

/**
 * How many of the rows that go, or lose a reference, development has as they are: with a reference
 * that the promotion leaves to production they would be missing, or differ, when it is done.
 * @param hurt condition on the rows of the child (x).
 */
export async function countRegretted(
  prod: Session,
  { childName, childColumns }: ForeignKey,
  child: Target | undefined,
  effect: 'deletes' | 'rewrites',
  hurt: string,
): Promise<number> {
  if (child === undefined) return 0;
  const compared = child.mode !== 'insert' && childColumns.some((name) => child.payload.includes(name)); // prettier-ignore
  if (effect === 'rewrites' && !compared) return 0;
  const twin = `exists (select from ${stageOf(child)} s where ${inScope(child, 's')} and ${sameKey(child, 's', 'x')})`;
  // What the hashes have shown to be the same was not copied.
  const same = child.part === undefined ? 'false' : `not ${isIn(child.part, child, 'x')}`;
  const covered =
    child.where === undefined || effect === 'deletes' ? 'true' : condition(child.where);
  const [counted] = await prod.query<{ rows: number }>(
    `select count(*)::integer as rows from ${childName} x where ${hurt} and ${covered} and (${twin} or ${same})`,
  );
  return counted?.rows ?? 0;
}
