import type { TableLock } from '../../record/watch.js';
import { spelled, strengthOf } from './lockmodes.js';
import type { Queue } from './queue.js';
import { identity } from './roster.js';
import type { Backend, Sample } from './sample.js';
import type { TableNames } from './tablenames.js';

const KEPT = 50;

interface Hold {
  readonly table: string;
  readonly mode: string;
  /** Times of samples: the last without it, the first and the last with it. */
  readonly before: number | undefined;
  readonly first: number;
  readonly last: number;
}

interface Measured {
  heldMs: number;
  heldAtMostMs?: number;
  waitedMs: number;
}

export interface LocksHeld {
  /** Takes the next sample in. */
  note(sample: Sample, queue: Queue, tool: ReadonlyMap<number, Backend>): void;
  /** The strongest lock on each table, the strongest and longest first. */
  strongest(): TableLock[];
}

/** The tool's locks on tables that others know, and how long each was held and waited for. */
export function keepLocks(names: TableNames): LocksHeld {
  let open = new Map<string, Hold>();
  let lastAt: number | undefined;
  const measured = new Map<string, Map<string, Measured>>();
  const of = (table: string, mode: string): Measured => {
    const modes = measured.get(table) ?? new Map<string, Measured>();
    measured.set(table, modes);
    const one = modes.get(mode) ?? { heldMs: 0, waitedMs: 0 };
    modes.set(mode, one);
    return one;
  };
  const settle = (
    { table, mode, before, first, last }: Hold,
    endedBy: number | undefined,
  ): void => {
    const one = of(table, mode);
    const heldMs = Math.round(last - first);
    if (heldMs < one.heldMs) return;
    one.heldMs = heldMs;
    if (endedBy === undefined || before === undefined) delete one.heldAtMostMs;
    else one.heldAtMostMs = Math.round(endedBy - before);
  };
  return {
    note(sample, queue, tool) {
      const going = new Map<string, Hold>();
      for (const { pid, oid, mode } of sample.held) {
        const backend = tool.get(pid);
        const table = names.get(oid);
        if (backend === undefined || table === undefined) continue;
        const key = `${identity(backend)} ${table} ${mode}`;
        const known = open.get(key) ?? { table, mode, before: lastAt, first: sample.at };
        going.set(key, { ...known, last: sample.at });
      }
      for (const [key, hold] of open) if (!going.has(key)) settle(hold, sample.at);
      for (const wait of queue.waits) {
        const table = wait.oid === null ? undefined : names.get(wait.oid);
        if (table === undefined || wait.locktype !== 'relation' || !tool.has(wait.pid)) continue;
        const one = of(table, wait.mode);
        one.waitedMs = Math.max(one.waitedMs, Math.round(sample.at - wait.since));
      }
      open = going;
      lastAt = sample.at;
    },
    strongest() {
      for (const hold of open.values()) settle(hold, undefined);
      return [...measured]
        .map(([table, modes]) => {
          const [mode, one] = [...modes].reduce((a, b) =>
            strengthOf(b[0]) > strengthOf(a[0]) ? b : a,
          );
          return { table, mode, ...one };
        })
        .sort((a, b) => strengthOf(b.mode) - strengthOf(a.mode) || b.heldMs - a.heldMs)
        .slice(0, KEPT)
        .map((lock) => ({ ...lock, mode: spelled(lock.mode) }));
    },
  };
}
