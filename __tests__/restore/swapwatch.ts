import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { codeOf } from '../../src/postgres/sqlstate.js';
import type { Stage } from './stage.js';

/** Resolves when the query has a row; asked again and again. */
export async function until(
  stage: Pick<Stage, 'ask'>,
  query: string,
  values: unknown[] = [],
): Promise<void> {
  while ((await stage.ask(query, values)).length === 0) await pause(10);
}

export const BETWEEN_THE_RENAMES = `select from pg_stat_activity
  where application_name = 'db-deploy/restore/test' and wait_event_type = 'Lock'
    and query like 'alter database%'`;

/**
 * Holds a lock on the database that only another ALTER waits for: a swap then stands still between
 * its two renames.
 */
export async function withLockOn<Result>(
  stage: Pick<Stage, 'ask' | 'cluster' | 'quoted'>,
  database: string,
  work: (release: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const { host, port, superuser } = stage.cluster;
  const holder = new pg.Client({ host, port, ...superuser, database: 'postgres' });
  await holder.connect();
  try {
    const [row] = await stage.ask<{ comment: string }>(
      `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`,
      [database],
    );
    const comment = pg.escapeLiteral(row?.comment ?? '');
    await holder.query(`begin; comment on database ${stage.quoted(database)} is ${comment}`);
    return await work(async () => {
      await holder.query('rollback');
    });
  } finally {
    await holder.end();
  }
}

export interface Hammer {
  /** Resolves when every client has read the row that is the goal. */
  readonly arrived: Promise<void>;
  /** SQLSTATEs that the clients met; where a connection just broke, none. */
  readonly refusals: ReadonlySet<string>;
}

/** Clients of a pool that connect again at once, whatever happens to them. */
export function hammer(stage: Stage, clients: number, goal: string): Hammer {
  const refusals = new Set<string>();
  const read = async (client: pg.Client): Promise<string | undefined> => {
    const { rows } = await client.query<{ what: string }>('select what from state');
    return rows[0]?.what;
  };
  const arrive = async (): Promise<void> => {
    const { host, port } = stage.cluster;
    const client = new pg.Client({ host, port, ...stage.deployer, database: stage.live });
    client.on('error', () => undefined);
    try {
      await client.connect();
      while ((await read(client)) !== goal);
      return;
    } catch (error) {
      const code = codeOf(error);
      if (code?.length === 5) refusals.add(code);
    } finally {
      await client.end().catch(() => undefined);
    }
    return arrive();
  };
  const arrived = Promise.all(Array.from({ length: clients }, arrive)).then(() => undefined);
  return { arrived, refusals };
}
