import { expect, test } from '@jest/globals';
import { parseNeeds } from '../../src/config/needs.js';
import { jobFindings } from '../../src/verification/jobs.js';

test.each([
  ['{"a":{"result":"success","outputs":{"x":"1"}}}', ['job a: pass']],
  ['{"a":{"result":"failure"},"b":{"result":"success"}}', ['job a: fail', 'job b: pass']],
  ['{"a":{"result":"cancelled","outputs":{}}}', ['job a: fail']],
  ['{"a":{"result":"skipped","outputs":{}}}', ['job a: not run']],
  ['{}', ['jobs before this one: not run']],
  ['', ['jobs before this one: could not verify']],
  ['***', ['jobs before this one: could not verify']],
  ['null', ['jobs before this one: could not verify']],
  ['[]', ['jobs before this one: could not verify']],
  ['{"a":"success"}', ['jobs before this one: could not verify']],
  ['{"a":{"result":"sucess"}}', ['jobs before this one: could not verify']],
  ['{"a":{"result":"success"}', ['jobs before this one: could not verify']],
])('%s', (text, expected) => {
  const findings = jobFindings(parseNeeds(text));
  expect(findings.map(({ name, verdict }) => `${name}: ${verdict}`)).toEqual(expected);
});

test('without needs nothing is claimed', () => {
  expect(jobFindings(undefined)).toMatchObject([{ verdict: 'not run' }]);
});
