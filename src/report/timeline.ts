import type { JobTimes } from '../record/details.js';
import type { DeployRecord } from '../record/record.js';
import type { Deploy } from './deploy.js';
import { secondsBetween } from './quantities.js';

/** A wait longer than this, in seconds, is told in words; where nothing ran meanwhile, it is cut out of the picture. */
const LONGEST_WAIT = 60;

/** Something that took time. Seconds count from the beginning, what is cut out left out. */
export interface Bar {
  readonly name: string;
  readonly result: JobTimes['result'];
  readonly from: number;
  readonly seconds: number;
}

/** What a bar waited for: an approval, a free runner, the attempt that began later. */
export interface Wait {
  readonly before: string;
  readonly seconds: number;
  /** Where nothing ran meanwhile: the place of the cut in the picture, in its seconds. */
  readonly cutAt?: number;
}

/** What ran when. */
export interface Timeline {
  /** `jobs` as GitHub tells them, or `steps` as the records do: a job's own start is not in them. */
  readonly of: 'jobs' | 'steps';
  /** In the order of their beginning. */
  readonly bars: readonly Bar[];
  readonly waits: readonly Wait[];
}

interface Stretch {
  readonly name: string;
  readonly result: JobTimes['result'];
  /** When it could have begun; the same as `from` where that is not known. */
  readonly ready: string;
  readonly from: string;
  readonly to: string;
}

/** From GitHub's list of jobs, or else from the records. */
export function timelineOf({ summary, times, history }: Deploy): Timeline {
  const jobs = times.flatMap((job) => stretchOfJob(job, summary.finishedAt));
  if (jobs.length > 0) return { of: 'jobs', ...laidOut(jobs) };
  const attempts = new Set(history.map(({ run }) => run.attempt)).size;
  return { of: 'steps', ...laidOut(history.map((record) => stretchOfStep(record, attempts > 1))) };
}

/** What was skipped or still waits took no time. */
function stretchOfJob(job: JobTimes, now: string): Stretch[] {
  const { name, result, startedAt: from, createdAt, finishedAt } = job;
  if (from === undefined || result === 'skipped' || result === 'waiting') return [];
  return [{ name, result, ready: createdAt ?? from, from, to: finishedAt ?? now }];
}

const RESULT = { passed: 'success', failed: 'failure', skipped: 'skipped' } as const;

function stretchOfStep({ step, run, status, ...times }: DeployRecord, several: boolean): Stretch {
  return {
    name: `${run.job} / ${step}${several ? ` attempt ${run.attempt}` : ''}`,
    result: RESULT[status],
    ready: times.startedAt,
    from: times.startedAt,
    to: times.finishedAt,
  };
}

function laidOut(stretches: readonly Stretch[]): Pick<Timeline, 'bars' | 'waits'> {
  const ordered = [...stretches].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const beginning = ordered[0]?.from ?? '';
  const bars: Bar[] = [];
  const waits: Wait[] = [];
  let [busyUntil, cutOut] = [0, 0];
  for (const { name, result, ready, from, to } of ordered) {
    const start = secondsBetween(beginning, from);
    const gap = start - busyUntil;
    const seconds = Math.max(gap, secondsBetween(ready, from));
    if (gap > LONGEST_WAIT) {
      waits.push({ before: name, seconds, cutAt: busyUntil - cutOut });
      cutOut += gap;
    } else if (seconds > LONGEST_WAIT) {
      waits.push({ before: name, seconds });
    }
    const took = secondsBetween(from, to);
    bars.push({ name, result, from: start - cutOut, seconds: took });
    busyUntil = Math.max(busyUntil, start + took);
  }
  return { bars, waits };
}
