import { buildsIn, type Script } from './builds.js';
import { withoutComments } from './comments.js';

/** Words that stand for work outside the transaction around a file, wherever they stand: comments and strings too. */
const OUTSIDE: readonly (readonly [RegExp, string])[] = [
  // dbmate's header, and knex' and others' `config`.
  [/\btransaction\s*:\s*false\b/i, 'asks for no transaction'],
  [/\bdisableTransactions?\b|\bnoTransaction\b|--no-transaction\b/i, 'asks for no transaction'],
  [/\b(commit|rollback)\b(?!\s+(to|prepared)\b)/i, 'ends a transaction itself'],
  [/\bprepare\s+transaction\b/i, 'prepares a transaction'],
  [/\bconcurrently\b/i, 'builds or drops concurrently'],
  [/\b(vacuum|alter\s+system|reindex\s+(database|system))\b/i, 'cannot run in a transaction'],
  // A procedure may commit in its middle.
  [/\bcall\s+[\w."]/i, 'calls a procedure'],
  [/\b(dblink\w*|pg_background\w*)\s*\(/i, 'reaches another session'],
];

/** As a statement: in a CASE and at the end of a function's body it is another word. */
const ENDS = /(^|;)\s*(end|abort)\b/i;
const BODIES = /\b(as|do)\s+(\$\w*\$)[\s\S]*?\2/gi;

/** A program may open connections of its own, or reach what no transaction undoes. */
const REACHES =
  /\brequire\s*\(|\bimport\s*\(|\bimport\b(?!\s+type\b)[^;\n]*\bfrom\s*['"](?!(node-pg-migrate|knex)['"])|\bfetch\s*\(|https?:\/\//;

/**
 * Why a failed run of these files may leave something behind that neither ledger nor catalog shows,
 * in words; undefined when each runs in one transaction and leaves nothing. A doubt costs a retry,
 * and no more; so the text is read in each way in which it could be meant.
 * @param atomic whether the tool runs a file in one transaction, see `Setup.atomicFiles`.
 */
export function outsideTransaction(
  scripts: readonly Script[],
  atomic: boolean,
): string | undefined {
  for (const script of scripts) {
    // It leaves an invalid index at the most, which is found.
    if (isOneBuild(script)) continue;
    const { name, text, program } = script;
    const sign = OUTSIDE.find(([pattern]) => pattern.test(text));
    if (sign !== undefined) return `${name} ${sign[1]}`;
    if (!program && endsTransaction(text)) return `${name} ends a transaction itself`;
    if (program && REACHES.test(text)) return `${name} uses more than what its tool hands it`;
    if (!atomic && (program || !isOneStatement(text)))
      return `${name} is run statement by statement`;
  }
  return undefined;
}

/** Whether a file builds, rebuilds, drops or detaches CONCURRENTLY: such statements wait for every older snapshot. */
export function worksConcurrently({ text }: Script): boolean {
  return /\bconcurrently\b/i.test(withoutComments(text));
}

function endsTransaction(text: string): boolean {
  return [text, withoutComments(text)].some((reading) => ENDS.test(reading.replace(BODIES, '$1')));
}

function isOneBuild(script: Script): boolean {
  return !script.program && isOneStatement(script.text) && buildsIn(script).length === 1;
}

/** As the text stands, and without what may be comments. */
function isOneStatement(text: string): boolean {
  return (
    withoutComments(text)
      .split(';')
      .filter((statement) => statement.trim() !== '').length === 1
  );
}
