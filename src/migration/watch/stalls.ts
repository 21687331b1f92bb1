import { plain } from '../../actions/neutral.js';
import type { Stall } from '../../record/watch.js';
import { awaited } from './lockmodes.js';
import type { Queue } from './queue.js';
import type { Backend, Sample, Wait } from './sample.js';
import type { TableNames } from './tablenames.js';

const KEPT = 10;

/** A stall that goes on, and who of the tool causes it. */
export interface Open {
  readonly stall: Stall;
  readonly causes: readonly Backend[];
}

export interface Stalls {
  /** Takes the next sample in; returns the stalls that go on in it. */
  note(sample: Sample, queue: Queue, tool: ReadonlyMap<number, Backend>): readonly Open[];
  /** How many there were. */
  readonly count: number;
  /** The longest ten. */
  longest(): Stall[];
}

/**
 * Waits of other sessions with the tool somewhere before them, timed by the server's own start of
 * the wait, so that only their end depends on when we look.
 * @param ownPrefix sessions of ours are nobody's users.
 */
export function keepStalls(names: TableNames, ownPrefix: string): Stalls {
  let open = new Map<string, { stall: Stall; since: number }>();
  let ended: Stall[] = [];
  let count = 0;
  return {
    note(sample, queue, tool) {
      const going = new Map<string, { stall: Stall; since: number }>();
      const found: Open[] = [];
      for (const wait of queue.waits) {
        if (tool.has(wait.pid) || wait.role === '' || wait.application.startsWith(ownPrefix)) {
          continue;
        }
        const key = `${wait.pid}/${wait.since}`;
        const before = queue.before(wait.pid);
        const causes = [...tool.values()].filter(({ pid }) => before.has(pid));
        // Nobody before it any more: it got its lock within the sample, after it was seen waiting.
        if (causes.length === 0 && !(wait.behind.length === 0 && open.has(key))) continue;
        const known = open.get(key);
        if (known === undefined) count += 1;
        const queued = known?.stall.queued ?? isQueued(wait, causes, queue, sample);
        const stall = stallOf(wait, sample.at, queued, names);
        going.set(key, { stall, since: wait.since });
        found.push({ stall, causes });
      }
      for (const [key, { stall, since }] of open) {
        if (!going.has(key)) ended.push({ ...stall, atMostMs: Math.round(sample.at - since) });
      }
      ended = worst(ended);
      open = going;
      return found;
    },
    get count() {
      return count;
    },
    longest: () => worst([...ended, ...[...open.values()].map(({ stall }) => stall)]),
  };
}

function stallOf(wait: Wait, at: number, queued: boolean, names: TableNames): Stall {
  return {
    pid: wait.pid,
    application: plain(wait.application),
    role: plain(wait.role),
    waitedFor: awaited(wait, names),
    ms: Math.max(0, Math.round(at - wait.since)),
    queued,
  };
}

/** Behind a migration that waits itself, rather than behind a lock that it holds. */
function isQueued(wait: Wait, causes: readonly Backend[], queue: Queue, { held }: Sample): boolean {
  const holds = (pid: number): boolean =>
    held.some((lock) => lock.pid === pid && lock.oid === wait.oid);
  return causes.every(({ pid }) => queue.waitOf(pid) !== undefined && !holds(pid));
}

function worst(stalls: readonly Stall[]): Stall[] {
  return [...stalls].sort((a, b) => b.ms - a.ms).slice(0, KEPT);
}
