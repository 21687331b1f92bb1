import { expect, test } from '@jest/globals';
import { hasFailed } from '../../src/record/finding.js';
import { judgeExclusions, judgeFitness, type Meeting } from '../../src/restore/fitness.js';
import { manifestWith } from '../archive/manifests.js';

const HERE = manifestWith().state.identity;
const FITTING: Meeting = {
  manifest: manifestWith(),
  choice: { by: 'newest', named: 'backup-run-id: 7' },
  environment: 'production',
  identity: HERE,
  major: 15,
};

test.each<[string, Partial<Meeting>, string[]]>([
  ['the same database', {}, ['pass', 'pass', 'pass']],
  ['another role of it', { identity: { ...HERE, user: 'restorer' } }, ['pass', 'pass', 'pass']],
  ['another environment', { environment: 'staging' }, ['fail', 'pass', 'pass']],
  ['a database of another oid', { identity: { ...HERE, oid: '9' } }, ['pass', 'fail', 'pass']],
  [
    'another database, but the backup was named by its run',
    { identity: { ...HERE, oid: '9', host: 'other' }, choice: { by: 'run' } },
    ['pass', 'warn', 'pass'],
  ],
  [
    'another database, but the backup was named by its file',
    { identity: { ...HERE, database: 'shop2' }, choice: { by: 'file' } },
    ['pass', 'warn', 'pass'],
  ],
  ['a newer server', { major: 17 }, ['pass', 'pass', 'warn']],
  ['an older server', { major: 14 }, ['pass', 'pass', 'fail']],
  ['an older server, and named', { major: 14, choice: { by: 'file' } }, ['pass', 'pass', 'fail']],
])('%s', (_, changes, verdicts) => {
  const findings = judgeFitness({ ...FITTING, ...changes });
  expect(findings.map(({ verdict }) => verdict)).toEqual(verdicts);
  expect(hasFailed(findings)).toBe(verdicts.includes('fail'));
});

test('after a restore, which gives another oid, the refusal says how to name the backup', () => {
  const findings = judgeFitness({ ...FITTING, identity: { ...HERE, oid: '9' } });
  expect(findings[1]?.fix).toMatch(/name the backup, and it is taken: backup-run-id: 7$/);
});

test('behind a pooler that serves many projects, only the user tells them apart', () => {
  const shared = { ...HERE, systemIdentifier: undefined };
  const manifest = manifestWith({ state: { ...manifestWith().state, identity: shared } });
  const judge = (user: string) =>
    judgeFitness({ ...FITTING, manifest, identity: { ...shared, user } })[1]?.verdict;
  expect(judge('postgres.other')).toBe('fail');
  expect(judge('app_owner')).toBe('pass');
});

test.each<[string, string[], string[], string[]]>([
  ['nothing', [], [], ['pass']],
  ['a schema that is here', ['auth'], [], ['fail']],
  ['a schema that is nowhere', ['gone'], [], ['pass']],
  ['rows', [], ['public.log'], ['pass', 'warn']],
  ['both', ['gone', 'auth'], ['public.log'], ['fail', 'warn']],
])('a backup that leaves out %s', (_, schemas, tableData, verdicts) => {
  const findings = judgeExclusions(manifestWith({ excluded: { schemas, tableData } }), [
    'public',
    'auth',
  ]);
  expect(findings.map(({ verdict }) => verdict)).toEqual(verdicts);
  const [first, second] = findings;
  if (first?.verdict === 'fail') expect(first.found).toContain('left out auth:');
  if (second !== undefined) expect(second.found).toContain('public.log');
});
