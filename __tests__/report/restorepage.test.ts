import { describe, expect, test } from '@jest/globals';
import { warn } from '../../src/record/finding.js';
import type { TableLoss } from '../../src/record/details.js';
import { lossPart } from '../../src/report/losses.js';
import { outputsOf } from '../../src/report/outputs.js';
import { pageOf } from '../../src/report/page.js';
import { recordOf, summaryOf } from './deploys.js';
import { only } from './pieces.js';
import { failedRestore, looked, restored, restoredRecord, takenBack } from './restores.js';

const lookedRecord = recordOf('restore', { details: looked });

describe('the loss report', () => {
  const ofTable = (loss: Partial<TableLoss>): string =>
    lossPart({ ...looked, losses: [{ table: 'public.t', content: 'different', ...loss }] });

  test.each<[string, Partial<TableLoss>, string]>([
    ['rows written', { rowsNow: '12', rowsThen: '10' }, 'at least 2 rows written since: **gone**'],
    ['rows deleted', { rowsNow: '9', rowsThen: '10' }, 'at least 1 row deleted since: back'],
    ['rows changed', { rowsNow: '9', rowsThen: '9' }, 'same number, other content'],
    ['a new table', { rowsNow: '9' }, 'made since: **gone** with its 9 rows'],
    ['a new table that cannot be read', {}, 'made since: **gone** with its rows'],
    ['a dropped table', { rowsThen: '9' }, 'dropped since: back with its 9 rows'],
    [
      'a table that cannot be read',
      { rowsThen: '9', content: 'unknown' },
      'its rows could not be read now: what is lost is not known',
    ],
    [
      'more rows than a number holds',
      { rowsNow: '9007199254740995', rowsThen: '9007199254740993' },
      'at least 2 rows written since: **gone** | 9,007,199,254,740,995 |',
    ],
  ])('%s', (_, loss, words) => {
    expect(ofTable(loss)).toContain(`| \`public.t\` | ${words}`);
  });

  test.each<[string, Partial<TableLoss>, string]>([
    ['the same', { rowsNow: '9', rowsThen: '9', content: 'same' }, '**Nothing**: every table'],
    ['counted only', { rowsNow: '9', rowsThen: '9', content: 'unknown' }, 'No difference is known'],
  ])('a table that is %s is no row of it', (_, loss, words) => {
    expect(ofTable(loss)).toContain(words);
    expect(ofTable(loss)).not.toContain('| `public.t`');
  });

  test('the worst comes first, and the others are counted', () => {
    const page = pageOf(lookedRecord);
    expect(page).toContain('**At least 43 rows written since 2026-11-22 02:02 UTC**, and at least');
    expect(page.indexOf('Vouchers')).toBeLessThan(page.indexOf('bookings'));
    expect(page).toContain('2 tables hold the same rows as the backup.');
    expect(page).toContain('❔ 1 table with the same number of rows');
  });

  test('of thousands of tables fifty are listed', () => {
    const losses = Array.from({ length: 2_000 }, (_, at): TableLoss => ({
      table: `public.t${at}`,
      rowsNow: '2',
      rowsThen: '1',
      content: 'different',
    }));
    const part = lossPart({ ...looked, losses });
    expect(part).toContain('… and 1950 more, in the record of this step.');
    expect(part).toContain('**At least 2,000 rows written since');
  });
});

describe('the page of the step', () => {
  test('a look says that nothing was changed, and how to do it for real with this very backup', () => {
    const page = pageOf(lookedRecord);
    expect(page).toMatch(/^## ✅ restore of production passed: looked only, nothing was changed\n/);
    expect(page).toContain('-f backup-run-id=4711 -f confirm-database=shop\n');
    expect(page).toContain('3 h 12 min before this');
    expect(page).not.toContain('### Undo');
    expect(outputsOf(lookedRecord)).toEqual({ status: 'passed' });
  });

  test('a look at a file is confirmed by the same call', () => {
    const details = { ...looked, backup: { ...looked.backup, chosenBy: 'file' as const } };
    const page = pageOf(recordOf('restore', { details }));
    expect(page).toContain('run the same again with `confirm-database: shop`');
    expect(page).not.toContain('gh workflow run');
  });

  test('a look on a laptop is confirmed with this very backup, and the key stays out of the arguments', () => {
    const record = recordOf('restore', { details: looked });
    const page = pageOf({ ...record, run: { ...record.run, url: '' } });
    expect(page).toMatch(
      /DECRYPT_WITH="\$\(cat \S+\)" node \S+ restore --backup-file \.db-deploy\/production-backup-4711 --confirm-database shop/,
    );
  });

  describe('a restore that would be refused', () => {
    const found = '1 session that app may not end';
    const fix = 'as an administrator: grant pg_signal_backend to app;';
    const details = { ...looked, obstacles: [`sessions of cron: ${found}`] };
    const findings = [warn('sessions of cron', { expected: 'none', found, fix })];

    test('is said before everything else, and what removes it before the command', () => {
      const page = pageOf(recordOf('restore', { details, findings }));
      expect(page).toMatch(/^## ⚠️ restore of production passed: .*would be refused now\n/);
      expect(page).toMatch(/A restore would be refused now[^]*What would be lost/);
      expect(page).toMatch(
        /remove what it would be refused for:\s+- sessions of cron: as an admin[^]*confirm-database=shop/,
      );
      expect(pageOf(lookedRecord)).not.toContain('refused');
    });

    test('whatever is done: the other ways, and no command', () => {
      const page = pageOf(
        recordOf('restore', { details: { ...details, hopeless: true }, findings }),
      );
      expect(page).toMatch(/cannot restore here\. The other ways:\s+- sessions of cron: /);
      expect(page).not.toContain('confirm-database');
    });
  });

  test('what tables do not show: the schema, and numbers that are given out again', () => {
    const details = {
      ...looked,
      catalogChanges: ['+ view public.totals', '- index public.bookings.by_day'],
      sequencesMoved: [{ sequence: 'public.invoice_no', now: '9000', then: '5000' }],
    };
    const page = pageOf(recordOf('restore', { details }));
    expect(page).toContain('+ view public.totals\n- index public.bookings.by_day');
    expect(page).toContain('sequence `public.invoice_no`: from 9000 back to 5000');
  });

  test('a restore says what stands, what was lost, the undo, and what the next deploy would do', () => {
    const page = pageOf(restoredRecord);
    expect(page).toMatch(
      /^## ✅ restore of production passed: shop is as it was at 2026-11-22 02:02/,
    );
    expect(page).toContain('kept as `shop_before_20261122`');
    expect(page).toContain('could not connect for 0.1 s');
    expect(page).toContain(`\n${restored.undo}\n`);
    expect(page).toContain(`\n${restored.cleanUp}\n`);
    expect(page).toContain("'*1795341600000_add-service-duration*'");
    expect(outputsOf(restoredRecord)).toMatchObject({ 'restored-database': 'shop' });
  });

  test('an undo is never cut, however long the names are', () => {
    const undo = `psql --command='${'alter database '.repeat(80)}'`;
    expect(pageOf(recordOf('restore', { details: { ...restored, undo } }))).toContain(undo);
  });

  test('a failed restore says that production is unchanged before anything else', () => {
    const page = pageOf(failedRestore);
    expect(page).toMatch(/^## ❌ restore of production failed: production is unchanged\n/);
    expect(page.indexOf('### What to do next')).toBeLessThan(
      page.indexOf('### What would be lost'),
    );
    expect(page).toContain('public.users: 88011 rows');
  });

  test('a failure at the switch does not claim what nobody could tell', () => {
    const details = { ...looked, lookOnly: false, restoreSeconds: 9 };
    const page = pageOf(recordOf('restore', { status: 'failed', details }));
    expect(page).toMatch(/failed: it stopped at the switch to the restored database\n/);
    expect(page).not.toContain('roduction is unchanged');
  });

  test('a failure after the switch does not claim an unchanged production', () => {
    const page = pageOf({ ...restoredRecord, status: 'failed' });
    expect(page).toMatch(/failed after it had switched over: shop is as it was at/);
    expect(page).not.toContain('production is unchanged');
    expect(page).toContain('### Undo');
  });

  test('only runs of this repository are linked: a manifest can say anything', () => {
    const runUrl = 'https://evil.example/actions/runs/1';
    const details = { ...looked, backup: { ...looked.backup, runUrl } };
    expect(pageOf(recordOf('restore', { details }))).not.toContain('evil.example');
  });
});

describe('the page of the run', () => {
  test('a deploy that was taken back is failed, and production is as it was', () => {
    const page = pageOf(takenBack);
    expect(page).toMatch(
      /^## ❌ Deploy to production failed at migrate: it was taken back, shop is as it was at 2026-11-22 02:02 UTC/,
    );
    expect(page).toContain('**Restored.**');
    expect(page).not.toContain('between two versions');
    expect(page).toContain('git revert');
  });

  test('a migration after the restore counts again', () => {
    const records = takenBack.details?.records ?? [];
    const [late] = only('migrate');
    if (late === undefined) throw new Error('fixture');
    const page = pageOf(
      summaryOf({ records: [...records, { ...late, startedAt: '2026-11-22T03:00:00.000Z' }] }),
    );
    expect(page).not.toContain('**Restored.**');
  });

  test.each([
    ['a restore', restoredRecord, '✅ Restored production: shop is as it was at'],
    ['a look', lookedRecord, '✅ Nothing changed in production: the restore only looked'],
    ['a failure', failedRestore, '❌ Restore of production failed at restore: production is unch'],
  ])('that only restores: %s', (_, record, verdict) => {
    const page = pageOf(
      summaryOf({ records: [record], jobs: [{ name: 'rollback', result: 'unknown' }] }),
    );
    expect(page.startsWith(`## ${verdict}`)).toBe(true);
    expect(page).not.toMatch(/no record of|### Backup\n\nThere is no record/);
  });
});
