import type { TableNames } from './tablenames.js';
import type { Wait } from './sample.js';

/** From the weakest to the strongest, as pg_locks writes them. */
const MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** 0 for the weakest mode; -1 for what is no lock on a table. */
export function strengthOf(mode: string): number {
  return MODES.indexOf(mode);
}

/** `AccessExclusiveLock` as SQL spells it: `ACCESS EXCLUSIVE`. */
export function spelled(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();
}

/** What a session waits for, in words. */
export function awaited({ locktype, mode, oid }: Wait, names: TableNames): string {
  const table = (oid === null ? undefined : names.get(oid)) ?? 'a table without a name here';
  switch (locktype) {
    case 'relation':
      return `${spelled(mode)} on ${table}`;
    case 'tuple':
      return `a row of ${table}`;
    case 'transactionid':
      return 'the end of another transaction';
    case 'virtualxid':
      return 'the end of an older transaction that may still see the old state';
    case 'advisory':
      return 'an advisory lock';
    default:
      return `a lock of kind ${locktype}`;
  }
}
