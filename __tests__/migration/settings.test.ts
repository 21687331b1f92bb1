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
      `x({ url: 'a://b', /* table: 'no' */ migrations: { table: 'done' } })`,
      ['done'],
    ],
    ['a list', `x = { migrations: { table: ['a', "b"] } }`, ['a', 'b']],
    [
      'a block that is spread from here',
      `const b = { migrations: { table: 'done' } }; x = { ...b }`,
      ['done'],
    ],
    ['nothing of it', `x = { migrations: { schema: 's' }, table: 'no' }`, undefined],
    ['a condition elsewhere', `x = { a: b ? c : table, migrations: { table: 'done' } }`, ['done']],
  ])('%s', (_, source, values) => {
    expect(plainValues(settingsIn(source), table, 'file')).toEqual(values);
  });

  test.each([
    ['a variable', 'x = { migrations: { table: process.env.T } }'],
    ['a shorthand', 'x = { migrations: { table } }'],
    ['a template', 'x = { migrations: { table: `${prefix}_done` } }'],
    ['a sum', `x = { migrations: { table: 'a' + b } }`],
    ['a block from elsewhere', 'x = { migrations: shared }'],
    ['a spread into the block', 'x = { migrations: { ...shared } }'],
    ['a spread around it', `const shared = require('./shared'); x = { ...shared }`],
    ['two values', `x = { a: { migrations: { table: 'a' } }, b: { migrations: { table: 'b' } } }`],
  ])('%s is asked for', (_, source) => {
    expect(() => plainValues(settingsIn(source), table, 'knexfile.js')).toThrow(
      'write one plain value for migrations.table in knexfile.js',
    );
  });

  test('of blocks that differ the one that counts is read', () => {
    const source = `x = { a: { migrations: { table: 'a' } }, b: { migrations: { table: 'b' } } }`;
    expect(plainValues(settingsIn(source), table, 'file', 'b')).toEqual(['b']);
  });
});
