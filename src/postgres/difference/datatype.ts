import { facet, type Facet } from './facet.js';
import { isWidening } from './width.js';

const LABEL = /'(?:[^']|'')*'/g;

/** @param before, after details such as `enum 'new', 'paid'`. */
export function enumFacet(before: string, after: string): Facet {
  const [then, now] = [labelsOf(before), labelsOf(after)];
  const gone = then.filter((label) => !now.includes(label));
  const come = now.filter((label) => !then.includes(label));
  if (gone.length > 0) {
    const renamed = gone.length === come.length && then.length === now.length;
    const words = renamed ? `renamed to ${come.join(', ')}` : 'gone';
    return facet(gone.join(', '), words, `reads and writes of the running release that use ${gone.join(', ')} fail`); // prettier-ignore
  }
  const reordered = now.filter((label) => then.includes(label)).join() !== then.join();
  const breaks = reordered ? 'the running release sorts and compares by the old order' : '';
  if (come.length === 0) return facet(then.join(', '), now.join(', '), breaks);
  return facet(undefined, `has the new label ${come.join(', ')}`, breaks);
}

function labelsOf(detail: string): readonly string[] {
  return detail.startsWith('enum ') ? (detail.match(LABEL) ?? []) : [];
}

const DOMAIN = /^domain over (.*?)(?: collate .*?)?( not null)?(?: default (.*?))?((?: \S+ CHECK .*)?)$/s; // prettier-ignore

/** Composite types have no definition of their own: their columns have. */
export function domainFacet(before: string, after: string): Facet {
  const [, type = '', notNull, fallback, checks = ''] = DOMAIN.exec(before) ?? [];
  const [, newType = '', newNotNull, newFallback, newChecks = ''] = DOMAIN.exec(after) ?? [];
  const narrower =
    !isWidening(type, newType) ||
    (newNotNull !== undefined && notNull === undefined) ||
    (newChecks !== checks && newChecks !== '');
  if (narrower)
    return facet(before, after, 'values that the running release writes may be refused');
  const lost = fallback !== undefined && newFallback === undefined && newNotNull !== undefined;
  return facet(before, after, lost ? 'inserts of the running release that rely on the default fail' : ''); // prettier-ignore
}
