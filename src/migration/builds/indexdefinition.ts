/** What makes an index: everything of its statement but its name and its table, in normal form. */
export interface IndexDefinition {
  readonly unique: boolean;
  /** Words, quoted texts and signs. */
  readonly tokens: readonly string[];
}

const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|::|[-+*/<>=~!@#%^&|?]+|\S/gi;
const QUOTE = /^['"`]$/;

/**
 * @param rest what follows the table's name; in a program, with what follows the string around it.
 * @returns undefined where the end is not clear, e.g. in a string that is put together.
 */
export function definitionOf(unique: boolean, rest: string): IndexDefinition | undefined {
  const all = rest.match(TOKEN) ?? [];
  // A quote without its other end closes the string of a program.
  const end = all.findIndex((token) => QUOTE.test(token));
  if (end >= 0 && !/^[)\],]?$/.test(all[end + 1] ?? '')) return undefined;
  const tokens = (end < 0 ? all : all.slice(0, end)).filter((_, at, own) => !isOfLiteral(own, at));
  if (!isWord(tokens[0], 'using')) tokens.unshift('using', 'btree');
  const close = closing(tokens, 2);
  if (tokens[2] !== '(' || close === undefined) return undefined;
  const keys = split(tokens.slice(3, close), (token) => token === ',').map(normalKey);
  const after = tokens.slice(close + 1);
  const where = after.findIndex((token) => isWord(token, 'where'));
  const condition = where < 0 ? [] : conjuncts(after.slice(where + 1));
  return {
    unique,
    tokens: [
      ...tokens.slice(0, 3),
      ...keys.flatMap((key) => [...key, ',']),
      ')',
      ...(where < 0 ? after : after.slice(0, where)),
      ...condition.flatMap((part) => ['where', '(', ...part, ')']),
    ],
  };
}

/**
 * Whether the server's definition is provably the one that was written. It adds defaults,
 * parentheses around conditions and expressions, and `::text` to strings; it omits needless quotes.
 * What it words otherwise beyond that does not count as the same.
 */
export function isDefinedAs(
  written: IndexDefinition | undefined,
  own: IndexDefinition | undefined,
): boolean {
  return (
    written !== undefined &&
    written.unique === own?.unique &&
    written.tokens.length === own.tokens.length &&
    written.tokens.every((token, at) => isSame(token, own.tokens[at] ?? ''))
  );
}

/** The server writes its keywords in capitals, and names without quotes where they are plain. */
function isSame(written: string, own: string): boolean {
  if (written === own) return true;
  if (written.startsWith("'")) return false;
  if (!written.startsWith('"')) return folded(written) === folded(own);
  return written === `"${own}"` && /^[a-z_][a-z\d_$]*$/.test(own) && !/^(true|false)$/.test(own);
}

/** As the server folds a name without quotes: letters of ASCII alone. */
export function folded(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isWord(token: string | undefined, word: string): boolean {
  return token !== undefined && folded(token) === word;
}

/** `::text` after a string, which such a string has without it. */
function isOfLiteral(tokens: readonly string[], at: number): boolean {
  const start = tokens[at] === '::' ? at : at - 1;
  return (
    tokens[start] === '::' &&
    isWord(tokens[start + 1], 'text') &&
    tokens[start + 2] !== '[' &&
    tokens[start - 1]?.startsWith("'") === true
  );
}

/** Without what is the default: `asc`, and the place of nulls that goes with the order. */
function normalKey(key: readonly string[]): readonly string[] {
  const nulls = isWord(key.at(-2), 'nulls') ? folded(key.at(-1) ?? '') : undefined;
  const ordered = nulls === undefined ? key : key.slice(0, -2);
  const descending = isWord(ordered.at(-1), 'desc');
  const named = descending || isWord(ordered.at(-1), 'asc') ? ordered.slice(0, -1) : ordered;
  const usual = descending ? 'first' : 'last';
  return [
    ...onceWrapped(named),
    ...(descending ? ['desc'] : []),
    ...(nulls === undefined || nulls === usual ? [] : ['nulls', nulls]),
  ];
}

/** An expression stands in parentheses; the server puts its own around them. */
function onceWrapped(key: readonly string[]): readonly string[] {
  const end = closing(key, 0);
  if (end === undefined) return key;
  return ['(', ...unwrapped(key.slice(1, end)), ')', ...key.slice(end + 1)];
}

/** The parts of a condition that is all `and`; it binds closer than `or`, which leaves one part. */
function conjuncts(condition: readonly string[]): (readonly string[])[] {
  const bare = unwrapped(condition);
  if (split(bare, (token) => isWord(token, 'or')).length > 1) return [bare];
  return split(bare, (token) => isWord(token, 'and')).map(unwrapped);
}

/** Without parentheses around the whole; those of a row stay. */
function unwrapped(tokens: readonly string[]): readonly string[] {
  const inner = tokens.slice(1, -1);
  const isWhole = closing(tokens, 0) === tokens.length - 1;
  return isWhole && split(inner, (token) => token === ',').length === 1 ? unwrapped(inner) : tokens;
}

/** Splits outside of parentheses. */
function split(tokens: readonly string[], isBetween: (token: string) => boolean): string[][] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(' || token === '[') depth += 1;
    if (token === ')' || token === ']') depth -= 1;
    if (depth === 0 && isBetween(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Where the parenthesis that opens there closes. */
function closing(tokens: readonly string[], open: number): number | undefined {
  if (tokens[open] !== '(') return undefined;
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at] === '(') depth += 1;
    if (tokens[at] === ')' && --depth === 0) return at;
  }
  return undefined;
}
