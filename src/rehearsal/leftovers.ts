import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { dropDatabase } from '../postgres/dropdatabase.js';
import type { Session } from '../postgres/session.js';
import { siblingName } from '../postgres/siblingname.js';

/** The first half spells `dbre` in ASCII, beside that of the deploy lock; the second is of the name. */
const COPY_KEY = 0x64_62_72_65;

/** No two rehearsals have the same, also when they start at once. */
export function scratchName(database: string, started: Date): string {
  const stamp = started.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
  return siblingName(database, `_rehearsal_${stamp}_${randomBytes(4).toString('hex')}`);
}

/**
 * Tells other rehearsals that the copy of this name is in use, for as long as the session lasts.
 * Call it before the copy is made: a copy whose name nobody holds is a leftover.
 */
export async function holdName(session: Session, name: string): Promise<void> {
  await session.query('select pg_advisory_lock($1::int4, hashtext($2))', [COPY_KEY, name]);
}

/** Lets the next rehearsal know the database. */
export async function mark(
  session: Session,
  name: string,
  database: string,
  started: Date,
): Promise<void> {
  const quoted = pg.escapeIdentifier(name);
  const comment = pg.escapeLiteral(
    `${markerStart(database)}${started.toISOString()}; safe to drop`,
  );
  await session.query(`comment on database ${quoted} is ${comment}`);
  await session.query(`revoke all on database ${quoted} from public`);
}

function markerStart(database: string): string {
  return `db-deploy: rehearsal of ${database}, started `;
}

/**
 * Drops the copies of killed rehearsals, with whoever is still in them: with our name, our comment,
 * and a name that nobody holds. Not by taking the lock, for it is of one database, and another
 * rehearsal may have come to this server by another.
 */
export async function dropLeftovers(session: Session, database: string): Promise<void> {
  const left = await session.query<{ name: string; oid: string }>(
    `select d.datname as name, d.oid::text as oid from pg_database d
      where d.datname ~ '_rehearsal_\\d{8}_\\d{6}_[0-9a-f]{8}$'
        and starts_with(shobj_description(d.oid, 'pg_database'), $1)
        and not exists (
          select from pg_locks l
           where l.locktype = 'advisory' and l.granted and l.objsubid = 2
             and l.classid = $2::int8::oid
             and l.objid = (hashtext(d.datname)::int8 & 4294967295)::oid)`,
    [markerStart(database), COPY_KEY],
  );
  for (const each of left) await dropDatabase(session, each, { withSessions: true });
}
