import { createHmac, scryptSync } from 'node:crypto';
import pg from 'pg';
import type { Connection } from '../postgres/connection.js';
import { DeployError, messageOf, type Problem } from '../errors.js';

const LONGEST_SHOWN = 200;

/**
 * What may be said of rows. Logs, pages and records of a public repository are read by everybody:
 * there keys become hashes, values disappear, and of a server's error only its code and the names of
 * the objects remain.
 */
export interface Disclosure {
  readonly values: boolean;
  key(text: string): string;
  /**
   * A digest of rows as it may be printed: 64 hex digits. Of equal digests the same, in every job
   * that has the same secrets.
   */
  seal(digest: string): string;
  /** A foreign error, told as far as may be. Errors of our own pass through. */
  explain(error: unknown, attempted: string): DeployError;
}

export const OPEN: Disclosure = {
  values: true,
  key: capped,
  seal: (digest) => digest,
  explain: (error, attempted) => explained(error, attempted, messageAndDetail),
};

/**
 * A plain hash of a small id, or of a price, is found by trying: hence a key that only holders of the
 * secrets have.
 * It is the same in every job that has them, so that an approval can name what moved since. scrypt,
 * because the hashes are public and the secrets could be tried, too.
 * @param secrets what all jobs of the promotion share, e.g. the URLs of both databases.
 */
export function closed(secrets: readonly string[]): Disclosure {
  const secret = scryptSync(JSON.stringify(secrets), 'db-deploy keys of rows', 32);
  return {
    values: false,
    key: (text) => `sha256:${createHmac('sha256', secret).update(text).digest('hex').slice(0, 16)}`,
    seal: (digest) => createHmac('sha256', secret).update(digest).digest('hex'),
    explain: (error, attempted) => explained(error, attempted, codeAndNames),
  };
}

/** Of both databases the URLs: who knows one has not got the other. */
export function disclosureFor(
  visibility: 'private' | 'public' | 'unknown',
  databases: readonly Connection[],
): Disclosure {
  return visibility === 'private' ? OPEN : closed(databases.map(({ url }) => url));
}

/** Text of a row, short enough for a page. */
export function capped(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} …` : text;
}

/** `3 rows: 4, 7, 9`; says how many more there are. */
export function listed(
  rows: number,
  keys: readonly string[],
  disclosure: Pick<Disclosure, 'key'>,
): string {
  const more = rows > keys.length ? ` and ${rows - keys.length} more` : '';
  return `${rows} ${rows === 1 ? 'row' : 'rows'}: ${keys.map((key) => disclosure.key(key)).join(', ')}${more}`;
}

function explained(
  error: unknown,
  attempted: string,
  words: (error: unknown) => string,
): DeployError {
  if (error instanceof DeployError) return error;
  const refused = error instanceof pg.DatabaseError;
  const problem: Problem = {
    attempted,
    found: words(error),
    nextAction: `${refused ? 'correct what the server names' : 'check both servers and the network'}, then run the failed jobs again; nothing was applied`,
  };
  return new DeployError(problem, { cause: error });
}

function messageAndDetail(error: unknown): string {
  const detail = error instanceof pg.DatabaseError ? error.detail : undefined;
  return detail === undefined ? messageOf(error) : `${messageOf(error)} (${detail})`;
}

/** A message can quote a value (`invalid input value for enum mood: "…"`); names of objects cannot. */
function codeAndNames(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return messageOf(error);
  const { code, schema, table, column, constraint, dataType } = error;
  const names = Object.entries({ schema, table, column, constraint, type: dataType }).flatMap(
    ([kind, name]) => (name === undefined ? [] : [`${kind} ${name}`]),
  );
  return [`the server's error ${code ?? 'without a code'}`, ...names].join(', ');
}
