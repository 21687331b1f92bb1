export const id = 654;
export const ids = [654];
export const modules = {

/***/ 57654:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  showOnGitHub: () => (/* binding */ showOnGitHub)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/actions/restfailure.ts
var restfailure = __webpack_require__(90939);
;// CONCATENATED MODULE: ./src/actions/githubstatus.ts


/** Whoever waits for this step waits for the deploy. */
const PATIENCE_MS = 15_000;
const PER_PAGE = 100;
const MOST_PAGES = 10;
/** A commit that is deployed again has the deployments of each run, the newest first. */
const MOST_DEPLOYMENTS = 10;
/** GitHub takes no longer description of a deployment. */
const LONGEST_DESCRIPTION = 140;
/**
 * Sets the state of the newest deployment to the environment that GitHub made for a job of this run.
 * Where no job names the environment there is none, and none is made: nobody asked for one. Needs
 * `deployments: write`.
 * @returns undefined when it is set, or there is none.
 */
async function setDeploymentStatus({ repository, sha, runId, url }, { environment, state, description }, announcer) {
    let isThere = false;
    const why = await attempt('deployments: write', announcer, async ({ rest }, request) => {
        const [owner = '', repo = ''] = repository.split('/');
        const at = { owner, repo, request };
        const query = { ...at, environment, sha, per_page: MOST_DEPLOYMENTS };
        const { data: deployments } = await rest.repos.listDeployments(query);
        for (const { id } of deployments) {
            const { data } = await rest.repos.listDeploymentStatuses({ ...at, deployment_id: id });
            if (!data.some((status) => isOfRun(status, runId)))
                continue;
            isThere = true;
            await rest.repos.createDeploymentStatus({
                ...{ ...at, deployment_id: id, state, log_url: url },
                description: description.slice(0, LONGEST_DESCRIPTION),
            });
            return;
        }
    });
    return why === undefined ? undefined : { why, isThere };
}
/** Statuses of Actions link to the job (`…/actions/runs/<run>/job/<job>`), and ours to the run. */
function isOfRun({ log_url: log, target_url: target }, runId) {
    return [log, target].some((url) => `${url ?? ''}/`.includes(`/actions/runs/${runId}/`));
}
/**
 * Writes a comment on a pull request, over the one that an earlier run wrote: a bot's that holds the
 * mark. Needs `pull-requests: write`.
 * @param body holds the mark.
 * @returns why it could not; undefined when it could.
 */
function writeComment(repository, pullRequest, { body, mark }, announcer) {
    return attempt('pull-requests: write', announcer, async ({ rest }, request) => {
        const [owner = '', repo = ''] = repository.split('/');
        const at = { owner, repo, request };
        for (let page = 1; page <= MOST_PAGES; page += 1) {
            const query = { ...at, issue_number: pullRequest, per_page: PER_PAGE, page };
            const { data } = await rest.issues.listComments(query);
            const own = data.find((one) => one.user?.type === 'Bot' && one.body?.includes(mark) === true);
            if (own !== undefined) {
                await rest.issues.updateComment({ ...at, comment_id: own.id, body });
                return;
            }
            if (data.length < PER_PAGE)
                break;
        }
        await rest.issues.createComment({ ...at, issue_number: pullRequest, body });
    });
}
async function attempt(permission, { token, fetch, signal }, work) {
    if (token === undefined)
        return 'there is no github-token';
    try {
        const github = await __webpack_require__.e(/* import() */ 351).then(__webpack_require__.bind(__webpack_require__, 61351));
        const octokit = github.getOctokit(token, { request: { fetch } });
        await work(octokit, { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) });
        return undefined;
    }
    catch (error) {
        const status = (0,restfailure/* statusOf */.c2)(error);
        if (status === 403 || status === 404)
            return `the job needs \`${permission}\` for it`;
        return (0,errors/* messageOf */.bD)(error);
    }
}

// EXTERNAL MODULE: ./src/actions/records.ts + 1 modules
var records = __webpack_require__(98283);
// EXTERNAL MODULE: ./src/actions/redaction.ts
var redaction = __webpack_require__(71434);
// EXTERNAL MODULE: ./src/report/deploy.ts
var deploy = __webpack_require__(42007);
// EXTERNAL MODULE: ./src/report/page.ts + 16 modules
var page = __webpack_require__(59737);
// EXTERNAL MODULE: ./src/report/verdict.ts
var report_verdict = __webpack_require__(90687);
;// CONCATENATED MODULE: ./src/report/githubstatus.ts






/** A comment has room for 65,536 characters. */
const MOST_BYTES = 60_000;
const PULL_REQUEST = /^refs\/pull\/(\d+)\//;
/**
 * Tells where people look besides the run: of a pull request's run in a comment on it, of any other
 * in the state of its deployment, if it has one. Where the token may not, a notice says so, and
 * nothing else happens.
 */
async function showOnGitHub(record, { log, fetch, signal }, token) {
    const { run, environment } = record;
    if (run.repository === '' || run.sha === '' || signal.aborted)
        return;
    const clean = (0,redaction/* redactDeep */.K)(record, log.masks);
    const announcer = { token, fetch, signal };
    const number = PULL_REQUEST.exec(run.ref)?.[1];
    if (number === undefined) {
        const verdict = (0,report_verdict/* verdictOf */.V)((0,deploy/* deployOf */.F9)(clean));
        // What the environment has is what the last deploy left there.
        if (verdict.preview === true)
            return;
        const refusal = await setDeploymentStatus(run, { environment, ...stateOf(verdict) }, announcer);
        if (refusal?.isThere === true) {
            log.notice(`The deployment on GitHub does not show how it ended: ${refusal.why}.`, record.step); // prettier-ignore
        }
        else if (refusal !== undefined) {
            // Most workflows name no environment, and have no deployment that lacks a state.
            log.info(`Whether GitHub has a deployment of this run is not known: ${refusal.why}.`);
        }
        return;
    }
    const mark = `<!-- db-deploy ${(0,records/* slug */.yR)(environment)} -->`;
    const comment = { body: `${mark}\n${(0,page/* pageWithin */.v)(clean, MOST_BYTES)}`, mark };
    const why = await writeComment(run.repository, Number(number), comment, announcer);
    if (why !== undefined)
        log.notice(`The pull request has no comment: ${why}.`, record.step);
}
function stateOf(verdict) {
    const bad = verdict.ending === 'failed' ? 'failure' : 'error';
    return {
        state: (0,report_verdict/* isGood */.K)(verdict) ? 'success' : bad,
        description: verdict.sentence,
    };
}


/***/ })

};
