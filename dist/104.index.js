export const id = 104;
export const ids = [104,979];
export const modules = {

/***/ 58622:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ directSettings),
  f: () => (/* binding */ withSession)
});

// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var postgres_connection = __webpack_require__(58824);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/postgres/clienttls.ts


/**
 * The `ssl` of a pg client that means what libpq means by the same sslmode.
 * @throws {DeployError} when the file of `sslrootcert` cannot be read.
 */
async function clientTls({ tls }) {
    const ca = tls.rootCert ?? (await readRoots(tls.rootCertFile));
    const roots = ca === undefined ? {} : { ca };
    switch (tls.mode) {
        case 'disable':
            return false;
        case 'require':
            return { rejectUnauthorized: false };
        case 'verify-ca':
            // The chain is checked, the name in the certificate is not: that is verify-full.
            return { ...roots, checkServerIdentity: () => undefined };
        case 'verify-full':
            return roots;
    }
}
async function readRoots(file) {
    if (file === undefined)
        return undefined;
    try {
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        throw new errors/* DeployError */.sH({
            attempted: 'read the root certificate that the URL names by sslrootcert',
            found: (0,errors/* messageOf */.bD)(error),
            likelyCause: 'the file exists where the URL was written, not on this machine',
            nextAction: 'remove sslrootcert from the URL, and give the certificate in ssl-root-cert',
        }, { cause: error });
    }
}

// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/postgres/connectfailure.ts



/** Codes of the server, of node's sockets and of its TLS, each with what usually lies behind it. */
const ADVICE = {
    [sqlstate/* SQLSTATE */.c.invalidPassword]: {
        likelyCause: 'the password in the URL is wrong, or not percent-encoded',
        nextAction: 'copy the URL again from your provider into the secret',
    },
    [sqlstate/* SQLSTATE */.c.invalidAuthorization]: {
        likelyCause: 'pg_hba.conf or the provider does not allow this user, database or address',
        nextAction: 'allow the connection on the server, or use the user that may connect',
    },
    [sqlstate/* SQLSTATE */.c.invalidCatalogName]: {
        likelyCause: 'the database name in the URL is wrong',
        nextAction: 'correct the part of the URL after the last slash',
    },
    [sqlstate/* SQLSTATE */.c.tooManyConnections]: {
        likelyCause: 'the application uses up max_connections',
        nextAction: 'free connections (a pooler for the application), then run again',
    },
    [sqlstate/* SQLSTATE */.c.cannotConnectNow]: {
        likelyCause: 'the server is starting up or shutting down',
        nextAction: 'wait until it is up, then run again',
    },
    ENOTFOUND: {
        likelyCause: 'the host name is misspelt, or it is private to a network that this machine is not in',
        nextAction: 'check the host; for a private database use a runner inside that network',
    },
    ECONNREFUSED: {
        likelyCause: 'nothing listens on that port, or a firewall refuses this machine',
        nextAction: 'check host and port, and allow this machine in the firewall',
    },
    ENETUNREACH: {
        likelyCause: 'the host has only an IPv6 address, and hosted runners have no IPv6',
        nextAction: 'use the provider’s IPv4 address; on Supabase the session pooler (*.pooler.supabase.com, port 5432)',
    },
    ETIMEDOUT: {
        likelyCause: 'a firewall or security group drops packets of this machine',
        nextAction: 'allow this machine in the firewall, or work from inside the network (in Actions: a runner there)',
    },
    SELF_SIGNED_CERT_IN_CHAIN: {
        likelyCause: 'the server’s certificate comes from a private CA',
        nextAction: 'give that CA in ssl-root-cert',
    },
    DEPTH_ZERO_SELF_SIGNED_CERT: {
        likelyCause: 'the server’s certificate is self-signed',
        nextAction: 'give it in ssl-root-cert, or use sslmode=require',
    },
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
        likelyCause: 'the server’s certificate comes from a CA that is not known here',
        nextAction: 'give that CA in ssl-root-cert',
    },
    ERR_TLS_CERT_ALTNAME_INVALID: {
        likelyCause: 'the certificate is for another host name',
        nextAction: 'use the host name in the certificate, or sslmode=verify-ca',
    },
};
const NO_TLS = {
    likelyCause: 'the server speaks no TLS, and this action never falls back to clear text by itself',
    nextAction: 'turn TLS on at the server, or write sslmode=disable in the URL if the network is private',
};
const UNKNOWN = {
    likelyCause: 'host, port or network',
    nextAction: 'check that the URL works from the network of this machine',
};
/** The error of a failed connect in words; the URL shows without its password. */
function connectFailure(error, connection, purpose) {
    const found = (0,errors/* messageOf */.bD)(error);
    return new errors/* DeployError */.sH({
        attempted: `connect to ${(0,postgres_connection/* shown */.SP)(connection)} to ${purpose}`,
        found,
        ...adviceFor(error, found),
    }, { cause: error });
}
function adviceFor(error, message) {
    if (/does not support SSL/i.test(message))
        return NO_TLS;
    if (/timeout/i.test(message))
        return ADVICE['ETIMEDOUT'] ?? UNKNOWN;
    // Happy-eyeballs failures come as an AggregateError: one code per address.
    const codes = error instanceof AggregateError ? error.errors.map(sqlstate/* codeOf */.$) : [(0,sqlstate/* codeOf */.$)(error)];
    const known = codes.find((code) => code !== undefined && code in ADVICE);
    return (known === undefined ? undefined : ADVICE[known]) ?? UNKNOWN;
}

;// CONCATENATED MODULE: ./src/postgres/session.ts






const CONNECT_TIMEOUT_MS = 15_000;
/** A network that went away says nothing, not even goodbye. */
const GOODBYE_MS = 2_000;
/** Opens one connection, runs the work, and always closes it. */
async function withSession(connection, settings, work) {
    const { signal } = settings;
    signal.throwIfAborted();
    const client = new esm/* default.Client */.Ay.Client({
        host: connection.host,
        port: connection.port,
        user: connection.user,
        password: connection.password,
        database: connection.database,
        ssl: await clientTls(connection),
        ...(connection.options === '' ? {} : { options: connection.options }),
        application_name: settings.applicationName,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        keepAlive: true,
        // 0 would leave it to the operating system: two hours of silence before a dead network shows.
        keepAliveInitialDelayMillis: 10_000,
    });
    let lost;
    // Without a listener node would end the process; the running query rejects on its own.
    client.on('error', (error) => {
        lost = error;
    });
    const hangUp = () => {
        // Not `end`: it would wait for the running statement, and leave a pending `connect` unsettled.
        // The server notices the closed socket through client_connection_check_interval and cancels.
        destroySocket(client);
    };
    signal.addEventListener('abort', hangUp, { once: true });
    try {
        // It may have aborted while the certificate was read, before anybody listened.
        signal.throwIfAborted();
        await client.connect().catch((error) => {
            signal.throwIfAborted();
            throw connectFailure(error, connection, settings.purpose);
        });
        const session = sessionOn(client, settings, () => lost, (0,postgres_connection/* shown */.SP)(connection));
        await applySettings(session, settings.settings ?? {});
        return await work(session);
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        signal.removeEventListener('abort', hangUp);
        await goodbye(client);
    }
}
/** Session settings for URLs proven direct; milliseconds. */
function directSettings(timeouts = {}) {
    return {
        statement_timeout: String(timeouts.statementMs ?? 0),
        lock_timeout: String(timeouts.lockMs ?? 0),
        idle_in_transaction_session_timeout: '0',
        idle_session_timeout: '0',
        // From 17 on; a role or a database may carry one.
        transaction_timeout: '0',
        // A statement whose client is gone is cancelled after 2 s instead of running to its end.
        client_connection_check_interval: '2000',
    };
}
function sessionOn(client, settings, lost, where) {
    return {
        client,
        async query(text, values = [], name) {
            try {
                const named = name === undefined ? {} : { name };
                const answer = await client.query({ text, values: [...values], ...named });
                return answer.rows;
            }
            catch (error) {
                settings.signal.throwIfAborted();
                const broken = lost() ?? (endsTheSession(error) ? error : undefined);
                if (broken === undefined)
                    throw error;
                throw new errors/* DeployError */.sH({
                    attempted: settings.purpose,
                    found: `the connection to ${where} was lost (${broken.message})`,
                    likelyCause: 'the server restarted, an administrator ended the session, or the network dropped it',
                    nextAction: 'check the server, then run the failed jobs again',
                }, { cause: error });
            }
        },
    };
}
/** The server said why before it hung up; node tells of the hang-up only afterwards. */
function endsTheSession(error) {
    return error instanceof Error && /^(57P|25P0[34])/.test((0,sqlstate/* codeOf */.$)(error) ?? '');
}
async function applySettings(session, settings) {
    if (Object.keys(settings).length === 0)
        return;
    // set_config takes parameters, SET does not. What a major does not know is left out.
    await session.query(`select set_config(s.name, wanted.value, false)
       from unnest($1::text[], $2::text[]) as wanted (name, value)
       join pg_settings s on lower(s.name) = lower(wanted.name)`, [Object.keys(settings), Object.values(settings)]);
}
async function goodbye(client) {
    const timer = setTimeout(() => {
        destroySocket(client);
    }, GOODBYE_MS);
    await client.end().catch(() => undefined);
    clearTimeout(timer);
}
function destroySocket(client) {
    const { connection } = client;
    connection.stream.destroy();
}


/***/ }),

/***/ 31406:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ codeOf),
/* harmony export */   c: () => (/* binding */ SQLSTATE)
/* harmony export */ });
/** The SQLSTATE codes that decide what we do, each with its meaning. */
const SQLSTATE = {
    /** A lock was not got within lock_timeout; nothing of the statement happened. */
    lockNotAvailable: '55P03',
    /** Canceled by a timeout or by another session. */
    queryCanceled: '57014',
    insufficientPrivilege: '42501',
    undefinedTable: '42P01',
    undefinedColumn: '42703',
    undefinedFunction: '42883',
    /** A type, among others. */
    undefinedObject: '42704',
    invalidSchemaName: '3F000',
    /** A pooler refused a startup parameter. */
    protocolViolation: '08P01',
    invalidPassword: '28P01',
    invalidAuthorization: '28000',
    /** The database of that name does not exist. */
    invalidCatalogName: '3D000',
    tooManyConnections: '53300',
    adminShutdown: '57P01',
    cannotConnectNow: '57P03',
    /** Somebody is connected to a database that is to be renamed or dropped. */
    objectInUse: '55006',
    deadlockDetected: '40P01',
    duplicateDatabase: '42P04',
    /** CREATE DATABASE: a locale that the server does not know, in most majors. */
    wrongObjectType: '42809',
    /** CREATE DATABASE: an encoding or provider that does not go with the locale. */
    invalidParameterValue: '22023',
    diskFull: '53100',
    featureNotSupported: '0A000',
};
/** The code of an error of the server or of node's network layer; undefined for anything else. */
function codeOf(error) {
    if (typeof error !== 'object' || error === null || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}


/***/ }),

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


/***/ }),

/***/ 34104:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bounded: () => (/* binding */ bounded),
/* harmony export */   examine: () => (/* binding */ examine),
/* harmony export */   look: () => (/* binding */ look)
/* harmony export */ });
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58622);
/* harmony import */ var _postgres_transaction_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81979);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11836);




/** Reads in one read-only transaction that nobody has to wait for long. Safe behind a pooler. */
async function look(connection, visit, purpose, read) {
    return bounded(visit, purpose, (settings) => (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_0__/* .withSession */ .f)(connection, settings, (session) => (0,_postgres_transaction_js__WEBPACK_IMPORTED_MODULE_1__.withTransaction)(session, 'snapshot', async () => {
        await session.query(`select set_config('statement_timeout', $1, true)`, [
            String(visit.patienceMs),
        ]);
        return read(session);
    })));
}
/** Ends every session of the work when it takes longer than the visit may. */
async function bounded(visit, purpose, work) {
    const controller = new AbortController();
    const cancel = () => {
        controller.abort(visit.signal.reason);
    };
    visit.signal.throwIfAborted();
    visit.signal.addEventListener('abort', cancel, { once: true });
    const timer = setTimeout(() => {
        controller.abort(new Error(`no answer within ${visit.patienceMs / 1_000} s`));
    }, visit.patienceMs);
    try {
        const { applicationName } = visit;
        return await work({ purpose, applicationName, signal: controller.signal });
    }
    finally {
        clearTimeout(timer);
        visit.signal.removeEventListener('abort', cancel);
    }
}
/**
 * One check, or what kept it from an answer: a check that breaks must not hide the others.
 * @throws only the reason of a cancelled step.
 */
async function examine(name, visit, check) {
    try {
        return await check();
    }
    catch (error) {
        visit.signal.throwIfAborted();
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH))
            return [(0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .couldNotVerify */ .ke)(name, (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error))];
        return error.problems.map(({ attempted, found, likelyCause, nextAction }) => (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)(name, {
            expected: `to ${attempted}`,
            found: likelyCause === undefined ? found : `${found} (likely cause: ${likelyCause})`,
            fix: nextAction,
        }));
    }
}


/***/ })

};
