export const id = 632;
export const ids = [632,883];
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

/***/ 64883:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DRIFT: () => (/* binding */ DRIFT),
/* harmony export */   driftFinding: () => (/* binding */ driftFinding),
/* harmony export */   keptCatalog: () => (/* binding */ keptCatalog)
/* harmony export */ });
/* harmony import */ var _actions_redaction_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71434);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _postgres_catalog_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33679);
/* harmony import */ var _postgres_catalogdiff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72749);
/* harmony import */ var _postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25485);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11836);






const DRIFT = 'drift since the last deploy';
const MOST = 20;
const LONGEST = 200;
const FIX = 'somebody changed the database outside the pipeline, a step was killed before it could leave a record, or the server was upgraded and words definitions otherwise: put the change into a migration that is marked as applied, or undo it; what this deploy leaves is what the next one compares with';
const READABLE = 'give the job `permissions: { contents: read, actions: read }`, and delete the artifact of a record that stays unreadable';
/** The catalog for the next deploy, kept only where no stranger reads: an encrypted backup hides it, too. */
function keptCatalog({ visibility }, catalog) {
    return visibility === 'private' ? { catalog } : {};
}
/**
 * Compares the catalog with what the last deploy or restore of this environment left, by their
 * records alone. A search that fails costs the answer, and under `fail` the deploy.
 * @throws only the reason of a cancelled step.
 */
async function driftFinding(question) {
    const { mode, records, signal } = question;
    if (mode === 'off')
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .notRun */ .nE)(DRIFT, 'drift is `off`');
    try {
        const migrate = await records.newestAnywhere('migrate', leftAState);
        const deployedAt = migrate.record?.finishedAt ?? '';
        // One before the deploy ends the search: each that is looked at is a download.
        const restore = await records.newestAnywhere('restore', ({ details, finishedAt }) => details?.swapped === true || finishedAt <= deployedAt);
        const unread = [...migrate.unreadable, ...restore.unreadable];
        const baseline = newestOf(migrate, restore);
        if (baseline !== undefined)
            return compared(question, baseline, unread);
        return unread.length === 0
            ? (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .notRun */ .nE)(DRIFT, 'no earlier deploy left a record: this is the first that this action sees here')
            : unanswered(mode, `records of earlier deploys could not be read: ${listed(unread)}`);
    }
    catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH))
            return unanswered(mode, (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
        const [problem] = error.problems;
        return unanswered(mode, `records of earlier deploys could not be searched: ${problem?.found ?? ''}`, problem?.nextAction); // prettier-ignore
    }
}
/** Who stops at drift stops at what may be drift, too. */
function unanswered(mode, found, remedy) {
    if (mode !== 'fail')
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .couldNotVerify */ .ke)(DRIFT, found, remedy);
    const fix = `${remedy ?? READABLE}; or deploy once with drift \`warn\`, after a look at the schema`;
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(DRIFT, { expected: 'a record of the last deploy to compare with', found, fix });
}
/**
 * A deploy that passed, or one that failed with its tool started: both know what they left. One that
 * was refused only looked, perhaps at the very drift that it was refused for.
 */
function leftAState({ status, details }) {
    return details?.after !== undefined && (status === 'passed' || details.started === true);
}
function newestOf({ record: migrate, catalog: migrated }, { record: restore, catalog: restored }) {
    const isRestored = restore !== undefined && (migrate === undefined || restore.finishedAt > migrate.finishedAt);
    const record = isRestored ? restore : migrate;
    if (record === undefined)
        return undefined;
    const what = isRestored ? 'restore' : 'deploy';
    return {
        words: `the ${what} of run ${record.run.runId} (${record.finishedAt.slice(0, 16).replace('T', ' ')} UTC)`, // prettier-ignore
        watchedFingerprint: record.details?.watchedFingerprint,
        catalogFingerprint: isRestored ? restore.details?.catalogFingerprint : migrate?.details?.after?.catalogFingerprint, // prettier-ignore
        catalog: isRestored ? restored : migrated,
    };
}
function compared({ mode, catalog, visibility, log }, baseline, unread) {
    const { words } = baseline;
    const isPrivate = visibility === 'private';
    const same = isAsLeft(catalog, baseline);
    if (same === undefined) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .notRun */ .nE)(DRIFT, `${words} was one by an older version of this action, whose record has no fingerprint`); // prettier-ignore
    }
    if (same)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(DRIFT, `none: the catalog is as ${words} left it`);
    const differences = isPrivate && baseline.catalog !== undefined ? listDifferences(baseline.catalog, (0,_actions_redaction_js__WEBPACK_IMPORTED_MODULE_5__/* .redactDeep */ .K)([...catalog], log.masks)) : whyUnlisted(isPrivate); // prettier-ignore
    const found = `the catalog is not as ${words} left it: ${differences}`;
    if (unread.length > 0) {
        return unanswered(mode, `${found}; a later deploy may have done it, for its record could not be read: ${listed(unread)}`); // prettier-ignore
    }
    const shortfall = { expected: 'the catalog that the last deploy left', found, fix: FIX };
    return mode === 'fail' ? (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(DRIFT, shortfall) : (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .warn */ .R8)(DRIFT, shortfall);
}
/** Undefined: the record has nothing to compare with. */
function isAsLeft(catalog, baseline) {
    if (baseline.catalogFingerprint === (0,_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_1__.catalogFingerprint)(catalog))
        return true;
    if (baseline.watchedFingerprint !== undefined) {
        return baseline.watchedFingerprint === (0,_postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__/* .watchedFingerprint */ .p)(catalog);
    }
    return baseline.catalogFingerprint === undefined ? undefined : false;
}
function listDifferences(then, now) {
    const lines = (0,_postgres_catalogdiff_js__WEBPACK_IMPORTED_MODULE_2__/* .catalogDiff */ .L)((0,_postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__/* .watched */ .V)(then), (0,_postgres_watched_js__WEBPACK_IMPORTED_MODULE_3__/* .watched */ .V)(now)).map(_postgres_catalogdiff_js__WEBPACK_IMPORTED_MODULE_2__/* .changeWords */ .m);
    return listed(lines.map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line)));
}
function whyUnlisted(isPrivate) {
    return isPrivate
        ? 'which objects differ is not known, because its record does not keep the catalog'
        : 'which objects differ is not known, because records keep the catalog in private repositories only';
}
function listed(items) {
    const rest = items.length - MOST;
    return items.slice(0, MOST).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
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
    const who = applicationName === '' ? 'without a name' : (0,neutral/* plain */.pj)(applicationName);
    const age = seconds === undefined ? 'for an unknown time' : `for ${seconds} s`;
    return `backend ${pid} of ${(0,neutral/* plain */.pj)(user)}, ${who}, ${state}, ${age}`;
}


/***/ }),

/***/ 21642:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   migrate: () => (/* binding */ migrate)
/* harmony export */ });
/* harmony import */ var _backup_gate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73916);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _migration_verdict_account_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93571);
/* harmony import */ var _migration_application_apply_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75096);
/* harmony import */ var _migration_drift_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64883);
/* harmony import */ var _migration_verdict_evidence_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(65037);
/* harmony import */ var _migration_ledger_bare_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26290);
/* harmony import */ var _migration_ledger_fitness_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(80176);
/* harmony import */ var _migration_detection_repository_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(21430);
/* harmony import */ var _migration_ledger_standing_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(53290);
/* harmony import */ var _migration_ledger_untouched_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(61699);
/* harmony import */ var _postgres_directness_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(17457);
/* harmony import */ var _postgres_mutex_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(67796);
/* harmony import */ var _postgres_weather_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(77571);
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(58622);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(11836);
/* harmony import */ var _record_untouched_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(89386);
/* harmony import */ var _verification_databases_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(99806);


















const PURPOSE = 'migrate the database';
/** Age of a transaction that is in the way of a schema change. */
const LONG_SECONDS = 60;
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
            problems: [...(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .problemsOf */ .GW)(error, PURPOSE)],
            details: _record_untouched_js__WEBPACK_IMPORTED_MODULE_16__/* .MIGRATION_NOT_STARTED */ .V,
        };
    }
}
async function guarded(config, tools, started) {
    const repository = await (0,_migration_detection_repository_js__WEBPACK_IMPORTED_MODULE_8__/* .findRepository */ .W)(config, tools.log);
    const session = sessionOf(config, tools.signal);
    await (0,_postgres_directness_js__WEBPACK_IMPORTED_MODULE_11__/* .requireDirect */ .VS)(config.directUrl, session);
    const mutex = {
        purpose: PURPOSE,
        applicationName: `${session.applicationName}/${tools.clock.now().toISOString()}`,
        waitMs: config.waitForOtherDeploy,
        signal: tools.signal,
        clock: tools.clock,
        log: tools.log,
    };
    return (0,_postgres_mutex_js__WEBPACK_IMPORTED_MODULE_12__/* .withMutex */ .g)(config.directUrl, mutex, (held) => underMutex(config, tools, repository, {
        beforeTool: async () => {
            await held.check();
            started.tool = true;
        },
        isHeld: () => held.isHeld(),
    }));
}
async function underMutex(config, tools, repository, lock) {
    const { visibility } = config.surroundings;
    const started = tools.clock.now().getTime();
    const session = sessionOf(config, tools.signal);
    const before = await (0,_migration_ledger_standing_js__WEBPACK_IMPORTED_MODULE_9__/* .readStanding */ .Z)(config.directUrl, session, repository.migrations);
    const gate = await (0,_backup_gate_js__WEBPACK_IMPORTED_MODULE_0__/* .passGate */ .l)({
        tools,
        run: config.run,
        requireBackup: config.requireBackup,
        maxBackupAge: config.maxBackupAge,
        current: before.state,
        bareFingerprints: (0,_migration_ledger_bare_js__WEBPACK_IMPORTED_MODULE_6__/* .bareFingerprints */ .e)(before),
        // A second run with nothing left to apply changes nothing, so the migrated state is good enough.
        allowMigrated: before.ledger?.pending.length === 0,
    });
    const findings = [
        await applicationFinding(config, session),
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_15__/* .pass */ .IX)('migration tool', repository.found),
        ...gate.findings,
        await (0,_migration_drift_js__WEBPACK_IMPORTED_MODULE_4__.driftFinding)({ ...tools, visibility, mode: config.drift, catalog: before.catalog }),
        ...ledgerBefore(repository, before),
    ];
    const asBefore = (0,_migration_ledger_untouched_js__WEBPACK_IMPORTED_MODULE_10__/* .untouched */ .s)(repository, before, 'nothing applied');
    if (!gate.open || (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_15__/* .hasFailed */ .WN)(findings))
        return { status: 'failed', findings, details: asBefore };
    if (before.ledger?.pending.length === 0) {
        tools.log.info('Nothing to apply: every file of the repository is in the ledger.');
        const details = (0,_migration_ledger_untouched_js__WEBPACK_IMPORTED_MODULE_10__/* .untouched */ .s)(repository, before, 'nothing to apply');
        return {
            status: 'passed',
            findings,
            details,
            ...(0,_migration_drift_js__WEBPACK_IMPORTED_MODULE_4__.keptCatalog)(config.surroundings, before.catalog),
        };
    }
    findings.push(...(await (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_14__/* .withSession */ .f)(config.directUrl, session, (open) => (0,_postgres_weather_js__WEBPACK_IMPORTED_MODULE_13__/* .readWeather */ .d)(open, LONG_SECONDS))));
    const order = orderOf(config, repository, lock);
    const application = await (0,_migration_application_apply_js__WEBPACK_IMPORTED_MODULE_3__/* .applyPending */ .Y)(order, before, tools);
    const told = { repository, environment: config.environment, wayBack: (0,_backup_gate_js__WEBPACK_IMPORTED_MODULE_0__/* .wayBack */ .E)(gate) };
    const account = (0,_migration_verdict_account_js__WEBPACK_IMPORTED_MODULE_2__/* .accountOf */ .X)(told, application);
    const seconds = (tools.clock.now().getTime() - started) / 1_000;
    const held = (0,_migration_verdict_evidence_js__WEBPACK_IMPORTED_MODULE_5__/* .deployLockFinding */ .I)(await lock.isHeld());
    return {
        status: account.failed || (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_15__/* .hasFailed */ .WN)([held]) ? 'failed' : 'passed',
        findings: [...findings, ...account.findings, held],
        problems: account.problems,
        ...(application.after === undefined
            ? {}
            : (0,_migration_drift_js__WEBPACK_IMPORTED_MODULE_4__.keptCatalog)(config.surroundings, application.after.catalog)),
        details: { ...account.details, seconds },
    };
}
function orderOf(config, repository, lock) {
    return {
        repository,
        connection: config.directUrl,
        environment: config.surroundings.environment,
        applicationName: `db-deploy/migrate/${config.run.runId}`,
        purpose: PURPOSE,
        timeouts: { lockMs: config.lockTimeout, statementMs: config.statementTimeout },
        maxStallMs: config.maxStall,
        showOutput: config.surroundings.visibility === 'private',
        mayRepeat: true,
        random: Math.random,
        beforeTool: () => lock.beforeTool(),
    };
}
function ledgerBefore({ migrations }, { ledger }) {
    if (migrations === undefined || ledger === undefined)
        return [];
    return (0,_migration_ledger_fitness_js__WEBPACK_IMPORTED_MODULE_7__.ledgerFindings)('ledger before the migration', migrations, ledger);
}
/** Migrating a database that the application does not use would help nobody. */
async function applicationFinding({ databaseUrl, directUrl }, { purpose, applicationName, signal }) {
    if (databaseUrl === undefined)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_15__/* .notRun */ .nE)(_verification_databases_js__WEBPACK_IMPORTED_MODULE_17__/* .SAME_DATABASE */ .J, 'database-url is not given');
    if (!databaseUrl.ok)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeployError */ .sH(databaseUrl.problem);
    const settings = { purpose, applicationName, signal };
    return (0,_verification_databases_js__WEBPACK_IMPORTED_MODULE_17__/* .sameDatabaseFinding */ .v4)(directUrl, databaseUrl.connection, settings);
}
function sessionOf(config, signal) {
    const applicationName = `db-deploy/migrate/${config.run.runId}`;
    return { purpose: PURPOSE, applicationName, signal, settings: (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_14__/* .directSettings */ .n)() };
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
