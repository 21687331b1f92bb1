export const id = 653;
export const ids = [653,979,81];
export const modules = {

/***/ 10451:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ ADAPTERS)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
;// CONCATENATED MODULE: ./src/migration/packagejson.ts



const packageSchema = schemas/* object */.Ikc({
    dependencies: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).optional(),
    devDependencies: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).optional(),
});
/** Whether the package.json of a directory names a package. False where there is no package.json. */
async function dependsOn(directory, name) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(directory, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined)
        return false;
    const parsed = packageSchema.safeParse(JSON.parse(text));
    if (!parsed.success)
        return false;
    const { dependencies = {}, devDependencies = {} } = parsed.data;
    return Object.hasOwn(dependencies, name) || Object.hasOwn(devDependencies, name);
}

;// CONCATENATED MODULE: ./src/migration/adapters/nodepgmigrate.ts





/** Defaults of node-pg-migrate 9: `--migrations-table`, `--schema`, `--migrations-dir`. */
const TABLE = 'pgmigrations';
const SCHEMA = 'public';
const DIRECTORY = 'migrations';
/** node-pg-migrate: a ledger of names, all pending files in one transaction unless told otherwise. */
const nodePgMigrate = {
    name: 'node-pg-migrate',
    command: 'npx --no-install node-pg-migrate up',
    detect: (directory) => dependsOn(directory, 'node-pg-migrate'),
    async readLedger(session) {
        const table = `${SCHEMA}.${TABLE}`;
        return { tool: 'node-pg-migrate', table, applied: await readApplied(session) };
    },
    async readFiles(directory) {
        const entries = await (0,promises_.readdir)((0,external_node_path_.join)(directory, DIRECTORY), { withFileTypes: true }).catch((error) => {
            throw noFiles(directory, error);
        });
        return entries
            .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
            .map((entry) => entry.name)
            .sort(byPrefix)
            .map((name) => (0,external_node_path_.basename)(name, (0,external_node_path_.extname)(name)));
    },
};
function noFiles(directory, cause) {
    return new errors/* DeployError */.sH({
        attempted: 'read the migrations of node-pg-migrate',
        found: `there is no directory ${DIRECTORY} in ${directory}`,
        likelyCause: 'working-directory is not the one that the tool runs in',
        nextAction: 'set working-directory to the directory that holds it',
    }, { cause });
}
/** The table does not exist before the tool's first run: nothing is applied then. */
async function readApplied(session) {
    const [found] = await session.query('select to_regclass($1) as name', [
        `${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(SCHEMA)}.${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(TABLE)}`,
    ]);
    if (found?.name == null)
        return [];
    const rows = await session.query(`select name from ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(SCHEMA)}.${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(TABLE)} order by run_on, id`);
    return rows.map(({ name }) => name);
}
/** By the number at the start of the name, then by the name (its src/utils/comparators.ts). */
function byPrefix(a, b) {
    const byNumber = prefixOf(a) - prefixOf(b);
    if (byNumber !== 0)
        return byNumber;
    return a.localeCompare(b, undefined, {
        usage: 'sort',
        numeric: true,
        sensitivity: 'variant',
        ignorePunctuation: true,
    });
}
/** 17 digits are a UTC time down to milliseconds; anything shorter counts as it is. */
function prefixOf(name) {
    const digits = /^\d+/.exec(name)?.[0] ?? '0';
    const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits);
    if (time === null)
        return Number(digits);
    const [, year, month, day, hour, minute, second, ms] = time;
    return Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.${ms ?? ''}Z`);
}

;// CONCATENATED MODULE: ./src/migration/adapters/table.ts

/** Every tool with a ledger that we can read. Another command runs without ledger checks, and says so. */
const ADAPTERS = [nodePgMigrate];


/***/ }),

/***/ 78081:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   detectAdapter: () => (/* binding */ detectAdapter)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _adapters_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10451);



/**
 * Which migration tool the application uses. `migrate-command` decides what runs; the ledger is
 * that of the tool found in the repository, because the command is often an npm script around it.
 * @throws {DeployError} when two tools are found and nothing says which one counts.
 */
async function detectAdapter(directory, migrateCommand) {
    await requireDirectory(directory);
    const uses = await Promise.all(_adapters_table_js__WEBPACK_IMPORTED_MODULE_2__/* .ADAPTERS */ .R.map((adapter) => adapter.detect(directory)));
    const found = _adapters_table_js__WEBPACK_IMPORTED_MODULE_2__/* .ADAPTERS */ .R.filter((_, at) => uses[at] === true).filter(({ name }) => !namesAnother(migrateCommand, name));
    const named = found.filter((adapter) => migrateCommand?.includes(adapter.name) === true);
    const [adapter, second] = named.length === 1 ? named : found;
    if (adapter !== undefined && second !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeployError */ .sH({
            attempted: 'detect the migration tool',
            found: `${adapter.name} and ${second.name} are both used in ${directory}`,
            nextAction: 'name the one that migrates production in migrate-command',
        });
    }
    if (adapter === undefined) {
        return migrateCommand === undefined
            ? { adapter, command: undefined, found: 'no migration tool that this action knows' }
            : {
                adapter,
                command: migrateCommand,
                found: 'a command without a ledger that this action can read',
            };
    }
    return { adapter, command: migrateCommand ?? adapter.command, found: adapter.name };
}
/** Programs that migrate and that no script would call for another of them. */
const TOOLS = /\b(prisma|drizzle-kit|node-pg-migrate|dbmate|knex|typeorm|sequelize|flyway|liquibase|sqitch|atlas|goose|alembic)\b/;
/** `npx prisma migrate deploy` in a package that also depends on another tool. */
function namesAnother(command, adapter) {
    return command !== undefined && TOOLS.test(command) && !command.includes(adapter);
}
async function requireDirectory(directory) {
    const isDirectory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(directory).then((found) => found.isDirectory(), () => false);
    if (isDirectory)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeployError */ .sH({
        attempted: 'look for the migration tool',
        found: `the directory ${directory} does not exist`,
        likelyCause: 'working-directory is misspelt, or the job has no actions/checkout before this step',
        nextAction: 'set working-directory to the directory with the package.json',
    });
}


/***/ }),

/***/ 26359:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ compareLedger)
/* harmony export */ });
/**
 * Compares names as the tool writes them.
 * @param applied from the ledger, in the order they were applied.
 * @param files of the repository, in the tool's order.
 */
function compareLedger(applied, files) {
    const done = new Set(applied);
    const known = new Set(files);
    const pending = files.filter((file) => !done.has(file));
    const lastApplied = files.findLastIndex((file) => done.has(file));
    return {
        pending,
        missing: applied.filter((name) => !known.has(name)),
        outOfOrder: pending.filter((file) => files.indexOf(file) < lastApplied),
    };
}


/***/ }),

/***/ 62940:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ sameDatabase)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58622);


/**
 * Whether two URLs reach the same live database. A takes an advisory lock on a random key inside an
 * open transaction, B tries it: refused means the same database. Needs no privilege, works through
 * poolers, and tells physical clones apart, which system identifier, name and oid do not.
 */
async function sameDatabase(a, b, settings) {
    // Two 31-bit halves: the two-key space of advisory locks is int4 by int4.
    const key = [(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomInt)(2 ** 31), (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomInt)(2 ** 31)];
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .withSession */ .f)(a, settings, async (holder) => {
        await holder.query('begin');
        await holder.query('select pg_advisory_xact_lock($1::int4, $2::int4)', key);
        const free = await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .withSession */ .f)(b, settings, async (trying) => {
            const [row] = await trying.query(
            // Outside a transaction the lock would be gone at the end of the statement anyway.
            'select pg_try_advisory_xact_lock($1::int4, $2::int4) as free', key);
            return row?.free ?? true;
        });
        await holder.query('rollback');
        return !free;
    });
}


/***/ }),

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
        likelyCause: 'the host name is misspelt, or it is private to a network the runner is not in',
        nextAction: 'check the host; for a private database use a runner inside that network',
    },
    ECONNREFUSED: {
        likelyCause: 'nothing listens on that port, or a firewall refuses the runner',
        nextAction: 'check host and port, and allow the runner in the firewall',
    },
    ENETUNREACH: {
        likelyCause: 'the host has only an IPv6 address, and hosted runners have no IPv6',
        nextAction: 'use the provider’s IPv4 address; on Supabase the session pooler (*.pooler.supabase.com, port 5432)',
    },
    ETIMEDOUT: {
        likelyCause: 'a firewall or security group drops packets of the runner',
        nextAction: 'allow the runner in the firewall, or use a runner inside the network',
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
    nextAction: 'check that the URL works from the runner’s network',
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
        async query(text, values = []) {
            try {
                const answer = await client.query(text, [...values]);
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

/***/ 44653:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verify: () => (/* binding */ verify)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/migration/detect.ts
var detect = __webpack_require__(78081);
// EXTERNAL MODULE: ./src/migration/ledger.ts
var ledger = __webpack_require__(26359);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var connection = __webpack_require__(58824);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/verification/databases.ts
var databases = __webpack_require__(99806);
;// CONCATENATED MODULE: ./src/verification/health.ts

const ANSWER_MS = 10_000;
/** Pauses between attempts: an application that restarts for the deploy is up again after 15 s. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];
/** Every URL must answer 2xx, redirects followed, in one of five attempts. All URLs at the same time. */
async function healthFindings(urls, tools) {
    if (urls.length === 0)
        return [(0,finding/* notRun */.nE)('health of the application', 'no health-urls are given')];
    return Promise.all(urls.map((url) => health(new URL(url), tools)));
}
async function health(url, tools) {
    const name = `health of ${shownUrl(url)}`;
    const tries = PAUSES_MS.length + 1;
    for (let attempt = 1;; attempt += 1) {
        const answer = await ask(url, tools);
        const times = attempt === 1 ? '' : ` at attempt ${attempt}`;
        if (answer.ok)
            return (0,finding/* pass */.IX)(name, `${answer.found}${times}`);
        const pause = PAUSES_MS[attempt - 1];
        if (pause === undefined) {
            return (0,finding/* fail */.fJ)(name, {
                expected: 'status 2xx',
                found: `${answer.found}, ${tries} attempts`,
                fix: 'look at the log of the application; if it is still starting, run the failed jobs again',
            });
        }
        await tools.clock.sleep(pause, tools.signal);
    }
}
async function ask(url, tools) {
    // fetch refuses a URL with a login in it.
    const bare = new URL(url);
    bare.username = '';
    bare.password = '';
    try {
        const response = await tools.fetch(bare, {
            headers: { 'user-agent': 'db-deploy-action', ...login(url) },
            signal: AbortSignal.any([tools.signal, AbortSignal.timeout(ANSWER_MS)]),
        });
        // An open body would keep its connection, and with it the process.
        await response.body?.cancel();
        const landed = new URL(response.url || bare);
        const moved = response.redirected ? ` after a redirect to ${shownUrl(landed)}` : '';
        return { ok: response.ok, found: `status ${response.status}${moved}` };
    }
    catch (error) {
        tools.signal.throwIfAborted();
        return { ok: false, found: failureWords(error) };
    }
}
/** Scheme, host and path: the query and the login may hold a token. */
function shownUrl({ origin, pathname }) {
    return `${origin}${pathname === '/' ? '' : pathname}`;
}
function login({ username, password }) {
    if (username === '' && password === '')
        return {};
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
/** fetch says `fetch failed`; the reason is in its cause, at times only as a code. */
function failureWords(error) {
    const { name, message, cause } = error;
    if (name === 'TimeoutError')
        return `no answer within ${ANSWER_MS / 1_000} s`;
    const reason = (cause ?? {});
    return [reason.message, reason.code, message].find(Boolean) ?? 'no answer';
}

// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
;// CONCATENATED MODULE: ./src/verification/answer.ts


/** Object ids of pg_type. */
const BOOLEAN = 16;
const NUMBERS = new Set([20, 21, 23, 26, 700, 701, 1700]);
/**
 * The one value of a query, or what it gave instead, in words. A cursor takes one statement and only
 * one that reads, and two rows are enough to know that there is more than one.
 * @throws the server's error, or a DeployError when the connection was lost.
 */
async function askForOne(session, sql) {
    await raw(session, `declare one_value no scroll cursor for ${sql}`);
    const { fields, rows } = await raw(session, 'fetch 2 from one_value');
    const [row, second] = rows;
    const [field, secondField] = fields;
    if (field === undefined || secondField !== undefined) {
        return `${fields.length} columns instead of one`;
    }
    if (row === undefined)
        return 'no row';
    if (second !== undefined)
        return 'several rows instead of one';
    const text = row[0] ?? undefined;
    const { dataTypeID: type } = field;
    if (type === BOOLEAN && text !== undefined) {
        return { text: text === 't' ? 'true' : 'false', numeric: false };
    }
    return { text, numeric: NUMBERS.has(type) };
}
/** Values as the server's text; the extended protocol refuses a second statement behind a semicolon. */
async function raw(session, text) {
    const query = {
        text,
        rowMode: 'array',
        queryMode: 'extended',
        types: { getTypeParser: () => (value) => value },
    };
    try {
        return await session.client.query(query);
    }
    catch (error) {
        const fromServer = error instanceof esm/* default.DatabaseError */.Ay.DatabaseError && error.severity !== 'FATAL';
        if (fromServer)
            throw error;
        throw new errors/* DeployError */.sH({
            attempted: 'run a check',
            found: `the connection was lost (${(0,errors/* messageOf */.bD)(error)})`,
            likelyCause: 'the server restarted or an administrator ended the session',
            nextAction: 'check the server, then run the failed jobs again',
        }, { cause: error });
    }
}

// EXTERNAL MODULE: ./src/verification/expectation.ts
var expectation = __webpack_require__(71825);
;// CONCATENATED MODULE: ./src/verification/checks.ts





const ADVICE = 'run the query by hand; if the check is wrong, correct it under checks';
/**
 * Runs the team's own checks with the settings of role and database, as their SQL expects. Each has
 * a read-only transaction that is always rolled back, which takes with it whatever it SET.
 */
async function runChecks(session, checks, settings) {
    const findings = [];
    let lost;
    for (const check of checks) {
        const name = checkName(check);
        if (lost !== undefined) {
            findings.push((0,finding/* notRun */.nE)(name, lost));
            continue;
        }
        try {
            findings.push(await runCheck(session, check, settings));
        }
        catch (error) {
            const [problem] = (0,errors/* problemsOf */.GW)(error, 'run a check');
            lost = 'the connection was lost in an earlier check';
            findings.push((0,finding/* fail */.fJ)(name, {
                expected: (0,expectation/* expectationWords */._3)(check.expect),
                found: problem?.found ?? 'the connection was lost',
                fix: 'check the server, then run the failed jobs again',
            }));
        }
    }
    return findings;
}
/** How a check is called in findings, where it stands beside those of this action. */
function checkName({ name }) {
    return `check: ${name}`;
}
async function runCheck(session, check, { statementMs, showValues }) {
    const name = checkName(check);
    const expected = (0,expectation/* expectationWords */._3)(check.expect);
    const failed = (found) => (0,finding/* fail */.fJ)(name, { expected, found, fix: ADVICE });
    await session.query('begin transaction read only');
    try {
        await session.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
        const value = await askForOne(session, check.sql);
        if (typeof value === 'string')
            return failed(value);
        const text = value.text ?? 'NULL';
        if ((0,expectation/* meets */.D)(value, check.expect))
            return (0,finding/* pass */.IX)(name, showValues ? text : 'as expected');
        return failed(showValues ? text : 'another value (values are not shown in a public repository)');
    }
    catch (error) {
        if (error instanceof errors/* DeployError */.sH)
            throw error;
        return failed(errorWords(error, statementMs, showValues));
    }
    finally {
        await session.query('rollback').catch(() => undefined);
    }
}
/** The server's message quotes values of rows (`invalid input syntax for type integer: "…"`); its code does not. */
function errorWords(error, statementMs, showValues) {
    const code = (0,sqlstate/* codeOf */.$)(error);
    if (code === sqlstate/* SQLSTATE */.c.queryCanceled)
        return `no answer within ${statementMs / 1_000} s`;
    if (showValues)
        return (0,errors/* messageOf */.bD)(error);
    return `the server refused the query (SQLSTATE ${code ?? 'unknown'})`;
}

;// CONCATENATED MODULE: ./src/verification/ledger.ts

const LEDGER_COMPLETE = 'ledger complete';
/** After a deploy the ledger holds every file, and nothing but files. */
function ledgerFinding(table, { pending, missing, outOfOrder }) {
    const late = outOfOrder.length === 0 ? '' : ` (out of order: ${outOfOrder.join(', ')})`;
    const found = [
        ...(pending.length === 0 ? [] : [`not applied: ${pending.join(', ')}${late}`]),
        ...(missing.length === 0 ? [] : [`applied without a file: ${missing.join(', ')}`]),
    ];
    if (found.length === 0)
        return (0,finding/* pass */.IX)(LEDGER_COMPLETE, `${table} holds every migration file`);
    return (0,finding/* fail */.fJ)(LEDGER_COMPLETE, {
        expected: `${table} holds every migration file and no other`,
        found: found.join('; '),
        fix: pending.length > 0
            ? 'run the failed jobs again, so that migrate applies the rest; files out of order need a later name'
            : 'deploy the commit that has these files, or bring them back',
    });
}

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
;// CONCATENATED MODULE: ./src/verification/look.ts




/**
 * Takes every look in a read-only transaction of its own with pinned settings, so that what fails in
 * one says `could not verify` and leaves the next alone. A lost connection is a failure, and what
 * it kept from running says so.
 * @param statementMs longest time for one statement, set for these transactions only.
 */
async function takeLooks(session, looks, statementMs) {
    const findings = [];
    let lost;
    for (const { name, work } of looks) {
        if (lost !== undefined) {
            findings.push((0,finding/* notRun */.nE)(name, lost));
            continue;
        }
        try {
            findings.push(...(await withinTransaction(session, statementMs, work)));
        }
        catch (error) {
            const [found, alive] = [wordsOf(error), await isAlive(session)];
            if (alive) {
                findings.push((0,finding/* couldNotVerify */.ke)(name, found, adviceOn(error)));
                continue;
            }
            lost = 'the connection was lost';
            findings.push((0,finding/* fail */.fJ)(name, {
                expected: 'an answer',
                found,
                fix: 'check the server, then run the failed jobs again',
            }));
        }
    }
    return findings;
}
function withinTransaction(session, statementMs, work) {
    return (0,transaction.withTransaction)(session, 'snapshot', async () => {
        await (0,transaction.pinSettings)(session);
        await session.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
        return work(session);
    });
}
async function isAlive(session) {
    return session.query('select 1').then(() => true, () => false);
}
/** Our own queries return counts and names, so the server's message holds no value of a row. */
function wordsOf(error) {
    if ((0,sqlstate/* codeOf */.$)(error) === sqlstate/* SQLSTATE */.c.queryCanceled)
        return 'the server took too long to answer';
    return (0,errors/* problemsOf */.GW)(error, 'look')[0]?.found ?? 'no answer';
}
function adviceOn(error) {
    if ((0,sqlstate/* codeOf */.$)(error) !== sqlstate/* SQLSTATE */.c.insufficientPrivilege)
        return undefined;
    return 'let direct-url be the owner of the tables';
}

;// CONCATENATED MODULE: ./src/verification/objects.ts

const OF_USERS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const NO_INVALID_INDEX = 'no invalid index';
const NO_NEW_NOT_VALID = 'no new NOT VALID constraint';
const NO_DISABLED_TRIGGER = 'no disabled trigger';
/** An index that is INVALID takes every write and serves no read; a unique one may hold duplicates. */
async function invalidIndexes(session) {
    const name = NO_INVALID_INDEX;
    const rows = await session.query(
    // A partitioned index is invalid until every partition has its part: `create index on only`.
    `select format('%I.%I', n.nspname, c.relname) as index,
            exists (select from pg_stat_progress_create_index p
                     where p.index_relid = i.indexrelid) as building
       from pg_index i
       join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where not (i.indisvalid and i.indisready) and ${OF_USERS}
      order by 1`);
    const [building, broken] = [true, false].map((is) => rows.filter((row) => row.building === is).map(({ index }) => index));
    if (broken.length > 0) {
        return (0,finding/* fail */.fJ)(name, {
            expected: 'every index valid',
            found: `invalid: ${broken.join(', ')}`,
            fix: `a concurrent build failed or was cancelled: ${broken.map((index) => `reindex index concurrently ${index};`).join(' ')}`,
        });
    }
    if (building.length > 0) {
        return (0,finding/* warn */.R8)(name, { found: `being built at this moment: ${building.join(', ')}` });
    }
    return (0,finding/* pass */.IX)(name, 'every index is valid');
}
/**
 * Constraints that old rows may break.
 * @param changes of the catalog in this deploy, as the migrate record has them: what they do not
 *   name was there before. Undefined when there is no such record.
 */
async function unvalidatedConstraints(session, changes) {
    const rows = await session.query(
    // By definition and not by convalidated, which is also false for NOT ENFORCED (Postgres 18).
    `select format('%I on %I.%I', k.conname, n.nspname, c.relname) as shown,
            format('constraint %I.%I.%I', n.nspname, c.relname, k.conname) as key
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where not k.convalidated and pg_get_constraintdef(k.oid) like '% NOT VALID' and ${OF_USERS}
      order by 1`);
    return sinceTheDeploy(NO_NEW_NOT_VALID, rows, changes, {
        state: 'NOT VALID',
        none: 'every constraint is validated',
        fix: 'alter table … validate constraint …; it locks no reads and no writes',
    });
}
/** Triggers that do not fire, foreign keys' own included: those stop enforcing the foreign key. */
async function disabledTriggers(session, changes) {
    const rows = await session.query(`select case when t.tgisinternal then format('foreign key %I on %I.%I', k.conname, n.nspname, c.relname)
              else format('%I on %I.%I', t.tgname, n.nspname, c.relname) end as shown,
            min(format('trigger %I.%I.%I', n.nspname, c.relname, t.tgname)) as key
       from pg_trigger t
       join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
       left join pg_constraint k on k.oid = t.tgconstraint
      where t.tgenabled = 'D' and ${OF_USERS}
      group by 1 order by 1`);
    return sinceTheDeploy(NO_DISABLED_TRIGGER, rows, changes, {
        state: 'disabled',
        none: 'every trigger is enabled',
        fix: 'alter table … enable trigger …; as superuser, for a foreign key, enable trigger all',
    });
}
/** New ones fail; those that were there before the deploy are nobody's news tonight. */
function sinceTheDeploy(name, rows, changes, { state, none, fix }) {
    const list = (of) => of.map(({ shown }) => shown).join(', ');
    if (rows.length === 0)
        return (0,finding/* pass */.IX)(name, none);
    if (changes === undefined) {
        return (0,finding/* warn */.R8)(name, {
            found: `${state}: ${list(rows)}; without a record of migrate it is not known since when`,
            fix,
        });
    }
    const fresh = rows.filter(({ key }) => changes.some((line) => line.startsWith(`+ ${key} `)));
    if (fresh.length > 0) {
        return (0,finding/* fail */.fJ)(name, {
            expected: 'none left by this deploy',
            found: `${state}: ${list(fresh)}`,
            fix,
        });
    }
    return (0,finding/* pass */.IX)(name, `none from this deploy; ${state} since before it: ${list(rows)}`);
}

;// CONCATENATED MODULE: ./src/verification/rows.ts




const NO_LOST_ROWS = 'no table lost most of its rows';
/** Smaller tables lose half of their rows for good reasons. */
const LEAST_ROWS = 1000n;
/** For all tables together: the answer is a warning, and the site is waiting. */
const BUDGET_MS = 120_000;
/** The schema does not exist. */
const INVALID_SCHEMA = '3F000';
/**
 * Tables of at least 1,000 rows that now have less than half of them. Counts no further than half,
 * and statistics are not asked: after a mass delete they are the old ones. Call it inside a
 * transaction; every table has its own savepoint.
 */
async function lostRows(session, then, clock) {
    if (then === undefined)
        return [(0,finding/* notRun */.nE)(NO_LOST_ROWS, 'no record of a backup to compare with')];
    const large = then.filter(({ rows }) => /^\d+$/.test(rows) && BigInt(rows) >= LEAST_ROWS);
    const started = clock.now().getTime();
    const lost = [];
    const unknown = [];
    for (const table of large) {
        const shown = `${table.schema}.${table.name}`;
        const spent = clock.now().getTime() - started;
        const answer = spent > BUDGET_MS ? 'no time was left' : await compare(session, table);
        if (answer === 'gone')
            lost.push(`${shown} is gone (it had ${table.rows} rows)`);
        else if (answer === 'lost')
            lost.push(`${shown} had ${table.rows} rows and has less than half of them`);
        else if (answer !== 'kept')
            unknown.push(`${shown}: ${answer}`);
    }
    return [
        ...(lost.length > 0 ? [lostFinding(lost)] : []),
        ...(unknown.length > 0 ? [(0,finding/* couldNotVerify */.ke)(NO_LOST_ROWS, unknown.join('; '))] : []),
        ...(lost.length + unknown.length === 0
            ? [
                (0,finding/* pass */.IX)(NO_LOST_ROWS, `compared with the backup: ${large.length} tables of at least 1,000 rows`),
            ]
            : []),
    ];
}
/** `kept`, `lost`, `gone`, or why it cannot be told. */
async function compare(session, { schema, name, rows }) {
    const table = `${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(schema)}.${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)}`;
    await session.query('savepoint one_table');
    try {
        const [row] = await session.query(`select exists (select from ${table} offset $1::int8 - 1 limit 1) as kept`, [String((BigInt(rows) + 1n) / 2n)]);
        return row?.kept === true ? 'kept' : 'lost';
    }
    catch (error) {
        await session.query('rollback to one_table');
        const code = (0,sqlstate/* codeOf */.$)(error);
        if (code === sqlstate/* SQLSTATE */.c.undefinedTable || code === INVALID_SCHEMA)
            return 'gone';
        return code === sqlstate/* SQLSTATE */.c.queryCanceled ? 'it took too long to count' : (0,errors/* messageOf */.bD)(error);
    }
}
function lostFinding(lost) {
    return (0,finding/* warn */.R8)(NO_LOST_ROWS, {
        expected: 'at least half of the rows that the backup holds',
        found: lost.join('; '),
        fix: 'if a migration meant that, nothing is to be done; else restore the rows from the backup',
    });
}

;// CONCATENATED MODULE: ./src/verification/sequences.ts


const SEQUENCES_AHEAD = 'sequences ahead of their columns';
/** Sequences asked about in one statement: few round trips, and a timeout hides few answers. */
const AT_ONCE = 20;
/**
 * Every sequence that fills a column (serial, identity, or a plain default) must give a value beyond
 * those in it, or the next insert fails with a duplicate key.
 */
async function sequencesAhead(session) {
    const sequences = await readSequences(session);
    const readable = sequences.filter((sequence) => sequence.readable);
    const hidden = sequences.filter((sequence) => !sequence.readable);
    const behind = [];
    for (let from = 0; from < readable.length; from += AT_ONCE) {
        const some = readable.slice(from, from + AT_ONCE);
        for (const position of await readPositions(session, some)) {
            const sequence = some[position.at];
            if (sequence !== undefined && isBehind(sequence, position))
                behind.push({ sequence, position });
        }
    }
    return [
        ...(behind.length > 0 ? [behindFinding(behind)] : []),
        ...(hidden.length > 0 ? [hiddenFinding(hidden)] : []),
        ...(behind.length + hidden.length === 0
            ? [(0,finding/* pass */.IX)(SEQUENCES_AHEAD, `${sequences.length} checked, the next value of each is free`)]
            : []),
    ];
}
/** Sequences that cycle are left out: they are meant to meet old values. */
function readSequences(session) {
    return session.query(`with filled as (
       select d.objid as sequence, d.refobjid as table, d.refobjsubid as column
         from pg_depend d
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
          and d.deptype in ('a', 'i') and d.refobjsubid > 0
       union
       select d.refobjid, f.adrelid, f.adnum
         from pg_depend d join pg_attrdef f on f.oid = d.objid
        where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass)
     select n.nspname as schema, c.relname as table, a.attname as column,
            s.relname as sequence, format('%I.%I', sn.nspname, s.relname) as quoted,
            q.seqincrement::text as increment,
            has_column_privilege(c.oid, a.attnum, 'select')
              and has_sequence_privilege(s.oid, 'select')
              and has_schema_privilege(n.oid, 'usage') and has_schema_privilege(sn.oid, 'usage')
              and not row_security_active(c.oid) as readable
       from filled
       join pg_sequence q on q.seqrelid = filled.sequence
       join pg_class s on s.oid = filled.sequence join pg_namespace sn on sn.oid = s.relnamespace
       join pg_class c on c.oid = filled.table join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = filled.column
      where not a.attisdropped and not q.seqcycle and not c.relispartition
        and c.relkind in ('r', 'p')
        and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
        and n.nspname !~ '^pg_' and sn.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by 1, 2, 3`);
}
async function readPositions(session, sequences) {
    if (sequences.length === 0)
        return [];
    const selects = sequences.map(({ schema, table, column, quoted, increment }, at) => {
        const extreme = increment.startsWith('-') ? 'min' : 'max';
        const of = `${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(schema)}.${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(table)}`;
        return `select ${at} as at,
       (select ${extreme}(${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(column)})::text from ${of}) as extreme,
       (last_value::numeric + case when is_called then ${increment} else 0 end)::text as next
       from ${quoted}`;
    });
    return session.query(selects.join('\nunion all\n'));
}
function isBehind({ increment }, { extreme, next }) {
    if (extreme === null)
        return false;
    // A numeric column may hold fractions: what counts is the whole number below or above.
    const [whole = '0'] = extreme.split('.');
    if (!/^-?\d+$/.test(whole))
        return false;
    return increment.startsWith('-') ? BigInt(next) >= BigInt(whole) : BigInt(next) <= BigInt(whole);
}
function behindFinding(behind) {
    const column = ({ schema, table, column: name }) => [schema, table, name].map(quotedIfNeeded).join('.');
    return (0,finding/* fail */.fJ)(SEQUENCES_AHEAD, {
        expected: 'the next value beyond every value in the column',
        found: behind
            .map(({ sequence, position }) => `${sequence.quoted} gives ${position.next} next, and ${column(sequence)} is already past it`)
            .join('; '),
        fix: behind.map(({ sequence }) => raise(sequence)).join(' '),
    });
}
function raise({ schema, table, column, quoted, increment }) {
    const extreme = increment.startsWith('-') ? 'min' : 'max';
    const of = [schema, table].map(quotedIfNeeded).join('.');
    const name = esm/* default.escapeLiteral */.Ay.escapeLiteral(quoted);
    return `select setval(${name}, (select ${extreme}(${quotedIfNeeded(column)})::bigint from ${of}));`;
}
function hiddenFinding(hidden) {
    return (0,finding/* couldNotVerify */.ke)(SEQUENCES_AHEAD, `direct-url may not read ${hidden.map(({ quoted }) => quoted).join(', ')} and every row of their tables`, hidden.map(({ quoted }) => `grant select on sequence ${quoted} to <role>;`).join(' '));
}
/** For text that people read and paste; SQL that runs is always quoted. */
function quotedIfNeeded(name) {
    return /^[a-z_][a-z0-9_]*$/.test(name) ? name : esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name);
}

;// CONCATENATED MODULE: ./src/verification/inspection.ts







/** Longest time for one statement; what needs more would hold up the deploy too. */
const STATEMENT_MS = 60_000;
/** Everything there is to see, in one list; nothing in it stops the rest. */
async function inspect(session, inspection) {
    const { checks, showValues } = inspection;
    return [
        ...(await takeLooks(session, looksOf(inspection), STATEMENT_MS)),
        ...noChecks(inspection),
        ...(await runChecks(session, checks, { statementMs: STATEMENT_MS, showValues })),
    ];
}
/** The same list when the database cannot be reached. */
function inspectNothing(inspection, reason) {
    return [
        ...looksOf(inspection).map(({ name }) => (0,finding/* notRun */.nE)(name, reason)),
        ...noChecks(inspection),
        ...inspection.checks.map((check) => (0,finding/* notRun */.nE)(checkName(check), reason)),
    ];
}
function looksOf({ ledger, changes, rowsThen, clock }) {
    return [
        { name: LEDGER_COMPLETE, work: async (session) => [await ledger(session)] },
        { name: NO_INVALID_INDEX, work: async (session) => [await invalidIndexes(session)] },
        {
            name: NO_NEW_NOT_VALID,
            work: async (session) => [await unvalidatedConstraints(session, changes)],
        },
        {
            name: NO_DISABLED_TRIGGER,
            work: async (session) => [await disabledTriggers(session, changes)],
        },
        { name: SEQUENCES_AHEAD, work: sequencesAhead },
        { name: NO_LOST_ROWS, work: (session) => lostRows(session, rowsThen, clock) },
    ];
}
function noChecks({ checks }) {
    return checks.length === 0 ? [(0,finding/* notRun */.nE)('checks', 'no checks are given')] : [];
}

;// CONCATENATED MODULE: ./src/verification/jobs.ts

const NAME = 'jobs before this one';
/** One finding per job: a job that did not run is named, and is no success. */
function jobFindings(needs) {
    if (needs === undefined)
        return [(0,finding/* notRun */.nE)(NAME, 'the input needs is not given')];
    if (!needs.ok)
        return [(0,finding/* couldNotVerify */.ke)(NAME, needs.found, 'write needs: ${{ toJSON(needs) }}')];
    if (needs.results.size === 0)
        return [(0,finding/* notRun */.nE)(NAME, 'this job needs no other')];
    return [...needs.results].map(([job, result]) => jobFinding(job, result));
}
function jobFinding(job, result) {
    const name = `job ${job}`;
    switch (result) {
        case 'success':
            return (0,finding/* pass */.IX)(name, 'success');
        case 'skipped':
            return (0,finding/* notRun */.nE)(name, 'the job was skipped');
        case 'failure':
        case 'cancelled':
            return (0,finding/* fail */.fJ)(name, {
                expected: 'success',
                found: result,
                fix: `read the log of ${job}, then run the failed jobs again`,
            });
        default:
            return (0,finding/* couldNotVerify */.ke)(name, `the result ${result} is not known`);
    }
}

;// CONCATENATED MODULE: ./src/steps/verify.ts












/** Looks at production as the application will. Everything runs; one failure fails the step. */
async function verify(config, tools) {
    const { databaseUrl, directUrl } = config;
    const settings = {
        purpose: 'verify the deploy',
        applicationName: `db-deploy/verify/${config.run.runId}`,
        signal: tools.signal,
    };
    const application = await (0,databases/* reach */.gl)('database-url', databaseUrl, settings);
    const direct = await (0,databases/* reach */.gl)('direct-url', directUrl, settings);
    const inspection = await inspectionOf(config, tools);
    const findings = [
        application,
        direct,
        (0,finding/* hasFailed */.WN)([application, direct])
            ? (0,finding/* notRun */.nE)(databases/* SAME_DATABASE */.J, 'one of them does not answer')
            : await (0,databases/* sameDatabaseFinding */.v4)(directUrl, databaseUrl, settings),
        ...((0,finding/* hasFailed */.WN)([direct])
            ? inspectNothing(inspection, 'direct-url does not answer')
            : await inspectAt(directUrl, settings, inspection)),
        ...(await healthFindings(config.healthUrls, tools)),
        ...jobFindings(config.needs),
    ];
    tools.signal.throwIfAborted();
    return {
        status: (0,finding/* hasFailed */.WN)(findings) ? 'failed' : 'passed',
        findings,
        details: {
            databases: [
                { role: 'application', shown: (0,connection/* shown */.SP)(databaseUrl) },
                { role: 'direct', shown: (0,connection/* shown */.SP)(directUrl) },
            ],
        },
    };
}
async function inspectAt(connection, settings, inspection) {
    try {
        return await (0,session/* withSession */.f)(connection, settings, (session) => inspect(session, inspection));
    }
    catch (error) {
        settings.signal.throwIfAborted();
        const [problem] = (0,errors/* problemsOf */.GW)(error, settings.purpose);
        return [
            (0,finding/* fail */.fJ)('direct-url answers again', {
                expected: 'a second connection',
                found: problem?.found ?? 'none',
                fix: problem?.nextAction ?? 'run the failed jobs again',
            }),
            ...inspectNothing(inspection, 'direct-url does not answer any more'),
        ];
    }
}
async function inspectionOf(config, tools) {
    const records = await recordsOf(tools);
    const changes = records.flatMap((record) => record.step === 'migrate' && record.details !== undefined
        ? [record.details.catalogChanges]
        : []);
    const backup = records.findLast((record) => record.step === 'backup' && record.details);
    return {
        ledger: (session) => compareWithFiles(session, config),
        changes: changes.length === 0 ? undefined : changes.flat(),
        rowsThen: backup?.step === 'backup' ? backup.details?.manifest.tables : undefined,
        checks: config.checks,
        showValues: config.surroundings.visibility === 'private',
        clock: tools.clock,
    };
}
/** Without records less can be compared, and the findings say so: that is no reason to stop. */
async function recordsOf({ records, log }) {
    try {
        return (await records.read()).records;
    }
    catch (error) {
        log.warning((0,errors/* problemsOf */.GW)(error, 'read the records')[0]?.found ?? 'no answer', 'verify: records');
        return [];
    }
}
async function compareWithFiles(session, config) {
    const directory = (0,external_node_path_.resolve)(config.surroundings.workspace, config.workingDirectory);
    const { adapter, found } = await (0,detect.detectAdapter)(directory, config.migrateCommand);
    if (adapter === undefined)
        return (0,finding/* notRun */.nE)(LEDGER_COMPLETE, found);
    const { table, applied } = await adapter.readLedger(session);
    return ledgerFinding(table, (0,ledger/* compareLedger */.X)(applied, await adapter.readFiles(directory)));
}


/***/ }),

/***/ 99806:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ SAME_DATABASE),
/* harmony export */   gl: () => (/* binding */ reach),
/* harmony export */   v4: () => (/* binding */ sameDatabaseFinding)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58824);
/* harmony import */ var _postgres_rendezvous_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(62940);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58622);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11836);





const SAME_DATABASE = 'database-url and direct-url are one database';
/**
 * Connects as the application does: nothing is set on the session, which a pooler may hand to
 * others afterwards; one read-only transaction, because that is what a pooler passes on.
 */
async function reach(input, connection, settings) {
    const name = `${input} answers`;
    try {
        return await (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_3__/* .withSession */ .f)(connection, settings, async (session) => {
            await session.query('begin transaction read only');
            const [row] = await session.query(`select current_setting('server_version') as version, pg_is_in_recovery() as replica`);
            await session.query('rollback');
            if (row?.replica === true)
                return replicaFinding(name, connection);
            return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(name, `${(0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(connection)}, PostgreSQL ${row?.version ?? ''}`);
        });
    }
    catch (error) {
        settings.signal.throwIfAborted();
        const [problem] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .problemsOf */ .GW)(error, `connect to ${(0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(connection)}`);
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(name, {
            expected: 'a connection and an answer',
            found: `${(0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(connection)}: ${problem?.found ?? 'no answer'}`,
            fix: problem?.nextAction ?? 'check the server',
        });
    }
}
/** By rendezvous, so that a clone or a branch with the same name does not pass. */
async function sameDatabaseFinding(direct, application, settings) {
    const name = SAME_DATABASE;
    try {
        if (await (0,_postgres_rendezvous_js__WEBPACK_IMPORTED_MODULE_2__/* .sameDatabase */ .K)(direct, application, settings)) {
            return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(name, 'proven by a lock that both see');
        }
    }
    catch (error) {
        settings.signal.throwIfAborted();
        const [problem] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .problemsOf */ .GW)(error, name);
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .couldNotVerify */ .ke)(name, problem?.found ?? 'a connection was lost');
    }
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(name, {
        expected: 'the application uses the database that was migrated',
        found: `${(0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(application)} and ${(0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(direct)} are two databases`,
        fix: 'set both secrets to the same database; compare host, port and database name, and look for a branch or clone',
    });
}
function replicaFinding(name, connection) {
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(name, {
        expected: 'the primary server',
        found: `${(0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(connection)} is a read-only replica`,
        fix: 'use the host of the primary',
    });
}


/***/ })

};
