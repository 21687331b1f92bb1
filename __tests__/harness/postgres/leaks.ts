import type { ClusterFacts } from './cluster.js';
import { withClient } from './databases.js';

export interface OpenSession {
  readonly pid: number;
  readonly user: string;
  readonly applicationName: string;
  readonly state: string | null;
  readonly query: string;
}

export interface HeldAdvisoryLock {
  readonly pid: number;
  readonly applicationName: string | null;
  /** The 64-bit key, or `classid,objid` for the two-key form. */
  readonly key: string;
}

/** Every client session in a database. */
export async function openSessions(
  cluster: ClusterFacts,
  database: string,
): Promise<OpenSession[]> {
  return await rows<OpenSession>(
    cluster,
    database,
    `select pid, usename as "user", application_name as "applicationName", state, query
       from pg_stat_activity
      where datname = $1 and backend_type = 'client backend'
      order by backend_start`,
  );
}

export async function heldAdvisoryLocks(
  cluster: ClusterFacts,
  database: string,
): Promise<HeldAdvisoryLock[]> {
  return await rows<HeldAdvisoryLock>(
    cluster,
    database,
    `select l.pid, a.application_name as "applicationName",
            case l.objsubid
              when 1 then (l.classid::bigint << 32 | l.objid::bigint)::text
              else l.classid || ',' || l.objid
            end as key
       from pg_locks l
       left join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted
        and l.database = (select oid from pg_database where datname = $1)
      order by l.pid`,
  );
}

/** Throws when a session of the action, or any advisory lock, outlives the work that made it. */
export async function assertNoLeaks(
  cluster: ClusterFacts,
  database: string,
  patience = 2_000,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    const leaks = await findLeaks(cluster, database);
    if (leaks.length === 0) return;
    // A backend notices the end of its client a moment after the client is gone.
    if (Date.now() > deadline) {
      throw new Error(`left behind in database ${database}:\n  ${leaks.join('\n  ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function findLeaks(cluster: ClusterFacts, database: string): Promise<string[]> {
  const sessions = await openSessions(cluster, database);
  const locks = await heldAdvisoryLocks(cluster, database);
  return [
    ...sessions
      .filter(({ applicationName }) => applicationName.startsWith('db-deploy/'))
      .map((s) => `session ${s.pid} ${s.applicationName} (${s.state ?? '?'}): ${s.query}`),
    ...locks.map((l) => `advisory lock ${l.key} of session ${l.pid} ${l.applicationName ?? '?'}`),
  ];
}

// Asked from another database, so that the question is not among the answers.
async function rows<Row extends object>(
  cluster: ClusterFacts,
  database: string,
  sql: string,
): Promise<Row[]> {
  return await withClient(cluster, 'postgres', async (client) => {
    const result = await client.query<Row>(sql, [database]);
    return result.rows;
  });
}
