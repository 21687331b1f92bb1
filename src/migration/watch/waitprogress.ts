import type { Log } from '../../actions/log.js';
import type { Blocker } from '../../record/watch.js';
import { awaited } from './lockmodes.js';
import type { Queue } from './queue.js';
import type { Backend, Sample } from './sample.js';
import type { TableNames } from './tablenames.js';

/** A shorter wait is not worth a line. */
const SHORTEST_MS = 1_000;
const EVERY_MS = 5_000;
const NAMED = 3;

export interface WaitProgress {
  tell(
    sample: Sample,
    queue: Queue,
    tool: ReadonlyMap<number, Backend>,
    blockers: readonly Blocker[],
  ): void;
}

/** Says in the log what the migration waits for and behind whom; a line every few seconds. */
export function waitProgress(names: TableNames, log: Log): WaitProgress {
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    tell({ at }, queue, tool, blockers) {
      const [wait] = queue.waits
        .filter(({ pid, since }) => tool.has(pid) && at - since >= SHORTEST_MS)
        .sort((a, b) => a.since - b.since);
      if (wait === undefined || at - toldAt < EVERY_MS) return;
      toldAt = at;
      const what = awaited(wait, names);
      const behind = blockers.slice(0, NAMED).map(blockerInWords).join('; ');
      log.info(
        `The migration waits for ${what} since ${inSeconds(at - wait.since)}${behind === '' ? '' : ` behind ${behind}`}`,
      );
    },
  };
}

/** `backend 7 of app_user, web (idle in transaction for 61 s, holds ACCESS SHARE)`. */
export function blockerInWords({ who, state, transactionMs, holds }: Blocker): string {
  const age = transactionMs === undefined ? '' : ` for ${inSeconds(transactionMs)}`;
  const parts = [
    `${state ?? 'state hidden'}${age}`,
    ...(holds === undefined ? [] : [`holds ${holds}`]),
  ];
  return `${who} (${parts.join(', ')})`;
}

function inSeconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
