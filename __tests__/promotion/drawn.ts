import fc from 'fast-check';

/**
 * Texts of one type: equal to the server are those that stand in one list, by which a unique column
 * takes one of them. NULL is drawn beside them.
 */
export const POOLS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  integer: [['1'], ['-5'], ['2147483647']],
  bigint: [['0'], ['9223372036854775807']],
  text: [[''], ['a'], ['A'], ['Ünï "q" \\N\t\'']],
  'character(5)': [['a'], ['b']],
  numeric: [['1', '1.0', '1.00'], ['NaN'], ['0.10']],
  'double precision': [['0', '-0'], ['NaN'], ['0.30000000000000004']],
  'timestamp with time zone': [['2020-01-01 00:00:00+00'], ['infinity'], ['1999-12-31 23:59:59.999999+02']], // prettier-ignore
  date: [['2020-02-29'], ['0044-03-15 BC']],
  interval: [['1 mon', '30 days'], ['00:00:01']],
  boolean: [['t'], ['f']],
  jsonb: [['{"a": 1}', '{"a": 1.0}'], ['null'], ['[]']],
  uuid: [['00000000-0000-0000-0000-000000000001'], ['ffffffff-0000-0000-0000-000000000001']],
  'text[]': [['{}'], ['{a,NULL}'], ['{"NULL",""}']],
  int4range: [['empty'], ['[1,3)'], ['(,)']],
  bytea: [['\\x'], ['\\x00ff']],
  mood: [['sad'], ['ok']],
  positive: [['1'], ['7']],
  json: [['{"a":1}'], ['{"a": 1}']],
  point: [['(0,0)'], ['(1,0)']],
};
/** What no unique index can hold. */
const UNORDERED = new Set(['json', 'point']);
const NAMES = ['t', 'T 1', 'select', 'ünï "q"'] as const;
export const SLOTS = 6;

/** What the key is: text of its own, text and number, an id (from where), or an id beside a reference. */
type Kind = 'natural' | 'pair' | 'plain' | 'serial' | 'identity' | 'uuid' | 'scoped';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly unique: 'no' | 'yes' | 'deferrable' | 'nulls equal';
}
export interface Reference {
  readonly columns: readonly string[];
  readonly to: number;
  readonly parentColumns: readonly string[];
  readonly types: readonly string[];
  readonly notNull: boolean;
  readonly deferrable: string;
  readonly onDelete: string;
}
export type Row = Readonly<Record<string, string | null>>;
export interface Table {
  readonly name: string;
  readonly kind: Kind;
  /** How the rows of both sides are matched: by the primary key, by the business key, or by it with ids rewritten. */
  readonly matching: 'primary' | 'business' | 'remap';
  readonly listed: boolean;
  readonly mode: 'insert' | 'upsert' | 'mirror';
  readonly primary: readonly string[];
  readonly business: readonly string[];
  readonly code: 'not null' | 'null' | 'deferrable';
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
  readonly exclude: readonly string[];
  readonly insertOnly: readonly string[];
  readonly where: string | undefined;
  readonly partitioned: boolean;
  /** `last_value` of production's sequence. */
  readonly drawnTo: number;
}
const slot = fc.nat(SLOTS - 1);
const rarely = fc.nat(5).map((luck) => luck === 0);
const sometimes = (most: number): fc.Arbitrary<number | null> =>
  fc.nat(3 * most).map((luck) => (luck > most ? null : luck));
const row = fc.record({
  slot,
  values: fc.array(fc.nat(99), { minLength: 4, maxLength: 4 }),
  references: fc.array(fc.option(slot), { minLength: 2, maxLength: 2 }),
});
const side = fc.record({
  rows: fc.uniqueArray(row, { selector: (one) => one.slot, minLength: 2, maxLength: SLOTS }),
  turn: fc.constantFrom(0, 0, 0, 0, 1, 3),
});
export const lot = fc.record({
  kind: fc.constantFrom<Kind>('natural', 'pair', 'plain', 'serial', 'identity', 'uuid', 'scoped'),
  matching: fc.constantFrom('primary', 'business', 'remap', 'remap'),
  listed: fc.nat(7).map((luck) => luck > 0),
  mode: fc.constantFrom('insert', 'upsert', 'mirror', 'mirror', 'mirror'),
  columns: fc.array(
    fc.record({
      type: fc.constantFrom(...Object.keys(POOLS)),
      notNull: rarely,
      unique: fc.constantFrom(...Array<'no'>(12).fill('no'), 'yes', 'deferrable', 'nulls equal'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  references: fc.array(
    fc.record({
      to: fc.nat(3),
      business: rarely,
      notNull: rarely,
      deferrable: fc.constantFrom('', '', 'deferrable', 'deferrable initially deferred'),
      onDelete: fc.constantFrom('no action', 'restrict', 'cascade', 'cascade', 'set null'),
    }),
    { maxLength: 2 },
  ),
  codeNull: fc.constantFrom('not null', 'null', 'deferrable'),
  exclude: sometimes(5),
  insertOnly: sometimes(5),
  where: sometimes(3),
  partitioned: rarely,
  drawnTo: fc.constantFrom(1, 4, 30),
  dev: side,
  prod: side,
  /** Of how many rows one differs from its twin. */
  alike: fc.nat(3),
});
export type Lot = typeof lot extends fc.Arbitrary<infer One> ? One : never;

const KEYED: readonly Kind[] = ['natural', 'pair'];
const COLUMN_NAMES = ['v', 'C 2', 'order', 'ß'] as const;

/** A business key of one or two columns; that of `scoped` has its first reference in it. */
const BUSINESS: Readonly<Record<Kind, readonly string[]>> = {
  natural: ['code'],
  pair: ['code', 'n'],
  plain: ['code'],
  serial: ['code'],
  identity: ['code'],
  uuid: ['code'],
  scoped: ['code', 'r0'],
};

/** Makes tables of what was drawn that Postgres would take. */
export function tablesOf(lots: readonly Lot[]): Table[] {
  const kinds = lots.map(({ kind }) => kind);
  for (const [at, lot] of lots.entries()) {
    const owner = kinds[scopeOf(lot, at)];
    const fits = at > 0 && owner !== undefined && owner !== 'scoped' && owner !== 'pair';
    if (kinds[at] === 'scoped' && !fits) kinds[at] = 'serial';
  }
  return lots.map((lot, at) => tableOf(lot, at, lots, kinds));
}

function tableOf(lot: Lot, at: number, lots: readonly Lot[], kinds: readonly Kind[]): Table {
  const kind = kinds[at] ?? 'plain';
  const partitioned = lot.partitioned && kind === 'natural';
  const codeMayBeNull = kind === 'plain' && lot.codeNull === 'null';
  const columns = lot.columns.map(({ type, notNull, unique }, place) => ({
    name: COLUMN_NAMES[place] ?? '',
    type,
    notNull,
    unique: partitioned || UNORDERED.has(type) ? ('no' as const) : unique,
  }));
  const drawnReferences =
    kind === 'scoped' && lot.references.length === 0
      ? [{ to: 0, business: false, notNull: true, deferrable: '', onDelete: 'no action' }]
      : lot.references;
  const references = drawnReferences.map((one, place): Reference => {
    const scoping = kind === 'scoped' && place === 0;
    const to = scoping ? scopeOf(lot, at) : one.to % lots.length;
    const parent = kinds[to] ?? 'plain';
    const referable = parent !== 'scoped' && lots[to]?.codeNull !== 'deferrable';
    const [parentColumns, types] = referredBy(parent, one.business && referable && !scoping);
    const notNull = scoping || one.notNull;
    return {
      columns: parentColumns.length === 1 ? [`r${place}`] : parentColumns.map((name) => `r${place} ${name}`), // prettier-ignore
      ...{ to, parentColumns, types, notNull, deferrable: one.deferrable },
      onDelete: notNull && one.onDelete === 'set null' ? 'no action' : one.onDelete,
    };
  });
  const choosable = [
    ...columns.filter(({ notNull }) => !notNull).map(({ name }) => [name]),
    ...references.filter(({ notNull }) => !notNull).map((one) => one.columns),
  ];
  const exclude = chosen(choosable, lot.exclude);
  const matching = KEYED.includes(kind) && lot.matching === 'remap' ? 'business' : lot.matching;
  return {
    ...{ name: NAMES[at] ?? '', kind, columns, references, partitioned, exclude },
    ...{ listed: lot.listed, mode: lot.mode, drawnTo: lot.drawnTo },
    matching: (codeMayBeNull || kind === 'scoped') && matching === 'business' ? 'primary' : codeMayBeNull ? 'primary' : (matching), // prettier-ignore
    primary: KEYED.includes(kind) ? BUSINESS[kind] : ['id'],
    business: BUSINESS[kind],
    code: kind === 'plain' ? lot.codeNull : 'not null',
    insertOnly: chosen(choosable, lot.insertOnly).filter((name) => !exclude.includes(name)),
    where: lot.where === null ? undefined : (columns[lot.where] === undefined ? `code <> 'a'` : `"${columns[lot.where]?.name}" is not null`), // prettier-ignore
  };
}

function scopeOf({ references: [first] }: Lot, at: number): number {
  return (first?.to ?? 0) % Math.max(at, 1);
}

function referredBy(parent: Kind, business: boolean): [string[], string[]] {
  if (parent === 'pair') return [['code', 'n'], ['text', 'integer']]; // prettier-ignore
  if (parent === 'natural' || business) return [['code'], ['text']];
  return [['id'], [parent === 'uuid' ? 'uuid' : 'integer']];
}

function chosen(from: readonly (readonly string[])[], luck: number | null): readonly string[] {
  return luck === null || from.length === 0 ? [] : (from[luck % from.length] ?? []);
}
