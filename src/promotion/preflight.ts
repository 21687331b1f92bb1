import type { Problem } from '../errors.js';
import { nearNames } from '../postgres/nearnames.js';
import type { TableRequest } from './request.js';
import type { Column, TableFacts } from './tablefacts.js';
import { wrongBusinessKey, wrongInsertOnly } from './businesskey.js';
import type { Shortfall, Twins } from './twins.js';

const KINDS: Readonly<Record<string, string>> = {
  v: 'a view',
  m: 'a materialized view',
  f: 'a foreign table',
};
const RUN_MIGRATIONS = 'run the migrations on both databases, so that both have one schema';

/**
 * Columns that promotion compares and writes: those that both sides have, but not the excluded, nor
 * those that production computes itself.
 */
export function ownedColumns(
  { exclude }: TableRequest,
  dev: TableFacts,
  prod: TableFacts,
): Column[] {
  const inDev = new Set(dev.columns.map(({ name }) => name));
  return prod.columns.filter(
    ({ name, generated }) => !generated && !exclude.includes(name) && inDev.has(name),
  );
}

/** Everything that keeps a table from being promoted. An empty list means: comparable and writable. */
export function incompatibilities(
  request: TableRequest,
  shown: string,
  sides: Twins,
): readonly Problem[] {
  const kind = [...wrongKind(sides.prod, 'production'), ...wrongKind(sides.dev, 'development')];
  const shortfalls =
    kind.length > 0
      ? kind
      : [
          ...(request.key.length === 0 ? wrongKey(sides) : wrongBusinessKey(request, sides)),
          ...wrongInsertOnly(request, sides),
          ...wrongExclude(request, sides),
          ...wrongColumns(request, sides),
          ...missingPrivileges(request, shown, sides),
          ...hiddenRows(sides),
        ];
  return shortfalls.map(([found, nextAction]) => ({
    attempted: `promote ${shown}`,
    found,
    nextAction,
  }));
}

function wrongKind(facts: TableFacts, side: string): Shortfall[] {
  const kind = KINDS[facts.kind];
  if (kind !== undefined) return [[`in ${side} it is ${kind}`, 'list the table behind it']];
  if (facts.partition) return [[`in ${side} it is a partition`, 'list the partitioned table']];
  if (facts.inherits) {
    return [
      [
        `in ${side} it inherits or is inherited from`,
        'take it off the list: rows of the other tables would be mixed in',
      ],
    ];
  }
  if (facts.rules) {
    return [
      [`in ${side} it has rewrite rules (CREATE RULE) for writes`, 'replace the rules by triggers'],
    ];
  }
  return [];
}

function wrongKey({ dev, prod }: Twins): Shortfall[] {
  if (prod.key.length === 0) return [['production has no primary key on it', 'add a primary key']];
  const computed = prod.columns.find(({ name, generated }) => generated && prod.key.includes(name));
  if (computed !== undefined) {
    return [
      [
        `its key column ${computed.name} is generated, so it cannot be written`,
        'take the table off the list',
      ],
    ];
  }
  if (dev.key.join('\n') === prod.key.join('\n')) return [];
  const words = dev.key.length === 0 ? 'none' : `(${dev.key.join(', ')})`;
  return [
    [
      `the primary key is (${prod.key.join(', ')}) in production and ${words} in development`,
      RUN_MIGRATIONS,
    ],
  ];
}

function wrongExclude({ exclude, key }: TableRequest, { dev, prod }: Twins): Shortfall[] {
  const known = new Set([...dev.columns, ...prod.columns].map(({ name }) => name));
  return exclude.flatMap((name): Shortfall[] => {
    if (prod.key.includes(name) || key.includes(name)) {
      return [[`exclude names ${name}, which belongs to the key`, 'take it out of exclude']];
    }
    if (known.has(name)) return [];
    const [near] = nearNames(name, [...known]);
    return [
      [
        `exclude names ${name}, which is no column of it`,
        near === undefined ? 'correct the name' : `did you mean ${near}?`,
      ],
    ];
  });
}

function wrongColumns(request: TableRequest, { dev, prod }: Twins): Shortfall[] {
  const owned = ownedColumns(request, dev, prod);
  const inProd = new Set(prod.columns.map(({ name }) => name));
  const devOnly = dev.columns
    .filter(({ name }) => !inProd.has(name) && !request.exclude.includes(name))
    .map(({ name }): Shortfall => [
      `column ${name} exists only in development`,
      `run the migrations on production first, or write exclude: [${name}]`,
    ]);
  return [
    ...devOnly,
    ...owned.flatMap((column) => wrongColumn(column, dev, prod)),
    ...unfillable(request, dev, prod),
  ];
}

function wrongColumn(column: Column, dev: TableFacts, prod: TableFacts): Shortfall[] {
  const { name, type, identity } = column;
  const twin = dev.columns.find((candidate) => candidate.name === name);
  if (twin?.type !== type) {
    return [
      [
        `column ${name} is ${type} in production and ${twin?.type ?? 'absent'} in development`,
        RUN_MIGRATIONS,
      ],
    ];
  }
  if (identity === 'a' && !prod.key.includes(name)) {
    return [
      [
        `column ${name} is GENERATED ALWAYS AS IDENTITY and not the key, so it cannot be updated`,
        `write exclude: [${name}]`,
      ],
    ];
  }
  const missing = (twin.labels ?? []).filter((label) => column.labels?.includes(label) === false);
  if (missing.length === 0) return [];
  return [
    [
      `production’s enum ${type} of column ${name} lacks ${missing.map((label) => `'${label}'`).join(', ')}`,
      'run the migrations on production first',
    ],
  ];
}

/** Columns that an insert leaves out, and that have nothing to put there. */
function unfillable(request: TableRequest, dev: TableFacts, prod: TableFacts): Shortfall[] {
  const inDev = new Set(dev.columns.map(({ name }) => name));
  return prod.columns
    .filter(({ name }) => request.exclude.includes(name) || !inDev.has(name))
    .filter(
      ({ notNull, hasDefault, generated, identity }) =>
        notNull && !hasDefault && !generated && identity === '',
    )
    .map(({ name }): Shortfall => {
      const why = inDev.has(name) ? 'is excluded' : 'exists only in production';
      const way = inDev.has(name) ? 'take it out of exclude' : 'run the migrations on development';
      return [
        `column ${name} ${why}, is NOT NULL and has no default, so no row could be inserted`,
        `${way}, or give it a default`,
      ];
    });
}

function missingPrivileges(
  { mode }: TableRequest,
  shown: string,
  { dev, prod, sequences }: Twins,
): Shortfall[] {
  const lacking = (facts: TableFacts, needed: readonly string[], side: string): Shortfall[] => {
    const missing = facts.lacking.filter((privilege) => needed.includes(privilege));
    const usage: Shortfall[] = facts.mayUseSchema
      ? []
      : [
          [
            `the role of ${side} lacks USAGE on the schema`,
            `run on ${side}: grant usage on schema ${facts.schema} to ${facts.role}`,
          ],
        ];
    if (missing.length === 0) return usage;
    const words = missing.join(', ');
    return [
      ...usage,
      [
        `the role of ${side} lacks ${words}`,
        `run on ${side}: grant ${words.toLowerCase()} on ${shown} to ${facts.role}`,
      ],
    ];
  };
  return [
    ...lacking(dev, ['SELECT'], 'development'),
    // LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE needs UPDATE too.
    ...lacking(
      prod,
      ['SELECT', 'INSERT', 'UPDATE', ...(mode === 'mirror' ? ['DELETE'] : [])],
      'production',
    ),
    ...sequences
      .filter(({ plain, mayRaise }) => plain && !mayRaise)
      .map(({ name }): Shortfall => [
        `the role of production may not read and raise the sequence ${name}`,
        `run on production: grant select, update on sequence ${name} to ${prod.role}`,
      ]),
  ];
}

function hiddenRows({ dev, prod }: Twins): Shortfall[] {
  const hidden = (facts: TableFacts, side: string): Shortfall[] =>
    facts.rowSecurity
      ? [
          [
            `row security in ${side} may hide rows from the role`,
            'use the owner of the table (without FORCE ROW LEVEL SECURITY) or a role with BYPASSRLS',
          ],
        ]
      : [];
  return [...hidden(dev, 'development'), ...hidden(prod, 'production')];
}
