import { ANALYZE } from './analyze.js';
import { siblingName } from '../../postgres/siblingname.js';
import type { Manifest } from '../../record/manifest.js';
import { createTarget } from './newdatabase.js';
import { fenced, plainText, shellWord } from './quoting.js';

/** Objects listed by name; the manifest has all. */
const MOST_LISTED = 50;

/** What no archive of a database has, and what this one was told to leave out. */
export function leftOutPart(manifest: Manifest): string {
  const rows = manifest.withoutRows.map(
    ({ table, reason }) => `\n- rows of ${plainText(table)}: ${plainText(reason)}`,
  );
  return `## What is not in the archive

- roles, their passwords and memberships, and tablespaces: they belong to the server, not to a database
- settings made by \`ALTER DATABASE … SET\` and \`ALTER ROLE … IN DATABASE … SET\`, grants on the database itself, and its comment
- statistics of the planner: \`analyze\` above makes them again
- invalid indexes, and what extensions bring along themselves: the extension must be installed on the server${rows.join('')}${excludedPart(manifest)}`;
}

function excludedPart(manifest: Manifest): string {
  const { schemas = [], tableData = [], reaching } = manifest.excluded ?? {};
  if (schemas.length === 0 && tableData.length === 0) return '';
  const list = [
    ...schemas.map((name) => `- the schema ${plainText(name)} with everything in it`),
    ...tableData.map((name) => `- the rows of ${plainText(name)}: the table comes back empty`),
  ];
  return `

### Left out on request

${list.join('\n')}

A provider's own schemas (\`auth\`, \`storage\`, …) are there in every new database of that provider: restore into one of those.
${reachingPart(manifest, reaching)}

${fromLivePart(manifest, schemas, tableData)}`;
}

/** An object that refers to what is not there stops a restore. */
function reachingPart(
  manifest: Manifest,
  reaching: NonNullable<Manifest['excluded']>['reaching'],
): string {
  if (reaching?.length === 0) {
    return 'Nothing else in the archive refers to it, as far as the catalog tells.';
  }
  const warning = `If the restore above stops with \`does not exist\` or \`violates foreign key constraint\`, something refers to what was left out.
Then drop that database, and choose:`;
  if (reaching === undefined) return warning;
  const { archive, state } = manifest;
  const file = shellWord(archive.file);
  const more = reaching.length - MOST_LISTED;
  return `${warning}

#### Without what refers to it

${reaching
  .slice(0, MOST_LISTED)
  .map(({ description }) => `- ${plainText(description)}`)
  .join('\n')}${more > 0 ? `\n- and ${more} more, in \`manifest.json\` under \`excluded\`` : ''}

${fenced(
  'text',
  `cat > reaching.txt <<'END'`,
  ...reaching.map(({ key }) => `^[0-9]*; ${key} `),
  'END',
  `pg_restore --list ${file} | grep -v -f reaching.txt > contents.txt`,
  `TARGET=${shellWord(siblingName(state.identity.database, '_restored'))}`,
  createTarget(manifest),
  `pg_restore --exit-on-error --single-transaction --use-list=contents.txt --dbname="$TARGET" ${file}`,
  ANALYZE,
)}`;
}

/** What was left out stands where it belongs: schemas before all, rows before the foreign keys to them. */
function fromLivePart(
  manifest: Manifest,
  schemas: readonly string[],
  tableData: readonly string[],
): string {
  const { archive, state } = manifest;
  const dump = `PGDATABASE=${shellWord(state.identity.database)} pg_dump --format=custom`;
  const file = shellWord(archive.file);
  const named = schemas.map((name) => ` --schema=${shellWord(`"${name.replaceAll('"', '""')}"`)}`);
  const tables = tableData.map((name) => ` --table=${shellWord(name)}`);
  return `#### With what was left out, from the live database as it is now

${fenced(
  'text',
  `TARGET=${shellWord(siblingName(state.identity.database, '_restored'))}`,
  createTarget(manifest),
  ...(named.length === 0
    ? []
    : [
        `${dump} --file=left-out.dump${named.join('')}`,
        'pg_restore --exit-on-error --dbname="$TARGET" left-out.dump',
      ]),
  `pg_restore --exit-on-error --section=pre-data --section=data --dbname="$TARGET" ${file}`,
  ...(tables.length === 0
    ? []
    : [
        `${dump} --data-only --file=left-out-rows.dump${tables.join('')}`,
        'pg_restore --exit-on-error --dbname="$TARGET" left-out-rows.dump',
      ]),
  `pg_restore --exit-on-error --section=post-data --dbname="$TARGET" ${file}`,
  ANALYZE,
)}

A row of the backup that refers to a row deleted since is still refused: delete that row, or leave out the foreign key.`;
}
