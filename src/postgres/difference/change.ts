/** One object that came, went or is another one than before. */
export interface CatalogChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Kind and qualified name, e.g. `column public.services.price`. */
  readonly object: string;
  /** Only what differs, e.g. `numeric`; of something removed, what it was. */
  readonly before?: string;
  /** Only what differs, e.g. `integer`; of something added, what it is. */
  readonly after?: string;
  /** Why a release that was written for the catalog before may fail; absent when it should not. */
  readonly breaks?: string;
}

const SIGNS: Readonly<Record<CatalogChange['kind'], string>> = {
  removed: '-',
  changed: '~',
  added: '+',
};
const ORDER = Object.keys(SIGNS);

/** The entry as a line: `~ column public.services.price numeric → integer`. */
export function changeWords({ kind, object, before, after }: CatalogChange): string {
  const difference = [before, after].filter((part) => part !== undefined).join(' → ');
  return `${SIGNS[kind]} ${object}${difference === '' ? '' : ` ${difference}`}`;
}

/** What may break the running release first, then removed, changed, added; each by name. */
export function byWeight(a: CatalogChange, b: CatalogChange): number {
  const weight = ({ kind, breaks }: CatalogChange): number =>
    ORDER.indexOf(kind) + (breaks === undefined ? ORDER.length : 0);
  return weight(a) - weight(b) || (a.object < b.object ? -1 : a.object > b.object ? 1 : 0);
}

/** A change with the parts of it that there are; empty ones are left out. */
export function change(
  kind: CatalogChange['kind'],
  object: string,
  { before = '', after = '', breaks = '' }: { before?: string; after?: string; breaks?: string | undefined }, // prettier-ignore
): CatalogChange {
  return {
    kind,
    object,
    ...(before === '' ? {} : { before }),
    ...(after === '' ? {} : { after }),
    ...(breaks === '' ? {} : { breaks }),
  };
}
