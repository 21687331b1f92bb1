import { expect, test } from '@jest/globals';
import { arrivalFindings } from '../../src/migration/application/arrival.js';
import type { Watch } from '../../src/record/watch.js';

const LIMITS = { lockMs: 5_000, statementMs: 900_000 };
const lists = { stalled: 0, stalls: [], locks: [], blockers: [], stops: [] };
const watch: Watch = { samples: 20, watchedMs: 1_000, longestGapMs: 60, costShare: 0.01, knownBy: 'application name', backends: 1, late: false, ...lists }; // prettier-ignore
const waited = (waitedMs: number): Partial<Watch> => ({
  locks: [{ table: 'public.t', mode: 'ACCESS EXCLUSIVE', heldMs: 0, waitedMs }],
});

test.each<[string, Partial<Watch>, string[]]>([
  ['their name arrived with them', waited(5_100), ['pass']],
  ['no name arrived', { knownBy: 'role, address and start' }, ['could not verify']],
  ['one waited longer than it could', waited(7_100), ['warn']],
  ['none lasted long enough to be seen', { knownBy: 'nothing' }, []],
  ['none was seen, with looks far apart', { knownBy: 'nothing', longestGapMs: 900 }, ['could not verify']], // prettier-ignore
])('sessions of the tool: %s', (_, changes, verdicts) => {
  const findings = arrivalFindings({ ...watch, ...changes }, LIMITS, undefined);
  expect(findings.map(({ verdict }) => verdict)).toEqual(verdicts);
});

test('where the watcher keeps the limits, it tells of them itself', () => {
  expect(arrivalFindings({ ...watch, ...waited(9_000) }, LIMITS, LIMITS)).toEqual([]);
  // No limit.
  const unlimited = arrivalFindings({ ...watch, ...waited(9_000) }, { ...LIMITS, lockMs: 0 }, undefined); // prettier-ignore
  expect(unlimited.map(({ verdict }) => verdict)).toEqual(['pass']);
});
