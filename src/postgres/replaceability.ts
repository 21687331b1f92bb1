import type { Connection } from './connection.js';
import { findElsewhere, type Elsewhere } from './elsewhere.js';
import { readStrangers, type Stranger } from './endsessions.js';
import type { Session, SessionSettings } from './session.js';
import { tolerated } from './tolerated.js';

/** What decides whether a role may put another database in the place of this one. */
export interface Replaceability {
  readonly database: string;
  readonly oid: string;
  /** The session's role, quoted as SQL writes it. */
  readonly role: string;
  /** CREATEDB or superuser: RENAME asks for it as well as CREATE DATABASE. */
  readonly mayCreateDatabases: boolean;
  /** Owner of the database, quoted. */
  readonly owner: string;
  /**
   * Whether an administrator can and should make the role a member of the owner. Not of a superuser,
   * whose every right would come with it; not of a role of the server's own; not of one that is a
   * member of this role already (membership is no circle).
   */
  readonly ownerCanBeGranted: boolean;
  /** Whether the role has the owner's rights. */
  readonly owns: boolean;
  /** Whether the role may give a database to the owner. */
  readonly mayGiveToOwner: boolean;
  /** Where it lies, quoted, and whether the role may create a database there. */
  readonly tablespace: string;
  readonly mayUseTablespace: boolean;
  /** -1: none. */
  readonly connectionLimit: number;
  /** Roles with sessions now that this role cannot end. */
  readonly strangers: readonly Stranger[];
  /** Their global identifiers. Each counts as a session that nobody can end. */
  readonly preparedTransactions: Seen;
  /** Names, quoted. */
  readonly subscriptions: Seen;
  readonly logicalSlots: Seen;
  /** Whether pg_cron keeps its jobs here. */
  readonly cronHome: boolean;
  readonly elsewhere: Elsewhere;
}

/** Names, or undefined where the role may not look. */
export type Seen = readonly string[] | undefined;

type Basics = Omit<
  Replaceability,
  'strangers' | 'preparedTransactions' | 'subscriptions' | 'logicalSlots' | 'elsewhere'
>;

const BASICS = `
  select d.datname as database, d.oid::text as oid,
         format('%I', current_user) as role,
         me.rolsuper or me.rolcreatedb as "mayCreateDatabases",
         format('%I', o.rolname) as owner,
         not (o.rolsuper or starts_with(o.rolname::text, 'pg_')
              or pg_has_role(o.oid, me.oid, 'member')) as "ownerCanBeGranted",
         pg_has_role(d.datdba, 'usage') as owns,
         -- From 16 on, membership alone does not allow it.
         pg_has_role(d.datdba, case when current_setting('server_version_num')::int >= 160000
                                    then 'set' else 'member' end) as "mayGiveToOwner",
         format('%I', t.spcname) as tablespace,
         d.dattablespace = (select e.dattablespace from pg_database e where e.datname = 'template0')
           or has_tablespace_privilege(t.oid, 'create') as "mayUseTablespace",
         d.datconnlimit as "connectionLimit",
         -- The setting that names the home is for superusers; the extension exists only there.
         exists (select from pg_extension x where x.extname = 'pg_cron') as "cronHome"
    from pg_database d
    join pg_roles o on o.oid = d.datdba
    join pg_tablespace t on t.oid = d.dattablespace
    join pg_roles me on me.rolname = current_user
   where d.datname = current_database()`;

const PREPARED =
  'select gid as name from pg_prepared_xacts where database = current_database() order by 1';
const SUBSCRIPTIONS = `
  select format('%I', s.subname) as name from pg_subscription s
   where s.subdbid = (select oid from pg_database where datname = current_database()) order by 1`;
const SLOTS = `
  select slot_name::text as name from pg_replication_slots
   where slot_type = 'logical' and database = current_database() order by 1`;

/**
 * Reads it all once; changes nothing. Call it inside a transaction.
 * @param connection of the session; another database of its server is tried with it.
 */
export async function readReplaceability(
  session: Session,
  connection: Connection,
  settings: SessionSettings,
): Promise<Replaceability> {
  const [basics] = await session.query<Basics>(BASICS);
  if (basics === undefined) throw new Error('the server does not list its own database');
  return {
    ...basics,
    strangers: await readStrangers(session, basics.oid),
    preparedTransactions: await names(session, PREPARED),
    subscriptions: await names(session, SUBSCRIPTIONS),
    logicalSlots: await names(session, SLOTS),
    elsewhere: await findElsewhere(connection, settings),
  };
}

/** Providers take these views away from ordinary roles. */
async function names(session: Session, text: string): Promise<Seen> {
  const answer = await tolerated(session, () => session.query<{ name: string }>(text));
  return answer.ok ? answer.value.map(({ name }) => name) : undefined;
}
