import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asInput } from '../../src/backup/exclusions.js';
import { schemaNamesSchema, tableNamesSchema } from '../../src/config/names.js';

describe('schemas', () => {
  test.each([
    ['', []],
    [' \n,\t', []],
    ['auth', ['auth']],
    ['auth vault,realtime,\n graphql\r\n', ['auth', 'vault', 'realtime', 'graphql']],
    ['Auth auth', ['Auth', 'auth']],
    ['_private a$1 back-office', ['_private', 'a$1', 'back-office']],
    ['Größe 名前', ['Größe', '名前']],
    ['"Back Office" "a""b" "1st" "a.b" "*"', ['Back Office', 'a"b', '1st', 'a.b', '*']],
    [
      ['auth', 'vault, realtime'],
      ['auth', 'vault', 'realtime'],
    ],
    ['x'.repeat(63), ['x'.repeat(63)]],
    ['s '.repeat(1_000), Array.from({ length: 1_000 }, () => 's')],
  ])('%j', (text, names) => {
    expect(schemaNamesSchema.parse(text)).toEqual(names);
  });

  test.each([
    'public.users',
    '1st',
    '-auth',
    'au*',
    'a;b',
    '$a',
    "it's",
    '""',
    '"',
    '"open',
    'a"b"',
    '"a"b',
    '"a""',
    '"line\nbreak"',
    '"nul\0"',
    'x'.repeat(64),
    `"${'é'.repeat(32)}"`,
    's '.repeat(1_001),
    '🐘',
  ])('%j is refused', (text) => {
    const parsed = schemaNamesSchema.safeParse(text);
    expect(parsed.error?.issues[0]?.message).toMatch(/^names of schemas, separated by/);
  });
});

describe('tables', () => {
  test.each([
    ['logs', [{ schema: 'public', table: 'logs' }]],
    [
      'audit.events, logs',
      [
        { schema: 'audit', table: 'events' },
        { schema: 'public', table: 'logs' },
      ],
    ],
    ['"Audit Trail"."Events.2024"', [{ schema: 'Audit Trail', table: 'Events.2024' }]],
    ['audit."Events"', [{ schema: 'audit', table: 'Events' }]],
  ])('%j', (text, names) => {
    expect(tableNamesSchema.parse(text)).toEqual(names);
  });

  test.each(['a.b.c', 'a.', '.a', 'a..b', 'a .b', `public.${'x'.repeat(64)}`, 'a.*'])(
    '%j is refused',
    (text) => {
      expect(tableNamesSchema.safeParse(text).success).toBe(false);
    },
  );
});

/** Names as Postgres allows them, those that need quotes among them. */
const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.string({ unit: fc.constantFrom('a', 'Z', '"', '.', ' ', ',', '$', '-', '_', '9', 'é'), minLength: 1 }), // prettier-ignore
  )
  .filter((text) => !/\p{Cc}/u.test(text) && Buffer.byteLength(text) <= 63);
const gap = fc.constantFrom(' ', ',', '\n', ', ', '\r\n');

test('what we print as an input is read as it was meant', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name, gap), { maxLength: 20 }), (names) => {
      const schemas = names.map(([schema, , between]) => asInput(schema) + between).join('');
      expect(schemaNamesSchema.parse(schemas)).toEqual(names.map(([schema]) => schema));
      const tables = names
        .map(([schema, table, between]) => `${asInput(schema)}.${asInput(table)}${between}`)
        .join('');
      expect(tableNamesSchema.parse(tables)).toEqual(
        names.map(([schema, table]) => ({ schema, table })),
      );
    }),
    { seed: 20261122, numRuns: 500 },
  );
});
