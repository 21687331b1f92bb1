import { hasRowSecurity, type Catalog, type Placed } from './surroundings.js';

const READS_AND_WRITES = 'reads and writes of the running release fail';
const NAMED = 'statements of the running release that name it fail';

const BREAKS: Readonly<Record<string, string>> = {
  table: READS_AND_WRITES,
  'partitioned table': READS_AND_WRITES,
  'foreign table': READS_AND_WRITES,
  view: READS_AND_WRITES,
  'materialized view': READS_AND_WRITES,
  column: READS_AND_WRITES,
  function: 'calls of the running release fail',
  type: NAMED,
  sequence: 'the running release can take no more numbers from it',
  schema: 'everything that the running release used in it is gone',
  extension: 'its types, functions and operators are gone',
  trigger: 'what it did on writes of the running release no longer happens',
  rule: 'what it did on writes of the running release no longer happens',
  publication: 'whoever subscribed to it gets no more changes',
  server: 'its foreign tables can no longer be reached',
  'user mapping': 'foreign tables of its server can no longer be reached by this role',
  inheritance: 'its rows are no longer among those of the parent',
  operator: NAMED,
  collation: NAMED,
  cast: 'statements of the running release that convert so fail',
  'text search configuration': NAMED,
  language: NAMED,
};

/** Why the running release may miss what is gone; undefined when it should not. */
export function removalBreaks(gone: Placed, now: Catalog): string | undefined {
  const { kind, object, relation = '' } = gone;
  switch (kind) {
    case 'constraint':
      return /^(UNIQUE|PRIMARY KEY|EXCLUDE)/.test(object.detail) ? noConflict() : undefined;
    case 'index':
      return object.detail.startsWith('CREATE UNIQUE INDEX') ? noConflict() : undefined;
    case 'policy':
      return /^\S+ permissive/.test(object.detail) && hasRowSecurity(now, relation)
        ? 'rows that it allowed are hidden from the running release, and writes of them refused'
        : undefined;
    case 'function':
      return overloadBreaks(gone, now);
    default:
      return BREAKS[kind];
  }
}

function noConflict(): string {
  return 'INSERT … ON CONFLICT of the running release fails where it relies on it, and duplicates are no longer refused';
}

/** A function of other arguments takes the old calls only where defaults fill what they do not give. */
function overloadBreaks({ kind, name }: Placed, now: Catalog): string {
  const stem = `${kind} ${name.slice(0, name.indexOf('(') + 1)}`;
  const others = [...now.keys()].filter((key) => key.startsWith(stem));
  const known = BREAKS[kind] ?? '';
  if (others.length === 0) return known;
  return `${known} unless they fit ${others.map((key) => key.slice(kind.length + 1)).join(' or ')}`;
}
