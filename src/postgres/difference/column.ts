import { facet, type Facet } from './facet.js';
import { isWidening } from './width.js';

/** The definition of a column taken apart. */
export interface Column {
  readonly type: string;
  readonly collation: string | undefined;
  readonly notNull: boolean;
  readonly fallback: string | undefined;
  readonly identity: string | undefined;
  readonly generated: string | undefined;
  readonly storage: string | undefined;
}

/** In the order in which the catalog's query writes them (catalogquery.ts). */
const DEFINITION =
  /^(?<type>(?:"(?:[^"]|"")*"|[^"])*?)(?: collate (?<collation>(?:"(?:[^"]|"")*"|[^\s"])+))?(?<notNull> not null)?(?: default (?<fallback>.*?))?(?: identity (?<identity>[ad]))?(?: generated (?<generated>[sv]))?(?<storage>(?: storage [pemx])?(?: compression [pl])?)$/s;

export function columnOf(detail: string): Column {
  const groups = DEFINITION.exec(detail)?.groups;
  return {
    type: groups?.['type'] ?? detail,
    collation: groups?.['collation'],
    notNull: groups?.['notNull'] !== undefined,
    fallback: groups?.['fallback'],
    identity: groups?.['identity'],
    generated: groups?.['generated'],
    storage: groups?.['storage']?.trim(),
  };
}

/** Whether a row gets a value of this column without naming it. */
export function fillsItself({ notNull, fallback, identity, generated }: Column): boolean {
  return !notNull || [fallback, identity, generated].some((source) => source !== undefined);
}

export function columnFacets(before: string, after: string): Facet[] {
  const [then, now] = [columnOf(before), columnOf(after)];
  const differences = [
    then.type !== now.type && facet(then.type, now.type, typeBreaks(then.type, now.type)),
    then.collation !== now.collation &&
      facet(`collation ${then.collation ?? 'of the type'}`, `collation ${now.collation ?? 'of the type'}`), // prettier-ignore
    then.notNull !== now.notNull &&
      facet(nulls(then), nulls(now), now.notNull ? 'writes of the running release that leave it null fail' : ''), // prettier-ignore
    filling(then) !== filling(now) && facet(filling(then), filling(now), fillingBreaks(then, now)),
    then.storage !== now.storage && facet(then.storage ?? 'usual storage', now.storage ?? 'usual storage'), // prettier-ignore
  ];
  return differences.filter((difference) => difference !== false);
}

function nulls({ notNull }: Column): string {
  return notNull ? 'not null' : 'nullable';
}

function typeBreaks(before: string, after: string): string | undefined {
  if (isWidening(before, after)) return undefined;
  return isWidening(after, before)
    ? `the running release may write values that ${after} does not hold`
    : `the running release reads and writes it as ${before}`;
}

/** Where a value comes from that an insert does not give. */
function filling({ fallback, identity, generated }: Column): string {
  if (generated !== undefined) return `generated as ${fallback ?? ''}`;
  if (identity !== undefined) return `identity ${identity === 'a' ? 'always' : 'by default'}`;
  return fallback === undefined ? 'no default' : `default ${fallback}`;
}

function fillingBreaks(then: Column, now: Column): string | undefined {
  if (fillsItself(then) && !fillsItself(now) && then.notNull) {
    return 'inserts of the running release that rely on the default fail';
  }
  if (now.generated !== undefined && then.generated === undefined) {
    return 'inserts and updates of the running release that give it a value fail';
  }
  if (now.identity === 'a' && then.identity !== 'a') {
    return 'inserts of the running release that give it a value fail';
  }
  if (then.generated !== undefined && now.generated === undefined) {
    return 'the running release relies on the database to compute it';
  }
  return undefined;
}
