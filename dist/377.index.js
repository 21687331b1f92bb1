export const id = 377;
export const ids = [377,634];
export const modules = {

/***/ 54287:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ passGate)
/* harmony export */ });
/* harmony import */ var _postgres_identity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54837);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11836);
/* harmony import */ var _movement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38629);



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
        const waived = (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)('backup gate', {
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
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('backup of this run', {
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
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, `attempt ${record?.run.attempt ?? 1} of run ${record?.run.runId ?? ''}`);
    const found = `it belongs to run ${record?.run.runId ?? ''}`;
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, { expected: `run ${run.runId}`, found, fix: TAKE_A_NEW_ONE });
}
function ofThisDatabase({ manifest }, current) {
    const name = 'backup of this database';
    const differing = (0,_postgres_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .differences */ .t)(manifest.state.identity, current.identity);
    if (differing.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, current.identity.database);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
        expected: 'the database that was backed up',
        found: differing.join('; '),
        fix: 'check that both jobs use the same DIRECT_URL, then re-run all jobs',
    });
}
async function inThisState({ manifest }, { current, allowMigrated, tools }) {
    const name = 'state since the backup';
    const moved = (0,_movement_js__WEBPACK_IMPORTED_MODULE_2__/* .movement */ .i)(manifest.state, current);
    if (moved.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, 'ledger and catalog are as the backup found them');
    const migrated = allowMigrated ? await tools.records.newest('migrate') : undefined;
    const left = migrated?.status === 'passed' ? migrated.details?.after : undefined;
    if (left !== undefined && (0,_movement_js__WEBPACK_IMPORTED_MODULE_2__/* .movement */ .i)(left, current).length === 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, 'ledger and catalog are as the migration of this run left them');
    }
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
        expected: left === undefined ? 'as the backup found it' : 'as the migration of this run left it',
        found: (left === undefined ? moved : (0,_movement_js__WEBPACK_IMPORTED_MODULE_2__/* .movement */ .i)(left, current)).join('; '),
        fix: `someone changed the schema since: ${TAKE_A_NEW_ONE}`,
    });
}
function youngEnough({ manifest }, { tools, maxBackupAge }) {
    const age = tools.clock.now().getTime() - Date.parse(manifest.snapshot.time);
    const words = `${minutes(age)}, ${minutes(maxBackupAge)} allowed`;
    if (age <= maxBackupAge)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)('age of the backup', words);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('age of the backup', {
        expected: `at most ${minutes(maxBackupAge)}`,
        found: minutes(age),
        fix: `${TAKE_A_NEW_ONE}; or raise max-backup-age`,
    });
}
async function stillStored({ artifact }, { artifacts }) {
    const name = 'bytes of the backup';
    const listed = (await artifacts.list()).find(({ id }) => id === artifact.id);
    if (listed === undefined) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
            expected: `artifact ${artifact.name} (id ${artifact.id})`,
            found: 'it is not in the store any more',
            fix: TAKE_A_NEW_ONE,
        });
    }
    if (listed.digest === '')
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .couldNotVerify */ .ke)(name, 'the store lists no digest', TAKE_A_NEW_ONE);
    if (listed.digest === artifact.digest)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, `${artifact.name}, ${artifact.digest}`);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
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

/***/ 82634:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  detectAdapter: () => (/* binding */ detectAdapter)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
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

;// CONCATENATED MODULE: ./src/migration/detect.ts



/**
 * Which migration tool the application uses. `migrate-command` decides what runs; the ledger is
 * that of the tool found in the repository, because the command is often an npm script around it.
 * @throws {DeployError} when two tools are found and nothing says which one counts.
 */
async function detectAdapter(directory, migrateCommand) {
    await requireDirectory(directory);
    const uses = await Promise.all(ADAPTERS.map((adapter) => adapter.detect(directory)));
    const found = ADAPTERS.filter((_, at) => uses[at] === true).filter(({ name }) => !namesAnother(migrateCommand, name));
    const named = found.filter((adapter) => migrateCommand?.includes(adapter.name) === true);
    const [adapter, second] = named.length === 1 ? named : found;
    if (adapter !== undefined && second !== undefined) {
        throw new errors/* DeployError */.sH({
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
    const isDirectory = await (0,promises_.stat)(directory).then((found) => found.isDirectory(), () => false);
    if (isDirectory)
        return;
    throw new errors/* DeployError */.sH({
        attempted: 'look for the migration tool',
        found: `the directory ${directory} does not exist`,
        likelyCause: 'working-directory is misspelt, or the job has no actions/checkout before this step',
        nextAction: 'set working-directory to the directory with the package.json',
    });
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
/* harmony import */ var _postgres_catalog_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17092);
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

/***/ 17092:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IJ: () => (/* binding */ catalogFingerprint),
/* harmony export */   uM: () => (/* binding */ readCatalog),
/* harmony export */   zB: () => (/* binding */ catalogChanges)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

/** Schemas of the server itself, and of sessions. */
const OWN_SCHEMAS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
/** Members of an extension come and go with it; the extension's own line has its version. */
const notOfExtension = (catalog, oid) => `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
/**
 * The catalog as one line an object: what a migration can change, and nothing that moves by itself
 * (no oids, no sequence values, no statistics). Definitions come from the server's own functions.
 */
const CATALOG_LINES = `
select format('schema %I owner %s%s', n.nspname, n.nspowner::regrole, ' grants ' || n.nspacl::text) as line
  from pg_namespace n where ${OWN_SCHEMAS}
union all
select format('extension %I %s', extname, extversion) from pg_extension
union all
select format('%s %I.%I owner %s%s%s%s%s%s%s',
         case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
           when 'm' then 'materialized view' when 'f' then 'foreign table' else 'sequence' end,
         n.nspname, c.relname, c.relowner::regrole,
         case c.relpersistence when 'u' then ' unlogged' else '' end,
         case when c.relrowsecurity then ' row level security' else '' end,
         case when c.relforcerowsecurity then ' forced' else '' end,
         ' grants ' || c.relacl::text, ' options ' || c.reloptions::text,
         case when c.relreplident <> 'd' then ' replica identity ' || c.relreplident::text end)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${OWN_SCHEMAS}
   and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('column %I.%I.%I %s%s%s%s%s%s', n.nspname, c.relname, a.attname,
         format_type(a.atttypid, a.atttypmod),
         case when a.attnotnull then ' not null' else '' end,
         ' default ' || pg_get_expr(d.adbin, d.adrelid),
         case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end,
         case when a.attgenerated <> '' then ' generated ' || a.attgenerated::text else '' end,
         ' grants ' || a.attacl::text)
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
   and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('constraint %I on %I.%I %s', k.conname, n.nspname, c.relname,
         pg_get_constraintdef(k.oid))
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('index %s%s', pg_get_indexdef(i.indexrelid),
         case when i.indisvalid then '' else ' INVALID' end)
  from pg_index i
  join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('definition of %I.%I %s', n.nspname, c.relname, md5(pg_get_viewdef(c.oid)))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('v', 'm') and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('trigger %s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
 where not t.tgisinternal and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('policy %I on %I.%I %s %s %s using %s check %s', p.polname, n.nspname, c.relname,
         p.polcmd, p.polpermissive, p.polroles::regrole[],
         pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  from pg_policy p
  join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS}
union all
select format('%s %s owner %s%s %s', case p.prokind when 'a' then 'aggregate' else 'function' end,
         p.oid::regprocedure, p.proowner::regrole, ' grants ' || p.proacl::text,
         case when p.prokind = 'a' then '' else md5(pg_get_functiondef(p.oid)) end)
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_proc', 'p.oid')}
union all
select format('type %s %s owner %s%s', t.oid::regtype,
         case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else t.typtype::text end,
         t.typowner::regrole,
         case t.typtype
           when 'e' then ' ' || (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
                                   from pg_enum e where e.enumtypid = t.oid)
           when 'd' then format(' over %s%s%s%s', format_type(t.typbasetype, t.typtypmod),
             case when t.typnotnull then ' not null' else '' end, ' default ' || t.typdefault,
             (select string_agg(' ' || pg_get_constraintdef(k.oid), '' order by k.conname)
                from pg_constraint k where k.contypid = t.oid))
           else '' end)
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
 where t.typtype in ('e', 'd', 'r') and ${OWN_SCHEMAS} and ${notOfExtension('pg_type', 't.oid')}
union all
select format('%I.%I inherits %s at %s%s', n.nspname, c.relname, i.inhparent::regclass, i.inhseqno,
         ' ' || pg_get_expr(c.relpartbound, c.oid))
  from pg_inherits i
  join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('partitioning of %s %s', p.partrelid::regclass, pg_get_partkeydef(p.partrelid))
  from pg_partitioned_table p
union all
select format('rule %I on %I.%I %s enabled %s', r.rulename, n.nspname, c.relname,
         md5(pg_get_ruledef(r.oid)), r.ev_enabled)
  from pg_rewrite r
  join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
 where r.rulename <> '_RETURN' and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('statistics %s', pg_get_statisticsobjdef(s.oid)) from pg_statistic_ext s
union all
select format('event trigger %I on %s enabled %s calls %s', evtname, evtevent, evtenabled, evtfoid::regprocedure)
  from pg_event_trigger where ${notOfExtension('pg_event_trigger', 'pg_event_trigger.oid')}
union all
select format('publication %I%s of %s', p.pubname, case when p.puballtables then ' of all tables' else '' end,
         (select string_agg(r.prrelid::regclass::text, ', ' order by r.prrelid::regclass::text)
            from pg_publication_rel r where r.prpubid = p.oid))
  from pg_publication p
union all
select format('default grants of %s in %s on %s: %s', d.defaclrole::regrole,
         case when d.defaclnamespace = 0 then 'every schema' else d.defaclnamespace::regnamespace::text end,
         d.defaclobjtype, d.defaclacl)
  from pg_default_acl d
union all
select format('composite type %I.%I owner %s', n.nspname, c.relname, c.relowner::regrole)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'c' and ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}
union all
select format('sequence settings %I.%I as %s start %s increment %s min %s max %s cache %s%s',
         n.nspname, c.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin,
         s.seqmax, s.seqcache, case when s.seqcycle then ' cycle' else '' end)
  from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}`;
/**
 * Reads the catalog, one line an object, sorted bytewise. Call it inside a transaction with pinned
 * settings: names are qualified only under an empty search_path.
 */
async function readCatalog(session) {
    const rows = await session.query(`select line from (${CATALOG_LINES}) lines order by line collate "C"`);
    return rows.map(({ line }) => line);
}
/** sha256 in hex over the lines. */
function catalogFingerprint(lines) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(lines.join('\n')).digest('hex');
}
/** What came (`+`) and went (`-`) between two catalogs; a changed object gives both lines. */
function catalogChanges(before, after) {
    const then = new Set(before);
    const now = new Set(after);
    return [
        ...before.filter((line) => !now.has(line)).map((line) => `- ${line}`),
        ...after.filter((line) => !then.has(line)).map((line) => `+ ${line}`),
    ];
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


/***/ })

};
