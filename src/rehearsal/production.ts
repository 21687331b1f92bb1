import type { DatabaseState } from '../record/facts.js';
import { fail, pass, type Finding } from '../record/finding.js';

/** Nothing of a rehearsal may show in production, and nobody else may migrate it meanwhile. */
export function stillAsBefore(before: DatabaseState, after: DatabaseState): Finding {
  const name = 'production during the rehearsal';
  const moved = [
    ...(before.catalogFingerprint === after.catalogFingerprint ? [] : ['its schema']),
    ...(JSON.stringify(before.ledger) === JSON.stringify(after.ledger) ? [] : ['its ledger']),
  ];
  if (moved.length === 0) return pass(name, 'ledger and schema are as before');
  return fail(name, {
    expected: 'ledger and schema as before',
    found: `${moved.join(' and ')} changed while the rehearsal ran`,
    fix: 'find out who changed it: another deploy, a person, or a migration that reached production from the rehearsal; then take a new backup and rehearse again',
  });
}
