export const id = 196;
export const ids = [196];
export const modules = {

/***/ 54287:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ passGate)
/* harmony export */ });
/* harmony import */ var _actions_stores_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1969);
/* harmony import */ var _postgres_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54837);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11836);
/* harmony import */ var _movement_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38629);




const TAKE_A_NEW_ONE = 're-run all jobs, so that a new backup is taken first (on a laptop: run the backup step again)';
/**
 * No proof, no change: a passed backup record of this run, of this database, in this state, young
 * enough, with its bytes still in the store. Whatever could not be verified keeps the gate shut.
 */
async function passGate(settings) {
    // Waived, the gate must not depend on a store that may be the reason for waiving it.
    const record = await settings.tools.records.newest('backup').catch((error) => {
        if (settings.requireBackup)
            throw error;
        return undefined;
    });
    const backup = record?.status === 'passed' ? record.details : undefined;
    if (!settings.requireBackup) {
        const waived = (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .warn */ .R8)('backup gate', {
            found: 'require-backup is false: this change is made without a proven backup',
            fix: 'remove require-backup from the workflow',
        });
        return { open: true, findings: [waived], backup };
    }
    if (backup === undefined)
        return { open: false, findings: [absent(record)], backup };
    const findings = [
        ofThisRun(record, settings.run),
        ofThisDatabase(backup, settings.current),
        await inThisState(backup, settings),
        youngEnough(backup, settings),
        await stillStored(backup, settings.tools),
    ];
    return { open: findings.every(({ verdict }) => verdict === 'pass'), findings, backup };
}
function absent(record) {
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('backup of this run', {
        expected: 'a passed backup step before this one',
        found: record === undefined ? 'no record of a backup' : `the backup step ${record.status}`,
        fix: 'let this job need a job with step: backup, and re-run all jobs (on a laptop: run the backup step)',
    });
}
function ofThisRun(record, run) {
    const name = 'backup of this run';
    // On a laptop the store hands out only what is younger than an hour: that is its run.
    const same = record?.run.runId === run.runId || run.runId.startsWith('local-');
    if (same)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)(name, `attempt ${record?.run.attempt ?? 1} of run ${record?.run.runId ?? ''}`);
    const found = `it belongs to run ${record?.run.runId ?? ''}`;
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)(name, { expected: `run ${run.runId}`, found, fix: TAKE_A_NEW_ONE });
}
function ofThisDatabase({ manifest }, current) {
    const name = 'backup of this database';
    const differing = (0,_postgres_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .differences */ .t)(manifest.state.identity, current.identity);
    if (differing.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)(name, current.identity.database);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)(name, {
        expected: 'the database that was backed up',
        found: differing.join('; '),
        fix: 'check that both jobs use the same DIRECT_URL, then re-run all jobs',
    });
}
async function inThisState({ manifest }, { current, allowMigrated, tools }) {
    const name = 'state since the backup';
    const moved = (0,_movement_js__WEBPACK_IMPORTED_MODULE_3__/* .movement */ .i)(manifest.state, current);
    if (moved.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)(name, 'ledger and catalog are as the backup found them');
    const migrated = allowMigrated ? await tools.records.newest('migrate') : undefined;
    const left = migrated?.status === 'passed' ? migrated.details?.after : undefined;
    if (left !== undefined && (0,_movement_js__WEBPACK_IMPORTED_MODULE_3__/* .movement */ .i)(left, current).length === 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)(name, 'ledger and catalog are as the migration of this run left them');
    }
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)(name, {
        expected: left === undefined ? 'as the backup found it' : 'as the migration of this run left it',
        found: (left === undefined ? moved : (0,_movement_js__WEBPACK_IMPORTED_MODULE_3__/* .movement */ .i)(left, current)).join('; '),
        fix: `someone changed the schema since: ${TAKE_A_NEW_ONE}`,
    });
}
function youngEnough({ manifest }, { tools, maxBackupAge }) {
    const age = tools.clock.now().getTime() - Date.parse(manifest.snapshot.time);
    const words = `${minutes(age)}, ${minutes(maxBackupAge)} allowed`;
    if (age <= maxBackupAge)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)('age of the backup', words);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)('age of the backup', {
        expected: `at most ${minutes(maxBackupAge)}`,
        found: minutes(age),
        fix: `${TAKE_A_NEW_ONE}; or raise max-backup-age`,
    });
}
async function stillStored({ artifact }, tools) {
    const name = 'bytes of the backup';
    const { directory } = artifact;
    const store = await (0,_actions_stores_js__WEBPACK_IMPORTED_MODULE_0__/* .storeOf */ .xX)(artifact, tools);
    const listed = await store.inspect(artifact);
    if (listed === undefined) {
        const elsewhere = `let the jobs run on the machine whose ${directory ?? ''} holds it; or `;
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)(name, {
            expected: `artifact ${artifact.name} (id ${artifact.id})`,
            found: 'it is not in the store any more',
            fix: `${directory === undefined ? '' : elsewhere}${TAKE_A_NEW_ONE}`,
        });
    }
    if (listed.digest === '')
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .couldNotVerify */ .ke)(name, 'the store lists no digest', TAKE_A_NEW_ONE);
    if (listed.digest === artifact.digest)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)(name, `${artifact.name}, ${artifact.digest}`);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)(name, {
        expected: artifact.digest,
        found: `the store lists ${listed.digest}`,
        fix: TAKE_A_NEW_ONE,
    });
}
function minutes(ms) {
    return ms < 60_000 ? 'under 1 min' : `${Math.ceil(ms / 60_000)} min`;
}


/***/ }),

/***/ 38629:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ movement)
/* harmony export */ });
/** In what the state of one database differs between two moments, in words; empty when in nothing. */
function movement(then, now) {
    const before = then.ledger?.applied ?? [];
    const after = now.ledger?.applied ?? [];
    const last = after.at(-1) ?? 'none';
    const ledger = `the ledger had ${before.length} migrations and has ${after.length} (last: ${last})`;
    return [
        ...(before.join('\n') === after.join('\n') ? [] : [ledger]),
        ...(then.catalogFingerprint === now.catalogFingerprint ? [] : ['the schema is another one']),
    ];
}


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

/***/ 25401:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ readStateOf),
/* harmony export */   u: () => (/* binding */ readState)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _postgres_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54837);
/* harmony import */ var _postgres_catalog_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33679);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58622);
/* harmony import */ var _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(31406);
/* harmony import */ var _postgres_transaction_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(81979);






/** How long a look at the catalog waits for a lock, in milliseconds. */
const LOCK_WAIT_MS = 5_000;
/**
 * Reads identity, catalog and ledger. Call it inside a transaction with pinned settings, so that
 * the three belong together.
 * @param adapter undefined for tools without a ledger that we know.
 */
async function readState(session, connection, adapter) {
    const identity = await (0,_postgres_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .readIdentity */ .x)(session, connection);
    const catalog = await (0,_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_2__/* .readCatalog */ .uM)(session);
    const ledger = await adapter?.readLedger(session);
    return {
        catalog,
        state: {
            identity,
            catalogFingerprint: (0,_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_2__/* .catalogFingerprint */ .IJ)(catalog),
            ...(ledger === undefined ? {} : { ledger }),
        },
    };
}
/** The same over a session of its own, inside one pinned snapshot. */
async function readStateOf(connection, settings, adapter) {
    // The server's definition functions lock what they describe: behind somebody's ACCESS EXCLUSIVE
    // lock a mere look would wait for ever.
    const bounded = { ...settings.settings, lock_timeout: String(LOCK_WAIT_MS) };
    return (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_3__/* .withSession */ .f)(connection, { ...settings, settings: bounded }, (session) => (0,_postgres_transaction_js__WEBPACK_IMPORTED_MODULE_5__.withTransaction)(session, 'snapshot', async () => {
        await (0,_postgres_transaction_js__WEBPACK_IMPORTED_MODULE_5__.pinSettings)(session);
        return readState(session, connection, adapter);
    })).catch((error) => {
        throw (0,_postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_4__/* .codeOf */ .$)(error) === _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_4__/* .SQLSTATE */ .c.lockNotAvailable ? locked(error) : error;
    });
}
function locked(cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: 'read the catalog',
        found: 'another session holds an ACCESS EXCLUSIVE lock on a table, for longer than 5 s',
        likelyCause: 'a schema change or maintenance is running, or was left in an open transaction',
        nextAction: "find it with `select pid, query from pg_stat_activity where pid in (select pid from pg_locks where mode = 'AccessExclusiveLock')`, let it end, then run again",
    }, { cause });
}


/***/ }),

/***/ 32051:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ libpqEnvironment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37838);




const CONNECT_TIMEOUT_SECONDS = '15';
/**
 * The `PG*` variables for libpq's tools: never the URL, which any user of the machine could read
 * from the process list, and which makes Debian's pg_wrapper pick the wrong major.
 * @param base what the child needs besides (PATH, HOME, …); its own PG* are dropped, they would
 *   silently win (PGSERVICE, PGOPTIONS).
 * @param directory private; a PEM root certificate is written there, removed with it.
 */
async function libpqEnvironment(connection, base, directory, applicationName) {
    const { tls, options } = connection;
    const inherited = Object.entries(base).filter(([name]) => !name.startsWith('PG'));
    return {
        ...Object.fromEntries(inherited),
        PGHOST: connection.host,
        PGPORT: String(connection.port),
        PGUSER: connection.user,
        PGPASSWORD: connection.password,
        PGDATABASE: connection.database,
        PGSSLMODE: tls.mode,
        // libpq would try Kerberos encryption first where a ticket lies around; pg never does.
        PGGSSENCMODE: 'disable',
        ...(await rootCertificate(connection, directory)),
        ...(options === '' ? {} : { PGOPTIONS: options }),
        PGAPPNAME: applicationName,
        PGCONNECT_TIMEOUT: CONNECT_TIMEOUT_SECONDS,
        PGCLIENTENCODING: 'UTF8',
    };
}
async function rootCertificate({ tls }, directory) {
    if (tls.rootCertFile !== undefined)
        return { PGSSLROOTCERT: tls.rootCertFile };
    if (tls.rootCert !== undefined) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'root.crt');
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(path, tls.rootCert, { mode: 0o600 });
        return { PGSSLROOTCERT: path };
    }
    const verifies = tls.mode === 'verify-ca' || tls.mode === 'verify-full';
    return verifies && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .SYSTEM_CA_BUNDLE */ .E) ? { PGSSLROOTCERT: _tls_js__WEBPACK_IMPORTED_MODULE_3__/* .SYSTEM_CA_BUNDLE */ .E } : {};
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

/***/ 77571:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ readWeather)
});

// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/postgres/otherwork.ts
/**
 * What others do in the session's database. Any role sees names and locks of all sessions; when a
 * transaction began is shown to members of its role and of pg_read_all_stats only.
 * @param longSeconds from which age a transaction is listed.
 */
async function readOtherWork(session, longSeconds) {
    const rows = await session.query(`select a.pid, a.usename as user, a.application_name as name, a.state,
            extract(epoch from clock_timestamp() - a.xact_start)::int::text as seconds,
            exists (select from pg_locks l
                     where l.pid = a.pid and l.locktype = 'relation' and l.granted
                       and l.database = a.datid and l.relation >= 16384) as locks
       from pg_stat_activity a
      where a.datname = current_database() and a.pid <> pg_backend_pid()
        and coalesce(a.backend_type, 'client backend') = 'client backend' and a.usesysid is not null
        -- Our own sessions; those of other runs are as much in the way as anybody's.
        and not starts_with(a.application_name, current_setting('application_name'))
      order by a.xact_start nulls last, a.pid`);
    const transactions = rows.map((row) => ({
        pid: row.pid,
        user: row.user ?? '',
        applicationName: row.name ?? '',
        state: row.state ?? 'state hidden',
        seconds: row.seconds === null ? undefined : Number(row.seconds),
    }));
    const isDump = ({ applicationName }) => applicationName === 'pg_dump';
    return {
        long: transactions.filter((one) => one.seconds !== undefined && one.seconds >= longSeconds && !isDump(one)),
        dumps: transactions.filter(isDump),
        hidden: rows.filter(({ state, locks, name }) => state === null && locks && name !== 'pg_dump')
            .length,
    };
}

;// CONCATENATED MODULE: ./src/postgres/weather.ts



/**
 * What a migration started now would wait for, and users behind it: dumps and long transactions.
 * @param longSeconds from which age a transaction counts as long.
 */
async function readWeather(session, longSeconds) {
    const work = await readOtherWork(session, longSeconds);
    const [row] = await session.query('select quote_ident(current_user) as role');
    return [dumpFinding(work.dumps), transactionFinding(work, row?.role ?? '', longSeconds)];
}
function dumpFinding(dumps) {
    const name = 'other dumps';
    if (dumps.length === 0)
        return (0,finding/* pass */.IX)(name, 'no pg_dump is running');
    return (0,finding/* warn */.R8)(name, {
        expected: 'none: a dump holds a lock on every table until it ends, and migrations queue behind it',
        found: dumps.map(inWords).join('; '),
        fix: 'let it end before the migration, and plan dumps away from deploys',
    });
}
function transactionFinding({ long, hidden }, role, seconds) {
    const name = 'long transactions';
    if (long.length > 0) {
        return (0,finding/* warn */.R8)(name, {
            expected: `none older than ${seconds} s: a migration waits for them, and users wait behind it`,
            found: long.map(inWords).join('; '),
            fix: `let them end, or: ${long.map(({ pid }) => `select pg_terminate_backend(${pid});`).join(' ')}`,
        });
    }
    if (hidden > 0) {
        return (0,finding/* couldNotVerify */.ke)(name, `${hidden} sessions of other roles hold locks and hide how long`, `grant pg_read_all_stats to ${role};`);
    }
    return (0,finding/* pass */.IX)(name, `none older than ${seconds} s`);
}
function inWords({ pid, user, applicationName, state, seconds }) {
    const who = applicationName === '' ? 'without a name' : (0,neutral/* plain */.p)(applicationName);
    const age = seconds === undefined ? 'for an unknown time' : `for ${seconds} s`;
    return `backend ${pid} of ${(0,neutral/* plain */.p)(user)}, ${who}, ${state}, ${age}`;
}


/***/ }),

/***/ 31196:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  migrate: () => (/* binding */ migrate)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/backup/gate.ts
var backup_gate = __webpack_require__(54287);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/migration/detect.ts
var detect = __webpack_require__(78081);
// EXTERNAL MODULE: ./src/postgres/catalog.ts + 2 modules
var catalog = __webpack_require__(33679);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/migration/evidence.ts


/** Before anything runs: what the ledger holds must be what the repository holds. */
function ledgerBefore({ missing, outOfOrder }) {
    const name = 'ledger before the migration';
    const gone = missing.length === 0
        ? []
        : [
            (0,finding/* fail */.fJ)(name, {
                expected: 'a file in the repository for every applied migration',
                found: `no file for ${list(missing)}`,
                fix: 'deploy the commit that has these files, or bring them back',
            }),
        ];
    const late = outOfOrder.length === 0
        ? []
        : [
            (0,finding/* fail */.fJ)(name, {
                expected: 'pending files after the applied ones',
                found: `${list(outOfOrder)} would run out of order`,
                fix: 'give these files a later number or timestamp',
            }),
        ];
    const findings = [...gone, ...late];
    return findings.length > 0 ? findings : [(0,finding/* pass */.IX)(name, 'every applied migration has its file')];
}
/** After the run: the exit code, the ledger against the files, and what a failed build leaves behind. */
function afterwards({ exit, output, leftBehind }, comparison, before, after) {
    return [
        exitFinding(exit, output),
        ledgerAfter(comparison, exit),
        invalidIndexes(before, after),
        toolSessions(leftBehind, exit),
    ];
}
/** The lock must have been ours all the time: else another deploy may have run beside the tool. */
function lockFinding(held) {
    const name = 'deploy lock during the migration';
    if (held)
        return (0,finding/* pass */.IX)(name, 'held to the end');
    return (0,finding/* fail */.fJ)(name, {
        expected: 'held to the end',
        found: 'its session was lost while the tool ran: another deploy may have run beside it',
        fix: 'look for another deploy of this database at that time, and compare ledger and schema with the repository',
    });
}
/** A tool that leaves work in the background has not finished, whatever it says. */
function toolSessions(leftBehind, exit) {
    const name = 'sessions of the migration tool';
    if (leftBehind === 0)
        return (0,finding/* pass */.IX)(name, 'none was left behind');
    const found = `${leftBehind} were still open when the tool was gone; they were ended`;
    const shortfall = {
        expected: 'none',
        found,
        fix: 'let the command wait for everything it starts',
    };
    return exit?.code === 0 ? (0,finding/* fail */.fJ)(name, shortfall) : (0,finding/* warn */.R8)(name, shortfall);
}
/** How tools begin the line that says what went wrong. */
const ERROR_LINE = /^\s*(error|fatal|err!)\b/i;
function exitFinding(exit, output) {
    const name = 'exit of the migration tool';
    if (exit === undefined)
        return (0,finding/* couldNotVerify */.ke)(name, 'it was not seen to end: it could not be started, or the step was cancelled');
    if (exit.code === 0)
        return (0,finding/* pass */.IX)(name, 'exit code 0');
    const ended = exit.signal === null ? `exit code ${exit.code ?? '?'}` : `ended by ${exit.signal}`;
    const words = output.findLast((line) => ERROR_LINE.test(line));
    return (0,finding/* fail */.fJ)(name, {
        expected: 'exit code 0',
        found: words === undefined ? ended : `${ended}: ${words.trim()}`,
        fix: 'read the tool’s own words in the output below',
    });
}
function ledgerAfter(comparison, exit) {
    const name = 'ledger after the migration';
    if (comparison === undefined) {
        return (0,finding/* notRun */.nE)(name, 'no ledger that this action can read: only the catalog was compared');
    }
    if (comparison.pending.length === 0)
        return (0,finding/* pass */.IX)(name, 'every file is applied');
    return (0,finding/* fail */.fJ)(name, {
        expected: 'every file applied',
        found: `not applied: ${list(comparison.pending)}`,
        fix: exit?.code === 0
            ? 'the tool says that all went well: look why it skipped or rolled back these files'
            : 'correct what made the tool fail',
    });
}
/** CREATE INDEX CONCURRENTLY that fails leaves one, and IF NOT EXISTS then keeps it. */
function invalidIndexes(before, after) {
    const name = 'invalid indexes left behind';
    const left = (0,catalog/* catalogChanges */.zB)(before.catalog, after.catalog)
        .filter((line) => line.startsWith('+ index ') && line.endsWith(' INVALID'))
        .map((line) => line.slice('+ index '.length, -' INVALID'.length));
    if (left.length === 0)
        return (0,finding/* pass */.IX)(name, 'none');
    return (0,finding/* fail */.fJ)(name, {
        expected: 'none',
        found: left.join('; '),
        fix: 'drop them with DROP INDEX CONCURRENTLY, then run the migration again',
    });
}
function list(names) {
    const shown = names.slice(0, 10).join(', ');
    return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}

// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/actions/redaction.ts
var redaction = __webpack_require__(71434);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
;// CONCATENATED MODULE: ./src/migration/aftermath.ts

const WAIT_MS = 100;
const ROUNDS = 20;
/**
 * Ends server sessions that a tool left behind, and waits up to 2 s until they are gone. An open
 * transaction is rolled back by that. Returns how many had to be ended.
 * @param graceRounds looks of 0.1 s each before anybody is ended: the session of a tool that has
 *   just left goes by itself.
 */
async function endToolSessions(connection, applicationName, settings, pause, graceRounds = 0) {
    return (0,postgres_session/* withSession */.f)(connection, settings, async (session) => {
        const left = async () => {
            // By pid and start of the backend in one statement: a pid may be reused between two.
            const rows = await session.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()`, [applicationName]);
            return rows.length;
        };
        const present = async () => {
            const rows = await session.query('select from pg_stat_activity where datname = current_database() and application_name = $1', [applicationName]);
            return rows.length > 0;
        };
        for (let round = 0; round < graceRounds && (await present()); round += 1)
            await pause(WAIT_MS);
        const found = await left();
        for (let round = 0; round < ROUNDS && (await left()) > 0; round += 1)
            await pause(WAIT_MS);
        return found;
    });
}

// EXTERNAL MODULE: ./src/postgres/connection.ts
var postgres_connection = __webpack_require__(58824);
// EXTERNAL MODULE: ./src/postgres/libpq.ts
var postgres_libpq = __webpack_require__(32051);
;// CONCATENATED MODULE: ./src/migration/tool.ts



/** Every variable from which a migration tool is known to read its URL. */
const URL_VARIABLES = [
    'DATABASE_URL',
    'DIRECT_URL',
    'DIRECT_DATABASE_URL',
    'DATABASE_URL_UNPOOLED',
    'POSTGRES_URL',
    'POSTGRES_URL_NON_POOLING',
    'POSTGRES_PRISMA_URL',
    'MIGRATION_DATABASE_URL',
    'MIGRATE_DATABASE_URL',
];
/** Shorter, a part of the command that equals a secret is a coincidence. */
const SHORTEST_SECRET = 8;
/**
 * A command is an argument of the shell, which any user of the machine can read.
 * @throws {DeployError} when it holds a secret in a form that is masked.
 */
function requireNoSecret(command, masks) {
    const held = masks.some((mask) => mask.length >= SHORTEST_SECRET && command.includes(mask));
    if (!held)
        return;
    throw new errors/* DeployError */.sH({
        attempted: 'run migrate-command',
        found: 'it holds the value of a secret, which would stand in the process list',
        likelyCause: 'an expression such as ${{ secrets.DIRECT_URL }} inside the command',
        nextAction: 'write "$DATABASE_URL" in the command: it is the direct URL there',
    });
}
/**
 * Runs the tool's own command by `bash -eo pipefail`, with every URL variable set to the proven
 * direct URL: most tools read only DATABASE_URL, which is the pooled one in the job.
 */
async function runTool(settings) {
    const { connection, options, applicationName } = settings;
    const url = (0,postgres_connection/* urlWith */.QU)(connection, { options, application_name: applicationName });
    const libpq = await (0,postgres_libpq/* libpqEnvironment */.S)({ ...connection, options }, settings.environment, settings.workDirectory, applicationName);
    const env = {
        ...libpq,
        // Tools in Node verify against Node's own CAs; this adds the private one.
        ...(libpq['PGSSLROOTCERT'] === undefined
            ? {}
            : { NODE_EXTRA_CA_CERTS: libpq['PGSSLROOTCERT'] }),
        ...Object.fromEntries(URL_VARIABLES.map((name) => [name, url])),
    };
    return settings.processes.run({
        command: 'bash',
        args: ['-eo', 'pipefail', '-c', settings.command],
        env,
        directory: settings.directory,
        onLine: settings.onLine,
    });
}

;// CONCATENATED MODULE: ./src/migration/run.ts






/** Lines of the tool's output that the record keeps. */
const LINES_KEPT = 60;
/** After a cancel the process has about 5 s left for all that follows. */
const CLEANUP_MS = 2_000;
/** A session that closes by itself is gone within this many looks. */
const GRACE_ROUNDS = 10;
/**
 * Runs the tool's own command. Whatever happens to it, none of its server sessions is left when
 * this resolves: a killed tool's statement would run on and hold its locks.
 */
async function runMigration(settings, tools) {
    const output = [];
    const onLine = (line) => {
        if (!settings.showOutput)
            return;
        const clean = (0,neutral/* plain */.p)((0,redaction/* redact */.E)(line, tools.log.masks));
        output.push(clean);
        if (output.length > LINES_KEPT)
            output.shift();
        tools.log.info((0,neutral/* neutral */.S)(clean));
    };
    const { processes, workDirectory } = tools;
    let exit;
    let problems = [];
    try {
        exit = await tools.log.group(`Running ${settings.command}`, () => runTool({ ...settings, processes, workDirectory, onLine }));
    }
    catch (error) {
        problems = (0,errors/* problemsOf */.GW)(error, `run ${settings.command}`);
    }
    let leftBehind = 0;
    const signal = AbortSignal.timeout(CLEANUP_MS);
    const session = {
        purpose: 'end what the migration tool left behind',
        applicationName: 'db-deploy/migrate/cleanup',
        signal,
        settings: (0,postgres_session/* directSettings */.n)(),
    };
    const pause = (ms) => tools.clock.sleep(ms, signal);
    try {
        leftBehind = await endToolSessions(settings.connection, settings.applicationName, session, pause, exit?.code === 0 ? GRACE_ROUNDS : 0);
    }
    catch (error) {
        // The server is gone or does not answer: what the tool said must survive that.
        problems = [...problems, ...(0,errors/* problemsOf */.GW)(error, session.purpose)];
    }
    return { exit, problems, output, leftBehind };
}

// EXTERNAL MODULE: ./src/migration/ledger.ts
var ledger = __webpack_require__(26359);
// EXTERNAL MODULE: ./src/migration/state.ts
var state = __webpack_require__(25401);
;// CONCATENATED MODULE: ./src/migration/standing.ts


/** Reads both sides. The files are read first: they do not move while the database may. */
async function readStanding(connection, session, adapter, directory) {
    const files = await adapter?.readFiles(directory);
    const read = await (0,state/* readStateOf */.j)(connection, session, adapter);
    const applied = read.state.ledger?.applied ?? [];
    return { ...read, ledger: files === undefined ? undefined : (0,ledger/* compareLedger */.X)(applied, files) };
}

;// CONCATENATED MODULE: ./src/migration/timeouts.ts



/**
 * Startup options that give every session of the tool its timeouts. Unlike SET they survive RESET
 * and reach tools that we do not control. What the URL had (Neon's endpoint, a search_path) stays.
 */
function timeoutOptions(connection, timeouts) {
    const settings = [
        `lock_timeout=${timeouts.lockMs}ms`,
        `statement_timeout=${timeouts.statementMs}ms`,
        // A migration whose process died is cancelled within 2 s instead of holding its locks to the end.
        'client_connection_check_interval=2s',
    ];
    return [connection.options, ...settings.map((setting) => `-c ${setting}`)]
        .filter((option) => option !== '')
        .join(' ');
}
/** Whether the options arrive: some session poolers drop them without a word (pgbouncer#525). */
async function proveTimeouts(connection, options, timeouts, settings) {
    const name = 'timeouts of the migration';
    const [row] = await (0,postgres_session/* withSession */.f)({ ...connection, options }, settings, (session) => session.query(`select (select setting from pg_settings where name = 'lock_timeout') as lock,
              (select setting from pg_settings where name = 'statement_timeout') as statement`));
    const arrived = row?.lock === String(timeouts.lockMs) && row.statement === String(timeouts.statementMs);
    if (arrived) {
        return (0,finding/* pass */.IX)(name, `lock_timeout ${timeouts.lockMs} ms, statement_timeout ${timeouts.statementMs} ms`);
    }
    return (0,finding/* warn */.R8)(name, {
        expected: `lock_timeout ${timeouts.lockMs} ms, statement_timeout ${timeouts.statementMs} ms`,
        found: `lock_timeout ${row?.lock ?? '?'} ms, statement_timeout ${row?.statement ?? '?'} ms through ${(0,postgres_connection/* shown */.SP)(connection)}`,
        fix: 'use the direct URL of the server, or set the timeouts on the role: ALTER ROLE … SET lock_timeout',
    });
}

// EXTERNAL MODULE: ./src/record/untouched.ts
var untouched = __webpack_require__(89386);
;// CONCATENATED MODULE: ./src/migration/untouched.ts

/** The details of a step that changed nothing; what changed is laid over them. */
function untouched_untouched(repository, before, verdict) {
    return {
        ...untouched/* MIGRATION_NOT_STARTED */.V,
        tool: repository.found,
        command: repository.command,
        pending: [...(before.ledger?.pending ?? [])],
        verdict,
        before: before.state,
        after: before.state,
    };
}

;// CONCATENATED MODULE: ./src/migration/verdict.ts
/** The names that the ledger gained. */
function newlyApplied({ before, after }) {
    const then = new Set(before.ledger?.applied);
    return (after.ledger?.applied ?? []).filter((name) => !then.has(name));
}
/**
 * What happened, from ledger and catalog alone: the tool's exit code is no proof either way.
 * Without a ledger nobody can say more than whether the catalog moved.
 */
function verdictOf(evidence) {
    const { pending } = evidence;
    const moved = hasMoved(evidence);
    if (pending === undefined)
        return 'unknown';
    const applied = newlyApplied(evidence);
    if (pending.every((name) => applied.includes(name))) {
        return pending.length === 0 && !moved ? 'nothing to apply' : 'all applied';
    }
    return applied.length === 0 && !moved ? 'nothing applied' : 'part applied';
}
function hasMoved({ before, after }) {
    return before.catalogFingerprint !== after.catalogFingerprint;
}
const STATE = {
    'nothing to apply': 'production is as it was before',
    'nothing applied': 'no migration is applied: ledger and schema are as before (rows that a migration committed by itself would not show here)',
    'part applied': 'part of the migration is in production',
    'all applied': 'all migrations are in production, but a check after them failed',
    unknown: 'the tool has no ledger that this action can read, so which of its files are applied is not known',
};
/**
 * What stands in production after a failure, and the two ways on.
 * @param backup name of the backup of this run; undefined when the gate was waived.
 */
function afterFailure(verdict, evidence, environment, backup) {
    if (verdict === 'unknown' && !hasMoved(evidence)) {
        return {
            attempted: `migrate ${environment}`,
            found: 'the schema did not change; whether rows changed is not known, because the tool has no ledger that this action can read',
            nextAction: 'look at the tool’s output and at the rows it would have changed before you restore anything',
        };
    }
    const harmless = verdict === 'nothing applied' || verdict === 'nothing to apply';
    const restore = backup === undefined ? '' : `, or restore ${backup} as its RESTORE.md says`;
    return {
        attempted: `migrate ${environment}`,
        found: STATE[verdict],
        nextAction: harmless
            ? 'correct the migration and push; if it writes rows outside a transaction, look at them first'
            : `fix forward with a new migration and push${restore}`,
    };
}

// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var postgres_mutex = __webpack_require__(67796);
// EXTERNAL MODULE: ./src/postgres/weather.ts + 1 modules
var weather = __webpack_require__(77571);
// EXTERNAL MODULE: ./src/verification/databases.ts
var databases = __webpack_require__(99806);
;// CONCATENATED MODULE: ./src/steps/migrate.ts



















const PURPOSE = 'migrate the database';
/** Age of a transaction that is in the way of a schema change. */
const LONG_SECONDS = 60;
/** What a cancelled step may spend on its last look at the database. */
const LAST_LOOK_MS = 1_500;
/** Gate, mutex, the tool's own command, and the truth from ledger and catalog before and after. */
async function migrate(config, tools) {
    const started = { tool: false };
    try {
        return await guarded(config, tools, started);
    }
    catch (error) {
        if (started.tool)
            throw error;
        // Whatever stopped us stopped us before the tool: production is as it was, and the record says so.
        return {
            status: 'failed',
            findings: [],
            problems: [...(0,errors/* problemsOf */.GW)(error, PURPOSE)],
            details: untouched/* MIGRATION_NOT_STARTED */.V,
        };
    }
}
async function guarded(config, tools, started) {
    const repository = await findRepository(config, tools);
    const session = sessionOf(config, tools.signal);
    await (0,directness/* requireDirect */.VS)(config.directUrl, session);
    const mutex = {
        purpose: PURPOSE,
        applicationName: `${session.applicationName}/${tools.clock.now().toISOString()}`,
        waitMs: config.waitForOtherDeploy,
        signal: tools.signal,
        clock: tools.clock,
        log: tools.log,
    };
    return (0,postgres_mutex/* withMutex */.g)(config.directUrl, mutex, (held) => underMutex(config, tools, repository, {
        beforeTool: async () => {
            await held.check();
            started.tool = true;
        },
        isHeld: () => held.isHeld(),
    }));
}
async function findRepository(config, tools) {
    const directory = (0,external_node_path_.resolve)(config.surroundings.workspace, config.workingDirectory);
    const detected = await (0,detect.detectAdapter)(directory, config.migrateCommand);
    if (detected.command === undefined)
        throw nothingToRun(directory, detected.found);
    requireNoSecret(detected.command, tools.log.masks);
    return { ...detected, command: detected.command, directory };
}
async function underMutex(config, tools, repository, lock) {
    const started = tools.clock.now().getTime();
    const session = sessionOf(config, tools.signal);
    const before = await readStanding(config.directUrl, session, repository.adapter, repository.directory);
    const gate = await (0,backup_gate/* passGate */.l)({
        tools,
        run: config.run,
        requireBackup: config.requireBackup,
        maxBackupAge: config.maxBackupAge,
        current: before.state,
        // A second run with nothing left to apply changes nothing, so the migrated state is good enough.
        allowMigrated: before.ledger?.pending.length === 0,
    });
    const findings = [
        await applicationFinding(config, session),
        (0,finding/* pass */.IX)('migration tool', repository.found),
        ...gate.findings,
        ...(before.ledger === undefined ? [] : ledgerBefore(before.ledger)),
    ];
    const asBefore = untouched_untouched(repository, before, 'nothing applied');
    if (!gate.open || (0,finding/* hasFailed */.WN)(findings))
        return { status: 'failed', findings, details: asBefore };
    if (before.ledger?.pending.length === 0) {
        tools.log.info('Nothing to apply: every file of the repository is in the ledger.');
        const details = untouched_untouched(repository, before, 'nothing to apply');
        return { status: 'passed', findings, details };
    }
    const options = await prepare(config, session, findings);
    await lock.beforeTool();
    const outcome = await apply(config, tools, repository, { before, gate, findings, options });
    const seconds = (tools.clock.now().getTime() - started) / 1_000;
    const held = lockFinding(await lock.isHeld());
    return {
        ...outcome,
        status: (0,finding/* hasFailed */.WN)([held]) ? 'failed' : outcome.status,
        findings: [...outcome.findings, held],
        details: { ...outcome.details, seconds },
    };
}
/** Migrating a database that the application does not use would help nobody. */
async function applicationFinding({ databaseUrl, directUrl }, { purpose, applicationName, signal }) {
    if (databaseUrl === undefined)
        return (0,finding/* notRun */.nE)(databases/* SAME_DATABASE */.J, 'database-url is not given');
    if (!databaseUrl.ok)
        throw new errors/* DeployError */.sH(databaseUrl.problem);
    const settings = { purpose, applicationName, signal };
    return (0,databases/* sameDatabaseFinding */.v4)(directUrl, databaseUrl.connection, settings);
}
/** Looks for what is in the way and proves the timeouts; returns the startup options that carry them. */
async function prepare(config, session, findings) {
    const timeouts = { lockMs: config.lockTimeout, statementMs: config.statementTimeout };
    const options = timeoutOptions(config.directUrl, timeouts);
    const { purpose, applicationName, signal } = session;
    findings.push(...(await (0,postgres_session/* withSession */.f)(config.directUrl, session, (open) => (0,weather/* readWeather */.d)(open, LONG_SECONDS))), await proveTimeouts(config.directUrl, options, timeouts, { purpose, applicationName, signal }));
    return options;
}
async function apply(config, tools, repository, { before, gate, findings, options }) {
    const run = await runMigration({
        ...repository,
        options,
        connection: config.directUrl,
        environment: config.surroundings.environment,
        applicationName: `db-deploy/migrate/${config.run.runId}/tool`,
        showOutput: config.surroundings.visibility === 'private',
    }, tools);
    // After a cancel the step's own signal refuses every session; this look has a deadline of its own.
    const signal = tools.signal.aborted ? AbortSignal.timeout(LAST_LOOK_MS) : tools.signal;
    const { adapter, directory } = repository;
    const after = await readStanding(config.directUrl, sessionOf(config, signal), adapter, directory);
    const evidence = {
        pending: before.ledger?.pending,
        before: before.state,
        after: after.state,
    };
    const verdict = verdictOf(evidence);
    const all = [...findings, ...afterwards(run, after.ledger, before, after)];
    const failed = run.problems.length > 0 || (0,finding/* hasFailed */.WN)(all);
    const state = afterFailure(verdict, evidence, config.environment, wayBack(gate));
    return {
        status: failed ? 'failed' : 'passed',
        findings: all,
        problems: failed ? [...run.problems, state] : [],
        details: {
            ...untouched_untouched(repository, before, verdict),
            started: true,
            applied: newlyApplied(evidence),
            after: after.state,
            catalogChanges: (0,catalog/* catalogChanges */.zB)(before.catalog, after.catalog),
            ...(run.exit?.code == null ? {} : { exitCode: run.exit.code }),
            output: run.output,
        },
    };
}
/** A backup taken after a part of the migration undoes nothing: the first one does. */
function wayBack({ backup }) {
    return backup?.manifest.afterPartialMigration?.firstBackup ?? backup?.artifact.name;
}
function sessionOf(config, signal) {
    const applicationName = `db-deploy/migrate/${config.run.runId}`;
    return { purpose: PURPOSE, applicationName, signal, settings: (0,postgres_session/* directSettings */.n)() };
}
function nothingToRun(directory, found) {
    return new errors/* DeployError */.sH({
        attempted: `find the migration tool of ${directory}`,
        found,
        nextAction: 'give the command in migrate-command, e.g. npx prisma migrate deploy, and the directory of its package.json in working-directory',
    });
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
