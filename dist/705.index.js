export const id = 705;
export const ids = [705];
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




/** Where services and passwords are looked for; a rehearsal points them to nothing. */
const FILES = new Set(['PGPASSFILE', 'PGSERVICEFILE']);
const CONNECT_TIMEOUT_SECONDS = '15';
/**
 * The `PG*` variables for libpq's tools: never the URL, which any user of the machine could read
 * from the process list, and which makes Debian's pg_wrapper pick the wrong major.
 * @param base what the child needs besides (PATH, HOME, …); its own PG* but names of files are dropped, they would
 *   silently win (PGSERVICE, PGOPTIONS).
 * @param directory private; a PEM root certificate is written there, removed with it.
 */
async function libpqEnvironment(connection, base, directory, applicationName) {
    const { tls, options } = connection;
    const inherited = Object.entries(base).filter(([name]) => !name.startsWith('PG') || FILES.has(name));
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

/***/ 38399:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  promote: () => (/* binding */ promote)
});

// EXTERNAL MODULE: ./src/backup/gate.ts + 2 modules
var backup_gate = __webpack_require__(73916);
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
// EXTERNAL MODULE: ./src/promotion/apply.ts + 5 modules
var apply = __webpack_require__(22598);
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
            found: digest === undefined || digest === ''
                ? 'not set, or empty'
                : 'it is not a digest of 64 hex digits in lower case',
            likelyCause: 'the output promote-digest of the preview did not arrive: the preview failed, its job does not hand it on under `outputs`, or GitHub dropped it because a secret’s text occurs in it',
            nextAction: 'look at the preview job; `examples/deploy-approved.yml` shows how a digest is handed on',
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
/**
 * @param moved the rows that moved since, in words; undefined where nobody knows.
 * @throws {DeployError} when what would be applied is not what was approved.
 */
function requireApproved(approved, digest, moved) {
    if (approved === digest)
        return;
    throw new errors/* DeployError */.sH({
        attempted: 'apply the approved preview',
        found: `${approved} was approved, and the preview is now ${digest}: ${whatMoved(moved)}`,
        nextAction: 'look at the new preview of this page; run all jobs again to have one that can be approved',
    });
}
function whatMoved(moved) {
    if (moved === undefined) {
        return 'the databases, the schema or the configuration moved since; which rows is not known';
    }
    return moved.length === 0
        ? 'the same rows would change, but the schema, the configuration, or rows that refer to deleted ones moved since (or, in a public repository, the URLs of the two databases are written in another way: they seal the digest)'
        : moved.join('; ');
}

// EXTERNAL MODULE: ./src/promotion/disclosure.ts
var disclosure = __webpack_require__(92372);
// EXTERNAL MODULE: ./src/promotion/offence.ts
var offence = __webpack_require__(14431);
// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
;// CONCATENATED MODULE: ./src/promotion/changelist.ts



/** More are not kept for a later job: nobody approved so many by looking at them. */
const MOST_KEPT = 2_000;
/** Hex digits kept of a row's hash: they tell that it moved. */
const DIGITS = 4;
/**
 * The changes of the preview, for a later job to name what moved since: a digest alone only tells
 * that something did. Undefined when there are too many.
 */
async function readChangeList(prod, tables, disclosure) {
    const rows = await prod.query(`select target, key, pre, post
       from ${staging/* PREVIEWED */.Wt} order by target, key collate "C" limit ${MOST_KEPT + 1}`);
    if (rows.length > MOST_KEPT)
        return undefined;
    return rows.map(({ target, key, pre, post }) => ({
        table: tables[target]?.table ?? '',
        key: disclosure.key(key),
        pre: pre === null ? null : digitsOf(pre, disclosure),
        post: digitsOf(post, disclosure),
    }));
}
/**
 * Enough to tell one state of a row from another. Of few possible rows even four digits of a plain
 * hash tell which one it was, hence the end of what may be shown of a key.
 */
function digitsOf(hash, disclosure) {
    return disclosure.key(hash).slice(-DIGITS);
}
/** What differs between the approved changes and those of now, one line a table and side. */
function movedSince(approved, now) {
    const then = new Map(approved.map((change) => [nameOf(change), change]));
    const found = new Map();
    const note = ({ table, key }, what) => {
        const kind = `in ${table} ${what}`;
        found.set(kind, [...(found.get(kind) ?? []), key]);
    };
    for (const change of now) {
        const before = then.get(nameOf(change));
        then.delete(nameOf(change));
        const what = before === undefined ? 'differ now' : changelist_whatMoved(before, change);
        if (what !== undefined)
            note(change, what);
    }
    for (const change of then.values())
        note(change, 'differ no more');
    // The keys were made fit to be shown when they were read.
    const shown = { key: (text) => text };
    return [...found].map(([kind, keys]) => `${kind} ${(0,disclosure/* listed */.KE)(keys.length, keys.slice(0, offence/* MOST_NAMED */.SE), shown)}`);
}
function changelist_whatMoved(before, after) {
    const [pre, post] = [before.pre !== after.pre, before.post !== after.post];
    if (pre && post)
        return 'changed in development and in production';
    if (post)
        return 'changed in development';
    return pre ? 'changed in production' : undefined;
}
function nameOf({ table, key }) {
    return JSON.stringify([table, key]);
}

// EXTERNAL MODULE: ./src/promotion/preview.ts + 6 modules
var preview = __webpack_require__(43715);
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
;// CONCATENATED MODULE: ./src/steps/promoteapproval.ts



/**
 * Whether what would be applied is what was approved. Where it is not, the record of the approved
 * preview tells which rows moved; where nothing is left to do because an earlier attempt has applied
 * it, that is said and is fine.
 * @throws {DeployError} when it is something else.
 */
async function sameAsApproved(approved, { digest, changes }, { records, log }) {
    const name = 'approved digest';
    if (approved === digest)
        return (0,finding/* pass */.IX)(name, 'the preview is the approved one');
    const own = await recordsOf(approved, { records, log });
    if (changes?.length === 0 && own.some(({ details }) => details?.applied === true)) {
        return (0,finding/* pass */.IX)(name, 'an earlier attempt has applied it, and nothing moved since');
    }
    const then = own.find(({ details }) => details?.changes !== undefined)?.details?.changes;
    const known = then !== undefined && changes !== undefined;
    requireApproved(approved, digest, known ? movedSince(then, changes) : undefined);
    return (0,finding/* pass */.IX)(name, 'the preview is the approved one');
}
/** What this run's jobs left about a digest. */
async function recordsOf(approved, { records, log }) {
    try {
        const all = (await records.read()).records;
        return all.filter((record) => record.step === 'promote' && record.details?.digest === approved);
    }
    catch {
        // The digests alone decide; only the names of the rows are missing.
        log.info('The record of the approved preview could not be read.');
        return [];
    }
}

;// CONCATENATED MODULE: ./src/steps/commandfit.ts

/** @throws {DeployError} when another input asks for what a script cannot give. */
function requireCommandFits(config) {
    if (config.promoteCommand === undefined)
        return;
    if (npmKeepsFlags(config.promoteCommand)) {
        throw new errors/* DeployError */.sH({
            attempted: 'read input promote-command',
            found: 'npm keeps --dry-run and --apply for itself: its script would see neither',
            nextAction: `write \`${config.promoteCommand.trim()} --\`; what stands behind it reaches the script`,
        });
    }
    if (config.referenceTables.length > 0) {
        throw new errors/* DeployError */.sH({
            attempted: 'read inputs promote-command and reference-tables',
            found: 'both are set, and only one of them can promote',
            nextAction: 'remove one: reference-tables is previewed row by row, a script is run as it is',
        });
    }
    if (config.promoteMode === 'approved') {
        throw new errors/* DeployError */.sH({
            attempted: 'apply what was approved, by promote-command',
            found: 'promote-mode is approved, and nothing binds what a script writes to what it printed',
            likelyCause: 'a digest covers rows that this action has compared itself, with reference-tables',
            nextAction: 'use reference-tables, or promote-mode: apply in a job whose environment has required reviewers',
        });
    }
}
/** Flags behind `--` alone reach what npm runs; pnpm and yarn pass all of them on. */
function npmKeepsFlags(command) {
    const [program, ...words] = (command
        .trim()
        .split(/[;&|(\n]/)
        .at(-1) ?? '')
        .trim()
        .split(/\s+/);
    return program === 'npm' && !words.includes('--');
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/migration/application/run.ts + 2 modules
var application_run = __webpack_require__(94048);
// EXTERNAL MODULE: ./src/migration/application/timeouts.ts
var timeouts = __webpack_require__(29873);
// EXTERNAL MODULE: ./src/migration/detection/tool.ts
var tool = __webpack_require__(60316);
;// CONCATENATED MODULE: ./src/steps/promotecommand.ts









/** What a script's dry run may not do by mistake: one that never read the flag is refused its first write. */
const READ_ONLY = '-c default_transaction_read_only=on';
const NAME = 'promote-command';
/** A script that hides errors ends with 0 all the same: psql -f without ON_ERROR_STOP, `|| true`. */
const WRITE_REFUSED = {
    pattern: /\bcannot .{1,80} read-only transaction|(?:code|sqlstate|error)\W{1,12}25006\b/i,
    cause: 'it does not look at --dry-run: it tried to write, and was refused, because the sessions of a dry run are read-only',
    remedy: 'let it write only with --apply (DB_DEPLOY_PROMOTE says dry-run or apply, too), and end with an error where a statement fails: psql -v ON_ERROR_STOP=1',
};
/**
 * Runs the script with `--dry-run`, then with `--apply`, where its mode asks for that. Behind the gate
 * before the first run: a dry run is a program like any other.
 */
async function promoteByCommand(command, order, tools, { mutex, gate: passGate, beforeApply }) {
    (0,tool/* requireNoSecret */.N)(command, tools.log.masks, NAME);
    const applies = order.promoteMode === 'apply';
    const gate = applies ? await passGate() : undefined;
    const findings = [
        order.sides,
        ...(gate?.findings ?? [(0,finding/* notRun */.nE)('backup gate', 'a preview applies nothing')]),
    ];
    const details = detailsOf(order, command, []);
    if (gate?.open === false)
        return { status: 'failed', findings, details };
    const options = await provenOptions(order);
    await mutex.check();
    const dry = await start({ command, flag: '--dry-run', options: `${options} ${READ_ONLY}` }, order, tools); // prettier-ignore
    findings.push(...aftermath(dry));
    const seen = detailsOf(order, command, [dry.account]);
    if (!succeeded(dry))
        return { status: 'failed', findings, details: seen, problems: dryFailed(dry) };
    if (!applies)
        return { status: 'passed', findings, details: seen };
    await mutex.check();
    beforeApply();
    const done = await start({ command, flag: '--apply', options }, order, tools);
    findings.push(...aftermath(done));
    const both = detailsOf(order, command, [dry.account, done.account]);
    if (!succeeded(done)) {
        const doubt = `promote-command ${endOf(done.account)} with --apply: what it had committed by then is there, and only the script knows what that is.`;
        const problems = applyFailed(done, gate && (0,backup_gate/* wayBack */.E)(gate));
        return { status: 'failed', findings, details: { ...both, doubt }, problems };
    }
    const held = await mutex.isHeld();
    findings.push(held ? (0,finding/* pass */.IX)('deploy lock', 'held to the end') : lockLost(), (0,finding/* couldNotVerify */.ke)('what promote-command wrote', 'it ended with 0, which is its own word: nothing was compared afterwards', 'add checks to verify, or use reference-tables, which compares every row before it commits'));
    return { status: held ? 'passed' : 'failed', findings, details: { ...both, applied: true } };
}
/** One run, with URLs of production that carry limits and a name by which its sessions are found again. */
async function start({ command, flag, options }, { directUrl, devDatabaseUrl, surroundings, workingDirectory, session }, tools) {
    const began = tools.clock.now().getTime();
    const applicationName = `${session.applicationName}/command`;
    const url = (0,connection/* urlWith */.QU)(directUrl, { options, application_name: applicationName });
    const run = await (0,application_run/* runMigration */.G)({
        command: `${command} ${flag}`,
        directory: (0,external_node_path_.resolve)(surroundings.workspace, workingDirectory),
        connection: directUrl,
        environment: {
            ...surroundings.environment,
            DEV_DATABASE_URL: devDatabaseUrl.url,
            PROD_DATABASE_URL: url,
            DB_DEPLOY_PROMOTE: flag.slice(2),
        },
        options,
        applicationName,
        showOutput: surroundings.visibility === 'private',
        signal: tools.signal,
        failures: flag === '--dry-run' ? [WRITE_REFUSED] : [],
    }, tools);
    const code = run.exit?.code ?? undefined;
    const seconds = (tools.clock.now().getTime() - began) / 1_000;
    const account = { flag, ...(code === undefined ? {} : { exitCode: code }), seconds, output: run.output }; // prettier-ignore
    return { run, account };
}
/**
 * Startup options with the timeouts, proven to arrive: nobody else would keep them, and the dry run is
 * held read-only by the same way.
 */
async function provenOptions(order) {
    const { directUrl, session, lockTimeout: lockMs, statementTimeout: statementMs } = order;
    const { options, finding } = await (0,timeouts/* keepTimeouts */.K)(directUrl, { lockMs, statementMs }, false, session);
    if (finding.verdict === 'pass')
        return options;
    throw new errors/* DeployError */.sH({
        attempted: 'give the sessions of promote-command their limits',
        found: 'startup options do not reach the server, so its dry run could not be held read-only',
        likelyCause: 'a pooler between here and the server drops them',
        nextAction: 'set DIRECT_URL to the address of the server itself',
    });
}
/** An exit code is the script's own word: a write that was refused is no dry run that went well. */
function succeeded({ run }) {
    const { exit, problems, failures } = run;
    return exit?.code === 0 && problems.length === 0 && !failures.includes(WRITE_REFUSED);
}
function endOf({ exitCode }) {
    return exitCode === undefined ? 'did not end by itself' : `ended with exit code ${exitCode}`;
}
function aftermath(started) {
    const { run: { leftBehind }, account } = started; // prettier-ignore
    const name = `${NAME} ${account.flag}`;
    const ended = succeeded(started) ? [(0,finding/* pass */.IX)(name, 'exit code 0')] : [];
    if (leftBehind === 0)
        return ended;
    const found = `${leftBehind} of its sessions were still open when it was gone, and were ended`;
    return [
        ...ended,
        (0,finding/* couldNotVerify */.ke)(`${name}: sessions`, found, 'let the script await all its work'),
    ];
}
function dryFailed({ run, account }) {
    const [first] = run.failures;
    const known = run.failures.includes(WRITE_REFUSED) ? WRITE_REFUSED : first;
    return [
        ...run.problems,
        {
            attempted: `run ${NAME} with --dry-run`,
            found: `it ${endOf(account)}; nothing was applied, and --apply was not tried`,
            likelyCause: known?.cause ??
                'the script’s own words tell; a dry run that writes is refused, its sessions are read-only',
            nextAction: known?.remedy ?? 'correct the script or what it complains about, and push',
        },
    ];
}
function applyFailed({ run, account }, backup) {
    const [known] = run.failures;
    const back = backup === undefined
        ? 'there is no backup of this run to go back to'
        : `to go back, run the restore step, first without confirm-database: it shows what ${backup} would bring back and what would be lost`;
    return [
        ...run.problems,
        {
            attempted: `run ${NAME} with --apply`,
            found: `it ${endOf(account)}; what it wrote is not known`,
            ...(known === undefined ? {} : { likelyCause: known.cause }),
            nextAction: `compare the rows with what the dry run announced, then run the script again if it may run twice; ${back}`,
        },
    ];
}
function lockLost() {
    return (0,finding/* fail */.fJ)('deploy lock', {
        expected: 'held to the end',
        found: 'its session was lost while the script ran: another deploy may have run beside it',
        fix: 'look for another deploy of this database at that time, and compare the rows',
    });
}
function detailsOf({ promoteMode: mode }, command, runs) {
    return { mode, ...untouched/* NOTHING_PROMOTED */.l, command: { command, runs } };
}

;// CONCATENATED MODULE: ./src/steps/promote.ts



















const PURPOSE = 'promote reference data';
/** What a cancelled step may spend on finding out what became of its COMMIT. */
const LAST_LOOK_MS = 1_500;
/** Previews what development's reference tables would change in production, then applies exactly that. */
async function promote(config, tools) {
    const missing = whatIsMissing(config);
    if (missing !== undefined || !isReady(config))
        return skip(config, tools, missing ?? '');
    const started = { command: false };
    try {
        requireCommandFits(config);
        return await underLock(config, tools, started);
    }
    catch (error) {
        // Without details a reader knows that it cannot know.
        if (started.command) {
            return { status: 'failed', findings: [], problems: [...(0,errors/* problemsOf */.GW)(error, PURPOSE)] };
        }
        // Only the apply writes, and it answers for itself below: nothing was promoted, and the record says so.
        const details = { mode: config.promoteMode, ...untouched/* NOTHING_PROMOTED */.l };
        return { status: 'failed', findings: [], details, problems: [...(0,errors/* problemsOf */.GW)(error, PURPOSE)] };
    }
}
async function underLock(config, tools, started) {
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
    return (0,postgres_mutex/* withMutex */.g)(direct, mutex, (held) => config.promoteCommand === undefined
        ? underMutex(config, tools, sides, held)
        : promoteByCommand(config.promoteCommand, { ...config, sides, session }, tools, {
            mutex: held,
            gate: () => gateOf(config, tools),
            beforeApply: () => {
                started.command = true;
            },
        }));
}
/** Looks, and goes no further when a guard stops it or nobody asked for more. */
async function underMutex(config, tools, sides, mutex) {
    const session = sessionOf(config, tools.signal);
    const { referenceTables: tables, maxChangePercent, maxDeletes } = config;
    const request = { tables, maxChangePercent, maxDeletes };
    return (0,postgres_session/* withSession */.f)(config.directUrl, session, async (prod) => {
        const databases = {
            prod,
            withDev: (work) => (0,postgres_session/* withSession */.f)(config.devDatabaseUrl, { ...session, settings: {} }, work),
            statementMs: config.statementTimeout,
            disclosure: (0,disclosure/* disclosureFor */.Bh)(config.surroundings.visibility, [config.devDatabaseUrl, config.directUrl]), // prettier-ignore
            log: tools.log,
        };
        const seen = await tools.log.group('Preview', () => (0,preview/* preview */.V)(databases, request));
        const findings = [sides, ...seen.findings];
        const changes = config.promoteMode === 'apply'
            ? undefined
            : await readChangeList(prod, seen.tables, databases.disclosure);
        const kept = config.promoteMode === 'preview' && changes !== undefined ? { changes } : {};
        const details = { ...promote_detailsOf(config, seen), ...kept };
        if ((0,finding/* hasFailed */.WN)(findings))
            return { status: 'failed', findings, details };
        tools.log.info(`Digest of the preview: ${seen.digest}`);
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
            const done = await carryOut(config, tools, { ...seen, changes }, applying);
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
    const { approvedDigest } = config;
    const approval = approvedDigest === undefined ? [] : [await sameAsApproved(approvedDigest, seen, tools)];
    if (!changesAnything(seen)) {
        const idle = (0,finding/* notRun */.nE)('backup gate', 'production already holds what development has');
        return { status: 'passed', findings: [...approval, idle], details: { applied: true } };
    }
    const { open, findings } = await gateOf(config, tools);
    if (!open)
        return { status: 'failed', findings: [...approval, ...findings], details: {} };
    const applied = await tools.log.group('Apply', applying);
    const { sequences } = applied;
    return {
        status: 'passed',
        findings: [...approval, ...findings, asFinding(applied)],
        details: { applied: true, sequences },
    };
}
/** Why there is nothing to promote; not an error: many teams have no development database. */
function whatIsMissing(config) {
    if (config.devDatabaseUrl === undefined)
        return 'the secret DEV_DATABASE_URL is not set';
    if (config.prodDatabaseUrl === undefined)
        return 'the secret PROD_DATABASE_URL is not set';
    if (config.promoteCommand !== undefined)
        return undefined;
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
    return (0,backup_gate/* passGate */.l)({
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
    return tables.some(({ inserts, updates, deletes }) => inserts + updates + deletes > 0);
}
function asFinding({ answeredLate }) {
    return (0,finding/* pass */.IX)('applied', answeredLate
        ? 'exactly the preview, in one transaction; the connection was lost at COMMIT, and the server says that it committed'
        : 'exactly the preview, in one transaction; compared once more before COMMIT, nothing differed');
}
function promote_detailsOf({ promoteMode: mode }, { digest, tables }) {
    return { mode, digest, applied: false, tables: [...tables], sequences: [] };
}
function sessionOf(config, signal) {
    return {
        purpose: PURPOSE,
        applicationName: `db-deploy/promote/${config.run.runId}`,
        signal,
        settings: (0,postgres_session/* directSettings */.n)({ statementMs: config.statementTimeout, lockMs: config.lockTimeout }),
    };
}
/** After a cancel the step's own signal refuses every session. */
function lastLook(config, { signal }) {
    return sessionOf(config, signal.aborted ? AbortSignal.timeout(LAST_LOOK_MS) : signal);
}


/***/ })

};
