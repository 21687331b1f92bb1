export const id = 375;
export const ids = [375,589];
export const modules = {

/***/ 94048:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ runMigration)
});

// EXTERNAL MODULE: ./src/actions/lines.ts
var lines = __webpack_require__(71568);
// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/actions/redaction.ts
var redaction = __webpack_require__(71434);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
;// CONCATENATED MODULE: ./src/migration/application/aftermath.ts

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

;// CONCATENATED MODULE: ./src/migration/failure.ts
/** A bare number may be a count of rows: a code follows such a word, or `ERROR:` as psql prints it. */
const CODE = String.raw `(?:code|sqlstate)(?:\W|\d{1,2}m){1,12}?(?:X)\b|\b(?:error|fatal|panic|severity)\W{1,4}(?:X):`;
/** Matches lines that name one of these SQLSTATE codes, or hold the words. */
function saying(codes, words) {
    return new RegExp(`${CODE.replaceAll('X', codes)}|${words}`, 'i');
}
/** The server may have committed what was sent last, and nobody was told. */
const LOST_CONNECTION = {
    pattern: saying('57P01|57P02|08006|08003', String.raw `terminated unexpectedly|connection terminated|terminating connection|\bP1017\b|server (has )?closed the connection|connection (to [^;]{0,80} )?(was |has been )?(lost|reset)\b|CONNECTION_(ENDED|CLOSED|DESTROYED)|\b(ECONNRESET|EPIPE)\b|\b(read|write) ETIMEDOUT|broken pipe|unexpected EOF|bad connection`),
    cause: 'the connection to the server was lost, and what was sent last may have been committed',
    remedy: 'compare ledger and schema with the findings, then run the failed jobs again',
};
/** Of the server, whatever the tool: SQLSTATE codes where tools print them, and the English messages. */
const SERVER_FAILURES = [
    {
        pattern: saying('55P03', 'canceling statement due to lock timeout'),
        cause: 'another session held a lock for longer than lock-timeout',
        remedy: 'run the failed jobs again when nobody holds the table, or raise lock-timeout',
        passes: 'lock timeout',
    },
    {
        pattern: saying('40P01', 'deadlock detected'),
        cause: 'the migration and another session waited for each other, and the server ended one of them',
        remedy: 'run the failed jobs again; take the locks of a migration in the order of the application',
        passes: 'lock timeout',
    },
    {
        // While connecting only: a connection that is lost later may have committed.
        pattern: saying('57P03|53300', String.raw `\b(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH)\b|the database system is (starting up|not yet accepting)|too many (clients|connections)|connection refused`),
        cause: 'the server did not take the connection',
        remedy: 'check that the server takes connections from this machine, then run the failed jobs again',
        passes: 'no connection',
    },
    {
        pattern: saying('57014', 'canceling statement due to statement timeout'),
        cause: 'a statement took longer than statement-timeout',
        remedy: 'split the work into smaller migrations, or raise statement-timeout',
    },
    {
        pattern: saying('25001', 'cannot run inside a transaction block|cannot be executed from a function'),
        cause: 'a statement such as CREATE INDEX CONCURRENTLY ran inside a transaction or beside others',
        remedy: 'give it a file of its own, without a transaction if the tool opens one',
    },
    {
        // The third is how Prisma's driver adapters put it.
        pattern: saying('23505', 'could not create unique index|duplicate key value violates unique|Unique constraint failed'),
        cause: 'rows of production are not unique where the migration needs them to be',
        remedy: 'find the duplicates with GROUP BY … HAVING count(*) > 1 and correct them first',
    },
    {
        pattern: saying('23502', 'contains null values|violates not-null constraint|Null constraint violation'),
        cause: 'rows of production have no value where the migration needs one',
        remedy: 'give the column a default, or fill it in an earlier migration',
    },
    {
        pattern: saying('55P04', 'unsafe use of new value'),
        cause: 'a new value of an enum is used in the transaction that added it',
        remedy: 'add the value in a migration of its own, before the one that uses it',
    },
    {
        pattern: saying('42501', 'permission denied for|must be owner of'),
        cause: 'the role of direct-url may not do this',
        remedy: 'migrate as the owner of the objects, or grant the role what the message names',
    },
];
/** In the words of npx and bash: a checkout without its packages. */
const NOT_INSTALLED = {
    pattern: /npx canceled due to missing packages|could not determine executable to run|command not found/,
    cause: 'the migration tool is not installed in this checkout',
    remedy: 'install its packages before this step: npm ci, or what your package manager has for it',
};
/** Notes which failures a tool's output names, line by line. */
function failureWatch(failures) {
    const known = [...SERVER_FAILURES, ...failures, NOT_INSTALLED, LOST_CONNECTION];
    const seen = new Set();
    return {
        see: (line) => {
            for (const failure of known)
                if (failure.pattern.test(line))
                    seen.add(failure);
        },
        found: () => {
            const found = known.filter((failure) => seen.has(failure));
            return seen.has(LOST_CONNECTION) ? found.map(lasting) : found;
        },
        get lostConnection() {
            return seen.has(LOST_CONNECTION);
        },
    };
}
function lasting({ pattern, cause, remedy }) {
    return { pattern, cause, remedy };
}

// EXTERNAL MODULE: ./src/migration/detection/tool.ts
var tool = __webpack_require__(60316);
;// CONCATENATED MODULE: ./src/migration/application/run.ts








/** Lines of the tool's output that the record keeps. */
const LINES_KEPT = 60;
/** Characters of each that are shown: a tool may print the whole statement that failed. */
const LONGEST_SHOWN = 4_000;
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
    const watch = failureWatch(settings.failures);
    const onLine = (line) => {
        watch.see(line);
        if (!settings.showOutput)
            return;
        // Cut last: half a secret is not known as one.
        const clean = (0,lines/* withoutMiddle */.M)((0,neutral/* plain */.p)((0,redaction/* redact */.E)(line, tools.log.masks)), LONGEST_SHOWN);
        output.push(clean);
        if (output.length > LINES_KEPT)
            output.shift();
        tools.log.info((0,neutral/* neutral */.S)(clean));
    };
    const pace = () => tools.log.drained(tools.signal);
    const { processes, workDirectory } = tools;
    let exit;
    let problems = [];
    try {
        exit = await tools.log.group(`Running ${settings.command}`, () => (0,tool/* runTool */.q)({ ...settings, processes, workDirectory, onLine, pace }));
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
    return {
        exit,
        problems,
        output,
        leftBehind,
        failures: watch.found(),
        lostConnection: watch.lostConnection,
    };
}


/***/ }),

/***/ 29873:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ keepTimeouts)
/* harmony export */ });
/* harmony import */ var _postgres_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58824);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58622);
/* harmony import */ var _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(31406);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11836);




/**
 * What the server is told. A concurrent build waits for every older snapshot of the database, and
 * `lock_timeout` counts that: a short one fails it on a busy day and leaves an invalid index behind.
 * It queues up nobody, so it may wait as long as a statement may run, and run as long as it must;
 * everything else is held to the team's own limits by the watcher.
 */
function serverTimeouts(timeouts, concurrent) {
    if (!concurrent)
        return timeouts;
    return { lockMs: Math.max(timeouts.lockMs, timeouts.statementMs), statementMs: 0 };
}
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
const NAME = 'timeouts of the migration';
/**
 * Proves that the options reach a session made as the tool makes its own: some session poolers drop
 * them without a word (pgbouncer#525), others refuse to connect with them.
 * @param timeouts the team's own.
 * @param concurrent whether something is built concurrently, see {@link serverTimeouts}.
 */
async function keepTimeouts(connection, timeouts, concurrent, settings) {
    const told = serverTimeouts(timeouts, concurrent);
    const options = timeoutOptions(connection, told);
    const arrived = await whatArrives({ ...connection, options }, settings);
    if (arrived === undefined) {
        const found = 'the pooler refuses to connect with options';
        return { options: connection.options, enforce: timeouts, finding: dropped(told, found) };
    }
    const { lock, statement } = arrived;
    if (lock !== String(told.lockMs) || statement !== String(told.statementMs)) {
        const found = `lock_timeout ${lock} ms, statement_timeout ${statement} ms through ${(0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP)(connection)}`;
        return { options, enforce: timeouts, finding: dropped(told, found) };
    }
    if (!concurrent) {
        const words = `${inWords(told)}, as SHOW says over the URL that the tool gets`;
        return { options, enforce: undefined, finding: (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .pass */ .IX)(NAME, words) };
    }
    const words = `${inWords(timeouts)}, kept by the watcher; what is built concurrently may wait ${told.lockMs} ms and run without end`;
    return { options, enforce: timeouts, finding: (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .pass */ .IX)(NAME, words) };
}
/** Undefined when nobody may connect with options. */
async function whatArrives(connection, { purpose, applicationName, signal }) {
    try {
        return await (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_1__/* .withSession */ .f)(connection, { purpose, applicationName, signal }, async (session) => {
            const [row] = await session.query(`select (select setting from pg_settings where name = 'lock_timeout') as lock,
                (select setting from pg_settings where name = 'statement_timeout') as statement`);
            return row ?? { lock: '?', statement: '?' };
        });
    }
    catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        if ((0,_postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$)(cause) === _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_2__/* .SQLSTATE */ .c.protocolViolation)
            return undefined;
        throw error;
    }
}
function dropped(timeouts, found) {
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .warn */ .R8)(NAME, {
        expected: inWords(timeouts),
        found: `${found}; the watcher keeps them`,
        fix: 'use the direct URL of the server, or set the timeouts on the role: ALTER ROLE … SET lock_timeout',
    });
}
function inWords({ lockMs, statementMs }) {
    return `lock_timeout ${lockMs} ms, statement_timeout ${statementMs} ms`;
}


/***/ }),

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

/***/ 60316:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ requireNoSecret),
/* harmony export */   q: () => (/* binding */ runTool)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58824);
/* harmony import */ var _postgres_libpq_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32051);
/* harmony import */ var _postgres_urlvariables_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(28297);




/** Shorter, a part of the command that equals a secret is a coincidence. */
const SHORTEST_SECRET = 8;
/**
 * A command is an argument of the shell, which any user of the machine can read.
 * @param input that gave the command.
 * @throws {DeployError} when it holds a secret in a form that is masked.
 */
function requireNoSecret(command, masks, input = 'migrate-command') {
    const held = masks.some((mask) => mask.length >= SHORTEST_SECRET && command.includes(mask));
    if (!held)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: `run ${input}`,
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
    const url = (0,_postgres_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .urlWith */ .QU)(connection, { options, application_name: applicationName });
    const libpq = await (0,_postgres_libpq_js__WEBPACK_IMPORTED_MODULE_2__/* .libpqEnvironment */ .S)({ ...connection, options }, settings.environment, settings.workDirectory, applicationName);
    // Go's lib/pq (dbmate, golang-migrate) refuses to start with a variable that it does not know.
    delete libpq['PGGSSENCMODE'];
    const env = {
        ...libpq,
        // Tools in Node verify against Node's own CAs; this adds the private one.
        ...(libpq['PGSSLROOTCERT'] === undefined
            ? {}
            : { NODE_EXTRA_CA_CERTS: libpq['PGSSLROOTCERT'] }),
        ...Object.fromEntries(_postgres_urlvariables_js__WEBPACK_IMPORTED_MODULE_3__/* .URL_VARIABLES */ .w.map((name) => [name, url])),
    };
    return settings.processes.run({
        command: 'bash',
        args: ['-eo', 'pipefail', '-c', settings.command],
        env,
        directory: settings.directory,
        signal: settings.signal,
        onLine: settings.onLine,
        pace: settings.pace,
    });
}


/***/ }),

/***/ 18629:
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
 * @param migrations undefined for tools without a ledger that we know.
 */
async function readState(session, connection, migrations) {
    const identity = await (0,_postgres_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .readIdentity */ .xN)(session, connection);
    const catalog = await (0,_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_2__.readCatalog)(session);
    const ledger = await migrations?.adapter.readLedger(session, migrations.table);
    return {
        catalog,
        state: {
            identity,
            catalogFingerprint: (0,_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_2__.catalogFingerprint)(catalog),
            ...(ledger === undefined ? {} : { ledger }),
        },
    };
}
/** The same over a session of its own, inside one pinned snapshot. */
async function readStateOf(connection, settings, migrations) {
    // The server's definition functions lock what they describe: behind somebody's ACCESS EXCLUSIVE
    // lock a mere look would wait for ever.
    const bounded = { ...settings.settings, lock_timeout: String(LOCK_WAIT_MS) };
    return (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_3__/* .withSession */ .f)(connection, { ...settings, settings: bounded }, (session) => (0,_postgres_transaction_js__WEBPACK_IMPORTED_MODULE_5__.withTransaction)(session, 'snapshot', async () => {
        await (0,_postgres_transaction_js__WEBPACK_IMPORTED_MODULE_5__.pinSettings)(session);
        return readState(session, connection, migrations);
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

/***/ 28297:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ URL_VARIABLES)
/* harmony export */ });
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


/***/ })

};
