import type { Watch } from '../../record/watch.js';
import type { Backend, Sample } from './sample.js';

/** The backends of the tool in one sample, and over the whole watch. */
export interface Roster {
  /** By pid. Taken once for each sample, in order. */
  muster(sample: Sample): ReadonlyMap<number, Backend>;
  readonly knownBy: Watch['knownBy'];
  /** How many there were. */
  readonly backends: number;
  /** How many hide their start and statements from this role. */
  readonly hidden: number;
}

/**
 * Knows a backend by pid and start from when it bore the tool's name, also when the tool renames its
 * session later; another that gets the same pid is another. That is for measuring: a session pooler
 * hands the same backend to the next client, so it may be stopped only while it bears the name. Where no name arrives (a pooler, a tool
 * that sets its own), sessions of the same role and address that began under the watch are taken
 * for the tool's: measured, never stopped.
 */
export function keepRoster(): Roster {
  const proven = new Set<string>();
  const likely = new Set<string>();
  const hidden = new Set<number>();
  const isProven = (backend: Backend): boolean => proven.has(identity(backend));
  return {
    muster({ backends }) {
      for (const backend of backends) {
        (backend.named ? proven : likely).add(identity(backend));
        if (backend.started === null) hidden.add(backend.pid);
      }
      const counted = proven.size > 0 ? backends.filter(isProven) : backends;
      return new Map(counted.map((backend) => [backend.pid, backend]));
    },
    get knownBy() {
      if (proven.size > 0) return 'application name';
      return likely.size > 0 ? 'role, address and start' : 'nothing';
    },
    get backends() {
      return proven.size > 0 ? proven.size : likely.size;
    },
    get hidden() {
      return hidden.size;
    },
  };
}

/** Names a backend for ever: the server uses pids again. */
export function identity({ pid, started }: Backend): string {
  return `${pid}/${started}`;
}
