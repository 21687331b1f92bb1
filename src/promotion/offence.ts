import type { Session } from '../postgres/session.js';
import { couldNotVerify, fail, type Finding } from '../record/finding.js';
import { askAside } from './ambient.js';
import { listed, type Disclosure } from './disclosure.js';

/** How many offenders are named; all are counted. */
export const MOST_NAMED = 10;

/** Rows that break a rule if the preview is applied. */
export interface Offence {
  /** Table and rule, e.g. `public.services: unique index services_slug_key`. */
  readonly name: string;
  readonly expected: string;
  readonly rows: number;
  /** Keys of the first few. */
  readonly keys: readonly string[];
  readonly fix: string;
}

/** A rule that could not be evaluated beforehand. The server still enforces it when rows are written. */
export interface Unjudged {
  readonly name: string;
  readonly reason: string;
  readonly fix?: string;
}

export interface Prediction {
  readonly offences: readonly Offence[];
  readonly unjudged: readonly Unjudged[];
}

export const NOTHING: Prediction = { offences: [], unjudged: [] };

export function together(predictions: readonly Prediction[]): Prediction {
  return {
    offences: predictions.flatMap(({ offences }) => offences),
    unjudged: predictions.flatMap(({ unjudged }) => unjudged),
  };
}

/**
 * Counts and names the rows that a query finds.
 * @param query gives the keys of the offenders, as text, in one column; duplicates do not count twice.
 */
export async function offenders(
  prod: Session,
  query: string,
  rule: Omit<Offence, 'rows' | 'keys'>,
): Promise<Prediction> {
  const answer = await askAside<{ rows: number; keys: string[] }>(
    prod,
    `with offenders (key) as (select distinct found.key collate "C" from (${query}) found (key))
     select (select count(*)::integer from offenders) as rows,
            array(select key from offenders order by length(key), key collate "C"
                   limit ${MOST_NAMED}) as keys`,
  );
  if (!answer.ok) {
    return {
      offences: [],
      unjudged: [
        { name: rule.name, reason: `the server could not evaluate it beforehand (${answer.code})` },
      ],
    };
  }
  const [row] = answer.rows;
  if (row === undefined || row.rows === 0) return NOTHING;
  return { offences: [{ ...rule, ...row }], unjudged: [] };
}

export function asFindings(
  { offences, unjudged }: Prediction,
  disclosure: Disclosure,
): readonly Finding[] {
  return [
    ...offences.map(({ name, expected, rows, keys, fix }) =>
      fail(name, { expected, found: listed(rows, keys, disclosure), fix }),
    ),
    ...unjudged.map(({ name, reason, fix }) => couldNotVerify(name, reason, fix)),
  ];
}
