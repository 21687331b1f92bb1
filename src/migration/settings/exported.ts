import { closing } from './tokens.js';

const WORD = /^[\w$]+$/;
/** What makes something else of the object before it. */
const GOES_ON = ['.', '[', '(', '?', '|', '&'];

/**
 * Whether all that a configuration file exports is written down in it: an object, alone or as the
 * one argument of a call such as `defineConfig`, returned by a function, or by the name of a variable.
 */
export function exportsLiterals(tokens: readonly string[]): boolean {
  const exported = tokens[0] === '{' ? [0] : tokens.flatMap((_, at) => exportedAt(tokens, at));
  return exported.length > 0 && exported.every((at) => isLiteral(tokens, at));
}

/** Where the value begins that is exported there; -1 where it stands in another file. */
function exportedAt(tokens: readonly string[], at: number): number[] {
  const next = tokens[at + 1] ?? '';
  if (tokens[at - 1] === '.') return [];
  if (tokens[at] === 'export') {
    if (next === 'default' || next === '=') return [at + 2];
    if (['const', 'let', 'var'].includes(next)) return [assigned(tokens, at + 3)];
    const isNothing = next === '{' && tokens[at + 2] === '}';
    return isNothing || ['type', 'interface', 'declare'].includes(next) ? [] : [-1];
  }
  const isModule = tokens[at] === 'module' && tokens[at + 2] === 'exports';
  if (!isModule && tokens[at] !== 'exports') return [];
  const end = chainEnd(tokens, isModule ? at + 3 : at + 1);
  return isAssignment(tokens, end) && tokens[end - 1] !== '__esModule' ? [end + 1] : [];
}

/** Whether an object that this file writes down, and does not change, is named or stands there. */
export function isHere(tokens: readonly string[], at: number): boolean {
  return tokens[at + 1] !== '(' && isLiteral(tokens, at);
}

function isLiteral(tokens: readonly string[], at: number, from: readonly string[] = []): boolean {
  const token = tokens[at] ?? '';
  const next = tokens[at + 1] ?? '';
  if (token === 'async') return isLiteral(tokens, at + 1, from);
  if (token === '{') return !GOES_ON.includes(tokens[closing(tokens, at) + 1] ?? '');
  const result = resultOf(tokens, at);
  if (result !== undefined) return returnsLiteral(tokens, result, from);
  if (token === '(') return isLiteral(tokens, at + 1, from);
  if (!WORD.test(token) || from.includes(token)) return false;
  if (next === '(') return isLiteral(tokens, at + 2, from) && hasOneArgument(tokens, at + 1);
  if (['?', '|', '&'].includes(next) || isChanged(tokens, token)) return false;
  const declared = tokens.findIndex(
    (other, place) => other === token && /^(const|let|var)$/.test(tokens[place - 1] ?? ''),
  );
  return declared >= 0 && isLiteral(tokens, assigned(tokens, declared + 1), [...from, token]);
}

/** Where the result or the body of a function begins; undefined where none begins. */
function resultOf(tokens: readonly string[], at: number): number | undefined {
  const opens = tokens[at] === 'function' ? tokens.indexOf('(', at) : at;
  const after = tokens[opens] === '(' ? closing(tokens, opens) + 1 : at + 1;
  if (tokens[at] === 'function') return tokens.indexOf('{', after);
  // A type may stand before the arrow.
  for (let place = after; place < tokens.length; place += 1) {
    if (tokens[place] === '=' && tokens[place + 1] === '>') return place + 2;
    if (place === after ? tokens[place] !== ':' : '{};,)'.includes(tokens[place] ?? '')) break;
  }
  return undefined;
}

function returnsLiteral(tokens: readonly string[], at: number, from: readonly string[]): boolean {
  if (tokens[at] !== '{') return isLiteral(tokens, at, from);
  const end = closing(tokens, at);
  const returns = [...tokens.keys()].filter((place) => place > at && place < end && tokens[place] === 'return'); // prettier-ignore
  return returns.length > 0 && returns.every((place) => isLiteral(tokens, place + 1, from));
}

function hasOneArgument(tokens: readonly string[], open: number): boolean {
  const end = closing(tokens, open);
  if (GOES_ON.includes(tokens[end + 1] ?? '')) return false;
  for (let at = open + 1; at < end; at += 1) {
    if ('{[('.includes(tokens[at] ?? '')) at = closing(tokens, at);
    else if (tokens[at] === ',' && at + 1 < end) return false;
  }
  return true;
}

/** Whether the variable, or a value in its object, is set after it was made. */
function isChanged(tokens: readonly string[], name: string): boolean {
  return tokens.some((token, at) => {
    const before = tokens[at - 1] ?? '';
    if (token !== name || /^(const|let|var|\.)$/.test(before)) return false;
    if (before === '(' && tokens[at - 2] === 'assign') return true;
    return isAssignment(tokens, chainEnd(tokens, at + 1));
  });
}

/** Behind `.a.b['c']`. */
function chainEnd(tokens: readonly string[], start: number): number {
  let at = start;
  for (;;) {
    if (tokens[at] === '.') at += 2;
    else if (tokens[at] === '[') at = closing(tokens, at) + 1;
    else return at;
  }
}

function isAssignment(tokens: readonly string[], at: number): boolean {
  return tokens[at] === '=' && tokens[at + 1] !== '=' && tokens[at + 1] !== '>';
}

/** Where the value of a variable begins, behind its type; -1 where it has none. */
function assigned(tokens: readonly string[], start: number): number {
  for (let at = start; at < tokens.length; at += 1) {
    if (isAssignment(tokens, at)) return at + 1;
  }
  return -1;
}
