import type { Session } from './session.js';

/**
 * Whether the session's role may end the backend of `a`, a row of pg_stat_activity with a user
 * (signalfuncs.c, pg_signal_backend): sessions of superusers are for superusers alone. Asked
 * before, because one refused call fails the whole statement and spares everybody behind it.
 */
export const MAY_END = `(
  (select me.rolsuper from pg_roles me where me.rolname = current_user)
  or (not exists (select from pg_roles s where s.oid = a.usesysid and s.rolsuper)
      and (pg_has_role(a.usesysid, 'usage') or pg_has_role('pg_signal_backend', 'usage'))))`;

/** Ends every session in the databases that the role may end. They are gone a moment later. */
export async function endSessions(session: Session, oids: readonly string[]): Promise<void> {
  await session.query(
    `select pg_terminate_backend(a.pid) from pg_stat_activity a
      where a.datid = any ($1::oid[]) and a.pid <> pg_backend_pid()
        and a.usesysid is not null and ${MAY_END}`,
    [oids],
  );
}

/** A role whose sessions somebody cannot end. */
export interface Stranger {
  /** Quoted as SQL writes it. */
  readonly role: string;
  readonly superuser: boolean;
  /** Application names, as their owners chose them. */
  readonly applications: readonly string[];
  readonly sessions: number;
}

/** Who is connected to the database and cannot be ended by this role. What this step itself opened ends with it. */
export async function readStrangers(session: Session, oid: string): Promise<Stranger[]> {
  return session.query<Stranger>(
    `select coalesce(quote_ident(r.rolname), 'a dropped role') as role,
            coalesce(r.rolsuper, false) as superuser,
            coalesce(array_agg(distinct a.application_name)
                       filter (where a.application_name <> ''), '{}') as applications,
            count(*)::int as sessions
       from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid
      where a.datid = $1::oid and a.pid <> pg_backend_pid() and a.usesysid is not null
        and a.application_name <> current_setting('application_name')
        and not coalesce(${MAY_END}, false)
      group by r.rolname, r.rolsuper order by 1`,
    [oid],
  );
}
