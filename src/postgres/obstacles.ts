import pg from 'pg';
import { plain } from '../actions/neutral.js';
import type { Stranger } from './endsessions.js';
import type { Replaceability, Seen } from './replaceability.js';

/** Something about a database, its role or its users that a swap of two databases meets. */
export interface Obstacle {
  /** What was looked at, as a name for a finding. */
  readonly about: string;
  /** `blocks`: it cannot work. `costs`: it works, and something is left behind. `hidden`: nobody could look. */
  readonly effect: 'blocks' | 'costs' | 'hidden';
  readonly expected: string;
  readonly found: string;
  /** What removes it; absent where nothing does. */
  readonly cure?: string;
}

/** Databases that providers and tools connect to by their name. */
const NEVER_RENAMED = ['postgres', 'template1', 'template0'];

/** Whether nothing that anybody could grant or end lets another database have its name. */
export function isNeverRenamed(database: string): boolean {
  return NEVER_RENAMED.includes(database);
}

/** Everything that stands in the way of replacing the database, the hard ones first. */
export function obstaclesTo(facts: Replaceability): Obstacle[] {
  // No right and no session matters where nothing would make it work.
  if (isNeverRenamed(facts.database)) return [ofTheName(facts)];
  return [
    ...ofTheRole(facts),
    ...facts.strangers.map((stranger) => ofSessions(stranger, facts)),
    ...ofPreparedTransactions(facts.preparedTransactions),
    ...ofSubscriptions(facts.subscriptions),
    ...ofSlots(facts.logicalSlots),
    ...ofPlace(facts),
  ];
}

function ofTheName({ database }: Replaceability): Obstacle {
  return {
    about: 'name of the database',
    effect: 'blocks',
    expected: 'a database with a name of the application’s own',
    found: `it is called ${database}: providers and tools connect to that name, so it is never renamed`,
    cure: 'no grant changes that. What a look shows as lost can be copied back from a new database beside this one, which RESTORE.md of the backup fills.',
  };
}

function ofTheRole(facts: Replaceability): Obstacle[] {
  const { role, owner, elsewhere } = facts;
  const obstacles: (Obstacle | undefined)[] = [
    facts.owns
      ? undefined
      : {
          about: 'ownership of the database',
          effect: 'blocks',
          expected: `a role that owns it, or has the rights of its owner ${owner}: RENAME needs them`,
          found: `it belongs to ${owner}, and ${role} has not the rights of that role`,
          cure: rightsOfTheOwner(facts, `grant ${owner} to ${role};`),
        },
    facts.mayCreateDatabases
      ? undefined
      : {
          about: 'right to create databases',
          effect: 'blocks',
          expected: 'CREATEDB: it is asked for by CREATE DATABASE and by RENAME',
          found: `${role} has no CREATEDB`,
          cure: `as an administrator: alter role ${role} createdb;`,
        },
    facts.mayGiveToOwner || !facts.owns
      ? undefined
      : {
          about: 'right to give a database to its owner',
          effect: 'blocks',
          expected: `that ${role} may SET ROLE to ${owner}`,
          found: `${role} has the rights of ${owner} and may not SET ROLE to it`,
          cure: rightsOfTheOwner(facts, `grant ${owner} to ${role} with set true;`),
        },
    elsewhere.ok
      ? undefined
      : {
          about: 'another database to connect to',
          effect: 'blocks',
          expected: 'one, postgres or template1: nobody can rename the database he is in',
          found: elsewhere.found,
          cure: `as an administrator: grant connect on database postgres to ${role};`,
        },
  ];
  return obstacles.filter((one) => one !== undefined);
}

/** Membership where it is harmless and possible, ownership elsewhere. */
function rightsOfTheOwner(
  { ownerCanBeGranted, database, role }: Replaceability,
  grant: string,
): string {
  const statement = ownerCanBeGranted
    ? grant
    : `alter database ${pg.escapeIdentifier(database)} owner to ${role};`;
  return `as an administrator: ${statement}`;
}

function ofSessions(
  { role: user, superuser, applications, sessions }: Stranger,
  { role }: Replaceability,
): Obstacle {
  const who = applications.length === 0 ? '' : ` (${applications.map(plain).join(', ')})`;
  return {
    about: `sessions of ${user}`,
    effect: 'blocks',
    expected: `sessions that ${role} may end: a database with sessions cannot be renamed`,
    found: `${sessions} ${sessions === 1 ? 'session' : 'sessions'} of ${user}${who}${superuser ? ', a superuser,' : ''} that ${role} may not end`,
    cure: superuser
      ? `stop that program, or let a superuser end its sessions`
      : `as an administrator: grant pg_signal_backend to ${role};`,
  };
}

function ofPreparedTransactions(gids: Seen): Obstacle[] {
  const about = 'prepared transactions';
  if (gids === undefined) return [hidden(about, 'pg_prepared_xacts')];
  if (gids.length === 0) return [];
  return [
    {
      about,
      effect: 'blocks',
      expected:
        'none: each keeps the database in use until it ends, and nobody can end it for others',
      found: gids.map(plain).join(', '),
      cure: 'let their transaction manager end them (COMMIT PREPARED or ROLLBACK PREPARED, in this database)',
    },
  ];
}

function ofSubscriptions(names: Seen): Obstacle[] {
  const about = 'subscriptions';
  if (names === undefined) return [hidden(about, 'pg_subscription')];
  if (names.length === 0) return [];
  return [
    {
      about,
      effect: 'blocks',
      expected:
        'none: the server would go on writing what they bring into the database that was put aside',
      found: names.join(', '),
      cure: 'drop them before, and create them again in the restored database',
    },
  ];
}

function ofSlots(names: Seen): Obstacle[] {
  const about = 'logical replication slots';
  if (names === undefined) return [hidden(about, 'pg_replication_slots')];
  if (names.length === 0) return [];
  return [
    {
      about,
      effect: 'costs',
      expected: 'none: they stay with the database that is put aside',
      found: names.map(plain).join(', '),
      cure: 'stop their readers before; afterwards create the slots again in the restored database and let the readers copy everything anew',
    },
  ];
}

function ofPlace({ cronHome, mayUseTablespace, tablespace, role }: Replaceability): Obstacle[] {
  return [
    ...(cronHome
      ? [
          {
            about: 'jobs of pg_cron',
            effect: 'costs' as const,
            expected: 'kept elsewhere: pg_cron works in one database alone, the one of this name',
            found: 'they are kept in this database, and cannot be restored beside it',
            cure: 'after the swap: create extension pg_cron; and schedule the jobs again (select * from cron.job in the database that was put aside)',
          },
        ]
      : []),
    ...(mayUseTablespace
      ? []
      : [
          {
            about: 'tablespace of the database',
            effect: 'costs' as const,
            expected: `that ${role} may create in ${tablespace}`,
            found: 'it may not: the restored database will lie in the default tablespace',
            cure: `as an administrator: grant create on tablespace ${tablespace} to ${role};`,
          },
        ]),
  ];
}

function hidden(about: string, view: string): Obstacle {
  return {
    about,
    effect: 'hidden',
    expected: 'to see them',
    found: `this role may not read ${view}`,
    cure: `let an administrator look: select * from ${view};`,
  };
}
