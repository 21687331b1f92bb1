import { nearNames } from '../postgres/nearnames.js';
import type { Shortfall, Twins } from './twins.js';
import type { TableRequest } from './request.js';
import type { TableFacts } from './tablefacts.js';
import type { UniqueIndex } from './uniqueindexes.js';

/** Columns by which rows of the two sides are the same, sorted by name. */
export function matchingKey({ key }: TableRequest, prod: TableFacts): readonly string[] {
  return key.length === 0 ? prod.key : [...key].sort();
}

/** The whole, plain, finished unique index over exactly the columns: it alone makes a key of them. */
export function indexOf(
  columns: readonly string[],
  uniques: readonly UniqueIndex[],
): UniqueIndex | undefined {
  return uniques.find(
    (index) =>
      index.valid &&
      index.predicate === null &&
      !index.operators.includes(null) &&
      index.columns.length === columns.length &&
      columns.every((name) => index.columns.includes(name)),
  );
}

/** What keeps the named columns from being a key on both sides, and `ids: remap` from having ids. */
export function wrongBusinessKey(request: TableRequest, sides: Twins): Shortfall[] {
  const unknown = request.key.flatMap((name) => missing('key', name, sides));
  if (unknown.length > 0) return unknown;
  return [
    ...onSide(request.key, sides.prod, sides.uniques.prod, 'production'),
    ...onSide(request.key, sides.dev, sides.uniques.dev, 'development'),
    ...(request.ids === 'remap' ? wrongIds(request, sides) : []),
  ];
}

export function wrongInsertOnly({ insertOnly }: TableRequest, sides: Twins): Shortfall[] {
  return insertOnly.flatMap((name): Shortfall[] => {
    const unknown = missing('insert-only', name, sides);
    if (unknown.length > 0 || !sides.prod.key.includes(name)) return unknown;
    const found = `insert-only names ${name}, which belongs to the primary key`;
    return [[found, 'take it out of insert-only: ids are never overwritten']];
  });
}

function missing(where: string, name: string, { dev, prod }: Twins): Shortfall[] {
  return (
    [
      ['production', prod],
      ['development', dev],
    ] as const
  ).flatMap(([side, { columns }]): Shortfall[] => {
    const known = columns.map((column) => column.name);
    if (known.includes(name)) return [];
    const [near] = nearNames(name, known);
    return [
      [
        `${where} names ${name}, which is no column of it in ${side}`,
        near === undefined ? 'correct the name' : `did you mean ${near}?`,
      ],
    ];
  });
}

function onSide(
  key: readonly string[],
  facts: TableFacts,
  uniques: readonly UniqueIndex[],
  side: string,
): Shortfall[] {
  const columns = facts.columns.filter(({ name }) => key.includes(name));
  const shown = `(${key.join(', ')})`;
  return [
    ...columns
      .filter(({ neverNull }) => !neverNull)
      .map(({ name }): Shortfall => [
        `the key column ${name} may be NULL in ${side}, and NULL matches nothing`,
        `run a migration: alter column ${name} set not null`,
      ]),
    ...columns
      .filter(({ generated }) => generated)
      .map(({ name }): Shortfall => [
        `the key column ${name} is generated in ${side}, so it cannot be written`,
        'use the columns from which it is computed',
      ]),
    ...(indexOf(key, uniques) === undefined
      ? [
          [
            `the key ${shown} is not unique in ${side}: one row could match several`,
            `run a migration: add unique ${shown}, over the whole table`,
          ] as const,
        ]
      : []),
  ];
}

function wrongIds(request: TableRequest, { dev, prod, sequences }: Twins): Shortfall[] {
  if (prod.key.length === 0) {
    return [['production has no primary key on it, so there are no ids', 'leave out ids: remap']];
  }
  const ids = prod.key.filter((name) => !request.key.includes(name));
  if (ids.length > 1) {
    return [
      [
        `outside of its key the primary key has ${ids.length} columns: ${ids.join(', ')}`,
        'ids: remap can give new values to one column: add the others to key, or leave it out',
      ],
    ];
  }
  const made = sequences.find(({ plain, column }) => !plain && ids.includes(column));
  if (made !== undefined) {
    return [
      [
        `the default of its id ${made.column} makes something else of the numbers of ${made.name}`,
        'ids: remap can only hand out the numbers themselves: leave it out, or take the table off the list',
      ],
    ];
  }
  return ids
    .filter((name) => !dev.columns.some((column) => column.name === name))
    .map((name): Shortfall => [`development has no column ${name}`, 'run the migrations there']);
}
