import type { Sample, Wait } from './sample.js';

/** Who waits for whom in one sample. */
export interface Queue {
  readonly waits: readonly Wait[];
  waitOf(pid: number): Wait | undefined;
  /** Everybody before this session: whom it waits for, for whom those wait, and so on. */
  before(pid: number): ReadonlySet<number>;
}

/** Reads the chains out of a sample: a reader behind a waiting ALTER waits for the ALTER's blocker too. */
export function queueOf({ waits }: Sample): Queue {
  const byPid = new Map(waits.map((wait) => [wait.pid, wait]));
  return {
    waits,
    waitOf: (pid) => byPid.get(pid),
    before(pid) {
      const found = new Set<number>();
      const open = [pid];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const blocker of byPid.get(next)?.behind ?? []) {
          if (!found.has(blocker)) open.push(blocker);
          found.add(blocker);
        }
      }
      return found;
    },
  };
}
