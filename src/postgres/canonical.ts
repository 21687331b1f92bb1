const CAST_ARRAY = '(ARRAY[';
/** What follows the array: the end of its parentheses and the type that it is cast to. */
const CAST = /^\)::((?:"(?:[^"]|"")*"|[\w.]| (?=[a-z])|\(\d+(?:,\d+)?\))+)\[\]/;

/**
 * An expression as it is written after one dump and restore. Where the server wrote
 * `(ARRAY[a, b])::text[]`, as it does for `x in ('a', 'b')` on a varchar, it reads that back as
 * `ARRAY[(a)::text, (b)::text]` and writes it so from then on (parse_expr.c, transformArrayExpr).
 */
export function canonical(expression: string): string {
  let text = expression;
  let from = 0;
  for (;;) {
    const at = text.indexOf(CAST_ARRAY, from);
    if (at === -1) return text;
    from = at + 1;
    const open = at + CAST_ARRAY.length;
    const elements = elementsAt(text, open);
    if (elements === undefined) continue;
    const end = open + elements.join(',').length + 1;
    const cast = CAST.exec(text.slice(end));
    if (cast === null) continue;
    const pushed = elements.map((element) => `(${element.trim()})::${cast[1] ?? ''}`).join(', ');
    text = `${text.slice(0, at)}ARRAY[${pushed}]${text.slice(end + cast[0].length)}`;
  }
}

/** The texts between the commas of a list that starts at `from`; undefined where it does not end in `]`. */
function elementsAt(text: string, from: number): string[] | undefined {
  const elements: string[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === "'" || sign === '"') {
      at = text.indexOf(sign, at + 1);
      if (at === -1) return undefined;
    } else if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') {
      if (depth === 0) return sign === ']' ? [...elements, text.slice(start, at)] : undefined;
      depth -= 1;
    } else if (sign === ',' && depth === 0) {
      elements.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return undefined;
}
