import { ANALYZE } from './analyze.js';
import { siblingName } from '../../postgres/siblingname.js';
import type { Manifest } from '../../record/manifest.js';
import { fenced, shellWord } from './quoting.js';

/** Roles that every server brings along need not be created. */
const OWN_ROLES = 'pg_';

/** How the archive is restored beside the live database. */
export function newDatabasePart(manifest: Manifest): string {
  const { archive, server, state } = manifest;
  return `## 2. Restore into a new database

Use the programs of PostgreSQL **${server.major}**, the major of the server; older ones cannot read the archive, newer ones
write settings that it refuses. On Debian and Ubuntu they are in the package \`postgresql-client-${server.major}\` and the directory
\`/usr/lib/postgresql/${server.major}/bin\`. Say where the server is and who you are (a role that may create databases):

${fenced(
  'text',
  `export PATH="/usr/lib/postgresql/${server.major}/bin:$PATH"`,
  'export PGHOST=…  PGPORT=5432  PGUSER=…  PGPASSWORD=…  PGSSLMODE=require',
)}

${rolesPart(manifest)}Then make the database and fill it. Never restore over a live database: make a new one, look at it, and
point the application at it (or rename the two).

${fenced(
  'sh',
  `TARGET=${shellWord(siblingName(state.identity.database, '_restored'))}`,
  createTarget(manifest),
  `pg_restore --exit-on-error --single-transaction --dbname="$TARGET" ${shellWord(archive.file)}`,
  ANALYZE,
)}

Large databases come back faster with \`--jobs=4\` in place of \`--single-transaction\`. If it says \`must be member of role\`, as
managed servers do: \`grant <that role> to current_user\` first. On a server without those roles, or where that is refused, add
\`--no-owner --no-privileges\`: everything then belongs to you.`;
}

/** Makes a database equal to the one that was backed up, under the name in `$TARGET`. */
export function createTarget(manifest: Manifest): string {
  return `createdb --template=template0 ${localeOptions(manifest)} "$TARGET"`;
}

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

function rolesPart({ roles = [] }: Manifest): string {
  const named = roles.filter((role) => !role.startsWith(OWN_ROLES));
  if (named.length === 0) return '';
  return `The archive names these roles. On the server it came from they exist; elsewhere create the missing ones first:

${fenced('text', ...named.map((role) => `createuser --no-login ${shellWord(role)}`))}

`;
}
