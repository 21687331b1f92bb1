import type { Session } from '../../postgres/session.js';
import type { Compared } from '../comparison.js';
import { together, type Prediction } from '../offence.js';
import type { Target } from '../target.js';
import { predictChecks } from './checks.js';
import { predictReferences } from './references.js';
import { predictNotNull } from './required.js';
import { predictUniques } from './uniques.js';

/**
 * What the server would refuse if a target's changes were written, found without writing. Call it
 * only for targets with changes, and when the changes of all targets are known.
 */
export async function predict(
  prod: Session,
  { target, difference }: Compared,
  targets: readonly Target[],
): Promise<Prediction> {
  return together([
    await predictNotNull(prod, target),
    await predictChecks(prod, target, difference.inserts > 0),
    await predictUniques(prod, target, targets, difference.inserts > 0),
    await predictReferences(prod, target, targets),
  ]);
}
