import { columnOf, fillsItself } from './column.js';
import { hasRowSecurity, isTable, relationIn, type Catalog, type Placed } from './surroundings.js';

const REFUSED = 'writes of the running release that break it are refused';
const DUPLICATES = 'duplicates that the running release may write are refused';

/**
 * Why the running release may trip over what came, on a table that was there before.
 * @returns undefined when it should not.
 */
export function additionBreaks(come: Placed, now: Catalog): string | undefined {
  const { kind, object, relation = '' } = come;
  const { detail } = object;
  const table = relationIn(now, relation);
  switch (kind) {
    case 'column':
      if (table === undefined || !isTable(table) || fillsItself(columnOf(detail))) return undefined;
      return 'inserts of the running release, which give it no value, fail: it is not null and has no default';
    case 'constraint':
      return constraintBreaks(detail);
    case 'index':
      return detail.startsWith('CREATE UNIQUE INDEX') ? DUPLICATES : undefined;
    case 'trigger':
      return detail.endsWith(' enabled D')
        ? undefined
        : 'it runs on writes of the running release, too, and may change or refuse them';
    case 'rule':
      return 'it rewrites statements of the running release, too';
    case 'policy':
      return restricts(detail) && hasRowSecurity(now, relation)
        ? 'rows that it does not allow are hidden from the running release, and writes of them refused'
        : undefined;
    default:
      return undefined;
  }
}

export function constraintBreaks(definition: string): string | undefined {
  if (definition.endsWith(' NOT ENFORCED')) return undefined;
  return /^(UNIQUE|PRIMARY KEY|EXCLUDE)/.test(definition) ? DUPLICATES : REFUSED;
}

/** A further permissive policy only allows more. */
function restricts(policy: string): boolean {
  return /^\S+ restrictive/.test(policy);
}
