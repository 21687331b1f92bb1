import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const text = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');
const schema = JSON.parse(await text('docs/db-deploy.schema.json')) as Record<string, unknown>;
const isSettings = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** Settings files that people copy; workflows stand in blocks of `yaml`, files in such of `yml`. */
const shown = (await Promise.all(['README.md', 'docs/promotion.md'].map(text))).flatMap((page) =>
  [...page.matchAll(/^```yml\n(.*?)^```$/gms)].map(([, block = '']) => block),
);

test('what the pages show is a settings file', () => {
  expect(shown.length).toBeGreaterThan(1);
  for (const block of shown) {
    isSettings(parse(block));
    expect({ block, errors: isSettings.errors ?? [] }).toEqual({ block, errors: [] });
  }
});

test.each([
  'environment: staging\nretention-days: 14\nrequire-backup: true',
  'reference-tables: [categories, {table: services, key: [slug], ids: remap, mode: mirror}]',
  'reference-tables: [{table: a, exclude: [b], insert-only: [c], where: d is null}]',
  'promote-command: npx tsx scripts/promote.ts',
  'exclude-schemas: [auth, storage]',
  'checks: [{name: a, sql: select 1, expect: "> 0"}]',
])('takes %j', (settings) => {
  expect(isSettings(parse(settings))).toBe(true);
});

test.each([
  'refrence-tables: [categories]',
  'direct-url: postgres://u@h/d',
  'step: migrate',
  'lock-timeout: 5 parsecs',
  'promote-mode: perhaps',
  'reference-tables: categories',
  'reference-tables: [{tabel: services}]',
  'reference-tables: [{table: services, mode: truncate}]',
  'reference-tables: [{table: services, key: slug}]',
  'reference-tables: [{table: services, ids: remap}]',
  'reference-tables: [{table: services, where: " "}]',
  'reference-tables: [" "]',
  'checks: [{name: a, sql: select 1}]',
  'fingerprint: md5',
])('refuses %j', (settings) => {
  expect(isSettings(parse(settings))).toBe(false);
});
