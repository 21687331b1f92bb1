import { performance } from 'node:perf_hooks';
import type { Log } from '../../actions/log.js';
import type { Session } from '../../postgres/session.js';
import type { Watch } from '../../record/watch.js';
import { keepBlockers, type Blockers } from './blockers.js';
import { keepLimits } from './enforcement.js';
import { excessesIn, type Excess, type Limits } from './excess.js';
import { keepLocks } from './locksheld.js';
import { keepPace } from './pace.js';
import { waitProgress } from './waitprogress.js';
import { queueOf } from './queue.js';
import { keepRoster } from './roster.js';
import { takeSample, type Whom } from './sample.js';
import { keepStalls } from './stalls.js';
import type { TableNames } from './tablenames.js';

const STOPS_KEPT = 20;

export interface ObserverSettings extends Limits {
  readonly whom: Whom;
  readonly names: TableNames;
  /** Of the watcher, quoted as SQL writes it. */
  readonly role: string;
  readonly log: Log;
  /** Whether statements of others may be shown. */
  readonly showQueries: boolean;
}

/** What a watch saw, and what no record keeps but its findings need. */
export interface Sight {
  readonly watch: Watch;
  /** Blockers whose state this role may not see. */
  readonly hidden: number;
  /** Backends of the tool of which this role sees neither start nor statements. */
  readonly unreadable: number;
  readonly role: string;
  readonly spared: readonly Excess[];
  /** Backends that bore the tool's name, and were there at the last look under another. */
  readonly remaining: readonly number[];
}

export interface Observer {
  /** Takes one sample and acts on it; returns how long to rest, in milliseconds. */
  look(session: Session): Promise<number>;
  /** What was seen until now. */
  sight(): Sight;
}

/** Puts the parts of the watch together: one sample goes through all of them. */
export function observe(settings: ObserverSettings): Observer {
  const { names, whom, log } = settings;
  const roster = keepRoster();
  const stalls = keepStalls(names, whom.ownPrefix);
  const locks = keepLocks(names);
  const blockers: Blockers = keepBlockers(names, {
    queries: settings.showQueries,
    masks: log.masks,
  });
  const enforcement = keepLimits(whom.applicationName, (line) => {
    log.warning(line, 'watcher of the migration');
  });
  const progress = waitProgress(names, log);
  const pace = keepPace();
  let samples = 0;
  let firstAt: number | undefined;
  let present: readonly number[] = [];
  let lastAt = 0;
  let longestGapMs = 0;

  return {
    async look(session) {
      const sample = await takeSample(session, whom);
      const began = performance.now();
      samples += 1;
      if (firstAt !== undefined) longestGapMs = Math.max(longestGapMs, sample.at - lastAt);
      firstAt ??= sample.at;
      lastAt = sample.at;
      const tool = roster.muster(sample);
      const renamed = [...tool.values()].filter(({ named }) => !named);
      present = roster.knownBy === 'application name' ? renamed.map(({ pid }) => pid) : [];
      const queue = queueOf(sample);
      const going = stalls.note(sample, queue, tool);
      locks.note(sample, queue, tool);
      const excesses = excessesIn(sample, queue, tool, going, settings);
      const worked = performance.now() - began;
      await enforcement.stop(session, sample.at, excesses);
      await blockers.note(session, sample, queue, tool);
      progress.tell(sample, queue, tool, blockers.present);
      // Locks come and go while a session of the tool is there, and it may come at any moment.
      const close = tool.size > 0 || roster.knownBy === 'nothing';
      return pace.after(sample.costMs + worked, close);
    },
    sight: () => {
      const watchedMs = Math.round(lastAt - (firstAt ?? lastAt));
      return {
        watch: {
          samples,
          watchedMs,
          longestGapMs: Math.round(longestGapMs),
          costShare: watchedMs === 0 ? 0 : Number((pace.totalMs / watchedMs).toFixed(4)),
          knownBy: roster.knownBy,
          backends: roster.backends,
          late: false,
          stalled: stalls.count,
          stalls: stalls.longest(),
          locks: locks.strongest(),
          blockers: blockers.longest(),
          stops: enforcement.stops.slice(0, STOPS_KEPT),
        },
        hidden: blockers.hidden,
        unreadable: roster.hidden,
        role: settings.role,
        spared: enforcement.spared,
        remaining: present,
      };
    },
  };
}
