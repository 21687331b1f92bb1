import type { Table } from './drawn.js';
import { isSequenced, OWN, OWN_DEFAULT, quoted, sequenceOf } from './ddl.js';

/** Every column as text, with who wrote the row last and whether `where` covers it. */
export type Seen = Readonly<Record<string, string | null>>;
const WRITER = 'db writer';
const SCOPE = 'db scope';

/** One database as this test sees it: by its own SQL, and by names where ids may differ. */
export interface Contents {
  readonly rows: readonly (readonly Seen[])[];
  /** The last number of each sequence. */
  readonly drawn: readonly (number | null)[];
}

export function readAll(tables: readonly Table[], side: 'dev' | 'prod'): string {
  const parts = tables.map((table) => {
    const columns = [...columnsOf(table), ...(side === 'prod' ? [OWN] : [])];
    const texts = columns.map((name) => `${quoted(name)}::text as ${quoted(name)}`);
    return `coalesce((select jsonb_agg(to_jsonb(x)) from (select ${texts.join(', ')}, xmin::text as "${WRITER}",
       ((${table.where ?? 'true'}) is true)::text as "${SCOPE}" from ${quoted(table.name)}) x), '[]')`;
  });
  const drawn = tables.map((table) => isSequenced(table) ? `pg_sequence_last_value(${sequenceOf(table)}::regclass)` : 'null'); // prettier-ignore
  return `select jsonb_build_array(${parts.join(', ')}) as rows, jsonb_build_array(${drawn.join(', ')}) as drawn`;
}

function columnsOf(table: Table): readonly string[] {
  const references = table.references.flatMap(({ columns }) => columns);
  const own = table.columns.map(({ name }) => name);
  return [...new Set([...table.primary, ...table.business, ...references, ...own])];
}

/** Columns whose new values come from development, keys and ids apart. */
function payloadOf(table: Table): readonly string[] {
  const fixed = [...keyOf(table), ...table.primary, ...table.exclude, ...table.insertOnly];
  return columnsOf(table).filter((name) => !fixed.includes(name));
}
const keyOf = ({ matching, primary, business }: Table): readonly string[] =>
  matching === 'primary' ? primary : business;

/** What `names` of a row say: the parent's name where its ids are rewritten, else the values. */
class Reader {
  readonly #tables: readonly Table[];
  readonly #rows: Contents['rows'];
  constructor(tables: readonly Table[], { rows }: Contents) {
    this.#tables = tables;
    this.#rows = rows;
  }
  meaning(table: Table, row: Seen, name: string): string {
    const reference = table.references.find(({ columns }) => columns.includes(name));
    const parent = this.#tables[reference?.to ?? -1];
    const value = row[name] ?? null;
    if (reference === undefined || parent === undefined || value === null)
      return JSON.stringify(value);
    const rewritten =
      parent.listed && parent.matching === 'remap' && reference.parentColumns[0] === 'id';
    if (!rewritten) return JSON.stringify(value);
    const target = this.#rows[reference.to]?.find(({ id }) => id === value);
    return target === undefined ? `lost ${value}` : `of ${this.identity(parent, target)}`;
  }
  identity(table: Table, row: Seen): string {
    const key = table.listed ? keyOf(table) : table.primary;
    return key.map((name) => this.meaning(table, row, name)).join(' ');
  }
  all(at: number): Map<string, Seen> {
    const table = this.#tables[at];
    const rows = this.#rows[at] ?? [];
    return new Map(table === undefined ? [] : rows.map((row) => [this.identity(table, row), row]));
  }
}

interface Planned {
  /** By identity: what becomes of it, with the rows of both sides. */
  readonly rows: Map<string, Fate>;
  readonly inserts: number;
  readonly updates: number;
  readonly deletes: number;
}
interface Fate {
  fate: 'kept' | 'updated' | 'inserted' | 'deleted';
  readonly dev: Seen | undefined;
  readonly prod: Seen | undefined;
  /** Columns that ON DELETE SET NULL empties. */
  emptied: readonly string[];
}

/** What must become of every row of production. */
export function plan(tables: readonly Table[], dev: Contents, prod: Contents): readonly Planned[] {
  const [here, there] = [new Reader(tables, dev), new Reader(tables, prod)];
  const planned = tables.map((table, at): Planned => {
    const [wanted, had] = [here.all(at), there.all(at)];
    const rows = new Map<string, Fate>();
    const anyWanted = [...wanted.values()].some(isCovered);
    for (const [identity, row] of had) {
      const twin = wanted.get(identity);
      const differs =
        twin !== undefined && payloadOf(table).some((name) => here.meaning(table, twin, name) !== there.meaning(table, row, name)); // prettier-ignore
      const updated = table.listed && table.mode !== 'insert' && isCovered(row) && isCovered(twin) && differs; // prettier-ignore
      const deleted = table.listed && table.mode === 'mirror' && isCovered(row) && twin === undefined && anyWanted; // prettier-ignore
      rows.set(identity, { fate: deleted ? 'deleted' : updated ? 'updated' : 'kept', dev: twin, prod: row, emptied: [] }); // prettier-ignore
    }
    for (const [identity, row] of table.listed ? wanted : []) {
      if (!had.has(identity) && isCovered(row)) rows.set(identity, { fate: 'inserted', dev: row, prod: undefined, emptied: [] }); // prettier-ignore
    }
    const count = (wantedFate: Fate['fate']): number => [...rows.values()].filter(({ fate }) => fate === wantedFate).length; // prettier-ignore
    return {
      rows,
      inserts: count('inserted'),
      updates: count('updated'),
      deletes: count('deleted'),
    };
  });
  return planned;
}
const isCovered = (row: Seen | undefined): boolean => row?.[SCOPE] === 'true';

/** Lets ON DELETE do its work. */
export function cascade(
  tables: readonly Table[],
  planned: readonly Planned[],
): { forbidden: boolean; took: boolean } {
  let [forbidden, took] = [false, false];
  for (let grown = true; grown;) {
    grown = false;
    forbidden = false;
    for (const [at, table] of tables.entries()) {
      for (const reference of table.references) {
        const gone = [...(planned[reference.to]?.rows.values() ?? [])].flatMap(({ fate, prod }) => fate === 'deleted' && prod ? [prod] : []); // prettier-ignore
        for (const one of planned[at]?.rows.values() ?? []) {
          const repointed = one.fate === 'updated' && payloadOf(table).includes(reference.columns[0] ?? ''); // prettier-ignore
          if (one.fate === 'deleted' || one.fate === 'inserted' || repointed || one.emptied.includes(reference.columns[0] ?? '')) continue; // prettier-ignore
          const { prod } = one;
          if (!gone.some((parent) => reference.columns.every((name, part) => prod?.[name] != null && prod[name] === parent[reference.parentColumns[part] ?? '']))) continue; // prettier-ignore
          if (reference.onDelete === 'cascade') [one.fate, took] = ['deleted', true];
          else if (reference.onDelete === 'set null')
            one.emptied = [...one.emptied, ...reference.columns];
          else {
            forbidden = true;
            continue;
          }
          grown = true;
        }
      }
    }
  }
  return { forbidden, took };
}

/** What production's rows say against the plan, in words; none when all is as it must be. */
export function faults(
  tables: readonly Table[],
  planned: readonly Planned[],
  dev: Contents,
  before: Contents,
  after: Contents,
): string[] {
  const here = new Reader(tables, dev);
  const now = new Reader(tables, after);
  return tables.flatMap((table, at) => {
    const rows = now.all(at);
    const fates = planned[at]?.rows ?? new Map<string, Fate>();
    const complaints: string[] = [];
    const complain = (identity: string, what: string): void => void complaints.push(`${table.name} ${identity}: ${what}`); // prettier-ignore
    for (const identity of rows.keys()) if (!fates.has(identity)) complain(identity, 'came from nowhere'); // prettier-ignore
    const [first, last] = [before.drawn[at] ?? 0, after.drawn[at] ?? 0];
    if (last < first) complain('sequence', `fell from ${first} to ${last}`);
    const ids = isSequenced(table) && table.listed ? [...rows.values()].map(({ id }) => Number(id)) : []; // prettier-ignore
    if (Math.max(...ids, 0) > last) complain('sequence', `stands at ${last}, below an id`);
    for (const [identity, { fate, dev: wanted, prod: had, emptied }] of fates) {
      const row = rows.get(identity);
      if (fate === 'deleted' || row === undefined) {
        if ((fate === 'deleted') !== (row === undefined)) complain(identity, `${fate}, and is ${row ? 'there' : 'not there'}`); // prettier-ignore
        continue;
      }
      if (fate === 'kept' && emptied.length === 0 && row[WRITER] !== had?.[WRITER]) complain(identity, 'was written'); // prettier-ignore
      const payload = fate === 'updated' ? payloadOf(table) : [];
      for (const name of [...columnsOf(table), OWN]) {
        const value = row[name] ?? null;
        const isNew = fate === 'inserted';
        if (emptied.includes(name)) {
          if (value !== null) complain(identity, `${name} still refers to something`);
        } else if (isNew && (name === OWN || table.exclude.includes(name))) {
          if (value !== (name === OWN ? OWN_DEFAULT : null)) complain(identity, `${name} has not its default`); // prettier-ignore
        } else if (isNew && name === 'id' && table.matching === 'remap' && isSequenced(table)) {
          if (before.rows[at]?.some(({ id }) => id === value)) complain(identity, 'got an id that was taken'); // prettier-ignore
        } else if (isNew || payload.includes(name)) {
          if (wanted === undefined || now.meaning(table, row, name) !== here.meaning(table, wanted, name)) complain(identity, `${name} is ${value}, not development's ${wanted?.[name]}`); // prettier-ignore
        } else if (value !== (had?.[name] ?? null)) complain(identity, `${name} was ${had?.[name]}, is ${value}`); // prettier-ignore
      }
    }
    return complaints;
  });
}
