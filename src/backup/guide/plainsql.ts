import { ANALYZE } from './analyze.js';
import { siblingName } from '../../postgres/siblingname.js';
import type { Manifest } from '../../record/manifest.js';
import { createTarget } from './newdatabase.js';
import { fenced, shellWord } from './quoting.js';

/**
 * The archive as a script. Without `--single-transaction`: the script has transactions of its own
 * around large objects, and their end would end the outer one.
 */
export function plainSqlPart(manifest: Manifest): string {
  const { archive, state } = manifest;
  const file = shellWord(archive.file);
  return `## 5. As plain SQL, or only a part

The archive as a script that any editor shows, and that \`psql\` reads into an **empty, new** database:

${fenced(
  'sh',
  `pg_restore --file=backup-file.sql ${file}`,
  `TARGET=${shellWord(siblingName(state.identity.database, '_plain'))}`,
  createTarget(manifest),
  `psql --quiet --set=ON_ERROR_STOP=1 --dbname="$TARGET" --output=/dev/null < backup-file.sql`,
  ANALYZE,
)}

It stops at the first error; then drop that database, correct the cause, and begin again. \`invalid command \\restrict\` means that \`psql\` is
older than \`pg_restore\`: use both of one release.

One table's rows: \`pg_restore --data-only --schema=public --table=NAME --file=rows.sql ${file}\`. A chosen list:
\`pg_restore --list ${file} > contents.txt\`, delete lines from \`contents.txt\`, and give it to \`pg_restore --use-list=contents.txt\`.`;
}
