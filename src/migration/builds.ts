import { withoutComments } from './comments.js';

/** A migration file as text, however the tool runs it. */
export interface Script {
  readonly name: string;
  readonly text: string;
  /** JavaScript or TypeScript that the tool runs; else SQL. */
  readonly program: boolean;
}

/** One CREATE INDEX CONCURRENTLY of a migration file. */
export interface Build {
  /** File that holds it. */
  readonly file: string;
  /** As the catalog would have it: folded to lower case unless quoted. */
  readonly index: string;
  /** To compare with the server's own definition; see {@link comparable}. */
  readonly definition: string;
}

const IDENTIFIER = String.raw`(?:"(?:[^"]|"")+"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const CREATE = new RegExp(
  String.raw`\bcreate\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?(${IDENTIFIER})\s+on\s+[^;]+`,
  'gi',
);

/** The concurrent builds in SQL text, or in SQL inside a program. Those without a name are not found. */
export function buildsIn({ name: file, text }: Script): Build[] {
  return [...withoutComments(text).matchAll(CREATE)].map(([statement, index = '']) => ({
    file,
    index: unquoted(index),
    definition: comparable(statement.replace(/[`'"]\s*\)[\s\S]*$/, '')),
  }));
}

/**
 * A definition without what the server adds or leaves out: defaults, schemas, parentheses, casts,
 * blanks, quotes. Two that come out equal build the same index.
 */
export function comparable(definition: string): string {
  return definition
    .toLowerCase()
    .replace(/\b(concurrently|only|if\s+not\s+exists|using\s+btree|asc|nulls\s+last)\b/g, ' ')
    .replace(/\bon\s+(?:"?[\w$]+"?\s*\.\s*)("?[\w$]+"?)/g, 'on $1')
    .replace(/::(?:[a-z_ ]+)(?:\(\d+\))?(?:\[\])?/g, ' ')
    .replace(/[\s"`();]+/g, ' ')
    .replace(/\s*([^\w\s$])\s*/g, '$1')
    .trim();
}

function unquoted(identifier: string): string {
  return identifier.startsWith('"')
    ? identifier.slice(1, -1).replaceAll('""', '"')
    : identifier.toLowerCase();
}
