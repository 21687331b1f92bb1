import { inNumbers } from '../record/amounts.js';
import type { MigrateDetails, PromoteDetails, PromotedTable } from '../record/details.js';
import { block, bullets, code, firstOf, folded, paragraphs, table, text } from './markdown.js';
import { count } from './quantities.js';

const MOST_MIGRATIONS = 100;
const MOST_TABLES = 200;
const MOST_LINES = 400;
const MOST_SAMPLES = 20;

/** Migrations with what became of them, in their order. */
export function migrationList(applied: readonly string[], notApplied: readonly string[]): string {
  const lines = [
    ...applied.map((name) => `✅ applied ${code(name)}`),
    ...notApplied.map((name) => `➖ not applied ${code(name)}`),
  ];
  return firstOf(lines, MOST_MIGRATIONS, bullets);
}

/** What came and went in the catalog, folded. */
export function schemaDiff(changes: readonly string[]): string {
  return folded(
    `Schema: ${count(changes.length, 'change')} in the catalog`,
    changes.length === 0 ? '' : firstOf(changes, MOST_LINES, (some) => block(some, 'diff')),
  );
}

/** The tool's own last words. */
export function toolOutput({ output }: MigrateDetails, open: boolean): string {
  if (output.length === 0) return '';
  const lines = block(output.slice(-60));
  return open ? paragraphs('The tool’s last lines:', lines) : folded('Output of the tool', lines);
}

/** Rows per table that a promotion wrote, or would write. */
export function promotedTables(tables: readonly PromotedTable[]): string {
  return firstOf(tables, MOST_TABLES, (some) =>
    table(
      ['table', 'inserted', 'updated', 'deleted', 'left alone'],
      some.map((one) => [
        code(one.table),
        inNumbers(one.inserts),
        inNumbers(one.updates) + columnWords(one),
        inNumbers(one.deletes),
        inNumbers(one.kept + one.left),
      ]),
    ),
  );
}

/** In which columns the updated rows differ. */
function columnWords({ columnChanges }: PromotedTable): string {
  if (columnChanges.length === 0) return '';
  const shown = columnChanges.slice(0, 10).map(({ column, rows }) => `${code(column)} in ${rows}`);
  const more = columnChanges.length > shown.length ? ', …' : '';
  return `<br>${shown.join(', ')}${more}`;
}

/** Some of the rows, as far as the step was allowed to record them. */
export function samplesPart({ tables }: PromoteDetails): string {
  const rows = tables.flatMap(({ table: name, samples }) =>
    samples
      .slice(0, MOST_SAMPLES)
      .map((sample) => [
        code(name),
        sample.kind,
        code(sample.key),
        sample.changes
          .map(({ column, from, to }) => `${code(column)}: ${value(from)} → ${value(to)}`)
          .join('<br>'),
      ]),
  );
  return folded(
    'Examples of the rows',
    firstOf(rows, MOST_TABLES, (some) => table(['table', '', 'key', 'change'], some)),
  );
}

function value(content: string | null): string {
  return content === null ? '—' : text(content.slice(0, 200));
}
