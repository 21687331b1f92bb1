import { describe, expect, test } from '@jest/globals';
import { recordOf, migrateDetails } from '../report/deploys.js';
import { finding, useVerification, withVerdict } from './verification-stage.js';

const { run, migrate, sql, tools } = useVerification();

/** A record of migrate that says which catalog lines are new in this deploy. */
async function leaveMigration(catalogChanges: string[]): Promise<void> {
  await tools().records.publish(
    recordOf('migrate', { details: { ...migrateDetails, catalogChanges } }),
  );
}

test('a healthy deploy passes, and what was not asked for says so', async () => {
  await migrate();
  const outcome = await run({ checks: '[{name: services, sql: select 1, expect: 1}]' });
  expect(outcome.status).toBe('passed');
  expect(withVerdict(outcome, 'fail')).toEqual([]);
  expect(withVerdict(outcome, 'could not verify')).toEqual([]);
  expect(withVerdict(outcome, 'not run')).toEqual([
    'no table lost most of its rows: no record of a backup to compare with',
    'row level security and grants unchanged: no record of migrate',
    'catalog delta: no record of migrate',
    'health of the application: no health-urls are given',
  ]);
});

test('in a public repository the values of checks stay out of the findings', async () => {
  const checks = `[{name: it, sql: "select 'row value'", expect: 1}]`;
  for (const visibility of ['public', 'unknown'] as const) {
    expect(JSON.stringify(await run({ checks }, { visibility }))).not.toContain('row value');
  }
  expect(finding(await run({ checks }), 'check: it').found).toBe('row value');
});

test('a migration that was left out fails, with its name', async () => {
  const outcome = await run();
  expect(outcome.status).toBe('failed');
  expect(withVerdict(outcome, 'fail')).toEqual([
    'ledger complete: not applied: 1795341600000_add-service-duration',
  ]);
});

test('an invalid index fails, with the command that rebuilds it', async () => {
  await migrate();
  await sql(`create table "Odd Name" (v int); insert into "Odd Name" values (1), (1);
    create index "Odd Index" on "Odd Name" (v);
    update pg_index set indisvalid = false where indexrelid = '"Odd Index"'::regclass`);
  expect(finding(await run(), 'no invalid index')).toMatchObject({
    verdict: 'fail',
    found: 'invalid: public."Odd Index"',
    fix: expect.stringContaining('reindex index concurrently public."Odd Index";'),
  });
});

test('an index that was invalid before this deploy is a warning', async () => {
  await migrate();
  await sql(`create index old on services (name);
    update pg_index set indisvalid = false where indexrelid = 'old'::regclass`);
  await leaveMigration(['+ column public.services.x integer']);
  const outcome = await run();
  expect(outcome.status).toBe('passed');
  expect(finding(outcome, 'no invalid index')).toMatchObject({
    verdict: 'warn',
    found: 'invalid since before this deploy: public.old',
  });
  const line = 'index public.services.old CREATE INDEX old ON public.services USING btree (name)';
  await leaveMigration([`- ${line}`, `+ ${line} INVALID`]);
  expect(finding(await run(), 'no invalid index')).toMatchObject({ verdict: 'fail' });
});

describe('constraints that are not validated', () => {
  const add = `alter table services add constraint dear check (price_cents > 0) not valid`;
  const line = `+ constraint public.services.dear CHECK ((price_cents > 0)) NOT VALID`;
  const name = 'no new NOT VALID constraint';

  test.each([
    ['without a record of migrate: a warning', undefined, 'warn'],
    ['from this deploy: a failure', [line], 'fail'],
    ['from before this deploy: no news', ['+ column public.services.x integer'], 'pass'],
  ])('%s', async (_, changes, verdict) => {
    await migrate();
    await sql(add);
    if (changes !== undefined) await leaveMigration(changes);
    const outcome = await run();
    expect(finding(outcome, name)).toMatchObject({ verdict });
    expect(finding(outcome, name).found).toContain('dear on public.services');
    expect(outcome.status).toBe(verdict === 'fail' ? 'failed' : 'passed');
  });
});

describe('triggers that do not fire', () => {
  const name = 'no disabled trigger';

  test('a disabled one from this deploy fails', async () => {
    await migrate();
    await sql(`create function quiet() returns trigger language plpgsql as 'begin return new; end';
      create trigger loud before update on services for each row execute function quiet();
      alter table services disable trigger loud`);
    await leaveMigration([
      '+ trigger public.services.loud CREATE TRIGGER loud BEFORE UPDATE ON public.services FOR EACH ROW EXECUTE FUNCTION public.quiet() enabled D',
    ]);
    expect(finding(await run(), name)).toMatchObject({
      verdict: 'fail',
      found: 'disabled: loud on public.services',
    });
  });

  test('a foreign key that is not enforced any more is named', async () => {
    await migrate();
    await sql('alter table services disable trigger all');
    const { verdict, found } = finding(await run(), name);
    expect(verdict).toBe('warn');
    expect(found).toMatch(/foreign key \S+ on public\.services/);
  });
});
