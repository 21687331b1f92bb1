export const id = 883;
export const ids = [883];
export const modules = {

/***/ 64883:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DRIFT: () => (/* binding */ DRIFT),
/* harmony export */   driftFinding: () => (/* binding */ driftFinding),
/* harmony export */   keptCatalog: () => (/* binding */ keptCatalog)
/* harmony export */ });
/* harmony import */ var _actions_redaction_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71434);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _postgres_catalog_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33679);
/* harmony import */ var _postgres_catalogdiff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72749);
/* harmony import */ var _postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25485);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11836);






const DRIFT = 'drift since the last deploy';
const MOST = 20;
const LONGEST = 200;
const FIX = 'somebody changed the database outside the pipeline, a step was killed before it could leave a record, or the server was upgraded and words definitions otherwise: put the change into a migration that is marked as applied, or undo it; what this deploy leaves is what the next one compares with';
const READABLE = 'give the job `permissions: { contents: read, actions: read }`, and delete the artifact of a record that stays unreadable';
/** The catalog for the next deploy, kept only where no stranger reads: an encrypted backup hides it, too. */
function keptCatalog({ visibility }, catalog) {
    return visibility === 'private' ? { catalog } : {};
}
/**
 * Compares the catalog with what the last deploy or restore of this environment left, by their
 * records alone. A search that fails costs the answer, and under `fail` the deploy.
 * @throws only the reason of a cancelled step.
 */
async function driftFinding(question) {
    const { mode, records, signal } = question;
    if (mode === 'off')
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .notRun */ .nE)(DRIFT, 'drift is `off`');
    try {
        const migrate = await records.newestAnywhere('migrate', leftAState);
        const deployedAt = migrate.record?.finishedAt ?? '';
        // One before the deploy ends the search: each that is looked at is a download.
        const restore = await records.newestAnywhere('restore', ({ details, finishedAt }) => details?.swapped === true || finishedAt <= deployedAt);
        const unread = [...migrate.unreadable, ...restore.unreadable];
        const baseline = newestOf(migrate, restore);
        if (baseline !== undefined)
            return compared(question, baseline, unread);
        return unread.length === 0
            ? (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .notRun */ .nE)(DRIFT, 'no earlier deploy left a record: this is the first that this action sees here')
            : unanswered(mode, `records of earlier deploys could not be read: ${listed(unread)}`);
    }
    catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH))
            return unanswered(mode, (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
        const [problem] = error.problems;
        return unanswered(mode, `records of earlier deploys could not be searched: ${problem?.found ?? ''}`, problem?.nextAction); // prettier-ignore
    }
}
/** Who stops at drift stops at what may be drift, too. */
function unanswered(mode, found, remedy) {
    if (mode !== 'fail')
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .couldNotVerify */ .ke)(DRIFT, found, remedy);
    const fix = `${remedy ?? READABLE}; or deploy once with drift \`warn\`, after a look at the schema`;
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(DRIFT, { expected: 'a record of the last deploy to compare with', found, fix });
}
/**
 * A deploy that passed, or one that failed with its tool started: both know what they left. One that
 * was refused only looked, perhaps at the very drift that it was refused for.
 */
function leftAState({ status, details }) {
    return details?.after !== undefined && (status === 'passed' || details.started === true);
}
function newestOf({ record: migrate, catalog: migrated }, { record: restore, catalog: restored }) {
    const isRestored = restore !== undefined && (migrate === undefined || restore.finishedAt > migrate.finishedAt);
    const record = isRestored ? restore : migrate;
    if (record === undefined)
        return undefined;
    const what = isRestored ? 'restore' : 'deploy';
    return {
        words: `the ${what} of run ${record.run.runId} (${record.finishedAt.slice(0, 16).replace('T', ' ')} UTC)`, // prettier-ignore
        watchedFingerprint: record.details?.watchedFingerprint,
        catalogFingerprint: isRestored ? restore.details?.catalogFingerprint : migrate?.details?.after?.catalogFingerprint, // prettier-ignore
        catalog: isRestored ? restored : migrated,
    };
}
function compared({ mode, catalog, visibility, log }, baseline, unread) {
    const { words } = baseline;
    const isPrivate = visibility === 'private';
    const same = isAsLeft(catalog, baseline);
    if (same === undefined) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .notRun */ .nE)(DRIFT, `${words} was one by an older version of this action, whose record has no fingerprint`); // prettier-ignore
    }
    if (same)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(DRIFT, `none: the catalog is as ${words} left it`);
    const differences = isPrivate && baseline.catalog !== undefined ? listDifferences(baseline.catalog, (0,_actions_redaction_js__WEBPACK_IMPORTED_MODULE_5__/* .redactDeep */ .K)([...catalog], log.masks)) : whyUnlisted(isPrivate); // prettier-ignore
    const found = `the catalog is not as ${words} left it: ${differences}`;
    if (unread.length > 0) {
        return unanswered(mode, `${found}; a later deploy may have done it, for its record could not be read: ${listed(unread)}`); // prettier-ignore
    }
    const shortfall = { expected: 'the catalog that the last deploy left', found, fix: FIX };
    return mode === 'fail' ? (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(DRIFT, shortfall) : (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .warn */ .R8)(DRIFT, shortfall);
}
/** Undefined: the record has nothing to compare with. */
function isAsLeft(catalog, baseline) {
    if (baseline.catalogFingerprint === (0,_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_1__.catalogFingerprint)(catalog))
        return true;
    if (baseline.watchedFingerprint !== undefined) {
        return baseline.watchedFingerprint === (0,_postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__/* .watchedFingerprint */ .p)(catalog);
    }
    return baseline.catalogFingerprint === undefined ? undefined : false;
}
function listDifferences(then, now) {
    const lines = (0,_postgres_catalogdiff_js__WEBPACK_IMPORTED_MODULE_2__/* .catalogDiff */ .L)((0,_postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__/* .watched */ .V)(then), (0,_postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__/* .watched */ .V)(now)).map(_postgres_catalogdiff_js__WEBPACK_IMPORTED_MODULE_2__/* .changeWords */ .m);
    return listed(lines.map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line)));
}
function whyUnlisted(isPrivate) {
    return isPrivate
        ? 'which objects differ is not known, because its record does not keep the catalog'
        : 'which objects differ is not known, because records keep the catalog in private repositories only';
}
function listed(items) {
    const rest = items.length - MOST;
    return items.slice(0, MOST).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}


/***/ })

};
