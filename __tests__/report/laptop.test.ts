import { expect, test } from '@jest/globals';
import { warn } from '../../src/record/finding.js';
import { atCommandLine } from '../../src/report/laptop.js';
import { pageOf } from '../../src/report/page.js';
import { terminalText } from '../../src/report/terminal.js';
import { recordOf } from './deploys.js';

const shown = (fix: string): string => {
  const findings = [warn('a check', { expected: 'this', found: 'that', fix })];
  return terminalText(pageOf(atCommandLine(recordOf('verify', { findings }))));
};

test.each([
  ['check the server, then run the failed jobs again', 'then run the same command again'],
  ['add a step before this one: run: apt-get install x', 'that; expected: this  run: apt-get'],
  ['re-run all jobs (on a laptop: run the backup step again)', 'this  run the backup step again'],
  ['free disk space in a step before this one, or wait', 'free disk space, or wait'],
])('advice for a job, at a command line: %s', (fix, words) => {
  expect(shown(fix)).toContain(words);
});

test('statements stand on lines of their own, all of them: psql takes them no other way', () => {
  const statements = Array.from(
    { length: 30 },
    (_, at) => `select ${at}, '${'x'.repeat(80)}' \\gexec`,
  );
  const lines = shown(['as an administrator:', ...statements].join('\n')).split('\n');
  expect(lines.map((line) => line.trim())).toEqual(expect.arrayContaining(statements));
});

test.each([
  ['grant a to b;<br>Where that', 'grant a to b; Where that'],
  ['end them<br>Where that', 'end them. Where that'],
  ['found<br>expected: this', 'found; expected: this'],
])('lines of one text are joined by one sign: %s', (page, words) => {
  expect(terminalText(page)).toBe(words);
});
