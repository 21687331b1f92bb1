import { withoutComments } from './comments.js';
import { definitionOf, folded, type IndexDefinition } from './indexdefinition.js';

/** A migration file as text, however the tool runs it. */
export interface Script {
  readonly name: string;
  /** What runs when it is applied: without the part that takes it back, where the tool has one. */
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
  /** As the file writes it. */
  readonly table: string;
  /** Whether the file names the table's schema. */
  readonly qualified: boolean;
  /** Undefined where it is not clear: in a string that is put together, or around a comment. */
  readonly definition: IndexDefinition | undefined;
}

const IDENTIFIER = String.raw`(?:"(?:[^"]|"")+"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const NAME_AND_TABLE = String.raw`(${IDENTIFIER})\s+on\s+(?:only\s+)?(${IDENTIFIER}(?:\s*\.\s*${IDENTIFIER})?)`;
const CREATE = new RegExp(
  String.raw`\bcreate\s+(unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?${NAME_AND_TABLE}([^;]*)`,
  'gi',
);
/** As pg_get_indexdef writes it. */
const OWN = new RegExp(String.raw`^create (unique )?index ${NAME_AND_TABLE}(.*)$`, 'is');

/** The concurrent builds in SQL text, or in SQL inside a program. Those without a name are not found. */
export function buildsIn({ name: file, text }: Script): Build[] {
  return [...withoutComments(text).matchAll(CREATE)].map(
    ([statement, unique, index = '', table = '', rest = '']) => ({
      file,
      index: unquoted(index),
      table,
      qualified: new RegExp(String.raw`^${IDENTIFIER}\s*\.`, 'i').test(table),
      // What looks like a comment may be a part of a string.
      definition: text.includes(statement) ? definitionOf(unique !== undefined, rest) : undefined,
    }),
  );
}

/** Of the server's own words for an index. */
export function ownDefinition(words: string): IndexDefinition | undefined {
  const [, unique, , , rest] = OWN.exec(words) ?? [];
  return rest === undefined ? undefined : definitionOf(unique !== undefined, rest);
}

function unquoted(identifier: string): string {
  return identifier.startsWith('"')
    ? identifier.slice(1, -1).replaceAll('""', '"')
    : folded(identifier);
}
