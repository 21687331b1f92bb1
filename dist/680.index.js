export const id = 680;
export const ids = [680,742,634];
export const modules = {

/***/ 11331:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ askVisibility)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

/**
 * Asks GitHub whether a repository is private; internal ones are. Events of schedules and of some
 * called workflows do not say so.
 * @throws {DeployError} when GitHub gives no answer: then nobody may assume one.
 */
async function askVisibility(question) {
    const [owner = '', repo = ''] = question.repository.split('/');
    const { token } = question;
    if (token === undefined)
        throw noAnswer('there is no github-token to ask with');
    try {
        const { getOctokit } = await __webpack_require__.e(/* import() */ 351).then(__webpack_require__.bind(__webpack_require__, 61351));
        const octokit = getOctokit(token, { request: { fetch: question.fetch } });
        const { data } = await octokit.rest.repos.get({ owner, repo });
        return data.private ? 'private' : 'public';
    }
    catch (error) {
        throw noAnswer(`GitHub did not answer (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)})`, error);
    }
}
function noAnswer(found, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: 'verify that the repository is private',
        found: `could not verify: ${found}`,
        likelyCause: 'the token of the job lacks `contents: read`, or GitHub has an outage',
        nextAction: 'give the job `permissions: contents: read` and leave github-token at its default, then run again',
    }, { cause });
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

/***/ 68742:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkReadAccess: () => (/* binding */ checkReadAccess)
/* harmony export */ });
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11836);

const NAME = 'read access';
const MOST_LISTED = 100;
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relpersistence <> 't'
   and (not exists (select from pg_depend d
                     where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        or exists (select from pg_extension e where c.oid = any (e.extconfig)))`;
/** What pg_dump reads and the role may not, each with the statement that allows it. */
const REFUSALS = `
with relation as (
  select c.oid, c.relkind, c.relowner, n.oid as schema, n.nspname, c.relname,
         format('%I.%I', n.nspname, c.relname) as qualified,
         case c.relkind when 'S' then 'sequence' else 'table' end as kind
    from ${TABLES} and c.relkind in ('r', 'p', 'S')
)
select distinct 1 as place, format('schema %s', nspname) as what,
       format('grant usage on schema %I to %I;', nspname, current_user) as fix
  from relation where not has_schema_privilege(schema, 'usage')
union all
select 2, format('%s %s.%s', kind, nspname, relname),
       format('grant select on %s %s to %I;', kind, qualified, current_user)
  from relation where not has_table_privilege(oid, 'select')
union all
select 3, format('rows of table %s.%s that a row security policy hides', nspname, relname),
       case when pg_has_role(relowner, 'usage')
         then format('alter table %s no force row level security;', qualified)
         else format('alter role %I bypassrls;', current_user) end
  from relation where relkind in ('r', 'p') and row_security_active(oid)
union all
select 4, format('large object %s', m.oid),
       format('grant select on large object %s to %I;', m.oid, current_user)
  from pg_largeobject_metadata m
 where current_setting('lo_compat_privileges') = 'off'
   and not (select rolsuper from pg_roles where rolname = current_user)
   and not pg_has_role(m.lomowner, 'usage')
   and not exists (
     select from aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) a
      where a.privilege_type = 'SELECT' and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))
order by place, what`;
/**
 * Whether the role sees every row of every table: a role that a policy binds would count and dump
 * half of them without an error. Everything that is refused is listed at once, with its fix.
 */
async function checkReadAccess(session) {
    const refused = await session.query(REFUSALS);
    if (refused.length === 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .pass */ .IX)(NAME, 'every table, sequence and large object, and no row is hidden by a policy');
    }
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(NAME, {
        expected: 'the role of DIRECT_URL may read everything',
        found: `it may not read ${capped(refused.map(({ what }) => what), ', ')}`,
        fix: `run as the owner or an administrator:\n${capped([...new Set(refused.map(({ fix }) => fix))], '\n')}`,
    });
}
/** A million large objects would otherwise push everything else off the page. */
function capped(lines, between) {
    const more = lines.length - MOST_LISTED;
    const shown = lines.slice(0, MOST_LISTED).join(between);
    return more > 0 ? `${shown}${between}… and ${more} more of the kind` : shown;
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

/***/ 26317:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ findClientTools)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83916);




/**
 * Finds pg_dump and pg_restore of exactly the server's major: archives of 17 and 18 cannot be read
 * by 16 and older, and 17+ writes settings that older servers refuse. `/usr/bin/pg_dump` of Debian
 * and Ubuntu is a wrapper that guesses the major, so versioned directories come first.
 * @param searchPath the PATH of the job.
 * @throws {DeployError} naming the package to install.
 */
async function findClientTools(major, searchPath, processes) {
    const found = [];
    for (const directory of await candidates(major, searchPath)) {
        const tools = { pgDump: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'pg_dump'), pgRestore: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'pg_restore') };
        if (!(await isExecutable(tools.pgDump)) || !(await isExecutable(tools.pgRestore)))
            continue;
        const version = await versionOf(tools.pgDump, processes);
        if (Number.parseInt(version, 10) === major)
            return { ...tools, version };
        found.push(`${tools.pgDump} is ${version === '' ? 'of unknown version' : version}`);
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DeployError */ .sH({
        attempted: `find pg_dump ${major}, the major of the server`,
        found: found.length === 0 ? 'no pg_dump is installed' : found.join('; '),
        likelyCause: 'the runner image carries the client of another major',
        nextAction: installAdvice(major),
    });
}
/** The one line to add to the workflow before the step. */
function installAdvice(major) {
    return `add a step before this one: run: sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y && sudo apt-get install -y postgresql-client-${major}`;
}
async function candidates(major, searchPath) {
    const versioned = [
        `/usr/lib/postgresql/${major}/bin`,
        `/usr/pgsql-${major}/bin`,
        `/opt/homebrew/opt/postgresql@${major}/bin`,
        `/usr/local/opt/postgresql@${major}/bin`,
        `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
    ];
    const onPath = searchPath.split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter).filter((directory) => directory.startsWith('/'));
    const plain = await Promise.all(onPath.map(async (directory) => ((await holdsWrapper(directory)) ? [] : [directory])));
    return [...versioned, ...plain.flat()];
}
/** Debian's directory of wrappers also holds pg_wrapper's siblings. */
async function holdsWrapper(directory) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(directory).catch(() => []);
    return names.includes('pg_lsclusters') || names.includes('pg_createcluster');
}
async function isExecutable(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK).then(() => true, () => false);
}
/** `pg_dump (PostgreSQL) 15.18 (Debian …)` → `15.18`. */
async function versionOf(pgDump, processes) {
    const exit = await processes.run({ command: pgDump, args: ['--version'], env: {} });
    return /\(PostgreSQL\) (\S+)/.exec(exit.stdout.join('\n'))?.[1] ?? '';
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

/***/ 3680:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  backup: () => (/* binding */ backup)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/actions/visibility.ts
var visibility = __webpack_require__(11331);
// EXTERNAL MODULE: ./src/actions/redaction.ts
var redaction = __webpack_require__(71434);
// EXTERNAL MODULE: ./src/actions/records.ts
var records = __webpack_require__(18669);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/backup/artifactname.ts



/**
 * The name under which a backup is stored. Names are unique over all attempts of a run, so from the
 * second attempt on it carries the attempt, also when the workflow gave the name.
 * @param masks forms of secrets.
 * @throws {DeployError} when the name holds a secret: names are never masked by anybody.
 */
function artifactName(given, environment, { runId, attempt }, masks) {
    const name = given ?? `${(0,records/* slug */.y)(environment)}-backup-${runId}`;
    if ((0,redaction/* redactDeep */.K)(name, masks) !== name) {
        throw new errors/* DeployError */.sH({
            attempted: 'name the backup',
            found: 'the name holds the value of a secret, and artifact names can be read by everybody who sees the run',
            likelyCause: 'an expression with a secret in backup-name',
            nextAction: 'choose another backup-name',
        });
    }
    return attempt === 1 ? name : `${name}-attempt-${attempt}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./src/postgres/libpq.ts
var libpq = __webpack_require__(32051);
;// CONCATENATED MODULE: ./src/backup/compression.ts
/**
 * Measured against the default (gzip 6) on 1.2 GB: gzip 1 takes half of its time for 4 % more bytes;
 * zstd 3 less than half for 12 % fewer.
 */
const GZIP = 'gzip:1';
const ZSTD = 'zstd:3';
/** The first major with `--compress=method:level`, and with zstd where it was built with it. */
const METHODS_SINCE = 16;
/** @param directory without a socket in it, so that the probe reaches no server. */
async function chooseCompression(client, directory, processes) {
    if (Number.parseInt(client.version, 10) < METHODS_SINCE)
        return GZIP;
    // pg_dump checks the method before it connects: only then does it speak of zstd.
    const probe = await processes.run({
        command: client.pgDump,
        args: [`--compress=${ZSTD}`, '--no-password'],
        env: { PGHOST: directory, LC_ALL: 'C' },
    });
    return probe.stderr.some((line) => /zstd/i.test(line)) ? GZIP : ZSTD;
}
/** Clients before 16 take the level alone. */
function compressionArgument(compression, client) {
    const methods = Number.parseInt(client.version, 10) >= METHODS_SINCE;
    return `--compress=${methods ? compression : compression.replace(/^.*:/, '')}`;
}
/** gzip streams carry a checksum, zstd frames of pg_dump do not. */
function catchesFlippedBits(compression) {
    return compression.startsWith('gzip');
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./src/backup/archivedrows.ts
const NEWLINE = 0x0a;
const DOUBLE_QUOTE = 0x22;
const QUOTE = 0x27;
const SEMICOLON = 0x3b;
/** Ends the data of a COPY; the same two characters as data are written `\\.`. */
const END_OF_DATA = Buffer.from('\\.\n');
/** Of a statement only its beginning tells what it is; one large-object chunk has 32,000 characters. */
const HEAD = 96;
const TOC_ENTRY = /^-- TOC entry \d+ \(class \d+ OID (\d+)\)/;
/**
 * Counts rows in the text that `pg_restore --verbose --section=data --file=-` writes, in chunks of any
 * size and in flat memory: a row may be 1 GB long. Tables are told by the oid in the comment that
 * `--verbose` puts before each entry; names may hold newlines and quotes.
 */
function archivedRowsCounter() {
    const rows = new Map();
    let largeObjects = 0;
    let sequences = 0;
    let oid = '';
    let inData = false;
    let atLineStart = true;
    let counted = 0;
    let held;
    let head = '';
    let quote = 0;
    let last = 0;
    /** Takes data of a COPY from `at`; gives where the SQL goes on. */
    const takeData = (chunk, from) => {
        let at = from;
        while (at < chunk.length) {
            if (atLineStart && chunk[at] === END_OF_DATA[0]) {
                const ahead = chunk.subarray(at, at + END_OF_DATA.length);
                if (ahead.equals(END_OF_DATA)) {
                    rows.set(oid, (rows.get(oid) ?? 0) + counted);
                    inData = false;
                    return at + END_OF_DATA.length;
                }
                if (END_OF_DATA.subarray(0, ahead.length).equals(ahead)) {
                    held = Buffer.from(ahead);
                    return chunk.length;
                }
            }
            const newline = chunk.indexOf(NEWLINE, at);
            atLineStart = newline !== -1;
            if (newline === -1)
                return chunk.length;
            counted += 1;
            at = newline + 1;
        }
        return at;
    };
    const endStatement = () => {
        if (head.startsWith('COPY ')) {
            inData = true;
            atLineStart = true;
            counted = 0;
        }
        else if (head.startsWith('SELECT pg_catalog.lo_open('))
            largeObjects += 1;
        else if (head.startsWith('SELECT pg_catalog.setval('))
            sequences += 1;
    };
    /** Takes SQL from `at` to the next COPY or the end of the chunk. */
    const takeSql = (chunk, from) => {
        for (let at = from; at < chunk.length; at += 1) {
            const byte = chunk[at] ?? 0;
            if (byte !== NEWLINE) {
                if (head.length < HEAD)
                    head += String.fromCharCode(byte);
                if ((byte === QUOTE || byte === DOUBLE_QUOTE) && !isRemark(head)) {
                    if (quote === 0)
                        quote = byte;
                    else if (quote === byte)
                        quote = 0;
                }
                last = byte;
                continue;
            }
            if (quote !== 0)
                continue;
            if (isRemark(head))
                oid = TOC_ENTRY.exec(head)?.[1] ?? oid;
            else if (last === SEMICOLON)
                endStatement();
            else if (head !== '')
                continue;
            head = '';
            last = 0;
            if (inData)
                return at + 1;
        }
        return chunk.length;
    };
    return {
        take(bytes) {
            const chunk = held === undefined ? bytes : Buffer.concat([held, bytes]);
            held = undefined;
            for (let at = 0; at < chunk.length;)
                at = inData ? takeData(chunk, at) : takeSql(chunk, at);
        },
        result: () => ({ rows, largeObjects, sequences, complete: !inData }),
    };
}
/** Comments and psql's backslash commands end with their line, and quotes in them open nothing. */
function isRemark(head) {
    return head.startsWith('--') || head.startsWith('\\');
}

;// CONCATENATED MODULE: ./src/backup/decode.ts


/** Bytes that wait for pg_restore at most. */
const BUFFERED = 256 * 1024;
/**
 * Decodes an archive to its end while it is being written, and counts what is in it. No server takes
 * part. `--section=data` keeps the text of functions out of the parser.
 */
function startDecoder(pgRestore, processes) {
    const input = new external_node_stream_.PassThrough({ highWaterMark: BUFFERED });
    const counter = archivedRowsCounter();
    const decoded = processes
        .run({
        command: pgRestore,
        args: ['--verbose', '--section=data', '--file=-'],
        env: { LC_ALL: 'C' },
        stdin: input,
        onStdout: async (stdout) => {
            for await (const chunk of stdout)
                counter.take(chunk);
        },
    })
        .then((exit) => ({ exit, rows: counter.result() }))
        .finally(() => input.destroy());
    // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
    decoded.catch(() => undefined);
    return {
        decoded,
        end: () => input.end(),
        write: async (chunk) => {
            if (!input.destroyed && !input.write(chunk))
                await room(input);
        },
    };
}
/** Not a race with `decoded`: each would leave a reaction on that promise until the dump ends. */
async function room(input) {
    await new Promise((resolve) => {
        const go = () => {
            input.off('drain', go).off('close', go);
            resolve();
        };
        input.on('drain', go).on('close', go);
    });
}

// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/backup/dumpfailure.ts



const AGAIN = 'run the failed jobs again';
/** pg_dump's own words (with LC_ALL=C), each with what usually lies behind it. */
const ADVICE = [
    {
        pattern: /permission denied for (schema|table|sequence|large object|relation)/,
        likelyCause: 'the privileges of the role changed while the backup ran',
        nextAction: 'grant the role of DIRECT_URL read access to everything, then run again',
    },
    {
        pattern: /row-level security/,
        likelyCause: 'a row security policy hides rows from the role of DIRECT_URL',
        nextAction: 'use a role with BYPASSRLS, or the owner of the tables',
    },
    {
        pattern: /due to (lock|statement) timeout/,
        likelyCause: 'another session holds an exclusive lock on a table: a migration or a long DDL',
        nextAction: 'let that session end (pg_stat_activity shows it), then run again',
    },
    {
        pattern: /server closed the connection|terminating connection|connection not open|SSL SYSCALL/,
        likelyCause: 'the server restarted, an administrator ended the session, or the network dropped it',
        nextAction: `check the server, then ${AGAIN}`,
    },
    {
        pattern: /snapshot/,
        likelyCause: 'the session that holds the snapshot was lost, or the URL does not reach one server',
        nextAction: AGAIN,
    },
    {
        pattern: /server version mismatch/,
        likelyCause: 'pg_dump is older than the server',
        nextAction: 'install the client of the server’s major',
    },
];
const UNKNOWN = {
    likelyCause: 'the message above says what pg_dump could not do',
    nextAction: `remove the cause, then ${AGAIN}`,
};
/** Whole-database restores are not concerned: the constraints come after the data. */
const HARMLESS = [
    /^pg_dump: warning: there are circular foreign-key constraints/,
    /^pg_dump: (detail|hint): .*(--disable-triggers|--data-only)/,
    /^pg_dump: hint: Consider using a full dump/,
];
/** Lines of a successful pg_dump that a person should see; those after a harmless warning belong to it. */
function notableLines(stderr) {
    let harmless = false;
    return stderr.map(neutral/* plain */.p).filter((line) => {
        const continues = line.startsWith('pg_dump: detail: ') && harmless;
        harmless = continues || HARMLESS.some((pattern) => pattern.test(line));
        return line !== '' && !harmless;
    });
}
/** The error of a pg_dump that did not end with 0; what it wrote is no backup. */
function dumpFailure(exit) {
    const lines = exit.stderr.map(neutral/* plain */.p).filter((line) => line !== '');
    const ended = exit.code === null ? `was ended by ${exit.signal ?? 'a signal'}` : `ended with ${exit.code}`;
    const found = [`pg_dump ${ended}`, ...lines].join('\n');
    const advice = ADVICE.find(({ pattern }) => pattern.test(found)) ?? UNKNOWN;
    return new errors/* DeployError */.sH({
        attempted: 'dump the database',
        found,
        likelyCause: advice.likelyCause,
        nextAction: advice.nextAction,
    });
}
/** Errors of writing the archive become problems; all others (cancelled, stopped) stay what they are. */
function writeFailure(error, file) {
    const code = (0,sqlstate/* codeOf */.$)(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EIO')
        return error;
    return new errors/* DeployError */.sH({
        attempted: `write the archive to ${file}`,
        found: (0,errors/* messageOf */.bD)(error),
        likelyCause: code === 'EIO'
            ? 'the disk is faulty'
            : 'the archive is larger than the free disk of the runner',
        nextAction: 'free disk space in a step before this one, or use a runner with a larger disk',
    }, { cause: error });
}

// EXTERNAL MODULE: ./src/postgres/clienttools.ts
var clienttools = __webpack_require__(26317);
// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/postgres/tolerated.ts
var tolerated = __webpack_require__(57787);
;// CONCATENATED MODULE: ./src/backup/fingerprint.ts


/** `fingerprint: auto` reads the content of databases up to this size. */
const LARGEST_FOR_CONTENT = 10 * 1024 ** 3;
/** Small tables share a query: a round trip each would cost a remote database with 1,000 tables a minute. */
const BATCH = { tables: 50, bytes: 8 * 1024 ** 2 };
function scopeOf(asked, databaseBytes) {
    if (asked !== 'auto')
        return asked;
    return databaseBytes <= LARGEST_FOR_CONTENT ? 'content' : 'counts';
}
/**
 * Counts the rows of every table and, for `content`, sums a hash of every row's text. A sum needs
 * no order and counts duplicates; text, because a binary row holds oids of types and knows no json
 * or xml. Needs pinned settings. Compare only between databases of one encoding and major.
 * @param onDone called after each query with what it finished.
 */
async function fingerprintTables(session, tables, scope, onDone = () => undefined) {
    const results = [];
    for (const batch of batches(tables)) {
        const read = await readBatch(session, batch, scope);
        results.push(...read);
        onDone(read.length, read.reduce((sum, { rows }) => sum + Number(rows ?? 0), 0));
    }
    return results;
}
async function readBatch(session, batch, scope) {
    const text = batch.map((table, at) => queryFor(table, at, scope)).join('\nunion all\n');
    const answer = await (0,tolerated/* tolerated */.N)(session, () => session.query(text));
    if (answer.ok) {
        const byTable = new Map(answer.value.map((row) => [row.at, row]));
        return batch.map((table, at) => ({
            table,
            rows: byTable.get(at)?.rows,
            fingerprint: byTable.get(at)?.fingerprint ?? undefined,
            failure: undefined,
        }));
    }
    if (batch.length > 1)
        return one(session, batch, scope);
    const [table] = batch;
    if (table === undefined)
        return [];
    const failure = (0,errors/* messageOf */.bD)(answer.error);
    if (scope === 'counts')
        return [{ table, rows: undefined, fingerprint: undefined, failure }];
    // The text of a row may pass 1 GB, the server's limit for one value: it can still be counted.
    const [counted] = await readBatch(session, batch, 'counts');
    return [{ table, rows: counted?.rows, fingerprint: undefined, failure }];
}
/** One table of the batch failed: each by itself finds out which. */
async function one(session, batch, scope) {
    const results = [];
    for (const table of batch)
        results.push(...(await readBatch(session, [table], scope)));
    return results;
}
/**
 * An explicit row in name order, not `t::text`: an inheritance child whose parent got a column later
 * has another column order after a restore. `only`, because children are tables of their own.
 */
function queryFor(table, at, scope) {
    const hash = scope === 'counts'
        ? 'null'
        : `coalesce(sum(hashtextextended(row(${table.columns})::text collate "C", 0)), 0)::text`;
    return `select ${at} as at, count(*)::text as rows, ${hash} as fingerprint from only ${table.qualified}`;
}
function batches(tables) {
    const all = [];
    let bytes = 0;
    for (const table of tables) {
        const batch = all.at(-1);
        bytes += table.estimatedBytes;
        if (batch === undefined || batch.length === BATCH.tables || bytes > BATCH.bytes) {
            all.push([table]);
            bytes = table.estimatedBytes;
        }
        else
            batch.push(table);
    }
    return all;
}

;// CONCATENATED MODULE: ./src/backup/server.ts
async function readServer(session) {
    const [row] = await session.query(`select current_setting('server_version') as version,
            current_setting('server_version_num')::int / 10000 as major,
            pg_encoding_to_char(encoding) as encoding,
            datcollate as collation,
            datctype as "characterType",
            case to_jsonb(d) ->> 'datlocprovider'
              when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as "localeProvider",
            coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale,
            pg_is_in_recovery() as standby,
            pg_database_size(oid)::text as bytes
       from pg_database d where datname = current_database()`);
    if (row === undefined)
        throw new Error('the server does not list its own database');
    return { ...row, bytes: Number(row.bytes) };
}

;// CONCATENATED MODULE: ./src/backup/plan.ts








/**
 * Proves the URL direct and finds client programs of the server's major, before anybody waits for
 * anything.
 * @throws {DeployError} for a pooled URL, an unreachable server, or a missing pg_dump.
 */
async function planBackup(intent) {
    const { connection, session, childEnvironment, processes, workDirectory } = intent;
    await (0,directness/* requireDirect */.VS)(connection, session);
    const server = await (0,postgres_session/* withSession */.f)(connection, session, readServer);
    const searchPath = childEnvironment['PATH'] ?? '';
    const client = await (0,clienttools/* findClientTools */.M)(server.major, searchPath, processes);
    return {
        ...intent,
        server,
        client,
        compression: await chooseCompression(client, workDirectory, processes),
        scope: scopeOf(intent.fingerprint, server.bytes),
        file: `${(0,records/* slug */.y)(intent.environment)}.dump`,
    };
}
/** Where the archive is written. */
function archivePath({ file }, directory) {
    return (0,external_node_path_.join)(directory, file);
}

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
;// CONCATENATED MODULE: ./src/backup/snapshot.ts



/**
 * How long to wait for a lock that a running DDL statement holds: ours wait in its queue, and the
 * application's wait behind ours.
 */
const LOCK_WAIT_MS = 60_000;
/**
 * Opens the one transaction whose snapshot everything in a backup comes from, and keeps it open
 * while the work runs. Settings that would end the session or filter its rows are switched off.
 */
async function withSnapshot(connection, server, settings, work) {
    const made = {
        ...(0,postgres_session/* directSettings */.n)({ lockMs: LOCK_WAIT_MS }),
        // New in 17; a role or database may carry one, and it would end the transaction mid-dump.
        ...(server.major >= 17 ? { transaction_timeout: '0' } : {}),
        // Two processes of the server at work already: pg_dump's and this one's. Parallel workers beside
        // them make both slower (measured on two cores).
        max_parallel_workers_per_gather: '0',
    };
    return (0,postgres_session/* withSession */.f)(connection, { ...settings, settings: made }, (session) => (0,transaction.withTransaction)(session, 'snapshot', async () => {
        const [row] = await session.query(`select pg_export_snapshot() as id,
                to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time`);
        if (row === undefined)
            throw new Error('pg_export_snapshot() gave no row');
        await (0,transaction.pinSettings)(session);
        return work({ session, ...row, lsn: await readLsn(session, server) });
    }));
}
/** Some providers refuse these functions whatever the privileges. */
async function readLsn(session, { standby }) {
    const read = standby ? 'pg_last_wal_replay_lsn()' : 'pg_current_wal_lsn()';
    const answer = await (0,tolerated/* tolerated */.N)(session, () => session.query(`select ${read}::text as lsn`));
    return answer.ok ? (answer.value[0]?.lsn ?? undefined) : undefined;
}

;// CONCATENATED MODULE: ./src/backup/dump.ts










/** Starts pg_dump into a pipe that feeds the hash, the file and the decoder, each at the pace of the slowest. */
function startDump(settings) {
    let holdsLocks = () => undefined;
    const firstBytes = new Promise((resolve) => {
        holdsLocks = resolve;
    });
    const finished = dump(settings, holdsLocks);
    const locked = Promise.race([firstBytes, finished.then(() => undefined)]);
    // Both are awaited together later; until then a rejection must not end the process.
    locked.catch(() => undefined);
    finished.catch(() => undefined);
    return { locked, finished };
}
async function dump(settings, onFirstBytes) {
    const { plan, snapshot, directory } = settings;
    const { client, processes } = plan;
    const environment = await (0,libpq/* libpqEnvironment */.S)(plan.connection, plan.childEnvironment, directory, plan.session.applicationName);
    const decoder = startDecoder(client.pgRestore, processes);
    const written = { bytes: 0, sha256: '' };
    try {
        const exit = await processes
            .run({
            command: client.pgDump,
            args: [
                '--format=custom',
                `--snapshot=${snapshot}`,
                compressionArgument(plan.compression, client),
                // Else PGCLIENTENCODING decides, and bytes that are not UTF-8 would fail or change.
                `--encoding=${plan.server.encoding}`,
                `--lock-wait-timeout=${LOCK_WAIT_MS}`,
                '--no-password',
            ],
            env: {
                // Without a name libpq looks into ~/.postgresql, and `require` then verifies like `verify-ca`.
                PGSSLROOTCERT: (0,external_node_path_.join)(directory, 'no-root.crt'),
                ...environment,
                LC_ALL: 'C',
            },
            onStdout: async (stdout) => {
                Object.assign(written, await store(stdout, decoder, settings, onFirstBytes));
            },
        })
            .catch((error) => {
            throw writeFailure(error, plan.file);
        });
        if (exit.code !== 0)
            throw dumpFailure(exit);
        return { ...written, stderr: exit.stderr, decoded: await decoder.decoded };
    }
    finally {
        decoder.end();
        // pg_restore must be gone before the caller goes on, whatever happened.
        await decoder.decoded.catch(() => undefined);
    }
}
async function store(stdout, decoder, { plan, directory, stop, onBytes }, onFirstBytes) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    await (0,promises_.pipeline)(stdout, async function* (chunks) {
        for await (const chunk of chunks) {
            if (bytes === 0)
                onFirstBytes();
            hash.update(chunk);
            bytes += chunk.length;
            onBytes(bytes);
            await decoder.write(chunk);
            yield chunk;
        }
        decoder.end();
    }, (0,external_node_fs_.createWriteStream)(archivePath(plan, directory), { flags: 'wx', mode: 0o600 }), { signal: stop });
    return { bytes, sha256: hash.digest('hex') };
}

// EXTERNAL MODULE: ./src/backup/readaccess.ts
var readaccess = __webpack_require__(68742);
;// CONCATENATED MODULE: ./src/backup/capture.ts



/**
 * Dumps the database and reads what it holds, both from one snapshot and at the same time. The first
 * of the two to fail stops the other; when this ends, on whatever path, no process and no session
 * is left. The transaction ends with the reads: pg_dump has a snapshot of its own by then.
 * @param read runs once pg_dump holds its locks.
 */
async function capture(settings, read) {
    const { plan } = settings;
    const cancelled = plan.session.signal;
    const stop = new AbortController();
    const session = { ...plan.session, signal: AbortSignal.any([cancelled, stop.signal]) };
    const started = {};
    try {
        const taken = await withSnapshot(plan.connection, plan.server, session, async (snapshot) => {
            const readAccess = await (0,readaccess.checkReadAccess)(snapshot.session);
            if (readAccess.verdict !== 'pass')
                return { readAccess };
            const dump = startDump({ ...settings, snapshot: snapshot.id, stop: stop.signal });
            started.dump = dump;
            dump.finished.catch((error) => {
                stop.abort(error);
            });
            await dump.locked;
            return { readAccess, contents: await read(snapshot) };
        });
        return started.dump === undefined ? taken : { ...taken, archive: await started.dump.finished };
    }
    catch (error) {
        // A cancelled pg_dump got SIGINT and cancels its statement on the server; a stopped one is killed.
        if (!cancelled.aborted)
            stop.abort(error);
        await started.dump?.finished.catch(() => undefined);
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/backup/inventory.ts
const DUMPED_SCHEMAS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
/** From here on oids are given to objects made after initdb. */
const FIRST_USER_OID = 16384;
/** Members of an extension come with it. */
const notOfExtension = (catalog, oid) => `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
/** Made by the server for a type or a trigger, e.g. the constructors of a range. */
const notInternal = (catalog, oid) => `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'i')`;
/** Relations whose parts (indexes, triggers, …) are dumped. */
const RELATIONS = `(
  select c.oid, c.relkind, c.relpersistence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${DUMPED_SCHEMAS} and c.relpersistence <> 't' and ${notOfExtension('pg_class', 'c.oid')}) c`;
/**
 * What pg_dump must have written, after its own rules: members of extensions, invalid indexes,
 * clones of triggers and keys on partitions, and the schema public come without an entry.
 */
const EXPECTED = `
select 'pg_namespace' as class, n.oid, 'schema' as kind from pg_namespace n
 where ${DUMPED_SCHEMAS} and n.nspname <> 'public' and ${notOfExtension('pg_namespace', 'n.oid')}
union all
select 'pg_extension', oid, 'extension' from pg_extension where oid >= ${FIRST_USER_OID}
union all
select 'pg_class', c.oid, case c.relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view'
         when 'm' then 'materialized view' when 'f' then 'foreign table' else 'sequence' end
  from ${RELATIONS} where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
union all
select '', c.oid, 'data of a table' from ${RELATIONS}
 where c.relkind = 'r' and (c.relpersistence <> 'u' or not pg_is_in_recovery())
union all
select 'pg_class', i.indexrelid, 'index' from pg_index i join ${RELATIONS} on c.oid = i.indrelid
 where i.indisvalid and i.indisready
   and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid
                     and k.contype in ('p', 'u', 'x'))
union all
select 'pg_constraint', k.oid, 'constraint' from pg_constraint k join ${RELATIONS} on c.oid = k.conrelid
 where k.contype in ('p', 'u', 'x') or (k.contype = 'f' and k.conparentid = 0)
union all
select 'pg_trigger', t.oid, 'trigger' from pg_trigger t join ${RELATIONS} on c.oid = t.tgrelid
 where not t.tgisinternal and t.tgparentid = 0
union all
select 'pg_rewrite', r.oid, 'rule' from pg_rewrite r join ${RELATIONS} on c.oid = r.ev_class
 where r.rulename <> '_RETURN'
union all
select 'pg_policy', p.oid, 'policy' from pg_policy p join ${RELATIONS} on c.oid = p.polrelid
union all
select 'pg_proc', p.oid, 'function' from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where ${DUMPED_SCHEMAS} and ${notOfExtension('pg_proc', 'p.oid')} and ${notInternal('pg_proc', 'p.oid')}
union all
select 'pg_type', t.oid, 'type' from pg_type t join pg_namespace n on n.oid = t.typnamespace
  left join pg_class c on c.oid = t.typrelid
 where (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))
   and ${DUMPED_SCHEMAS} and ${notOfExtension('pg_type', 't.oid')}
union all
select 'pg_collation', o.oid, 'collation' from pg_collation o join pg_namespace n on n.oid = o.collnamespace
 where ${DUMPED_SCHEMAS} and ${notOfExtension('pg_collation', 'o.oid')}
union all
select 'pg_statistic_ext', s.oid, 'statistics' from pg_statistic_ext s
  join pg_namespace n on n.oid = s.stxnamespace
 where ${DUMPED_SCHEMAS} and ${notOfExtension('pg_statistic_ext', 's.oid')}
union all
select 'pg_event_trigger', e.oid, 'event trigger' from pg_event_trigger e
 where ${notOfExtension('pg_event_trigger', 'e.oid')}
union all
select 'pg_publication', p.oid, 'publication' from pg_publication p
 where ${notOfExtension('pg_publication', 'p.oid')}
union all
select 'pg_foreign_server', s.oid, 'foreign server' from pg_foreign_server s
 where ${notOfExtension('pg_foreign_server', 's.oid')}`;
/** Reads what the archive must hold, in the transaction of the snapshot. */
async function readInventory(session) {
    return session.query(`select case class when '' then '0' else class::regclass::oid::text end || ' ' || oid as key, kind,
            case class when '' then 'data of ' else '' end
              || pg_describe_object(case class when '' then 'pg_class' else class end::regclass, oid, 0)
              as description
       from (${EXPECTED}) expected
      order by kind, 3`);
}
/** Sequences whose values a complete archive sets (some extensions register theirs), and large objects in it. */
async function readCounts(session) {
    const [row] = await session.query(`select (select count(*)::int from ${RELATIONS} where c.relkind = 'S')
              + (select count(*)::int from pg_extension e, unnest(e.extconfig) config (oid)
                   join pg_class c using (oid) where c.relkind = 'S') as sequences,
            (select count(*)::int from pg_largeobject_metadata) as "largeObjects"`);
    return row ?? { sequences: 0, largeObjects: 0 };
}

;// CONCATENATED MODULE: ./src/backup/roles.ts
/**
 * Every role that the archive names: owners, and those with grants or policies. A server without
 * them refuses parts of a restore. The bootstrap superuser is in no dependency list.
 */
async function readRoles(session) {
    const rows = await session.query(`select distinct r.rolname as name
       from pg_roles r
      where r.oid in (
              select s.refobjid from pg_shdepend s
               where s.refclassid = 'pg_authid'::regclass
                 and s.dbid = (select oid from pg_database where datname = current_database()))
         or r.oid in (
              select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname !~ '^pg_' and n.nspname <> 'information_schema')
      order by r.rolname`);
    return rows.map(({ name }) => name);
}

;// CONCATENATED MODULE: ./src/backup/tables.ts
/**
 * Sorts the relations as pg_dump does: rows come from plain tables and leaf partitions, and from
 * those tables of an extension that it registered by pg_extension_config_dump.
 */
async function readTables(session, { standby }) {
    const rows = await session.query(`select c.oid::text as oid, n.nspname as schema, c.relname as name,
            format('%I.%I', n.nspname, c.relname) as qualified,
            coalesce((select string_agg(format('%I', a.attname), ', ' order by a.attname collate "C")
                        from pg_attribute a
                       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                         and a.attgenerated = ''), '') as columns,
            greatest(c.reltuples, 0)::float8 as "estimatedRows",
            c.relpages::float8 * current_setting('block_size')::int as "estimatedBytes",
            case
              when c.relkind = 'f' then 'a foreign table: its rows live on another server'
              when c.relkind = 'm' then 'a materialized view: the restore fills it again'
              when c.relpersistence = 'u' and $1 then 'an unlogged table, which a standby cannot read'
              when x.condition <> '' then
                format('its extension %s decides which of its rows are dumped', x.extname)
            end as reason
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join lateral (
            select e.extname, e.extcondition[array_position(e.extconfig, c.oid)] as condition
              from pg_extension e where c.oid = any (e.extconfig)) x on true
      where c.relkind in ('r', 'm', 'f') and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and (x.extname is not null or not exists (
              select from pg_depend d
               where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
      order by n.nspname collate "C", c.relname collate "C"`, [standby]);
    return {
        withRows: rows.filter(({ reason }) => reason === null),
        withoutRows: rows.flatMap(({ reason, schema, name }) => reason === null ? [] : [{ table: `${schema}.${name}`, reason }]),
    };
}

;// CONCATENATED MODULE: ./src/backup/contents.ts




/** Reads everything in the transaction of the snapshot, the rows last. */
async function readContents({ session, time, lsn }, { server, scope }, progress) {
    const inventory = await readInventory(session);
    const counts = await readCounts(session);
    const roles = await readRoles(session);
    const tables = await readTables(session, server);
    progress.allTables = scope === 'none' ? undefined : tables.withRows.length;
    progress.estimatedRows = tables.withRows.reduce((sum, table) => sum + table.estimatedRows, 0);
    const fingerprints = scope === 'none'
        ? []
        : await fingerprintTables(session, tables.withRows, scope, (done, rows) => {
            progress.tables += done;
            progress.rows += rows;
        });
    return { snapshot: { time, lsn }, scope, inventory, tables, fingerprints, counts, roles };
}

// EXTERNAL MODULE: ./src/record/finding.ts
var record_finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/backup/movement.ts
var movement = __webpack_require__(38629);
;// CONCATENATED MODULE: ./src/backup/earlierattempts.ts



const NAME = 'earlier attempts';
const FIX = 'give the job `permissions: actions: read`';
/**
 * On a re-run the database may already carry what an earlier attempt of the run changed. A backup
 * of that is worth having, but it undoes nothing: the first one does.
 */
async function compareWithEarlierAttempts(run, now, records) {
    if (run.attempt === 1)
        return { findings: [] };
    const read = await records.read().catch((error) => ({
        records: [],
        unreadable: [(0,errors/* messageOf */.bD)(error)],
    }));
    const first = read.records.find((record) => record.step === 'backup' &&
        record.status === 'passed' &&
        record.run.runId === run.runId &&
        record.run.attempt < run.attempt);
    if (first?.details === undefined) {
        return {
            findings: [
                read.unreadable.length === 0
                    ? (0,record_finding/* notRun */.nE)(NAME, 'none of them left a backup')
                    : (0,record_finding/* couldNotVerify */.ke)(NAME, `records could not be read: ${read.unreadable.join('; ')}`, FIX),
            ],
        };
    }
    const { artifact, manifest } = first.details;
    const moved = (0,movement/* movement */.i)(manifest.state, now);
    if (moved.length === 0) {
        return { findings: [(0,record_finding/* pass */.IX)(NAME, `schema and ledger are as ${artifact.name} found them`)] };
    }
    // A second re-run meets the backup of the first re-run only when the first attempt left none.
    const firstBackup = manifest.afterPartialMigration?.firstBackup ?? artifact.name;
    return {
        findings: [
            (0,record_finding/* warn */.R8)(NAME, {
                expected: `the state that ${firstBackup} found`,
                found: `an earlier attempt of this run has changed the database: ${moved.join('; ')}`,
                fix: `to undo the whole deploy, restore ${firstBackup}, not the backup of this attempt`,
            }),
        ],
        afterPartialMigration: { firstBackup },
    };
}

;// CONCATENATED MODULE: ./src/backup/manifest.ts
/** The description of a backup whose proofs have all been given. */
function manifestOf(plan, parts) {
    const { server, client } = plan;
    const { archive, contents } = parts;
    const { rows } = archive.decoded.rows;
    return {
        version: 1,
        environment: plan.environment,
        createdAt: parts.createdAt.toISOString(),
        run: parts.run,
        state: parts.state,
        server: {
            version: server.version,
            major: server.major,
            encoding: server.encoding,
            collation: server.collation,
            characterType: server.characterType,
            localeProvider: server.localeProvider,
            ...(server.locale === null ? {} : { locale: server.locale }),
        },
        client: { version: client.version, path: client.pgDump },
        snapshot: {
            time: contents.snapshot.time,
            ...(contents.snapshot.lsn === undefined ? {} : { lsn: contents.snapshot.lsn }),
        },
        archive: {
            file: plan.file,
            bytes: archive.bytes,
            sha256: archive.sha256,
            format: 'custom',
            compression: plan.compression,
        },
        fingerprints: contents.scope,
        tables: contents.tables.withRows.map((table, at) => {
            const read = contents.fingerprints[at];
            return {
                schema: table.schema,
                name: table.name,
                rows: read?.rows ?? String(rows.get(table.oid) ?? 0),
                ...(read?.fingerprint === undefined ? {} : { fingerprint: read.fingerprint }),
            };
        }),
        withoutRows: [...contents.tables.withoutRows],
        largeObjects: contents.counts.largeObjects,
        roles: [...contents.roles],
        ...(parts.afterPartialMigration === undefined
            ? {}
            : { afterPartialMigration: parts.afterPartialMigration }),
    };
}

;// CONCATENATED MODULE: ./src/backup/privacy.ts


/**
 * Artifacts of a public repository can be downloaded by everybody who is signed in to GitHub, so no
 * backup is taken there. Not knowing is no permission.
 * @param ask the repository's visibility from GitHub; called when the event does not tell.
 * @throws {DeployError} in a public repository, and when GitHub does not answer.
 */
async function requirePrivacy(known, ask) {
    const visibility = known === 'unknown' ? await ask() : known;
    if (visibility === 'private')
        return (0,record_finding/* pass */.IX)('privacy', 'artifacts are not public');
    throw new errors/* DeployError */.sH({
        attempted: 'back up into an artifact of this repository',
        found: 'the repository is public: everybody with a GitHub account could download the data',
        nextAction: 'deploy from a private repository, or make this one private',
    });
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/backup/privatedirectory.ts


/** Rows of production on disk, in clear: gone on every path, also when the step is cancelled or the store refuses. */
async function withPrivateDirectory(parent, work) {
    const directory = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)(parent, 'backup-'));
    try {
        return await work(directory);
    }
    finally {
        await (0,external_node_fs_promises_.rm)(directory, { recursive: true, force: true });
    }
}

// EXTERNAL MODULE: ./src/record/amounts.ts
var amounts = __webpack_require__(60300);
;// CONCATENATED MODULE: ./src/backup/progress.ts

const INTERVAL_MS = 5_000;
/** After this many lines only every sixth is printed: an hour's dump gives 130 lines, not 720. */
const OFTEN = 12;
/** Prints a line every few seconds while the work runs; none for a short one. */
async function withProgress(log, work) {
    const progress = {
        bytes: 0,
        tables: 0,
        rows: 0,
        allTables: undefined,
        estimatedRows: 0,
    };
    let before = 0;
    let ticks = 0;
    const timer = setInterval(() => {
        ticks += 1;
        if (ticks <= OFTEN || ticks % 6 === 0) {
            const seconds = (INTERVAL_MS / 1_000) * (ticks <= OFTEN ? 1 : 6);
            log.info(progressLine(progress, (progress.bytes - before) / seconds));
            before = progress.bytes;
        }
    }, INTERVAL_MS);
    try {
        return await work(progress);
    }
    finally {
        clearInterval(timer);
    }
}
/** @param rate bytes of archive a second, lately. */
function progressLine(progress, rate) {
    const { bytes, tables, rows, allTables, estimatedRows } = progress;
    const archive = `archive ${(0,amounts/* inBytes */.H)(bytes)} (${(0,amounts/* inBytes */.H)(rate)}/s)`;
    if (allTables === undefined)
        return archive;
    if (tables === allTables)
        return `${archive}, all ${(0,amounts/* inNumbers */.A)(rows)} rows read`;
    // The planner's guess may be behind the truth.
    const about = (0,amounts/* inNumbers */.A)(Math.max(rows, estimatedRows));
    return `${archive}, ${(0,amounts/* inNumbers */.A)(rows)} of about ${about} rows read, in ${tables} of ${allTables} tables`;
}

;// CONCATENATED MODULE: ./src/backup/rungs.ts




/** Names in one finding; the rest is a number. */
const MOST_NAMED = 20;
const rungs_AGAIN = 'run the job again; if it stays so, report it';
/** pg_dump ended with 0, or there would be no findings at all; what it said is shown. */
function dumpFinding({ stderr }, { version }) {
    const name = 'pg_dump';
    const lines = notableLines(stderr);
    if (lines.length === 0)
        return (0,record_finding/* pass */.IX)(name, `pg_dump ${version} ended with 0 and no warning`);
    return (0,record_finding/* warn */.R8)(name, {
        expected: 'no warning',
        found: `pg_dump ${version} ended with 0 and said: ${lines.join('\n')}`,
        fix: 'read the warning: what it names may be missing after a restore',
    });
}
/** @param onDisk size of the file, asked of the file system. */
function archiveFinding({ bytes, sha256 }, onDisk) {
    const name = 'archive';
    if (bytes > 0 && bytes === onDisk) {
        return (0,record_finding/* pass */.IX)(name, `${(0,amounts/* inBytes */.H)(bytes)} (${(0,amounts/* inNumbers */.A)(bytes)} bytes), sha256 ${sha256}`);
    }
    return (0,record_finding/* fail */.fJ)(name, {
        expected: `${(0,amounts/* inNumbers */.A)(bytes)} bytes, as pg_dump wrote`,
        found: `${(0,amounts/* inNumbers */.A)(onDisk)} bytes on disk`,
        fix: rungs_AGAIN,
    });
}
/** Every byte went through the decoder: truncation and broken compression show there. */
function decodeFinding({ exit, rows }, compression) {
    const name = 'full decode';
    if (exit.code === 0 && rows.complete) {
        return (0,record_finding/* pass */.IX)(name, catchesFlippedBits(compression)
            ? 'pg_restore read the archive to its end; gzip checksums hold'
            : 'pg_restore read the archive to its end; zstd frames carry no checksum, so against flipped bits the sha256 is the guard');
    }
    const said = exit.stderr.filter((line) => /error|fatal/i.test(line)).slice(-3);
    return (0,record_finding/* fail */.fJ)(name, {
        expected: 'pg_restore reads the archive to its end',
        found: [`it ended with ${exit.code ?? exit.signal ?? 'a signal'}`, ...said].join('\n'),
        fix: rungs_AGAIN,
    });
}
/** Rows, sequences and large objects in the archive are those of the snapshot. */
function rowsFinding({ rows: archived }, snapshot) {
    const { counts, fingerprints, scope } = snapshot;
    const name = 'rows in the archive';
    const differing = [
        ...differingRows(archived.rows, fingerprints),
        ...otherNumber('large objects', archived.largeObjects, counts.largeObjects),
        ...otherNumber('sequences', archived.sequences, counts.sequences),
    ];
    if (differing.length > 0) {
        const more = differing.length - MOST_NAMED;
        return (0,record_finding/* fail */.fJ)(name, {
            expected: 'as many as the snapshot has',
            found: `${differing.slice(0, MOST_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
            fix: rungs_AGAIN,
        });
    }
    const others = `${(0,amounts/* inNumbers */.A)(counts.sequences)} sequences, ${(0,amounts/* inNumbers */.A)(counts.largeObjects)} large objects`;
    if (scope === 'none') {
        return (0,record_finding/* notRun */.nE)(name, `fingerprint is none: only ${others} were compared`);
    }
    const uncounted = fingerprints.filter(({ rows }) => rows === undefined).length;
    if (uncounted > 0) {
        return (0,record_finding/* couldNotVerify */.ke)(name, `${uncounted} tables could not be counted in the database`);
    }
    const total = fingerprints.reduce((sum, { rows }) => sum + Number(rows ?? 0), 0);
    return (0,record_finding/* pass */.IX)(name, `${(0,amounts/* inNumbers */.A)(total)} rows of ${(0,amounts/* inNumbers */.A)(fingerprints.length)} tables, ${others}: as in the snapshot`);
}
function differingRows(archived, tables) {
    return tables.flatMap(({ table, rows }) => {
        const found = archived.get(table.oid);
        if (rows === undefined || String(found) === rows)
            return [];
        return [`${table.schema}.${table.name}: ${found ?? 'no'} rows of ${rows}`];
    });
}
function otherNumber(what, found, expected) {
    return found === expected ? [] : [`${found} ${what} of ${expected}`];
}
/** What of the rows is known for later comparisons; less than asked for is said. */
function fingerprintFinding({ fingerprint: asked, server }, { scope, fingerprints }) {
    const name = 'fingerprints';
    const failed = fingerprints.filter(({ failure }) => failure !== undefined);
    if (failed.length > 0) {
        const named = failed
            .slice(0, MOST_NAMED)
            .map(({ table, failure }) => `${table.schema}.${table.name}: ${failure ?? ''}`);
        return (0,record_finding/* couldNotVerify */.ke)(name, `not every table could be read: ${named.join('; ')}`);
    }
    switch (scope) {
        case 'content':
            return (0,record_finding/* pass */.IX)(name, `content of ${(0,amounts/* inNumbers */.A)(fingerprints.length)} tables, from the same snapshot`);
        case 'counts':
            return (0,record_finding/* notRun */.nE)(name, asked === 'auto'
                ? `the database has ${(0,amounts/* inBytes */.H)(server.bytes)}, above the 10 GB up to which auto reads content: rows are counted only`
                : 'fingerprint is counts: rows are counted, their content is not read');
        case 'none':
            return (0,record_finding/* notRun */.nE)(name, 'fingerprint is none');
    }
}
/** @param found what the repository says about its migration tool. */
function ledgerFinding(ledger, found) {
    const name = 'ledger';
    if (ledger === undefined)
        return (0,record_finding/* notRun */.nE)(name, found);
    const last = ledger.applied.at(-1) ?? 'none';
    return (0,record_finding/* pass */.IX)(name, `${ledger.tool}: ${ledger.applied.length} applied, the last is ${last}`);
}

;// CONCATENATED MODULE: ./src/backup/tableofcontents.ts

const tableofcontents_NAME = 'table of contents';
/** Names in a finding; the rest is a number. */
const tableofcontents_MOST_NAMED = 20;
/** `3435; 0 16479 TABLE DATA public bookings owner` → `0 16479`. Names play no part: they may hold anything. */
const ENTRY = /^\d+; (\d+ \d+) /;
/** The keys of all entries of an archive. Proves nothing about its data. */
async function readTableOfContents(archive, pgRestore, processes) {
    const keys = new Set();
    await processes.run({
        command: pgRestore,
        args: ['--list', archive],
        env: { LC_ALL: 'C' },
        // By line: the runner keeps only the last 200.
        onLine: (line) => {
            const key = ENTRY.exec(line)?.[1];
            if (key !== undefined)
                keys.add(key);
        },
    });
    return keys;
}
/** Everything that the catalog of the snapshot has must be in the archive. */
function compareContents(expected, contents) {
    const missing = expected.filter(({ key }) => !contents.has(key));
    if (missing.length === 0)
        return (0,record_finding/* pass */.IX)(tableofcontents_NAME, `${inNumbers(expected)}: all in the archive`);
    const named = missing.slice(0, tableofcontents_MOST_NAMED).map(({ description }) => description);
    const more = missing.length - named.length;
    return (0,record_finding/* fail */.fJ)(tableofcontents_NAME, {
        expected: `an entry for each of ${inNumbers(expected)}`,
        found: `not in the archive: ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
        fix: 'run the job again; if it stays so, report it with the output of pg_restore --list',
    });
}
/** `12 tables, 3 views, 1 index`. */
function inNumbers(expected) {
    const counts = new Map();
    for (const { kind } of expected)
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const parts = [...counts].map(([kind, count]) => `${count} × ${kind}`);
    return parts.length === 0 ? 'no objects' : parts.join(', ');
}

;// CONCATENATED MODULE: ./src/backup/proof.ts




/** The ladder of proofs, each rung a finding; none of them needs a server. */
async function prove(plan, { archive, contents, directory }) {
    const file = archivePath(plan, directory);
    const { size } = await (0,external_node_fs_promises_.stat)(file);
    const entries = await readTableOfContents(file, plan.client.pgRestore, plan.processes);
    return [
        dumpFinding(archive, plan.client),
        archiveFinding(archive, size),
        compareContents(contents.inventory, entries),
        decodeFinding(archive.decoded, plan.compression),
        rowsFinding(archive.decoded, contents),
        fingerprintFinding(plan, contents),
    ];
}

// EXTERNAL MODULE: ./src/actions/artifacts.ts
var actions_artifacts = __webpack_require__(7224);
;// CONCATENATED MODULE: ./src/backup/restoreguide.ts

/** Tables listed with their rows; the manifest has all. */
const MOST_LISTED = 200;
/** Bytes of a name in Postgres (NAMEDATALEN - 1). */
const LONGEST_NAME = 63;
/** Roles that every server brings along need not be created. */
const OWN_ROLES = 'pg_';
/**
 * RESTORE.md: how a person without this action restores the archive beside it, with nothing but
 * Postgres' own client programs. The commands are meant to be pasted; names are quoted for the shell.
 */
function restoreGuide(manifest) {
    const { archive, server, snapshot, state, run } = manifest;
    const { database } = state.identity;
    const origin = run.url === '' ? `run ${run.runId}` : run.url;
    return `# Restore ${plainText(database)} as it was at ${snapshot.time}

The file \`${archive.file}\` is a complete logical backup of the database ${plainText(database)} (${plainText(manifest.environment)}), taken by
db-deploy-action in ${plainText(origin)}, attempt ${run.attempt}. Everything below needs Postgres' client programs and a shell.
${partialWarning(manifest)}
| | |
| --- | --- |
| state of | ${snapshot.time} (clock of the server)${snapshot.lsn === undefined ? '' : `, write-ahead log position ${snapshot.lsn}`} |
| server | PostgreSQL ${plainText(server.version)}, encoding ${server.encoding}, collation ${plainText(server.collation)} |
| archive | ${(0,amounts/* inBytes */.H)(archive.bytes)}, pg_dump custom format, ${archive.compression} |
| contents | ${(0,amounts/* inNumbers */.A)(manifest.tables.length)} tables, ${(0,amounts/* inNumbers */.A)(totalRows(manifest))} rows, ${(0,amounts/* inNumbers */.A)(manifest.largeObjects)} large objects |
| migrations | ${plainText(ledgerWords(manifest))} |

## 1. Check the file

\`\`\`sh
echo '${archive.sha256}  ${archive.file}' | sha256sum --check
\`\`\`

## 2. Restore into a new database

Use the programs of PostgreSQL **${server.major}**, the major of the server; older ones cannot read the archive, newer ones
write settings that it refuses. On Debian and Ubuntu they are in the package \`postgresql-client-${server.major}\` and the directory
\`/usr/lib/postgresql/${server.major}/bin\`. Say where the server is and who you are (a role that may create databases):

\`\`\`text
export PATH="/usr/lib/postgresql/${server.major}/bin:$PATH"
export PGHOST=…  PGPORT=5432  PGUSER=…  PGPASSWORD=…  PGSSLMODE=require
\`\`\`

${rolesPart(manifest)}Then make the database and fill it. Never restore over a live database: make a new one, look at it, and
point the application at it (or rename the two).

\`\`\`sh
TARGET=${shellWord(sibling(database, '_restored'))}
createdb --template=template0 ${localeOptions(manifest)} "$TARGET"
pg_restore --exit-on-error --single-transaction --dbname="$TARGET" ${archive.file}
psql --dbname="$TARGET" --command='analyze'
\`\`\`

Large databases come back faster with \`--jobs=4\` in place of \`--single-transaction\`. If it says \`must be member of role\`, as
managed servers do: \`grant <that role> to current_user\` first. On a server without those roles, or where that is refused, add
\`--no-owner --no-privileges\`: everything then belongs to you.

## 3. Compare

\`\`\`sh
psql --dbname="$TARGET" --tuples-only --no-align <<'SQL'
select format('select %L, count(*) from only %I.%I', n.nspname || '.' || c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname collate "C", c.relname collate "C" \\gexec
SQL
\`\`\`

${rowsPart(manifest)}
${switchPart(database)}## 5. As plain SQL, or only a part

\`\`\`sh
pg_restore --list ${archive.file} > contents.txt
pg_restore --file=restore.sql ${archive.file}
\`\`\`

\`restore.sql\` is read by \`psql --set=ON_ERROR_STOP=1 --dbname=… --file=restore.sql\`. One table's rows:
\`pg_restore --data-only --schema=public --table=NAME --file=rows.sql ${archive.file}\`. A chosen list: edit \`contents.txt\` and
give it to \`pg_restore --use-list=contents.txt\`.

## What is not in the archive

- roles, their passwords and memberships, and tablespaces: they belong to the server, not to a database
- settings made by \`ALTER DATABASE … SET\` and \`ALTER ROLE … IN DATABASE … SET\`, grants on the database itself, and its comment
- statistics of the planner: \`analyze\` above makes them again
- invalid indexes, and what extensions bring along themselves: the extension must be installed on the server
${manifest.withoutRows.map(({ table, reason }) => `- rows of ${plainText(table)}: ${plainText(reason)}\n`).join('')}
Everything that is known about this backup, with a count and a fingerprint of every table, is in \`manifest.json\`.
`;
}
/** For an equal database: what `createdb` must be told. */
function localeOptions({ server }) {
    const { encoding, collation, characterType = collation, localeProvider, locale } = server;
    const options = [
        `--encoding=${encoding}`,
        `--lc-collate=${shellWord(collation)}`,
        `--lc-ctype=${shellWord(characterType)}`,
    ];
    if (localeProvider === undefined || localeProvider === 'libc')
        return options.join(' ');
    const named = localeProvider === 'icu' ? 'icu-locale' : 'builtin-locale';
    return [
        ...options,
        `--locale-provider=${localeProvider}`,
        `--${named}=${shellWord(locale ?? '')}`,
    ].join(' ');
}
function partialWarning({ afterPartialMigration }) {
    if (afterPartialMigration === undefined)
        return '';
    return `
**Taken after an earlier attempt of the same run had already changed the database.** To undo the whole deploy, restore
\`${afterPartialMigration.firstBackup}\` instead.
`;
}
function rolesPart({ roles = [] }) {
    const named = roles.filter((role) => !role.startsWith(OWN_ROLES));
    if (named.length === 0)
        return '';
    return `The archive names these roles. On the server it came from they exist; elsewhere create the missing ones first:

\`\`\`text
${named.map((role) => `createuser --no-login ${shellWord(role)}`).join('\n')}
\`\`\`

`;
}
function rowsPart({ tables }) {
    if (tables.length === 0)
        return 'The backup has no tables.\n';
    const lines = tables
        .slice(0, MOST_LISTED)
        .map(({ schema, name, rows }) => `${schema}.${name}|${rows}`);
    const more = tables.length - lines.length;
    const rest = more > 0 ? `\n(${(0,amounts/* inNumbers */.A)(more)} more tables are in \`manifest.json\`.)\n` : '';
    return `It prints one line a table; the backup had:

${indented(lines)}
${rest}`;
}
function totalRows({ tables }) {
    return tables.reduce((sum, { rows }) => sum + Number(rows), 0);
}
function ledgerWords({ state: { ledger } }) {
    if (ledger === undefined)
        return 'no migration tool that db-deploy-action knows';
    return `${ledger.applied.length} applied by ${ledger.tool}, the last is ${ledger.applied.at(-1) ?? 'none'}`;
}
/** A block that no content can close: a fence could be. */
function indented(lines) {
    return lines.map((line) => `    ${line.replaceAll('\n', '\n    ')}`).join('\n');
}
/** A name in the middle of Markdown: on one line, and without effect on it. */
function plainText(value) {
    return value.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}
/** Names of databases end at 63 bytes; a longer one would be cut back to the original. */
function sibling(database, suffix) {
    const room = LONGEST_NAME - Buffer.byteLength(suffix);
    // A cut in the middle of a sign leaves a replacement character, which is cut too.
    return (Buffer.from(database)
        .subarray(0, room)
        .toString()
        .replace(/\uFFFD+$/, '') + suffix);
}
/** Providers keep their own things in the database `postgres` and connect to it: it is never renamed. */
function switchPart(database) {
    const restored = sibling(database, '_restored');
    const intro = `## 4. Switch over

Stop the application first: what is written to the old database from now on is lost. Then point its URLs at the new
database.`;
    if (database === 'postgres')
        return `${intro}\n\n`;
    return `${intro} Or rename the two; the old one stays, under another name, until you drop it:

\`\`\`sh
psql --dbname=postgres --set=ON_ERROR_STOP=1 <<'SQL'
select pg_terminate_backend(pid) from pg_stat_activity where datname in (${literal(database)}, ${literal(restored)});
begin;
alter database ${identifier(database)} rename to ${identifier(sibling(database, '_old'))};
alter database ${identifier(restored)} rename to ${identifier(database)};
commit;
SQL
\`\`\`

Settings and grants on the database itself do not move with its name: see the end of this page.

`;
}
/** A name that a psql script takes, whatever it holds; inside a here-document without expansion. */
function identifier(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
function literal(value) {
    return `'${value.replaceAll("'", "''")}'`;
}
/** One word for a POSIX shell, whatever it holds. */
function shellWord(value) {
    return /^[\w./@%+=:,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./src/backup/store.ts







const MANIFEST_FILE = 'manifest.json';
const GUIDE_FILE = 'RESTORE.md';
/**
 * Stores archive, manifest and guide as one artifact.
 * @throws {DeployError} when the store does not take it; there is no backup then.
 */
async function storeBackup(manifest, settings) {
    const { name, retentionDays, directory, artifacts } = settings;
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(directory, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(directory, GUIDE_FILE), restoreGuide(manifest));
    const files = [manifest.archive.file, MANIFEST_FILE, GUIDE_FILE];
    try {
        const artifact = await artifacts.upload(name, files, directory, retentionDays);
        return { artifact, finding: storedFinding(artifact, settings) };
    }
    catch (error) {
        if (!(error instanceof actions_artifacts/* NameTaken */.R))
            throw error;
        throw new errors/* DeployError */.sH({
            attempted: `store the backup as ${name}`,
            found: 'this run already has an artifact of that name',
            likelyCause: 'the workflow takes two backups under one name',
            nextAction: 'give each its own backup-name',
        }, { cause: error });
    }
}
/** Where the backup is, and for how long; a repository may keep it shorter than was asked. */
function storedFinding(artifact, settings) {
    const { retentionDays: asked, longestRetentionDays: longest } = settings;
    const until = artifact.expiresAt === undefined ? '' : `, kept until ${artifact.expiresAt}`;
    const found = `${artifact.name} (id ${artifact.id}, ${(0,amounts/* inBytes */.H)(artifact.bytes)}, ${artifact.digest})${until}`;
    if (longest === undefined || asked <= longest)
        return (0,record_finding/* pass */.IX)('stored backup', found);
    return (0,record_finding/* warn */.R8)('stored backup', {
        expected: `kept for ${asked} days`,
        found: `${found}: the repository keeps artifacts for ${longest} days at most`,
        fix: `raise the limit under Settings → Actions → General, or set retention-days to ${longest}`,
    });
}

// EXTERNAL MODULE: ./src/migration/detect.ts + 3 modules
var detect = __webpack_require__(82634);
// EXTERNAL MODULE: ./src/migration/state.ts
var migration_state = __webpack_require__(25401);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var mutex = __webpack_require__(67796);
;// CONCATENATED MODULE: ./src/steps/backup.ts



















const PURPOSE = 'take the backup';
/** Takes a backup and proves it. What was proven stays in the record when a later part fails. */
async function backup(config, tools) {
    const findings = [];
    try {
        const details = await takeBackup(config, tools, findings);
        if (details === undefined)
            return { status: 'failed', findings };
        return { status: 'passed', findings, details };
    }
    catch (error) {
        if (error instanceof Error)
            tools.log.debug(error.stack ?? '');
        return { status: 'failed', findings, problems: (0,errors/* problemsOf */.GW)(error, PURPOSE) };
    }
}
/** @returns undefined when a finding failed: then nothing is stored. */
async function takeBackup(config, tools, findings) {
    const { run, surroundings } = config;
    const { log, clock } = tools;
    const started = clock.now();
    findings.push(await requirePrivacy(surroundings.visibility, () => (0,visibility/* askVisibility */.M)({ repository: run.repository, token: config.githubToken, fetch: tools.fetch })));
    const name = artifactName(config.backupName, config.environment, run, log.masks);
    const application = (0,external_node_path_.resolve)(surroundings.workspace, config.workingDirectory);
    const migrations = await (0,detect.detectAdapter)(application, config.migrateCommand);
    const plan = await planBackup({
        connection: config.directUrl,
        environment: config.environment,
        session: {
            purpose: PURPOSE,
            applicationName: `db-deploy/backup/${run.runId}`,
            signal: tools.signal,
        },
        fingerprint: config.fingerprint,
        childEnvironment: surroundings.environment,
        processes: tools.processes,
        workDirectory: tools.workDirectory,
    });
    const lock = {
        ...plan.session,
        applicationName: `${plan.session.applicationName}/${started.toISOString()}`,
        waitMs: config.waitForOtherDeploy,
        clock,
        log,
    };
    return (0,mutex/* withMutex */.g)(plan.connection, lock, (mutex) => withPrivateDirectory(tools.workDirectory, async (directory) => {
        const { readAccess, archive, contents } = await dumpAndRead(plan, migrations.adapter, directory, log);
        findings.push(readAccess);
        if (archive === undefined || contents === undefined)
            return undefined;
        findings.push(...(await prove(plan, { archive, contents, directory })), ledgerFinding(contents.state.ledger, migrations.found));
        if ((0,record_finding/* hasFailed */.WN)(findings))
            return undefined;
        const { state } = contents;
        const earlier = await compareWithEarlierAttempts(run, state, tools.records);
        findings.push(...earlier.findings);
        const createdAt = clock.now();
        const manifest = manifestOf(plan, { createdAt, run, state, archive, contents, ...earlier });
        // Without the lock another deploy may have come between; its backup is the one that counts.
        await mutex.check();
        const { artifact, finding } = await storeBackup(manifest, {
            name,
            retentionDays: config.retentionDays,
            longestRetentionDays: surroundings.longestRetentionDays,
            directory,
            artifacts: tools.artifacts,
        });
        findings.push(finding);
        return { manifest, artifact, seconds: (clock.now().getTime() - started.getTime()) / 1_000 };
    }));
}
/** The dump and everything it is compared with, from one snapshot. */
function dumpAndRead(plan, adapter, directory, log) {
    const { client, compression, scope, connection } = plan;
    log.info(`pg_dump ${client.version}, ${compression}, fingerprints: ${scope}`);
    return withProgress(log, (progress) => {
        const onBytes = (bytes) => {
            progress.bytes = bytes;
        };
        return capture({ plan, directory, onBytes }, async (snapshot) => {
            const { state } = await (0,migration_state/* readState */.u)(snapshot.session, connection, adapter);
            return { state, ...(await readContents(snapshot, plan, progress)) };
        });
    });
}


/***/ })

};
