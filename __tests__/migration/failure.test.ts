import { expect, test } from '@jest/globals';
import { failureWatch } from '../../src/migration/failure.js';

const read = (...lines: string[]) => {
  const watch = failureWatch([]);
  for (const line of lines) watch.see(line);
  return watch;
};

test.each([
  ["  code: '55P03',", 'lock timeout'],
  ["  code: \u001b[32m'55P03'\u001b[39m,", 'lock timeout'],
  ['Error: pq: canceling statement due to lock timeout', 'lock timeout'],
  ['ERROR:  40P01: deadlock detected', 'lock timeout'],
  ['failed (SQLSTATE 55P03)', 'lock timeout'],
  ['SQLSTATE[55P03]: Lock not available', 'lock timeout'],
  ['Database error code: 53300', 'no connection'],
  ['Error: connect ECONNREFUSED 127.0.0.1:5432', 'no connection'],
] as const)('%s passes', (line, passes) => {
  expect(read(line).found()).toMatchObject([{ passes }]);
});

test.each([
  'npm error npx canceled due to missing packages and no YES option: ["drizzle-kit@0.31.11"]',
  'bash: line 1: yarn: command not found',
])('%s is a checkout without its packages', (line) => {
  expect(read(line).found()).toMatchObject([
    { remedy: expect.stringMatching(/npm ci/) as unknown },
  ]);
});

test.each([
  'copied 53300 rows',
  'ERROR:  53300 rows have no owner',
  '0 errors, 57014 rows',
  'order 55P03 was moved',
  'Applied 23505 of 25001 changes',
])('%s is a number, and no failure', (line) => {
  expect(read(line).found()).toEqual([]);
});

test.each([
  'Error: Connection terminated unexpectedly',
  'server closed the connection unexpectedly',
  'P1017: Server has closed the connection.',
  'FATAL:  terminating connection due to administrator command',
  "  code: '57P01',",
  'Error: write CONNECTION_CLOSED localhost:5432',
  'could not receive data from server: Connection reset by peer',
  'the connection to the server was lost',
  'Error: read ECONNRESET',
])('after “%s” no failure passes: what was sent last may be committed', (line) => {
  const watch = read(line, 'Error: connect ECONNREFUSED 127.0.0.1:5432');
  expect(watch.lostConnection).toBe(true);
  expect(watch.found().length).toBeGreaterThan(1);
  expect(watch.found().flatMap(({ passes }) => passes ?? [])).toEqual([]);
});
