import { siblingName } from '../../postgres/siblingname.js';
import type { Manifest } from '../../record/manifest.js';
import { fenced, identifier, literal, shellWord } from './quoting.js';

/** Providers keep their own things in the database `postgres` and connect to it: it is never renamed. */
const NEVER_RENAMED = 'postgres';

/** How the restored database takes the place of the live one, and how that is undone. */
export function switchoverPart({ state }: Manifest): string {
  const { database } = state.identity;
  const intro = `## 4. Switch over

Stop the application first: what is written to the old database from now on is lost. Then point its URLs at the new
database.`;
  if (database === NEVER_RENAMED) return intro;
  const restored = siblingName(database, '_restored');
  const old = siblingName(database, '_old');
  return `${intro} Or rename the two; the old one stays, under another name, until you drop it:

${renaming(
  [restored, database],
  `alter database ${identifier(database)} rename to ${identifier(old)};`,
  `alter database ${identifier(restored)} rename to ${identifier(database)};`,
)}

Settings and grants on the database itself do not move with its name: see the end of this page.

### Undo

As long as the old database is there. Stop the application first here too: what it wrote since the switch is lost to it.

${renaming(
  [database, old],
  `alter database ${identifier(database)} rename to ${identifier(restored)};`,
  `alter database ${identifier(old)} rename to ${identifier(database)};`,
)}

When nobody needs the old one any more:

${fenced('text', `dropdb ${shellWord(old)}`)}`;
}

/** Both renames or none. A database with sessions cannot be renamed, so they are ended first. */
function renaming(databases: readonly string[], ...statements: readonly string[]): string {
  return fenced(
    'sh',
    `psql --dbname=postgres --set=ON_ERROR_STOP=1 <<'SQL'`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname in (${databases.map(literal).join(', ')});`,
    'begin;',
    ...statements,
    'commit;',
    'SQL',
  );
}
