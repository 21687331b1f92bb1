import { inNumbers } from '../../record/amounts.js';
import type { Manifest } from '../../record/manifest.js';
import { fenced, indented } from './quoting.js';

/** Tables listed with their rows; the manifest has all. */
const MOST_LISTED = 200;

/** How the rows of the restored database are counted, and what the backup had. */
export function comparisonPart(manifest: Manifest): string {
  return `## 3. Compare

${fenced(
  'sh',
  `psql --dbname="$TARGET" --tuples-only --no-align <<'SQL'
select format('select %L, count(*) from only %I.%I', n.nspname || '.' || c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname collate "C", c.relname collate "C" \\gexec
SQL`,
)}

${rowsPart(manifest)}`;
}

function rowsPart({ tables }: Manifest): string {
  if (tables.length === 0) return 'The backup has no tables.';
  const lines = tables
    .slice(0, MOST_LISTED)
    .map(({ schema, name, rows }) => `${schema}.${name}|${rows}`);
  const more = tables.length - lines.length;
  const rest = more > 0 ? `\n\n(${inNumbers(more)} more tables are in \`manifest.json\`.)` : '';
  return `It prints one line a table; the backup had:

${indented(lines)}${rest}`;
}
