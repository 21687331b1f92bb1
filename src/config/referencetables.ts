import { z } from 'zod';
import type { Problem } from '../errors.js';
import { nearest } from './nearmiss.js';

const MODES = ['insert', 'upsert'] as const;
const KEYS = ['table', 'mode', 'exclude'] as const;
/** Part of the design, built by a later version: refused by name instead of ignored. */
const KEYS_TO_COME = ['ids', 'key', 'where', 'insert-only'];
const MODES_TO_COME = ['mirror'];

/**
 * One reference table. This version promotes tables whose ids are the same on both sides, by their
 * primary key; rows are inserted and updated, never deleted.
 */
export interface ReferenceTable {
  /** `table` or `schema.table`, exactly as the catalog writes it. */
  readonly table: string;
  /** `insert` only adds rows that production lacks; `upsert` also brings the others up to date. */
  readonly mode: (typeof MODES)[number];
  /** Columns that production owns: never compared, never written. */
  readonly exclude: readonly string[];
}

type Complain = (place: string, found: string, nextAction: string, likelyCause?: string) => void;

/** A YAML list whose items are a table name, or `{table, mode, exclude}`. All complaints at once. */
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
  if (typeof item === 'string')
    return { table: readTable(item, complain), mode: 'upsert', exclude: [] };
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    complain('', `${kindOf(item)} is no table`, 'write a table name, or {table, mode, exclude}');
    return { table: '', mode: 'upsert', exclude: [] };
  }
  const entry = item as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(entry)) checkKey(key, complain);
  return {
    table: readTable(entry['table'], complain),
    mode: readMode(entry['mode'], complain),
    exclude: readExclude(entry['exclude'], complain),
  };
}

function checkKey(key: string, complain: Complain): void {
  if ((KEYS as readonly string[]).includes(key)) return;
  const shown = JSON.stringify(key.slice(0, 60));
  if (KEYS_TO_COME.includes(key)) {
    complain('', `the key ${shown} is not in this version`, 'remove it');
    return;
  }
  const meant = nearest(key, KEYS);
  complain(
    '',
    `there is no key ${shown}`,
    `use ${KEYS.join(', ')}`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  );
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

function readMode(value: unknown, complain: Complain): ReferenceTable['mode'] {
  if (value === undefined) return 'upsert';
  const mode = MODES.find((candidate) => candidate === value);
  if (mode !== undefined) return mode;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : kindOf(value);
  const known = typeof value === 'string' && MODES_TO_COME.includes(value);
  const meant = typeof value === 'string' ? nearest(value, MODES) : undefined;
  complain(
    ', key mode',
    known ? `the mode ${shown} is not in this version` : `${shown} is no mode`,
    `use ${MODES.join(' or ')}`,
    meant === undefined || known ? undefined : `did you mean ${meant}?`,
  );
  return 'upsert';
}

function readExclude(value: unknown, complain: Complain): readonly string[] {
  if (value === undefined) return [];
  const columns = z.array(z.string().min(1)).safeParse(value);
  if (columns.success) return [...new Set(columns.data)];
  complain(
    ', key exclude',
    `${kindOf(value)} is no list of columns`,
    'write exclude: [column, column]',
  );
  return [];
}

/** What YAML made of it, without its content. */
function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return `a ${typeof value}`;
}
