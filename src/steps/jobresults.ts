import type { Config } from '../config/schemas.js';
import type { Job, JobTimes } from '../record/details.js';
import type { DeployRecord } from '../record/record.js';

type Needs = Config<'summarize'>['needs'];

/** Clocks of a runner and of GitHub disagree, by so many milliseconds at most: first it is tried without. */
const CLOCK_ERRORS_MS = [0, 1_000, 5_000] as const;

/**
 * Jobs of `needs` in their order, then those that only a record tells of, then, where `needs` is not
 * there, those that only GitHub lists. `needs` has the ids of the workflow file and GitHub's list the
 * names that people see, so a job is known again by its name, or by the time of its steps; where that
 * leaves a doubt, it gets neither time nor link.
 */
export function jobsOf(
  needs: Needs,
  records: readonly DeployRecord[],
  times: readonly JobTimes[],
): Job[] {
  const results = needs?.ok === true ? needs.results : new Map<string, Job['result']>();
  const names = new Set([...results.keys(), ...records.map(({ run }) => run.job)]);
  const found = new Map([...names].map((name) => [name, knownAgain(name, records, times)]));
  const taken = [...found.values()];
  const jobs = [...names].map((name) => {
    const listed = found.get(name);
    const own = taken.filter((other) => other === listed).length === 1 ? listed : undefined;
    const result = results.get(name) ?? (own === undefined ? 'unknown' : resultOf(own));
    return { name, result, ...(own === undefined ? {} : shownOf(own)) };
  });
  if (results.size > 0) return jobs;
  const others = times.filter((one) => !taken.includes(one) && resultOf(one) !== 'unknown');
  return [
    ...jobs,
    ...others.map((one) => ({ name: one.name, result: resultOf(one), ...shownOf(one) })),
  ];
}

/**
 * The jobs as one of several environments sees them. A matrix has one result in `needs` for all its
 * jobs: where this environment's steps passed and another's did not, whose failure it is, is not known.
 */
export function chargedTo(
  environment: string,
  jobs: readonly Job[],
  records: readonly DeployRecord[],
): Job[] {
  const environments = new Set([environment, ...records.map((record) => record.environment)]);
  return jobs.map((job) => {
    if (environments.size === 1 || job.result === 'success' || job.result === 'skipped') return job;
    const passed = [...environments].filter((name) => {
      const of = records.filter(({ run, ...one }) => one.environment === name && run.job === job.name); // prettier-ignore
      return of.length > 0 && of.every(({ status }) => status !== 'failed');
    });
    const shared = passed.includes(environment) && passed.length < environments.size;
    return shared ? { ...job, result: 'unknown' } : job;
  });
}

function knownAgain(
  name: string,
  records: readonly DeployRecord[],
  times: readonly JobTimes[],
): JobTimes | undefined {
  const named = times.filter((one) => one.name === name);
  if (named.length === 1) return named[0];
  const own = records.filter(({ run }) => run.job === name);
  if (own.length === 0) return undefined;
  for (const clockError of CLOCK_ERRORS_MS) {
    const around = times.filter((one) => own.every((record) => holds(one, record, clockError)));
    if (around.length > 0) return around.length === 1 ? around[0] : undefined;
  }
  return undefined;
}

function holds(
  { startedAt, finishedAt }: JobTimes,
  record: DeployRecord,
  clockError: number,
): boolean {
  if (startedAt === undefined || finishedAt === undefined) return false;
  return (
    Date.parse(startedAt) - clockError <= Date.parse(record.startedAt) &&
    Date.parse(record.finishedAt) <= Date.parse(finishedAt) + clockError
  );
}

/** What neither ended nor was skipped has no result yet; the job that asks is one of those. */
function resultOf({ result }: JobTimes): Job['result'] {
  if (result === 'timed out') return 'cancelled';
  return result === 'running' || result === 'waiting' ? 'unknown' : result;
}

function shownOf({ name, url, startedAt, finishedAt }: JobTimes): Partial<Job> {
  return {
    title: name,
    ...(url === undefined ? {} : { url }),
    ...(startedAt === undefined || finishedAt === undefined
      ? {}
      : { seconds: Math.max(0, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000) }),
  };
}
