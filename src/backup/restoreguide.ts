import type { Manifest } from '../record/manifest.js';
import { inBytes, inNumbers } from '../record/amounts.js';

/** Tables listed with their rows; the manifest has all. */
const MOST_LISTED = 200;

/** Bytes of a name in Postgres (NAMEDATALEN - 1). */
const LONGEST_NAME = 63;

/** Roles that every server brings along need not be created. */
const OWN_ROLES = 'pg_';

/**
 * RESTORE.md: how a person without this action restores the archive beside it, with nothing but
 * Postgres' own client programs. The commands are meant to be pasted; names are quoted for the shell.
 */
export function restoreGuide(manifest: Manifest): string {
  const { archive, server, snapshot, state, run } = manifest;
  const { database } = state.identity;
  const origin = run.url === '' ? `run ${run.runId}` : run.url;
  return `# Restore ${plainText(database)} as it was at ${snapshot.time}

The file \`${archive.file}\` is a complete logical backup of the database ${plainText(database)} (${plainText(manifest.environment)}), taken by
db-deploy-action in ${plainText(origin)}, attempt ${run.attempt}. Everything below needs Postgres' client programs and a shell.
${partialWarning(manifest)}
| | |
| --- | --- |
| state of | ${snapshot.time} (clock of the server)${snapshot.lsn === undefined ? '' : `, write-ahead log position ${snapshot.lsn}`} |
| server | PostgreSQL ${plainText(server.version)}, encoding ${server.encoding}, collation ${plainText(server.collation)} |
| archive | ${inBytes(archive.bytes)}, pg_dump custom format, ${archive.compression} |
| contents | ${inNumbers(manifest.tables.length)} tables, ${inNumbers(totalRows(manifest))} rows, ${inNumbers(manifest.largeObjects)} large objects |
| migrations | ${plainText(ledgerWords(manifest))} |

## 1. Check the file

\`\`\`sh
echo '${archive.sha256}  ${archive.file}' | sha256sum --check
\`\`\`

## 2. Restore into a new database

Use the programs of PostgreSQL **${server.major}**, the major of the server; older ones cannot read the archive, newer ones
write settings that it refuses. On Debian and Ubuntu they are in the package \`postgresql-client-${server.major}\` and the directory
\`/usr/lib/postgresql/${server.major}/bin\`. Say where the server is and who you are (a role that may create databases):

\`\`\`text
export PATH="/usr/lib/postgresql/${server.major}/bin:$PATH"
export PGHOST=…  PGPORT=5432  PGUSER=…  PGPASSWORD=…  PGSSLMODE=require
\`\`\`

${rolesPart(manifest)}Then make the database and fill it. Never restore over a live database: make a new one, look at it, and
point the application at it (or rename the two).

\`\`\`sh
TARGET=${shellWord(sibling(database, '_restored'))}
createdb --template=template0 ${localeOptions(manifest)} "$TARGET"
pg_restore --exit-on-error --single-transaction --dbname="$TARGET" ${archive.file}
psql --dbname="$TARGET" --command='analyze'
\`\`\`

Large databases come back faster with \`--jobs=4\` in place of \`--single-transaction\`. If it says \`must be member of role\`, as
managed servers do: \`grant <that role> to current_user\` first. On a server without those roles, or where that is refused, add
\`--no-owner --no-privileges\`: everything then belongs to you.

## 3. Compare

\`\`\`sh
psql --dbname="$TARGET" --tuples-only --no-align <<'SQL'
select format('select %L, count(*) from only %I.%I', n.nspname || '.' || c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname collate "C", c.relname collate "C" \\gexec
SQL
\`\`\`

${rowsPart(manifest)}
${switchPart(database)}## 5. As plain SQL, or only a part

\`\`\`sh
pg_restore --list ${archive.file} > contents.txt
pg_restore --file=restore.sql ${archive.file}
\`\`\`

\`restore.sql\` is read by \`psql --set=ON_ERROR_STOP=1 --dbname=… --file=restore.sql\`. One table's rows:
\`pg_restore --data-only --schema=public --table=NAME --file=rows.sql ${archive.file}\`. A chosen list: edit \`contents.txt\` and
give it to \`pg_restore --use-list=contents.txt\`.

## What is not in the archive

- roles, their passwords and memberships, and tablespaces: they belong to the server, not to a database
- settings made by \`ALTER DATABASE … SET\` and \`ALTER ROLE … IN DATABASE … SET\`, grants on the database itself, and its comment
- statistics of the planner: \`analyze\` above makes them again
- invalid indexes, and what extensions bring along themselves: the extension must be installed on the server
${manifest.withoutRows.map(({ table, reason }) => `- rows of ${plainText(table)}: ${plainText(reason)}\n`).join('')}
Everything that is known about this backup, with a count and a fingerprint of every table, is in \`manifest.json\`.
`;
}

/** For an equal database: what `createdb` must be told. */
function localeOptions({ server }: Manifest): string {
  const { encoding, collation, characterType = collation, localeProvider, locale } = server;
  const options = [
    `--encoding=${encoding}`,
    `--lc-collate=${shellWord(collation)}`,
    `--lc-ctype=${shellWord(characterType)}`,
  ];
  if (localeProvider === undefined || localeProvider === 'libc') return options.join(' ');
  const named = localeProvider === 'icu' ? 'icu-locale' : 'builtin-locale';
  return [
    ...options,
    `--locale-provider=${localeProvider}`,
    `--${named}=${shellWord(locale ?? '')}`,
  ].join(' ');
}

function partialWarning({ afterPartialMigration }: Manifest): string {
  if (afterPartialMigration === undefined) return '';
  return `
**Taken after an earlier attempt of the same run had already changed the database.** To undo the whole deploy, restore
\`${afterPartialMigration.firstBackup}\` instead.
`;
}

function rolesPart({ roles = [] }: Manifest): string {
  const named = roles.filter((role) => !role.startsWith(OWN_ROLES));
  if (named.length === 0) return '';
  return `The archive names these roles. On the server it came from they exist; elsewhere create the missing ones first:

\`\`\`text
${named.map((role) => `createuser --no-login ${shellWord(role)}`).join('\n')}
\`\`\`

`;
}

function rowsPart({ tables }: Manifest): string {
  if (tables.length === 0) return 'The backup has no tables.\n';
  const lines = tables
    .slice(0, MOST_LISTED)
    .map(({ schema, name, rows }) => `${schema}.${name}|${rows}`);
  const more = tables.length - lines.length;
  const rest = more > 0 ? `\n(${inNumbers(more)} more tables are in \`manifest.json\`.)\n` : '';
  return `It prints one line a table; the backup had:

${indented(lines)}
${rest}`;
}

function totalRows({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + Number(rows), 0);
}

function ledgerWords({ state: { ledger } }: Manifest): string {
  if (ledger === undefined) return 'no migration tool that db-deploy-action knows';
  return `${ledger.applied.length} applied by ${ledger.tool}, the last is ${ledger.applied.at(-1) ?? 'none'}`;
}

/** A block that no content can close: a fence could be. */
function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line.replaceAll('\n', '\n    ')}`).join('\n');
}

/** A name in the middle of Markdown: on one line, and without effect on it. */
function plainText(value: string): string {
  return value.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}

/** Names of databases end at 63 bytes; a longer one would be cut back to the original. */
function sibling(database: string, suffix: string): string {
  const room = LONGEST_NAME - Buffer.byteLength(suffix);
  // A cut in the middle of a sign leaves a replacement character, which is cut too.
  return (
    Buffer.from(database)
      .subarray(0, room)
      .toString()
      .replace(/\uFFFD+$/, '') + suffix
  );
}

/** Providers keep their own things in the database `postgres` and connect to it: it is never renamed. */
function switchPart(database: string): string {
  const restored = sibling(database, '_restored');
  const intro = `## 4. Switch over

Stop the application first: what is written to the old database from now on is lost. Then point its URLs at the new
database.`;
  if (database === 'postgres') return `${intro}\n\n`;
  return `${intro} Or rename the two; the old one stays, under another name, until you drop it:

\`\`\`sh
psql --dbname=postgres --set=ON_ERROR_STOP=1 <<'SQL'
select pg_terminate_backend(pid) from pg_stat_activity where datname in (${literal(database)}, ${literal(restored)});
begin;
alter database ${identifier(database)} rename to ${identifier(sibling(database, '_old'))};
alter database ${identifier(restored)} rename to ${identifier(database)};
commit;
SQL
\`\`\`

Settings and grants on the database itself do not move with its name: see the end of this page.

`;
}

/** A name that a psql script takes, whatever it holds; inside a here-document without expansion. */
function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** One word for a POSIX shell, whatever it holds. */
function shellWord(value: string): string {
  return /^[\w./@%+=:,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
