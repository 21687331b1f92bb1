import { siblingName } from '../postgres/siblingname.js';

/** Names of the databases that a restore makes beside the live one. */
export interface DatabaseNames {
  /** Of the restored database until the swap, and again after an undo. */
  readonly side: string;
  /** Of the replaced database after the swap. */
  readonly kept: string;
}

/** @param started when the restore began; to the second, in UTC, it is part of both names. */
export function databaseNames(database: string, started: Date): DatabaseNames {
  const stamp = started.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
  return {
    side: siblingName(database, `_restore_${stamp}`),
    kept: siblingName(database, `_before_restore_${stamp}`),
  };
}

/** Whether a restore of this database could have made a database of that name. */
export function isSideName(database: string, name: string): boolean {
  const [suffix] = /_restore_\d{8}_\d{6}$/.exec(name) ?? [];
  return suffix !== undefined && name === siblingName(database, suffix);
}

/** The comment on a side database until the swap: whoever finds it knows what it is. */
export function marker(database: string, started: Date): string {
  return `${markerStart(database)}${started.toISOString()}; safe to drop`;
}

export function isMarker(database: string, comment: string | null): boolean {
  return (
    comment !== null &&
    comment.startsWith(markerStart(database)) &&
    comment.endsWith('; safe to drop')
  );
}

function markerStart(database: string): string {
  return `db-deploy: incomplete restore of ${database}, started `;
}
