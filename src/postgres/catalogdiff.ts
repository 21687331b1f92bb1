import type { CatalogObject } from './catalogobject.js';
import { additionBreaks } from './difference/addition.js';
import { facetsOf } from './difference/alteration.js';
import { byWeight, change, type CatalogChange } from './difference/change.js';
import { definitionWords, fold, type Folded } from './difference/folding.js';
import { parentsIn, withoutInherited } from './difference/inheritance.js';
import { removalBreaks } from './difference/removal.js';
import { findRenames, withWord, type Rename } from './difference/renames.js';
import {
  catalogOf,
  differing,
  isTable,
  ownerOfSequence,
  placed,
  relationIn,
  type Catalog,
  type Placed,
} from './difference/surroundings.js';

export { changeWords, type CatalogChange } from './difference/change.js';

/**
 * What a release that was written for the one catalog finds different in the other: one entry an
 * object, parts of what came or went under it, renames recognised where only one is possible. First
 * what may break the running release, then removed, changed, added, each by name.
 * @param before, after lines of readCatalog.
 */
export function catalogDiff(before: readonly string[], after: readonly string[]): CatalogChange[] {
  const [went, came] = [differing(before, after), differing(after, before)];
  if (came.size === 0 && went.size === 0) return [];
  const whole = catalogOf(after);
  const parents = parentsIn(whole);
  const { renames, before: known } = findRenames(went, came);
  const altered = alterations(known, came);
  const told = new Set(altered.map(({ after: { name } }) => name));
  const isOwn = (one: Placed): boolean => !told.has(ownerOfSequence(one) ?? '');
  const [gone, come] = [only(known, came), only(came, known)].map((objects) =>
    fold(withoutInherited(objects.filter(isOwn), parents)),
  ) as [Folded[], Folded[]];
  return [
    ...renames.filter(isTold).map((rename) => renaming(rename, whole)),
    ...gone.map((one) => removal(one, whole)),
    ...come.map((one) => addition(one, whole)),
    ...withoutInherited(altered.map(({ after: one }) => one), parents).map((one) => alteration(known, one, whole)), // prettier-ignore
  ].sort(byWeight);
}

function only(catalog: Catalog, other: Catalog): Placed[] {
  return [...catalog.values()].filter(({ key }) => !other.has(key)).map(placed);
}

/** The index of a constraint goes by the constraint's name. */
function isTold({ from }: Rename, _: number, all: readonly Rename[]): boolean {
  return (
    from.kind !== 'index' ||
    !all.some((other) => other.from.kind === 'constraint' && other.from.name === from.name)
  );
}

/** Names of these are in no statement of an application. */
const UNNAMED = new Set(['constraint', 'index', 'trigger', 'policy']);

function renaming({ from, to }: Rename, now: Catalog): CatalogChange {
  const heir = relationIn(now, from.name);
  const old = heir === undefined ? 'the running release asks for the old name' : `under the old name it finds a ${heir.kind}`; // prettier-ignore
  return change('changed', `${from.kind} ${from.name}`, {
    after: `renamed to ${from.relation === undefined ? to.name : to.own}, or dropped and another one made like it`,
    breaks: UNNAMED.has(from.kind) ? undefined : old,
  });
}

function removal(gone: Folded, now: Catalog): CatalogChange {
  const { object } = gone;
  const heir = relationIn(now, object.name);
  const key = `${object.kind} ${object.name}`;
  if (heir !== undefined && object.relation === undefined) {
    return change('changed', key, {
      after: `is a ${heir.kind} now`,
      breaks: isTable(object) && !isTable(heir) ? `writes of the running release fail where the ${heir.kind} does not take them` : undefined, // prettier-ignore
    });
  }
  return change('removed', key, {
    before: definitionWords(gone),
    breaks: removalBreaks(object, now),
  });
}

function addition(come: Folded, now: Catalog): CatalogChange {
  const { object, parts } = come;
  const breaks = [
    additionBreaks(object, now),
    ...(object.kind === 'column'
      ? parts.filter((part) => isFelt(part, object, now)).map((part) => additionBreaks(part, now))
      : []),
  ].filter((words) => words !== undefined);
  return change('added', `${object.kind} ${object.name}`, {
    after: definitionWords(come),
    breaks: [...new Set(breaks)].join('; '),
  });
}

/**
 * Whether rows of a release that does not know the new column can break what was made with it: the
 * rows that were there had to pass it with the same value, so only other columns, or the same value
 * twice, can.
 */
function isFelt({ object: { detail } }: Placed, column: Placed, now: Catalog): boolean {
  const isFilled = column.object.detail.includes(' default ');
  if (/^(UNIQUE|PRIMARY KEY|EXCLUDE|CREATE UNIQUE INDEX)/.test(detail)) return isFilled;
  const prefix = `column ${column.relation ?? ''}.`;
  return [...now.keys()].some((key) => {
    if (!key.startsWith(prefix) || key === column.object.key) return false;
    return detail.startsWith('CHECK') && withWord(detail, key.slice(prefix.length), '') !== detail;
  });
}

function alterations(known: Catalog, came: Catalog): { before: CatalogObject; after: Placed }[] {
  const changed = [...known.values()].flatMap((before) => {
    const object = came.get(before.key);
    return object === undefined || isSame(before, object)
      ? []
      : [{ before, after: placed(object) }];
  });
  const constraints = new Set(
    changed.filter(({ after }) => after.kind === 'constraint').map(({ after }) => after.name),
  );
  return changed.filter(({ after }) => after.kind !== 'index' || !constraints.has(after.name));
}

function isSame(before: CatalogObject, { detail, owner, grants }: CatalogObject): boolean {
  return before.detail === detail && before.owner === owner && before.grants === grants;
}

function alteration(known: Catalog, after: Placed, now: Catalog): CatalogChange {
  const facets = facetsOf(known.get(after.object.key) ?? after.object, after, now);
  const words = (texts: readonly (string | undefined)[], between = ', '): string =>
    [...new Set(texts.filter((text) => text !== undefined && text !== ''))].join(between);
  return change('changed', `${after.kind} ${after.name}`, {
    before: words(facets.map((facet) => facet.before)),
    after: facets.length === 0 ? 'other rights to grant' : words(facets.map((facet) => facet.after)), // prettier-ignore
    breaks: words(facets.map(({ breaks }) => breaks), '; '), // prettier-ignore
  });
}
