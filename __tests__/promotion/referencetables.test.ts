import { expect, test } from '@jest/globals';
import { configFor } from '../harness/config.js';

const URL_OF = 'postgresql://u:some-password@localhost:5432/d';

async function read(yaml: string) {
  const config = await configFor('promote', { 'reference-tables': yaml, 'direct-url': URL_OF });
  return config.referenceTables;
}

test('a name alone means everything by default', async () => {
  expect(
    await read('- categories\n- {table: shop.services, mode: insert, exclude: [a, b, a]}'),
  ).toEqual([
    { table: 'categories', mode: 'upsert', exclude: [] },
    { table: 'shop.services', mode: 'insert', exclude: ['a', 'b'] },
  ]);
});

test.each([
  ['no list', 'categories', /read input reference-tables[\s\S]*a YAML list of tables/],
  [
    'a number',
    '- 5',
    /item 1: a number is no table[\s\S]*write a table name, or \{table, mode, exclude\}/,
  ],
  ['an empty item', '- a\n-', /item 2: nothing is no table/],
  ['no table', '- mode: insert', /item 1, key table: not set/],
  [
    'a misspelt key',
    '- {table: a, exclud: [b]}',
    /there is no key "exclud"[\s\S]*did you mean exclude\?/,
  ],
  [
    'an unknown key',
    '- {table: a, hocus: 1}',
    /there is no key "hocus"[\s\S]*use table, mode, exclude/,
  ],
  ['a key to come', '- {table: a, ids: remap}', /the key "ids" is not in this version/],
  [
    'another key to come',
    '- {table: a, insert-only: [b]}',
    /the key "insert-only" is not in this version/,
  ],
  ['a mode to come', '- {table: a, mode: mirror}', /the mode "mirror" is not in this version/],
  [
    'a misspelt mode',
    '- {table: a, mode: upsrt}',
    /"upsrt" is no mode[\s\S]*did you mean upsert\?/,
  ],
  [
    'exclude without a list',
    '- {table: a, exclude: b}',
    /key exclude: a string is no list of columns/,
  ],
])('%s is refused', async (_, yaml, words) => {
  await expect(read(yaml)).rejects.toThrow(words);
});

test('all complaints come at once', async () => {
  const words = await read('- 5\n- {table: a, ids: remap, mode: mirror, x: 1}').then(
    () => '',
    String,
  );
  expect(words.match(/Could not/g)).toHaveLength(4);
});
