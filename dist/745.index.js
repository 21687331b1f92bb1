export const id = 745;
export const ids = [745,883];
export const modules = {

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

/***/ 53757:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ isNeverRenamed),
/* harmony export */   q: () => (/* binding */ obstaclesTo)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);
/* harmony import */ var _actions_neutral_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3924);


/** Databases that providers and tools connect to by their name. */
const NEVER_RENAMED = ['postgres', 'template1', 'template0'];
/** Whether nothing that anybody could grant or end lets another database have its name. */
function isNeverRenamed(database) {
    return NEVER_RENAMED.includes(database);
}
/** Everything that stands in the way of replacing the database, the hard ones first. */
function obstaclesTo(facts) {
    // No right and no session matters where nothing would make it work.
    if (isNeverRenamed(facts.database))
        return [ofTheName(facts)];
    return [
        ...ofTheRole(facts),
        ...facts.strangers.map((stranger) => ofSessions(stranger, facts)),
        ...ofPreparedTransactions(facts.preparedTransactions),
        ...ofSubscriptions(facts.subscriptions),
        ...ofSlots(facts.logicalSlots),
        ...ofPlace(facts),
    ];
}
function ofTheName({ database }) {
    return {
        about: 'name of the database',
        effect: 'blocks',
        expected: 'a database with a name of the application’s own',
        found: `it is called ${database}: providers and tools connect to that name, so it is never renamed`,
        cure: 'no grant changes that. What a look shows as lost can be copied back from a new database beside this one, which RESTORE.md of the backup fills.',
    };
}
function ofTheRole(facts) {
    const { role, owner, elsewhere } = facts;
    const obstacles = [
        facts.owns
            ? undefined
            : {
                about: 'ownership of the database',
                effect: 'blocks',
                expected: `a role that owns it, or has the rights of its owner ${owner}: RENAME needs them`,
                found: `it belongs to ${owner}, and ${role} has not the rights of that role`,
                cure: rightsOfTheOwner(facts, `grant ${owner} to ${role};`),
            },
        facts.mayCreateDatabases
            ? undefined
            : {
                about: 'right to create databases',
                effect: 'blocks',
                expected: 'CREATEDB: it is asked for by CREATE DATABASE and by RENAME',
                found: `${role} has no CREATEDB`,
                cure: `as an administrator: alter role ${role} createdb;`,
            },
        facts.mayGiveToOwner || !facts.owns
            ? undefined
            : {
                about: 'right to give a database to its owner',
                effect: 'blocks',
                expected: `that ${role} may SET ROLE to ${owner}`,
                found: `${role} has the rights of ${owner} and may not SET ROLE to it`,
                cure: rightsOfTheOwner(facts, `grant ${owner} to ${role} with set true;`),
            },
        elsewhere.ok
            ? undefined
            : {
                about: 'another database to connect to',
                effect: 'blocks',
                expected: 'one, postgres or template1: nobody can rename the database he is in',
                found: elsewhere.found,
                cure: `as an administrator: grant connect on database postgres to ${role};`,
            },
    ];
    return obstacles.filter((one) => one !== undefined);
}
/** Membership where it is harmless and possible, ownership elsewhere. */
function rightsOfTheOwner({ ownerCanBeGranted, database, role }, grant) {
    const statement = ownerCanBeGranted
        ? grant
        : `alter database ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(database)} owner to ${role};`;
    return `as an administrator: ${statement}`;
}
function ofSessions({ role: user, superuser, applications, sessions }, { role }) {
    const who = applications.length === 0 ? '' : ` (${applications.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .p).join(', ')})`;
    return {
        about: `sessions of ${user}`,
        effect: 'blocks',
        expected: `sessions that ${role} may end: a database with sessions cannot be renamed`,
        found: `${sessions} ${sessions === 1 ? 'session' : 'sessions'} of ${user}${who}${superuser ? ', a superuser,' : ''} that ${role} may not end`,
        cure: superuser
            ? `stop that program, or let a superuser end its sessions`
            : `as an administrator: grant pg_signal_backend to ${role};`,
    };
}
function ofPreparedTransactions(gids) {
    const about = 'prepared transactions';
    if (gids === undefined)
        return [hidden(about, 'pg_prepared_xacts')];
    if (gids.length === 0)
        return [];
    return [
        {
            about,
            effect: 'blocks',
            expected: 'none: each keeps the database in use until it ends, and nobody can end it for others',
            found: gids.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .p).join(', '),
            cure: 'let their transaction manager end them (COMMIT PREPARED or ROLLBACK PREPARED, in this database)',
        },
    ];
}
function ofSubscriptions(names) {
    const about = 'subscriptions';
    if (names === undefined)
        return [hidden(about, 'pg_subscription')];
    if (names.length === 0)
        return [];
    return [
        {
            about,
            effect: 'blocks',
            expected: 'none: the server would go on writing what they bring into the database that was put aside',
            found: names.join(', '),
            cure: 'drop them before, and create them again in the restored database',
        },
    ];
}
function ofSlots(names) {
    const about = 'logical replication slots';
    if (names === undefined)
        return [hidden(about, 'pg_replication_slots')];
    if (names.length === 0)
        return [];
    return [
        {
            about,
            effect: 'costs',
            expected: 'none: they stay with the database that is put aside',
            found: names.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .p).join(', '),
            cure: 'stop their readers before; afterwards create the slots again in the restored database and let the readers copy everything anew',
        },
    ];
}
function ofPlace({ cronHome, mayUseTablespace, tablespace, role }) {
    return [
        ...(cronHome
            ? [
                {
                    about: 'jobs of pg_cron',
                    effect: 'costs',
                    expected: 'kept elsewhere: pg_cron works in one database alone, the one of this name',
                    found: 'they are kept in this database, and cannot be restored beside it',
                    cure: 'after the swap: create extension pg_cron; and schedule the jobs again (select * from cron.job in the database that was put aside)',
                },
            ]
            : []),
        ...(mayUseTablespace
            ? []
            : [
                {
                    about: 'tablespace of the database',
                    effect: 'costs',
                    expected: `that ${role} may create in ${tablespace}`,
                    found: 'it may not: the restored database will lie in the default tablespace',
                    cure: `as an administrator: grant create on tablespace ${tablespace} to ${role};`,
                },
            ]),
    ];
}
function hidden(about, view) {
    return {
        about,
        effect: 'hidden',
        expected: 'to see them',
        found: `this role may not read ${view}`,
        cure: `let an administrator look: select * from ${view};`,
    };
}


/***/ }),

/***/ 52453:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dx: () => (/* binding */ requireSupportedServer),
/* harmony export */   Vj: () => (/* binding */ releaseFinding),
/* harmony export */   nD: () => (/* binding */ NEWEST_MAJOR),
/* harmony export */   wl: () => (/* binding */ OLDEST_MAJOR)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11836);


/**
 * The least minor release of each supported major: the security releases of August 2026. They fix
 * CVE-2026-18408 (www.suse.com/security/cve/CVE-2026-18408/), by which what a server sends ends the
 * `\restrict` of a plain dump and runs commands of psql on the machine that restores; they hold the
 * fix of the like CVE-2025-8714 and 8715 (17.6, 16.10, 15.14, 14.19) too.
 */
const FLOOR = new Map([
    [14, 24],
    [15, 19],
    [16, 15],
    [17, 11],
    [18, 6],
]);
/** The majors that this action is tested with. */
const OLDEST_MAJOR = 14;
const NEWEST_MAJOR = 18;
const NAME = 'security release';
/** @throws {DeployError} for a server older than any that this action knows. */
function requireSupportedServer(version) {
    const major = Number.parseInt(version, 10);
    if (!(major < OLDEST_MAJOR))
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: `work with PostgreSQL ${version}`,
        found: `PostgreSQL ${major} is not supported: ${OLDEST_MAJOR} to ${NEWEST_MAJOR} are`,
        likelyCause: 'the server has had no security fixes since its end of life',
        nextAction: `upgrade the server to PostgreSQL ${OLDEST_MAJOR} or newer first`,
    });
}
/**
 * Whether server and client carry the latest security fixes that this action knows of.
 * @param server as the server writes it, e.g. `15.18 (Debian 15.18-0+deb12u1)`.
 * @param client as pg_dump prints it.
 * @param inActions the advice on the client is a step of a workflow; elsewhere the machine is somebody's own.
 */
function releaseFinding(server, client, inActions) {
    const major = Number.parseInt(server, 10);
    if (major > NEWEST_MAJOR) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)(NAME, {
            expected: `a major from ${OLDEST_MAJOR} to ${NEWEST_MAJOR}`,
            found: `PostgreSQL ${major} is newer than this version of the action, which was not tested with it`,
            fix: 'look for a newer version of the action',
        });
    }
    const floor = `${major}.${FLOOR.get(major) ?? 0}`;
    const onJob = `add a step before this one: run: sudo apt-get update && sudo apt-get install -y postgresql-client-${major}`;
    const onLaptop = `update its PostgreSQL ${major} client programs by the package manager`;
    const both = [
        { who: 'database server', version: server, fix: `let the provider apply the minor update, or install ${floor} on your own server` }, // prettier-ignore
        { who: inActions ? 'pg_dump of this job' : 'pg_dump of this machine', version: client, fix: inActions ? onJob : onLaptop }, // prettier-ignore
    ].map((side) => ({ ...side, release: releaseOf(side.version) }));
    const unknown = both.filter(({ release }) => release === undefined);
    if (unknown.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .couldNotVerify */ .ke)(NAME, unknown.map(({ who, version }) => `the ${who} calls itself ${version}`).join(', '));
    }
    const behind = both.filter(({ release }) => isBehind(release));
    if (behind.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(NAME, `server ${shortened(server)}, client ${client}`);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)(NAME, {
        expected: `PostgreSQL ${floor} or newer on both sides, which fixes CVE-2026-18408: a harmful server could run commands where its dump is restored`,
        found: behind.map(({ who, version }) => `the ${who} is ${shortened(version)}`).join(', '),
        fix: behind.map(({ who, fix }) => `for the ${who}, ${fix}`).join('\n'),
    });
}
/** `15.18 (Debian …)` → [15, 18]; betas and versions of forks give none. */
function releaseOf(version) {
    const [, major, minor] = /^(\d+)\.(\d+)(?![\w.])/.exec(version) ?? [];
    return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}
function isBehind(release) {
    return release !== undefined && release[1] < (FLOOR.get(release[0]) ?? 0);
}
function shortened(version) {
    return version.split(' ')[0] ?? version;
}


/***/ }),

/***/ 58798:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ readReplaceability)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var postgres_connection = __webpack_require__(58824);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var session = __webpack_require__(58622);
;// CONCATENATED MODULE: ./src/postgres/elsewhere.ts



/** Databases that nearly every server has. */
const CANDIDATES = ['postgres', 'template1'];
async function findElsewhere(connection, settings) {
    const refusals = [];
    for (const database of CANDIDATES.filter((name) => name !== connection.database)) {
        try {
            await (0,session/* withSession */.f)((0,postgres_connection/* connectionIn */.yj)(connection, database), settings, (session) => session.query('select 1'));
            return { ok: true, database };
        }
        catch (error) {
            settings.signal.throwIfAborted();
            refusals.push(`${database}: ${(0,errors/* problemsOf */.GW)(error, 'connect')[0]?.found ?? ''}`);
        }
    }
    return { ok: false, found: refusals.join('; ') };
}

// EXTERNAL MODULE: ./src/postgres/endsessions.ts
var endsessions = __webpack_require__(68643);
// EXTERNAL MODULE: ./src/postgres/tolerated.ts
var tolerated = __webpack_require__(57787);
;// CONCATENATED MODULE: ./src/postgres/replaceability.ts



const BASICS = `
  select d.datname as database, d.oid::text as oid,
         format('%I', current_user) as role,
         me.rolsuper or me.rolcreatedb as "mayCreateDatabases",
         format('%I', o.rolname) as owner,
         not (o.rolsuper or starts_with(o.rolname::text, 'pg_')
              or pg_has_role(o.oid, me.oid, 'member')) as "ownerCanBeGranted",
         pg_has_role(d.datdba, 'usage') as owns,
         -- From 16 on, membership alone does not allow it.
         pg_has_role(d.datdba, case when current_setting('server_version_num')::int >= 160000
                                    then 'set' else 'member' end) as "mayGiveToOwner",
         format('%I', t.spcname) as tablespace,
         d.dattablespace = (select e.dattablespace from pg_database e where e.datname = 'template0')
           or has_tablespace_privilege(t.oid, 'create') as "mayUseTablespace",
         d.datconnlimit as "connectionLimit",
         -- The setting that names the home is for superusers; the extension exists only there.
         exists (select from pg_extension x where x.extname = 'pg_cron') as "cronHome"
    from pg_database d
    join pg_roles o on o.oid = d.datdba
    join pg_tablespace t on t.oid = d.dattablespace
    join pg_roles me on me.rolname = current_user
   where d.datname = current_database()`;
const PREPARED = 'select gid as name from pg_prepared_xacts where database = current_database() order by 1';
const SUBSCRIPTIONS = `
  select format('%I', s.subname) as name from pg_subscription s
   where s.subdbid = (select oid from pg_database where datname = current_database()) order by 1`;
const SLOTS = `
  select slot_name::text as name from pg_replication_slots
   where slot_type = 'logical' and database = current_database() order by 1`;
/**
 * Reads it all once; changes nothing. Call it inside a transaction.
 * @param connection of the session; another database of its server is tried with it.
 */
async function readReplaceability(session, connection, settings) {
    const [basics] = await session.query(BASICS);
    if (basics === undefined)
        throw new Error('the server does not list its own database');
    return {
        ...basics,
        strangers: await (0,endsessions/* readStrangers */.Ez)(session, basics.oid),
        preparedTransactions: await names(session, PREPARED),
        subscriptions: await names(session, SUBSCRIPTIONS),
        logicalSlots: await names(session, SLOTS),
        elsewhere: await findElsewhere(connection, settings),
    };
}
/** Providers take these views away from ordinary roles. */
async function names(session, text) {
    const answer = await (0,tolerated/* tolerated */.N)(session, () => session.query(text));
    return answer.ok ? answer.value.map(({ name }) => name) : undefined;
}


/***/ }),

/***/ 16745:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  restore: () => (/* binding */ restore)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/actions/stores.ts
var stores = __webpack_require__(1969);
// EXTERNAL MODULE: ./src/archive/privatedirectory.ts
var privatedirectory = __webpack_require__(19358);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/migration/adapters/table.ts + 13 modules
var table = __webpack_require__(19116);
// EXTERNAL MODULE: ./src/migration/drift.ts
var drift = __webpack_require__(64883);
// EXTERNAL MODULE: ./src/postgres/clientinstall.ts
var clientinstall = __webpack_require__(87297);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var postgres_connection = __webpack_require__(58824);
// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
// EXTERNAL MODULE: ./src/postgres/identity.ts
var identity = __webpack_require__(54837);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var mutex = __webpack_require__(67796);
// EXTERNAL MODULE: ./src/postgres/releases.ts
var releases = __webpack_require__(52453);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/postgres/catalog.ts + 2 modules
var postgres_catalog = __webpack_require__(33679);
// EXTERNAL MODULE: ./src/postgres/watched.ts
var watched = __webpack_require__(25485);
;// CONCATENATED MODULE: ./src/restore/account.ts


/** @throws when nothing is known yet. */
function known({ details }) {
    if (details === undefined)
        throw new Error('nothing is known of the restore yet');
    return details;
}
/** What the record of a restore says before anything is changed. */
function accountOf(choice, { name, manifest, openedWith }, live, { now, lookOnly }) {
    const { archive, snapshot, run } = manifest;
    const directory = choice.by === 'file' ? undefined : choice.artifact.directory;
    return {
        database: live.identity.database,
        backup: {
            name,
            ...(directory === undefined ? {} : { directory }),
            chosenBy: choice.by,
            runId: run.runId,
            runUrl: run.url,
            snapshotTime: snapshot.time,
            bytes: archive.bytes,
            sha256: archive.sha256,
        },
        lookOnly,
        ageSeconds: Math.max(0, (now.getTime() - Date.parse(snapshot.time)) / 1_000),
        losses: [...live.losses],
        ...(live.catalogChanges === undefined ? {} : { catalogChanges: [...live.catalogChanges] }),
        sequencesMoved: [...live.sequencesMoved],
        migrationsUndone: [...live.migrationsUndone],
        swapped: false,
        leftOut: [],
        undo: '',
        cleanUp: '',
        openedWith: [...openedWith],
    };
}
/** Run whose backup it is, in a few words, for the log. */
function backupWords(details, { runId }) {
    const { backup } = details;
    const of = backup.runId === runId ? 'this run' : `run ${backup.runId}`;
    return `${backup.name} of ${of}, as of ${backup.snapshotTime}`;
}
/** What later drift is compared with; nothing where the restored catalog was not read. */
function fingerprintsOf(catalog) {
    if (catalog === undefined)
        return {};
    return {
        catalogFingerprint: (0,postgres_catalog.catalogFingerprint)(catalog),
        watchedFingerprint: (0,watched/* watchedFingerprint */.p)(catalog),
    };
}

// EXTERNAL MODULE: ./src/postgres/obstacles.ts
var postgres_obstacles = __webpack_require__(53757);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./src/postgres/tolerated.ts
var tolerated = __webpack_require__(57787);
// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/postgres/databasegrants.ts
var databasegrants = __webpack_require__(97009);
// EXTERNAL MODULE: ./src/postgres/databasesettings.ts
var databasesettings = __webpack_require__(82239);
;// CONCATENATED MODULE: ./src/restore/carryover.ts








const NAME = 'settings and grants of the database';
/**
 * Gives the side database what belongs to a database itself and is in no archive: settings, those
 * of single roles, grants, connection limit, whether it is a template. A rename would leave it with
 * the old database. All of it in one transaction; what the role may not do (settings of other
 * roles, of superusers) is listed with the statement for an administrator.
 * The comment moves with the swap: until then it says that the restore is incomplete.
 * @throws {DeployError} when a statement fails for another reason, or did not have its effect.
 */
async function carryOver(session, work) {
    return (0,transaction.withTransaction)(session, 'read committed', async () => {
        const statements = await statementsFor(session, work);
        const refused = [];
        for (const statement of statements) {
            const answer = await (0,tolerated/* tolerated */.N)(session, () => session.query(statement.sql));
            if (answer.ok)
                continue;
            if ((0,sqlstate/* codeOf */.$)(answer.error) !== sqlstate/* SQLSTATE */.c.insufficientPrivilege) {
                throw refusedOtherwise(statement, answer.error);
            }
            refused.push(statement);
        }
        await proveEqual(session, work, new Set(refused.map(({ about }) => about)));
        return inWords(statements.length - refused.length, refused);
    });
}
/**
 * What will stay behind, for a step that only looks. Grants, connection limit and template go with
 * whoever owns the database.
 */
function foreseeCarryOver(left, role) {
    if (left.length === 0)
        return (0,finding/* pass */.IX)(NAME, `${role} may give all of them to the restored database`);
    return (0,finding/* warn */.R8)(NAME, {
        expected: 'all of them on the restored database, too',
        found: `${role} may not set there: ${left.map(aboutSetting).join(', ')}`,
        fix: 'have an administrator at hand: the page of the restore has the statements to run after the swap',
    });
}
async function statementsFor(session, work) {
    const { from, to, liveName, keptAs } = work;
    const { owner, limit, template } = await readAttributes(session, from);
    const grants = await (0,databasegrants/* readGrants */.o)(session, from);
    const named = (about, write) => ({
        about,
        sql: write(to.name),
        forPeople: `${write(liveName)};`,
    });
    const onLive = (0,databasegrants/* grantStatements */.h)(liveName, owner, grants);
    return [
        ...(0,databasegrants/* grantStatements */.h)(to.name, owner, grants).map((sql, at) => ({
            about: 'grants',
            sql,
            forPeople: `${onLive[at] ?? ''};`,
        })),
        ...(await (0,databasesettings/* readSettings */.sb)(session, from)).map((setting) => ({
            about: aboutSetting(setting),
            sql: (0,databasesettings/* settingStatement */.KA)(to.name, setting),
            forPeople: (0,databasesettings/* settingForPeople */.bH)(liveName, keptAs, setting),
            quiet: (0,databasesettings/* mayBeSecret */.lr)(setting),
        })),
        named('connection limit', (name) => `${alter(name)} connection limit ${limit}`),
        named('whether it is a template', (name) => `${alter(name)} is_template ${template}`),
    ];
}
function alter(database) {
    return `alter database ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(database)}`;
}
function aboutSetting({ role, name }) {
    return role === undefined ? `setting ${name}` : `setting ${name} of role ${role}`;
}
async function readAttributes(session, oid) {
    const [row] = await session.query(`select r.rolname as owner, d.datconnlimit as "limit", d.datistemplate as template
       from pg_database d join pg_roles r on r.oid = d.datdba where d.oid = $1::oid`, [oid]);
    if (row === undefined)
        throw failed('all of it', 'one of the two databases is not there any more');
    return row;
}
/** GRANT only warns when it grants nothing: the catalog tells what became of it. */
async function proveEqual(session, { from, to }, refused) {
    const [wanted, got] = [await propertiesOf(session, from), await propertiesOf(session, to.oid)];
    const about = new Set([...wanted.keys(), ...got.keys()]);
    const different = [...about].filter((name) => !refused.has(name) && wanted.get(name) !== got.get(name));
    if (different.length > 0) {
        throw failed(different.join(', '), 'the catalog shows another value than the live database has');
    }
}
/** What was to be carried over, each with its present value. */
async function propertiesOf(session, oid) {
    const { owner, limit, template } = await readAttributes(session, oid);
    const settings = await (0,databasesettings/* readSettings */.sb)(session, oid);
    return new Map([
        ['owner', owner],
        ['connection limit', String(limit)],
        ['whether it is a template', String(template)],
        ['grants', JSON.stringify(await (0,databasegrants/* readGrants */.o)(session, oid))],
        ...settings.map((setting) => [aboutSetting(setting), (0,databasesettings/* valueOf */.RP)(setting)]),
    ]);
}
function inWords(done, refused) {
    const carried = `${done} statements carried them over`;
    if (refused.length === 0)
        return (0,finding/* pass */.IX)(NAME, `${carried}; the catalog shows the same for both`);
    return (0,finding/* warn */.R8)(NAME, {
        expected: 'all of them on the restored database, too',
        found: `${carried}; this role may not set: ${[...new Set(refused.map(({ about }) => about))].join(', ')}`,
        fix: `as an administrator, in psql, after the swap:\n${refused.map(({ forPeople }) => forPeople).join('\n')}`,
    });
}
function refusedOtherwise({ about, quiet = false }, error) {
    return failed(about, quiet ? `the server refused it (SQLSTATE ${(0,sqlstate/* codeOf */.$)(error) ?? 'none'})` : (0,errors/* messageOf */.bD)(error));
}
function failed(about, found) {
    return new errors/* DeployError */.sH({
        attempted: `carry over to the restored database: ${about}`,
        found,
        nextAction: 'the live database was not touched; correct that setting or grant on it, or report this, then run restore again',
    });
}

;// CONCATENATED MODULE: ./src/restore/fitness.ts


/** Whether this backup belongs into this database. */
function judgeFitness(meeting) {
    return [ofThisEnvironment(meeting), ofThisDatabase(meeting), forThisServer(meeting)];
}
/**
 * What a backup leaves out would be put aside with the database that is replaced.
 * @param schemas of the database that is to be replaced.
 */
function judgeExclusions({ excluded }, schemas) {
    const lost = (excluded?.schemas ?? []).filter((schema) => schemas.includes(schema));
    const emptied = excluded?.tableData ?? [];
    return [
        lost.length === 0
            ? (0,finding/* pass */.IX)('left out of the backup', 'no schema that this database has')
            : (0,finding/* fail */.fJ)('left out of the backup', {
                expected: 'a backup with every schema that this database has',
                found: `exclude-schemas left out ${lost.join(', ')}: the swap would put aside everything in there`,
                fix: 'RESTORE.md beside the backup tells how to restore beside the live database: take from there what you need, and keep these schemas as they are',
            }),
        ...(emptied.length === 0
            ? []
            : [
                (0,finding/* warn */.R8)('rows left out of the backup', {
                    expected: 'a backup with the rows of every table',
                    found: `exclude-table-data left out the rows of ${emptied.join(', ')}: these tables come back empty`,
                    fix: 'if their rows matter, copy them from the old database, which is kept after the swap',
                }),
            ]),
    ];
}
function ofThisEnvironment({ manifest, environment }) {
    const name = 'environment of the backup';
    if (manifest.environment === environment)
        return (0,finding/* pass */.IX)(name, environment);
    return (0,finding/* fail */.fJ)(name, {
        expected: `a backup of ${environment}`,
        found: `a backup of ${manifest.environment}`,
        fix: `choose a backup of ${environment}; if this one is really meant, set environment: ${manifest.environment}`,
    });
}
/**
 * A backup that was named by its file or run may come from another server: that is what a lost
 * server needs. The newest one, which nobody has looked at, must be of this database.
 */
function ofThisDatabase({ manifest, choice, identity }) {
    const name = 'database of the backup';
    const differing = partsThatDiffer(manifest.state.identity, identity);
    if (differing.length === 0)
        return (0,finding/* pass */.IX)(name, identity.database);
    const found = differing.join('; ');
    if (choice.by === 'newest') {
        return (0,finding/* fail */.fJ)(name, {
            expected: 'the database that was backed up',
            found,
            fix: `check DIRECT_URL. If it is right, a restore or a move gave the database its new oid or host: name the backup, and it is taken: ${choice.named}`,
        });
    }
    return (0,finding/* warn */.R8)(name, {
        expected: 'the database that was backed up',
        found,
        fix: 'make sure that this is the database you mean; the backup was named, so it is taken',
    });
}
/** Another role may do the restore; only where nothing else tells databases apart does the user count. */
function partsThatDiffer(then, now) {
    const known = then.systemIdentifier !== undefined && now.systemIdentifier !== undefined;
    return (0,identity/* differences */.tX)(known ? { ...then, user: undefined } : then, now);
}
function forThisServer({ manifest, major }) {
    const name = 'server of the backup';
    const then = manifest.server.major;
    if (major === then)
        return (0,finding/* pass */.IX)(name, `PostgreSQL ${major}, as then`);
    if (major > then) {
        return (0,finding/* warn */.R8)(name, {
            expected: `PostgreSQL ${then}, as then`,
            found: `the server is PostgreSQL ${major} now`,
            fix: 'nothing: archives restore into newer majors; behaviour that changed between them is yours to check',
        });
    }
    return (0,finding/* fail */.fJ)(name, {
        expected: `PostgreSQL ${then} or newer`,
        found: `the server is PostgreSQL ${major}: its programs cannot read archives of a newer major`,
        fix: `restore into a server of PostgreSQL ${then} or newer`,
    });
}

// EXTERNAL MODULE: ./src/archive/entries.ts
var archive_entries = __webpack_require__(42922);
// EXTERNAL MODULE: ./src/postgres/clienttools.ts
var clienttools = __webpack_require__(26317);
// EXTERNAL MODULE: ./src/filling/leftout.ts
var leftout = __webpack_require__(28104);
// EXTERNAL MODULE: ./src/filling/selection.ts + 2 modules
var filling_selection = __webpack_require__(55788);
;// CONCATENATED MODULE: ./src/restore/outlook.ts







const outlook_NAME = 'what this role can restore';
/**
 * Whether a restore by this role would leave out anything of the team's own, asked before anything
 * is made. Extensions are not tried here, nor client programs installed: the restore itself does both.
 */
async function restorable(question) {
    const { backup, connection, session, major, searchPath, processes } = question;
    const { tools } = await (0,clienttools/* searchClientTools */.d)(major, { searchPath, processes });
    if (tools === undefined) {
        return (0,finding/* couldNotVerify */.ke)(outlook_NAME, `pg_restore ${major}, which lists the archive, is not on this machine`); // prettier-ignore
    }
    try {
        const entries = await (0,archive_entries/* readEntries */.$2)(backup.archive, tools.pgRestore, processes);
        const { selection, loss } = await (0,postgres_session/* withSession */.f)(connection, session, (asked) => (0,filling_selection/* foreseeSelection */.AZ)(asked, { ...backup, entries }));
        if (loss !== undefined) {
            const { found, nextAction: fix } = loss;
            return (0,finding/* fail */.fJ)(outlook_NAME, { expected: 'everything that is not a provider’s', found, fix });
        }
        const { leftOut } = selection;
        if (leftOut.length === 0)
            return (0,finding/* pass */.IX)(outlook_NAME, 'every entry of the archive');
        return (0,finding/* warn */.R8)(outlook_NAME, {
            expected: 'every entry of the archive',
            found: `these stay out: ${(0,leftout/* inShort */.wZ)((0,leftout/* listLeftOut */.GG)(leftOut), '; ')}`,
            fix: 'see that the new database gets them from its provider, or restore as a superuser',
        });
    }
    catch (error) {
        session.signal.throwIfAborted();
        return (0,finding/* couldNotVerify */.ke)(outlook_NAME, (0,errors/* messageOf */.bD)(error));
    }
}

;// CONCATENATED MODULE: ./src/restore/target.ts


/**
 * Whether the restored database could take the place of this one; asked before anything is
 * created.
 * @param snapshot of the manifest: where the provider's own recovery should stop, as the other way.
 */
function judgeTarget(facts, snapshot) {
    const obstacles = (0,postgres_obstacles/* obstaclesTo */.q)(facts);
    const findings = obstacles.map((obstacle) => target_inWords(obstacle, snapshot));
    if (obstacles.some(({ effect }) => effect === 'blocks'))
        return findings;
    const { role, database, elsewhere } = facts;
    const from = elsewhere.ok ? elsewhere.database : '';
    return [
        (0,finding/* pass */.IX)('the database can be replaced', `${role} owns ${database}, may create databases, may end every session that is there now, and connects to ${from} meanwhile`),
        ...findings,
    ];
}
/** For a step that only looks: it needs no right to replace the database; restoring will, and this tells in time. */
function asWarnings(findings) {
    return findings.map((finding) => finding.verdict === 'fail' ? { ...finding, verdict: 'warn' } : finding);
}
function target_inWords({ about, effect, expected, found, cure }, snapshot) {
    const fix = cure ?? '';
    if (effect === 'hidden')
        return (0,finding/* couldNotVerify */.ke)(about, found, cure);
    if (effect === 'costs')
        return (0,finding/* warn */.R8)(about, { expected, found, fix });
    return (0,finding/* fail */.fJ)(about, {
        expected,
        found,
        fix: [cure, otherWay(snapshot)].filter(Boolean).join('\n'),
    });
}
function otherWay({ lsn, time }) {
    const place = lsn === undefined ? '' : `, write-ahead log position ${lsn}`;
    return `Where that cannot be done: the provider’s own point-in-time recovery, to ${time}${place}.`;
}

;// CONCATENATED MODULE: ./src/restore/assessment.ts





/** All that can be said of a restore before anything is made. */
async function assess(question) {
    const { live, backup, confirmed, choice, environment } = question;
    const { manifest } = backup;
    const { major } = live.server;
    const { identity } = live;
    const fits = judgeFitness({ manifest, choice, environment, identity, major });
    const swap = [
        ...judgeTarget(live.facts, manifest.snapshot),
        ...judgeExclusions(manifest, live.schemas),
        await restorable({ ...question, major }),
        // Once confirmed, the carrying over itself tells.
        ...(confirmed ? [] : [foreseeCarryOver(live.unsettable, live.facts.role)]),
    ];
    const refused = [...fits, ...swap].filter(({ verdict }) => verdict === 'fail');
    return {
        findings: [...fits, ...(confirmed ? swap : asWarnings(swap))],
        obstacles: refused.map(({ name, found }) => `${name}: ${found}`),
        hopeless: (0,postgres_obstacles/* isNeverRenamed */.J)(live.facts.database),
    };
}

// EXTERNAL MODULE: ./src/filling/choice.ts + 1 modules
var filling_choice = __webpack_require__(75056);
;// CONCATENATED MODULE: ./src/restore/confirmation.ts

/**
 * Whether the caller typed the name of the database that would be replaced. Nothing typed is no
 * mistake: then the step only looks.
 * @throws {DeployError} when another name was typed.
 */
function isConfirmed(typed, database) {
    if (typed === undefined || typed === database)
        return typed !== undefined;
    throw new errors/* DeployError */.sH({
        attempted: 'confirm the restore',
        found: `confirm-database is ${JSON.stringify(typed)}, DIRECT_URL leads to the database ${JSON.stringify(database)}`,
        likelyCause: 'the URL of another environment, or a slip of the pen',
        nextAction: `check DIRECT_URL; then set confirm-database to ${database}, or leave it empty to look only. Nothing was changed`,
    });
}

// EXTERNAL MODULE: ./src/postgres/siblingname.ts
var siblingname = __webpack_require__(51222);
;// CONCATENATED MODULE: ./src/restore/databasenames.ts

/** @param started when the restore began; to the second, in UTC, it is part of both names. */
function databaseNames(database, started) {
    const stamp = started.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
    return {
        side: (0,siblingname/* siblingName */.U)(database, `_restore_${stamp}`),
        kept: (0,siblingname/* siblingName */.U)(database, `_before_restore_${stamp}`),
    };
}
/** Whether a restore of this database could have made a database of that name. */
function isSideName(database, name) {
    const [suffix] = /_restore_\d{8}_\d{6}$/.exec(name) ?? [];
    return suffix !== undefined && name === (0,siblingname/* siblingName */.U)(database, suffix);
}
/** The comment on a side database until the swap: whoever finds it knows what it is. */
function marker(database, started) {
    return `${markerStart(database)}${started.toISOString()}; safe to drop`;
}
function isMarker(database, comment) {
    return (comment !== null &&
        comment.startsWith(markerStart(database)) &&
        comment.endsWith('; safe to drop'));
}
function markerStart(database) {
    return `db-deploy: incomplete restore of ${database}, started `;
}

// EXTERNAL MODULE: ./src/filling/fill.ts + 6 modules
var fill = __webpack_require__(69047);
// EXTERNAL MODULE: ./src/filling/proof.ts + 2 modules
var proof = __webpack_require__(43193);
// EXTERNAL MODULE: ./src/postgres/dropdatabase.ts
var dropdatabase = __webpack_require__(83175);
// EXTERNAL MODULE: ./src/postgres/locale.ts
var locale = __webpack_require__(31097);
;// CONCATENATED MODULE: ./src/restore/createstatement.ts


/**
 * CREATE DATABASE for the rows of the backup: encoding and locale are the manifest's, owner and
 * tablespace those of the live database (the tablespace only where the role may use it).
 */
async function createStatement(session, name, liveOid, server) {
    const [live] = await session.query(`select r.rolname as owner,
            current_setting('server_version_num')::int / 10000 as major,
            (select t.spcname from pg_tablespace t
              where t.oid = d.dattablespace and has_tablespace_privilege(t.oid, 'create')
                and t.oid <> (select dattablespace from pg_database where datname = 'template0')
            ) as tablespace
       from pg_database d join pg_roles r on r.oid = d.datdba
      where d.oid = $1::oid`, [liveOid]);
    if (live === undefined)
        throw new Error('the live database is not there any more');
    const { owner, tablespace, major } = live;
    return [
        `create database ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)} template template0`,
        `owner ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(owner)}`,
        ...(tablespace === null ? [] : [`tablespace ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(tablespace)}`]),
        ...(0,locale/* localeClauses */.n)(server, major),
    ].join(' ');
}

;// CONCATENATED MODULE: ./src/restore/sidedatabase.ts









/** Create and drop wait for a checkpoint, which takes its time on a busy server. */
const PATIENCE_MS = 300_000;
/**
 * Makes an empty database with the locale of the backup and the owner of the live one, closed to
 * everybody but its owner, and runs the work on it. Kept when the work succeeds; dropped when it
 * fails or the step is cancelled. A killed process leaves it with a comment by which the next
 * restore knows it.
 */
async function withSideDatabase(settings, work) {
    const side = await createSideDatabase(settings);
    try {
        settings.signal.throwIfAborted();
        return await work(side);
    }
    catch (error) {
        await dropSideDatabase(settings, side);
        throw error;
    }
}
/** Drops it with everybody in it. Never throws: the error that made it useless is the news. */
async function dropSideDatabase(settings, side) {
    try {
        await administer(settings, `drop the database ${side.name}`, (session) => (0,dropdatabase/* dropDatabase */.Z)(session, side, { withSessions: true }));
    }
    catch (error) {
        settings.log.warning(`The database ${side.name} holds an incomplete restore and could not be dropped (${(0,errors/* messageOf */.bD)(error)}). The next restore of ${settings.live.database} drops it.`, 'restore');
    }
}
/**
 * Works from a third database, for nobody can drop or rename the database he is in.
 * @param signal none by default: a session that cleans up outlives the step's own.
 */
function administer({ connection, elsewhere, applicationName }, purpose, work, signal = new AbortController().signal) {
    const limits = (0,postgres_session/* directSettings */.n)({ statementMs: PATIENCE_MS, lockMs: PATIENCE_MS });
    return (0,postgres_session/* withSession */.f)((0,postgres_connection/* connectionIn */.yj)(connection, elsewhere), { purpose, applicationName, signal, settings: limits }, work);
}
async function createSideDatabase(settings) {
    const { connection, live, started } = settings;
    const { side: name } = databaseNames(live.database, started);
    const quoted = esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name);
    const purpose = `create the database ${name} beside ${live.database}`;
    settings.signal.throwIfAborted();
    const progress = { begun: false };
    try {
        return await administer(settings, purpose, async (session) => {
            const statement = await createStatement(session, name, live.oid, settings.server);
            progress.begun = true;
            await session.query(statement);
            const comment = esm/* default.escapeLiteral */.Ay.escapeLiteral(marker(live.database, started));
            await (0,transaction.withTransaction)(session, 'read committed', async () => {
                await session.query(`comment on database ${quoted} is ${comment}`);
                // Everybody may connect to a new database; the live one may be closed to most.
                await session.query(`revoke all on database ${quoted} from public`);
            });
            return { name, oid: await oidOf(session, name), connection: (0,postgres_connection/* connectionIn */.yj)(connection, name) };
        });
    }
    catch (error) {
        // Whoever has the name already keeps it.
        if (progress.begun && (0,sqlstate/* codeOf */.$)(error) !== sqlstate/* SQLSTATE */.c.duplicateDatabase)
            await dropUnfinished(settings, name);
        throw error instanceof errors/* DeployError */.sH ? error : notCreated(purpose, error);
    }
}
/** It may or may not be there: an answer that was lost tells nothing. */
async function dropUnfinished(settings, name) {
    const { connection } = settings;
    const oid = await administer(settings, `look for ${name}`, (session) => oidOf(session, name)).catch(() => '');
    if (oid !== '')
        await dropSideDatabase(settings, { name, oid, connection });
}
/** Empty when there is no such database. */
async function oidOf(session, name) {
    const [row] = await session.query('select oid::text as oid from pg_database where datname = $1', [name]);
    return row?.oid ?? '';
}
function notCreated(purpose, cause) {
    return new errors/* DeployError */.sH({
        attempted: purpose,
        found: (0,errors/* messageOf */.bD)(cause),
        likelyCause: CAUSES[(0,sqlstate/* codeOf */.$)(cause) ?? ''],
        nextAction: 'remove the cause and run restore again; the live database was not touched. RESTORE.md beside the backup tells how to restore by hand',
    }, { cause });
}
const CAUSES = {
    [sqlstate/* SQLSTATE */.c.insufficientPrivilege]: 'the role has no CREATEDB, or may not give a database to the owner of the live one (grant <owner> to <role>)',
    [sqlstate/* SQLSTATE */.c.invalidParameterValue]: 'this server does not know the encoding or locale of the server that the backup came from',
    [sqlstate/* SQLSTATE */.c.wrongObjectType]: 'this server does not know the encoding or locale of the server that the backup came from',
    [sqlstate/* SQLSTATE */.c.duplicateDatabase]: 'another restore began in the same second',
    [sqlstate/* SQLSTATE */.c.diskFull]: 'the disk of the server is full',
};

;// CONCATENATED MODULE: ./src/restore/copy.ts











/**
 * Fills a side database from the archive, proves it against the manifest, and gives it the settings
 * and grants of the live database: what is left to do is the swap.
 * @throws {DeployError} when it cannot be filled, or is not what was backed up.
 */
async function makeCopy(made, settings, report) {
    const { backup, client, processes, session } = settings;
    const { manifest, archive, catalog } = backup;
    const { connection } = made;
    const entries = await (0,archive_entries/* readEntries */.$2)(archive, client.pgRestore, processes);
    const selection = await (0,postgres_session/* withSession */.f)(connection, session, (asked) => (0,filling_selection/* selectEntries */.XO)(asked, { manifest, entries, catalog }));
    const { leftOut, entries: restored } = selection;
    report.leftOut((0,leftout/* listLeftOut */.GG)(leftOut));
    const { read } = await (0,fill/* fill */.G)({ ...settings, connection, manifest, archive }, selection);
    const [proofs] = await Promise.all([
        (0,proof/* proveRestored */.T)({ connection, session, manifest, catalog, entries: restored, leftOut, read, tellCatalog: report.catalog }), // prettier-ignore
        (0,fill/* analyze */.n)({ connection, session }),
    ]);
    report.findings(proofs);
    if ((0,finding/* hasFailed */.WN)(proofs))
        throw unproven(made.name);
    report.findings([await carry(made, settings.side)]);
}
function carry(made, side) {
    const { live, started } = side;
    const { kept } = databaseNames(live.database, started);
    const order = { from: live.oid, to: made, liveName: live.database, keptAs: kept };
    const purpose = 'carry over settings and grants';
    return administer(side, purpose, (session) => carryOver(session, order), side.signal);
}
function unproven(side) {
    return new errors/* DeployError */.sH({
        attempted: `prove the restored database ${side}`,
        found: 'it is not what was backed up: see the checks that failed',
        nextAction: 'it was dropped and the live database is as it was; choose another backup, or restore by hand with RESTORE.md',
    });
}

;// CONCATENATED MODULE: ./src/restore/leftovers.ts






const leftovers_NAME = 'leftovers of earlier restores';
const SQLSTATE_LENGTH = 5;
/**
 * Drops side databases of this database that killed restores left behind. Call it under the deploy
 * lock: then no other restore is at work. What has not both the name and the comment is only
 * listed: an undone restore keeps its data under such a name.
 */
async function dropLeftovers(settings) {
    const { database } = settings.live;
    return administer(settings, 'look for leftovers of earlier restores', async (session) => {
        const all = await session.query(`select d.datname as name, d.oid::text as oid, shobj_description(d.oid, 'pg_database') as comment,
              (select count(*)::int from pg_stat_activity a
                where a.datid = d.oid and a.usesysid is not null
                  and not starts_with(a.application_name, 'db-deploy/restore/')) as sessions
         from pg_database d order by d.datname`);
        const candidates = all.filter(({ name }) => isSideName(database, name));
        const dropped = [];
        const kept = [];
        for (const candidate of candidates) {
            const { name, comment, sessions } = candidate;
            if (!isMarker(database, comment)) {
                kept.push(`${name} (left by an undo, or made by somebody: it is no incomplete restore)`);
            }
            else if (sessions > 0) {
                kept.push(`${name} (${sessions} sessions are in it)`);
            }
            else {
                try {
                    await (0,dropdatabase/* dropDatabase */.Z)(session, candidate, { withSessions: true });
                    dropped.push(name);
                }
                catch (error) {
                    if ((0,sqlstate/* codeOf */.$)(error)?.length !== SQLSTATE_LENGTH)
                        throw error;
                    kept.push(`${name} (${(0,errors/* messageOf */.bD)(error)})`);
                }
            }
        }
        return leftovers_inWords(dropped, kept);
    });
}
function leftovers_inWords(dropped, kept) {
    const done = dropped.length === 0 ? 'nothing to drop' : `dropped ${dropped.join(', ')}`;
    if (kept.length === 0)
        return (0,finding/* pass */.IX)(leftovers_NAME, done);
    return (0,finding/* warn */.R8)(leftovers_NAME, {
        expected: 'none: each takes the disk of a whole database',
        found: `${done}; left alone: ${kept.join('; ')}`,
        fix: 'drop by hand what nobody needs',
    });
}

// EXTERNAL MODULE: ./src/archive/sequences.ts
var archive_sequences = __webpack_require__(79288);
// EXTERNAL MODULE: ./src/archive/server.ts
var archive_server = __webpack_require__(15851);
// EXTERNAL MODULE: ./src/postgres/replaceability.ts + 1 modules
var replaceability = __webpack_require__(58798);
;// CONCATENATED MODULE: ./src/postgres/unsettable.ts

/** From 15 on, single parameters can be granted. */
const PARAMETER_PRIVILEGES = 150_000;
/** From 16 on, CREATEROLE reaches only roles that were given with ADMIN. */
const ADMIN_OF_ROLES = 160_000;
/**
 * Settings of a database that the session's role, owner of the database, could not make on another
 * one: parameters for superusers, names that the server does not know (applications' own), and
 * settings of roles it does not manage (AlterSetting, AlterRoleSet, validate_option_array_item).
 */
async function readUnsettable(session, oid) {
    const settings = await (0,databasesettings/* readSettings */.sb)(session, oid);
    const [server] = await session.query(`select current_setting('server_version_num')::int as version`);
    const version = server?.version ?? 0;
    const granted = version >= PARAMETER_PRIVILEGES ? `has_parameter_privilege(asked.name, 'set')` : 'false';
    const manages = version >= ADMIN_OF_ROLES ? `pg_has_role(r.oid, 'usage with admin option')` : 'true';
    const rows = await session.query(`select me.rolsuper
            or ((coalesce(s.context in ('user', 'backend'), false) or ${granted})
                and (asked.role is null or r.oid = me.oid
                     or (not r.rolsuper and me.rolcreaterole and ${manages}))) as may
       from unnest($1::text[], $2::text[]) with ordinality as asked (name, role, at)
       join pg_roles me on me.rolname = current_user
       left join pg_settings s on lower(s.name) = lower(asked.name)
       left join pg_roles r on r.rolname = asked.role
      order by asked.at`, [settings.map(({ name }) => name), settings.map(({ role }) => role ?? null)]);
    return settings.filter((_, at) => rows[at]?.may !== true);
}

// EXTERNAL MODULE: ./src/archive/fingerprint.ts
var fingerprint = __webpack_require__(9058);
// EXTERNAL MODULE: ./src/archive/tables.ts
var tables = __webpack_require__(11061);
;// CONCATENATED MODULE: ./src/restore/loss.ts


/**
 * Compares every table of a database with the backup. Call it inside a snapshot with pinned settings.
 * @param contents whether to compare the contents, too, where the backup has fingerprints; that reads every row.
 * @returns one entry for each table of either side, in the order of their names.
 */
async function readLosses(session, server, manifest, { contents }) {
    const { withRows } = await (0,tables/* readTables */.g)(session, server);
    const scope = contents && manifest.fingerprints === 'content' ? 'content' : 'counts';
    const now = await (0,fingerprint/* fingerprintTables */.Q)(session, withRows, scope);
    // Their rows were not asked for: the restored table is empty.
    const emptied = (manifest.excluded?.tableData ?? []).map((qualified) => withRows.find((table) => table.qualified === qualified) ?? []);
    // Sums of hashes compare between databases of one encoding only.
    const comparable = server.encoding === manifest.server.encoding;
    return compareRows(now, [...manifest.tables, ...emptied.flat().map(withoutRows)], comparable);
}
function withoutRows({ schema, name }) {
    return { schema, name, rows: '0' };
}
/** @param comparable whether equal contents have equal fingerprints on both sides. */
function compareRows(now, then, comparable) {
    const before = new Map(then.map((table) => [keyOf(table.schema, table.name), table]));
    const losses = now.map(({ table, rows, fingerprint }) => {
        const old = before.get(keyOf(table.schema, table.name));
        before.delete(keyOf(table.schema, table.name));
        return {
            table: table.qualified,
            ...(rows === undefined ? {} : { rowsNow: rows }),
            ...(old === undefined ? {} : { rowsThen: old.rows }),
            content: contentOf({ rows, fingerprint: comparable ? fingerprint : undefined }, old),
        };
    });
    const returning = [...before.values()].map((table) => ({
        table: `${quoted(table.schema)}.${quoted(table.name)}`,
        rowsThen: table.rows,
        content: 'different',
    }));
    return [...losses, ...returning];
}
function contentOf(now, then) {
    if (then === undefined)
        return 'different';
    if (now.rows === undefined)
        return 'unknown';
    if (now.rows !== then.rows)
        return 'different';
    if (now.fingerprint === undefined || then.fingerprint === undefined)
        return 'unknown';
    return now.fingerprint === then.fingerprint ? 'same' : 'different';
}
function keyOf(schema, name) {
    return JSON.stringify([schema, name]);
}
/** As `format('%I')` writes the names of tables that are not there to ask the server about. */
function quoted(name) {
    return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

;// CONCATENATED MODULE: ./src/restore/live.ts










/**
 * Looks at the live database in one snapshot; changes nothing.
 * @param settings with timeouts: a table that a broken migration holds must not hold up the look.
 */
async function readLive(connection, settings, { manifest, catalog, readLedger, contents }) {
    return (0,postgres_session/* withSession */.f)(connection, settings, (session) => (0,transaction.withTransaction)(session, 'snapshot', async () => {
        await (0,transaction.pinSettings)(session);
        const server = await (0,archive_server/* readServer */.W)(session);
        const facts = await (0,replaceability/* readReplaceability */.L)(session, connection, settings);
        return {
            server,
            identity: await (0,identity/* readIdentity */.xN)(session, connection),
            facts,
            unsettable: await readUnsettable(session, facts.oid),
            schemas: await readSchemas(session),
            migrationsUndone: await readUndone(session, manifest, readLedger),
            losses: await readLosses(session, server, manifest, { contents }),
            catalogChanges: await readChanges(session, catalog),
            sequencesMoved: await readMoved(session, manifest),
        };
    }));
}
async function readSchemas(session) {
    const rows = await session.query(`select nspname::text as name from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`);
    return rows.map(({ name }) => name);
}
/**
 * What the replaced database holds and the backup does not, contents included. Nobody writes to it
 * any more, so this is exactly what was lost.
 */
async function readReplaced(connection, settings, manifest) {
    return (0,postgres_session/* withSession */.f)(connection, settings, (session) => (0,transaction.withTransaction)(session, 'snapshot', async () => {
        await (0,transaction.pinSettings)(session);
        return readLosses(session, await (0,archive_server/* readServer */.W)(session), manifest, { contents: true });
    }));
}
/** The server's definition functions lock what they describe: a lock that is held costs this part only. */
async function readChanges(session, then) {
    if (then === undefined)
        return undefined;
    const answer = await (0,tolerated/* tolerated */.N)(session, () => (0,postgres_catalog.readCatalog)(session));
    return answer.ok ? (0,postgres_catalog.catalogChanges)(then, answer.value) : undefined;
}
/** Sequences that both sides have; the others are in the catalog's changes. */
async function readMoved(session, { sequences }) {
    if (sequences === undefined)
        return [];
    const answer = await (0,tolerated/* tolerated */.N)(session, () => (0,archive_sequences/* readSequencePositions */.ms)(session));
    const now = answer.ok ? answer.value : [];
    return (0,archive_sequences/* differingSequences */.V3)(sequences, now).flatMap(({ recorded, found }) => found === undefined
        ? []
        : [
            {
                sequence: `${recorded.schema}.${recorded.name}`,
                now: found.value,
                then: recorded.value,
            },
        ]);
}
/** A ledger that a broken migration has made unreadable must not stop the way back. */
async function readUndone(session, manifest, readLedger) {
    if (readLedger === undefined)
        return [];
    const answer = await (0,tolerated/* tolerated */.N)(session, () => readLedger(session));
    const known = new Set(manifest.state.ledger?.applied);
    return answer.ok ? answer.value.applied.filter((name) => !known.has(name)) : [];
}

// EXTERNAL MODULE: ./src/filling/obtain.ts + 2 modules
var obtain = __webpack_require__(86590);
// EXTERNAL MODULE: ./src/filling/roles.ts
var roles = __webpack_require__(21066);
// EXTERNAL MODULE: ./src/postgres/endsessions.ts
var endsessions = __webpack_require__(68643);
// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
;// CONCATENATED MODULE: ./src/restore/swapfailure.ts




const ATTEMPTED = 'swap the databases';
/** After the last attempt: somebody is in the way, and who it is. */
async function busy(session, { live, side, applicationName }, cause) {
    const strangers = [
        ...(await (0,endsessions/* readStrangers */.Ez)(session, live.oid)),
        ...(await (0,endsessions/* readStrangers */.Ez)(session, side.oid)),
    ];
    const who = strangers.map(({ role, sessions, applications }) => `${sessions} of ${role}${applications.length === 0 ? '' : ` (${applications.map(neutral/* plain */.p).join(', ')})`}`);
    const locked = (0,sqlstate/* codeOf */.$)(cause) === sqlstate/* SQLSTATE */.c.lockNotAvailable;
    const found = locked
        ? 'another session holds a lock on one of the two databases (ALTER, COMMENT or CREATE DATABASE … TEMPLATE)'
        : `sessions stayed in ${live.database}${who.length === 0 ? '' : `, which this role may not end: ${who.join('; ')}`}`;
    return new errors/* DeployError */.sH({
        attempted: ATTEMPTED,
        found: `${found}; nothing was renamed, ${live.database} is as it was`,
        likelyCause: `${(0,errors/* messageOf */.bD)(cause)} (${applicationName} tried three times)`,
        nextAction: locked
            ? 'let it end, then run restore again'
            : 'stop those programs, or grant pg_signal_backend to the role of DIRECT_URL, then run restore again',
    }, { cause });
}
/** The server said no, for a reason that another attempt would meet again. */
function refused({ live }, cause) {
    return new errors/* DeployError */.sH({
        attempted: ATTEMPTED,
        found: `${(0,errors/* messageOf */.bD)(cause)}; nothing was renamed, ${live.database} is as it was`,
        likelyCause: swapfailure_CAUSES[(0,sqlstate/* codeOf */.$)(cause) ?? ''],
        nextAction: 'remove the cause, then run restore again',
    }, { cause });
}
const swapfailure_CAUSES = {
    [sqlstate/* SQLSTATE */.c.insufficientPrivilege]: 'RENAME needs CREATEDB and the rights of the owner',
    [sqlstate/* SQLSTATE */.c.queryCanceled]: 'an administrator cancelled it, or it took longer than it may',
};
/** Both databases were renamed or none, and nobody could be asked which. */
class SwapUnknown extends errors/* DeployError */.sH {
}
/** What fails because of a cancel tells nobody anything, unless the swap had begun: then the cancel is the error. */
function cancelOr(error, signal) {
    return signal.aborted && !(error instanceof SwapUnknown) ? signal.reason : error;
}
const LOST = 'the server restarted, an administrator ended the session, or the network dropped it';
function lostAtCommit(settings, standing, cause) {
    if (standing === 'unknown') {
        const found = 'the connection was lost, and the server could not be asked since';
        return new SwapUnknown(eitherWay(settings, found), { cause });
    }
    return new errors/* DeployError */.sH({
        attempted: ATTEMPTED,
        found: `the connection was lost, and the server says that nothing was renamed: ${settings.live.database} is as it was`,
        likelyCause: LOST,
        nextAction: 'check the server, then run restore again',
    }, { cause });
}
/** The step was cancelled, and can wait for the server no longer. */
function unanswered(settings, cancelled) {
    const problem = eitherWay(settings, 'the server has not answered since');
    return new SwapUnknown([...(0,errors/* problemsOf */.GW)(cancelled, ATTEMPTED), problem], { cause: cancelled });
}
function eitherWay({ side, keptAs }, found) {
    return {
        attempted: ATTEMPTED,
        found: `${found}: both databases were renamed, or none`,
        likelyCause: LOST,
        nextAction: `look at the names with psql --list: where ${keptAs} exists the swap is done, where ${side.name} exists it is not`,
    };
}

;// CONCATENATED MODULE: ./src/restore/swapplan.ts



/**
 * Looks once more at what is to be renamed, by oid.
 * @throws {DeployError} when one of the two is not what it was, or another deploy has begun.
 */
async function planSwap(session, settings) {
    const { live, side, keptAs } = settings;
    const [found] = await session.query(`select l.datname as live, s.datname as side, shobj_description(s.oid, 'pg_database') as comment,
            exists (select from pg_database where datname = $3) as taken,
            format('alter database %1$I rename to %2$I; alter database %3$I rename to %1$I; '
                   || 'comment on database %1$I is %4$L',
                   l.datname, $3::text, s.datname, shobj_description(l.oid, 'pg_database')) as statements,
            a.pid, extract(epoch from a.backend_start)::text as start
       from (values (1)) one
       left join pg_database l on l.oid = $1::oid
       left join pg_database s on s.oid = $2::oid
       join pg_stat_activity a on a.pid = pg_backend_pid()`, [live.oid, side.oid, keptAs]);
    if (found?.live !== live.database)
        throw moved(`the live database is not called ${live.database} any more`);
    if (found.side !== side.name)
        throw moved(`the restored database is not called ${side.name} any more`);
    if (!isMarker(live.database, found.comment)) {
        throw moved(`${side.name} has not the comment of an unfinished restore any more`);
    }
    if (found.taken)
        throw moved(`there is a database called ${keptAs} already`);
    const holder = await (0,mutex/* mutexHolder */.o)(session, live.database);
    if (holder !== undefined)
        throw moved(`another deploy has taken the deploy lock: ${holder}`);
    return { statements: found.statements, pid: found.pid, backendStart: found.start };
}
function moved(found) {
    return new errors/* DeployError */.sH({
        attempted: 'swap the databases',
        found: `${found}; nothing was renamed`,
        likelyCause: 'somebody else worked on this server meanwhile',
        nextAction: 'see who it was, then run restore again',
    });
}

;// CONCATENATED MODULE: ./src/restore/swap.ts







/** RENAME itself waits 5 s for the sessions to be gone, and keeps new ones out meanwhile. */
const ATTEMPTS = 3;
const PAUSE_MS = 1_000;
const END_EVERY_MS = 20;
/** Twice the 5 s, beside what locks may take. */
const RENAMES_MS = 20_000;
const LOOKS = 10;
/** After a cancel; one second before the step is given up, and what it knows with it. */
const LAST_ANSWER_MS = 4_000;
/** Somebody came in between; the next attempt may find the door free. */
const PASSING = [
    sqlstate/* SQLSTATE */.c.objectInUse,
    sqlstate/* SQLSTATE */.c.lockNotAvailable,
    sqlstate/* SQLSTATE */.c.deadlockDetected,
];
/**
 * Puts the side database in the place of the live one: two renames and the comment in one message,
 * which is one transaction, from a third database, while a second session ends everybody in both.
 * New connections wait at the lock that RENAME holds and are then refused (3D000, measured): they must be made again. Killed at
 * any point, both databases have their names as before or both the new ones. Ends the sessions of
 * the deploy lock, too: release it before. The lock is a session's in the live database, where RENAME
 * bears none, so nobody can hold it through the swap: about 0.1 s stay open. A deploy that takes it
 * before the plan is read is met there, and nothing is renamed; one that takes it after that is ended
 * with everybody else, and learns at its next `Mutex.check` that its lock is lost. What it committed
 * in between lies in the database that is put aside. Where the role may not end it, RENAME fails,
 * and the next plan meets it.
 * @throws {DeployError} when nothing was changed, or when nobody can tell; see its text.
 */
async function swap(settings) {
    return Promise.race([trySwap(settings), noAnswerToCancel(settings)]);
}
async function trySwap(settings) {
    for (let attempt = 1;; attempt += 1) {
        settings.signal.throwIfAborted();
        const result = await attemptSwap(settings);
        if ('milliseconds' in result)
            return { keptAs: settings.keptAs, ...result };
        const { error, plan } = result;
        if (isUncertain(error)) {
            const standing = await standingOf(settings, plan);
            if (standing === 'swapped')
                return { keptAs: settings.keptAs, milliseconds: result.passed };
            throw lostAtCommit(settings, standing, error);
        }
        // A cancelled statement was cancelled by us, when the step was.
        settings.signal.throwIfAborted();
        if (!PASSING.includes((0,sqlstate/* codeOf */.$)(error) ?? ''))
            throw refused(settings, error);
        if (attempt === ATTEMPTS) {
            throw await inSession(settings, (session) => busy(session, settings, error));
        }
        await settings.clock.sleep(PAUSE_MS, settings.signal);
    }
}
/** Rejects when a cancelled step has waited as long as it may. */
function noAnswerToCancel(settings) {
    const { signal } = settings;
    return new Promise((_, reject) => {
        const wait = () => {
            setTimeout(() => {
                reject(unanswered(settings, signal.reason));
            }, LAST_ANSWER_MS).unref();
        };
        signal.addEventListener('abort', wait, { once: true });
    });
}
async function attemptSwap(settings) {
    return inSession(settings, (renamer) => inSession(settings, async (ender) => {
        const plan = await planSwap(renamer, settings);
        const begun = performance.now();
        let over = false;
        const renaming = renamer.query(plan.statements).then(() => undefined, (error) => ({ error }));
        const ended = renaming.finally(() => (over = true));
        await keepEnding(ender, settings, plan, ended, () => over);
        const failure = await ended;
        const milliseconds = Math.round(performance.now() - begun);
        return failure === undefined
            ? { milliseconds }
            : { error: failure.error, plan, passed: milliseconds };
    }));
}
/** Until the renames are over. A cancelled step cancels them: then both names are as before. */
async function keepEnding(ender, { signal, clock, live, side }, { pid }, ended, isOver) {
    const never = new AbortController().signal;
    try {
        while (!isOver()) {
            await (0,endsessions/* endSessions */.vG)(ender, [live.oid, side.oid]);
            if (signal.aborted)
                await ender.query('select pg_cancel_backend($1)', [pid]);
            await Promise.race([ended, clock.sleep(END_EVERY_MS, never)]);
        }
    }
    catch {
        // Without this session the renames succeed or give up after 5 s; they tell which.
    }
}
/** No answer is not a refusal: the server may have committed before the connection went. */
function isUncertain(error) {
    return error instanceof errors/* DeployError */.sH || (0,sqlstate/* codeOf */.$)(error)?.length !== 5;
}
/** Asks the catalog who has which name, once the session that renamed is gone for sure. */
async function standingOf(settings, plan) {
    for (let look = 1; look <= LOOKS; look += 1) {
        const standing = await inSession(settings, (session) => lookAt(session, settings, plan)).catch(
        // The server may be starting up again.
        () => undefined);
        if (standing !== undefined)
            return standing;
        await settings.clock.sleep(PAUSE_MS, new AbortController().signal);
    }
    return 'unknown';
}
async function lookAt(session, { live, side }, { pid, backendStart }) {
    const working = await session.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where pid = $1 and extract(epoch from backend_start)::text = $2`, [pid, backendStart]);
    if (working.length > 0)
        return undefined;
    const [row] = await session.query(`select (select datname from pg_database where oid = $1::oid) as live,
            (select datname from pg_database where oid = $2::oid) as side`, [live.oid, side.oid]);
    if (row?.side === live.database)
        return 'swapped';
    return row?.live === live.database ? 'as before' : undefined;
}
/** Outlives the step's signal: what has begun is ended in order, and asked for. */
function inSession({ connection, elsewhere, applicationName, lockMs }, work) {
    const settings = (0,postgres_session/* directSettings */.n)({ statementMs: RENAMES_MS + 2 * lockMs, lockMs });
    const { signal } = new AbortController();
    return (0,postgres_session/* withSession */.f)((0,postgres_connection/* connectionIn */.yj)(connection, elsewhere), { purpose: 'swap the databases', applicationName, signal, settings }, work);
}

;// CONCATENATED MODULE: ./src/restore/waiters.ts


/**
 * Ends the deploys that wait for the deploy lock. The swap would end them a moment later; but between
 * the release of the lock and the swap one of them could take it, and start on the database that is
 * about to be replaced. They have changed nothing yet. Call it just before the lock is released.
 * @param own name of the session that holds the lock; the server keeps 63 characters of it.
 */
async function endWaiters(settings, own) {
    await administer(settings, 'end the deploys that wait', (session) => session.query(`select pg_terminate_backend(a.pid) from pg_stat_activity a
        where a.datname = $1 and starts_with(a.application_name, 'db-deploy/')
          and a.application_name <> left($2, 63) and ${endsessions/* MAY_END */.A1}`, [settings.live.database, own]));
}

;// CONCATENATED MODULE: ./src/restore/undo.ts


const DELIMITER = 'SQL';
/**
 * One shell command that puts the old database back and keeps the restored one under the name it
 * had before the swap. Where the server is and who asks comes from libpq's variables; it holds no
 * secret. A second psql ends the sessions of both databases until the two renames, which are one
 * transaction, are through: without it a reconnecting pool would win by luck.
 */
function undoCommand({ database, old, restored, elsewhere }) {
    const both = [database, old].map(literal).join(', ');
    return [
        `(psql --no-psqlrc --dbname=${elsewhere} --output=/dev/null <<'${DELIMITER}' &`,
        `select pg_terminate_backend(a.pid) from pg_stat_activity a`,
        ` where a.datname in (${both}) and a.usesysid is not null and ${flat(endsessions/* MAY_END */.A1)} \\watch 0.1`,
        DELIMITER,
        `trap "kill $!" EXIT`,
        ...psql(elsewhere),
        'begin;',
        `alter database ${identifier(database)} rename to ${identifier(restored)};`,
        `alter database ${identifier(old)} rename to ${identifier(database)};`,
        'commit;',
        DELIMITER,
        ')',
    ].join('\n');
}
/** One shell command that drops the old database for good. Refused by the server while somebody is in it. */
function cleanUpCommand(old, elsewhere) {
    return [
        ...psql(elsewhere),
        // The server drops no template.
        `alter database ${identifier(old)} is_template false;`,
        `drop database ${identifier(old)};`,
        DELIMITER,
    ].join('\n');
}
function psql(elsewhere) {
    return [`psql --no-psqlrc --set=ON_ERROR_STOP=1 --dbname=${elsewhere} <<'${DELIMITER}'`];
}
function flat(sql) {
    return sql.replace(/\s+/g, ' ').trim();
}
function identifier(name) {
    return esm/* default.escapeIdentifier */.Ay.escapeIdentifier(oneLine(name));
}
function literal(name) {
    return esm/* default.escapeLiteral */.Ay.escapeLiteral(oneLine(name)).trim();
}
/** A line break could end the here-document, and the rest of the name would be a command. */
function oneLine(name) {
    if (/[\r\n]/.test(name))
        throw new Error('a database name with a line break');
    return name;
}

;// CONCATENATED MODULE: ./src/steps/restore.ts





























const PURPOSE = 'restore the database';
/** Shows what a restore would lose and, when it is confirmed, puts a proven copy in the place of the live database. */
async function restore(config, tools) {
    const account = { findings: [] };
    const outcome = () => ({
        findings: account.findings,
        ...(account.details === undefined ? {} : { details: account.details }),
        ...(account.details?.swapped === true ? (0,drift.keptCatalog)(config.surroundings, account.catalog ?? []) : {}), // prettier-ignore
    });
    try {
        await (0,privatedirectory/* withPrivateDirectory */.V)(tools.workDirectory, (directory) => rollBack(config, tools, directory, account));
        return { status: (0,finding/* hasFailed */.WN)(account.findings) ? 'failed' : 'passed', ...outcome() };
    }
    catch (error) {
        if (error instanceof Error)
            tools.log.debug(error.stack ?? '');
        const told = cancelOr(error, tools.signal);
        return { status: 'failed', ...outcome(), problems: (0,errors/* problemsOf */.GW)(told, PURPOSE) };
    }
}
async function rollBack(config, tools, directory, account) {
    const { directUrl, run, surroundings, environment } = config;
    const session = sessionOf(config, tools.signal);
    const confirmed = isConfirmed(config.confirmDatabase, directUrl.database);
    await (0,directness/* requireDirect */.VS)(directUrl, session);
    const choice = await (0,filling_choice/* chooseBackup */.S)({
        environment,
        runId: config.backupRunId,
        file: config.backupFile,
        directory: (0,external_node_path_.resolve)(surroundings.workspace, config.workingDirectory),
        identify: () => (0,identity/* identify */.ls)(directUrl, session),
    }, tools.records);
    const backup = await (0,obtain/* obtainBackup */.E)(choice, {
        storeOf: (artifact) => (0,stores/* storeOf */.xX)(artifact, tools),
        identities: config.decryptWith,
        directory,
        signal: tools.signal,
    });
    const { manifest } = backup;
    // Once confirmed, contents are compared after the swap: every second before it is downtime.
    const readLedger = (0,table/* ledgerReader */.z)(manifest.state.ledger);
    const question = { manifest, catalog: backup.catalog, readLedger, contents: !confirmed };
    const live = await readLive(directUrl, session, question);
    const { findings, obstacles, hopeless } = await assess({
        ...{ backup, live, confirmed, environment, session, choice },
        connection: directUrl,
        searchPath: surroundings.environment['PATH'] ?? '',
        processes: tools.processes,
    });
    account.findings.push(...backup.findings, ...findings);
    const now = tools.clock.now();
    const details = accountOf(choice, backup, live, { now, lookOnly: !confirmed });
    account.details = { ...details, obstacles: [...obstacles], hopeless };
    tools.log.info(`Backup: ${backupWords(account.details, run)}`);
    if (!confirmed || (0,finding/* hasFailed */.WN)(account.findings))
        return;
    await replace(config, tools, { directory, backup, live, account });
}
/** Makes the proven copy under the deploy lock, then swaps: the lock's session sits in the live database. */
async function replace(config, tools, replacement) {
    const { account, live, backup, directory } = replacement;
    const { directUrl, run, surroundings } = config;
    const { facts } = live;
    const started = tools.clock.now();
    const settings = {
        connection: directUrl,
        live: facts,
        elsewhere: facts.elsewhere.ok ? facts.elsewhere.database : '',
        server: backup.manifest.server,
        started,
        applicationName: `db-deploy/restore/${run.runId}`,
        signal: tools.signal,
        log: tools.log,
    };
    const lock = {
        purpose: PURPOSE,
        applicationName: `${settings.applicationName}/${started.toISOString()}`,
        waitMs: config.waitForOtherDeploy,
        signal: tools.signal,
        clock: tools.clock,
        log: tools.log,
    };
    const session = sessionOf(config, tools.signal);
    await (0,postgres_session/* withSession */.f)(directUrl, session, (asked) => (0,roles/* requireRoles */.r)(asked, backup.manifest));
    const client = await (0,clientinstall/* clientToolsFor */.U)(live.server.major, {
        searchPath: surroundings.environment['PATH'] ?? '',
        processes: tools.processes,
        mayInstall: surroundings.inActions,
        log: tools.log,
    });
    account.findings.push((0,releases/* releaseFinding */.Vj)(live.server.version, client.version, surroundings.inActions));
    const copy = {
        ...{ side: settings, backup, client, session, directory, log: tools.log },
        childEnvironment: surroundings.environment,
        processes: tools.processes,
    };
    const report = {
        findings: (findings) => account.findings.push(...findings),
        leftOut: (leftOut) => {
            account.details = { ...known(account), leftOut: [...leftOut] };
        },
        catalog: (lines) => {
            account.catalog = lines;
        },
    };
    const side = await (0,mutex/* withMutex */.g)(directUrl, lock, async (mutex) => {
        account.findings.push(await dropLeftovers(settings));
        return withSideDatabase(settings, async (made) => {
            await makeCopy(made, copy, report);
            await mutex.check();
            await endWaiters(settings, lock.applicationName);
            return made;
        });
    });
    const seconds = (tools.clock.now().getTime() - started.getTime()) / 1_000;
    account.details = { ...known(account), restoreSeconds: seconds };
    await changeNames(config, tools, { settings, side, account });
    await lookBack(config, tools, replacement);
}
/** Tells exactly what was lost; a look that fails costs the details, not the restore. */
async function lookBack(config, tools, { account, backup }) {
    const { oldDatabase = '' } = known(account);
    const replaced = (0,postgres_connection/* connectionIn */.yj)(config.directUrl, oldDatabase);
    try {
        const session = sessionOf(config, tools.signal);
        const losses = await readReplaced(replaced, session, backup.manifest);
        account.details = { ...known(account), losses };
    }
    catch (error) {
        const [problem] = (0,errors/* problemsOf */.GW)(error, PURPOSE);
        const found = `only numbers of rows, as counted before the swap: ${problem?.found ?? ''}`;
        account.findings.push((0,finding/* couldNotVerify */.ke)('contents of what was lost', found));
    }
}
async function changeNames(config, tools, { settings, side, account }) {
    const { live, elsewhere, started } = settings;
    const keptAs = databaseNames(live.database, started).kept;
    const order = { ...settings, side, keptAs, lockMs: config.lockTimeout, clock: tools.clock };
    const swapped = await swap(order).catch(async (error) => {
        // Where nobody answers, dropping it would take the time in which to say so.
        if (!(error instanceof SwapUnknown))
            await dropSideDatabase(settings, side);
        throw error;
    });
    const undo = { database: live.database, old: keptAs, restored: side.name, elsewhere };
    const { catalog } = account;
    account.details = {
        ...known(account),
        ...fingerprintsOf(catalog),
        swapped: true,
        oldDatabase: swapped.keptAs,
        undo: undoCommand(undo),
        cleanUp: cleanUpCommand(keptAs, elsewhere),
        swapMilliseconds: swapped.milliseconds,
    };
    // Now, and not on the page alone: the process may die before it writes one.
    tools.log.info(`Swapped: ${live.database} is the restored database now. The one it replaced is kept as ${keptAs}. Undo:`);
    tools.log.info(known(account).undo);
}
function sessionOf(config, signal) {
    const { lockTimeout: lockMs, statementTimeout: statementMs } = config;
    return {
        purpose: PURPOSE,
        applicationName: `db-deploy/restore/${config.run.runId}`,
        signal,
        settings: (0,postgres_session/* directSettings */.n)({ lockMs, statementMs }),
    };
}


/***/ })

};
