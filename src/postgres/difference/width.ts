interface Type {
  readonly base: string;
  /** What stands in parentheses: a length, a precision and scale. */
  readonly numbers: readonly number[];
  /** Time zone and dimensions. */
  readonly rest: string;
}

const TYPE = /^([^([]*?)(?:\(([\d, -]+)\))?((?: with(?:out)? time zone)?(?:\[\])*)$/;
const WHOLE_NUMBERS = ['smallint', 'integer', 'bigint'];
const FLOATS = ['real', 'double precision'];
const STRINGS = ['character varying', 'text'];
/** Fraction digits of times that have no precision of their own. */
const MOST_DIGITS = 6;

/**
 * Whether every value of the one type is a value of the other, and is read and written alike.
 * @param before, after as format_type writes types.
 */
export function isWidening(before: string, after: string): boolean {
  if (before === after) return true;
  const [then, now] = [typeOf(before), typeOf(after)];
  if (then.rest !== now.rest) return false;
  for (const order of [WHOLE_NUMBERS, FLOATS]) {
    if (order.includes(then.base)) return order.indexOf(now.base) >= order.indexOf(then.base);
  }
  if (STRINGS.includes(then.base)) return STRINGS.includes(now.base) && least(now) >= least(then);
  return then.base === now.base && isRoomier(then, now);
}

function isRoomier(then: Type, now: Type): boolean {
  switch (then.base) {
    case 'numeric':
      return now.numbers.length === 0 || (then.numbers.length > 0 && hasMoreDigits(then, now));
    case 'bit varying':
      return least(now) >= least(then);
    case 'timestamp':
    case 'time':
      return (now.numbers[0] ?? MOST_DIGITS) >= (then.numbers[0] ?? MOST_DIGITS);
    default:
      return false;
  }
}

function hasMoreDigits(then: Type, now: Type): boolean {
  const [digits = 0, scale = 0] = then.numbers;
  const [newDigits = 0, newScale = 0] = now.numbers;
  return newScale >= scale && newDigits - newScale >= digits - scale;
}

/** The longest text; no number means any. */
function least({ numbers: [length] }: Type): number {
  return length ?? Infinity;
}

function typeOf(written: string): Type {
  const [, base = written, numbers, rest = ''] = TYPE.exec(written) ?? [];
  return { base, numbers: numbers?.split(',').map(Number) ?? [], rest };
}
