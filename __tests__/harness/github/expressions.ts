import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { truthy } from '@actions/expressions/result';
import { messageOf } from './system-error.js';

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What an expression may look at, and what its status functions answer. */
export interface Scope {
  /** Contexts by name (`github`, `needs`, …). A name that is missing here is an error in an expression. */
  readonly contexts: Readonly<Record<string, Json>>;
  readonly status: StatusFunctions;
}

export interface StatusFunctions {
  readonly success: () => boolean;
  readonly failure: () => boolean;
  readonly cancelled: () => boolean;
}

/** The status functions outside of conditions, where the runner does not offer them a state. */
export const NO_STATUS: StatusFunctions = {
  success: () => true,
  failure: () => false,
  cancelled: () => false,
};

const STATUS_FUNCTIONS = ['always', 'success', 'failure', 'cancelled'];

/**
 * The value of one expression without its `${{ }}`, by GitHub's own evaluator.
 * @throws Error naming the expression when it does not parse, or calls a function that is not offered.
 */
function evaluate(expression: string, scope: Scope): Json {
  return fromData(evaluateData(expression, scope));
}

/** `text` with every `${{ }}` replaced; a text that is one single expression keeps the type of its value. */
export function interpolate(text: string, scope: Scope): Json {
  const parts = splitExpressions(text);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only?.kind === 'expression') return evaluate(only.text, scope);
  return parts
    .map((part) =>
      part.kind === 'literal' ? part.text : evaluateData(part.text, scope).coerceString(),
    )
    .join('');
}

/** Like {@link interpolate}, as the text that an environment variable or an input gets. */
export function interpolateText(value: Json, scope: Scope): string {
  if (typeof value !== 'string') return toData(value).coerceString();
  return splitExpressions(value)
    .map((part) =>
      part.kind === 'literal' ? part.text : evaluateData(part.text, scope).coerceString(),
    )
    .join('');
}

/**
 * The verdict of an `if:`. Without a status function the runner puts `success() &&` before it; text around
 * a `${{ }}` makes the whole a string, which is always true (`if: ${{ always() }} && x`).
 */
export function holds(condition: string | undefined, scope: Scope): boolean {
  const expression = conditionExpression(condition ?? '');
  const guarded = namesStatusFunction(expression) ? expression : `success() && (${expression})`;
  return truthy(evaluateData(guarded, scope));
}

function conditionExpression(condition: string): string {
  const trimmed = condition.trim();
  if (trimmed === '') return 'true';
  const parts = splitExpressions(trimmed);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only !== undefined) return only.text;
  const quoted = parts.map((part) =>
    part.kind === 'literal' ? `'${part.text.replaceAll("'", "''")}'` : `(${part.text})`,
  );
  const template = parts.map((_, index) => `{${index}}`).join('');
  return `format('${template}', ${quoted.join(', ')})`;
}

function namesStatusFunction(expression: string): boolean {
  const lexemes = new Lexer(expression).lex().tokens.map((token) => token.lexeme.toLowerCase());
  return lexemes.some(
    (lexeme, index) => STATUS_FUNCTIONS.includes(lexeme) && lexemes[index + 1] === '(',
  );
}

interface Part {
  readonly kind: 'literal' | 'expression';
  readonly text: string;
}

function splitExpressions(text: string): Part[] {
  const parts: Part[] = [];
  let position = 0;
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', position)) {
    const end = expressionEnd(text, start + 3);
    if (start > position) parts.push({ kind: 'literal', text: text.slice(position, start) });
    parts.push({ kind: 'expression', text: text.slice(start + 3, end).trim() });
    position = end + 2;
  }
  if (position < text.length) parts.push({ kind: 'literal', text: text.slice(position) });
  return parts;
}

function expressionEnd(text: string, from: number): number {
  let quoted = false;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith('}}', index)) return index;
  }
  throw new Error(`The expression is not closed: ${text}`);
}

function evaluateData(expression: string, { contexts, status }: Scope): data.ExpressionData {
  const answer = (name: string, verdict: () => boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(verdict()),
  });
  const functions = [
    answer('always', () => true),
    answer('success', status.success),
    answer('failure', status.failure),
    answer('cancelled', status.cancelled),
  ];
  try {
    const parsed = new Parser(
      new Lexer(expression).lex().tokens,
      Object.keys(contexts),
      functions,
    ).parse();
    const byName = new Map(functions.map((definition) => [definition.name, definition]));
    return new Evaluator(parsed, toDictionary(contexts), byName).evaluate();
  } catch (error) {
    throw new Error(`Cannot evaluate \${{ ${expression} }}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function toDictionary(contexts: Readonly<Record<string, Json>>): data.Dictionary {
  return new data.Dictionary(
    ...Object.entries(contexts).map(([key, value]) => ({ key, value: toData(value) })),
  );
}

function toData(value: Json): data.ExpressionData {
  return JSON.parse(JSON.stringify(value), data.reviver) as data.ExpressionData;
}

function fromData(value: data.ExpressionData): Json {
  return JSON.parse(JSON.stringify(value, data.replacer)) as Json;
}
