export const id = 74;
export const ids = [74];
export const modules = {

/***/ 11836:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $f: () => (/* binding */ findingSchema),
/* harmony export */   IX: () => (/* binding */ pass),
/* harmony export */   R8: () => (/* binding */ warn),
/* harmony export */   WN: () => (/* binding */ hasFailed),
/* harmony export */   fJ: () => (/* binding */ fail),
/* harmony export */   ke: () => (/* binding */ couldNotVerify),
/* harmony export */   nE: () => (/* binding */ notRun)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92857);

/** `not run` and `could not verify` are never a pass: a check that could not look says so. */
const verdictSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['pass', 'fail', 'warn', 'not run', 'could not verify']);
/** One named check. Texts are plain (no Markdown) and free of secrets and row values. */
const findingSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    verdict: verdictSchema,
    expected: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    found: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    fix: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});
function pass(name, found) {
    return { name, verdict: 'pass', found };
}
function fail(name, shortfall) {
    return { name, verdict: 'fail', ...shortfall };
}
function warn(name, shortfall) {
    return { name, verdict: 'warn', ...shortfall };
}
/** The check was left out, for a reason that is nobody's fault (nothing configured, an earlier check failed). */
function notRun(name, reason) {
    return { name, verdict: 'not run', found: reason };
}
/** The check ran into something that hides the answer, e.g. a missing privilege. */
function couldNotVerify(name, found, fix) {
    return { name, verdict: 'could not verify', found, ...(fix === undefined ? {} : { fix }) };
}
function hasFailed(findings) {
    return findings.some((finding) => finding.verdict === 'fail');
}


/***/ }),

/***/ 9074:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   summarize: () => (/* binding */ summarize)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11836);


/**
 * Gathers what the jobs left. Passes when there is something to write a page from, also about a
 * deploy that failed: the verdict is the page's, and the failed job is red already.
 */
async function summarize(config, tools) {
    const { records: all, unreadable, nothing } = await gather(tools);
    const deploy = all.filter((record) => record.step !== 'summarize');
    const records = deploy.filter((record) => !deploy.some((other) => isNewer(other, record)));
    const jobs = jobsOf(config.needs, records);
    const blind = nothing && jobs.length === 0;
    return {
        status: blind ? 'failed' : 'passed',
        problems: blind ? [nothingToTell(unreadable)] : [],
        findings: [...needsFindings(config.needs), ...unreadable.map(unreadableFinding)],
        details: {
            jobs,
            records,
            earlier: deploy.filter((record) => !records.includes(record)),
            unreadable: [...unreadable],
        },
    };
}
/** Records that cannot be listed are a gap in the page, and no reason not to write it. */
async function gather(tools) {
    try {
        return { ...(await tools.records.read()), nothing: false };
    }
    catch (error) {
        tools.signal.throwIfAborted();
        const found = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .problemsOf */ .GW)(error, 'list the records')[0]?.found ?? 'no answer';
        return { records: [], unreadable: [`the list of records: ${found}`], nothing: true };
    }
}
function nothingToTell(unreadable) {
    return {
        attempted: 'gather what the jobs did',
        found: unreadable.join('; '),
        nextAction: 'give the step needs: ${{ toJSON(needs) }}, then run it again',
    };
}
/** Of the same step in the same job, a later attempt; on a laptop, a later run. */
function isNewer(other, record) {
    if (other.step !== record.step || other.run.job !== record.run.job)
        return false;
    if (other.run.runId === record.run.runId)
        return other.run.attempt > record.run.attempt;
    return other.startedAt > record.startedAt;
}
/** Jobs of `needs` in their order, then those that only a record tells of. */
function jobsOf(needs, records) {
    const results = needs?.ok === true ? needs.results : new Map();
    const told = [...results].map(([name, result]) => ({ name, result }));
    const others = new Set(records.map(({ run }) => run.job).filter((name) => !results.has(name)));
    return [...told, ...[...others].map((name) => ({ name, result: 'unknown' }))];
}
function needsFindings(needs) {
    const name = 'results of the jobs';
    if (needs === undefined)
        return [(0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .notRun */ .nE)(name, 'the input needs is not given')];
    if (!needs.ok)
        return [(0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .couldNotVerify */ .ke)(name, needs.found, 'write needs: ${{ toJSON(needs) }}')];
    return [];
}
/** A record of a newer version makes a long list of what is wrong with it; its beginning tells enough. */
function unreadableFinding(reason) {
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .couldNotVerify */ .ke)('record of a step', reason.replace(/\s+/g, ' ').slice(0, 300));
}


/***/ })

};
