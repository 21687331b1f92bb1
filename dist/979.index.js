export const id = 979;
export const ids = [979];
export const modules = {

/***/ 81979:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pinSettings: () => (/* binding */ pinSettings),
/* harmony export */   withTransaction: () => (/* binding */ withTransaction)
/* harmony export */ });
const BEGIN = {
    'read committed': 'begin isolation level read committed',
    /** One snapshot for every statement; the server refuses writes. */
    snapshot: 'begin isolation level repeatable read read only',
};
/** Runs the work between BEGIN and COMMIT; any error rolls back and is thrown on. */
async function withTransaction(session, kind, work) {
    await session.query(BEGIN[kind]);
    try {
        const result = await work();
        await session.query('commit');
        return result;
    }
    catch (error) {
        // The first error is the news; a rollback that fails means the connection is gone, and with it the transaction.
        await session.query('rollback').catch(() => undefined);
        throw error;
    }
}
/**
 * Makes the text forms of values independent of the server's, database's and role's settings.
 * Local to the transaction, so it is safe behind a pooler. `row_security = off` makes a query that
 * a policy would filter fail instead of returning fewer rows.
 */
async function pinSettings(session) {
    const names = Object.keys(PINNED);
    const calls = names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
    await session.query(`select ${calls.join(', ')}`, Object.entries(PINNED).flat());
}
/** Each changes the text of some type: dates, intervals, floats, bytea, money, reg* names. */
const PINNED = {
    DateStyle: 'ISO, MDY',
    IntervalStyle: 'postgres',
    TimeZone: 'UTC',
    extra_float_digits: '3',
    bytea_output: 'hex',
    lc_monetary: 'C',
    search_path: '',
    quote_all_identifiers: 'off',
    row_security: 'off',
    jit: 'off',
};


/***/ })

};
