import type { CatalogObject } from '../catalogobject.js';
import { constraintBreaks } from './addition.js';
import { columnFacets } from './column.js';
import { domainFacet, enumFacet } from './datatype.js';
import { facet, type Facet } from './facet.js';
import { grantFacets } from './privileges.js';
import { hasRowSecurity, type Catalog, type Placed } from './surroundings.js';

/** Kinds whose definition ends in the md5 of a long text. */
const WITH_TEXT = new Set([
  'view',
  'materialized view',
  'function',
  'rule',
  'foreign data wrapper',
  'server',
]);
const TEXT = / ?([0-9a-f]{32})$/;

/** Everything in which an object differs from what it was. */
export function facetsOf(before: CatalogObject, after: Placed, now: Catalog): Facet[] {
  const { object } = after;
  return [
    ...(before.detail === object.detail ? [] : definitionFacets(before.detail, after, now)),
    ...rightsFacets(before, object),
  ];
}

/** An owner holds every privilege: who got and lost them by a change of owner is told with that. */
function rightsFacets(before: CatalogObject, after: CatalogObject): Facet[] {
  const grants = grantFacets(before.grants, after.grants);
  if (before.owner === after.owner) return grants.map(({ facet: one }) => one);
  const lost = grants.find(({ role }) => role === before.owner)?.facet.breaks;
  return [
    facet(`owner ${before.owner}`, `owner ${after.owner}`, lost),
    ...grants
      .filter(({ role }) => role !== before.owner && role !== after.owner)
      .map(({ facet: one }) => one),
  ];
}

function definitionFacets(
  before: string,
  { kind, relation = '', object }: Placed,
  now: Catalog,
): Facet[] {
  // prettier-ignore
  const after = object.detail;
  if (kind === 'column') return columnFacets(before, after);
  if (WITH_TEXT.has(kind)) return textFacets(before, after, kind);
  switch (kind) {
    case 'table':
    case 'partitioned table':
      return [facet(orNothing(before), orNothing(after), rowSecurityBreaks(before, after))];
    case 'constraint':
      return [facet(before, after, isOnlyValidated(before, after) ? '' : constraintBreaks(after))];
    case 'index':
      return [facet(before, after, indexBreaks(before, after))];
    case 'type':
      return [after.startsWith('enum ') ? enumFacet(before, after) : domainFacet(before, after)];
    case 'trigger':
      return triggerFacets(before, after);
    case 'policy':
      return [
        facet(before, after, hasRowSecurity(now, relation) ? 'other rows than before may be hidden from the running release, or their writes refused' : ''), // prettier-ignore
      ];
    case 'sequence':
      return sequenceFacets(before, after);
    case 'inheritance':
      return [facet(before, after, 'rows of the running release may be refused, or go elsewhere')];
    case 'extension':
      return [facet(before, after, 'its functions may behave otherwise, or be elsewhere')];
    default:
      return [facet(orNothing(before), orNothing(after))];
  }
}

/** The text is known by its md5 alone, so that it is another one is all there is to say. */
function textFacets(before: string, after: string, kind: string): Facet[] {
  const [then, now] = [before.replace(TEXT, ''), after.replace(TEXT, '')];
  const hasText = TEXT.exec(before)?.[1] !== TEXT.exec(after)?.[1];
  const breaks = kind === 'rule' ? 'it rewrites statements of the running release, too' : '';
  return [
    ...(then === now ? [] : [facet(orNothing(then), orNothing(now), breaks)]),
    ...(hasText ? [facet(undefined, 'defined otherwise', breaks)] : []),
  ];
}

function orNothing(detail: string): string {
  return detail === '' ? 'nothing special' : detail;
}

function rowSecurityBreaks(before: string, after: string): string | undefined {
  const secured = ['row level security', 'forced'].find(
    (words) => has(after, words) && !has(before, words),
  );
  if (secured === undefined) return undefined;
  return 'rows that no policy allows are hidden from the running release, and its writes of them refused';
}

function has(detail: string, words: string): boolean {
  return ` ${detail} `.includes(` ${words} `);
}

function isOnlyValidated(before: string, after: string): boolean {
  return before === `${after} NOT VALID`;
}

function indexBreaks(before: string, after: string): string | undefined {
  const definition = (detail: string): string => detail.replace(/ INVALID$/, '');
  if (after.endsWith(' INVALID') && !before.endsWith(' INVALID')) {
    return 'it serves no reads and takes every write';
  }
  if (definition(before) === definition(after)) return undefined;
  return after.startsWith('CREATE UNIQUE INDEX')
    ? 'duplicates that the running release may write are refused'
    : undefined;
}

const ENABLED = / enabled (\w)$/;

function triggerFacets(before: string, after: string): Facet[] {
  const fires = (detail: string): boolean => ENABLED.exec(detail)?.[1] !== 'D';
  if (before.replace(ENABLED, '') === after.replace(ENABLED, '')) {
    const state = (detail: string): string => (fires(detail) ? 'enabled' : 'disabled');
    const breaks = fires(after) ? 'it runs on writes of the running release, too, and may change or refuse them' : 'what it did on writes of the running release no longer happens'; // prettier-ignore
    return fires(before) === fires(after)
      ? [facet(before, after)]
      : [facet(state(before), state(after), breaks)];
  }
  return [facet(before, after, fires(after) ? 'it does otherwise on writes of the running release' : '')]; // prettier-ignore
}

/** E.g. `as bigint start 1 increment 1 min 1 max 10 cache 1 cycle owned by public.t.id`. */
const SEQUENCE = /(as \w+|(?:start|increment|min|max|cache) -?\d+|cycle|owned by .*)/g;

function sequenceFacets(before: string, after: string): Facet[] {
  const [then, now] = [before.match(SEQUENCE) ?? [], after.match(SEQUENCE) ?? []];
  const words = (parts: readonly string[], others: readonly string[]): string =>
    parts.filter((part) => !others.includes(part)).join(' ');
  return [facet(words(then, now), orNothing(words(now, then)), sequenceBreaks(then, now))];
}

function sequenceBreaks(then: readonly string[], now: readonly string[]): string | undefined {
  const value = (parts: readonly string[], name: string): bigint =>
    BigInt(parts.find((part) => part.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
  if (value(then, 'increment') !== value(now, 'increment')) {
    return 'a release that takes numbers in blocks may give one twice';
  }
  return value(now, 'max') < value(then, 'max') || value(now, 'min') > value(then, 'min')
    ? 'it ends earlier than the running release expects'
    : undefined;
}
