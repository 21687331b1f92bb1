import { join } from 'node:path';
import type { GitHub, LineListener, WorkflowRun } from '../../__tests__/harness/github/index.js';
import { withClient } from '../../__tests__/harness/postgres/databases.js';
import { writePage } from './output.js';
import { compareProduction, readProduction, type Production } from './production.js';
import { announce } from './progress.js';
import type { Stage } from './stage.js';

const BOOKING = `insert into bookings (user_id, service_id, starts_at, ends_at, price_cents)
  select user_id, service_id, starts_at + interval '1 year', ends_at + interval '1 year', price_cents
    from bookings order by id limit 1`;

interface Act {
  readonly github: GitHub;
  readonly stage: Stage;
  readonly onLine: LineListener;
}

/**
 * Takes production back to what the backup of a bad deploy holds: first a look, then the restore.
 * Returns whether production is as it was before the deploy.
 */
export async function rollBack(
  act: Act,
  deploy: WorkflowRun,
  before: Production,
): Promise<boolean> {
  const { stage } = act;
  await withClient(stage.cluster, stage.production, (client) => client.query(BOOKING));
  announce('\nA customer books after the deploy. Then somebody asks where the bookings went.');

  announce('\nRunning examples/rollback.yml with both fields empty: it only looks.\n');
  const look = await dispatch(act, {});
  await writePage(look.summary('rollback'), 'rollback-look', 'A look at a rollback of acme/shop');
  announce(`\n${look.summary('rollback')}`);

  announce(`\nRunning it again with run ${deploy.id} and the name of the database typed.\n`);
  const inputs = { 'backup-run-id': String(deploy.id), 'confirm-database': stage.production };
  const restored = await dispatch(act, inputs);
  await writePage(restored.summary('rollback'), 'rollback', 'Rollback of acme/shop');
  announce(`\n${restored.summary('rollback')}`);

  const after = await readProduction(stage);
  announce('\nProduction against the time before the deploy (= as before):');
  announce(compareProduction(before, after));
  announce('\nRead demo-output/rollback-look.md and rollback.md (or .html)');
  return compareProduction(before, after)
    .split('\n')
    .every((line) => line.startsWith('  = '));
}

function dispatch({ github, stage, onLine }: Act, inputs: Record<string, string>) {
  return github.run({
    workflow: join(stage.repository, 'examples/rollback.yml'),
    repository: { owner: 'acme', name: 'shop', private: true, fixture: stage.application },
    event: { name: 'workflow_dispatch', inputs },
    secrets: stage.secrets,
    environments: stage.environments,
    extraEnv: stage.environment,
    onLine,
  });
}
