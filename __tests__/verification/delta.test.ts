import { expect, test } from '@jest/globals';
import { MIGRATION_NOT_STARTED } from '../../src/record/untouched.js';
import type { MigrateDetails } from '../../src/record/details.js';
import type { Record } from '../../src/record/record.js';
import { catalogDelta } from '../../src/verification/delta.js';

const ADDED = '+ column public.services.minutes integer not null';
const LEDGER = '+ table public.pgmigrations owner app_owner';

let minute = 10;
const envelope = () => {
  minute += 1;
  const at = `2026-11-27T11:${minute}:00.000Z`;
  return { version: 1, environment: 'production', status: 'passed', startedAt: at, finishedAt: at, findings: [], problems: [] }; // prettier-ignore
};
const migration = (catalogChanges: string[], words?: string[]): MigrateDetails => ({
  ...MIGRATION_NOT_STARTED,
  verdict: 'all applied',
  catalogChanges,
  ...(words === undefined ? {} : { schemaDiff: words.map((text) => ({ text })) }),
});
const migrate = (...given: Parameters<typeof migration>) =>
  ({ ...envelope(), step: 'migrate', details: migration(...given) }) as unknown as Record;
const rehearse = (details?: MigrateDetails) =>
  ({ ...envelope(), step: 'rehearse', details: { migration: details } }) as unknown as Record;
const seen = (...records: Record[]) => {
  const { verdict, found } = catalogDelta(records);
  return `${verdict}: ${found}`;
};

test('as rehearsed, also where it took two attempts, one of which only made the ledger', () => {
  const rehearsed = rehearse(migration([LEDGER, ADDED]));
  expect(seen(rehearsed, migrate([LEDGER, ADDED]))).toMatch(/^pass: as rehearsed: 2 lines/);
  const half = '+ column public.services.minutes integer';
  const attempts = [migrate([LEDGER, half]), migrate([`-${half.slice(1)}`, ADDED])];
  expect(seen(rehearsed, ...attempts)).toMatch(/^pass: as rehearsed: 2 lines/);
  // What came before the rehearsal is in the backup that it restored.
  expect(seen(migrate([LEDGER]), rehearse(migration([ADDED])), migrate([ADDED]))).toMatch(/^pass/);
});

test('what differs is named object by object, on either side', () => {
  const other = '+ column public.services.minutes bigint not null';
  const differ = seen(
    rehearse(migration([ADDED, '+ table public.a owner o'], ['+ column services.minutes integer', '+ table public.a'])), // prettier-ignore
    migrate([other, '+ table public.a owner o'], ['+ column services.minutes bigint', '+ table public.a']), // prettier-ignore
  );
  expect(differ).toBe(
    'warn: in production alone: + column services.minutes bigint. in the rehearsal alone: + column services.minutes integer',
  );
  // Older records have lines alone, and words may be the same where lines are not.
  expect(seen(rehearse(migration([ADDED])), migrate([]))).toBe(`warn: in the rehearsal alone: ${ADDED}`); // prettier-ignore
  expect(seen(rehearse(migration([ADDED], ['~ x'])), migrate([ADDED, other], ['~ x']))).toBe(`warn: in production alone: ${other}`); // prettier-ignore
});

test.each([
  ['nothing was migrated', [], 'no record of migrate'],
  ['nothing was rehearsed', [migrate([ADDED], ['+ column a'])], '+ column a'],
  ['no migration was rehearsed', [rehearse(), migrate([])], 'no object changed'],
  ['the rehearsal failed', [rehearse({ ...migration([]), verdict: 'part applied' }), migrate([ADDED])], 'part applied'], // prettier-ignore
])('where %s, it is not judged', (_, records, words) => {
  expect(seen(...records)).toMatch(/^not run: /);
  expect(seen(...records)).toContain(words);
});
