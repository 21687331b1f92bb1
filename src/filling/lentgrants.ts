import pg from 'pg';
import { asListed } from '../archive/entries.js';
import type { Session } from '../postgres/session.js';
import type { Selection } from './selection.js';

/** A right to create that is taken back when everything has its owner. */
export interface LentGrant {
  readonly schema: string;
  readonly role: string;
}

/**
 * To be given an object, its new owner must be allowed to create in the schema; the archive grants
 * that at its end, if at all. Superusers are not asked.
 * @param session in the side database, which has its schemas.
 */
export async function lendGrants(
  session: Session,
  { entries, restorer }: Selection,
): Promise<LentGrant[]> {
  if (restorer.superuser) return [];
  const roles = new Map(restorer.roles.map((role) => [asListed(role), role]));
  const pairs = new Map<string, LentGrant>();
  for (const { names, type } of entries) {
    const role = roles.get(names.owner ?? '');
    if (role === undefined || role === restorer.name || names.schema === undefined) continue;
    if (type === 'DEFAULT ACL') continue;
    pairs.set(JSON.stringify([names.schema, role]), { schema: names.schema, role });
  }
  const wanted = [...pairs.values()];
  const lacking = await session.query<LentGrant>(
    `select w.schema, w.role from unnest($1::text[], $2::text[]) w (schema, role)
       join pg_namespace n on n.nspname = w.schema
      where not has_schema_privilege(w.role, n.oid, 'create')`,
    [wanted.map(({ schema }) => schema), wanted.map(({ role }) => role)],
  );
  await change(session, lacking, 'grant create on schema', 'to');
  return lacking;
}

export async function takeBack(session: Session, lent: readonly LentGrant[]): Promise<void> {
  await change(session, lent, 'revoke create on schema', 'from');
}

async function change(
  session: Session,
  grants: readonly LentGrant[],
  statement: string,
  preposition: string,
): Promise<void> {
  for (const { schema, role } of grants) {
    await session.query(
      `${statement} ${pg.escapeIdentifier(schema)} ${preposition} ${pg.escapeIdentifier(role)}`,
    );
  }
}
