import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import {
  block,
  code,
  firstOf,
  folded,
  link,
  numbered,
  shellWord,
  table,
  text,
} from '../../src/report/markdown.js';
import { FIXED, HOSTILE, hostileText } from './hostile.js';
import { activeParts, seen, structureOf } from './reading.js';

/** What a value looks like when nothing in it acts. */
function harmless(value: string): string {
  return value
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]|[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll('\t', ' ')
    .toWellFormed();
}
const flat = (value: string): string => value.replace(/\s+/g, ' ').trim();

describe.each(HOSTILE.map((value) => [JSON.stringify(value), value]))('%s', (_, value) => {
  test('as text is shown and does nothing', () => {
    expect(flat(seen(text(value)))).toBe(flat(harmless(value)));
    expect(activeParts(`a ${text(value)} z`).filter((tag) => tag !== '<br>')).toEqual([]);
    expect(structureOf(text(value) || 'x')).toEqual(['paragraph']);
  });

  test('as code is shown and does nothing', () => {
    expect(flat(seen(code(value)))).toBe(flat(harmless(value)));
    expect(activeParts(code(value)).every((tag) => /^<\/?code>$/.test(tag))).toBe(true);
  });

  test('in a table makes no cell and no row', () => {
    const page = table(
      ['a', 'b'],
      [
        [text(value), code(value)],
        [code(value), text(value)],
      ],
    );
    expect(structureOf(page)).toEqual(['table of 2 by 2']);
  });

  test('in a block stays inside', () => {
    expect(structureOf(`${block([value, 'x'])}\n\nend`)).toEqual(['code', 'paragraph']);
    expect(structureOf(numbered([`a\n\n${block([value])}`, 'b']))).toHaveLength(1);
  });

  test('in a shell is one word', () => {
    if (harmless(value) === '') return;
    const printed = execFileSync('bash', ['-c', `printf %s ${shellWord(value)}`], {
      encoding: 'utf8',
    });
    expect(printed).toBe(harmless(value).replace(/\s+/g, ' '));
  });
});

test('any mixture of them is text', () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      expect(flat(seen(text(value)))).toBe(flat(harmless(value)));
      expect(flat(seen(code(value)))).toBe(flat(harmless(value)));
      expect(structureOf(table(['a', 'b'], [[text(value), code(value)]]))).toEqual([
        'table of 2 by 1',
      ]);
      expect(structureOf(block([value]))).toEqual(['code']);
      const tags = activeParts(text(value) + code(value));
      expect(tags.filter((tag) => !/^<(br|\/?code)>$/.test(tag))).toEqual([]);
    }),
    FIXED,
  );
});

test('names of people and numbers of issues are broken for GitHub, which looks at the rendered text', () => {
  for (const value of ['@octocat', '#123', 'acme/shop#5', 'GH-123', 'a@b.example', ':tada:']) {
    expect(text(`see ${value}`)).toContain('\u200b');
  }
  expect(text('12:30:45, 15.6, a: b, 5 # 3, @')).toBe('12:30:45, 15.6, a: b, 5 # 3, @');
});

test('ordinary names and sentences stay as they are', () => {
  const value = 'services.duration_minutes (int4) is NOT NULL, since "2026-11-22"; 20 % slower';
  expect(text(value)).toBe(value);
  expect(code('public."Odd Name"')).toBe('`public."Odd Name"`');
});

test('long values are cut, never in the middle of a character', () => {
  expect(text('👩'.repeat(5_000)).length).toBeLessThan(1_100);
  expect(text(`x${'👩'.repeat(5_000)}`)).toMatch(/👩 …$/u);
  expect(block(['y'.repeat(10_000)]).length).toBeLessThan(600);
});

test('a list is counted where it is cut', () => {
  const items = Array.from({ length: 12 }, (_, at) => `n${at}`);
  expect(firstOf(items, 10, (some) => some.join(' '))).toMatch(/n9\n\n… and 2 more/);
  expect(firstOf(items, 12, (some) => some.join(' '))).toMatch(/n11$/);
});

test('only pages of the web are linked', () => {
  expect(link('a', 'javascript:alert(1)')).toBe('a');
  expect(activeParts(link('a', 'https://h.example/x y)"<b>'))).toEqual([
    'link https://h.example/x%20y%29%22%3Cb%3E',
  ]);
  expect(folded('nothing', '')).toBe('');
});
