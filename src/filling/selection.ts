import { namesOf, type Entry, type EntryNames } from '../archive/entries.js';
import { DeployError, type Problem } from '../errors.js';
import { nameOf, objectOf } from '../postgres/catalogobject.js';
import type { Session } from '../postgres/session.js';
import type { Manifest } from '../record/manifest.js';
import { contentsOfExtensions, homelessContents } from './extensioncontents.js';
import { probeExtensions, requireExtensions, type Candidate, type Refusals } from './extensions.js';
import { wordsOf, type LeftOutEntry, type NamedEntry } from './leftout.js';
import { ownLoss, PRESENT_SCHEMA } from './ownloss.js';
import { readRestorer, type Restorer } from './roles.js';

/** What of an archive a role can restore. */
export interface Selection {
  readonly restorer: Restorer;
  /** In the order of the archive. */
  readonly entries: readonly NamedEntry[];
  readonly leftOut: readonly LeftOutEntry[];
}

export interface Backup {
  readonly manifest: Manifest;
  readonly entries: readonly Entry[];
  /** Lines of the catalog of the snapshot; undefined where the backup has none. */
  readonly catalog: readonly string[] | undefined;
}

/** Only superusers create these, whoever owns them later. */
const OF_SUPERUSERS = new Set([
  'ACCESS METHOD',
  'EVENT TRIGGER',
  'FOREIGN DATA WRAPPER',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PUBLICATION TABLES IN SCHEMA',
  'SHELL TYPE',
  'SUBSCRIPTION',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
]);

/**
 * Divides an archive into what the restoring role can restore and what belongs to the provider.
 * @param session in the empty side database, outside a transaction; extensions are tried there.
 * @throws {DeployError} when objects of the team's own would stay out, or the server lacks an extension.
 */
export async function selectEntries(session: Session, backup: Backup): Promise<Selection> {
  const restorer = await readRestorer(session);
  await requireExtensions(session, backup.entries, restorer.major);
  const entries = withNames(backup, restorer);
  const refusals = restorer.superuser
    ? { extensions: new Map<number, string>(), comments: new Set<number>() }
    : await probeExtensions(session, candidatesOf(entries, restorer));
  const selection = divide(backup, restorer, entries, refusals);
  const loss = ownLoss(selection, backup.manifest.state.identity.database);
  if (loss !== undefined) throw new DeployError(loss);
  return selection;
}

export interface Foreseen {
  readonly selection: Selection;
  /** What `selectEntries` would throw. */
  readonly loss: Problem | undefined;
}

/**
 * The same division before there is a side database, as if every extension could be created.
 * @param session in the live database; nothing is tried there.
 */
export async function foreseeSelection(session: Session, backup: Backup): Promise<Foreseen> {
  const restorer = await readRestorer(session);
  const untried = { extensions: new Map<number, string>(), comments: new Set<number>() };
  const selection = divide(backup, restorer, withNames(backup, restorer), untried);
  return { selection, loss: ownLoss(selection, backup.manifest.state.identity.database) };
}

/** Why an entry stays out by the rules of the caller; undefined when it does not. */
export type StaysOut = (entry: NamedEntry) => string | undefined;

/**
 * The same division for a database that nobody will use: what stays out, and what needs it, is
 * listed and refused by nobody.
 * @param session in the empty database, outside a transaction.
 */
export async function selectFor(
  session: Session,
  backup: Backup,
  staysOut: StaysOut,
): Promise<Selection> {
  const restorer = await readRestorer(session);
  const none = { extensions: new Map<number, string>(), comments: new Set<number>() };
  const entries = withNames(backup, restorer);
  const first = divide(backup, restorer, entries, none, staysOut);
  const contents = contentsOfExtensions(first.entries);
  const lacks = first.leftOut.some(({ type }) => type === 'EXTENSION');
  if (!lacks || contents.length === 0) return first;
  const homeless = await homelessContents(session, contents, candidatesOf(first.entries, restorer));
  const judge: StaysOut = (entry) =>
    staysOut(entry) ?? (homeless.has(entry.id) ? 'its extension stays out' : undefined);
  return divide(backup, restorer, entries, none, judge);
}

function withNames({ entries, manifest }: Backup, { roles }: Restorer): NamedEntry[] {
  const known = [...roles, ...(manifest.roles ?? [])];
  const schemas = [
    PRESENT_SCHEMA,
    ...entries
      .filter(({ type }) => type === 'SCHEMA')
      .map((entry) => namesOf(entry, known, []).tag),
    ...manifest.tables.map(({ schema }) => schema),
  ];
  return entries.map((entry) => ({ ...entry, names: namesOf(entry, known, schemas) }));
}

/** Extensions in a schema of the provider are not tried: the schema stays out, and they with it. */
function candidatesOf(entries: readonly NamedEntry[], restorer: Restorer): Candidate[] {
  const schemas = new Map(
    entries
      .filter(({ type, names }) => type === 'SCHEMA' && mayOwn(names, restorer))
      .map(({ id, names }) => [id, names.tag]),
  );
  return entries
    .filter(({ type }) => type === 'EXTENSION')
    .map((entry) => ({
      entry,
      schema: entry.needs.map((id) => schemas.get(id)).find((name) => name !== undefined),
    }));
}

function mayOwn({ owner }: EntryNames, { superuser, mayActAs }: Restorer): boolean {
  return superuser || owner === undefined || mayActAs.has(owner);
}

function divide(
  backup: Backup,
  restorer: Restorer,
  entries: readonly NamedEntry[],
  refusals: Refusals,
  staysOut: StaysOut = () => undefined,
): Selection {
  const reasonFor = judge(backup, restorer, refusals, staysOut);
  const leftOut = new Map<number, LeftOutEntry>();
  // What an entry needs stands before it, except in rare circles: until nothing more follows.
  for (let known = -1; known < leftOut.size;) {
    known = leftOut.size;
    for (const entry of entries) {
      if (leftOut.has(entry.id)) continue;
      const reason = reasonFor(entry);
      const needed = entry.needs.map((id) => leftOut.get(id)).find((one) => one && !isPresent(one));
      if (reason !== undefined) leftOut.set(entry.id, { ...entry, ...reason, follows: false });
      else if (needed !== undefined) {
        const { requested } = needed;
        leftOut.set(entry.id, { ...entry, reason: `it needs ${wordsOf(needed)}`, follows: true, requested }); // prettier-ignore
      }
    }
  }
  return {
    restorer,
    entries: entries.filter(({ id }) => !leftOut.has(id)),
    leftOut: [...leftOut.values()],
  };
}

function isPresent({ type, names }: NamedEntry): boolean {
  return type === 'SCHEMA' && names.tag === PRESENT_SCHEMA;
}

/** Why an entry by itself stays out; undefined when it does not. */
function judge(
  { manifest, catalog = [] }: Backup,
  restorer: Restorer,
  refusals: Refusals,
  staysOut: StaysOut,
) {
  const reaching = new Map(
    manifest.excluded?.reaching?.map(({ key, description }) => [key, description]),
  );
  const bare = new Set(
    catalog
      .map(objectOf)
      .filter(
        (object) => nameOf(object).kind === 'cast' && object.detail.includes('without function'),
      )
      .map(({ key }) => key.toUpperCase()),
  );
  const refused = (entry: NamedEntry): string | undefined => {
    const { type, names } = entry;
    if (OF_SUPERUSERS.has(type))
      return `only a superuser may create it, and ${restorer.name} is none`;
    if (type === 'CAST' && bare.has(names.tag.toUpperCase())) {
      return `only a superuser may create a cast without a function`;
    }
    if (!mayOwn(names, restorer)) {
      return `it belongs to ${names.owner ?? ''}, and ${restorer.name} may not act as that role`;
    }
    if (type === 'COMMENT' && entry.needs.some((id) => refusals.comments.has(id))) {
      return 'the extension belongs to another role once it is created';
    }
    return refusals.extensions.get(entry.id);
  };
  return (entry: NamedEntry): Pick<LeftOutEntry, 'reason' | 'requested'> | undefined => {
    // Entries about two objects have the key of none.
    const reached = entry.key === '0 0' ? undefined : reaching.get(entry.key);
    if (reached !== undefined) {
      return { reason: `${reached}, which the backup leaves out`, requested: true };
    }
    const reason = staysOut(entry) ?? (restorer.superuser ? undefined : refused(entry));
    return reason === undefined ? undefined : { reason, requested: false };
  };
}
