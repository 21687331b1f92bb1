import { describe, expect, test } from '@jest/globals';
import type { DetailsOf } from '../../src/record/record.js';
import { pageOf } from '../../src/report/page.js';
import { recordOf, summaryOf } from './deploys.js';
import { migratedCopy, refused, rehearsal, rehearsed, stopped, unwatched, watched } from './rehearsals.js'; // prettier-ignore

const pageWith = (
  details: Partial<DetailsOf<'rehearse'>>,
  status: 'passed' | 'failed' = 'passed',
) => pageOf(recordOf('rehearse', { status, details: { ...rehearsed, ...details } }));
const WAITS = '### What production’s users would wait for\n\n';

describe('the page of a rehearsal', () => {
  const page = pageOf(rehearsal);

  test('tells the recovery time, who would wait, how long each file took and what was written anew', () => {
    expect(page).toMatch(/^## ✅ rehearse of production passed: production was not touched/);
    expect(page).toContain('proven against its manifest in 3 min 12 s, which is what a recovery takes'); // prettier-ignore
    expect(page).toContain('**Every time here is optimistic**');
    expect(pageWith({ server: 'ci@localhost:5432/x' })).not.toContain('optimistic');
    expect(page).toContain(`${WAITS}- reads and writes of public.bookings would wait about 1 s`);
    expect(page).toContain('| `1795341600000_add-service-duration` | 8 ms |');
    expect(page).toContain('875 ms, with the tool’s own work');
    expect(page).toContain('### Written anew\n\n42.7 MB in all.');
    expect(page).toContain('| table `public.bookings` | rewritten | 35.8 MB | 305,000 |');
  });

  test('shows the locks that others notice, and only counts the rest', () => {
    expect(page).toContain('| `public.bookings` | ACCESS EXCLUSIVE | reads and writes | 800 to 953 ms | — |'); // prettier-ignore
    expect(page).toContain('And 1 weaker lock');
    expect(page).not.toContain('ROW EXCLUSIVE');
  });

  test('lists what is not in the copy', () => {
    expect(page).toContain('- EXTENSION dblink: it can reach other servers');
    expect(page).toContain('could not verify: dblink');
  });

  test.each<{ how: string; watch: typeof watched; says: string }>([
    { how: 'was seen to hold none', watch: { ...watched, locks: [] }, says: 'Nobody, as far as was seen: no lock' }, // prettier-ignore
    { how: 'was not seen at all', watch: { ...unwatched, longestGapMs: 900 }, says: 'Not known: the migrations were not seen at work' }, // prettier-ignore
    { how: 'lost its watcher', watch: { ...watched, locks: [], lost: 'gone' }, says: 'Not known: the watch ended early (gone)' }, // prettier-ignore
  ])('of a migration that $how says so', ({ watch, says }) => {
    const migration = { ...migratedCopy, attempts: [{ seconds: 1, exitCode: 0, watch }] };
    expect(pageWith({ migration, stallEstimates: [] })).toContain(`${WAITS}${says}`);
  });

  test('of one that failed before it held a lock says that nothing was measured', () => {
    const watch = { ...watched, locks: [] };
    const migration = { ...migratedCopy, verdict: 'nothing applied' as const, attempts: [{ seconds: 1, exitCode: 1, watch }] }; // prettier-ignore
    const page = pageWith({ migration, stallEstimates: [] }, 'failed');
    expect(page).toContain(`${WAITS}Not measured: the migrations failed`);
  });

  test('says nothing of migrations where none ran, and nothing of a copy where there is none', () => {
    const nothingPending = pageWith({ migration: undefined, durations: [], rewrites: [], stallEstimates: [] }); // prettier-ignore
    expect(nothingPending).not.toMatch(/would wait|Written anew|Locks|Migrations, on/);
    const early = { restoreSeconds: undefined, server: '', leftOut: [], migration: undefined, durations: [], rewrites: [], stallEstimates: [], promotion: undefined }; // prettier-ignore
    expect(pageWith(early, 'failed')).toContain('It was not restored.');
    expect(pageWith(early, 'failed')).not.toMatch(/recovery|Nothing of the copy/);
  });
});

test('a migration that real data refuses: the cause stands before the numbers', () => {
  const page = pageOf(refused);
  expect(page).toMatch(/^## ❌ rehearse of production failed: production was not touched/);
  const order = ['Could not migrate the copy', 'could not create unique index', 'Restored in', 'Migrations, on the copy']; // prettier-ignore
  expect(order.map((words) => page.indexOf(words))).toEqual(
    order.map((words) => page.indexOf(words)).sort((a, b) => a - b),
  );
  expect(page.match(/could not create unique index/g)).toHaveLength(1);
});

describe('the page of the deploy', () => {
  test('that a rehearsal stopped says that production is unchanged, why, and in which words of the tool', () => {
    const page = pageOf(stopped);
    expect(page).toMatch(/^## ❌ Deploy to production failed at rehearse: production is unchanged/);
    expect(page).toContain('The same deploy failed on a copy');
    expect(page).toContain('### What the migration tool said');
    expect(page.indexOf('could not create unique index')).toBeLessThan(page.indexOf('### What to do next')); // prettier-ignore
  });

  test.each([
    { backup: rehearsed.backup, says: 'passed on a copy** of production, restored from this very backup and proven' }, // prettier-ignore
    { backup: { ...rehearsed.backup, runId: '4000', name: 'production-backup-4000' }, says: 'restored from `production-backup-4000` of 2026-11-22 02:02 UTC' }, // prettier-ignore
  ])('names the backup that was rehearsed: $says', ({ backup, says }) => {
    const record = recordOf('rehearse', { details: { ...rehearsed, backup } });
    const page = pageOf(summaryOf({ records: [record] }));
    expect(page).toContain(says);
    expect(page).toContain('the page of the job `rehearsal`');
  });

  test('does not speak of a copy that there never was', () => {
    const details = { ...rehearsed, restoreSeconds: undefined, server: '', migration: undefined, stallEstimates: [] }; // prettier-ignore
    const page = pageOf(summaryOf({ records: [recordOf('rehearse', { status: 'failed', details })] })); // prettier-ignore
    expect(page).toContain('**The rehearsal failed** before there was a copy');
    expect(page).not.toContain('on a copy**');
  });
});
