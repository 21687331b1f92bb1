import { withClient } from '../harness/postgres/databases.js';
import type { ClusterFacts } from '../harness/postgres/cluster.js';

/** Places in an archive where a restore of it can be held, by number. */
export const GATES = { rows: 1, indexes: 2 } as const;
const KEY = 71;

/**
 * Objects that wait while a gate is shut: a check that every restored row passes, and an index. An
 * advisory lock in any database of the server shuts a gate; pg_locks shows it at once, whatever
 * snapshot the function is called with. The number comes from the row: the planner of any query
 * would evaluate a constant.
 */
export const GATED = `
  create function gate(number int) returns int language plpgsql immutable as $$
  begin
    while exists (select from pg_locks where locktype = 'advisory' and granted
                   and classid = ${KEY}::oid and objid = number::oid) loop
      perform pg_sleep(0.01);
    end loop;
    return number;
  end $$;
  create table state (what text);
  create table gated_rows (n int check (gate(n) > 0));
  insert into gated_rows values (${GATES.rows});
  create table gated_index (n int);
  insert into gated_index values (${GATES.indexes});
  create index on gated_index (gate(n));
  create view without_tables as select 1 as one`;

/** Shuts a gate while the work runs, or until the work opens it. */
export function withGateShut<Result>(
  cluster: ClusterFacts,
  gate: keyof typeof GATES,
  work: (open: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  return withClient(cluster, 'postgres', async (client) => {
    const key = [KEY, GATES[gate]];
    await client.query('select pg_advisory_lock($1::int4, $2::int4)', key);
    return work(async () => {
      await client.query('select pg_advisory_unlock($1::int4, $2::int4)', key);
    });
  });
}
