import { changeWords, type CatalogChange } from '../../postgres/catalogdiff.js';
import { newlyApplied, type Evidence } from './verdict.js';

const MOST = 10;

/**
 * What of a failed migration is in production: which files the ledger has, which not, and what the
 * schema shows beside them. Which file a change belongs to nobody can tell once some are applied.
 */
export function inProduction(evidence: Evidence, changes: readonly CatalogChange[]): string {
  const applied = newlyApplied(evidence);
  const left = (evidence.pending ?? []).filter((name) => !applied.includes(name));
  const effects = changes.filter((change) => !isOfLedger(change, evidence)).map(changeWords);
  const owned = applied.length === 0 ? 'effects outside the ledger' : whose(left);
  return [
    `applied: ${listed(applied)}`,
    `not applied: ${listed(left)}`,
    `${owned}: ${listed(effects)}`,
  ].join('; ');
}

function whose(left: readonly string[]): string {
  const perhaps = left.length === 0 ? '' : ', some perhaps of those that are not applied';
  return `changes of the schema${perhaps}`;
}

/** Tools make their ledger before they run the first file. */
function isOfLedger({ object }: CatalogChange, { after }: Evidence): boolean {
  const table = after.ledger?.table;
  return table !== undefined && (object === `table ${table}` || object.includes(` ${table}.`));
}

function listed(items: readonly string[]): string {
  if (items.length === 0) return 'none';
  const rest = items.length - MOST;
  return items.slice(0, MOST).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
