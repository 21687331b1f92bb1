import type { Target } from './target.js';

/**
 * Targets in the order in which their rows may be inserted: parents before children. Tables that
 * refer to each other in a circle share a group, and are inserted by one statement: foreign keys are
 * checked at its end. (Tarjan's strongly connected components, which come out parents first.)
 */
export function inInsertOrder(targets: readonly Target[]): readonly (readonly Target[])[] {
  const numbers = new Map<Target, number>();
  const open: Target[] = [];
  const groups: Target[][] = [];

  const visit = (target: Target): number => {
    const number = numbers.size;
    numbers.set(target, number);
    open.push(target);
    let low = number;
    for (const { parent } of target.parents) {
      const next = targets.find(({ oid }) => oid === parent);
      if (next === undefined) continue;
      if (!numbers.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, numbers.get(next) ?? low);
    }
    if (low === number) groups.push(open.splice(open.indexOf(target)));
    return low;
  };

  for (const target of targets) if (!numbers.has(target)) visit(target);
  return groups;
}
