import pg from 'pg';
import type { Drawn } from './databases.js';
import type { Reference, Row, Table } from './drawn.js';
import type { Side } from './play.js';

export const quoted = (name: string): string => pg.escapeIdentifier(name);
const literal = (value: string | null): string =>
  value === null ? 'null' : pg.escapeLiteral(value);
const list = (names: readonly string[]): string => names.map(quoted).join(', ');

/** Of production alone; what it holds for new rows. */
export const OWN = "prod's own";
export const OWN_DEFAULT = 'mine';

/** Makes one side anew, whatever it was. */
export function fill(drawn: Drawn, side: Side, major: number): string {
  const { tables } = drawn;
  const loose = side === 'dev' && drawn.loose;
  return [
    `drop schema public cascade; create schema public`,
    `create type mood as enum ('sad', 'ok'); create domain positive as integer check (value > 0)`,
    ...tables.map((table) => create(table, side, loose, major)),
    ...tables.map((table, at) => insert(table, drawn[side][at] ?? [], side)),
    ...(loose
      ? []
      : tables.flatMap((table) => table.references.map((one) => bind(table, one, tables)))),
  ].join(';\n');
}

/** Development has its columns in another order: nothing may depend on it. */
function create(table: Table, side: Side, loose: boolean, major: number): string {
  const { name, kind, primary, business, code } = table;
  const columns = [
    ...(primary.includes('id') ? [`id ${ID[kind] ?? 'integer'}`] : []),
    `code text ${code === 'null' ? '' : 'not null'}`,
    ...(kind === 'pair' ? ['n integer'] : []),
    ...table.references.flatMap((one) =>
      one.columns.map(
        (column, part) =>
          `${quoted(column)} ${one.types[part] ?? ''}${notNull(one.notNull && !loose)}`,
      ),
    ),
    ...table.columns.map(
      (one) => `${quoted(one.name)} ${one.type}${notNull(one.notNull && !loose)}`,
    ),
    ...(kind === 'plain'
      ? [`shout text generated always as (code || '!') ${major >= 18 ? 'virtual' : 'stored'}`]
      : []),
    ...(side === 'prod' ? [`${quoted(OWN)} text default ${literal(OWN_DEFAULT)}`] : []),
  ];
  const constraints = [
    `primary key (${list(primary)})`,
    ...(primary.includes('id')
      ? [`unique (${list(business)})${code === 'deferrable' ? ' deferrable' : ''}`]
      : []),
    ...table.columns.flatMap(({ name: column, unique }) => {
      if (unique === 'no' || loose) return [];
      const equal = unique === 'nulls equal' && major >= 15 ? 'nulls not distinct ' : '';
      return [`unique ${equal}(${quoted(column)})${unique === 'deferrable' ? ' deferrable' : ''}`];
    }),
  ];
  const inOrder = side === 'dev' ? [...columns].reverse() : columns;
  const whole = `create table ${quoted(name)} (${[...inOrder, ...constraints].join(', ')})`;
  if (!table.partitioned) return whole;
  const parts = [0, 1].map((rest) => `create table ${quoted(`${name} ${rest}`)} partition of ${quoted(name)} for values with (modulus 2, remainder ${rest})`); // prettier-ignore
  return [`${whole} partition by hash (code)`, ...parts].join(';\n');
}

const ID: Readonly<Record<string, string>> = {
  serial: 'serial',
  scoped: 'serial',
  identity: 'integer generated always as identity',
  uuid: 'uuid default gen_random_uuid()',
};
const notNull = (is: boolean): string => (is ? ' not null' : '');

function insert(table: Table, rows: readonly Row[], side: Side): string {
  const names = [...table.primary, ...table.business, ...table.references.flatMap(({ columns }) => columns), ...table.columns.map(({ name }) => name)]; // prettier-ignore
  const columns = [...new Set(names)];
  const values = rows.map((row, at) => {
    const own = side === 'prod' ? [literal(`own ${at}`)] : [];
    return `(${[...columns.map((name) => literal(row[name] ?? null)), ...own].join(', ')})`;
  });
  const into = side === 'prod' ? [...columns, OWN] : columns;
  const inserted = rows.length === 0 ? '' : `insert into ${quoted(table.name)} (${list(into)}) overriding system value values ${values.join(', ')};`; // prettier-ignore
  const raised = isSequenced(table)
    ? `select setval(${sequenceOf(table)}, ${table.drawnTo})`
    : 'select';
  return `${inserted}\n${raised}`;
}

export function isSequenced({ kind }: Table): boolean {
  return kind === 'serial' || kind === 'identity' || kind === 'scoped';
}
export function sequenceOf({ name }: Table): string {
  return `pg_get_serial_sequence(${literal(`public.${quoted(name)}`)}, 'id')`;
}

function bind(
  { name }: Table,
  { columns, to, parentColumns, onDelete, deferrable }: Reference,
  tables: readonly Table[],
): string {
  const parent = tables[to]?.name ?? '';
  return `alter table ${quoted(name)} add foreign key (${list(columns)}) references ${quoted(parent)} (${list(parentColumns)}) on delete ${onDelete} ${deferrable}`; // prettier-ignore
}
