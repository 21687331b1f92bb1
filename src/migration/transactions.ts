import { buildsIn, type Script } from './builds.js';
import { withoutComments } from './comments.js';

/** How tools are told to run a file, or a part of it, outside the transaction around it. */
const OUTSIDE: readonly (readonly [RegExp, string])[] = [
  // dbmate's header, and knex' and others' `config`.
  [/\btransaction\s*:\s*false\b/i, 'asks for no transaction'],
  [/\bdisableTransactions?\b|\bnoTransaction\b|--no-transaction\b/i, 'asks for no transaction'],
];

/** Statements that end a transaction, or that cannot be in one. */
const ENDING: readonly (readonly [RegExp, string])[] = [
  [/\b(commit|rollback)\b(?!\s+(to|prepared)\b)/i, 'ends a transaction itself'],
  [/\bprepare\s+transaction\b/i, 'prepares a transaction'],
  [/\bconcurrently\b/i, 'builds or drops concurrently'],
  [/\b(vacuum|alter\s+system|reindex\s+(database|system))\b/i, 'cannot run in a transaction'],
  // A procedure may commit in its middle.
  [/\bcall\s+[\w."]+\s*\(/i, 'calls a procedure'],
  [/\bdblink(_exec)?\s*\(/i, 'reaches another database'],
];

/**
 * Why a failed run of these files may leave something behind that neither ledger nor catalog shows,
 * in words; undefined when each runs in one transaction and leaves nothing. Words in strings count
 * too: a doubt costs a retry, and no more.
 * @param atomic whether the tool runs a file in one transaction, see `Setup.atomicFiles`.
 */
export function outsideTransaction(
  scripts: readonly Script[],
  atomic: boolean,
): string | undefined {
  for (const script of scripts) {
    // It leaves an invalid index at the most, which is found.
    if (isOneBuild(script)) continue;
    const { name, text } = script;
    const sign =
      OUTSIDE.find(([pattern]) => pattern.test(text)) ??
      ENDING.find(([pattern]) => pattern.test(withoutComments(text)));
    if (sign !== undefined) return `${name} ${sign[1]}`;
    if (!atomic && !isOneStatement(script)) return `${name} is run statement by statement`;
  }
  return undefined;
}

/** Whether a file builds, rebuilds, drops or detaches CONCURRENTLY: such statements wait for every older snapshot. */
export function worksConcurrently({ text }: Script): boolean {
  return /\bconcurrently\b/i.test(withoutComments(text));
}

function isOneBuild(script: Script): boolean {
  return isOneStatement(script) && buildsIn(script).length === 1;
}

/** Of SQL; a program may run any number in one of its own. */
function isOneStatement({ text }: Script): boolean {
  const bare = withoutComments(text);
  const statements = bare.split(';').filter((statement) => statement.trim() !== '');
  return statements.length === 1 && !/\b(exports?|module)\b/.test(bare);
}
