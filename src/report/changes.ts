import { inNumbers } from '../record/amounts.js';
import type { MigrateDetails, SchemaChange } from '../record/details.js';
import type { PromotedTable } from '../record/promotion.js';
import { block, bullets, code, firstOf, folded, paragraphs, section, table, text } from './markdown.js'; // prettier-ignore
import { count } from './quantities.js';

const MOST_MIGRATIONS = 100;
const MOST_TABLES = 200;
const MOST_LINES = 400;
const MOST_SAMPLES = 20;
/** A longer diff is folded: it is read by whoever looks for something. */
const MOST_OPEN_LINES = 20;

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

/** What the schema has that it had not, and the other way round: first what may break the running release. */
export function schemaParts(diff: readonly SchemaChange[]): string[] {
  if (diff.length === 0) return [];
  const risky = diff.filter(({ breaks }) => breaks !== undefined);
  const others = diff.filter(({ breaks }) => breaks === undefined);
  const lines = others.map(({ text: line }) => line);
  const shown = firstOf(lines, MOST_LINES, (some) =>
    some.length === 0 ? '' : block(some, 'diff'),
  );
  return [
    section(
      'What the running release may trip over',
      firstOf(
        risky.map(({ text: line, breaks = '' }) => `${code(line)}: ${text(breaks)}`),
        MOST_LINES,
        bullets,
      ),
    ),
    section(
      risky.length === 0 ? 'Changes of the schema' : 'Other changes of the schema',
      risky.length === 0
        ? 'Nothing destructive was found: nothing is gone or narrower that the running release may still use.'
        : '',
      lines.length > MOST_OPEN_LINES ? folded(count(lines.length, 'change'), shown) : shown,
    ),
  ];
}

/** The tool's own last words. */
export function toolOutput({ output }: Pick<MigrateDetails, 'output'>, open: boolean): string {
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

/** What is lost comes first. */
const KINDS = ['delete', 'update', 'insert'] as const;
type Kind = (typeof KINDS)[number];
const ROWS = { delete: 'deletes', update: 'updates', insert: 'inserts' } as const;

/**
 * Some of the rows with their values, folded; empty where the step was not allowed to record those.
 * How many are not shown is said of every table.
 */
export function samplesPart(
  tables: readonly PromotedTable[],
  kinds: readonly Kind[] = KINDS,
): string {
  const changed = tables.filter((table) => rowsOf(table, kinds) > 0);
  const share = Math.max(1, Math.min(MOST_SAMPLES, Math.floor(MOST_TABLES / changed.length)));
  if (!changed.some(({ samples }) => samples.some(hasValues(kinds)))) return '';
  return folded(
    'Examples of the rows',
    firstOf(changed, MOST_TABLES, (some) =>
      table(
        ['table', '', 'key', 'change'],
        some.flatMap((one) => sampleRows(one, kinds, share)),
      ),
    ),
  );
}

function sampleRows(of: PromotedTable, kinds: readonly Kind[], share: number): string[][] {
  const samples = KINDS.flatMap((kind) => of.samples.filter((sample) => sample.kind === kind));
  const shown = samples.filter(hasValues(kinds)).slice(0, share);
  const more = rowsOf(of, kinds) - shown.length;
  return [
    ...shown.map(({ kind, key, changes }) => [
      code(of.table),
      kind,
      code(key),
      changes
        .map(({ column, from, to }) => `${code(column)}: ${value(from)} → ${value(to)}`)
        .join('<br>'),
    ]),
    ...(more > 0 ? [[code(of.table), '', '', `and ${inNumbers(more)} more, not shown`]] : []),
  ];
}

function hasValues(kinds: readonly Kind[]): (sample: PromotedTable['samples'][number]) => boolean {
  return ({ kind, changes }) => kinds.includes(kind) && changes.length > 0;
}

function rowsOf(of: PromotedTable, kinds: readonly Kind[]): number {
  return kinds.reduce((sum, kind) => sum + of[ROWS[kind]], 0);
}

function value(content: string | null): string {
  return content === null ? '—' : text(content.slice(0, 200));
}
