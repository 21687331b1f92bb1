import { z } from 'zod';
import type { Problem } from '../errors.js';
import { nearest } from './nearmiss.js';

const MODES = ['insert', 'upsert', 'mirror'] as const;
const IDS = ['same', 'remap'] as const;
const KEYS = ['table', 'key', 'ids', 'mode', 'exclude', 'insert-only', 'where'] as const;

/** One reference table. By default its rows are matched by the primary key, inserted and updated. */
export interface ReferenceTable {
  /** `table` or `schema.table`, exactly as the catalog writes it. */
  readonly table: string;
  /** `insert` only adds rows; `upsert` also updates; `mirror` also deletes. */
  readonly mode: (typeof MODES)[number];
  /** Columns by which rows of the two sides are the same; empty means the primary key. */
  readonly key: readonly string[];
  /**
   * `remap`: the primary key is handed out by each side for itself. `unsaid` is taken for `same`,
   * and refused where nothing tells whether it is.
   */
  readonly ids: (typeof IDS)[number] | 'unsaid';
  /** Columns that production owns: never compared, never written. */
  readonly exclude: readonly string[];
  /** Columns that come with a new row and belong to production from then on. */
  readonly insertOnly: readonly string[];
  /** Boolean expression over the table's columns: only such rows are promoted, on both sides. */
  readonly where: string | undefined;
}

const BY_DEFAULT: Omit<ReferenceTable, 'table'> = {
  mode: 'upsert',
  key: [],
  ids: 'unsaid',
  exclude: [],
  insertOnly: [],
  where: undefined,
};

type Complain = (place: string, found: string, nextAction: string, likelyCause?: string) => void;

/** A YAML list whose items are a table name, or a map of {@link KEYS}. All complaints at once. */
export const referenceTablesSchema = z
  .array(z.unknown(), { error: 'a YAML list of tables, one `- table` a line' })
  .transform((items, context): readonly ReferenceTable[] => {
    const tables = items.map((item, at) =>
      readItem(item, (place, found, nextAction, likelyCause) => {
        const problem: Problem = {
          attempted: `read input reference-tables, item ${at + 1}${place}`,
          found,
          ...(likelyCause === undefined ? {} : { likelyCause }),
          nextAction,
        };
        context.addIssue({ code: 'custom', path: [at], params: { problem } });
      }),
    );
    return tables;
  });

function readItem(item: unknown, complain: Complain): ReferenceTable {
  if (typeof item === 'string') return { table: readTable(item, complain), ...BY_DEFAULT };
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    complain('', `${kindOf(item)} is no table`, `write a table name, or {${KEYS.join(', ')}}`);
    return { table: '', ...BY_DEFAULT };
  }
  const entry = item as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(entry)) checkKey(key, complain);
  const table: ReferenceTable = {
    table: readTable(entry['table'], complain),
    mode: readWord('mode', entry['mode'], MODES, 'upsert', complain),
    key: readColumns('key', entry['key'], complain),
    ids: entry['ids'] === undefined ? 'unsaid' : readWord('ids', entry['ids'], IDS, 'same', complain), // prettier-ignore
    exclude: readColumns('exclude', entry['exclude'], complain),
    insertOnly: readColumns('insert-only', entry['insert-only'], complain),
    where: readWhere(entry['where'], complain),
  };
  checkSense(table, entry, complain);
  return table;
}

function checkKey(key: string, complain: Complain): void {
  if ((KEYS as readonly string[]).includes(key)) return;
  const meant = nearest(key, KEYS);
  complain(
    '',
    `there is no key ${JSON.stringify(key.slice(0, 60))}`,
    `use ${KEYS.join(', ')}`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  );
}

function checkSense(
  { key, ids, exclude, insertOnly }: ReferenceTable,
  entry: Readonly<Record<string, unknown>>,
  complain: Complain,
): void {
  if (ids === 'remap' && entry['key'] === undefined) {
    const found = 'ids: remap without a key: by what would rows be matched?';
    complain('', found, 'add key: [column] of what means the same on both sides');
  }
  for (const name of insertOnly.filter((column) => exclude.includes(column))) {
    const found = `${JSON.stringify(name)} stands in exclude, too`;
    complain(', key insert-only', found, 'take it out of one of the two');
  }
  for (const name of insertOnly.filter((column) => key.includes(column))) {
    const found = `${JSON.stringify(name)} belongs to the key, which is never overwritten anyway`;
    complain(', key insert-only', found, 'take it out of insert-only');
  }
}

function readTable(value: unknown, complain: Complain): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  complain(
    ', key table',
    value === undefined ? 'not set' : `${kindOf(value)} is no table name`,
    'give `table` or `schema.table`, as the catalog writes it',
  );
  return '';
}

function readWord<Word extends string>(
  key: string,
  value: unknown,
  words: readonly Word[],
  byDefault: Word,
  complain: Complain,
): Word {
  if (value === undefined) return byDefault;
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : kindOf(value);
  const meant = typeof value === 'string' ? nearest(value, words) : undefined;
  complain(
    `, key ${key}`,
    key === 'mode' ? `${shown} is no mode` : `${shown} is no value of it`,
    `use ${words.join(' or ')}`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  );
  return byDefault;
}

function readColumns(key: string, value: unknown, complain: Complain): readonly string[] {
  if (value === undefined) return [];
  const columns = z.array(z.string().min(1)).safeParse(value);
  if (columns.success && (columns.data.length > 0 || key !== 'key')) {
    return [...new Set(columns.data)];
  }
  const found = columns.success ? 'it is empty' : `${kindOf(value)} is no list of columns`;
  const meant =
    typeof value === 'string' && /^[\w, ]{1,100}$/.test(value) ? value : 'column, column';
  complain(`, key ${key}`, found, `write ${key}: [${meant}]`);
  return [];
}

/** The server reads the expression; here it only has to be one. */
function readWhere(value: unknown, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '' && !value.includes('\0')) {
    return value.trim();
  }
  const found = typeof value === 'string' ? 'it is empty' : `${kindOf(value)} is no expression`;
  complain(', key where', found, 'write a condition, as in where: archived_at is null');
  return undefined;
}

/** What YAML made of it, without its content. */
function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return `a ${typeof value}`;
}
