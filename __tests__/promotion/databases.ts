import fc from 'fast-check';
import { lot, POOLS, SLOTS, tablesOf, type Lot, type Row, type Table } from './drawn.js';
import type { Side, Wish } from './play.js';

/** Two databases with the same tables, and what shall be promoted of them. */
export interface Drawn {
  readonly tables: readonly Table[];
  readonly dev: readonly (readonly Row[])[];
  readonly prod: readonly (readonly Row[])[];
  readonly maxDeletes: number;
  /** Development has keys alone, so its rows may break what production demands. */
  readonly loose: boolean;
}

export const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    lots: fc.array(lot, { minLength: 2, maxLength: 4 }),
    maxDeletes: fc.constantFrom(0, ...Array<number>(15).fill(1_000)),
    loose: fc.nat(9).map((luck) => luck === 0),
  })
  .map(({ lots, maxDeletes, loose }) => {
    const tables = tablesOf(lots);
    const rows = (side: Side): Placed[][] => lots.map((one, at) => rowsOf(one, at, tables, side, side === 'dev' && loose)); // prettier-ignore
    const dev = consistent(tables, rows('dev'), loose);
    return { tables, prod: consistent(tables, rows('prod'), false), dev, maxDeletes, loose };
  });

export function wishOf({ tables, maxDeletes }: Drawn): Wish {
  return {
    maxDeletes,
    tables: tables
      .filter(({ listed }) => listed)
      .map(({ name, mode, matching, business, exclude, insertOnly, where }) => ({
        ...{ table: name, mode, exclude, insertOnly, where },
        ...(matching === 'primary' ? {} : { key: business }),
        ids: matching === 'remap' ? ('remap' as const) : ('same' as const),
      })),
  };
}

/** A row, and by which of its table's slots it and what it refers to are found. */
interface Placed {
  readonly slot: number;
  readonly own: Row;
  readonly refers: readonly (number | null)[];
}

function rowsOf(
  one: Lot,
  at: number,
  tables: readonly Table[],
  side: Side,
  loose: boolean,
): Placed[] {
  const table = tables[at];
  if (table === undefined) return [];
  return one[side].rows.map((row) => {
    const twin = one.prod.rows.find(({ slot }) => slot === row.slot);
    const { values, references } =
      one.alike > 0 && row.slot % (one.alike + 1) > 0 && twin !== undefined ? twin : row;
    const columns = table.columns.map(({ name, type, notNull }, place) => {
      const pool = (POOLS[type] ?? []).flat();
      return [
        name,
        pool[(values[place] ?? 0) % (pool.length + (notNull && !loose ? 0 : 1))] ?? null,
      ];
    });
    return {
      slot: row.slot,
      own: { ...keyOf(table, one, row.slot, side), ...(Object.fromEntries(columns) as Row) },
      refers: table.references.map((_, place) => references[place] ?? null),
    };
  });
}

/** What tells the row of a slot, on one side. Under ids of its own a side turns them; else the names. */
function keyOf(
  { kind, matching, listed, code: mayBe }: Table,
  one: Lot,
  slot: number,
  side: Side,
): Row {
  const free = listed && matching === 'remap';
  const sequenced = kind === 'serial' || kind === 'identity' || kind === 'scoped';
  const turn = free || !sequenced || one.alike === 0 ? one[side].turn : 0;
  const turned =
    ((slot + turn + (side === 'prod' ? 2 : 0)) % SLOTS) +
    (!sequenced && side === 'prod' ? SLOTS : 0);
  const letter = (place: number): string => 'abcdef'[place % SLOTS] ?? '';
  const named = free || matching === 'business' || kind === 'natural' || kind === 'pair';
  const code = kind === 'scoped' ? letter(slot % 2) : letter(named ? slot : slot + turn);
  const id = 1 + (free ? turned : matching === 'business' && turn === 3 ? turned : slot);
  return {
    id: kind === 'uuid' ? `00000000-0000-0000-0000-${String(id).padStart(12, '0')}` : String(id),
    code: mayBe === 'null' && slot === SLOTS - 1 ? null : code,
    n: String(slot),
  };
}

/** What a database could hold: its keys and constraints are true; where loose, its keys alone. */
function consistent(
  tables: readonly Table[],
  drawnRows: readonly (readonly Placed[])[],
  loose: boolean,
): Row[][] {
  let rows = drawnRows.map((of) => [...of]);
  for (let size = -1; size !== rows.flat().length;) {
    size = rows.flat().length;
    rows = rows.map((of, at) => settle(tables[at], of, rows, loose));
  }
  return rows.map((of, at) => of.map((row) => whole(tables[at], row, rows)));
}

function settle(
  table: Table | undefined,
  rows: readonly Placed[],
  all: readonly (readonly Placed[])[],
  loose: boolean,
): Placed[] {
  if (table === undefined) return [];
  const taken = new Set<string>();
  const isFree = (entry: string): boolean => {
    const free = !taken.has(entry);
    taken.add(entry);
    return free;
  };
  return rows.flatMap((row): Placed[] => {
    const own: Record<string, string | null> = { ...row.own };
    for (const { name, type, unique, notNull } of loose ? [] : table.columns) {
      const value = own[name] ?? null;
      if (unique === 'no' || (value === null && unique !== 'nulls equal')) continue;
      const same = POOLS[type]?.findIndex((pool) => value !== null && pool.includes(value));
      if (isFree(`${name} ${same}`)) continue;
      if (notNull || (unique === 'nulls equal' && !isFree(`${name} -1`))) return [];
      own[name] = null;
    }
    const refers = row.refers.map((slot, place) => {
      const reference = table.references[place];
      const parents = (all[reference?.to ?? 0] ?? []).filter((one) => isReferable(one, reference));
      const free = loose && !(table.kind === 'scoped' && place === 0);
      if (slot !== null && (free || parents.some((one) => one.slot === slot))) return slot;
      return reference?.notNull === true && !free ? parents[0]?.slot : null;
    });
    if (refers.some((slot) => slot === undefined)) return [];
    if (table.kind === 'scoped' && !isFree(`key ${own['code']} ${refers[0]}`)) return [];
    return [{ ...row, own, refers: refers.map((slot) => slot ?? null) }];
  });
}
const isReferable = (
  { own }: Placed,
  reference: Table['references'][number] | undefined,
): boolean => reference?.parentColumns.every((name) => own[name] != null) === true;

const LOST: Row = { integer: '99', text: 'z', uuid: 'ffffffff-0000-0000-0000-000000000009' };

function whole(
  table: Table | undefined,
  { own, refers }: Placed,
  all: readonly (readonly Placed[])[],
): Row {
  const filled: Record<string, string | null> = { ...own };
  for (const [place, { columns, parentColumns, types, to }] of table?.references.entries() ?? []) {
    const parent = all[to]?.find(({ slot }) => slot === refers[place]);
    for (const [part, name] of columns.entries()) {
      // Of a parent that a loose database lacks.
      const lost = LOST[types[part] ?? ''] ?? null;
      filled[name] = refers[place] === null ? null : parent === undefined ? lost : (parent.own[parentColumns[part] ?? ''] ?? null); // prettier-ignore
    }
  }
  return filled;
}
