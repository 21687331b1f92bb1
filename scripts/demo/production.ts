import type { WorkflowRun } from '../../__tests__/harness/github/index.js';
import { withClient } from '../../__tests__/harness/postgres/databases.js';
import type { Stage } from './stage.js';

/** What the demo compares: each line a fact about production, in a fixed order. */
export type Production = ReadonlyMap<string, string>;

const FACTS: Readonly<Record<string, string>> = {
  'last migration in the ledger': 'select name from pgmigrations order by id desc limit 1',
  'columns of services':
    "select count(*)::text from information_schema.columns where table_name = 'services'",
  categories: "select count(*) || ' rows' from categories",
  services: "select count(*) || ' rows' from services",
  'price of service 3':
    'select (price_cents / 100.0)::numeric(10,2)::text from services where id = 3',
  'description of service 7': 'select left(description, 60) from services where id = 7',
  users: "select count(*) || ' rows' from users",
  bookings: "select count(*) || ' rows' from bookings",
};

export async function readProduction(stage: Stage): Promise<Production> {
  return withClient(stage.cluster, stage.production, async (client) => {
    const facts = new Map<string, string>();
    for (const [name, sql] of Object.entries(FACTS)) {
      const { rows } = await client.query<Record<string, string>>(sql);
      facts.set(name, Object.values(rows[0] ?? {})[0] ?? '');
    }
    return facts;
  });
}

/** One line a fact, told whether it changed. */
export function compareProduction(before: Production, after: Production): string {
  return [...after]
    .map(([name, value]) => {
      const then = before.get(name) ?? '';
      return then === value ? `  = ${name}: ${value}` : `  ~ ${name}: ${then} → ${value}`;
    })
    .join('\n');
}

/** About ten lines: what is different in production, and where to read more. */
export function tellChanges(before: Production, after: Production, run: WorkflowRun): string {
  const jobs = Object.entries(run.results).map(([job, result]) => `${job} ${result ?? '?'}`);
  return [
    '\nWhat changed in production (~ changed, = as before):',
    compareProduction(before, after),
    `\nJobs: ${jobs.join(', ')}`,
    'Read demo-output/summary.md (or summary.html), demo-output/run.log, demo-output/backup/RESTORE.md',
  ].join('\n');
}
