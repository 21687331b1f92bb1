import { expect, test } from '@jest/globals';
import { fail, pass } from '../../src/record/finding.js';
import { NOTHING_PROMOTED } from '../../src/record/untouched.js';
import type { DetailsOf } from '../../src/record/record.js';
import { announcementOf } from '../../src/report/announcement.js';
import { pageOf } from '../../src/report/page.js';
import { ALL_SUCCEEDED, JOB, promoteDetails, recordOf, summaryOf } from './deploys.js';
import { only, withOther, type Details } from './pieces.js';

const previewed: DetailsOf<'promote'> = {
  ...promoteDetails,
  mode: 'preview',
  applied: false,
  sequences: [],
};
const preview = recordOf('promote', {
  details: previewed,
  findings: [pass('preview', 'made in a transaction that the server held read-only')],
});
const refused = recordOf('promote', {
  status: 'failed',
  details: previewed,
  findings: [fail('deletes', { expected: 'at most 0', found: '3 rows', fix: 'look' })],
});
const promoted = { name: JOB.promote, result: 'success' as const };

const pageWith = (details: Details): string => pageOf(summaryOf(details));
const headOf = (page: string): string => page.split('\n')[0]?.slice('## '.length) ?? '';

const MISLEADING =
  /Schema: not known|ledger|RESTORE\.md|no record of a backup|Reference data|git revert/;

test.each<[string, Details]>([
  ['alone', { records: [preview] }],
  ['beside validate', { records: [...only('validate'), preview] }],
  ['with its job', { records: [preview], jobs: [promoted] }],
  [
    'beside jobs that do something else',
    { records: [preview], jobs: [promoted, { name: 'lint', result: 'success' }] },
  ],
])('a run that only previewed, %s, shows what an approver needs', (_, details) => {
  const page = pageWith(details);
  expect(headOf(page)).toBe('👁️ Preview for production: 3 rows would change; nothing is written');
  expect(page).toContain('| `public.categories` | 1 | 2<br>`name` in 2 | 0 | 0 |');
  expect(page).toContain('Hair → Hair &#38; beard');
  expect(page).toContain(`Digest of the preview: \`${previewed.digest}\``);
  expect(page).not.toMatch(MISLEADING);
  expect(page).not.toContain('What to do next');
});

test('a preview that was refused says by what, and has no digest that could be approved', () => {
  const summary = summaryOf({ records: [refused], jobs: [{ ...promoted, result: 'failure' }] });
  const page = pageOf(summary);
  expect(headOf(page)).toBe('❌ Preview for production refused: deletes; nothing is written');
  expect(page).toMatch(/❌ promote: deletes \| 3 rows/);
  expect(page).toContain('Hair → Hair &#38; beard');
  expect(page).toMatch(/2\. Then preview again/);
  expect(page).not.toContain(previewed.digest);
  expect(page).not.toMatch(MISLEADING);
  expect(announcementOf(summary)).toMatchObject({ ending: 'failed', good: false, changes: [] });
});

test('a preview that could not be made is not called refused, and its rows are not called equal', () => {
  const problem = { attempted: 'connect to dev', found: 'timeout', nextAction: 'look' };
  const details = { ...previewed, ...NOTHING_PROMOTED };
  const stopped = recordOf('promote', { status: 'failed', details, problems: [problem] });
  expect(headOf(pageWith({ records: [stopped] }))).toBe(
    '❌ Preview for production failed: could not connect to dev; nothing is written',
  );
});

test.each<[string, DetailsOf<'promote'>, string]>([
  ['equal rows', { ...previewed, tables: [] }, 'no row would change; nothing is written'],
  [
    'no secret',
    { ...previewed, ...NOTHING_PROMOTED, skippedBecause: 'the secret X is not set' },
    'skipped, the secret X is not set',
  ],
  [
    'a script',
    { ...previewed, ...NOTHING_PROMOTED, command: { command: './p.sh', runs: [] } },
    'promote-command ran with --dry-run alone',
  ],
])('a preview of %s', (_, details, words) => {
  expect(headOf(pageWith({ records: [recordOf('promote', { details })] }))).toBe(
    `👁️ Preview for production: ${words}`,
  );
});

test('beside a job that left no word, it is still no sign that something was changed', () => {
  const jobs = [promoted, { name: 'lint', result: 'failure' as const }];
  const page = pageWith({ records: [preview], jobs });
  expect(headOf(page)).toBe(
    '❌ Deploy to production failed at job lint: no backup is recorded, and without one nothing is changed, unless require-backup is false',
  );
  expect(page).toContain('**Reference data: only previewed.** 3 rows would change');
});

test('messages call it a preview, and no change of production', () => {
  const { ending, good, sentence, changes, tables } = announcementOf(
    summaryOf({ records: [preview] }),
  );
  expect({ ending, good, changes, tables }).toEqual({
    ending: 'nothing changed',
    good: true,
    changes: [],
    tables: [],
  });
  expect(sentence).toMatch(/^Preview for production: 3 rows would change/);
});

test.each<[string, Details]>([
  ['a backup was taken', { records: [...only('backup'), preview] }],
  ['migrate ran', { records: [recordOf('migrate'), preview] }],
  ['a restore ran', { records: [recordOf('restore'), preview] }],
  ['something was applied', { records: [preview, ...only('promote')] }],
  ['promote died', { records: [preview, recordOf('promote', { status: 'failed' })] }],
  ['what a script wrote is not known', { records: [recordOf('promote', { details: { ...previewed, doubt: 'x' } })] }], // prettier-ignore
  ['it was applied in an earlier attempt', { records: [preview], earlier: only('promote') }],
  ['a record cannot be read', { records: [preview], unreadable: ['db-deploy-record-production-migrate-a1: 503'] }], // prettier-ignore
  ['a job without a record failed', { records: [preview], jobs: [promoted, { name: 'x', result: 'failure' }] }], // prettier-ignore
  ['a job without a record was cancelled', { records: [preview], jobs: [promoted, { name: 'x', result: 'cancelled' }] }], // prettier-ignore
])('it is no mere preview where %s', (_, details) => {
  expect(headOf(pageWith(details))).not.toContain('Preview for');
});

test('a deploy that only previewed its reference data says so, and shows the preview', () => {
  const page = pageWith({ records: withOther(preview), jobs: ALL_SUCCEEDED });
  expect(headOf(page)).toBe('✅ Deployed to production: 2 migrations applied');
  expect(page).toContain(
    '**Reference data: only previewed.** 3 rows would change; nothing is written.',
  );
  expect(page).toMatch(/### Preview\n\n\| table [^]*Hair → [^]*Digest of the preview/);
  const stopped = { ...refused, details: { ...previewed, ...NOTHING_PROMOTED } };
  expect(pageWith({ records: withOther(stopped) })).toContain(
    'The preview was refused; what would change is not known; nothing is written.',
  );
});
