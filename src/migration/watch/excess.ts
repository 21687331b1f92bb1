import type { Stop } from '../../record/watch.js';
import { awaited } from './lockmodes.js';
import type { Queue } from './queue.js';
import { identity } from './roster.js';
import type { Backend, Sample } from './sample.js';
import type { Open } from './stalls.js';
import type { TableNames } from './tablenames.js';

/** What the migration may do to others and to itself. */
export interface Limits {
  /** How long it may keep anybody waiting, in milliseconds; undefined for as long as it likes. */
  readonly maxStallMs: number | undefined;
  /** Given where the server does not have them; in milliseconds, 0 for none. */
  readonly enforce: { readonly lockMs: number; readonly statementMs: number } | undefined;
}

/** A backend of the migration that went over a limit. */
export interface Excess {
  readonly backend: Backend;
  readonly limit: Stop['limit'];
  /** In words, with the limit. */
  readonly because: string;
}

/** Who of the tool is over a limit in this sample, each once. */
export function excessesIn(
  sample: Sample,
  queue: Queue,
  tool: ReadonlyMap<number, Backend>,
  stalls: readonly Open[],
  limits: Limits & { readonly names: TableNames },
): Excess[] {
  const late = [...tool.values()].flatMap((backend) => lateness(backend, sample.at, queue, limits));
  const all = [...late, ...keepingOthers(stalls, limits)];
  return [...new Map(all.map((one) => [identity(one.backend), one])).values()];
}

function keepingOthers(stalls: readonly Open[], { maxStallMs }: Limits): Excess[] {
  if (maxStallMs === undefined) return [];
  return stalls
    .filter(({ stall }) => stall.ms > maxStallMs)
    .flatMap(({ stall, causes }) =>
      causes.map((backend) => ({
        backend,
        limit: 'max-stall' as const,
        because: `it kept backend ${stall.pid} waiting for over ${maxStallMs} ms`,
      })),
    );
}

function lateness(
  backend: Backend,
  at: number,
  queue: Queue,
  { enforce, names }: Limits & { readonly names: TableNames },
): Excess[] {
  const { lockMs = 0, statementMs = 0 } = enforce ?? {};
  // It waits for old snapshots and keeps nobody waiting: what the server was told is enough.
  if (backend.concurrent) return [];
  const wait = queue.waitOf(backend.pid);
  if (lockMs > 0 && wait !== undefined && at - wait.since > lockMs) {
    const what = awaited(wait, names);
    return [
      { backend, limit: 'lock-timeout', because: `it waited for ${what} for over ${lockMs} ms` },
    ];
  }
  const { statementSince } = backend;
  if (statementMs > 0 && statementSince !== null && at - statementSince > statementMs) {
    const because = `its statement ran for over ${statementMs} ms`;
    return [{ backend, limit: 'statement-timeout', because }];
  }
  return [];
}
