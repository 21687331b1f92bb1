import { fail, pass, type Finding } from '../record/finding.js';

/** How the ledger and the files of the repository differ, by name. */
export interface LedgerGap {
  readonly pending: readonly string[];
  readonly missing: readonly string[];
  readonly edited: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly unfinished: readonly { readonly name: string }[];
}

export const LEDGER_COMPLETE = 'ledger complete';

/** After a deploy the ledger holds every file, and nothing but files. */
export function ledgerFinding(table: string, gap: LedgerGap): Finding {
  const { pending, missing, edited, outOfOrder, unfinished } = gap;
  const late = outOfOrder.length === 0 ? '' : ` (out of order: ${outOfOrder.join(', ')})`;
  const rows = unfinished.map(({ name }) => name);
  const found = [
    ...(rows.length === 0 ? [] : [`not finished: ${rows.join(', ')}`]),
    ...(pending.length === 0 ? [] : [`not applied: ${pending.join(', ')}${late}`]),
    ...(missing.length === 0 ? [] : [`applied without a file: ${missing.join(', ')}`]),
    ...(edited.length === 0 ? [] : [`applied with another content: ${edited.join(', ')}`]),
  ];
  if (found.length === 0) return pass(LEDGER_COMPLETE, `${table} holds every migration file`);
  return fail(LEDGER_COMPLETE, {
    expected: `${table} holds every migration file and no other`,
    found: found.join('; '),
    fix:
      pending.length > 0
        ? 'run the failed jobs again, so that migrate applies the rest; files out of order need a later name'
        : 'deploy the commit that has these files as they were applied, or bring them back',
  });
}
