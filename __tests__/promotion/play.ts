import { afterEach } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { terminalLog } from '../../src/actions/log.js';
import type { Clock } from '../../src/actions/tools.js';
import { DeployError } from '../../src/errors.js';
import { parseConnection, type Connection } from '../../src/postgres/connection.js';
import { directSettings, withSession, type Session } from '../../src/postgres/session.js';
import { apply, type Applied } from '../../src/promotion/apply.js';
import type { Databases } from '../../src/promotion/comparison.js';
import { OPEN, type Disclosure } from '../../src/promotion/disclosure.js';
import { preview, type Preview } from '../../src/promotion/preview.js';
import type { Request, TableRequest } from '../../src/promotion/request.js';
import type { PromotedTable } from '../../src/record/promotion.js';
import type { Finding } from '../../src/record/finding.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { devCluster } from '../harness/postgres/test-cluster.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';

export type Side = 'dev' | 'prod';

/** How a test wants its promotion; everything has a default. */
export interface Wish {
  readonly tables: readonly (string | (Partial<TableRequest> & { table: string }))[];
  readonly maxChangePercent?: number;
  readonly maxDeletes?: number;
  readonly disclosure?: Disclosure;
  readonly lockMs?: number;
  readonly clock?: Clock;
  readonly prodUrl?: string;
  readonly devUrl?: string;
  readonly signal?: AbortSignal;
  readonly lines?: string[];
  /** Between preview and apply. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly check?: () => Promise<void>;
}

export interface World {
  /** Runs SQL as the owner, in one database or in both. */
  run(side: Side | 'both', sql: string): Promise<void>;
  superuser(side: Side, sql: string): Promise<void>;
  rows<Row extends object>(side: Side, sql: string): Promise<Row[]>;
  url(side: Side): string;
  name(side: Side): string;
  preview(wish: Wish): Promise<Preview>;
  /** Previews, and applies what the preview shows whatever its findings say. */
  promote(wish: Wish): Promise<{ seen: Preview; applied: Applied }>;
}

/** Takes back whatever a test may have left: cheaper than two new databases for each. */
const RESET = `
do $$ declare name text; begin
  for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
    execute format('drop schema %I cascade', name);
  end loop;
  execute format('grant temp on database %I to public', current_database());
  execute format('alter role ${roles.owner.user} in database %I reset all', current_database());
end $$;
create schema public authorization ${roles.owner.user}`;

/** Two empty databases of an ordinary owner, emptied after each test. */
export function useTwoDatabases(): World {
  const databases = { dev: useTestDatabase('empty', devCluster()), prod: useTestDatabase('empty') };
  const { dev, prod } = databases;
  afterEach(async () => {
    for (const { cluster, name } of [dev, prod]) {
      await withClient(cluster, name, (client) => client.query(RESET));
    }
  });
  const on = async <Row extends object>(side: Side, sql: string): Promise<Row[]> => {
    const { cluster, name } = databases[side];
    return withClient(cluster, name, async (client) => (await client.query<Row>(sql)).rows, roles.owner); // prettier-ignore
  };
  const playing = async <Result>(
    wish: Wish,
    work: (databases: Databases, request: Request) => Promise<Result>,
  ): Promise<Result> => {
    const request = {
      tables: wish.tables.map((table) => ({
        mode: 'upsert' as const,
        key: [],
        ids: 'same' as const,
        exclude: [],
        insertOnly: [],
        where: undefined,
        ...(typeof table === 'string' ? { table } : table),
      })),
      maxChangePercent: wish.maxChangePercent ?? 100,
      maxDeletes: wish.maxDeletes ?? 1_000,
    };
    return sessionOn(wish.prodUrl ?? prod.ownerUrl, wish, (session) =>
      work(
        {
          prod: session,
          withDev: (use) => sessionOn(wish.devUrl ?? dev.ownerUrl, wish, use),
          statementMs: 60_000,
          disclosure: wish.disclosure ?? OPEN,
          log: terminalLog((line) => wish.lines?.push(line), false),
        },
        request,
      ),
    );
  };
  return {
    run: async (side, sql) => {
      for (const one of side === 'both' ? (['dev', 'prod'] as const) : [side]) await on(one, sql);
    },
    superuser: async (side, sql) => {
      const { cluster, name } = databases[side];
      await withClient(cluster, name, (client) => client.query(sql));
    },
    rows: on,
    url: (side) => databases[side].ownerUrl,
    name: (side) => databases[side].name,
    preview: (wish) => playing(wish, preview),
    promote: (wish) =>
      playing(wish, async (both, request) => {
        const seen = await preview(both, request);
        await wish.meanwhile?.();
        const applied = await apply(both, request, seen, {
          mutex: {
            isHeld: () => Promise.resolve(true),
            check: wish.check ?? (() => Promise.resolve()),
          },
          clock: wish.clock ?? systemClock,
          log: both.log,
          signal: wish.signal ?? new AbortController().signal,
          reconnect: (use) => sessionOn(prod.ownerUrl, wish, use),
        });
        return { seen, applied };
      }),
  };
}

export function connectionTo(url: string): Connection {
  const parsed = parseConnection('direct-url', url);
  if (!parsed.ok) throw new Error(parsed.problem.found);
  return parsed.connection;
}

/** The verdicts that are no pass, as `name: verdict`. */
export function complaints(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ name, verdict }) => `${name}: ${verdict}`);
}

export function named(findings: readonly Finding[], name: string): Finding | undefined {
  return findings.find((finding) => finding.name === name);
}

/** Why a preview was refused: `attempted: found; next action`, one line a problem. */
export async function refusal(world: World, wish: Wish): Promise<string> {
  const error = await world.preview(wish).catch((caught: unknown) => caught);
  if (!(error instanceof DeployError)) throw new Error(`not refused: ${JSON.stringify(error)}`);
  return error.problems
    .map(({ attempted, found, nextAction }) => `${attempted}: ${found}; ${nextAction}`)
    .join('\n');
}

/** inserts, updates and rows left alone, by table. */
export function counts(tables: readonly PromotedTable[]): Record<string, string> {
  return Object.fromEntries(
    tables.map(({ table, inserts, updates, kept }) => [table, `+${inserts} ~${updates} =${kept}`]),
  );
}

/** A clock whose pauses take no time and are written down. */
export function impatientClock(pauses: number[], during?: () => Promise<unknown>): Clock {
  return {
    now: () => new Date(),
    sleep: async (ms) => {
      pauses.push(ms);
      await during?.();
    },
  };
}

function sessionOn<Result>(
  url: string,
  wish: Wish,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return withSession(
    connectionTo(url),
    {
      purpose: 'promote reference data',
      applicationName: 'db-deploy/promote/test',
      signal: wish.signal ?? new AbortController().signal,
      settings: directSettings({ statementMs: 60_000, lockMs: wish.lockMs ?? 5_000 }),
    },
    work,
  );
}
