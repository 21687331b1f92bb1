export const id = 630;
export const ids = [630,979,589];
export const modules = {

/***/ 80589:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   detectTool: () => (/* binding */ detectTool),
/* harmony export */   nothingToRun: () => (/* binding */ nothingToRun)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);
/* harmony import */ var _adapters_table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19116);
/* harmony import */ var _ledger_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56915);
/* harmony import */ var _packagejson_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(63726);
/* harmony import */ var _settings_commandline_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(96055);







/**
 * Which migration tool the application uses, and how it is set up. `migrate-command` decides what
 * runs; the ledger is that of the tool it names, else of the tool found in the repository, because
 * the command is often a script around it.
 * @throws {DeployError} when two tools are found and nothing says which one counts.
 */
async function detectTool(application) {
    const { migrateCommand, directUrl, surroundings } = application;
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(surroundings.workspace, application.workingDirectory);
    await requireDirectory(directory);
    const command = migrateCommand && (await (0,_packagejson_js__WEBPACK_IMPORTED_MODULE_5__/* .spelledOut */ .Si)(directory, migrateCommand));
    const adapter = await chooseAdapter(directory, command);
    const setup = await adapter?.locate({
        directory,
        command: command ?? '',
        environment: surroundings.environment,
        url: directUrl?.url,
    });
    if (adapter === undefined || setup === undefined || (await isBeside(adapter, setup, command))) {
        const found = migrateCommand === undefined
            ? 'no migration tool that this action knows'
            : 'a command without a ledger that this action can read';
        return { directory, migrations: undefined, command: migrateCommand, found };
    }
    return {
        directory,
        migrations: { ...setup, adapter },
        command: migrateCommand ?? adapter.command,
        found: adapter.name,
    };
}
async function chooseAdapter(directory, command) {
    const named = _adapters_table_js__WEBPACK_IMPORTED_MODULE_3__/* .ADAPTERS */ .R.filter(({ name }) => (0,_settings_commandline_js__WEBPACK_IMPORTED_MODULE_6__/* .calls */ .Kr)(command ?? '', name));
    const uses = await Promise.all(_adapters_table_js__WEBPACK_IMPORTED_MODULE_3__/* .ADAPTERS */ .R.map((adapter) => adapter.detect(directory)));
    const found = _adapters_table_js__WEBPACK_IMPORTED_MODULE_3__/* .ADAPTERS */ .R.filter((_, at) => uses[at] === true);
    // A command that names a tool we do not know is not run by one that lies beside it.
    const candidates = named.length > 0 ? named : TOOLS.test(command ?? '') ? [] : found;
    const [adapter, second] = candidates;
    if (adapter !== undefined && second !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH({
            attempted: 'detect the migration tool',
            found: `${adapter.name} and ${second.name} are both used in ${directory}`,
            nextAction: 'name the one that migrates production in migrate-command',
        });
    }
    return adapter;
}
/** An ORM that lies beside a command of the team's own: it has no migrations. */
async function isBeside({ name }, { directories }, command) {
    if (command === undefined || (0,_settings_commandline_js__WEBPACK_IMPORTED_MODULE_6__/* .calls */ .Kr)(command, name))
        return false;
    return !(await Promise.all(directories.map(_ledger_files_js__WEBPACK_IMPORTED_MODULE_4__/* .exists */ .t2))).includes(true);
}
/** Programs that migrate and that no script would call for another of them. */
const TOOLS = /\b(typeorm|sequelize|mikro-orm|flyway|liquibase|sqitch|atlas|goose|alembic|pgroll|graphile-migrate)\b/;
async function requireDirectory(directory) {
    const isDirectory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(directory).then((found) => found.isDirectory(), () => false);
    if (isDirectory)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH({
        attempted: 'look for the migration tool',
        found: `the directory ${directory} does not exist`,
        likelyCause: 'working-directory is misspelt, or the job has no actions/checkout before this step',
        nextAction: 'set working-directory to the directory with the package.json',
    });
}
/** Where there is neither a tool nor a command. */
function nothingToRun(directory, found) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH({
        attempted: `find the migration tool of ${directory}`,
        found,
        nextAction: 'give the command in migrate-command, e.g. npx prisma migrate deploy, and the directory of its package.json in working-directory',
    });
}


/***/ }),

/***/ 54635:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ titlesOf),
/* harmony export */   Xj: () => (/* binding */ compareLedger),
/* harmony export */   dJ: () => (/* binding */ titled)
/* harmony export */ });
/**
 * Compares by the names that the tool writes.
 * @param files of the repository, in the tool's order.
 */
function compareLedger(ledger, files) {
    const done = new Set(ledger.applied);
    const known = new Set(files.map(({ name }) => name));
    const ranked = files.map((file, at) => ({ file, rank: file.rank ?? at }));
    const mark = Math.max(...ranked.filter(({ file }) => done.has(file.name)).map(({ rank }) => rank), -Infinity);
    const pending = ranked.filter(({ file }) => !done.has(file.name));
    return {
        pending: pending.map(({ file }) => file),
        missing: ledger.applied.filter((name) => !known.has(name)),
        edited: files.filter((file) => isEdited(file, ledger.checksums)),
        outOfOrder: pending.filter(({ rank }) => rank < mark).map(({ file }) => file),
        unfinished: ledger.unfinished ?? [],
    };
}
function isEdited({ name, checksums }, then) {
    const recorded = then?.[name];
    return recorded !== undefined && checksums !== undefined && !checksums.includes(recorded);
}
/** What people call the files. */
function titlesOf(files) {
    return files.map(({ name, title }) => title ?? name);
}
/** What people call the migrations of these names. */
function titled(names, files) {
    const titles = new Map(files.map(({ name, title }) => [name, title]));
    return names.map((name) => titles.get(name) ?? name);
}


/***/ }),

/***/ 99867:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Mk: () => (/* binding */ escaped),
/* harmony export */   QN: () => (/* binding */ shownLine),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   cS: () => (/* binding */ IDENTIFIER),
/* harmony export */   pP: () => (/* binding */ schemaOf)
/* harmony export */ });
const OWNER = 'owner ';
const GRANTS = 'grants ';
const SEPARATOR = '\t';
/** The object as a line of `catalog.txt`: four fields with a tab between. */
function lineOf({ key, detail, owner, grants }) {
    return [
        key,
        detail,
        owner === '' ? '' : OWNER + owner,
        grants === '' ? '' : GRANTS + grants,
    ].join(SEPARATOR);
}
/** The inverse of {@link lineOf}. */
function objectOf(line) {
    const [key = '', detail = '', owner = '', grants = ''] = line.split(SEPARATOR);
    return { key, detail, owner: owner.slice(OWNER.length), grants: grants.slice(GRANTS.length) };
}
/** The line for people. */
function shownLine(line) {
    return line
        .split(SEPARATOR)
        .filter((field) => field !== '')
        .join(' ');
}
const ESCAPES = {
    '\\': '\\\\',
    '\t': '\\t',
    '\n': '\\n',
    '\r': '\\r',
};
const ESCAPED = new Map(Object.entries(ESCAPES).map(([sign, escape]) => [escape, sign]));
/** Names and definitions may hold line ends. */
function escaped(text) {
    return text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
}
function unescaped(text) {
    return text.replace(/\\[\\tnr]/g, (escape) => ESCAPED.get(escape) ?? escape);
}
/** A name as keys and definitions write it. */
const IDENTIFIER = String.raw `(?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
/** Longest first, so that `table` does not take `table …`. */
const KINDS = 'partitioned table|materialized view|foreign table|table|view|sequence|column|constraint|index|trigger|policy|rule|inheritance|function|type|statistics|collation|operator class|operator|text search configuration|text search dictionary|schema|extension|event trigger|publication|default grants|foreign data wrapper|server|user mapping|language|cast';
const KEY = new RegExp(`^(${KINDS}) (${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(.*)$`, 's');
const EACH_PART = new RegExp(IDENTIFIER, 'g');
const PARTS_OF_A_RELATION = new Set([
    'column',
    'constraint',
    'index',
    'inheritance',
    'policy',
    'rule',
    'trigger',
]);
function placeOf({ key }) {
    const [, kind = '', path = '', rest = ''] = KEY.exec(key) ?? [];
    const parts = path.match(EACH_PART) ?? [];
    const relation = PARTS_OF_A_RELATION.has(kind) ? parts.slice(0, 2).join('.') : undefined;
    return { kind, name: path + rest, relation, own: parts.at(-1) ?? '' };
}
/** Kinds that do not live in a schema, though a dot may follow in what describes them. */
const OF_THE_DATABASE = new Set([
    'extension',
    'event trigger',
    'publication',
    'foreign data wrapper',
    'server',
    'user mapping',
    'language',
    'cast',
]);
function nameOf({ key }) {
    const [, kind = '', name = '', rest = ''] = KEY.exec(unescaped(key)) ?? [];
    const parts = name.match(EACH_PART) ?? [];
    return { kind, parts: parts.map(unquoted), rest };
}
/** The schema that an object lives in, or that it is; undefined for objects of the database. */
function schemaOf(object) {
    const { kind, parts } = nameOf(object);
    if (OF_THE_DATABASE.has(kind))
        return undefined;
    return kind === 'default grants' && parts.length < 2 ? undefined : parts[0];
}
function unquoted(identifier) {
    return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
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


/***/ }),

/***/ 94484:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verify: () => (/* binding */ verify)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/migration/detection/detect.ts
var detect = __webpack_require__(80589);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var connection = __webpack_require__(58824);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/record/listed.ts
var listed = __webpack_require__(39528);
// EXTERNAL MODULE: ./src/verification/checks.ts + 1 modules
var checks = __webpack_require__(63508);
;// CONCATENATED MODULE: ./src/verification/application.ts





const APPLICATION_READS = 'the application’s role reads its tables';
const STATEMENT_MS = 30_000;
/**
 * Asks through `database-url`, pooled or not, with nothing set but what ends with its transaction:
 * one table is read, and of all it is asked whether the role may.
 * A table that came with this deploy and cannot be read is a grant that was forgotten.
 */
async function applicationReads(connection, { changes, showValues }, settings) {
    try {
        return await (0,session/* withSession */.f)(connection, settings, async (session) => {
            await session.query('begin transaction read only');
            await session.query(`select set_config('statement_timeout', $1, true)`, [String(STATEMENT_MS)]); // prettier-ignore
            const finding = await look(session, changes ?? []);
            await session.query('rollback');
            return finding;
        });
    }
    catch (error) {
        settings.signal.throwIfAborted();
        return (0,finding/* fail */.fJ)(APPLICATION_READS, {
            expected: 'an answer to a query on one of its tables',
            // A policy or a view may fail at a row, and its message quotes it.
            found: error instanceof errors/* DeployError */.sH
                ? ((0,errors/* problemsOf */.GW)(error, APPLICATION_READS)[0]?.found ?? 'no answer')
                : (0,checks/* errorWords */.Yi)(error, STATEMENT_MS, showValues),
            fix: 'run the query as the application’s role, and look at its grants and policies',
        });
    }
}
async function look(session, changes) {
    const [role] = await session.query('select current_user::text as name');
    const relations = await session.query(`select format('%s %I.%I', case c.relkind when 'r' then 'table' when 'p' then 'partitioned table'
                when 'v' then 'view' else 'materialized view' end, n.nspname, c.relname) as key,
            format('%I.%I', n.nspname, c.relname) as name,
            has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select') as readable
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by c.relkind = 'v', 2`);
    const name = role?.name ?? '';
    const [first, ...others] = relations.filter(({ readable }) => readable);
    if (first === undefined) {
        return relations.length === 0
            ? (0,finding/* pass */.IX)(APPLICATION_READS, 'there is none')
            : (0,finding/* warn */.R8)(APPLICATION_READS, {
                expected: `${name} may read a table`,
                found: `none of ${relations.length}`,
                fix: `if the application works by functions alone, nothing is to be done; else grant usage on the schema and the rights on its tables to ${name}`,
            });
    }
    await session.query(`select from ${first.name} limit 1`);
    const isNew = ({ key }) => changes.some((line) => line.startsWith(`+ ${key} `)) &&
        !changes.some((line) => line.startsWith(`- ${key} `));
    const forgotten = relations.filter((one) => !one.readable && isNew(one));
    if (forgotten.length > 0) {
        return (0,finding/* warn */.R8)(APPLICATION_READS, {
            expected: `${name} may read what came with this deploy`,
            found: `it may not read ${(0,listed/* listed */.K)(forgotten.map((one) => one.name))}`,
            fix: `if the application uses them, grant it the rights: grant select, insert, update, delete on … to ${name};`,
        });
    }
    return (0,finding/* pass */.IX)(APPLICATION_READS, `${name} may read ${others.length + 1} of ${relations.length}`);
}

// EXTERNAL MODULE: ./src/verification/databases.ts
var databases = __webpack_require__(99806);
;// CONCATENATED MODULE: ./src/verification/delta.ts

const CATALOG_DELTA = 'catalog delta';
const MOST = 10;
const FIX = 'look at each: a migration that asks for rows, roles, settings or the time does not do the same everywhere; on a scratch-url another role may own what it makes; or somebody changed the schema meanwhile';
/**
 * Compares what the migration of this run changed in production's catalog with what it changed on
 * the rehearsed copy, by their records. Without a rehearsal it is listed, and not judged.
 */
function catalogDelta(records) {
    const rehearsal = records.findLast((record) => record.step === 'rehearse' && record.details?.migration !== undefined);
    const rehearsed = rehearsal?.step === 'rehearse' ? rehearsal.details?.migration : undefined;
    const since = rehearsal?.finishedAt ?? '';
    const migrated = records.flatMap((record) => record.step === 'migrate' && record.finishedAt >= since ? (record.details ?? []) : []);
    if (migrated.length === 0)
        return (0,finding/* notRun */.nE)(CATALOG_DELTA, 'no record of migrate');
    if (rehearsed === undefined) {
        const all = migrated.flatMap(wordsOf);
        const words = all.length === 0 ? 'no object changed' : delta_listed(all);
        return (0,finding/* notRun */.nE)(CATALOG_DELTA, `no migration was rehearsed in this run to compare with: ${words}`);
    }
    if (rehearsed.verdict !== 'all applied' && rehearsed.verdict !== 'unknown') {
        return (0,finding/* notRun */.nE)(CATALOG_DELTA, `the rehearsed migration did not get through: ${rehearsed.verdict}`);
    }
    return compared(migrated, rehearsed);
}
function compared(migrated, rehearsed) {
    const production = remaining(migrated.flatMap(({ catalogChanges }) => catalogChanges));
    const copy = remaining(rehearsed.catalogChanges);
    const lines = [without(production, copy), without(copy, production)];
    if (lines[0].length + lines[1].length === 0) {
        const count = production.length === 0 ? 'no line' : `${production.length} lines`;
        return (0,finding/* pass */.IX)(CATALOG_DELTA, `as rehearsed: ${count} of the catalog came or went`);
    }
    const [ours, theirs] = [migrated.flatMap(wordsOf), wordsOf(rehearsed)];
    const words = [without(ours, theirs), without(theirs, ours)];
    // Objects in words say more than lines; where these alone differ, they must do.
    const [here, there] = words[0].length + words[1].length > 0 ? words : lines;
    const found = [
        ...(here.length > 0 ? [`in production alone: ${delta_listed(here)}`] : []),
        ...(there.length > 0 ? [`in the rehearsal alone: ${delta_listed(there)}`] : []),
    ].join('. ');
    return (0,finding/* warn */.R8)(CATALOG_DELTA, { expected: 'as rehearsed', found, fix: FIX });
}
function wordsOf({ schemaDiff, catalogChanges }) {
    return schemaDiff?.map(({ text }) => text) ?? catalogChanges;
}
/** Without what one attempt made and the next took back. */
function remaining(changes) {
    const balance = new Map();
    for (const change of changes) {
        const line = change.slice(2);
        balance.set(line, (balance.get(line) ?? 0) + (change.startsWith('+') ? 1 : -1));
    }
    return [...balance]
        .filter(([, count]) => count !== 0)
        .map(([line, count]) => `${count > 0 ? '+' : '-'} ${line}`);
}
function without(some, others) {
    const known = new Set(others);
    return some.filter((one) => !known.has(one));
}
function delta_listed(items) {
    const rest = items.length - MOST;
    return items.slice(0, MOST).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

;// CONCATENATED MODULE: ./src/verification/health.ts

const ANSWER_MS = 10_000;
const LONGEST_BODY = 1_000_000;
/** Pauses between attempts: an application that restarts for the deploy is up again after 15 s. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];
/** Every URL must answer as it should in one of five attempts. All URLs at the same time. */
async function healthFindings(urls, tools) {
    if (urls.length === 0)
        return [(0,finding/* notRun */.nE)('health of the application', 'no health-urls are given')];
    return Promise.all(urls.map((wanted) => health(wanted, tools)));
}
async function health(wanted, tools) {
    const url = new URL(wanted.url);
    const name = `health of ${shownUrl(url)}`;
    const tries = PAUSES_MS.length + 1;
    for (let attempt = 1;; attempt += 1) {
        const answer = await ask(url, wanted, tools);
        const times = attempt === 1 ? '' : ` at attempt ${attempt}`;
        if (answer.ok)
            return (0,finding/* pass */.IX)(name, `${answer.found}${times}`);
        const pause = PAUSES_MS[attempt - 1];
        if (pause === undefined) {
            return (0,finding/* fail */.fJ)(name, {
                expected: expectedWords(wanted),
                found: `${answer.found}, ${tries} attempts`,
                fix: 'look at the log of the application; if it is still starting, run the failed jobs again',
            });
        }
        await tools.clock.sleep(pause, tools.signal);
    }
}
function expectedWords({ status, text }) {
    return `status ${status ?? '2xx'}${text === undefined ? '' : ` with the text “${text}”`}`;
}
async function ask(url, { status: wanted, text }, tools) {
    // fetch refuses a URL with a login in it.
    const bare = new URL(url);
    bare.username = '';
    bare.password = '';
    try {
        const response = await tools.fetch(bare, {
            // Who waits for a redirect wants to see it.
            redirect: wanted !== undefined && wanted >= 300 && wanted < 400 ? 'manual' : 'follow',
            headers: { 'user-agent': 'db-deploy-action', ...login(url) },
            signal: AbortSignal.any([tools.signal, AbortSignal.timeout(ANSWER_MS)]),
        });
        const isThere = await holds(response, text);
        const landed = new URL(response.url || bare);
        const moved = response.redirected ? ` after a redirect to ${shownUrl(landed)}` : '';
        const asWanted = wanted === undefined ? response.ok : response.status === wanted;
        const lacking = isThere ? '' : ' without that text';
        return { ok: asWanted && isThere, found: `status ${response.status}${moved}${lacking}` };
    }
    catch (error) {
        tools.signal.throwIfAborted();
        return { ok: false, found: failureWords(error) };
    }
}
/** Whether the text is in the answer; what else is in it may be anybody's data, and is not kept. */
async function holds({ body }, text) {
    // An open body would keep its connection, and with it the process.
    if (text === undefined)
        await body?.cancel();
    if (text === undefined || body === null)
        return text === undefined;
    const decoder = new TextDecoder();
    let read = '';
    for await (const chunk of body) {
        read += decoder.decode(chunk, { stream: true });
        if (read.includes(text))
            return true;
        if (read.length > LONGEST_BODY)
            return false;
    }
    return false;
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

// EXTERNAL MODULE: ./src/verification/inspection.ts + 5 modules
var verification_inspection = __webpack_require__(56182);
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

// EXTERNAL MODULE: ./src/steps/completeness.ts
var completeness = __webpack_require__(53063);
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
    const records = await recordsOf(tools);
    const inspection = inspectionOf(config, tools, records);
    const findings = [
        application,
        direct,
        (0,finding/* hasFailed */.WN)([application, direct])
            ? (0,finding/* notRun */.nE)(databases/* SAME_DATABASE */.J, 'one of them does not answer')
            : await (0,databases/* sameDatabaseFinding */.v4)(directUrl, databaseUrl, settings),
        (0,finding/* hasFailed */.WN)([application])
            ? (0,finding/* notRun */.nE)(APPLICATION_READS, 'database-url does not answer')
            : await applicationReads(databaseUrl, inspection, settings),
        ...((0,finding/* hasFailed */.WN)([direct])
            ? (0,verification_inspection/* inspectNothing */.Y)(inspection, 'direct-url does not answer')
            : await inspectAt(directUrl, settings, inspection)),
        catalogDelta(records),
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
        return await (0,session/* withSession */.f)(connection, settings, (session) => (0,verification_inspection/* inspect */.N)(session, inspection));
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
            ...(0,verification_inspection/* inspectNothing */.Y)(inspection, 'direct-url does not answer any more'),
        ];
    }
}
function inspectionOf(config, tools, records) {
    const changes = records.flatMap((record) => record.step === 'migrate' && record.details !== undefined
        ? [record.details.catalogChanges]
        : []);
    const backup = records.findLast((record) => record.step === 'backup' && record.details);
    return {
        ledger: async (session) => (0,completeness/* completeness */.P)(session, await (0,detect.detectTool)(config)),
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
