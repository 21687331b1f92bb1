import { describe, expect, test } from '@jest/globals';
import { localeClauses } from '../../src/postgres/locale.js';
import { databaseNames, isMarker, isSideName } from '../../src/restore/databasenames.js';
import { STARTED } from './stage.js';

describe('names', () => {
  test.each([
    'shop',
    `It's "É" ${'x'.repeat(50)}`,
    'ä'.repeat(31),
    '√'.repeat(21),
    'x'.repeat(63),
    'a=b://c',
  ])('%s: beside it two others that fit into 63 bytes and are known again', (database) => {
    const { side, kept } = databaseNames(database, STARTED);
    expect(new Set([database, side, kept]).size).toBe(3);
    for (const name of [side, kept]) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
      expect(name).not.toMatch(/\uFFFD|=|:\/\//);
    }
    expect([isSideName(database, side), isSideName(database, kept)]).toEqual([true, false]);
  });

  test('a comment is a mark only for its own database', () => {
    const comment = 'db-deploy: incomplete restore of shop, started 2026; safe to drop';
    expect(isMarker('shop', comment)).toBe(true);
    for (const other of [null, '', 'shop', `${comment}!`, `my ${comment}`]) {
      expect(isMarker('shop', other)).toBe(false);
    }
    expect(isMarker('shop2', comment)).toBe(false);
  });
});

describe('the locale', () => {
  const icu = { localeProvider: 'icu', locale: "de'AT" } as const;
  const CASES = [
    [{}, 15, ''],
    [{ localeProvider: 'libc' }, 14, ''],
    [{ localeProvider: 'libc' }, 15, ' locale_provider libc'],
    [icu, 15, " locale_provider icu icu_locale 'de''AT'"],
    [icu, 18, " locale_provider icu icu_locale 'de''AT'"],
    [
      { localeProvider: 'builtin', locale: 'C.UTF-8' },
      17,
      " locale_provider builtin builtin_locale 'C.UTF-8'",
    ],
  ] as const;
  test.each(CASES)('%j on %i', (provider, major, words) => {
    const server = { version: '', major: 15, encoding: 'UTF8', collation: 'C', ...provider };
    expect(localeClauses(server, major).join(' ')).toBe(
      `encoding 'UTF8' lc_collate 'C' lc_ctype 'C'${words}`,
    );
  });
});
