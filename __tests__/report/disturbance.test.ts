import { expect, test } from '@jest/globals';
import { disturbancePart, stallSentence } from '../../src/report/disturbance.js';
import type { Watch } from '../../src/record/watch.js';

const QUIET: Watch = {
  samples: 40,
  watchedMs: 4_000,
  longestGapMs: 120,
  costShare: 0.002,
  knownBy: 'application name',
  backends: 1,
  late: false,
  stalled: 0,
  stalls: [],
  locks: [],
  blockers: [],
  stops: [],
};
const LOUD: Watch = {
  ...QUIET,
  stalled: 1,
  stalls: [
    { pid: 7, application: 'web | <b>', role: 'app', waitedFor: 'ACCESS SHARE on public.orders', ms: 1_900, atMostMs: 2_000, queued: true }, // prettier-ignore
  ],
  locks: [
    { table: 'public.notes', mode: 'SHARE', heldMs: 10, waitedMs: 0 },
    { table: 'public.orders', mode: 'ACCESS EXCLUSIVE', heldMs: 300, heldAtMostMs: 420, waitedMs: 1_950 }, // prettier-ignore
  ],
  blockers: [
    { pid: 9, who: 'backend 9 of reports', state: 'idle in transaction', holds: 'ACCESS SHARE', waitedFor: 'ACCESS EXCLUSIVE on public.orders', ms: 1_950, query: 'select `1`' }, // prettier-ignore
  ],
};
const attempt = (watch: Watch, exitCode = 0) => ({ seconds: 4, exitCode, watch });

test('a migration that kept nobody waiting says so in one line', () => {
  expect(disturbancePart([attempt(QUIET)])).toBe(
    '### Locks and waiting\n\nNo other session was seen waiting for the migrations.',
  );
});

test('what nobody saw is not known: not seen is not unseen', () => {
  expect(disturbancePart([attempt({ ...QUIET, samples: 0 })])).toBe('');
  const unseen = { ...QUIET, knownBy: 'nothing' as const };
  expect(stallSentence([attempt({ ...unseen, longestGapMs: 900 })])).toContain('is not known');
  expect(stallSentence([attempt(unseen)])).toContain('lasted longer than 120 ms');
  expect(stallSentence([attempt({ ...QUIET, lost: 'gone' })])).toContain('is not known');
  expect(stallSentence([attempt({ ...LOUD, lost: 'gone' })])).toContain('kept other sessions');
  expect(stallSentence([])).toBe('');
});

test('attempts, locks, who waited and who was in the way, the worst first, all of it harmless', () => {
  const page = disturbancePart([attempt(LOUD, 1), attempt(QUIET)]);
  expect(page).toContain('kept other sessions waiting, at the worst for 1,900 to 2,000 ms');
  expect(page).toContain('| 1 | 4.0 s | exit code 1 | 1,900 to 2,000 ms |\n| 2 | 4.0 s | exit code 0 | none |'); // prettier-ignore
  expect(page.indexOf('`public.orders`')).toBeLessThan(page.indexOf('`public.notes`'));
  expect(page).toContain('| ACCESS EXCLUSIVE | reads and writes | 300 to 420 ms | 1,950 ms |');
  expect(page).toContain('behind the migration that was waiting itself');
  expect(page).toContain('idle in transaction, holds ACCESS SHARE');
  expect(page).not.toMatch(/<b>|web \|/);
});
