import { fail, warn, type Finding } from '../../record/finding.js';
import { listed, type Disclosure } from '../disclosure.js';
import type { Consequence } from './consequences.js';

/** What the deletes would do to others: refused by the server, or said before it happens. */
export function consequenceFindings(
  consequences: readonly Consequence[],
  disclosure: Disclosure,
): readonly Finding[] {
  return consequences.flatMap((one) => [
    ...(one.rows > 0 || one.effect === 'unseen' ? [asFinding(one, disclosure)] : []),
    ...(one.effect === 'blocks' || one.effect === 'unseen' || one.mayLockChild
      ? []
      : [unlockable(one)]),
  ]);
}

function asFinding(consequence: Consequence, disclosure: Disclosure): Finding {
  const { key, parentName, childName, effect, rows, regretted, parents, parentKeys } = consequence;
  const name = `${parentName}: deletes, referenced by ${childName}, ${key}`;
  const count = `${rows} ${rows === 1 ? 'row' : 'rows'} of ${childName}`;
  const which = parents === 0 ? '' : `; they refer to ${listed(parents, parentKeys, disclosure)}`;
  if (regretted > 0) {
    const words = effect === 'deletes' ? 'be deleted with them' : 'lose the reference';
    return fail(name, {
      expected: `rows of ${childName} to be as development has them`,
      found: `${count} would ${words}, ${regretted} of which development has otherwise${which}`,
      fix: 'the promotion leaves this reference to production (by exclude, insert-only, where or mode insert): point those rows elsewhere there first, or use mode: upsert',
    });
  }
  switch (effect) {
    case 'blocks':
      return fail(name, {
        expected: 'no row that refers to a row to be deleted',
        found: `${count} would refer to nothing${which}`,
        fix: 'point those rows elsewhere first, keep the rows in development, or use mode: upsert',
      });
    case 'deletes':
      return warn(name, {
        found: `${count} would be deleted with them (ON DELETE CASCADE), and count against max-deletes`,
      });
    case 'rewrites':
      return warn(name, {
        found: `${count} would lose the reference (ON DELETE SET NULL or DEFAULT), and count against max-deletes${which}`,
      });
    case 'unseen':
      return fail(name, {
        expected: 'to see the rows that refer to what would be deleted',
        found: `the role may not read ${childName}`,
        fix: `run on production: grant select on ${childName} to the role, or use mode: upsert`,
      });
  }
}

function unlockable({ parentName, childName, key }: Consequence): Finding {
  return fail(`${parentName}: deletes, lock on ${childName}, ${key}`, {
    expected:
      'a lock that keeps others from adding rows which would be deleted or rewritten unseen',
    found: 'the role may not lock the table',
    fix: `run on production: grant update on ${childName} to the role, or use mode: upsert`,
  });
}
