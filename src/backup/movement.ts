import type { DatabaseState } from '../record/facts.js';

/** In what the state of one database differs between two moments, in words; empty when in nothing. */
export function movement(then: DatabaseState, now: DatabaseState): string[] {
  const before = then.ledger?.applied ?? [];
  const after = now.ledger?.applied ?? [];
  const last = after.at(-1) ?? 'none';
  const ledger = `the ledger had ${before.length} migrations and has ${after.length} (last: ${last})`;
  const opened = now.ledger?.unfinished?.length ?? 0;
  const unfinished = `the ledger has ${opened} unfinished migrations`;
  return [
    ...(before.join('\n') === after.join('\n') ? [] : [ledger]),
    ...((then.ledger?.unfinished?.length ?? 0) === opened ? [] : [unfinished]),
    ...(then.catalogFingerprint === now.catalogFingerprint ? [] : ['the schema is another one']),
  ];
}
