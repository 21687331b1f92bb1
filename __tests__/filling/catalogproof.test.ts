import { expect, test } from '@jest/globals';
import { catalogFindings } from '../../src/filling/catalogproof.js';

const THEN = [
  'table public.t\t\towner a\tgrants a=arwdDxt/a',
  'schema public\t\towner a\tgrants a=UC/a',
];
const LATER = [
  'table public.t\t\towner a\tgrants a=arwdDxtm/a',
  'schema public\t\towner b\tgrants a=UC/a',
];

test.each([
  ['the same, same major', THEN, false, 'pass'],
  ['the same, newer major', THEN, true, 'pass'],
  ['others, same major', LATER, false, 'fail'],
  ['others, newer major', LATER, true, 'warn'],
])('owners and grants: %s', (_, now, newerServer, verdict) => {
  const findings = catalogFindings({ then: THEN, now, isExcused: () => false, newerServer });
  const judged = findings.filter(({ name }) => name === 'owners' || name === 'grants');
  expect(judged.map((finding) => finding.verdict)).toEqual([verdict, verdict]);
});
