import { describe, expect, test } from '@jest/globals';
import { hasFlag, optionValue, optionValues } from '../../src/migration/settings/commandline.js';
import { plainValues, settingsIn } from '../../src/migration/settings/literals.js';

describe('options in a command', () => {
  test.each([
    ['tool up -t done', 'done'],
    ['npx tool --table=done up', 'done'],
    [`./node_modules/.bin/tool --table "done" && echo`, 'done'],
    ['DEBUG=1 tool -t done; other -t else', 'done'],
    ['tool -t done && tool check -t done', 'done'],
    [`bash -ec 'tool up -t done'`, 'done'],
    ['cd tool && npx tool@2 -t done', 'done'],
    ['tool \\\n  -tdone \\\n  up', 'done'],
    [`tool -t '.*\\.map'`, '.*\\.map'],
    ['cd tool -t else', undefined],
    ['echo -t else && tool up', undefined],
    ['tool up || echo -t else', undefined],
  ])('%s', (command, value) => {
    expect(optionValue(command, 'tool', ['-t', '--table'])).toBe(value);
  });

  test.each(['tool -t $TABLE', 'tool -t "${TABLE}"', 'tool -t `name`', 'tool -t a && tool -t b'])(
    'no plain value: %s',
    (command) => {
      expect(() => optionValue(command, 'tool', ['-t'])).toThrow('read -t');
    },
  );

  test('an option that may come twice, and one without a value', () => {
    expect(optionValues('tool -d a -d b', 'tool', ['-d'])).toEqual(['a', 'b']);
    expect(hasFlag('tool --strict up', 'tool', ['--strict'])).toBe(true);
    expect(hasFlag('other --strict; tool up', 'tool', ['--strict'])).toBe(false);
  });
});

describe('plain values of a configuration file', () => {
  const table = ['migrations', 'table'];
  const places = { beside: '/app/db', startedIn: '/app' };
  test.each([
    ['JSON', '{"migrations": {"table": "done"}}', ['done']],
    [
      'a call around it',
      `export default define({ migrations: { table: 'done', n: 1 } });`,
      ['done'],
    ],
    [
      'types and a function',
      'export default (): C => ({ migrations: { table: `done` } } as C)',
      ['done'],
    ],
    [
      'a URL and a comment',
      `export default x({ url: 'a://b', /* table: 'no' */ migrations: { table: 'done' } })`,
      ['done'],
    ],
    ['a list', `module.exports = { migrations: { table: ['a', "b"] } }`, ['a', 'b']],
    [
      'a block that is spread from here',
      `const b = { migrations: { table: 'done' } }; module.exports = { ...b }`,
      ['done'],
    ],
    ['nothing of it', `module.exports = { migrations: { schema: 's' }, table: 'no' }`, undefined],
    [
      'a condition elsewhere',
      `module.exports = { a: b ? c : table, migrations: { table: 'done' } }`,
      ['done'],
    ],
  ])('%s', (_, source, values) => {
    expect(plainValues(settingsIn(source, places), table, 'file')).toEqual(values);
  });

  test.each([
    ['a variable', 'module.exports = { migrations: { table: process.env.T } }'],
    ['a shorthand', 'module.exports = { migrations: { table } }'],
    ['a template', 'module.exports = { migrations: { table: `${prefix}_done` } }'],
    ['a sum', `module.exports = { migrations: { table: 'a' + b } }`],
    ['a block from elsewhere', 'module.exports = { migrations: shared }'],
    ['a spread into the block', 'module.exports = { migrations: { ...shared } }'],
    ['a spread around it', `const shared = require('./shared'); module.exports = { ...shared }`],
    [
      'two values',
      `module.exports = { a: { migrations: { table: 'a' } }, b: { migrations: { table: 'b' } } }`,
    ],
  ])('%s is asked for', (_, source) => {
    expect(() => plainValues(settingsIn(source, places), table, 'knexfile.js')).toThrow(
      'write one plain value for migrations.table in knexfile.js',
    );
  });

  const here = `{ migrations: { table: 'done' } }`;
  test.each([
    `const c: { [key: string]: C } = ${here}; export default c;`,
    `const c = define(${here}); module.exports = c;`,
    `const c = ${here} as const; export default define(c satisfies C);`,
    `exports.production = ${here};`,
    `export const production: C = ${here};`,
    `export = ${here} as C`,
    `module.exports = async () => { await load(); return ${here}; };`,
    `module.exports = function (env) { return ${here} };`,
    `export default { connection: { ...(ssl ? { ssl } : {}) }, ...${here} };`,
    `const base = ${here}; module.exports = { production: base };`,
  ])('exported from here: %s', (source) => {
    expect(plainValues(settingsIn(source, places), table, 'file', 'production')).toEqual(['done']);
  });

  test.each([
    `module.exports = require('./config').database;`,
    `import { base } from './base'; export default base;`,
    `export { default } from './base';`,
    `export * from './base';`,
    `module.exports = merge({ client: 'pg' }, base);`,
    `module.exports = { a: {} }[env];`,
    `module.exports = { client: 'pg' }; module.exports.production = require('./base');`,
    `const c = { client: 'pg' }; c.migrations = own; export default c;`,
    `let c = { client: 'pg' }; if (ci) c = load(); export default c;`,
    `const c = {}; Object.assign(c, base); export default c;`,
    `const c = load(); export default define(c);`,
    `export default build();`,
    `export default async () => { const c = await load(); return c; };`,
    `module.exports = { production: base };`,
    `module.exports = { production: require('./base') };`,
    `module.exports = { ...(own ? a : b) };`,
    `module.exports = { ...pick({ client: 'pg' }) };`,
    `module.exports =\n  client: 'pg'`,
  ])('exported from elsewhere: %s', (source) => {
    expect(() =>
      plainValues(settingsIn(source, places), table, 'knexfile.js', 'production'),
    ).toThrow('write one plain value for migrations.table in knexfile.js');
  });

  test.each([
    [`path.join('a', '../b.c')`, 'b.c'],
    ['path.join(__dirname, `b`)', '/app/db/b'],
    [`join(import.meta.dirname, 'b',)`, '/app/db/b'],
    [`resolve('b', 'c')`, '/app/b/c'],
    [`path.resolve(__dirname, '../b')`, '/app/b'],
  ])('a path: %s', (path, value) => {
    const source = `import { join } from 'node:path'; export default { migrations: { table: ${path} } }`;
    expect(plainValues(settingsIn(source, places), table, 'file')).toEqual([value]);
  });

  test.each([`path.join(dir, 'b')`, `path.join('a') + 'b'`, `join('a')`, `path.dirname('a/b')`])(
    'no plain path: %s',
    (path) => {
      const source = `export default { migrations: { table: ${path} } }`;
      expect(() => plainValues(settingsIn(source, places), table, 'file')).toThrow(
        'no plain value',
      );
    },
  );

  test('of blocks that differ the one that counts is read', () => {
    const source = `module.exports = { a: { migrations: { table: 'a' } }, b: { migrations: { table: 'b' } } }`;
    expect(plainValues(settingsIn(source, places), table, 'file', 'b')).toEqual(['b']);
  });
});
