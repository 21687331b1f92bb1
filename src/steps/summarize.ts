import type { Tools } from '../actions/tools.js';
import { EVERY_RECORD, prefixOf, type ReadRecords } from '../actions/records.js';
import { readJobTimes } from '../actions/runjobs.js';
import { readReviews } from '../actions/runreviews.js';
import type { Config } from '../config/schemas.js';
import { problemsOf, type Problem } from '../errors.js';
import { couldNotVerify, notRun, type Finding } from '../record/finding.js';
import type { DeployRecord, DetailsOf, Outcome } from '../record/record.js';
import { chargedTo, jobsOf } from './jobresults.js';

type Needs = Config<'summarize'>['needs'];

/**
 * Gathers what the jobs left. Passes when there is something to write a page from, also about a
 * deploy that failed: the verdict is the page's, and the failed job is red already.
 */
export async function summarize(
  config: Config<'summarize'>,
  tools: Tools,
): Promise<Outcome<'summarize'>> {
  const { environment, needs } = config;
  const { records: all, unreadable, nothing } = await gather(tools);
  const deploy = all.filter((record): record is DeployRecord => record.step !== 'summarize');
  const counted = deploy.filter((record) => !deploy.some((other) => isNewer(other, record)));
  const times = await timesOf(config, tools);
  const partOf = (name: string) => {
    const own = deploy.filter((record) => record.environment === name);
    const records = own.filter((record) => counted.includes(record));
    return {
      jobs: chargedTo(name, jobsOf(needs, records, times.times ?? []), counted),
      records,
      earlier: own.filter((record) => !records.includes(record)),
      unreadable: unreadable.filter((reason) => isAbout(reason, name)),
    };
  };
  const part = partOf(environment);
  const others = new Set(deploy.map((record) => record.environment));
  others.delete(environment);
  const blind = nothing && part.jobs.length === 0;
  return {
    status: blind ? 'failed' : 'passed',
    problems: blind ? [nothingToTell(unreadable)] : [],
    findings: [...needsFindings(needs), ...unreadable.map(unreadableFinding)],
    details: {
      ...part,
      ...(others.size === 0
        ? {}
        : { others: [...others].map((name) => ({ environment: name, ...partOf(name) })) }),
      ...times,
    },
  };
}

/** Records that cannot be listed are a gap in the page, and no reason not to write it. */
async function gather(tools: Tools): Promise<ReadRecords & { nothing: boolean }> {
  try {
    return { ...(await tools.records.readAll()), nothing: false };
  } catch (error) {
    tools.signal.throwIfAborted();
    const found = problemsOf(error, 'list the records')[0]?.found ?? 'no answer';
    return { records: [], unreadable: [`the list of records: ${found}`], nothing: true };
  }
}

/** Of a laptop there are none; elsewhere the records have the times of the steps, if not of the jobs. */
async function timesOf(
  { run, githubToken: token }: Config<'summarize'>,
  { fetch, clock, signal }: Tools,
): Promise<Pick<DetailsOf<'summarize'>, 'times' | 'timesUnread' | 'reviews'>> {
  if (run.url === '') return {};
  const { repository } = run;
  const settings = { repository, token, fetch, clock, signal };
  try {
    const [times, reviews] = await Promise.all([
      readJobTimes(run, settings),
      readReviews(run, settings),
    ]);
    return { times, ...(reviews === undefined ? {} : { reviews }) };
  } catch (error) {
    signal.throwIfAborted();
    const [problem] = problemsOf(error, 'read the jobs of this run');
    return { timesUnread: problem?.found ?? 'no answer' };
  }
}

function nothingToTell(unreadable: readonly string[]): Problem {
  return {
    attempted: 'gather what the jobs did',
    found: unreadable.join('; '),
    nextAction: 'give the step needs: ${{ toJSON(needs) }}, then run it again',
  };
}

/** Of this environment's records, or of all: their list, which could not be read. */
function isAbout(reason: string, environment: string): boolean {
  return !reason.startsWith(EVERY_RECORD) || reason.startsWith(prefixOf(environment));
}

/** Of the same step in the same job, a later attempt; on a laptop, a later run. */
function isNewer(other: DeployRecord, record: DeployRecord): boolean {
  if (other.environment !== record.environment) return false;
  if (other.step !== record.step || other.run.job !== record.run.job) return false;
  if (other.run.runId === record.run.runId) return other.run.attempt > record.run.attempt;
  return other.startedAt > record.startedAt;
}

function needsFindings(needs: Needs): Finding[] {
  const name = 'results of the jobs';
  if (needs === undefined) return [notRun(name, 'the input needs is not given')];
  if (!needs.ok) return [couldNotVerify(name, needs.found, 'write needs: ${{ toJSON(needs) }}')];
  return [];
}

/** A record of a newer version makes a long list of what is wrong with it; its beginning tells enough. */
function unreadableFinding(reason: string): Finding {
  return couldNotVerify('record of a step', reason.replace(/\s+/g, ' ').slice(0, 300));
}
