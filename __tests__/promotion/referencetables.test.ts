import { expect, test } from '@jest/globals';
import { configFor } from '../harness/config.js';

const URL_OF = 'postgresql://u:some-password@localhost:5432/d';

const BY_DEFAULT = { mode: 'upsert', key: [], ids: 'unsaid', exclude: [], insertOnly: [], where: undefined }; // prettier-ignore

async function read(yaml: string) {
  const config = await configFor('promote', { 'reference-tables': yaml, 'direct-url': URL_OF });
  return config.referenceTables;
}

test('a name alone means everything by default', async () => {
  expect(
    await read('- categories\n- {table: shop.services, mode: insert, exclude: [a, b, a]}'),
  ).toEqual([
    { table: 'categories', ...BY_DEFAULT },
    { table: 'shop.services', ...BY_DEFAULT, mode: 'insert', exclude: ['a', 'b'] },
  ]);
  expect(
    await read(
      '- {table: a, key: [slug], ids: remap, mode: mirror, insert-only: [price], where: "x is null "}',
    ),
  ).toEqual([
    {
      table: 'a',
      mode: 'mirror',
      key: ['slug'],
      ids: 'remap',
      exclude: [],
      insertOnly: ['price'],
      where: 'x is null',
    },
  ]);
});

test.each([
  ['no list', 'categories', /read input reference-tables[\s\S]*a YAML list of tables/],
  [
    'a number',
    '- 5',
    /item 1: a number is no table[\s\S]*write a table name, or \{table, key, ids,/,
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
    /there is no key "hocus"[\s\S]*use table, key, ids, mode, exclude, insert-only, where/,
  ],
  [
    'another ids',
    '- {table: a, ids: remapp}',
    /"remapp" is no value of it[\s\S]*did you mean remap\?/,
  ],
  ['ids: remap without a key', '- {table: a, ids: remap}', /by what would rows be matched\?/],
  ['an empty key', '- {table: a, key: []}', /key key: it is empty/],
  ['a condition that is a list', '- {table: a, where: [b]}', /key where: a list is no expression/],
  [
    'a column in both lists',
    '- {table: a, exclude: [b], insert-only: [b]}',
    /key insert-only: "b" stands in exclude, too/,
  ],
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
  const words = await read('- 5\n- {table: a, ids: remap, mode: mirrr, x: 1}').then(
    () => '',
    String,
  );
  expect(words.match(/Could not/g)).toHaveLength(4);
});
