import { catalogFingerprint } from '../../postgres/catalog.js';
import { shownLine } from '../../postgres/catalogobject.js';
import { isPartOf, isSchemaOf } from './ledgertable.js';
import type { ReadState } from './state.js';

/**
 * Fingerprints that the catalog would have, had the tool not made its ledger: it may have made the
 * schema around it, too, or not. None where there is no ledger.
 */
export function bareFingerprints({ state, catalog }: ReadState): readonly string[] {
  const table = state.ledger?.table;
  if (table === undefined) return [];
  const [isPart, isSchema] = [isPartOf(table), isSchemaOf(table)];
  const bare = catalog.filter((line) => !isPart(shownLine(line)));
  if (bare.length === catalog.length) return [];
  return [bare, bare.filter((line) => !isSchema(shownLine(line)))].map(catalogFingerprint);
}
