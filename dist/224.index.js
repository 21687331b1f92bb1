export const id = 224;
export const ids = [224,979];
export const modules = {

/***/ 17457:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VS: () => (/* binding */ requireDirect),
/* harmony export */   Zt: () => (/* binding */ directness),
/* harmony export */   wd: () => (/* binding */ directAdvice)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58824);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58622);



const ROUNDS = 3;
/**
 * Whether a URL reaches one server session per client. A reads its backend pid twice, B begins and
 * holds its own, A reads again: a changed or shared pid is transaction pooling. B alone finds the
 * poolers that hand out the last session first. One that hands them out in turn gives A its own
 * again when it has exactly two (measured with PgBouncer): there, A's own two reads differ.
 * Spelling of host or port proves nothing.
 */
async function directness(connection, settings) {
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .withSession */ .f)(connection, settings, (a) => (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .withSession */ .f)(connection, settings, async (b) => {
        for (let round = 0; round < ROUNDS; round += 1) {
            const own = [await pidOf(a), await pidOf(a)];
            // A role may carry a timeout that would end B while it holds.
            await b.query('begin; set local idle_in_transaction_session_timeout = 0');
            const held = await pidOf(b);
            // Not asked when they share: in a pool of one session, A would wait for B.
            if (!own.includes(held))
                own.push(await pidOf(a));
            await b.query('rollback');
            if (own.includes(held))
                return pooled('two clients were given one server session');
            if (new Set(own).size > 1)
                return pooled('one client was given several server sessions');
        }
        return { direct: true };
    }));
}
/** @throws {DeployError} with the direct form of the host where we know it. */
async function requireDirect(connection, settings) {
    const proof = await directness(connection, settings);
    if (proof.direct)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: `use ${(0,_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(connection)} to ${settings.purpose}`,
        found: proof.found,
        likelyCause: 'the URL is the pooled one, which the application uses',
        nextAction: directAdvice(connection),
    });
}
/** The host and port to try instead, by provider; general words where the provider is not known. */
function directAdvice({ host, port }) {
    if (host.endsWith('.pooler.supabase.com') && port === 6543) {
        return `set DIRECT_URL to the session pooler: the same URL with port 5432 (${host}:5432)`;
    }
    if (/^db\.[^.]+\.supabase\.co$/.test(host) && port === 6543) {
        return `set DIRECT_URL to the same URL with port 5432 (${host}:5432)`;
    }
    if (host.includes('.proxy-') && host.endsWith('.rds.amazonaws.com')) {
        return 'set DIRECT_URL to the endpoint of the database or cluster itself, not of the RDS Proxy';
    }
    if (/^[^.]+-pooler\./.test(host)) {
        return `set DIRECT_URL to ${host.replace('-pooler.', '.')}`;
    }
    if (host === 'pooled.db.prisma.io')
        return 'set DIRECT_URL to the host db.prisma.io';
    if (port === 6432)
        return `set DIRECT_URL to the server itself, usually ${host}:5432`;
    if (port === 25_061)
        return `set DIRECT_URL to ${host}:25060`;
    return 'set DIRECT_URL to the URL that your provider calls direct, session or non-pooling';
}
function pooled(found) {
    return { direct: false, found: `${found}: a transaction pooler` };
}
async function pidOf(session) {
    const [row] = await session.query('select pg_backend_pid()::text as pid');
    return row?.pid ?? '';
}


/***/ }),

/***/ 54837:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kf: () => (/* binding */ surelyAnother),
/* harmony export */   ls: () => (/* binding */ identify),
/* harmony export */   tX: () => (/* binding */ differences),
/* harmony export */   xN: () => (/* binding */ readIdentity)
/* harmony export */ });
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58622);
/* harmony import */ var _tolerated_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57787);
/* harmony import */ var _transaction_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81979);



/**
 * Reads what tells this database from others between jobs; inside a job use the rendezvous. Call it
 * inside a transaction.
 */
async function readIdentity(session, connection) {
    const [row] = await session.query('select datname as name, oid::text as oid from pg_database where datname = current_database()');
    const systemIdentifier = await readSystemIdentifier(session);
    return {
        ...(systemIdentifier === undefined ? {} : { systemIdentifier }),
        database: row?.name ?? connection.database,
        oid: row?.oid ?? '',
        host: withoutPoolerLabel(connection.host),
        port: connection.port,
        user: connection.user,
    };
}
/** The same, on a session of its own. */
function identify(connection, settings) {
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .withSession */ .f)(connection, settings, (session) => (0,_transaction_js__WEBPACK_IMPORTED_MODULE_2__.withTransaction)(session, 'snapshot', () => readIdentity(session, connection)));
}
/**
 * What makes it sure that the two are different databases, in words; undefined where they may be one
 * that was restored (another oid) or moved (another host).
 */
function surelyAnother(then, now) {
    if (then.database !== now.database)
        return `of the database ${then.database}`;
    const [was, is] = [then.systemIdentifier, now.systemIdentifier];
    if (was === undefined || is === undefined || was === is)
        return undefined;
    return `of another server, ${then.host}:${then.port}`;
}
/** The parts in which two identities differ, in words; empty for the same database. */
function differences(then, now) {
    const parts = [
        ['database', then.database, now.database],
        ['database oid', then.oid, now.oid],
        ['host', then.host, now.host],
        ['port', String(then.port), String(now.port)],
        ['user', then.user ?? now.user ?? '', now.user ?? then.user ?? ''],
        // Where one side could not read it, there is nothing to compare.
        [
            'system identifier',
            then.systemIdentifier ?? now.systemIdentifier ?? '',
            now.systemIdentifier ?? then.systemIdentifier ?? '',
        ],
    ];
    return parts
        .filter(([, before, after]) => before !== after)
        .map(([part, before, after]) => `${part} was ${before}, is ${after}`);
}
/** Neon writes `ep-name-pooler.region…` for the pooled endpoint of `ep-name.region…`. */
function withoutPoolerLabel(host) {
    return host.toLowerCase().replace(/^([^.]+)-pooler\./, '$1.');
}
/** pg_control_system() is for superusers and pg_monitor on many servers: absent is normal. */
async function readSystemIdentifier(session) {
    const [may] = await session.query(`select has_function_privilege('pg_catalog.pg_control_system()', 'execute') as may`);
    if (may?.may !== true)
        return undefined;
    // Some providers refuse the call whatever the privileges say.
    const answer = await (0,_tolerated_js__WEBPACK_IMPORTED_MODULE_1__/* .tolerated */ .N)(session, () => session.query('select system_identifier::text as id from pg_catalog.pg_control_system()'));
    return answer.ok ? answer.value[0]?.id : undefined;
}


/***/ }),

/***/ 67796:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ withMutex),
/* harmony export */   o: () => (/* binding */ mutexHolder)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58622);


/**
 * One constant key: advisory locks are per database already. The two halves spell `dbde` and `ploy`
 * in ASCII, far from the keys of migration tools (Prisma 72707369, node-pg-migrate 7241865325823964).
 */
const MUTEX_KEY = [0x64_62_64_65, 0x70_6c_6f_79];
const POLL_MS = 1_000;
const HEARTBEAT_MS = 30_000;
/**
 * Holds the one deploy lock of the database while the work runs, on a session of its own.
 * Taken by polling: a waiting `pg_advisory_lock` holds a snapshot, and CREATE INDEX CONCURRENTLY
 * deadlocks with it. A killed process loses it with its session.
 * @throws {DeployError} naming the holder when it was not free within `waitMs`.
 */
async function withMutex(connection, settings, work) {
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .withSession */ .f)(connection, {
        ...settings,
        purpose: 'hold the deploy lock',
        settings: (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .directSettings */ .n)(),
        // A cancelled step still cleans up, and must do so under the lock: this session outlives the
        // signal and ends with the work.
        signal: new AbortController().signal,
    }, async (session) => {
        await acquire(session, settings);
        const check = async () => {
            if (!(await holds(session)))
                throw lost(settings.purpose);
        };
        // Keeps NAT tables and idle timeouts from ending the session; a failure shows at the next check.
        const heartbeat = setInterval(() => {
            session.query('select 1').catch(() => undefined);
        }, HEARTBEAT_MS);
        try {
            const result = await work({ check, isHeld: () => holds(session) });
            await release(session, settings);
            return result;
        }
        finally {
            // On an error the closing session releases the lock.
            clearInterval(heartbeat);
        }
    });
}
/**
 * Who holds the deploy lock; undefined when it is free.
 * @param database its name; the session's own unless told otherwise.
 */
async function mutexHolder(session, database) {
    const [row] = await session.query(`select a.pid, a.application_name as name,
            round(extract(epoch from now() - a.backend_start))::text as seconds
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.classid = $1::int8::oid
        and l.objid = $2::int8::oid and l.objsubid = 2
        and l.database = (select oid from pg_database
                           where datname = coalesce($3::text, current_database()))`, [...MUTEX_KEY, database ?? null]);
    if (row === undefined)
        return undefined;
    const name = row.name === '' ? 'a session without a name' : row.name;
    // Since when is shown to members of its role and of pg_read_all_stats only.
    const since = row.seconds === null ? '' : `, connected for ${row.seconds} s`;
    return `${name} (backend ${row.pid}${since})`;
}
async function acquire(session, settings) {
    const started = settings.clock.now().getTime();
    let told = false;
    for (;;) {
        const [row] = await session.query('select pg_try_advisory_lock($1::int4, $2::int4) as got', [...MUTEX_KEY]);
        if (row?.got === true)
            return;
        const holder = (await mutexHolder(session)) ?? 'a session that has just ended';
        const waited = settings.clock.now().getTime() - started;
        if (waited >= settings.waitMs)
            throw busy(settings, holder);
        if (!told)
            settings.log.info(`Another deploy holds the lock: ${holder}. Waiting …`);
        told = true;
        await settings.clock.sleep(Math.min(POLL_MS, settings.waitMs - waited), settings.signal);
    }
}
async function holds(session) {
    const [row] = await session
        .query(`select exists (select from pg_locks where locktype = 'advisory' and granted
          and pid = pg_backend_pid() and classid = $1::int8::oid and objid = $2::int8::oid
          and objsubid = 2) as held`, [...MUTEX_KEY])
        .catch(() => []);
    return row?.held === true;
}
async function release(session, settings) {
    const [row] = await session
        .query('select pg_advisory_unlock($1::int4, $2::int4) as released', [
        ...MUTEX_KEY,
    ])
        .catch(() => []);
    if (row?.released === true)
        return;
    settings.log.warning('The deploy lock was not held any more at the end of the step: the server ended its session. Another deploy may have run meanwhile.', settings.purpose);
}
function lost(purpose) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: purpose,
        found: 'the session that holds the deploy lock was lost',
        likelyCause: 'the server restarted or an administrator ended the session',
        nextAction: 'check the server, then run the failed jobs again',
    });
}
function busy(settings, holder) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: `${settings.purpose}: take the deploy lock`,
        found: `it is held by ${holder}`,
        likelyCause: 'another deploy of this database is running, from this or another repository',
        nextAction: 'wait for that run to end, then run this job again; wait-for-other-deploy sets how long to wait',
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

/***/ 57787:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ toleratedRead),
/* harmony export */   N: () => (/* binding */ tolerated)
/* harmony export */ });
/* harmony import */ var _sqlstate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31406);

/** What the server reports has five characters; node's network errors and a lost session have not. */
const SQLSTATE_LENGTH = 5;
/** Classes of errors that end the session: connection, operator intervention (shutdown). */
const ENDS_THE_SESSION = /^(08|57P)/;
/**
 * Runs a query that may fail inside a transaction that must survive it: a savepoint undoes the
 * failure. Only errors of the server are tolerated.
 */
async function tolerated(session, work) {
    return inSavepoint(session, work, 'release tolerated');
}
/**
 * The same for work that only reads, and holds no lock on what it read: a lock on every table and
 * index of a large database would fill the server's lock table, and one that is not needed stands
 * in the way of others. Only an undone savepoint gives locks back.
 */
async function toleratedRead(session, work) {
    return inSavepoint(session, work, UNDO);
}
const UNDO = 'rollback to tolerated; release tolerated';
async function inSavepoint(session, work, end) {
    await session.query('savepoint tolerated');
    try {
        const value = await work();
        await session.query(end);
        return { ok: true, value };
    }
    catch (error) {
        const code = (0,_sqlstate_js__WEBPACK_IMPORTED_MODULE_0__/* .codeOf */ .$)(error);
        if (code?.length !== SQLSTATE_LENGTH || ENDS_THE_SESSION.test(code))
            throw error;
        await session.query(UNDO);
        return { ok: false, error };
    }
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


/***/ })

};
