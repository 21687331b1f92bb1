import type { TableFacts } from './tablefacts.js';
import type { Sequence } from './tablerules.js';
import type { UniqueIndex } from './uniqueindexes.js';

/** A table on both sides, and the sequences that production has behind its columns. */
export interface Twins {
  readonly dev: TableFacts;
  readonly prod: TableFacts;
  readonly sequences: readonly Sequence[];
  readonly uniques: Readonly<Record<'dev' | 'prod', readonly UniqueIndex[]>>;
}

export type Shortfall = readonly [found: string, nextAction: string];
