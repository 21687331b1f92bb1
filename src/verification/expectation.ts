type Sign = '>' | '>=' | '<' | '<=';

/**
 * What a check expects of its value. Unequal is written `not 5`, because `expect: != 5` is YAML for
 * the tag `!=` on the value 5, the opposite of what was meant.
 */
export type Expectation =
  | { readonly kind: 'equal' | 'different'; readonly text: string }
  | { readonly kind: 'ordered'; readonly sign: Sign; readonly number: string }
  /** Of the rows themselves, whatever is in them. */
  | { readonly kind: 'rows'; readonly sign: Sign | '='; readonly number: string }
  | { readonly kind: 'null' | 'not null' };

/** One value as the server writes it; undefined is NULL. */
export interface Value {
  readonly text: string | undefined;
  /** Of a number type, whose texts may differ for equal numbers: `1.5` and `1.50`. */
  readonly numeric: boolean;
}

const ROWS = /^(?:(no)|([<>]=?)?\s*(\d{1,9}))?\s*rows?$/i;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads the `expect` of a check. `rows`, `no rows`, `3 rows` and `> 3 rows` count rows; `> 0`, `>= 1`, `< 10`, `<= 10` compare numbers; `null` and
 * `not null`; `not x` is any other value; anything else is the value itself, and `= x` is `x` taken
 * literally.
 * @returns undefined for a comparison without a number, for one behind `not`, and for `!=`.
 */
export function parseExpectation(
  expect: string | number | boolean | null,
): Expectation | undefined {
  const words = String(expect).trim();
  const word = words.toLowerCase().replace(/\s+/g, ' ');
  if (word === 'null' || word === 'not null') return { kind: word };
  const rows = ROWS.exec(words);
  if (rows !== null) return rowsOf(rows);
  if (words.startsWith('!=')) return undefined;
  if (words.startsWith('=')) return { kind: 'equal', text: words.slice(1).trim() };
  const sign = /^[<>]=?/.exec(words)?.[0] as Sign | undefined;
  if (sign !== undefined) {
    const number = words.slice(sign.length).trim();
    return NUMBER.test(number) ? { kind: 'ordered', sign, number } : undefined;
  }
  const other = /^not\s+(.+)$/is.exec(words)?.[1];
  if (other === undefined) return { kind: 'equal', text: words };
  if (/^[<>!]/.test(other)) return undefined;
  return { kind: 'different', text: other.startsWith('=') ? other.slice(1).trim() : other };
}

function rowsOf([, none, sign, number]: RegExpExecArray): Expectation {
  if (none !== undefined) return { kind: 'rows', sign: '=', number: '0' };
  if (number === undefined) return { kind: 'rows', sign: '>', number: '0' };
  return { kind: 'rows', sign: (sign as Sign | undefined) ?? '=', number };
}

/** The expectation as its author wrote it. */
export function expectationWords(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'equal':
      return expectation.text === '' ? 'an empty text' : expectation.text;
    case 'different':
      return `not ${expectation.text}`;
    case 'ordered':
      return `${expectation.sign} ${expectation.number}`;
    case 'rows':
      return `${expectation.sign === '=' ? '' : `${expectation.sign} `}${expectation.number} rows`;
    case 'null':
    case 'not null':
      return expectation.kind.toUpperCase();
  }
}

/** NULL meets nothing but `null`: of the unknown, no comparison proves anything. */
export function meets({ text, numeric }: Value, expectation: Expectation): boolean {
  if (expectation.kind === 'null') return text === undefined;
  if (text === undefined) return false;
  switch (expectation.kind) {
    case 'not null':
      return true;
    case 'equal':
    case 'different': {
      const same = text === expectation.text || (numeric && order(text, expectation.text) === 0);
      return same === (expectation.kind === 'equal');
    }
    case 'rows':
    case 'ordered': {
      const found = order(text, expectation.number);
      if (found === undefined) return false;
      if (found === 0) return expectation.sign.endsWith('=');
      if (expectation.sign === '=') return false;
      return expectation.sign.startsWith('>') === found > 0;
    }
  }
}

/**
 * Negative, 0 or positive as a is smaller than, equal to or greater than b; undefined where one is
 * no number. Whole numbers of any length are exact, as bigint and numeric need; others are floats.
 */
function order(a: string, b: string): number | undefined {
  if (!NUMBER.test(a) || !NUMBER.test(b)) return undefined;
  const whole = /^[+-]?\d+$/;
  if (!whole.test(a) || !whole.test(b)) return Math.sign(Number(a) - Number(b));
  const [left, right] = [a, b].map((digits) => BigInt(digits.replace(/^\+/, ''))) as [
    bigint,
    bigint,
  ];
  return left === right ? 0 : left > right ? 1 : -1;
}
