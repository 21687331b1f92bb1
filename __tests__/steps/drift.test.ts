import { expect, test } from '@jest/globals';
import { DRIFT } from '../../src/migration/drift.js';
import type { RecordOf } from '../../src/record/record.js';
import { validate } from '../../src/steps/validate.js';
import { record } from '../actions/records.js';
import { configFor } from '../harness/config.js';
import { runSql } from '../harness/postgres/databases.js';
import { useMigration, type Outcome } from './migration-stage.js';

const { database, tools, shop, run: withInputs } = useMigration();

const run = (inputs: Record<string, string> = {}, visibility?: 'public'): Promise<Outcome> =>
  withInputs({ 'require-backup': 'false', ...inputs }, {}, visibility);

/** As main does. */
async function publish(outcome: Outcome, attempt: number): Promise<void> {
  const { catalog, details, status } = outcome;
  const base = record();
  const kept = { ...base, step: 'migrate', status, details, run: { ...base.run, attempt } };
  await tools().records.publish(kept as RecordOf<'migrate'>, catalog);
}

const driftOf = ({ findings }: Pick<Outcome, 'findings'>) =>
  findings.find(({ name }) => name === DRIFT);

test('what was changed since the last deploy is told by validate and migrate, and by `fail` refused until it is undone', async () => {
  const first = await run();
  expect(driftOf(first)).toMatchObject({ verdict: 'not run' });
  await publish(first, 1);
  expect(driftOf(await run())).toMatchObject({ verdict: 'pass' });

  const { cluster, name, ownerUrl } = database();
  await runSql(cluster, name, 'alter table services add column note text');
  const changed = { verdict: 'warn', found: expect.stringContaining('+ column public.services.note text') as unknown }; // prettier-ignore
  expect(await run()).toMatchObject({ status: 'passed' });
  expect(driftOf(await run())).toMatchObject(changed);
  const inputs = { 'direct-url': ownerUrl, 'working-directory': shop().directory };
  const config = await configFor('validate', inputs, {}, { visibility: 'private' });
  expect(driftOf(await validate(config, tools()))).toMatchObject(changed);

  for (const attempt of [2, 3]) {
    const refused = await run({ drift: 'fail' });
    expect(driftOf(refused)).toMatchObject({ verdict: 'fail' });
    expect(refused.status).toBe('failed');
    await publish(refused, attempt);
  }
  await runSql(cluster, name, 'alter table services drop column note');
  expect(driftOf(await run({ drift: 'fail' }))).toMatchObject({ verdict: 'pass' });
});

test('the catalog is kept in private repositories alone', async () => {
  const first = await run({}, 'public');
  expect(first.catalog).toBeUndefined();
  expect(first.details?.watchedFingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect((await run()).catalog?.length).toBeGreaterThan(10);
});
