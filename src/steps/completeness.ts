import type { Detected } from '../migration/detection/detect.js';
import { compareLedger, titlesOf } from '../migration/ledger/ledger.js';
import type { Session } from '../postgres/session.js';
import { notRun, type Finding } from '../record/finding.js';
import { LEDGER_COMPLETE, ledgerFinding } from '../verification/ledger.js';

/** Whether the ledger of a database holds every migration of the repository, and no other. */
export async function completeness(
  session: Session,
  { migrations, found }: Pick<Detected, 'migrations' | 'found'>,
): Promise<Finding> {
  if (migrations === undefined) return notRun(LEDGER_COMPLETE, found);
  const files = await migrations.adapter.readFiles(migrations);
  const ledger = await migrations.adapter.readLedger(session, migrations.table);
  const { pending, edited, outOfOrder, ...others } = compareLedger(ledger, files);
  return ledgerFinding(ledger.table, {
    ...others,
    pending: titlesOf(pending),
    edited: titlesOf(edited),
    outOfOrder: titlesOf(outOfOrder),
  });
}
