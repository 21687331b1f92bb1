/** Modes that others notice; the rest stop schema changes and VACUUM alone (mvcc.sgml, table of conflicts). */
const WAITS: Readonly<Record<string, 'reads and writes' | 'writes'>> = {
  'ACCESS EXCLUSIVE': 'reads and writes',
  EXCLUSIVE: 'writes',
  'SHARE ROW EXCLUSIVE': 'writes',
  SHARE: 'writes',
};

/**
 * What of the application waits while somebody holds such a lock on a table.
 * @param mode as SQL spells it, e.g. `ACCESS EXCLUSIVE`.
 */
export function waitingFor(mode: string): 'reads and writes' | 'writes' | undefined {
  return WAITS[mode];
}
