import { describe, expect, test } from '@jest/globals';
import type { ProcessRunner } from '../../src/actions/process.js';
import { readStateOf } from '../../src/migration/ledger/state.js';
import { withMutex } from '../../src/postgres/mutex.js';
import { watchedFingerprint } from '../../src/postgres/watched.js';
import type { Outcome } from '../../src/record/record.js';
import { connectionTo, fingerprintsOf } from '../backup/play.js';
import type { TestTools } from '../harness/tools.js';
import { useStepStage, wordsOf } from './stepstage.js';

const { database, tools, deployer, sql, run, databases, count, holder } = useStepStage();

describe('look only', () => {
  test('shows what a restore would lose, and changes nothing', async () => {
    await sql('delete from bookings where id <= 10', database().name);
    const before = await fingerprintsOf(database().superuserUrl);
    const outcome = await run({});
    expect({ status: outcome.status, problems: outcome.problems ?? [] }).toEqual({
      status: 'passed',
      problems: [],
    });
    expect(outcome.details).toMatchObject({
      lookOnly: true,
      swapped: false,
      undo: '',
      obstacles: [],
    });
    expect(verdictOf(outcome, 'what this role can restore')).toBe('pass');
    expect(outcome.details?.losses.find(({ table }) => table === 'public.bookings')).toEqual({
      table: 'public.bookings',
      rowsNow: '4990',
      rowsThen: '5000',
      content: 'different',
    });
    expect(await fingerprintsOf(database().superuserUrl)).toEqual(before);
    expect(await databases()).toEqual([database().name]);
  });

  test('says already that a role without CREATEDB could not restore', async () => {
    await sql(`alter role ${deployer().user} nocreatedb`);
    const { status, findings } = await run({});
    expect(status).toBe('passed');
    const right = findings.find(({ name }) => name === 'right to create databases');
    expect(right).toMatchObject({
      verdict: 'warn',
      fix: expect.stringContaining(`alter role ${deployer().user} createdb;`) as unknown as string,
    });
  });
});

test('the look says what a role could not restore, before anyone confirms', async () => {
  await sql(
    `revoke app_owner from ${deployer().user}; grant pg_read_all_data to ${deployer().user}`,
  );
  const outcome = await run({});
  expect(outcome.status).toBe('passed');
  expect(verdictOf(outcome, 'what this role can restore')).toBe('warn');
  expect(wordsOf(outcome)).toContain(`grant "app_owner" to "${deployer().user}";`);
  expect(outcome.details?.obstacles).toContainEqual(
    expect.stringMatching(/^what this role can restore: .*TABLE public\.bookings: /),
  );
});

test('confirmed: the proven copy has the name, the old database is kept, and a second time asks for the run', async () => {
  const then = await fingerprintsOf(database().superuserUrl);
  await sql('delete from bookings; create table made_since (a int)', database().name);
  const outcome = await run({ 'confirm-database': database().name });
  expect({ status: outcome.status, problems: outcome.problems ?? [] }).toEqual({
    status: 'passed',
    problems: [],
  });
  expect(await fingerprintsOf(database().superuserUrl)).toEqual(then);
  const old = outcome.details?.oldDatabase ?? '';
  expect(await databases()).toEqual([database().name, old]);
  expect(await count(old, 'bookings')).toBe('0');
  // A planner without statistics would make the first minutes slow.
  expect(await count(database().name, "pg_stats where tablename = 'bookings'")).not.toBe('0');
  expect(outcome.details).toMatchObject({ swapped: true, database: database().name });
  // The next deploy compares with this: a restore that was wanted is no drift.
  const { catalog, state } = await readStateOf(
    connectionTo(database().superuserUrl),
    { purpose: 'look', applicationName: 'test', signal: tools().signal },
    undefined,
  );
  expect(outcome.catalog).toEqual(catalog);
  expect(outcome.details?.catalogFingerprint).toBe(state.catalogFingerprint);
  expect(outcome.details?.watchedFingerprint).toBe(watchedFingerprint(catalog));

  // The database has another oid now; a named backup is taken all the same.
  const again = await run({ 'confirm-database': database().name }, aMinuteLater(tools()));
  expect(again.findings.find(({ name }) => name === 'database of the backup')?.verdict).toBe(
    'warn',
  );
  expect(again.status).toBe('passed');
});

test('cancelled while it fills: the copy is dropped, the lock is free, production is as it was', async () => {
  const before = await fingerprintsOf(database().superuserUrl);
  const outcome = await run({ 'confirm-database': database().name }, cancelling(tools()));
  expect(outcome.status).toBe('failed');
  expect(await databases()).toEqual([database().name]);
  expect(await fingerprintsOf(database().superuserUrl)).toEqual(before);
  await withMutex(connectionTo(database().ownerUrl), holder(), () => Promise.resolve());
});

function verdictOf({ findings }: Outcome<'restore'>, name: string): string | undefined {
  return findings.find((finding) => finding.name === name)?.verdict;
}

/** Names of databases are stamped with the second. */
function aMinuteLater(given: TestTools): TestTools {
  const now = (): Date => new Date(Date.now() + 60_000);
  return { ...given, clock: { ...given.clock, now } };
}

/** Cancels the step as soon as rows are being restored. */
function cancelling(given: TestTools): TestTools {
  const processes: ProcessRunner = {
    run: (spec) =>
      given.processes.run({
        ...spec,
        onLine: (line) => {
          spec.onLine?.(line);
          if (line.includes('processing data')) given.cancel();
        },
      }),
  };
  return { ...given, processes };
}
