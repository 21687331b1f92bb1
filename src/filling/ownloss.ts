import pg from 'pg';
import { asListed } from '../archive/entries.js';
import type { Problem } from '../errors.js';
import { CONTENTS, placeOf } from './extensioncontents.js';
import { listLeftOut, type LeftOutEntry, type NamedEntry } from './leftout.js';
import type { Restorer } from './roles.js';

/** What a team makes in its schemas. The rest is the server's or a provider's: event triggers, publications, casts. */
const OF_A_SCHEMA = new Set([
  'AGGREGATE',
  'CHECK CONSTRAINT',
  'COLLATION',
  'CONSTRAINT',
  'CONVERSION',
  'DEFAULT',
  'DOMAIN',
  'FK CONSTRAINT',
  'FOREIGN TABLE',
  'FUNCTION',
  'INDEX',
  'INDEX ATTACH',
  'MATERIALIZED VIEW',
  'MATERIALIZED VIEW DATA',
  'OPERATOR',
  'POLICY',
  'PROCEDURE',
  'ROW SECURITY',
  'RULE',
  'SEQUENCE',
  'SEQUENCE OWNED BY',
  'SEQUENCE SET',
  'STATISTICS',
  'TABLE',
  'TABLE ATTACH',
  'TABLE DATA',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TRIGGER',
  'TYPE',
  'VIEW',
]);
/** Every new database has it, whoever owns it. */
export const PRESENT_SCHEMA = 'public';

export interface Division {
  readonly restorer: Restorer;
  readonly entries: readonly NamedEntry[];
  readonly leftOut: readonly LeftOutEntry[];
}

/**
 * A provider's schemas come back with the provider; what a team made must not stay behind. As the
 * backup has it: a schema is somebody else's when it is not `public` and its owner neither owns the
 * database nor is a role that the restoring one is a member of. The bytes of all large objects are
 * one entry, which fails when one of them is missing.
 * @returns undefined when nothing of the team's own stays out.
 */
export function ownLoss(division: Division, database: string): Problem | undefined {
  const { leftOut, restorer } = division;
  const lost = leftOut.filter(isLossIn(division));
  if (lost.length === 0) return undefined;
  const owners = new Set(lost.flatMap(({ names: { owner }, requested }) => (owner === undefined || requested || mayActAs(owner, restorer) ? [] : [owner]))); // prettier-ignore
  return {
    attempted: `restore ${database}`,
    found: `objects of its own would stay out: ${listLeftOut(lost).join('; ')}`,
    likelyCause: `${restorer.name} is a less privileged role than the one that made the database`,
    nextAction: nextAction([...owners], restorer),
  };
}

function mayActAs(owner: string | undefined, restorer: Restorer): boolean {
  return restorer.superuser || owner === undefined || restorer.mayActAs.has(owner);
}

function isLossIn({ entries, leftOut, restorer }: Division): (entry: LeftOutEntry) => boolean {
  const theirs = new Set(
    leftOut
      .filter(({ type, follows }) => type === 'SCHEMA' && !follows)
      .filter(({ names: { tag, owner } }) => tag !== PRESENT_SCHEMA && !isOfTeam(owner, restorer))
      .map(({ names: { tag } }) => tag),
  );
  const made = new Set([...entries, ...leftOut].map((entry) => placeOf(entry.type, entry)));
  return (entry) => {
    const { type, names, follows, requested } = entry;
    if (type === 'BLOB' || type === 'BLOB METADATA') return true;
    if (requested) return false;
    if (type === 'SCHEMA') return names.tag !== PRESENT_SCHEMA && !theirs.has(names.tag);
    if (!OF_A_SCHEMA.has(type)) return false;
    // Contents of what no entry makes belong to the extension that makes it.
    const holder = CONTENTS[type];
    if (holder !== undefined && !made.has(placeOf(holder, entry))) return false;
    if (!theirs.has(names.schema ?? '')) return true;
    return type === 'TABLE' && follows && mayActAs(names.owner, restorer);
  };
}

function isOfTeam(owner: string | undefined, { memberOf, databaseOwner }: Restorer): boolean {
  return owner === undefined || memberOf.has(owner) || owner === databaseOwner;
}

function nextAction(owners: readonly string[], { name, major, roles, inherits }: Restorer): string {
  const needed = 'restore with a role that may create what they need: a superuser, or a member of its owner'; // prettier-ignore
  if (owners.length === 0) return needed;
  const real = new Map(roles.map((role) => [asListed(role), role]));
  const self = pg.escapeIdentifier(name);
  const options = major >= 16 ? ' with inherit true, set true' : '';
  const statements = owners.map((owner) => `grant ${pg.escapeIdentifier(real.get(owner) ?? owner)} to ${self}${options};`); // prettier-ignore
  // Before 16 it is the member that inherits or not, whatever is granted.
  if (major < 16 && !inherits) statements.push(`alter role ${self} inherit;`);
  return `run as an administrator, then restore again:\n${statements.join('\n')}\nor ${needed}`;
}
