export const id = 838;
export const ids = [838,589];
export const modules = {

/***/ 73916:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ passGate),
  E: () => (/* binding */ wayBack)
});

// EXTERNAL MODULE: ./src/actions/stores.ts
var stores = __webpack_require__(1969);
// EXTERNAL MODULE: ./src/postgres/identity.ts
var identity = __webpack_require__(54837);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/backup/movement.ts
var movement = __webpack_require__(38629);
;// CONCATENATED MODULE: ./src/backup/wayback.ts
const TAKE_A_NEW_ONE = 're-run all jobs, so that a new backup is taken first (on a laptop: run the backup step again)';
/** A backup taken after a part of the migration undoes nothing: the first one does. */
function firstBackup({ manifest, artifact }) {
    return manifest.afterPartialMigration?.firstBackup ?? artifact.name;
}

;// CONCATENATED MODULE: ./src/backup/samestate.ts



const NAME = 'state since the backup';
/**
 * Whether the backup still is one of the database as it is. Ledger and catalog must be as it found
 * them. One thing may have come since: the tool's own ledger, which tools make outside the transaction
 * of a migration that fails. It must hold no migration, applied or unfinished, that the backup does
 * not know, and without its own objects the catalog must be the backup's to the letter: then to
 * restore the backup is to lose an empty table. Nobody's record is believed for that, so it holds
 * after a killed attempt, too.
 */
async function inSameState(backup, now) {
    const { current, allowMigrated } = now;
    const { state } = backup.manifest;
    const moved = (0,movement/* movement */.i)(state, current);
    if (moved.length === 0)
        return (0,finding/* pass */.IX)(NAME, 'ledger and catalog are as the backup found them');
    if (isSameButForLedger(state, now)) {
        const found = `as the backup found it, but for ${current.ledger?.table ?? 'the ledger'}, which the tool has made since and which holds no migration`;
        return (0,finding/* pass */.IX)(NAME, found);
    }
    const last = await lastMigration(now.records);
    const left = last?.details?.after;
    const since = left && (0,movement/* movement */.i)(left, current);
    if (last?.status === 'failed' && since?.length === 0)
        return leftByFailure(backup, last, moved);
    if (!allowMigrated || last?.status !== 'passed' || since === undefined) {
        return movedOn('as the backup found it', moved);
    }
    if (since.length > 0)
        return movedOn('as the migration of this run left it', since);
    return (0,finding/* pass */.IX)(NAME, 'ledger and catalog are as the migration of this run left them');
}
function movedOn(expected, moved) {
    const fix = `someone changed the schema since: ${TAKE_A_NEW_ONE}`;
    return (0,finding/* fail */.fJ)(NAME, { expected, found: moved.join('; '), fix });
}
function isSameButForLedger(then, { current, bareFingerprints }) {
    return bareFingerprints.some((catalogFingerprint) => (0,movement/* movement */.i)(then, { ...current, catalogFingerprint }).length === 0);
}
/** The newest migration of this run that knows what it left; one that was refused only looked. */
async function lastMigration(records) {
    return (await records.read()).records.findLast((record) => record.step === 'migrate' &&
        record.details?.after !== undefined &&
        (record.status === 'passed' || record.details.started === true));
}
/** No backup is one of this state, and the first is the only one that undoes it: both ways on are told. */
function leftByFailure(backup, { run, details }, moved) {
    return (0,finding/* fail */.fJ)(NAME, {
        expected: 'as the backup found it',
        found: `the migration of attempt ${run.attempt} failed and left it so (${details?.verdict ?? 'unknown'}): ${moved.join('; ')}`,
        fix: `this job alone cannot go on, for no backup holds this state. Fix forward: push a new migration, whose run takes a backup of its own, or re-run all jobs, whose new backup is labelled as taken after a part of the deploy. To undo the whole deploy, restore ${firstBackup(backup)}: after a re-run, too, rollback points at it`,
    });
}

;// CONCATENATED MODULE: ./src/backup/gate.ts





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
        const waived = (0,finding/* warn */.R8)('backup gate', {
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
        await inSameState(backup, { ...settings, records: settings.tools.records }),
        youngEnough(backup, settings),
        await stillStored(backup, settings.tools),
    ];
    return { open: findings.every(({ verdict }) => verdict === 'pass'), findings, backup };
}
function absent(record) {
    return (0,finding/* fail */.fJ)('backup of this run', {
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
        return (0,finding/* pass */.IX)(name, `attempt ${record?.run.attempt ?? 1} of run ${record?.run.runId ?? ''}`);
    const found = `it belongs to run ${record?.run.runId ?? ''}`;
    return (0,finding/* fail */.fJ)(name, { expected: `run ${run.runId}`, found, fix: TAKE_A_NEW_ONE });
}
function ofThisDatabase({ manifest }, current) {
    const name = 'backup of this database';
    const differing = (0,identity/* differences */.tX)(manifest.state.identity, current.identity);
    if (differing.length === 0)
        return (0,finding/* pass */.IX)(name, current.identity.database);
    return (0,finding/* fail */.fJ)(name, {
        expected: 'the database that was backed up',
        found: differing.join('; '),
        fix: 'check that both jobs use the same DIRECT_URL, then re-run all jobs',
    });
}
function youngEnough({ manifest }, { tools, maxBackupAge }) {
    const age = tools.clock.now().getTime() - Date.parse(manifest.snapshot.time);
    const words = `${minutes(age)}, ${minutes(maxBackupAge)} allowed`;
    if (age <= maxBackupAge)
        return (0,finding/* pass */.IX)('age of the backup', words);
    return (0,finding/* fail */.fJ)('age of the backup', {
        expected: `at most ${minutes(maxBackupAge)}`,
        found: minutes(age),
        fix: `${TAKE_A_NEW_ONE}; or raise max-backup-age`,
    });
}
async function stillStored({ artifact }, tools) {
    const name = 'bytes of the backup';
    const { directory } = artifact;
    const store = await (0,stores/* storeOf */.xX)(artifact, tools);
    const listed = await store.inspect(artifact);
    if (listed === undefined) {
        const elsewhere = `let the jobs run on the machine whose ${directory ?? ''} holds it; or `;
        return (0,finding/* fail */.fJ)(name, {
            expected: `artifact ${artifact.name} (id ${artifact.id})`,
            found: 'it is not in the store any more',
            fix: `${directory === undefined ? '' : elsewhere}${TAKE_A_NEW_ONE}`,
        });
    }
    if (listed.digest === '')
        return (0,finding/* couldNotVerify */.ke)(name, 'the store lists no digest', TAKE_A_NEW_ONE);
    if (listed.digest === artifact.digest)
        return (0,finding/* pass */.IX)(name, `${artifact.name}, ${artifact.digest}`);
    return (0,finding/* fail */.fJ)(name, {
        expected: artifact.digest,
        found: `the store lists ${listed.digest}`,
        fix: TAKE_A_NEW_ONE,
    });
}
function minutes(ms) {
    return ms < 60_000 ? 'under 1 min' : `${Math.ceil(ms / 60_000)} min`;
}
/** Name of the backup to go back to. */
function wayBack({ backup }) {
    return backup && firstBackup(backup);
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
    const opened = now.ledger?.unfinished?.length ?? 0;
    const unfinished = `the ledger has ${opened} unfinished migrations`;
    return [
        ...(before.join('\n') === after.join('\n') ? [] : [ledger]),
        ...((then.ledger?.unfinished?.length ?? 0) === opened ? [] : [unfinished]),
        ...(then.catalogFingerprint === now.catalogFingerprint ? [] : ['the schema is another one']),
    ];
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

/***/ 26290:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ bareFingerprints)
/* harmony export */ });
/* harmony import */ var _postgres_catalog_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33679);
/* harmony import */ var _postgres_catalogobject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99867);
/* harmony import */ var _ledgertable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7791);



/**
 * Fingerprints that the catalog would have, had the tool not made its ledger: it may have made the
 * schema around it, too, or not. None where there is no ledger.
 */
function bareFingerprints({ state, catalog }) {
    const table = state.ledger?.table;
    if (table === undefined)
        return [];
    const [isPart, isSchema] = [(0,_ledgertable_js__WEBPACK_IMPORTED_MODULE_2__/* .isPartOf */ .xm)(table), (0,_ledgertable_js__WEBPACK_IMPORTED_MODULE_2__/* .isSchemaOf */ .D8)(table)];
    const bare = catalog.filter((line) => !isPart((0,_postgres_catalogobject_js__WEBPACK_IMPORTED_MODULE_1__/* .shownLine */ .QN)(line)));
    if (bare.length === catalog.length)
        return [];
    return [bare, bare.filter((line) => !isSchema((0,_postgres_catalogobject_js__WEBPACK_IMPORTED_MODULE_1__/* .shownLine */ .QN)(line)))].map(_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_0__.catalogFingerprint);
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

/***/ 29838:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  promote: () => (/* binding */ promote)
});

// EXTERNAL MODULE: ./src/backup/gate.ts + 2 modules
var gate = __webpack_require__(73916);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/migration/detection/detect.ts
var detect = __webpack_require__(80589);
// EXTERNAL MODULE: ./src/migration/ledger/bare.ts
var bare = __webpack_require__(26290);
// EXTERNAL MODULE: ./src/migration/ledger/state.ts
var state = __webpack_require__(18629);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var postgres_mutex = __webpack_require__(67796);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/promotion/apply.ts + 6 modules
var apply = __webpack_require__(44207);
// EXTERNAL MODULE: ./src/promotion/commit.ts
var commit = __webpack_require__(65496);
;// CONCATENATED MODULE: ./src/promotion/approval.ts

/** sha256 in hex. */
const DIGEST = /^[0-9a-f]{64}$/;
/**
 * Whether mode and digest of the request go together. Fails closed: an approval without a digest,
 * which is what a dropped job output leaves, approves nothing.
 */
function requireApproval(mode, digest) {
    if (mode === 'approved') {
        if (digest !== undefined && DIGEST.test(digest))
            return;
        throw new errors/* DeployError */.sH({
            attempted: 'read input approved-digest',
            found: digest === undefined || digest === '' ? 'not set' : 'it is not a digest of 64 hex digits',
            likelyCause: 'the output promote-digest of the preview job did not arrive in this job',
            nextAction: 'pass the digest that the approved preview printed',
        });
    }
    if (digest === undefined)
        return;
    throw new errors/* DeployError */.sH({
        attempted: 'read input approved-digest',
        found: `it is set, and promote-mode is ${mode}, which does not look at it`,
        nextAction: 'set promote-mode: approved, or leave approved-digest out',
    });
}
/** @throws {DeployError} when what would be applied is not what was approved. */
function requireApproved(approved, digest) {
    if (approved === digest)
        return;
    throw new errors/* DeployError */.sH({
        attempted: 'apply the approved preview',
        found: `the databases, the schema or the configuration moved since: ${approved} was approved, the preview is now ${digest}`,
        nextAction: 'look at the new preview above, and approve its digest',
    });
}

// EXTERNAL MODULE: ./src/promotion/disclosure.ts
var disclosure = __webpack_require__(92372);
// EXTERNAL MODULE: ./src/promotion/preview.ts + 6 modules
var preview = __webpack_require__(26177);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var connection = __webpack_require__(58824);
// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
// EXTERNAL MODULE: ./src/postgres/rendezvous.ts
var rendezvous = __webpack_require__(62940);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/promotion/sides.ts





/**
 * Proves that writes go where they are meant to: the direct URL is direct, PROD is the database
 * behind it, and DEV is another one.
 * @throws {DeployError} with every proof that failed.
 */
async function proveSides({ dev, prod, direct }, { purpose, applicationName, signal }) {
    const settings = { purpose, applicationName, signal };
    const problems = [];
    // One after the other: each borrows two sessions, and small servers have few.
    for (const proof of [
        () => (0,directness/* requireDirect */.VS)(direct, settings),
        async () => {
            if (!(await (0,rendezvous/* sameDatabase */.K)(prod, direct, settings)))
                throw prodIsAnother(prod, direct);
        },
        async () => {
            if (await (0,rendezvous/* sameDatabase */.K)(dev, direct, settings))
                throw devIsProd(dev);
        },
    ]) {
        await proof().catch((error) => {
            signal.throwIfAborted();
            problems.push(...(0,errors/* problemsOf */.GW)(error, purpose));
        });
    }
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
    return (0,finding/* pass */.IX)('databases', 'DIRECT_URL is direct, PROD_DATABASE_URL is the same live database, DEV_DATABASE_URL is another');
}
function prodIsAnother(prod, direct) {
    return new errors/* DeployError */.sH({
        attempted: 'promote to PROD_DATABASE_URL',
        found: `${(0,connection/* shown */.SP)(prod)} is another database than DIRECT_URL, ${(0,connection/* shown */.SP)(direct)}`,
        likelyCause: 'one of the two secrets belongs to another environment, a branch or a replica',
        nextAction: 'set both to the production database: the one that was backed up is the one that is written',
    });
}
function devIsProd(dev) {
    return new errors/* DeployError */.sH({
        attempted: 'promote from DEV_DATABASE_URL',
        found: `${(0,connection/* shown */.SP)(dev)} is production itself`,
        likelyCause: 'the secret holds production’s URL',
        nextAction: 'set DEV_DATABASE_URL to the database in which the rows are maintained',
    });
}

// EXTERNAL MODULE: ./src/record/untouched.ts
var untouched = __webpack_require__(89386);
;// CONCATENATED MODULE: ./src/steps/promote.ts















const PURPOSE = 'promote reference data';
/** What a cancelled step may spend on finding out what became of its COMMIT. */
const LAST_LOOK_MS = 1_500;
/** Previews what development's reference tables would change in production, then applies exactly that. */
async function promote(config, tools) {
    const missing = whatIsMissing(config);
    if (missing !== undefined || !isReady(config))
        return skip(config, tools, missing ?? '');
    try {
        return await underLock(config, tools);
    }
    catch (error) {
        // Only the apply writes, and it answers for itself below: nothing was promoted, and the record says so.
        const details = { mode: config.promoteMode, ...untouched/* NOTHING_PROMOTED */.l };
        return { status: 'failed', findings: [], details, problems: [...(0,errors/* problemsOf */.GW)(error, PURPOSE)] };
    }
}
async function underLock(config, tools) {
    requireApproval(config.promoteMode, config.approvedDigest);
    requireCi(config);
    const session = sessionOf(config, tools.signal);
    const { devDatabaseUrl: dev, prodDatabaseUrl: prod, directUrl: direct } = config;
    const sides = await proveSides({ dev, prod, direct }, session);
    const mutex = {
        purpose: PURPOSE,
        applicationName: `${session.applicationName}/${tools.clock.now().toISOString()}`,
        waitMs: config.waitForOtherDeploy,
        signal: tools.signal,
        clock: tools.clock,
        log: tools.log,
    };
    return (0,postgres_mutex/* withMutex */.g)(direct, mutex, (held) => underMutex(config, tools, sides, held));
}
/** Looks, and goes no further when a guard stops it or nobody asked for more. */
async function underMutex(config, tools, sides, mutex) {
    const session = sessionOf(config, tools.signal);
    const request = { tables: config.referenceTables, maxChangePercent: config.maxChangePercent };
    return (0,postgres_session/* withSession */.f)(config.directUrl, session, async (prod) => {
        const databases = {
            prod,
            withDev: (work) => (0,postgres_session/* withSession */.f)(config.devDatabaseUrl, { ...session, settings: {} }, work),
            statementMs: config.statementTimeout,
            disclosure: config.surroundings.visibility === 'private' ? disclosure/* OPEN */.vP : disclosure/* CLOSED */.V,
            log: tools.log,
        };
        const seen = await tools.log.group('Preview', () => (0,preview/* preview */.V)(databases, request));
        tools.log.info(`Digest of the preview: ${seen.digest}`);
        const findings = [sides, ...seen.findings];
        const details = detailsOf(config, seen);
        if ((0,finding/* hasFailed */.WN)(findings))
            return { status: 'failed', findings, details };
        if (config.promoteMode === 'preview')
            return { status: 'passed', findings, details };
        const applying = () => (0,apply/* apply */.B)(databases, request, seen, {
            mutex,
            clock: tools.clock,
            log: tools.log,
            signal: tools.signal,
            reconnect: (work) => (0,postgres_session/* withSession */.f)(config.directUrl, lastLook(config, tools), work),
        });
        try {
            const done = await carryOut(config, tools, seen, applying);
            return {
                ...done,
                findings: [...findings, ...done.findings],
                details: { ...details, ...done.details },
            };
        }
        catch (error) {
            const problems = [...(0,errors/* problemsOf */.GW)(error, PURPOSE)];
            // Without details a reader knows that it cannot know.
            if (error instanceof commit/* OutcomeUnknown */.Jr)
                return { status: 'failed', findings, problems };
            return { status: 'failed', findings, details, problems };
        }
    });
}
/** Approval, gate, and then exactly the preview. */
async function carryOut(config, tools, seen, applying) {
    if (config.promoteMode === 'approved')
        requireApproved(config.approvedDigest ?? '', seen.digest);
    if (!changesAnything(seen)) {
        const idle = (0,finding/* notRun */.nE)('backup gate', 'production already holds what development has');
        return { status: 'passed', findings: [idle], details: { applied: true } };
    }
    const { open, findings } = await gateOf(config, tools);
    if (!open)
        return { status: 'failed', findings, details: {} };
    const applied = await tools.log.group('Apply', applying);
    const { sequences } = applied;
    return {
        status: 'passed',
        findings: [...findings, asFinding(applied)],
        details: { applied: true, sequences },
    };
}
/** Why there is nothing to promote; not an error: many teams have no development database. */
function whatIsMissing(config) {
    if (config.devDatabaseUrl === undefined)
        return 'the secret DEV_DATABASE_URL is not set';
    if (config.prodDatabaseUrl === undefined)
        return 'the secret PROD_DATABASE_URL is not set';
    return config.referenceTables.length === 0 ? 'reference-tables is empty' : undefined;
}
function isReady(config) {
    return config.devDatabaseUrl !== undefined && config.prodDatabaseUrl !== undefined;
}
function skip(config, tools, reason) {
    tools.log.notice(`Nothing is promoted: ${reason}.`, 'promote');
    return {
        status: 'skipped',
        findings: [(0,finding/* notRun */.nE)('promotion', reason)],
        details: { mode: config.promoteMode, skippedBecause: reason, ...untouched/* NOTHING_PROMOTED */.l },
    };
}
/** A laptop may look. What changes production goes through the pipeline, where others see it. */
function requireCi({ promoteMode, surroundings }) {
    if (promoteMode === 'preview' || surroundings.ci)
        return;
    throw new errors/* DeployError */.sH({
        attempted: `promote with promote-mode ${promoteMode}`,
        found: 'the variable CI is not set: this is not a pipeline',
        nextAction: 'use promote-mode: preview here, and let the workflow apply it',
    });
}
async function gateOf(config, tools) {
    const { migrations } = await (0,detect.detectTool)(config);
    const session = sessionOf(config, tools.signal);
    const now = await (0,state/* readStateOf */.j)(config.directUrl, session, migrations);
    return (0,gate/* passGate */.l)({
        tools,
        run: config.run,
        requireBackup: config.requireBackup,
        maxBackupAge: config.maxBackupAge,
        current: now.state,
        bareFingerprints: (0,bare/* bareFingerprints */.e)(now),
        allowMigrated: true,
    });
}
function changesAnything({ tables }) {
    return tables.some(({ inserts, updates }) => inserts + updates > 0);
}
function asFinding({ answeredLate }) {
    return (0,finding/* pass */.IX)('applied', answeredLate
        ? 'exactly the preview, in one transaction; the connection was lost at COMMIT, and the server says that it committed'
        : 'exactly the preview, in one transaction; compared once more before COMMIT, nothing differed');
}
function detailsOf({ promoteMode: mode }, { digest, tables }) {
    return { mode, digest, applied: false, tables: [...tables], sequences: [] };
}
function sessionOf(config, signal) {
    return {
        purpose: PURPOSE,
        applicationName: `db-deploy/promote/${config.run.runId}`,
        signal,
        settings: (0,postgres_session/* directSettings */.n)({
            statementMs: config.statementTimeout,
            lockMs: config.lockTimeout,
        }),
    };
}
/** After a cancel the step's own signal refuses every session. */
function lastLook(config, { signal }) {
    return sessionOf(config, signal.aborted ? AbortSignal.timeout(LAST_LOOK_MS) : signal);
}


/***/ })

};
