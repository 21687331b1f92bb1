const TOKENS =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\.\.\.|[\w$]+|[^\s\w$]/g;

/** Words, strings and signs of JavaScript, TypeScript or JSON, without comments. */
export function tokensOf(source: string): string[] {
  return (source.match(TOKENS) ?? []).filter((token) => !/^\/[/*]/.test(token));
}

/** The text of a string without substitutions or escapes, or of a word that is true or false. */
export function textOf(token: string): string | undefined {
  if (token === 'true' || token === 'false') return token;
  const [, , text] = /^(['"`])([^\\$]*)\1$/.exec(token) ?? [];
  return text;
}

/** Where a bracket closes; the end where it does not. */
export function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if ('{[('.includes(tokens[at] ?? '')) depth += 1;
    if ('}])'.includes(tokens[at] ?? '') && --depth === 0) return at;
  }
  return tokens.length;
}
