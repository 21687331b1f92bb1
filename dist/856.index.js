export const id = 856;
export const ids = [856];
export const modules = {

/***/ 75056:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S: () => (/* binding */ chooseBackup)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/actions/stores.ts
var stores = __webpack_require__(1969);
// EXTERNAL MODULE: ./src/archive/manifestfile.ts
var manifestfile = __webpack_require__(80715);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/identity.ts
var postgres_identity = __webpack_require__(54837);
;// CONCATENATED MODULE: ./src/filling/choicefailure.ts

function twoWishes() {
    return new errors/* DeployError */.sH({
        attempted: 'choose the backup',
        found: 'both backup-file and backup-run-id are set',
        nextAction: 'set one of them',
    });
}
const MAY_READ = 'give the job `permissions: actions: read`';
function severalDatabases(runId, names) {
    return new errors/* DeployError */.sH({
        attempted: `choose the backup of run ${runId}`,
        found: `the run backed up several databases: ${names.join(', ')}`,
        likelyCause: 'a job matrix with one environment for all of them',
        nextAction: 'download the backup that is meant and give its directory as backup-file; give each database an environment of its own from now on',
    });
}
function firstMissing(newest, wanted, unreadable) {
    return new errors/* DeployError */.sH({
        attempted: `find ${wanted}, the backup from before the first migration of run ${newest.run.runId}`,
        found: `its record is not there${unreadableWords(unreadable)}`,
        likelyCause: 'it expired, was deleted, or could not be fetched',
        nextAction: `run this again; or download ${wanted} and give its directory as backup-file. ${newest.details?.artifact.name ?? ''} was taken after a part of the migration: it would not undo it`,
    });
}
function noneInRun(runId, environment, unreadable) {
    return new errors/* DeployError */.sH({
        attempted: `find the backup of run ${runId}`,
        found: `it has no record of a passed backup of ${environment}${unreadableWords(unreadable)}`,
        likelyCause: 'the run failed before its backup, belongs to another environment, or is older than its artifacts',
        nextAction: `choose another run, or download its backup and give the directory as backup-file; if the run has one: ${MAY_READ}`,
    });
}
function noneAnywhere(environment, unreadable) {
    return new errors/* DeployError */.sH({
        attempted: `find the newest proven backup of ${environment}`,
        found: `there is no record of one${unreadableWords(unreadable)}`,
        likelyCause: 'none was taken yet, they expired, or environment names another one than the deploys do',
        nextAction: `take one by the step backup if there is none, set environment as in the deploys, or name a backup by backup-run-id or backup-file; in GitHub Actions ${MAY_READ}`,
    });
}
function noneOfThis({ database, host, port }, passedOver) {
    return new errors/* DeployError */.sH({
        attempted: `find the newest proven backup of ${database} on ${host}:${port}`,
        found: `there is none; passed over: ${passedOver.slice(0, 5).join('; ')}`,
        likelyCause: 'DIRECT_URL names another database than the backups were taken of',
        nextAction: 'check DIRECT_URL; if one of these is to replace its database, name that backup as written behind it',
    });
}
function unreadableWords(unreadable) {
    return unreadable.length === 0 ? '' : ` (${unreadable.slice(0, 3).join('; ')})`;
}

;// CONCATENATED MODULE: ./src/filling/choice.ts







/**
 * Finds the backup to restore: by file, by run, or the newest of this database that any run of this
 * environment left. One that may be of this database is never passed over for an older one. Of a run that was re-run after a migration got half-way, the backup from before it.
 * @throws {DeployError} when there is none.
 */
async function chooseBackup(wish, records) {
    const { file, runId, environment } = wish;
    if (file !== undefined && runId !== undefined)
        throw twoWishes();
    if (file !== undefined)
        return { by: 'file', directory: await directoryOf(wish, file) };
    if (runId !== undefined) {
        const record = await ofRun(runId, environment, records);
        return { by: 'run', artifact: artifactOf(record, runId), runId };
    }
    return newestOf(await wish.identify(), environment, records);
}
async function newestOf(identity, environment, records) {
    const others = [];
    const { record, unreadable, leftOut } = await records.newestAnywhere('backup', (read) => {
        if (!isProven(read))
            return false;
        if (otherThan(identity, read) === undefined)
            return true;
        others.push(read);
        return false;
    });
    const found = (await besideOthers(others, identity, records)) ?? record;
    const passedOver = [...others.map((other) => overWords(other, identity)), ...unreadable];
    if (found === undefined) {
        throw others.length === 0
            ? noneAnywhere(environment, [...unreadable, ...leftOut])
            : noneOfThis(identity, passedOver);
    }
    const { run } = found;
    const artifact = artifactOf(await beforeAnyMigration(found, records), run.runId);
    return { by: 'newest', artifact, runId: run.runId, named: named(run, artifact), passedOver };
}
/**
 * Of a run that backed up several databases the search finds one: artifacts of one run differ in
 * their names, and it asks for them by name.
 */
async function besideOthers(others, identity, records) {
    for (const runId of new Set(others.map(({ run }) => run.runId))) {
        const read = await records.ofRun(runId);
        const own = read.records.findLast((record) => record.step === 'backup' && isProven(record) && otherThan(identity, record) === undefined);
        if (own !== undefined)
            return own;
    }
    return undefined;
}
function otherThan(identity, { details }) {
    return details && (0,postgres_identity/* surelyAnother */.Kf)(details.manifest.state.identity, identity);
}
function overWords(record, identity) {
    const { run } = record;
    const artifact = artifactOf(record, run.runId);
    return `${artifact.name}, ${otherThan(identity, record) ?? ''} (${named(run, artifact)})`;
}
/** How a caller names a backup; one that is named is taken whatever database it came from. */
function named({ url, runId }, { directory = stores/* LOCAL_STORE */.K5, id }) {
    return url === '' ? `--backup-file ${directory}/${id}` : `backup-run-id: ${runId}`;
}
async function ofRun(runId, environment, records) {
    const read = await records.ofRun(runId);
    const proven = read.records.filter((record) => record.step === 'backup' && isProven(record));
    const newest = proven.at(-1);
    if (newest === undefined)
        throw noneInRun(runId, environment, read.unreadable);
    return pointedBack(newest, proven, read.unreadable);
}
/**
 * A run may back up several databases under one environment; which of them is meant, nobody can tell.
 * @throws {DeployError} then, and when the backup from before the first migration is not to be had.
 */
function pointedBack(newest, proven, unreadable) {
    const database = (record) => record.details?.manifest.state.identity.database;
    const names = new Set(proven.map(database));
    if (names.size > 1)
        throw severalDatabases(newest.run.runId, [...names]);
    const wanted = firstName(newest);
    if (wanted === undefined)
        return newest;
    const first = proven.find((record) => record.details?.artifact.name === wanted);
    if (first === undefined)
        throw firstMissing(newest, wanted, unreadable);
    return first;
}
/** The record whose backup a labelled one points back to; itself when it is not labelled. */
async function beforeAnyMigration(record, records) {
    if (firstName(record) === undefined)
        return record;
    return ofRun(record.run.runId, record.environment, records);
}
function firstName({ details }) {
    return details?.manifest.afterPartialMigration?.firstBackup;
}
function isProven({ status, details }) {
    return status === 'passed' && details !== undefined;
}
function artifactOf({ details }, runId) {
    if (details === undefined)
        throw new Error('a proven backup has details');
    return { ...details.artifact, runId };
}
async function directoryOf({ directory }, file) {
    const path = (0,external_node_path_.resolve)(directory, file);
    const facts = await (0,promises_.stat)(path).catch(() => undefined);
    const found = facts?.isDirectory() === true ? path : (0,external_node_path_.dirname)(path);
    const manifest = await (0,promises_.readFile)((0,external_node_path_.join)(found, manifestfile/* MANIFEST_FILE */.h1)).catch(() => undefined);
    if (facts !== undefined && manifest !== undefined)
        return found;
    throw new errors/* DeployError */.sH({
        attempted: 'find the backup that backup-file names',
        found: facts === undefined ? `there is no ${path}` : `there is no ${manifestfile/* MANIFEST_FILE */.h1} in ${found}`,
        likelyCause: 'only the archive was downloaded, or the path starts at another directory',
        nextAction: `download the whole backup (archive, ${manifestfile/* MANIFEST_FILE */.h1}, RESTORE.md) and give its directory; an archive alone is restored by hand, with pg_restore`,
    });
}


/***/ }),

/***/ 58977:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aq: () => (/* binding */ requireExtensions),
/* harmony export */   Zi: () => (/* binding */ extensionName),
/* harmony export */   bg: () => (/* binding */ probeExtensions),
/* harmony export */   tl: () => (/* binding */ tryExtension),
/* harmony export */   xU: () => (/* binding */ missingExtensions)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(31406);
/* harmony import */ var _postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57787);




/** Packages whose name does not follow from the extension's; `*` is the major. */
const PACKAGES = {
    vector: 'postgresql-*-pgvector',
    pg_cron: 'postgresql-*-cron',
    pg_partman: 'postgresql-*-partman',
    pg_repack: 'postgresql-*-repack',
    timescaledb: 'timescaledb-2-postgresql-*',
};
const OF_POSTGIS = /^(postgis|address_standardizer)/;
/** The name of an extension in its entry. */
function extensionName({ rest }) {
    return rest.replace(/^- /, '').trimEnd();
}
/**
 * Every extension of the archive must be installed on the machine of the server.
 * @throws {DeployError} naming the packages.
 */
async function requireExtensions(session, entries, major) {
    const missing = await missingExtensions(session, entries);
    if (missing.length === 0)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeployError */ .sH(missing.map((name) => ({
        attempted: `restore the extension ${name}`,
        found: 'the server does not have it installed',
        likelyCause: 'the backup was taken on another server, or a package was removed',
        nextAction: `install it on the server (on Debian and Ubuntu the package ${packageOf(name, major)}), or enable it with the provider; then run again`,
    })));
}
/** Extensions of the archive that the machine of the server does not have. */
async function missingExtensions(session, entries) {
    const names = entries.filter(({ type }) => type === 'EXTENSION').map(extensionName);
    const rows = await session.query(`select name from unnest($1::text[]) name
      where name not in (select name from pg_available_extensions)`, [names]);
    return rows.map(({ name }) => name);
}
function packageOf(name, major) {
    const known = OF_POSTGIS.test(name) ? 'postgresql-*-postgis-3' : PACKAGES[name];
    const named = known ?? `postgresql-contrib or postgresql-*-${name.replace(/^pg_?/, '').replaceAll('_', '-')}`;
    return named.replaceAll('*', String(major));
}
/**
 * Creates every extension in the side database and rolls it all back: whether a role may is decided
 * by what the extension trusts and by hooks of the provider, and told by nothing else.
 */
async function probeExtensions(session, candidates) {
    const extensions = new Map();
    const comments = new Set();
    await session.query('begin');
    try {
        await session.query('set local search_path to public');
        for (const candidate of candidates) {
            const { entry } = candidate;
            const name = pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(extensionName(entry));
            const created = await tryExtension(session, candidate);
            if (!created.ok)
                extensions.set(entry.id, reasonOf(created.error));
            else if (!(await attempt(session, `comment on extension ${name} is null`)).ok) {
                comments.add(entry.id);
            }
        }
    }
    finally {
        await session.query('rollback').catch(() => undefined);
    }
    return { extensions, comments };
}
/** Inside a transaction, which survives a refusal. */
async function tryExtension(session, { entry, schema }) {
    const name = pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(extensionName(entry));
    if (schema === undefined)
        return attempt(session, `create extension if not exists ${name}`);
    const quoted = pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(schema);
    const made = await attempt(session, `create schema if not exists ${quoted}`);
    return made.ok
        ? attempt(session, `create extension if not exists ${name} schema ${quoted}`)
        : made;
}
function attempt(session, sql) {
    return (0,_postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_3__/* .tolerated */ .N)(session, () => session.query(sql));
}
function reasonOf(error) {
    return (0,_postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$)(error) === _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_2__/* .SQLSTATE */ .c.insufficientPrivilege
        ? 'the restoring role may not create this extension'
        : `this extension cannot be created: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`;
}


/***/ }),

/***/ 69047:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ analyze),
  G: () => (/* binding */ fill)
});

// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/archive/entries.ts
var archive_entries = __webpack_require__(42922);
// EXTERNAL MODULE: ./src/archive/fingerprint.ts
var fingerprint = __webpack_require__(9058);
// EXTERNAL MODULE: ./src/archive/server.ts
var archive_server = __webpack_require__(15851);
// EXTERNAL MODULE: ./src/archive/tables.ts
var tables = __webpack_require__(11061);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/filling/rowsproof.ts
var rowsproof = __webpack_require__(39846);
;// CONCATENATED MODULE: ./src/filling/earlyreading.ts









/** Tables that share a transaction, and so their locks: small ones only. */
const TOGETHER = { tables: 50, rows: 20_000 };
/** Between two looks for tables that can be read, in milliseconds. */
const PAUSE_MS = 50;
function listedName(schema, name) {
    return JSON.stringify([(0,archive_entries/* asListed */.Gy)(schema), (0,archive_entries/* asListed */.Gy)(name)]);
}
/**
 * Reads the rows of all tables while `work` goes on in the database: each as soon as it is filled.
 * On two cores that takes a fifth less time than one after the other. Each table is read in a
 * transaction of its own, or the work would wait for its lock. What could not be read is left to
 * the proof.
 * @param filled is written to by the work.
 */
async function readBeside(settings, filled, work) {
    const ended = new AbortController();
    const signal = AbortSignal.any([settings.session.signal, ended.signal]);
    const reading = readAll({ ...settings, session: { ...settings.session, signal } }, filled).catch(() => []);
    try {
        await work();
    }
    catch (error) {
        ended.abort(error);
        await reading;
        throw error;
    }
    filled.all = true;
    const read = await reading;
    settings.session.signal.throwIfAborted();
    return read;
}
async function readAll({ connection, session, manifest }, filled) {
    const { signal } = session;
    return (0,postgres_session/* withSession */.f)(connection, { ...session, settings: (0,postgres_session/* directSettings */.n)() }, async (side) => {
        const server = await (0,archive_server/* readServer */.W)(side);
        // Nothing to gain: the proof counts anyway.
        if ((0,rowsproof/* contentScope */.g)(manifest, server) !== 'content')
            return [];
        while (filled.names.size === 0 && !filled.all)
            await (0,promises_.setTimeout)(PAUSE_MS, undefined, { signal });
        // With the first table filled, all tables are there.
        const { withRows } = await (0,tables/* readTables */.g)(side, server);
        const read = [];
        for (let waiting = withRows; waiting.length > 0;) {
            const ready = waiting.filter(({ schema, name }) => filled.all || filled.names.has(listedName(schema, name)));
            const done = new Set();
            for (const group of inGroups(ready, manifest)) {
                const rows = await readGroup(side, group);
                if (rows === undefined)
                    continue;
                read.push(...rows);
                for (const table of group)
                    done.add(table);
            }
            if (done.size === 0)
                await (0,promises_.setTimeout)(PAUSE_MS, undefined, { signal });
            waiting = waiting.filter((table) => !done.has(table));
        }
        return read;
    });
}
/** @returns undefined when a table is locked: nobody waits here, so nobody is part of a deadlock. */
async function readGroup(side, group) {
    const only = group.map(({ qualified }) => `only ${qualified}`).join(', ');
    try {
        const read = await (0,transaction.withTransaction)(side, 'snapshot', async () => {
            await side.query(`lock table ${only} in access share mode nowait`);
            await (0,transaction.pinSettings)(side);
            return (0,fingerprint/* fingerprintTables */.Q)(side, group, 'content');
        });
        return read.filter(({ failure }) => failure === undefined);
    }
    catch (error) {
        const code = (0,sqlstate/* codeOf */.$)(error);
        if (code === sqlstate/* SQLSTATE */.c.lockNotAvailable)
            return undefined;
        // A table of the group may not be read at all; the proof says which.
        if (code === sqlstate/* SQLSTATE */.c.insufficientPrivilege)
            return [];
        throw error;
    }
}
/** The planner knows no sizes yet; the manifest does. */
function inGroups(tables, manifest) {
    const rowsOf = new Map(manifest.tables.map(({ schema, name, rows }) => [listedName(schema, name), Number(rows)]));
    const groups = [];
    let rows = 0;
    for (const table of tables) {
        const own = rowsOf.get(listedName(table.schema, table.name)) ?? 0;
        const group = groups.at(-1);
        rows += own;
        if (group === undefined || group.length === TOGETHER.tables || rows > TOGETHER.rows) {
            groups.push([table]);
            rows = own;
        }
        else
            group.push(table);
    }
    return groups;
}

// EXTERNAL MODULE: ./src/record/amounts.ts
var amounts = __webpack_require__(60300);
;// CONCATENATED MODULE: ./src/filling/fillprogress.ts


const INTERVAL_MS = 5_000;
/** After this many lines only every sixth is printed: an hour's restore gives 130 lines, not 720. */
const OFTEN = 12;
/**
 * Prints a line every few seconds while the work runs; none for a short one. It looks from a session
 * of its own, and a lost one costs the numbers only.
 */
async function withFillProgress(log, connection, session, manifest, work) {
    const allRows = manifest.tables.reduce((sum, { rows }) => sum + Number(rows), 0);
    const progress = { stage: 'schemas', begun: 0, all: 0, rows: 0, allRows };
    const started = Date.now();
    let ticks = 0;
    let before = 0;
    const speak = async (seconds) => {
        const look = await (0,postgres_session/* withSession */.f)(connection, session, lookAt).catch(() => undefined);
        const bytes = Number(look?.bytes ?? before);
        const running = { ...progress, rows: progress.rows + Number(look?.rows ?? 0) };
        log.info(fillLine(running, { bytes, rate: (bytes - before) / seconds, elapsed: Date.now() - started })); // prettier-ignore
        before = bytes;
    };
    let speaking;
    const timer = setInterval(() => {
        ticks += 1;
        if (ticks > OFTEN && ticks % 6 !== 0)
            return;
        speaking ??= speak((INTERVAL_MS / 1_000) * (ticks <= OFTEN ? 1 : 6)).finally(() => {
            speaking = undefined;
        });
    }, INTERVAL_MS);
    try {
        return await work(progress);
    }
    finally {
        clearInterval(timer);
        await speaking;
    }
}
async function lookAt(session) {
    const [look] = await session.query(`select pg_database_size(current_database())::text as bytes,
            coalesce((select sum(tuples_processed) from pg_stat_progress_copy
                       where datname = current_database()), 0)::text as rows`);
    return look;
}
/** @param size bytes of the new database, bytes a second lately, and milliseconds since the beginning. */
function fillLine({ stage, begun, all, rows, allRows }, { bytes, rate, elapsed }) {
    const made = `new database ${(0,amounts/* inBytes */.H)(bytes)} (${(0,amounts/* inBytes */.H)(Math.max(0, rate))}/s)`;
    const done = Math.min(rows, allRows);
    if (stage !== 'tables, rows and indexes' || done === allRows) {
        return `${made}, ${stage}: ${(0,amounts/* inNumbers */.A)(begun)} of ${(0,amounts/* inNumbers */.A)(all)} begun`;
    }
    const left = done === 0 ? undefined : Math.round((elapsed / 1_000) * (allRows / done - 1));
    const words = `${made}, ${(0,amounts/* inNumbers */.A)(done)} of ${(0,amounts/* inNumbers */.A)(allRows)} rows`;
    return left === undefined ? words : `${words}, about ${left} s left for them`;
}

// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
;// CONCATENATED MODULE: ./src/filling/lentgrants.ts


/**
 * To be given an object, its new owner must be allowed to create in the schema; the archive grants
 * that at its end, if at all. Superusers are not asked.
 * @param session in the side database, which has its schemas.
 */
async function lendGrants(session, { entries, restorer }) {
    if (restorer.superuser)
        return [];
    const roles = new Map(restorer.roles.map((role) => [(0,archive_entries/* asListed */.Gy)(role), role]));
    const pairs = new Map();
    for (const { names, type } of entries) {
        const role = roles.get(names.owner ?? '');
        if (role === undefined || role === restorer.name || names.schema === undefined)
            continue;
        if (type === 'DEFAULT ACL')
            continue;
        pairs.set(JSON.stringify([names.schema, role]), { schema: names.schema, role });
    }
    const wanted = [...pairs.values()];
    const lacking = await session.query(`select w.schema, w.role from unnest($1::text[], $2::text[]) w (schema, role)
       join pg_namespace n on n.nspname = w.schema
      where not has_schema_privilege(w.role, n.oid, 'create')`, [wanted.map(({ schema }) => schema), wanted.map(({ role }) => role)]);
    await change(session, lacking, 'grant create on schema', 'to');
    return lacking;
}
async function takeBack(session, lent) {
    await change(session, lent, 'revoke create on schema', 'from');
}
async function change(session, grants, statement, preposition) {
    for (const { schema, role } of grants) {
        await session.query(`${statement} ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(schema)} ${preposition} ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(role)}`);
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/postgres/libpq.ts
var libpq = __webpack_require__(32051);
// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/filling/fillfailure.ts


const AGAIN = 'run it again';
/** Lines quoted from pg_restore. */
const MOST_LINES = 6;
/** pg_restore's and the server's own words (with LC_ALL=C), each with what usually lies behind it. */
const ADVICE = [
    {
        pattern: /No space left on device|could not extend file|disk full|DiskFull/i,
        likelyCause: 'the disk of the server is too small for a second copy of the database',
        nextAction: `enlarge it or free space, then ${AGAIN}`,
    },
    {
        pattern: /server closed the connection|terminating connection|connection not open|SSL SYSCALL|could not connect|connection to server .* failed|the database system is/,
        likelyCause: 'the server restarted, an administrator ended the session, or the network dropped it',
        nextAction: `check the server, then ${AGAIN}`,
    },
    {
        pattern: /role ".*" does not exist/,
        likelyCause: 'a role was dropped while the restore ran',
        nextAction: `create the role, then ${AGAIN}`,
    },
    {
        pattern: /extension ".*" is not available|could not open extension control file|type ".*" does not exist|could not access file/,
        likelyCause: 'the server lacks an extension, or has another version of it than the backup',
        nextAction: `install the extension in the version of the backup, then ${AGAIN}`,
    },
    {
        pattern: /set session authorization/,
        likelyCause: 'a grant in the backup was made by another role than the owner of the object',
        nextAction: 'restore with a superuser: only he can repeat such a grant',
    },
    {
        pattern: /permission denied|must be (owner|member|superuser|able to)|no privileges/,
        likelyCause: 'the restoring role may not create this object',
        nextAction: 'restore with the role that made the database, or with a superuser',
    },
    {
        pattern: /already exists|duplicate key|violates/,
        likelyCause: 'somebody else writes to the new database, or rows broke a rule before the backup',
        nextAction: `see that nobody connects to the new database, then ${AGAIN}; if it stays so, restore an older backup`,
    },
    {
        pattern: /unexpected end of file|could not read from input|corrupt|did not find magic string|could not uncompress/,
        likelyCause: 'the archive is damaged',
        nextAction: 'fetch the backup again; if it stays so, choose another one',
    },
    {
        pattern: /timeout|canceling statement/,
        likelyCause: 'a limit of the role or the server ended a statement',
        nextAction: `raise it for the restoring role, then ${AGAIN}`,
    },
];
const UNKNOWN = {
    likelyCause: 'the message above says what pg_restore could not do',
    nextAction: `remove the cause, then ${AGAIN}`,
};
/** The error of a pg_restore that did not end with 0; what it made is thrown away. */
function fillFailure(exit, database) {
    const ended = exit.code === null ? `was ended by ${exit.signal ?? 'a signal'}` : `ended with ${exit.code}`;
    const lines = quotable(exit.stderr);
    const found = [`pg_restore ${ended}`, ...lines].join('\n');
    const advice = ADVICE.find(({ pattern }) => pattern.test(found)) ?? UNKNOWN;
    return new errors/* DeployError */.sH({
        attempted: `restore into the new database ${database}`,
        found,
        likelyCause: advice.likelyCause,
        nextAction: `${advice.nextAction}. The live database was not touched`,
    });
}
/**
 * The lines that say what failed. Of `--verbose` most are progress; DETAIL, CONTEXT and the quoted
 * command hold rows of people, and so does what follows `invalid input syntax`.
 */
function quotable(stderr) {
    const telling = stderr
        .map(neutral/* plain */.pj)
        .filter((line) => /: (error|fatal)\b|from TOC entry|ERROR: |FATAL: /i.test(line))
        .filter((line) => !/^(Command was|DETAIL|CONTEXT|HINT):/.test(line))
        .map((line) => line.replace(/((?:invalid|malformed|out of range)[^:"]*:?) ".*$/, '$1 …'));
    return [...new Set(telling)].slice(0, MOST_LINES).map(neutral/* neutral */.SY);
}

;// CONCATENATED MODULE: ./src/filling/pgrestore.ts





/** Connections of one pg_restore; more than that helps few servers. */
const MOST_JOBS = 4;
/** For each job; the default of 64 MB makes large indexes sort on disk. */
const INDEX_MEMORY = '128MB';
/** One for each core of this machine, at most four: nobody tells the cores of the server. */
function restoreJobs() {
    return Math.min(MOST_JOBS, Math.max(1, (0,external_node_os_.availableParallelism)()));
}
/**
 * Restores the listed entries, in the order given.
 * @param onLine gets what pg_restore says it does.
 * @throws {DeployError} at its first error; what was made until then stays.
 */
async function runPgRestore(tool, entries, onLine) {
    if (entries.length === 0)
        return;
    const list = (0,external_node_path_.join)(tool.directory, 'restore.list');
    await (0,external_node_fs_promises_.writeFile)(list, entries.map(({ id }) => `${id};\n`).join(''), { mode: 0o600 });
    const { connection, directory } = tool;
    const environment = await (0,libpq/* libpqEnvironment */.S)(connection, tool.childEnvironment, directory, tool.applicationName);
    const exit = await tool.processes.run({
        command: tool.client.pgRestore,
        args: [
            '--exit-on-error',
            '--verbose',
            '--no-password',
            `--jobs=${restoreJobs()}`,
            `--use-list=${list}`,
            ...(tool.options ?? []),
            // A name with a = in it would be taken for a connection string.
            `--dbname=dbname='${connection.database.replace(/['\\]/g, '\\$&')}'`,
            tool.archive,
        ],
        env: {
            // Without a name libpq looks into ~/.postgresql, and `require` then verifies like `verify-ca`.
            PGSSLROOTCERT: (0,external_node_path_.join)(directory, 'no-root.crt'),
            ...environment,
            PGOPTIONS: [environment['PGOPTIONS'], ...settingsFor(tool.manifest)]
                .filter((option) => option !== undefined)
                .join(' '),
            LC_ALL: 'C',
        },
        onLine,
    });
    if (exit.code !== 0)
        throw fillFailure(exit, connection.database);
}
/** Whatever the role or the server sets for its sessions must not end or refuse a restore. */
function settingsFor({ server }) {
    const settings = {
        statement_timeout: '0',
        lock_timeout: '0',
        idle_in_transaction_session_timeout: '0',
        default_transaction_read_only: 'off',
        maintenance_work_mem: INDEX_MEMORY,
        // The rename that makes the new database the live one waits for the disk, and for all before it.
        synchronous_commit: 'off',
        ...(server.monetary === undefined ? {} : { lc_monetary: server.monetary }),
    };
    return Object.entries(settings).map(([name, value]) => `-c ${name}=${value.replace(/[\s\\]/g, '\\$&')}`);
}

;// CONCATENATED MODULE: ./src/filling/stages.ts
const STAGES = ['schemas', 'tables, rows and indexes', 'grants'];
/** What pg_restore itself keeps for its last two passes (pg_backup_archiver.c). */
const LAST = new Set(['ACL', 'DEFAULT ACL', 'EVENT TRIGGER', 'MATERIALIZED VIEW DATA']);
/** Divides entries into stages, each in the order of the archive; what needs something of a later stage goes there too. */
function inStages(entries) {
    const byId = new Map();
    const stages = new Map(STAGES.map((stage) => [stage, []]));
    for (const entry of entries) {
        const needed = entry.needs.map((id) => byId.get(id) ?? 0);
        const at = Math.max(STAGES.indexOf(stageOf(entry)), ...needed);
        byId.set(entry.id, at);
        const stage = STAGES[at];
        if (stage !== undefined)
            stages.get(stage)?.push(entry);
    }
    return stages;
}
function stageOf({ type }) {
    if (type === 'SCHEMA')
        return 'schemas';
    return LAST.has(type) ? 'grants' : 'tables, rows and indexes';
}

;// CONCATENATED MODULE: ./src/filling/fill.ts






/**
 * Restores the selected entries into an empty database; statistics are left to {@link analyze}. All
 * or an error; the database is worth nothing after an error.
 * @throws {DeployError} with the cause and what to do.
 */
async function fill(settings, selection) {
    const { connection, session, manifest, log } = settings;
    const stages = inStages(selection.entries);
    const tool = { ...settings, applicationName: session.applicationName };
    const asked = (work) => (0,postgres_session/* withSession */.f)(connection, { ...session, settings: (0,postgres_session/* directSettings */.n)() }, work);
    return withFillProgress(log, connection, session, manifest, async (progress) => {
        const filled = { names: new Set(), all: false };
        const run = async (stage) => {
            const entries = stages.get(stage) ?? [];
            Object.assign(progress, { stage, begun: 0, all: entries.length });
            await runPgRestore(tool, entries, follow(progress, filled, entries, manifest));
        };
        await run('schemas');
        const lent = await asked((side) => lendGrants(side, selection));
        const read = await readBeside(settings, filled, async () => {
            await run('tables, rows and indexes');
            filled.all = true;
            await asked((side) => takeBack(side, lent));
            await run('grants');
        });
        return { read };
    });
}
/** Gives a filled database its statistics. Nobody waits for it: it can go on beside the proof. */
async function analyze({ connection, session, }) {
    const settings = (0,postgres_session/* directSettings */.n)();
    await (0,postgres_session/* withSession */.f)(connection, { ...session, settings }, (side) => side.query('analyze'));
}
/** Keeps the numbers of the progress line and the list of filled tables, from what pg_restore says. */
function follow(progress, filled, entries, { tables }) {
    const rows = new Map(tables.map(({ schema, name, rows }) => [listedName(schema, name), Number(rows)]));
    const byId = new Map(entries.map(({ id, names }) => [String(id), listedName(names.schema ?? '', names.tag)]));
    return (line) => {
        if (/^pg_restore: (creating|executing|processing data) /.test(line))
            progress.begun += 1;
        // Said by a pg_restore of several jobs only.
        const finished = byId.get(/^pg_restore: finished item (\d+) TABLE DATA /.exec(line)?.[1] ?? '');
        if (finished === undefined)
            return;
        filled.names.add(finished);
        progress.rows += rows.get(finished) ?? 0;
    };
}


/***/ }),

/***/ 28104:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GG: () => (/* binding */ listLeftOut),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/** Entries that go with their object. */
const ATTACHED = new Set([
    'ACL',
    'COMMENT',
    'SECURITY LABEL',
    'TABLE DATA',
    'SEQUENCE SET',
    'SEQUENCE OWNED BY',
]);
/** Each with its reason; comments, grants and rows are not listed beside their object. */
function listLeftOut(leftOut) {
    const ids = new Set(leftOut.map(({ id }) => id));
    return leftOut
        .filter(({ type, needs }) => !(ATTACHED.has(type) && needs.some((one) => ids.has(one))))
        .map((entry) => `${wordsOf(entry)}: ${entry.reason}`);
}
/** As it is listed for people, e.g. `TABLE auth.users`. */
function wordsOf({ type, names: { schema, tag } }) {
    return `${type} ${schema === undefined ? tag : `${schema}.${tag}`}`;
}
const MOST_NAMED = 20;
/** The first twenty, and how many more. */
function inShort(names, between = ', ') {
    const more = names.length - MOST_NAMED;
    const first = names.slice(0, MOST_NAMED).join(between);
    return more > 0 ? `${first}${between}and ${more} more` : first;
}


/***/ }),

/***/ 86590:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ obtainBackup)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/archive/checksum.ts
var checksum = __webpack_require__(11595);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/archive/decryptionfailure.ts
var decryptionfailure = __webpack_require__(49847);
;// CONCATENATED MODULE: ./src/archive/ageidentities.ts





const FIRST_LINE = 'age-encryption.org/v1\n';
/** A recipient takes 110 bytes, a post-quantum one 1.6 kB; what goes on for longer is no header. */
const LONGEST = 1024 ** 2;
/** The package's own words; its errors have no codes. */
const FITS_NOBODY = 'no identity matched';
/**
 * Tries every identity on an age file's header: the package stops at the first one that fits, and
 * does not tell which it was.
 * @throws {DeployError} when no identity is given or fits, or it is no age file.
 */
async function openHeaderWith(file, identities) {
    const name = (0,external_node_path_.basename)(file);
    if (identities.length === 0)
        throw (0,decryptionfailure/* noIdentity */.kH)(name);
    const beginning = await (0,consumers_.buffer)((0,external_node_fs_.createReadStream)(file, { end: LONGEST - 1 })).catch((error) => {
        throw (0,decryptionfailure/* notReadable */.I)(name, error);
    });
    if (beginning.toString('latin1', 0, FIRST_LINE.length) !== FIRST_LINE)
        throw (0,decryptionfailure/* notAge */.lg)(name);
    const { Decrypter, identityToRecipient } = await __webpack_require__.e(/* import() */ 855).then(__webpack_require__.bind(__webpack_require__, 20855));
    const openedWith = [];
    let opened;
    for (const [at, identity] of identities.entries()) {
        const recipient = await identityToRecipient(identity).catch(() => undefined);
        if (recipient === undefined)
            throw (0,decryptionfailure/* invalidIdentity */.G5)(name, at + 1);
        const decrypter = new Decrypter();
        decrypter.addIdentity(identity);
        try {
            await decrypter.decryptHeader(beginning);
            openedWith.push(recipient);
            opened = decrypter;
        }
        catch (error) {
            if (!(0,errors/* messageOf */.bD)(error).includes(FITS_NOBODY))
                throw (0,decryptionfailure/* brokenHeader */.tI)(name, error);
        }
    }
    if (opened === undefined)
        throw (0,decryptionfailure/* fitsNobody */._L)(name, identities.length);
    return { decrypter: opened, openedWith };
}

// EXTERNAL MODULE: ./src/archive/webstream.ts
var webstream = __webpack_require__(57168);
;// CONCATENATED MODULE: ./src/archive/decryption.ts










/** Put behind the name of a plaintext until its end is proven. */
const PARTIAL = '.partial';
/**
 * Decrypts an age file into a new file that only its owner can read. Every chunk is authentic, but
 * only the end proves that none is missing: the plaintext carries another name until then, and is
 * removed on every failure.
 * @param to is there only when all of it is.
 * @throws {DeployError} when no identity is given or fits, or the file is not age's, damaged or cut
 *   off; the signal's reason when it is aborted.
 */
async function decryptFile(from, to, identities, signal) {
    const { decrypter, openedWith } = await openHeaderWith(from, identities);
    const partial = `${to}${PARTIAL}`;
    const counting = (0,checksum/* startChecksum */.s)();
    try {
        // A stream that opens its file itself may still create it after it was removed.
        const target = await (0,promises_.open)(partial, 'wx', 0o600);
        await (0,external_node_stream_promises_.pipeline)(counting.through(plaintextOf(from, decrypter, signal)), target.createWriteStream());
        await (0,promises_.rename)(partial, to);
    }
    catch (error) {
        await (0,promises_.rm)(partial, { force: true });
        throw isOfDisk(error) ? (0,decryptionfailure/* notWritable */.GZ)((0,external_node_path_.basename)(from), error) : error;
    }
    return { ...counting.result(), openedWith };
}
/** The text of a small file. @throws as {@link decryptFile}. */
async function decryptText(from, identities, signal) {
    const { decrypter } = await openHeaderWith(from, identities);
    return (0,consumers_.text)(plaintextOf(from, decrypter, signal));
}
async function* plaintextOf(from, decrypter, signal) {
    const file = (0,external_node_fs_.createReadStream)(from);
    try {
        for await (const chunk of await decrypter.decrypt((0,webstream/* webStream */.p)(file))) {
            signal.throwIfAborted();
            yield chunk;
        }
    }
    catch (error) {
        signal.throwIfAborted();
        // Errors of a disk have a code, the package's have none.
        if ((0,sqlstate/* codeOf */.$)(error) !== undefined)
            throw (0,decryptionfailure/* notReadable */.I)((0,external_node_path_.basename)(from), error);
        throw (0,decryptionfailure/* brokenPayload */.Aq)((0,external_node_path_.basename)(from), error);
    }
    finally {
        file.destroy();
    }
}
function isOfDisk(error) {
    return ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS'].includes(String((0,sqlstate/* codeOf */.$)(error)));
}

// EXTERNAL MODULE: ./src/archive/manifestfile.ts
var manifestfile = __webpack_require__(80715);
// EXTERNAL MODULE: ./src/postgres/catalog.ts + 2 modules
var postgres_catalog = __webpack_require__(33679);
// EXTERNAL MODULE: ./src/record/amounts.ts
var amounts = __webpack_require__(60300);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/filling/obtain.ts









/**
 * Fetches, verifies and decrypts a backup, before anything is done with it.
 * @throws {DeployError} for a damaged or foreign file, a wrong key, or too little disk.
 */
async function obtainBackup(choice, settings) {
    const source = await filesOf(choice, settings);
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(source.directory, manifestfile/* MANIFEST_FILE */.h1), 'utf8').catch(() => '');
    const manifest = (0,manifestfile/* readManifestText */.pV)(text, `${manifestfile/* MANIFEST_FILE */.h1} of ${source.name}`);
    const opened = await openArchive(manifest, source.directory, settings);
    return {
        name: source.name,
        manifest,
        ...opened,
        catalog: await readCatalogFile(manifest, source.directory, settings),
        findings: [...source.findings, ...opened.findings],
    };
}
async function filesOf(choice, { storeOf, directory }) {
    if (choice.by === 'file') {
        return { name: choice.directory, directory: choice.directory, findings: [] };
    }
    const { artifact } = choice;
    // It comes as a zip, and both are there for a moment.
    await requireRoom(directory, 2 * artifact.bytes, `fetch ${artifact.name}`);
    const fetched = (0,external_node_path_.join)(directory, 'fetched');
    await (0,promises_.mkdir)(fetched, { mode: 0o700 });
    await (await storeOf(artifact)).download(artifact, fetched);
    const found = `${artifact.name} (id ${artifact.id}, ${(0,amounts/* inBytes */.H)(artifact.bytes)}): ${artifact.digest}`;
    return {
        name: artifact.name,
        directory: fetched,
        findings: [
            artifact.digest === ''
                ? (0,finding/* couldNotVerify */.ke)('stored bytes', 'the store lists no digest')
                : (0,finding/* pass */.IX)('stored bytes', found),
            ...(choice.by === 'newest' ? ofPassedOver(choice) : []),
        ],
    };
}
/** Whoever expected one of those must learn it before he confirms another. */
function ofPassedOver({ artifact, passedOver }) {
    if (passedOver.length === 0)
        return [];
    return [
        (0,finding/* warn */.R8)('newest backup of this database', {
            expected: 'the newest of all',
            found: `${artifact.name}; newer ones were passed over: ${passedOver.slice(0, 5).join('; ')}`,
            fix: 'see that DIRECT_URL names the database that you mean; a backup that was passed over is taken when you name it',
        }),
    ];
}
async function openArchive(manifest, source, { identities, directory, signal }) {
    const { archive, encryption } = manifest;
    if (encryption === undefined) {
        const path = (0,external_node_path_.join)(source, archive.file);
        await requireBytes(path, archive.sha256, archive.file, signal);
        return { archive: path, openedWith: [], findings: [(0,finding/* pass */.IX)('archive', archiveWords(manifest))] };
    }
    const sealed = (0,external_node_path_.join)(source, encryption.file);
    await requireBytes(sealed, encryption.sha256, encryption.file, signal);
    await requireRoom(directory, archive.bytes, `decrypt ${encryption.file}`);
    const path = (0,external_node_path_.join)(directory, archive.file);
    const { sha256, openedWith } = await decryptFile(sealed, path, identities, signal);
    if (sha256 !== archive.sha256)
        throw foreign(encryption.file, sha256, archive.sha256);
    const keys = openedWith.join(', ');
    return {
        archive: path,
        openedWith,
        findings: [(0,finding/* pass */.IX)('archive', `${archiveWords(manifest)}; opened with the key of ${keys}`)],
    };
}
/** Verified by the manifest's fingerprint of the catalog: a file of another backup does not fit. */
async function readCatalogFile({ catalog, encryption, state }, source, { identities, signal }) {
    if (catalog === undefined)
        return undefined;
    const path = (0,external_node_path_.join)(source, catalog.file);
    const text = encryption === undefined
        ? await (0,promises_.readFile)(path, 'utf8').catch(() => undefined)
        : await decryptText(path, identities, signal);
    if (text === undefined)
        throw absent(catalog.file);
    const lines = text.split('\n');
    if (lines.at(-1) === '')
        lines.pop();
    if ((0,postgres_catalog.catalogFingerprint)(lines) === state.catalogFingerprint)
        return lines;
    throw foreign(catalog.file, (0,postgres_catalog.catalogFingerprint)(lines), state.catalogFingerprint);
}
async function requireBytes(path, sha256, file, signal) {
    const found = await (0,checksum/* checksumOfFile */.V)(path, signal).catch((error) => {
        signal.throwIfAborted();
        throw absent(file, error);
    });
    if (found.sha256 !== sha256)
        throw foreign(file, found.sha256, sha256);
}
/** A full disk in the middle of a rollback is found before, not then. */
async function requireRoom(directory, bytes, attempted) {
    const { bavail, bsize } = await (0,promises_.statfs)(directory);
    const free = bavail * bsize;
    if (free >= bytes)
        return;
    throw new errors/* DeployError */.sH({
        attempted,
        found: `it needs ${(0,amounts/* inBytes */.H)(bytes)}, ${directory} has ${(0,amounts/* inBytes */.H)(free)} free`,
        nextAction: 'free disk space in a step before this one, or use a runner with a larger disk',
    });
}
function archiveWords({ archive }) {
    return `${archive.file}, ${(0,amounts/* inBytes */.H)(archive.bytes)}, sha256 ${archive.sha256}: as the manifest says`;
}
function absent(file, cause) {
    return new errors/* DeployError */.sH({
        attempted: `read ${file} of the backup`,
        found: 'it is not there',
        likelyCause: 'only a part of the backup was downloaded',
        nextAction: 'download the whole backup again',
    }, { cause });
}
function foreign(file, found, expected) {
    return new errors/* DeployError */.sH({
        attempted: `verify ${file} of the backup`,
        found: `its sha256 is ${found}, the manifest says ${expected}`,
        likelyCause: 'the file was damaged, or belongs to another backup than the manifest beside it',
        nextAction: 'fetch the backup again; if it stays so, choose another backup. Nothing was restored',
    });
}


/***/ }),

/***/ 43193:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ LEFT_OUT),
  T: () => (/* binding */ proveRestored)
});

// EXTERNAL MODULE: ./src/archive/entries.ts
var archive_entries = __webpack_require__(42922);
// EXTERNAL MODULE: ./src/archive/largeobjects.ts
var largeobjects = __webpack_require__(79169);
// EXTERNAL MODULE: ./src/archive/sequences.ts
var sequences = __webpack_require__(79288);
// EXTERNAL MODULE: ./src/archive/server.ts
var archive_server = __webpack_require__(15851);
// EXTERNAL MODULE: ./src/postgres/catalog.ts + 2 modules
var postgres_catalog = __webpack_require__(33679);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/record/amounts.ts
var amounts = __webpack_require__(60300);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/postgres/catalogobject.ts
var catalogobject = __webpack_require__(99867);
;// CONCATENATED MODULE: ./src/filling/excuses.ts


/** Types of entries and kinds of the catalog that stand for the same; all others have one word for both. */
const GROUPS = {
    table: 'relation',
    'partitioned table': 'relation',
    view: 'relation',
    'materialized view': 'relation',
    'foreign table': 'relation',
    sequence: 'relation',
    'fk constraint': 'constraint',
    'check constraint': 'constraint',
    procedure: 'function',
    aggregate: 'function',
    domain: 'type',
    'shell type': 'type',
    'procedural language': 'language',
    'foreign server': 'server',
};
/** Parts of a relation that have no entry, or whose entry goes by the relation's. */
const PARTS = new Set([
    'column',
    'constraint',
    'index',
    'inheritance',
    'policy',
    'rule',
    'trigger',
]);
/**
 * Tells which objects of the backup's catalog a restore was right not to make: those whose entry
 * stayed out, those of schemas that the backup leaves out, and invalid indexes, which are in no
 * archive.
 */
function excuses(manifest, leftOut, catalog = []) {
    const isOrphan = orphans(leftOut, catalog);
    const excluded = new Set(manifest.excluded?.schemas);
    const absent = new Set(leftOut.flatMap(idsOfEntry));
    return (object) => {
        const schema = (0,catalogobject/* schemaOf */.pP)(object);
        return ((schema !== undefined && excluded.has(schema)) ||
            (object.key.startsWith('index ') && isInvalid(object)) ||
            isOrphan(object) ||
            idsOfObject(object).some((id) => absent.has(id)));
    };
}
/** The catalog lists columns of composite types that are an extension's, and not the types. */
function orphans(leftOut, catalog) {
    if (!leftOut.some(({ type }) => type === 'EXTENSION'))
        return () => false;
    const holders = new Set(catalog
        .map((line) => (0,catalogobject/* nameOf */.Vb)((0,catalogobject/* objectOf */.Xy)(line)))
        .filter(({ kind }) => kind === 'type' || GROUPS[kind] === 'relation')
        .map(({ parts }) => JSON.stringify(parts.slice(0, 2))));
    return (object) => {
        const { kind, parts } = (0,catalogobject/* nameOf */.Vb)(object);
        return kind === 'column' && !holders.has(JSON.stringify(parts.slice(0, 2)));
    };
}
function isInvalid({ detail }) {
    return /( INVALID| NOT VALID)$/.test(detail);
}
function id(group, schema, tag) {
    return JSON.stringify([group, schema ?? null, tag]);
}
function idsOfEntry({ type, names: { schema, tag, owner } }) {
    const kind = type.toLowerCase();
    if (kind === 'default acl') {
        const what = tag.replace('DEFAULT PRIVILEGES FOR ', '').toLowerCase();
        return [id('default grants', schema, `${what} ${owner ?? ''}`)];
    }
    const grantsOf = kind === 'acl' ? /^SCHEMA (.*)$/.exec(tag)?.[1] : undefined;
    if (grantsOf !== undefined)
        return [id('schema', undefined, grantsOf)];
    return [id(GROUPS[kind] ?? kind, schema, tag)];
}
function idsOfObject(object) {
    const { kind, parts, rest } = (0,catalogobject/* nameOf */.Vb)(object);
    const [first = '', second = '', third = ''] = parts.map(archive_entries/* asListed */.Gy);
    if (PARTS.has(kind)) {
        return [
            id('relation', first, second),
            id(kind, first, kind === 'index' ? third : `${second} ${third}`),
            ...(kind === 'inheritance' ? [id('table attach', first, second)] : []),
            // The columns of a composite type are part of it.
            ...(kind === 'column' ? [id('type', first, second)] : []),
        ];
    }
    switch (kind) {
        case 'function':
            return [id(kind, first, (0,archive_entries/* asListed */.Gy)(second + rest))];
        case 'operator':
            return [id(kind, first, rest.slice(1, rest.indexOf('(')))];
        case 'user mapping': {
            const [, server = ''] = /^ (".*"|\S+) for /.exec(rest) ?? [];
            return [id('server', undefined, (0,archive_entries/* asListed */.Gy)(unquoted(server)))];
        }
        case 'cast':
            return [id(kind, undefined, `CAST${rest}`), id(kind, undefined, `CAST ${rest.trim()}`)];
        case 'default grants': {
            const [, role = '', what = second] = /^ for (.*?)(?: on (.*))?$/.exec(rest) ?? [];
            return [id(kind, parts.length < 2 ? undefined : first, `${what} ${unquoted(role)}`)];
        }
        default:
            return [id(GROUPS[kind] ?? kind, parts.length > 1 ? first : undefined, parts.length > 1 ? second : first)]; // prettier-ignore
    }
}
function unquoted(role) {
    return role.startsWith('"') ? role.slice(1, -1).replaceAll('""', '"') : role;
}

// EXTERNAL MODULE: ./src/filling/leftout.ts
var leftout = __webpack_require__(28104);
;// CONCATENATED MODULE: ./src/filling/catalogproof.ts




/**
 * Kinds whose definition the server writes anew from what it understood, so that other words need
 * not mean another thing; and two whose definition depends on the server.
 */
const IN_WORDS_OF_THE_SERVER = new Set([
    'column',
    'constraint',
    'function',
    'index',
    'materialized view',
    'partitioned table',
    'policy',
    'publication',
    'rule',
    'statistics',
    'trigger',
    'type',
    'view',
    'collation',
    'extension',
]);
const RESTORE_AGAIN = 'restore again; if it stays so, restore by hand as RESTORE.md says';
/** Compares every object of the backup's catalog with the restored one: that it is there, whose, granted to whom, and how it is defined. */
function catalogFindings({ then, now, isExcused, newerServer }) {
    const found = now.map(catalogobject/* objectOf */.Xy);
    const names = ['objects', 'owners', 'grants', 'definitions'];
    if (then === undefined) {
        const reason = 'the backup was taken without its catalog';
        return [...names.map((name) => (0,finding/* couldNotVerify */.ke)(name, reason)), validity(found, [])];
    }
    const expected = then.map(catalogobject/* objectOf */.Xy);
    const judged = expected.filter((object) => !isExcused(object));
    const here = new Map(found.map((object) => [object.key, object]));
    const pairs = judged.flatMap((object) => {
        const other = here.get(object.key);
        return other === undefined ? [] : [{ then: object, now: other }];
    });
    return [
        presence(expected, judged, found, isExcused),
        sameIn('owners', pairs, 'owner', newerServer),
        sameIn('grants', pairs, 'grants', newerServer),
        ...definitions(pairs),
        validity(found, expected),
    ];
}
function presence(expected, judged, found, isExcused) {
    const here = new Set(found.map(({ key }) => key));
    const known = new Set(expected.map(({ key }) => key));
    const missing = judged.filter(({ key }) => !here.has(key));
    const added = found.filter((object) => !known.has(object.key) && !isExcused(object));
    if (missing.length + added.length === 0)
        return (0,finding/* pass */.IX)('objects', `all ${judged.length} are there`);
    return (0,finding/* fail */.fJ)('objects', {
        expected: `the ${judged.length} objects of the backup`,
        found: [...named('missing', missing), ...named('not in the backup', added)].join('; '),
        fix: RESTORE_AGAIN,
    });
}
function named(what, objects) {
    return objects.length === 0 ? [] : [`${what}: ${(0,leftout/* inShort */.wZ)(objects.map(({ key }) => key))}`];
}
/**
 * A newer major writes rights that the older did not know (MAINTAIN from 17), and owns and grants
 * the schema public in another way (from 15), where the archive says nothing of it.
 */
function sameIn(name, pairs, field, newerServer) {
    const differing = pairs.filter(({ then, now }) => then[field] !== now[field]);
    if (differing.length === 0)
        return (0,finding/* pass */.IX)(name, `of ${pairs.length} objects, as in the backup`);
    const shown = differing.map(({ then, now }) => `${then.key}: ${now[field] || 'none'} instead of ${then[field] || 'none'}`); // prettier-ignore
    const differences = { expected: 'those of the backup', found: (0,leftout/* inShort */.wZ)(shown, '; ') };
    if (!newerServer)
        return (0,finding/* fail */.fJ)(name, { ...differences, fix: RESTORE_AGAIN });
    const fix = 'compare them: the server is of a newer major, which writes some of them in another way'; // prettier-ignore
    return (0,finding/* warn */.R8)(name, { ...differences, fix });
}
function definitions(pairs) {
    const name = 'definitions';
    const differing = pairs.filter(({ then, now }) => then.detail !== now.detail);
    const reworded = differing.filter(({ then }) => IN_WORDS_OF_THE_SERVER.has((0,catalogobject/* nameOf */.Vb)(then).kind));
    const other = differing.filter(({ then }) => !IN_WORDS_OF_THE_SERVER.has((0,catalogobject/* nameOf */.Vb)(then).kind));
    const shown = (list) => (0,leftout/* inShort */.wZ)(list.map(({ then, now }) => `${then.key}: ${now.detail || 'nothing'} instead of ${then.detail || 'nothing'}`), '; '); // prettier-ignore
    const findings = [];
    if (other.length > 0) {
        findings.push((0,finding/* fail */.fJ)(name, { expected: 'those of the backup', found: shown(other), fix: RESTORE_AGAIN })); // prettier-ignore
    }
    if (reworded.length > 0) {
        findings.push((0,finding/* warn */.R8)(other.length > 0 ? `${name} in other words` : name, {
            expected: 'the words of the backup',
            found: shown(reworded),
            fix: 'compare them: the server may have written the same definition in other words',
        }));
    }
    return findings.length > 0 ? findings : [(0,finding/* pass */.IX)(name, `of ${pairs.length} objects, as in the backup`)]; // prettier-ignore
}
/** What was valid when it was backed up must be so again. */
function validity(found, expected) {
    const name = 'valid indexes and constraints';
    const before = new Set(expected.filter(isInvalid).map(({ key }) => key));
    const invalid = found.filter((object) => /^(index|constraint) /.test(object.key) && isInvalid(object));
    const fresh = invalid.filter(({ key }) => !before.has(key));
    if (fresh.length === 0) {
        return (0,finding/* pass */.IX)(name, invalid.length === 0 ? 'all are valid' : `all but ${invalid.length}, which the backup had so`); // prettier-ignore
    }
    return (0,finding/* fail */.fJ)(name, {
        expected: 'valid, as in the backup',
        found: `invalid: ${(0,leftout/* inShort */.wZ)(fresh.map(({ key }) => key))}`,
        fix: RESTORE_AGAIN,
    });
}

// EXTERNAL MODULE: ./src/filling/rowsproof.ts
var rowsproof = __webpack_require__(39846);
;// CONCATENATED MODULE: ./src/filling/proof.ts













/** What lists the entries that were not restored. */
const LEFT_OUT = 'left out of the restore';
const proof_RESTORE_AGAIN = 'restore again; if it stays so, choose another backup';
/** Compares a restored database with everything that is known of the backup; each comparison a finding. */
async function proveRestored(settings) {
    const { connection, session, manifest, catalog, leftOut, entries } = settings;
    const made = { ...session, settings: (0,postgres_session/* directSettings */.n)() };
    return (0,postgres_session/* withSession */.f)(connection, made, (restored) => (0,transaction.withTransaction)(restored, 'snapshot', async () => {
        await (0,transaction.pinSettings)(restored);
        const server = await (0,archive_server/* readServer */.W)(restored);
        const now = await (0,postgres_catalog.readCatalog)(restored);
        settings.tellCatalog?.(now);
        return [
            ...(await (0,rowsproof/* rowsFindings */.Q)(restored, server, settings)),
            await largeObjects(restored, manifest),
            await proof_sequences(restored, manifest, { entries, leftOut }),
            ...catalogFindings({
                then: catalog,
                now,
                isExcused: excuses(manifest, leftOut, catalog),
                newerServer: server.major > manifest.server.major,
            }),
            leftOutFinding(manifest, leftOut),
        ];
    }));
}
async function largeObjects(session, manifest) {
    const name = 'large objects';
    const [row] = await session.query('select count(*)::int as number from pg_largeobject_metadata');
    const found = row?.number ?? 0;
    if (found !== manifest.largeObjects) {
        return (0,finding/* fail */.fJ)(name, {
            expected: (0,amounts/* inNumbers */.A)(manifest.largeObjects),
            found: (0,amounts/* inNumbers */.A)(found),
            fix: proof_RESTORE_AGAIN,
        });
    }
    if (found === 0)
        return (0,finding/* pass */.IX)(name, 'none, as in the backup');
    const { largeObjectFingerprint: then } = manifest;
    if (then === undefined) {
        return (0,finding/* couldNotVerify */.ke)(name, `${(0,amounts/* inNumbers */.A)(found)}, as in the backup, which does not tell their content`); // prettier-ignore
    }
    const { fingerprint, failure } = await (0,largeobjects/* fingerprintLargeObjects */.C)(session);
    if (fingerprint === undefined)
        return (0,finding/* couldNotVerify */.ke)(name, `not read: ${failure ?? ''}`);
    if (fingerprint === then)
        return (0,finding/* pass */.IX)(name, `${(0,amounts/* inNumbers */.A)(found)}, every byte as in the backup`);
    return (0,finding/* fail */.fJ)(name, { expected: 'the bytes of the backup', found: 'other bytes', fix: proof_RESTORE_AGAIN }); // prettier-ignore
}
async function proof_sequences(session, { sequences: all }, { entries, leftOut }) {
    const name = 'sequences';
    if (all === undefined)
        return (0,finding/* couldNotVerify */.ke)(name, 'the backup does not tell where they stood');
    const out = new Set(leftOut
        .filter(({ type }) => type === 'SEQUENCE' || type === 'SEQUENCE SET')
        .map(({ names }) => `${names.schema ?? ''}.${names.tag}`));
    const then = all.filter((position) => !out.has(`${(0,archive_entries/* asListed */.Gy)(position.schema)}.${(0,archive_entries/* asListed */.Gy)(position.name)}`));
    const differing = (0,sequences/* differingSequences */.V3)(then, await (0,sequences/* readSequencePositions */.ms)(session));
    if (differing.length === 0) {
        const known = new Set(then.map((one) => `${(0,archive_entries/* asListed */.Gy)(one.schema)}.${(0,archive_entries/* asListed */.Gy)(one.name)}`));
        const moved = entries.filter(({ type }) => type === 'SEQUENCE SET').map(({ names }) => `${names.schema ?? ''}.${names.tag}`).filter((sequence) => !known.has(sequence)); // prettier-ignore
        if (moved.length > 0) {
            return (0,finding/* couldNotVerify */.ke)(name, `${(0,amounts/* inNumbers */.A)(then.length)} stand where the backup has them; where these stood is not known, for they moved or could not be read while it was taken: ${(0,leftout/* inShort */.wZ)(moved)}`); // prettier-ignore
        }
        return (0,finding/* pass */.IX)(name, `${(0,amounts/* inNumbers */.A)(then.length)} stand where the backup has them`);
    }
    const shown = differing.map(({ recorded, found }) => `${recorded.schema}.${recorded.name} at ${found === undefined ? 'nothing' : words(found)} instead of ${words(recorded)}`); // prettier-ignore
    return (0,finding/* fail */.fJ)(name, {
        expected: 'where the backup has them',
        found: (0,leftout/* inShort */.wZ)(shown),
        fix: proof_RESTORE_AGAIN,
    });
}
function words({ value, called }) {
    return called ? value : `${value} (not yet used)`;
}
/** What a provider owns comes from the provider; nobody has looked at it here. */
function leftOutFinding({ excluded }, leftOut) {
    const name = LEFT_OUT;
    // Each list is cut by itself: what was asked for is never behind the twenty entries of the other.
    const requested = [
        ...(excluded?.schemas ?? []).map((schema) => `schema ${schema}`),
        ...(excluded?.tableData ?? []).map((table) => `rows of ${table}`),
    ];
    const shown = [
        ...(requested.length === 0
            ? []
            : [`on request, already out of the backup: ${requested.join(', ')}`]),
        ...(leftOut.length === 0 ? [] : [(0,leftout/* inShort */.wZ)((0,leftout/* listLeftOut */.GG)(leftOut), '; ')]),
    ];
    if (shown.length === 0)
        return (0,finding/* pass */.IX)(name, 'nothing: every entry of the archive was restored');
    return (0,finding/* couldNotVerify */.ke)(name, shown.join('; '), 'see that the new database gets them from its provider, or restore as a superuser');
}


/***/ }),

/***/ 21066:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ readRestorer),
/* harmony export */   r: () => (/* binding */ requireRoles)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);
/* harmony import */ var _archive_entries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42922);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);



/** Ask in the side database: its owner is a member of pg_database_owner there. */
async function readRestorer(session) {
    const [self] = await session.query(`select current_user::text as name, rolsuper as superuser, rolinherit as inherits,
            (select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()) as owner,
            current_setting('server_version_num')::int / 10000 as major
       from pg_roles where rolname = current_user`);
    if (self === undefined)
        throw new Error('the server does not list its own user');
    // To give an object away needs SET ROLE, to index it afterwards inheritance; before 16 a member has the first.
    const set = self.major >= 16 ? `and pg_has_role(oid, 'SET')` : '';
    const rows = await session.query(`select rolname as name, pg_has_role(oid, 'USAGE') ${set} as may,
            pg_has_role(oid, 'MEMBER') as member from pg_roles order by 1`);
    const { owner, ...known } = self;
    return {
        ...known,
        databaseOwner: (0,_archive_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .asListed */ .Gy)(owner),
        roles: rows.map(({ name }) => name),
        mayActAs: new Set(rows.filter(({ may }) => may).map(({ name }) => (0,_archive_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .asListed */ .Gy)(name))),
        memberOf: new Set(rows.filter(({ member }) => member).map(({ name }) => (0,_archive_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .asListed */ .Gy)(name))),
    };
}
/**
 * Every role that the archive names must exist; roles are in no archive. Call it before anything
 * is made.
 * @throws {DeployError} with the statements that create the missing ones.
 */
async function requireRoles(session, { roles = [], state }) {
    const rows = await session.query(`select name from unnest($1::text[]) name where name not in (select rolname from pg_roles)`, [roles]);
    if (rows.length === 0)
        return;
    const names = rows.map(({ name }) => name);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH({
        attempted: `restore ${state.identity.database}`,
        found: `the backup names roles that this server does not have: ${names.join(', ')}`,
        likelyCause: 'the backup was taken on another server, or the roles were dropped since',
        nextAction: `create them, then run again:\n${names.map((name) => `create role ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(name)} nologin;`).join('\n')}`,
    });
}


/***/ }),

/***/ 39846:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ rowsFindings),
/* harmony export */   g: () => (/* binding */ contentScope)
/* harmony export */ });
/* harmony import */ var _archive_entries_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42922);
/* harmony import */ var _archive_fingerprint_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9058);
/* harmony import */ var _archive_tables_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11061);
/* harmony import */ var _record_amounts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(60300);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11836);
/* harmony import */ var _leftout_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(28104);






const RESTORE_AGAIN = 'restore again; if it stays so, choose another backup';
/** Fingerprints compare between databases of one major and encoding only. */
function contentScope({ fingerprints, server: then }, now) {
    const comparable = then.encoding === now.encoding && then.major === now.major;
    return fingerprints === 'content' && comparable ? 'content' : 'counts';
}
/** Names of tables of which the rows, or all, stayed out; as an archive lists them. */
function leftOutTables(leftOut) {
    const entries = leftOut.filter(({ type }) => type === 'TABLE' || type === 'TABLE DATA');
    return new Set(entries.map(({ names }) => keyOf(names.schema ?? '', names.tag)));
}
function keyOf(schema, name) {
    return JSON.stringify([(0,_archive_entries_js__WEBPACK_IMPORTED_MODULE_0__/* .asListed */ .Gy)(schema), (0,_archive_entries_js__WEBPACK_IMPORTED_MODULE_0__/* .asListed */ .Gy)(name)]);
}
/** Compares tables, numbers of rows and their contents with the manifest. Needs a snapshot with pinned settings. */
async function rowsFindings(session, server, { manifest, leftOut, read }) {
    const scope = contentScope(manifest, server);
    const out = leftOutTables(leftOut);
    const expected = manifest.tables.filter(({ schema, name }) => !out.has(keyOf(schema, name)));
    const { withRows } = await (0,_archive_tables_js__WEBPACK_IMPORTED_MODULE_2__/* .readTables */ .g)(session, server);
    const judged = withRows.filter(({ schema, name }) => !out.has(keyOf(schema, name)));
    const early = new Map(read.map((one) => [one.table.oid, one]));
    const counted = await (0,_archive_fingerprint_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintTables */ .Q)(session, judged.filter(({ oid }) => early.has(oid)), 'counts'); // prettier-ignore
    const whole = await (0,_archive_fingerprint_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintTables */ .Q)(session, judged.filter(({ oid }) => !early.has(oid)), scope); // prettier-ignore
    const now = [
        ...whole,
        ...counted.map((one) => ({ ...one, fingerprint: early.get(one.table.oid)?.fingerprint })),
    ];
    const found = new Map(now.map((one) => [keyOf(one.table.schema, one.table.name), one]));
    const pairs = expected.map((then) => ({ then, now: found.get(keyOf(then.schema, then.name)) }));
    return [
        presence(manifest, expected, judged.map(({ schema, name }) => ({ schema, name })), found),
        counts(pairs),
        contents(pairs, manifest, scope),
    ];
}
function presence({ withoutRows }, expected, judged, found) {
    const known = new Set(expected.map(({ schema, name }) => keyOf(schema, name)));
    const rowless = new Set(withoutRows.map(({ table }) => table));
    const missing = expected.filter(({ schema, name }) => !found.has(keyOf(schema, name)));
    const added = judged.filter(({ schema, name }) => !known.has(keyOf(schema, name)) && !rowless.has(`${schema}.${name}`));
    if (missing.length + added.length === 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .pass */ .IX)('tables', `all ${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_5__/* .inNumbers */ .A)(expected.length)} are there`);
    }
    const named = (what, list) => list.length === 0 ? [] : [`${what}: ${(0,_leftout_js__WEBPACK_IMPORTED_MODULE_4__/* .inShort */ .wZ)(list.map(({ schema, name }) => `${schema}.${name}`))}`]; // prettier-ignore
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)('tables', {
        expected: `the ${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_5__/* .inNumbers */ .A)(expected.length)} tables of the backup`,
        found: [...named('missing', missing), ...named('not in the backup', added)].join('; '),
        fix: RESTORE_AGAIN,
    });
}
function counts(pairs) {
    const name = 'rows';
    const differing = pairs.filter(({ then, now }) => now?.rows !== undefined && now.rows !== then.rows); // prettier-ignore
    // Nobody but us is in the copy: a table that cannot be counted there is broken.
    const uncounted = pairs.filter(({ now }) => now !== undefined && now.rows === undefined);
    const found = [
        ...(differing.length > 0 ? [(0,_leftout_js__WEBPACK_IMPORTED_MODULE_4__/* .inShort */ .wZ)(differing.map(({ then, now }) => `${nameOf(then)}: ${now?.rows ?? ''} of ${then.rows}`))] : []), // prettier-ignore
        ...(uncounted.length > 0 ? [`not counted: ${(0,_leftout_js__WEBPACK_IMPORTED_MODULE_4__/* .inShort */ .wZ)(uncounted.map(failureOf))}`] : []),
    ];
    if (found.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)(name, { expected: 'as many as the backup has', found: found.join('; '), fix: RESTORE_AGAIN }); // prettier-ignore
    }
    const total = pairs.reduce((sum, { then }) => sum + BigInt(then.rows), 0n);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .pass */ .IX)(name, `${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_5__/* .inNumbers */ .A)(total)} in ${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_5__/* .inNumbers */ .A)(pairs.length)} tables, as in the backup`);
}
function contents(pairs, manifest, scope) {
    const name = 'contents';
    if (manifest.fingerprints !== 'content') {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .couldNotVerify */ .ke)(name, `the backup was taken with fingerprint: ${manifest.fingerprints}`);
    }
    if (scope === 'counts') {
        const reason = 'fingerprints compare within one major and encoding only, and this server has another than the backup'; // prettier-ignore
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .couldNotVerify */ .ke)(name, reason);
    }
    const readable = pairs.filter(({ then, now }) => now?.fingerprint !== undefined && then.fingerprint !== undefined);
    const differing = readable.filter(({ then, now }) => now?.fingerprint !== then.fingerprint);
    if (differing.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)(name, {
            expected: 'the rows of the backup',
            found: `other rows in ${(0,_leftout_js__WEBPACK_IMPORTED_MODULE_4__/* .inShort */ .wZ)(differing.map(({ then }) => nameOf(then)))}`,
            fix: RESTORE_AGAIN,
        });
    }
    const unread = pairs.filter(({ now }) => now !== undefined && now.fingerprint === undefined);
    if (unread.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .couldNotVerify */ .ke)(name, `not read: ${(0,_leftout_js__WEBPACK_IMPORTED_MODULE_4__/* .inShort */ .wZ)(unread.map(failureOf))}`);
    }
    const unknown = pairs.filter(({ then }) => then.fingerprint === undefined);
    if (unknown.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .couldNotVerify */ .ke)(name, `the backup has no fingerprint of ${(0,_leftout_js__WEBPACK_IMPORTED_MODULE_4__/* .inShort */ .wZ)(unknown.map(({ then }) => nameOf(then)))}`); // prettier-ignore
    }
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .pass */ .IX)(name, `every row of ${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_5__/* .inNumbers */ .A)(readable.length)} tables is that of the backup`);
}
function failureOf({ then, now }) {
    return `${nameOf(then)} (${now?.failure ?? 'not read'})`;
}
function nameOf({ schema, name }) {
    return `${schema}.${name}`;
}


/***/ }),

/***/ 55788:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  AZ: () => (/* binding */ foreseeSelection),
  XO: () => (/* binding */ selectEntries),
  GK: () => (/* binding */ selectFor)
});

// EXTERNAL MODULE: ./src/archive/entries.ts
var archive_entries = __webpack_require__(42922);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/catalogobject.ts
var catalogobject = __webpack_require__(99867);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./src/filling/extensions.ts
var filling_extensions = __webpack_require__(58977);
;// CONCATENATED MODULE: ./src/filling/extensioncontents.ts


/** Contents, with the type of the entry that makes what holds them. */
const CONTENTS = {
    'TABLE DATA': 'TABLE',
    'SEQUENCE SET': 'SEQUENCE',
};
function placeOf(type, { names: { schema, tag } }) {
    return JSON.stringify([type, schema ?? null, tag]);
}
/** Contents of what no entry makes: it is an extension's, and the archive does not tell which one's. */
function contentsOfExtensions(entries) {
    const made = new Set(entries.map((entry) => placeOf(entry.type, entry)));
    return entries.filter((entry) => {
        const holder = CONTENTS[entry.type];
        return holder !== undefined && !made.has(placeOf(holder, entry));
    });
}
/**
 * Which contents would find no table: their extension is not among those that are restored. All of
 * these are created and rolled back to see.
 * @param session in the empty database, outside a transaction.
 * @returns ids of entries.
 */
async function homelessContents(session, contents, extensions) {
    await session.query('begin');
    try {
        for (const candidate of extensions)
            await (0,filling_extensions/* tryExtension */.tl)(session, candidate);
        const rows = await session.query(`select id from unnest($1::int[], $2::text[]) c (id, name) where to_regclass(name) is null`, [contents.map(({ id }) => id), contents.map(({ names }) => qualified(names))]);
        return new Set(rows.map(({ id }) => id));
    }
    finally {
        await session.query('rollback').catch(() => undefined);
    }
}
function qualified({ schema, tag }) {
    return `${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(schema ?? '')}.${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(tag)}`;
}

// EXTERNAL MODULE: ./src/filling/leftout.ts
var leftout = __webpack_require__(28104);
;// CONCATENATED MODULE: ./src/filling/ownloss.ts




/** What a team makes in its schemas. The rest is the server's or a provider's: event triggers, publications, casts. */
const OF_A_SCHEMA = new Set([
    'AGGREGATE',
    'CHECK CONSTRAINT',
    'COLLATION',
    'CONSTRAINT',
    'CONVERSION',
    'DEFAULT',
    'DOMAIN',
    'FK CONSTRAINT',
    'FOREIGN TABLE',
    'FUNCTION',
    'INDEX',
    'INDEX ATTACH',
    'MATERIALIZED VIEW',
    'MATERIALIZED VIEW DATA',
    'OPERATOR',
    'POLICY',
    'PROCEDURE',
    'ROW SECURITY',
    'RULE',
    'SEQUENCE',
    'SEQUENCE OWNED BY',
    'SEQUENCE SET',
    'STATISTICS',
    'TABLE',
    'TABLE ATTACH',
    'TABLE DATA',
    'TEXT SEARCH CONFIGURATION',
    'TEXT SEARCH DICTIONARY',
    'TRIGGER',
    'TYPE',
    'VIEW',
]);
/** Every new database has it, whoever owns it. */
const PRESENT_SCHEMA = 'public';
/**
 * A provider's schemas come back with the provider; what a team made must not stay behind. As the
 * backup has it: a schema is somebody else's when it is not `public` and its owner neither owns the
 * database nor is a role that the restoring one is a member of. The bytes of all large objects are
 * one entry, which fails when one of them is missing.
 * @returns undefined when nothing of the team's own stays out.
 */
function ownLoss(division, database) {
    const { leftOut, restorer } = division;
    const lost = leftOut.filter(isLossIn(division));
    if (lost.length === 0)
        return undefined;
    const owners = new Set(lost.flatMap(({ names: { owner }, requested }) => (owner === undefined || requested || mayActAs(owner, restorer) ? [] : [owner]))); // prettier-ignore
    return {
        attempted: `restore ${database}`,
        found: `objects of its own would stay out: ${(0,leftout/* listLeftOut */.GG)(lost).join('; ')}`,
        likelyCause: `${restorer.name} is a less privileged role than the one that made the database`,
        nextAction: nextAction([...owners], restorer),
    };
}
function mayActAs(owner, restorer) {
    return restorer.superuser || owner === undefined || restorer.mayActAs.has(owner);
}
function isLossIn({ entries, leftOut, restorer }) {
    const theirs = new Set(leftOut
        .filter(({ type, follows }) => type === 'SCHEMA' && !follows)
        .filter(({ names: { tag, owner } }) => tag !== PRESENT_SCHEMA && !isOfTeam(owner, restorer))
        .map(({ names: { tag } }) => tag));
    const made = new Set([...entries, ...leftOut].map((entry) => placeOf(entry.type, entry)));
    return (entry) => {
        const { type, names, follows, requested } = entry;
        if (type === 'BLOB' || type === 'BLOB METADATA')
            return true;
        if (requested)
            return false;
        if (type === 'SCHEMA')
            return names.tag !== PRESENT_SCHEMA && !theirs.has(names.tag);
        if (!OF_A_SCHEMA.has(type))
            return false;
        // Contents of what no entry makes belong to the extension that makes it.
        const holder = CONTENTS[type];
        if (holder !== undefined && !made.has(placeOf(holder, entry)))
            return false;
        if (!theirs.has(names.schema ?? ''))
            return true;
        return type === 'TABLE' && follows && mayActAs(names.owner, restorer);
    };
}
function isOfTeam(owner, { memberOf, databaseOwner }) {
    return owner === undefined || memberOf.has(owner) || owner === databaseOwner;
}
function nextAction(owners, { name, major, roles, inherits }) {
    const needed = 'restore with a role that may create what they need: a superuser, or a member of its owner'; // prettier-ignore
    if (owners.length === 0)
        return needed;
    const real = new Map(roles.map((role) => [(0,archive_entries/* asListed */.Gy)(role), role]));
    const self = esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name);
    const options = major >= 16 ? ' with inherit true, set true' : '';
    const statements = owners.map((owner) => `grant ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(real.get(owner) ?? owner)} to ${self}${options};`); // prettier-ignore
    // Before 16 it is the member that inherits or not, whatever is granted.
    if (major < 16 && !inherits)
        statements.push(`alter role ${self} inherit;`);
    return `run as an administrator, then restore again:\n${statements.join('\n')}\nor ${needed}`;
}

// EXTERNAL MODULE: ./src/filling/roles.ts
var roles = __webpack_require__(21066);
;// CONCATENATED MODULE: ./src/filling/selection.ts








/** Only superusers create these, whoever owns them later. */
const OF_SUPERUSERS = new Set([
    'ACCESS METHOD',
    'EVENT TRIGGER',
    'FOREIGN DATA WRAPPER',
    'OPERATOR CLASS',
    'OPERATOR FAMILY',
    'PUBLICATION TABLES IN SCHEMA',
    'SHELL TYPE',
    'SUBSCRIPTION',
    'TEXT SEARCH PARSER',
    'TEXT SEARCH TEMPLATE',
]);
/**
 * Divides an archive into what the restoring role can restore and what belongs to the provider.
 * @param session in the empty side database, outside a transaction; extensions are tried there.
 * @throws {DeployError} when objects of the team's own would stay out, or the server lacks an extension.
 */
async function selectEntries(session, backup) {
    const restorer = await (0,roles/* readRestorer */.R)(session);
    await (0,filling_extensions/* requireExtensions */.Aq)(session, backup.entries, restorer.major);
    const entries = withNames(backup, restorer);
    const refusals = restorer.superuser
        ? { extensions: new Map(), comments: new Set() }
        : await (0,filling_extensions/* probeExtensions */.bg)(session, candidatesOf(entries, restorer));
    const selection = divide(backup, restorer, entries, refusals);
    const loss = ownLoss(selection, backup.manifest.state.identity.database);
    if (loss !== undefined)
        throw new errors/* DeployError */.sH(loss);
    return selection;
}
/**
 * The same division before there is a side database, as if every extension could be created.
 * @param session in the live database; nothing is tried there.
 */
async function foreseeSelection(session, backup) {
    const restorer = await (0,roles/* readRestorer */.R)(session);
    const untried = { extensions: new Map(), comments: new Set() };
    const selection = divide(backup, restorer, withNames(backup, restorer), untried);
    return { selection, loss: ownLoss(selection, backup.manifest.state.identity.database) };
}
/**
 * The same division for a database that nobody will use: what stays out, and what needs it, is
 * listed and refused by nobody.
 * @param session in the empty database, outside a transaction.
 */
async function selectFor(session, backup, staysOut) {
    const restorer = await (0,roles/* readRestorer */.R)(session);
    const none = { extensions: new Map(), comments: new Set() };
    const entries = withNames(backup, restorer);
    const first = divide(backup, restorer, entries, none, staysOut);
    const contents = contentsOfExtensions(first.entries);
    const lacks = first.leftOut.some(({ type }) => type === 'EXTENSION');
    if (!lacks || contents.length === 0)
        return first;
    const homeless = await homelessContents(session, contents, candidatesOf(first.entries, restorer));
    const judge = (entry) => staysOut(entry) ?? (homeless.has(entry.id) ? 'its extension stays out' : undefined);
    return divide(backup, restorer, entries, none, judge);
}
function withNames({ entries, manifest }, { roles }) {
    const known = [...roles, ...(manifest.roles ?? [])];
    const schemas = [
        PRESENT_SCHEMA,
        ...entries
            .filter(({ type }) => type === 'SCHEMA')
            .map((entry) => (0,archive_entries/* namesOf */.eZ)(entry, known, []).tag),
        ...manifest.tables.map(({ schema }) => schema),
    ];
    return entries.map((entry) => ({ ...entry, names: (0,archive_entries/* namesOf */.eZ)(entry, known, schemas) }));
}
/** Extensions in a schema of the provider are not tried: the schema stays out, and they with it. */
function candidatesOf(entries, restorer) {
    const schemas = new Map(entries
        .filter(({ type, names }) => type === 'SCHEMA' && mayOwn(names, restorer))
        .map(({ id, names }) => [id, names.tag]));
    return entries
        .filter(({ type }) => type === 'EXTENSION')
        .map((entry) => ({
        entry,
        schema: entry.needs.map((id) => schemas.get(id)).find((name) => name !== undefined),
    }));
}
function mayOwn({ owner }, { superuser, mayActAs }) {
    return superuser || owner === undefined || mayActAs.has(owner);
}
function divide(backup, restorer, entries, refusals, staysOut = () => undefined) {
    const reasonFor = judge(backup, restorer, refusals, staysOut);
    const leftOut = new Map();
    // What an entry needs stands before it, except in rare circles: until nothing more follows.
    for (let known = -1; known < leftOut.size;) {
        known = leftOut.size;
        for (const entry of entries) {
            if (leftOut.has(entry.id))
                continue;
            const reason = reasonFor(entry);
            const needed = entry.needs.map((id) => leftOut.get(id)).find((one) => one && !isPresent(one));
            if (reason !== undefined)
                leftOut.set(entry.id, { ...entry, ...reason, follows: false });
            else if (needed !== undefined) {
                const { requested } = needed;
                leftOut.set(entry.id, { ...entry, reason: `it needs ${(0,leftout/* wordsOf */.Z9)(needed)}`, follows: true, requested }); // prettier-ignore
            }
        }
    }
    return {
        restorer,
        entries: entries.filter(({ id }) => !leftOut.has(id)),
        leftOut: [...leftOut.values()],
    };
}
function isPresent({ type, names }) {
    return type === 'SCHEMA' && names.tag === PRESENT_SCHEMA;
}
/** Why an entry by itself stays out; undefined when it does not. */
function judge({ manifest, catalog = [] }, restorer, refusals, staysOut) {
    const reaching = new Map(manifest.excluded?.reaching?.map(({ key, description }) => [key, description]));
    const bare = new Set(catalog
        .map(catalogobject/* objectOf */.Xy)
        .filter((object) => (0,catalogobject/* nameOf */.Vb)(object).kind === 'cast' && object.detail.includes('without function'))
        .map(({ key }) => key.toUpperCase()));
    const refused = (entry) => {
        const { type, names } = entry;
        if (OF_SUPERUSERS.has(type))
            return `only a superuser may create it, and ${restorer.name} is none`;
        if (type === 'CAST' && bare.has(names.tag.toUpperCase())) {
            return `only a superuser may create a cast without a function`;
        }
        if (!mayOwn(names, restorer)) {
            return `it belongs to ${names.owner ?? ''}, and ${restorer.name} may not act as that role`;
        }
        if (type === 'COMMENT' && entry.needs.some((id) => refusals.comments.has(id))) {
            return 'the extension belongs to another role once it is created';
        }
        return refusals.extensions.get(entry.id);
    };
    return (entry) => {
        // Entries about two objects have the key of none.
        const reached = entry.key === '0 0' ? undefined : reaching.get(entry.key);
        if (reached !== undefined) {
            return { reason: `${reached}, which the backup leaves out`, requested: true };
        }
        const reason = staysOut(entry) ?? (restorer.superuser ? undefined : refused(entry));
        return reason === undefined ? undefined : { reason, requested: false };
    };
}


/***/ }),

/***/ 97009:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ grantStatements),
/* harmony export */   o: () => (/* binding */ readGrants)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);

/** What is in force, the built-in defaults included; who granted it does not matter. */
async function readGrants(session, oid) {
    const rows = await session.query(`select r.rolname as role, g.privilege_type as privilege, bool_or(g.is_grantable) as grantable
       from pg_database d
      cross join aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
       left join pg_roles r on r.oid = g.grantee
      where d.oid = $1::oid and (g.grantee = 0 or r.oid is not null)
      group by 1, 2 order by 1 nulls first, 2`, [oid]);
    return rows.map(({ role, ...grant }) => (role === null ? grant : { role, ...grant }));
}
/** Statements that leave exactly these privileges on a database, whatever it had. */
function grantStatements(database, owner, grants) {
    const on = `on database ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(database)}`;
    return [
        `revoke all ${on} from public, ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(owner)}`,
        ...grants.map(({ role, privilege, grantable }) => {
            const to = role === undefined ? 'public' : pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(role);
            return `grant ${privilege} ${on} to ${to}${grantable ? ' with grant option' : ''}`;
        }),
    ];
}


/***/ }),

/***/ 82239:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KA: () => (/* binding */ settingStatement),
/* harmony export */   RP: () => (/* binding */ valueOf),
/* harmony export */   bH: () => (/* binding */ settingForPeople),
/* harmony export */   lr: () => (/* binding */ mayBeSecret),
/* harmony export */   sb: () => (/* binding */ readSettings)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);

/**
 * Settings whose value is a list of names, quoted one by one (GUC_LIST_QUOTE; the list of
 * pg_dump's variable_is_guc_list_quote). One literal would become one name with commas in it.
 */
const LISTS = new Set([
    'local_preload_libraries',
    'search_path',
    'session_preload_libraries',
    'shared_preload_libraries',
    'temp_tablespaces',
    'unix_socket_directories',
]);
/** In the order of their roles and names. */
async function readSettings(session, oid) {
    const rows = await session.query(`select r.rolname as role, split_part(c.entry, '=', 1) as name,
            substr(c.entry, strpos(c.entry, '=') + 1) as value
       from pg_db_role_setting s
      cross join unnest(s.setconfig) as c (entry)
       left join pg_roles r on r.oid = s.setrole
      where s.setdatabase = $1::oid and (s.setrole = 0 or r.oid is not null)
      order by 1 nulls first, 2`, [oid]);
    return rows.map(({ role, ...setting }) => (role === null ? setting : { role, ...setting }));
}
/** The statement that makes the setting. Its text holds the value: only for the server. */
function settingStatement(database, setting) {
    return `${head(database, setting)} to ${valueOf(setting)}`;
}
/**
 * The statement for an administrator to run: a value that may be a secret is not shown but read
 * from the database that keeps it, by psql.
 */
function settingForPeople(database, keptAs, setting) {
    const { role, name } = setting;
    if (!mayBeSecret(setting))
        return `${settingStatement(database, setting)};`;
    const ofRole = role === undefined
        ? 's.setrole = 0'
        : `s.setrole = (select oid from pg_roles where rolname = ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(role)})`;
    return `select ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(`${head(database, setting)} to `)} || quote_literal(substr(entry, strpos(entry, '=') + 1)) from pg_db_role_setting s, unnest(s.setconfig) entry where s.setdatabase = (select oid from pg_database where datname = ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(keptAs)}) and ${ofRole} and starts_with(entry, ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(`${name}=`)}) \\gexec`;
}
/** Names of the server's own settings have no dot; what extensions and applications name has one. */
function mayBeSecret({ name }) {
    return name.includes('.');
}
function head(database, { role, name }) {
    const setting = `set ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(name)}`;
    const where = `database ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(database)}`;
    return role === undefined
        ? `alter ${where} ${setting}`
        : `alter role ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(role)} in ${where} ${setting}`;
}
/** The value as SQL writes it; equal for values that mean the same. */
function valueOf({ name, value }) {
    if (!LISTS.has(name.toLowerCase()))
        return pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(value);
    const items = [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",]+))\s*(?:,|$)/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '');
    return items.length === 0 ? `''` : items.map(pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral).join(', ');
}


/***/ }),

/***/ 83175:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ dropDatabase)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);
/* harmony import */ var _endsessions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68643);
/* harmony import */ var _sqlstate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31406);



/** A drop that meets a session which is just starting or ending. */
const DROP_ATTEMPTS = 3;
/**
 * Drops a database that is certain to be ours; nothing where it is gone.
 * @throws the server's error; 55006 when somebody is still in it.
 */
async function dropDatabase(session, { name, oid }, { withSessions }) {
    const [there] = await session.query('select datistemplate as template from pg_database where oid = $1::oid and datname = $2', [oid, name]);
    if (there === undefined)
        return;
    // Once begun, it is better ended by the server alone than cut off because we are gone.
    await session.query('set client_connection_check_interval = 0');
    const quoted = pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(name);
    // Carried over from the live database, it would refuse to be dropped.
    if (there.template)
        await session.query(`alter database ${quoted} is_template false`);
    for (let attempt = 1;; attempt += 1) {
        if (withSessions)
            await (0,_endsessions_js__WEBPACK_IMPORTED_MODULE_2__/* .endSessions */ .vG)(session, [oid]);
        try {
            // Not WITH (FORCE): where an autovacuum worker is at work it asks for a superuser. The plain
            // one ends such workers itself, and waits 5 s for the sessions that were just ended.
            await session.query(`drop database ${quoted}`);
            return;
        }
        catch (error) {
            const again = withSessions && attempt < DROP_ATTEMPTS;
            if ((0,_sqlstate_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$)(error) !== _sqlstate_js__WEBPACK_IMPORTED_MODULE_1__/* .SQLSTATE */ .c.objectInUse || !again)
                throw error;
        }
    }
}


/***/ }),

/***/ 68643:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ MAY_END),
/* harmony export */   Ez: () => (/* binding */ readStrangers),
/* harmony export */   vG: () => (/* binding */ endSessions)
/* harmony export */ });
/**
 * Whether the session's role may end the backend of `a`, a row of pg_stat_activity with a user
 * (signalfuncs.c, pg_signal_backend): sessions of superusers are for superusers alone. Asked
 * before, because one refused call fails the whole statement and spares everybody behind it.
 */
const MAY_END = `(
  (select me.rolsuper from pg_roles me where me.rolname = current_user)
  or (not exists (select from pg_roles s where s.oid = a.usesysid and s.rolsuper)
      and (pg_has_role(a.usesysid, 'usage') or pg_has_role('pg_signal_backend', 'usage'))))`;
/** Ends every session in the databases that the role may end. They are gone a moment later. */
async function endSessions(session, oids) {
    await session.query(`select pg_terminate_backend(a.pid) from pg_stat_activity a
      where a.datid = any ($1::oid[]) and a.pid <> pg_backend_pid()
        and a.usesysid is not null and ${MAY_END}`, [oids]);
}
/** Who is connected to the database and cannot be ended by this role. What this step itself opened ends with it. */
async function readStrangers(session, oid) {
    return session.query(`select coalesce(quote_ident(r.rolname), 'a dropped role') as role,
            coalesce(r.rolsuper, false) as superuser,
            coalesce(array_agg(distinct a.application_name)
                       filter (where a.application_name <> ''), '{}') as applications,
            count(*)::int as sessions
       from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid
      where a.datid = $1::oid and a.pid <> pg_backend_pid() and a.usesysid is not null
        and a.application_name <> current_setting('application_name')
        and not coalesce(${MAY_END}, false)
      group by r.rolname, r.rolsuper order by 1`, [oid]);
}


/***/ }),

/***/ 31097:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ localeClauses)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);

/**
 * Encoding and locale of a CREATE DATABASE, as the backup's database has them.
 * @param major of the server that gets the database.
 */
function localeClauses(server, major) {
    const { encoding, collation, characterType = collation, localeProvider, locale } = server;
    const clauses = [
        `encoding ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(encoding)}`,
        `lc_collate ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(collation)}`,
        `lc_ctype ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(characterType)}`,
    ];
    if (localeProvider === undefined)
        return clauses;
    // 14 knows one provider and no word for it. Later the template's would be taken, which may be another.
    if (major < FIRST_WITH_PROVIDERS && localeProvider === 'libc')
        return clauses;
    const provider = `locale_provider ${localeProvider}`;
    if (localeProvider === 'libc')
        return [...clauses, provider];
    const option = localeProvider === 'icu' ? 'icu_locale' : 'builtin_locale';
    return [...clauses, provider, `${option} ${pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(locale ?? '')}`];
}
const FIRST_WITH_PROVIDERS = 15;


/***/ })

};
