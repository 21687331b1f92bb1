import { expect, test } from '@jest/globals';
import { backupDetails, recordOf } from '../report/deploys.js';
import { useVerification, finding } from './verification-stage.js';

const { run, migrate, sql, tools } = useVerification();
const NAME = 'no table lost most of its rows';

async function leaveBackup(rows: Record<string, string>): Promise<void> {
  const tables = Object.entries(rows).map(([name, count]) => ({
    schema: 'public',
    name,
    rows: count,
  }));
  const manifest = { ...backupDetails.manifest, tables };
  await tools().records.publish(recordOf('backup', { details: { ...backupDetails, manifest } }));
}

test.each([
  ['half of an even number', 2000, 1000, 'pass'],
  ['one less than half', 2000, 999, 'warn'],
  ['just over half of an odd number', 2001, 1001, 'pass'],
  ['less than half of an odd number', 2001, 1000, 'warn'],
  ['all rows', 1000, 0, 'warn'],
  ['all rows of a small table', 999, 0, 'pass'],
])('%s', async (_, then, now, verdict) => {
  await migrate();
  await sql(
    `create table "Big" as select generate_series(1, ${now}) as v; alter table "Big" owner to app_owner`,
  );
  await leaveBackup({ Big: String(then) });
  const outcome = await run();
  expect(finding(outcome, NAME).verdict).toBe(verdict);
  expect(outcome.status).toBe('passed');
});

test('a table that is gone is named', async () => {
  await leaveBackup({ gone: '5000' });
  expect(finding(await run(), NAME)).toMatchObject({
    verdict: 'warn',
    found: 'public.gone is gone (it had 5000 rows)',
  });
});

test('a table that may not be read could not be verified, and the others still are', async () => {
  await sql(
    'create table hidden as select 1; create table empty (v int); alter table empty owner to app_owner',
  );
  await leaveBackup({ hidden: '5000', empty: '5000' });
  const { findings } = await run();
  const [lost, unknown] = findings.filter(({ name }) => name === NAME);
  expect(lost).toMatchObject({ verdict: 'warn', found: expect.stringContaining('public.empty') });
  expect(unknown).toMatchObject({
    verdict: 'could not verify',
    found: expect.stringContaining('public.hidden'),
  });
});
