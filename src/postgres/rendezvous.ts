import { randomInt } from 'node:crypto';
import type { Connection } from './connection.js';
import { withSession, type SessionSettings } from './session.js';

/**
 * Whether two URLs reach the same live database. A takes an advisory lock on a random key inside an
 * open transaction, B tries it: refused means the same database. Needs no privilege, works through
 * poolers, and tells physical clones apart, which system identifier, name and oid do not.
 */
export async function sameDatabase(
  a: Connection,
  b: Connection,
  settings: Omit<SessionSettings, 'settings'>,
): Promise<boolean> {
  // Two 31-bit halves: the two-key space of advisory locks is int4 by int4.
  const key = [randomInt(2 ** 31), randomInt(2 ** 31)];
  return withSession(a, settings, async (holder) => {
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock($1::int4, $2::int4)', key);
    const free = await withSession(b, settings, async (trying) => {
      const [row] = await trying.query<{ free: boolean }>(
        // Outside a transaction the lock would be gone at the end of the statement anyway.
        'select pg_try_advisory_xact_lock($1::int4, $2::int4) as free',
        key,
      );
      return row?.free ?? true;
    });
    await holder.query('rollback');
    return !free;
  });
}
