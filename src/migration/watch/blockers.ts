import type { Session } from '../../postgres/session.js';
import type { Blocker } from '../../record/watch.js';
import { describeBlockers, type Disclosure } from './blockerdescription.js';
import { awaited } from './lockmodes.js';
import type { Queue } from './queue.js';
import type { Backend, Sample, Wait } from './sample.js';
import type { TableNames } from './tablenames.js';

const KEPT = 20;
/** A blocker that stays is looked at again: what it does and how old it is changes. */
const LOOK_AGAIN_MS = 5_000;

export interface Blockers {
  /** Takes the next sample in, and asks the server who the new ones are. */
  note(session: Session, sample: Sample, queue: Queue, tool: Tool): Promise<void>;
  /** Those of the last sample, those that hold a lock first. */
  readonly present: readonly Blocker[];
  /** The twenty that were in the way for longest. */
  longest(): Blocker[];
  /** Backends whose state and age this role may not see. */
  readonly hidden: number;
}

type Tool = ReadonlyMap<number, Backend>;

interface Known {
  blocker: Blocker;
  lookedAt: number;
  /** Of its transaction, when it was looked at. */
  age: number | undefined;
  /** Which wait of the tool it is in the way of, and from when on. */
  wait: string;
  from: number;
}

/** Everybody before the tool's waiting sessions, up to those who wait for nobody. */
export function keepBlockers(names: TableNames, disclosure: Disclosure): Blockers {
  const known = new Map<string, Known>();
  const hidden = new Set<number>();
  let present: Blocker[] = [];
  let lastAt = 0;

  const noteWait = async (session: Session, wait: Wait, pids: number[], at: number) => {
    const waitedFor = awaited(wait, names);
    const keyOf = (pid: number): string => `${pid} ${waitedFor}`;
    const stale = pids.filter((pid) => {
      const one = known.get(keyOf(pid));
      return one === undefined || at - one.lookedAt >= LOOK_AGAIN_MS;
    });
    const described =
      stale.length === 0 ? [] : await describeBlockers(session, stale, wait, disclosure);
    for (const { isHidden, ...blocker } of described) {
      if (isHidden) hidden.add(blocker.pid);
      const before = known.get(keyOf(blocker.pid));
      const ms = before?.blocker.ms ?? 0;
      known.set(keyOf(blocker.pid), {
        ...(before ?? { wait: '', from: at }),
        blocker: { ...blocker, waitedFor, ms },
        lookedAt: at,
        age: blocker.transactionMs,
      });
    }
    const name = `${wait.pid}/${wait.since}`;
    for (const pid of pids) {
      const one = known.get(keyOf(pid));
      if (one === undefined) continue;
      // In the way since the wait began, unless an earlier sample of the same wait knew nothing of it.
      if (one.wait !== name) one.from = Math.max(wait.since, lastAt);
      one.wait = name;
      one.blocker.ms = Math.max(one.blocker.ms, Math.round(at - one.from));
      if (one.age !== undefined)
        one.blocker.transactionMs = Math.round(one.age + at - one.lookedAt);
      present.push(one.blocker);
    }
  };

  return {
    async note(session, { at }, queue, tool) {
      present = [];
      for (const wait of queue.waits.filter(({ pid }) => tool.has(pid))) {
        const pids = [...queue.before(wait.pid)].filter((pid) => !tool.has(pid));
        await noteWait(session, wait, pids, at);
      }
      present.sort((a, b) => Number(b.holds !== undefined) - Number(a.holds !== undefined));
      lastAt = at;
    },
    get present() {
      return present;
    },
    longest: () =>
      [...known.values()]
        .map(({ blocker }) => blocker)
        .sort((a, b) => b.ms - a.ms)
        .slice(0, KEPT),
    get hidden() {
      return hidden.size;
    },
  };
}
