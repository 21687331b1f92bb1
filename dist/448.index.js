export const id = 448;
export const ids = [448];
export const modules = {

/***/ 18448:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  summarize: () => (/* binding */ summarize)
});

// EXTERNAL MODULE: ./src/actions/records.ts + 1 modules
var records = __webpack_require__(98283);
// EXTERNAL MODULE: ./src/actions/restfailure.ts
var restfailure = __webpack_require__(90939);
// EXTERNAL MODULE: ./src/actions/retries.ts
var retries = __webpack_require__(3749);
;// CONCATENATED MODULE: ./src/actions/runjobs.ts


const PER_PAGE = 100;
/** A matrix has up to 256 jobs, and nobody reads a picture of more. */
const MOST_PAGES = 5;
/** A page that waits for its decoration is worth less than one without. */
const PATIENCE_MS = 15_000;
const RESULTS = new Set(['success', 'failure', 'cancelled', 'skipped']);
/**
 * The jobs of this attempt of the run as GitHub shows them, by their displayed names, with those that
 * an earlier attempt ran and this one took over. Needs `actions: read`.
 * @throws {DeployError} when there is no token, it may not, or GitHub does not answer in 15 s.
 */
async function readJobTimes({ runId, attempt }, settings) {
    const attempted = 'read the jobs of this run';
    if (settings.token === undefined)
        throw (0,restfailure/* noToken */.fC)(attempted);
    const [owner = '', repo = ''] = settings.repository.split('/');
    const signal = AbortSignal.any([settings.signal, AbortSignal.timeout(PATIENCE_MS)]);
    try {
        const github = await __webpack_require__.e(/* import() */ 351).then(__webpack_require__.bind(__webpack_require__, 61351));
        const { rest } = github.getOctokit(settings.token, { request: { fetch: settings.fetch } });
        const jobs = [];
        for (let page = 1; page <= MOST_PAGES; page += 1) {
            const { data } = await (0,retries/* withRetries */.L)(() => rest.actions.listJobsForWorkflowRunAttempt({
                ...{ owner, repo, run_id: Number(runId), attempt_number: attempt },
                ...{ per_page: PER_PAGE, page, request: { signal } },
            }), (error) => ((0,restfailure/* statusOf */.c2)(error) ?? 0) >= 500, { ...settings, signal });
            jobs.push(...data.jobs);
            if (data.jobs.length < PER_PAGE)
                break;
        }
        return jobs.map(timesOf);
    }
    catch (error) {
        settings.signal.throwIfAborted();
        throw (0,restfailure/* restFailure */.$e)(attempted, error);
    }
}
function timesOf(job) {
    const { name, html_url: url, created_at: created, completed_at: finished } = job;
    const started = job.status === 'queued' || job.status === 'waiting' ? undefined : job.started_at;
    return {
        name,
        result: resultOf(job),
        ...(isTime(created) ? { createdAt: created } : {}),
        ...(isTime(started) ? { startedAt: started } : {}),
        ...(isTime(finished) ? { finishedAt: finished } : {}),
        ...(url === null ? {} : { url }),
    };
}
function resultOf({ status, conclusion }) {
    if (conclusion === null)
        return status === 'in_progress' ? 'running' : 'waiting';
    if (conclusion === 'timed_out')
        return 'timed out';
    if (conclusion === 'action_required' || conclusion === 'stale')
        return 'waiting';
    return RESULTS.has(conclusion) ? conclusion : 'unknown';
}
function isTime(time) {
    return typeof time === 'string' && !Number.isNaN(Date.parse(time));
}

;// CONCATENATED MODULE: ./src/actions/runreviews.ts
/** A page that waits for its decoration is worth less than one without. */
const runreviews_PATIENCE_MS = 15_000;
/**
 * What people decided when jobs of this run waited for them, over all its attempts. GitHub tells who,
 * and of which environment, but neither when nor for which job. Needs `actions: read`.
 * @returns undefined where it cannot be read: a wait is then one of unknown cause.
 */
async function readReviews({ runId }, { repository, token, fetch, signal }) {
    if (token === undefined)
        return undefined;
    const [owner = '', repo = ''] = repository.split('/');
    const patience = AbortSignal.any([signal, AbortSignal.timeout(runreviews_PATIENCE_MS)]);
    try {
        const github = await __webpack_require__.e(/* import() */ 351).then(__webpack_require__.bind(__webpack_require__, 61351));
        const { rest } = github.getOctokit(token, { request: { fetch } });
        const { data } = await rest.actions.getReviewsForRun({
            ...{ owner, repo, run_id: Number(runId), request: { signal: patience } },
        });
        return data.flatMap(({ state, user, environments }) => state === 'pending'
            ? []
            : environments.map(({ name = '' }) => ({
                environment: name,
                approved: state === 'approved',
                by: user?.login ?? '',
            })));
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/steps/jobresults.ts
/** Clocks of a runner and of GitHub disagree, by so many milliseconds at most: first it is tried without. */
const CLOCK_ERRORS_MS = [0, 1_000, 5_000];
/**
 * Jobs of `needs` in their order, then those that only a record tells of, then, where `needs` is not
 * there, those that only GitHub lists. `needs` has the ids of the workflow file and GitHub's list the
 * names that people see, so a job is known again by its name, or by the time of its steps; where that
 * leaves a doubt, it gets neither time nor link.
 */
function jobsOf(needs, records, times) {
    const results = needs?.ok === true ? needs.results : new Map();
    const names = new Set([...results.keys(), ...records.map(({ run }) => run.job)]);
    const found = new Map([...names].map((name) => [name, knownAgain(name, records, times)]));
    const taken = [...found.values()];
    const jobs = [...names].map((name) => {
        const listed = found.get(name);
        const own = taken.filter((other) => other === listed).length === 1 ? listed : undefined;
        const result = results.get(name) ?? (own === undefined ? 'unknown' : jobresults_resultOf(own));
        return { name, result, ...(own === undefined ? {} : shownOf(own)) };
    });
    if (results.size > 0)
        return jobs;
    const others = times.filter((one) => !taken.includes(one) && jobresults_resultOf(one) !== 'unknown');
    return [
        ...jobs,
        ...others.map((one) => ({ name: one.name, result: jobresults_resultOf(one), ...shownOf(one) })),
    ];
}
/**
 * The jobs as one of several environments sees them. A matrix has one result in `needs` for all its
 * jobs: where this environment's steps passed and another's did not, whose failure it is, is not known.
 */
function chargedTo(environment, jobs, records) {
    const environments = new Set([environment, ...records.map((record) => record.environment)]);
    return jobs.map((job) => {
        if (environments.size === 1 || job.result === 'success' || job.result === 'skipped')
            return job;
        const passed = [...environments].filter((name) => {
            const of = records.filter(({ run, ...one }) => one.environment === name && run.job === job.name); // prettier-ignore
            return of.length > 0 && of.every(({ status }) => status !== 'failed');
        });
        const shared = passed.includes(environment) && passed.length < environments.size;
        return shared ? { ...job, result: 'unknown' } : job;
    });
}
function knownAgain(name, records, times) {
    const named = times.filter((one) => one.name === name);
    if (named.length === 1)
        return named[0];
    const own = records.filter(({ run }) => run.job === name);
    if (own.length === 0)
        return undefined;
    for (const clockError of CLOCK_ERRORS_MS) {
        const around = times.filter((one) => own.every((record) => holds(one, record, clockError)));
        if (around.length > 0)
            return around.length === 1 ? around[0] : undefined;
    }
    return undefined;
}
function holds({ startedAt, finishedAt }, record, clockError) {
    if (startedAt === undefined || finishedAt === undefined)
        return false;
    return (Date.parse(startedAt) - clockError <= Date.parse(record.startedAt) &&
        Date.parse(record.finishedAt) <= Date.parse(finishedAt) + clockError);
}
/** What neither ended nor was skipped has no result yet; the job that asks is one of those. */
function jobresults_resultOf({ result }) {
    if (result === 'timed out')
        return 'cancelled';
    return result === 'running' || result === 'waiting' ? 'unknown' : result;
}
function shownOf({ name, url, startedAt, finishedAt }) {
    return {
        title: name,
        ...(url === undefined ? {} : { url }),
        ...(startedAt === undefined || finishedAt === undefined
            ? {}
            : { seconds: Math.max(0, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000) }),
    };
}

;// CONCATENATED MODULE: ./src/steps/summarize.ts






/**
 * Gathers what the jobs left. Passes when there is something to write a page from, also about a
 * deploy that failed: the verdict is the page's, and the failed job is red already.
 */
async function summarize(config, tools) {
    const { environment, needs } = config;
    const { records: all, unreadable, nothing } = await gather(tools);
    const deploy = all.filter((record) => record.step !== 'summarize');
    const counted = deploy.filter((record) => !deploy.some((other) => isNewer(other, record)));
    const times = await summarize_timesOf(config, tools);
    const partOf = (name) => {
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
async function gather(tools) {
    try {
        return { ...(await tools.records.readAll()), nothing: false };
    }
    catch (error) {
        tools.signal.throwIfAborted();
        const found = (0,errors/* problemsOf */.GW)(error, 'list the records')[0]?.found ?? 'no answer';
        return { records: [], unreadable: [`the list of records: ${found}`], nothing: true };
    }
}
/** Of a laptop there are none; elsewhere the records have the times of the steps, if not of the jobs. */
async function summarize_timesOf({ run, githubToken: token }, { fetch, clock, signal }) {
    if (run.url === '')
        return {};
    const { repository } = run;
    const settings = { repository, token, fetch, clock, signal };
    try {
        const [times, reviews] = await Promise.all([
            readJobTimes(run, settings),
            readReviews(run, settings),
        ]);
        return { times, ...(reviews === undefined ? {} : { reviews }) };
    }
    catch (error) {
        signal.throwIfAborted();
        const [problem] = (0,errors/* problemsOf */.GW)(error, 'read the jobs of this run');
        return { timesUnread: problem?.found ?? 'no answer' };
    }
}
function nothingToTell(unreadable) {
    return {
        attempted: 'gather what the jobs did',
        found: unreadable.join('; '),
        nextAction: 'give the step needs: ${{ toJSON(needs) }}, then run it again',
    };
}
/** Of this environment's records, or of all: their list, which could not be read. */
function isAbout(reason, environment) {
    return !reason.startsWith(records/* EVERY_RECORD */.iC) || reason.startsWith((0,records/* prefixOf */.MT)(environment));
}
/** Of the same step in the same job, a later attempt; on a laptop, a later run. */
function isNewer(other, record) {
    if (other.environment !== record.environment)
        return false;
    if (other.step !== record.step || other.run.job !== record.run.job)
        return false;
    if (other.run.runId === record.run.runId)
        return other.run.attempt > record.run.attempt;
    return other.startedAt > record.startedAt;
}
function needsFindings(needs) {
    const name = 'results of the jobs';
    if (needs === undefined)
        return [(0,finding/* notRun */.nE)(name, 'the input needs is not given')];
    if (!needs.ok)
        return [(0,finding/* couldNotVerify */.ke)(name, needs.found, 'write needs: ${{ toJSON(needs) }}')];
    return [];
}
/** A record of a newer version makes a long list of what is wrong with it; its beginning tells enough. */
function unreadableFinding(reason) {
    return (0,finding/* couldNotVerify */.ke)('record of a step', reason.replace(/\s+/g, ' ').slice(0, 300));
}


/***/ })

};
