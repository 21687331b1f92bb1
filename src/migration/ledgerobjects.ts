import { nameOf, objectOf } from '../postgres/catalogobject.js';
import type { ReadState } from './state.js';

/**
 * A catalog without what a tool makes for itself on its first run: the ledger, its sequence, knex'
 * lock beside it, and Drizzle's schema around it. Made even when every migration fails.
 * @param table of the ledger, qualified and quoted where it must be.
 */
export function withoutLedger(catalog: readonly string[], table: string): string[] {
  const { parts } = nameOf(objectOf(`table ${table}`));
  const [schema, ledger] = parts;
  if (schema === undefined || ledger === undefined) return [...catalog];
  return catalog.filter((line) => {
    const { kind, parts: own } = nameOf(objectOf(line));
    if (own[0] !== schema) return true;
    if (kind === 'schema') return schema === 'public';
    if (own[1] === ledger || own[1] === `${ledger}_lock`) return false;
    return !(kind === 'sequence' && isSequenceOf(own[1] ?? '', ledger));
  });
}

/** Whether the schema changed, but for what the tool makes for itself. */
export function hasMoved(before: ReadState, after: ReadState): boolean {
  if (before.state.catalogFingerprint === after.state.catalogFingerprint) return false;
  const table = after.state.ledger?.table;
  if (table === undefined) return true;
  const [then, now] = [before, after].map(({ catalog }) =>
    withoutLedger(catalog, table).join('\n'),
  );
  return then !== now;
}

function isSequenceOf(sequence: string, ledger: string): boolean {
  return sequence.startsWith(`${ledger}_`) && sequence.endsWith('_seq');
}
