import pg from 'pg';
import { MAY_END } from '../postgres/endsessions.js';

export interface UndoFacts {
  /** The name that the application connects to. */
  readonly database: string;
  /** Name under which the replaced database is kept. */
  readonly old: string;
  /** Name that the restored database gets back. */
  readonly restored: string;
  /** Another database of the server to work from: `postgres` or `template1`. */
  readonly elsewhere: string;
}

const DELIMITER = 'SQL';

/**
 * One shell command that puts the old database back and keeps the restored one under the name it
 * had before the swap. Where the server is and who asks comes from libpq's variables; it holds no
 * secret. A second psql ends the sessions of both databases until the two renames, which are one
 * transaction, are through: without it a reconnecting pool would win by luck.
 */
export function undoCommand({ database, old, restored, elsewhere }: UndoFacts): string {
  const both = [database, old].map(literal).join(', ');
  return [
    `(psql --no-psqlrc --dbname=${elsewhere} --output=/dev/null <<'${DELIMITER}' &`,
    `select pg_terminate_backend(a.pid) from pg_stat_activity a`,
    ` where a.datname in (${both}) and a.usesysid is not null and ${flat(MAY_END)} \\watch 0.1`,
    DELIMITER,
    `trap "kill $!" EXIT`,
    ...psql(elsewhere),
    'begin;',
    `alter database ${identifier(database)} rename to ${identifier(restored)};`,
    `alter database ${identifier(old)} rename to ${identifier(database)};`,
    'commit;',
    DELIMITER,
    ')',
  ].join('\n');
}

/** One shell command that drops the old database for good. Refused by the server while somebody is in it. */
export function cleanUpCommand(old: string, elsewhere: string): string {
  return [
    ...psql(elsewhere),
    // The server drops no template.
    `alter database ${identifier(old)} is_template false;`,
    `drop database ${identifier(old)};`,
    DELIMITER,
  ].join('\n');
}

function psql(elsewhere: string): string[] {
  return [`psql --no-psqlrc --set=ON_ERROR_STOP=1 --dbname=${elsewhere} <<'${DELIMITER}'`];
}

function flat(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim();
}

function identifier(name: string): string {
  return pg.escapeIdentifier(oneLine(name));
}

function literal(name: string): string {
  return pg.escapeLiteral(oneLine(name)).trim();
}

/** A line break could end the here-document, and the rest of the name would be a command. */
function oneLine(name: string): string {
  if (/[\r\n]/.test(name)) throw new Error('a database name with a line break');
  return name;
}
