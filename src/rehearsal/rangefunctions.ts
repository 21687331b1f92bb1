import { objectOf } from '../postgres/catalogobject.js';
import type { Session } from '../postgres/session.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';

/**
 * Gives the functions that come with a range type (its constructors) the owners that they had: the
 * server gives them to its first superuser (typecmds.c, BOOTSTRAP_SUPERUSERID), who has another name
 * in every cluster, and no archive says otherwise.
 * @param session as a superuser.
 * @param catalog lines of the backup's.
 */
export async function settleRangeFunctions(
  session: Session,
  catalog: readonly string[] = [],
): Promise<void> {
  const functions = catalog.map(objectOf).filter(({ key }) => key.startsWith('function '));
  await withTransaction(session, 'read committed', async () => {
    // Names are compared as the catalog has them.
    await pinSettings(session);
    const rows = await session.query<{ statement: string }>(
      `select format('alter function %s owner to %I', p.oid::regprocedure, r.rolname) as statement
         from pg_depend d
         join pg_proc p on d.classid = 'pg_proc'::regclass and d.objid = p.oid
         join unnest($1::text[], $2::text[]) c (key, owner)
           on c.key = 'function ' || p.oid::regprocedure
         join pg_roles r on r.oid::regrole::text = c.owner
        where d.deptype = 'i' and d.refclassid = 'pg_type'::regclass and p.proowner = 10`,
      [functions.map(({ key }) => key), functions.map(({ owner }) => owner)],
    );
    for (const { statement } of rows) await session.query(statement);
  });
}
