export const id = 176;
export const ids = [176];
export const modules = {

/***/ 80176:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ledgerFindings: () => (/* binding */ ledgerFindings)
/* harmony export */ });
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11836);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54635);
/* harmony import */ var _record_listed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39528);



/** Before anything runs: what the ledger holds must be what the repository holds. */
function ledgerFindings(name, tool, comparison) {
    const { pending } = comparison;
    const faults = [
        ...unfinished(name, tool, comparison),
        ...missing(name, tool, comparison),
        ...edited(name, comparison),
        ...outOfOrder(name, tool, comparison),
    ];
    if (faults.some(({ verdict }) => verdict === 'fail'))
        return faults;
    const words = pending.length === 0
        ? 'nothing is pending'
        : `${pending.length} pending: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)((0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(pending))}`;
    return [...faults, (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .pass */ .IX)(name, words)];
}
function unfinished(name, { adapter }, comparison) {
    if (comparison.unfinished.length === 0)
        return [];
    const rows = comparison.unfinished.map(({ name: row, startedAt }) => startedAt === undefined ? row : `${row} (started ${startedAt})`);
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: 'a ledger whose last run ended',
            found: `not finished: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)(rows)}`,
            fix: adapter.unfinished ?? 'look at the schema, then correct the ledger',
        }),
    ];
}
function missing(name, { table }, comparison) {
    if (comparison.missing.length === 0)
        return [];
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: `a file for every migration in ${table}`,
            found: `applied, but without a file: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)(comparison.missing)}`,
            fix: 'deploy the commit that has these files, or check that this is the right database',
        }),
    ];
}
function edited(name, comparison) {
    if (comparison.edited.length === 0)
        return [];
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: 'files as they were applied',
            found: `changed since they were applied: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)((0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(comparison.edited))}`,
            fix: 'bring the applied content back (git log shows it), and put the change into a new migration',
        }),
    ];
}
function outOfOrder(name, { adapter, late }, comparison) {
    if (comparison.outOfOrder.length === 0)
        return [];
    const files = (0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)((0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(comparison.outOfOrder));
    if (late === 'applies it') {
        return [
            (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .warn */ .R8)(name, {
                expected: 'pending migrations after the applied ones',
                found: `older than the last applied one, and applied after it all the same: ${files}`,
                fix: 'check that they do not depend on the order; a later number or timestamp keeps every database alike',
            }),
        ];
    }
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: 'pending migrations after the applied ones',
            found: `older than the last applied one, so that ${adapter.name} ${late.replace('it', 'them')}: ${files}`,
            fix: late === 'skips it'
                ? 'generate these migrations again, so that they come last: the tool would leave them out and end with 0'
                : 'give these files a later number or timestamp',
        }),
    ];
}


/***/ }),

/***/ 39528:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ listed)
/* harmony export */ });
const MOST_LISTED = 10;
/** Names for a sentence; the rest is counted. */
function listed(names) {
    const rest = names.length - MOST_LISTED;
    const shown = names.slice(0, MOST_LISTED).join(', ');
    return rest > 0 ? `${shown} and ${rest} more` : shown;
}


/***/ })

};
