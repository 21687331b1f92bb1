import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../../__tests__/harness/postgres/cluster.js';
import { withClient } from '../../__tests__/harness/postgres/databases.js';
import { timeProcess, type Result } from './rounds.js';

/** Bytes of a promotion of which nothing depends on the rows that differ: sessions, catalogs, statements, first look. */
const FIXED_WIRE = 1_000_000;

/** The million rows on both sides, and the step that promotes them. */
interface Sides {
  readonly cluster: Cluster;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly step: (mode: 'apply', tables: readonly string[]) => readonly string[];
  readonly prod: (sql: string) => Promise<void>;
}

/** What one apply sends over both wires, and for how long it keeps writers out. */
export async function benchWire({ cluster, env, cwd, step, prod }: Sides): Promise<Result[]> {
  await prod(`update big set price = price + 1 where id % 500 = 0`);
  const differing = await withClient(cluster, 'dev', async (client) => {
    const answer = await client.query<{ bytes: string }>(
      `select sum(octet_length(big::text)) as bytes from big where id % 500 = 0`,
    );
    return Number(answer.rows[0]?.bytes);
  });
  const wires = {
    dev: await layCountedWire(env['DEV'] ?? ''),
    prod: await layCountedWire(env['PROD'] ?? ''),
  };
  const urls = {
    DEV_DATABASE_URL: wires.dev.url,
    PROD_DATABASE_URL: wires.prod.url,
    DIRECT_URL: wires.prod.url,
  };
  try {
    const running = timeProcess(process.execPath, step('apply', ['big']), {
      env: { ...env, ...urls },
      cwd,
    });
    const [locked, whole] = await Promise.all([timeLocked(cluster, running), running]);
    const bytes = wires.dev.bytes() + wires.prod.bytes();
    const kept = bytes <= 3 * differing + FIXED_WIRE;
    const [sent, rows] = [bytes / 1e6, differing / 1e6];
    return [
      {
        what: 'bytes over both wires, apply, 1 M rows, 2,000 differ',
        measured: `${sent.toFixed(2)} MB (dev ${(wires.dev.bytes() / 1e6).toFixed(2)}, prod ${(wires.prod.bytes() / 1e6).toFixed(2)}); the rows have ${rows.toFixed(2)} MB`,
        budget: `≤ 3× and ${(FIXED_WIRE / 1e6).toFixed(0)} MB`,
        kept,
      },
      {
        what: 'writers locked out during it',
        measured: `${locked.toFixed(0)} ms of ${whole.toFixed(0)} ms`,
        budget: '–',
        kept: true,
      },
    ];
  } finally {
    wires.dev.close();
    wires.prod.close();
  }
}

/** From the first to the last look that found the lock, until the process ends. Milliseconds. */
async function timeLocked(cluster: Cluster, running: Promise<unknown>): Promise<number> {
  let ended = false;
  void running.then(
    () => (ended = true),
    () => (ended = true),
  );
  return withClient(cluster, 'prod', async (client) => {
    const seen: number[] = [];
    const hasEnded = (): boolean => ended;
    while (!hasEnded()) {
      const locks = await client.query(
        `select from pg_locks where relation = 'big'::regclass and mode = 'ShareRowExclusiveLock' and granted`,
      );
      if ((locks.rowCount ?? 0) > 0) seen.push(performance.now());
      await pause(5);
    }
    return (seen.at(-1) ?? 0) - (seen[0] ?? 0);
  });
}

interface CountedWire {
  /** The server's URL, over the wire. */
  readonly url: string;
  /** Bytes that went over it so far, both ways. */
  readonly bytes: () => number;
  readonly close: () => void;
}

/** A wire between client and server that counts what it carries. */
async function layCountedWire(url: string): Promise<CountedWire> {
  const { hostname, port } = new URL(url);
  let bytes = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (chunk) => (bytes += chunk.length));
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return { url: through.href, bytes: () => bytes, close: () => server.close() };
}
