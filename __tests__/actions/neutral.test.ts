import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { neutral, plain } from '../../src/actions/neutral.js';
import { parseCommand } from '../harness/github/workflow-commands.js';

const SEED = { seed: 20261122, numRuns: 500 };
const everything = (): boolean => true;
/** Lines as the runner's reader splits them. */
const split = (text: string): string[] => text.split(/\r\n|\r|\n/);

const COMMANDS = [
  '::error::forged',
  '  ::add-mask::postgres',
  '\t::set-output name=a::b',
  '\u00a0::error::x',
  '\u0085::error::x',
  '\u2028::error::x',
  '##[error]forged',
  'a table ##[add-mask]postgres',
  '###[error]x',
  '##[##[error]x',
  'done\r::error::x',
  '::::error::x',
  ':\r:error::x',
  '#\r#[error]x',
];

describe('a neutral line', () => {
  test.each(COMMANDS)('%j is no command', (line) => {
    for (const part of split(neutral(line))) {
      expect(parseCommand(part, everything)).toBeUndefined();
    }
  });

  test('is none after what only .NET calls a blank', () => {
    expect(neutral('\u0085::error::x')).not.toContain('::error');
  });

  test('is never a command, whatever it was made of', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          '::',
          ':',
          '##[',
          '#',
          '[',
          ']',
          ' ',
          '\t',
          '\r',
          '\u0085',
          '\ufeff',
          'error',
          'add-mask',
          '=',
          ';',
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const line = parts.join('').replaceAll('\n', '');
        for (const part of split(neutral(line))) {
          expect(parseCommand(part, everything)).toBeUndefined();
        }
      }),
      SEED,
    );
  });

  test.each([
    'ERROR:  relation "a" does not exist',
    'a::text = b',
    'select 1::int',
    '# heading',
    '',
  ])('%j stays as it is', (line) => {
    expect(neutral(line)).toBe(line);
  });
});

test.each([
  ['\u001b[31mred\u001b[0m', 'red'],
  ['bell\u0007 and null\0', 'bell and null'],
  ['tab\tand\nline', 'tab\tand\nline'],
  ['ünïcödé 🐘', 'ünïcödé 🐘'],
])('plain text of %j', (line, text) => {
  expect(plain(line)).toBe(text);
});
