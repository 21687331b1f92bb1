export const id = 271;
export const ids = [271,589];
export const modules = {

/***/ 1803:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ requireDirectory),
/* harmony export */   YF: () => (/* binding */ directoryProblems),
/* harmony export */   go: () => (/* binding */ freeBytes)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83916);
/* harmony import */ var _stores_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1969);





/** Why backups cannot be kept in a directory; empty: they can. Changes nothing. */
async function directoryProblems(facts) {
    const { directory } = facts;
    const problem = (found, nextAction, likelyCause) => ({
        attempted: `keep backups in ${directory}`,
        ...{ found, likelyCause, nextAction },
    });
    if (facts.hosted) {
        return [
            problem('the runner is one of GitHub’s own, and its disk is gone when the job ends', 'remove backup-to, so that the backup becomes an artifact; or run the jobs on a self-hosted runner (`runs-on: self-hosted`)'),
        ];
    }
    const place = await shortLived(facts);
    const writing = await notWritable(directory);
    return [
        ...(place === undefined
            ? []
            : [problem(place, 'set backup-to to a directory of its own, such as /var/backups/deploys')]),
        ...(writing === undefined
            ? []
            : [
                problem(writing, 'create the directory on the runner, and give it to the user that the runner works as', 'the path is mistyped, or the directory belongs to another user'),
            ]),
    ];
}
/**
 * Nothing to say about artifacts; a directory must be able to keep backups.
 * @throws {DeployError} with every reason why it is not.
 */
async function requireDirectory(place, facts) {
    const directory = (0,_stores_js__WEBPACK_IMPORTED_MODULE_4__/* .directoryOf */ .jt)(place);
    if (directory === undefined)
        return;
    const problems = await directoryProblems({ ...facts, directory });
    if (problems.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DeployError */ .sH(problems);
}
/** Bytes that the disk below a directory, which may not exist yet, has free for us. */
async function freeBytes(directory) {
    const { bavail, bsize } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.statfs)(await nearest(directory));
    return bavail * bsize;
}
/** Where a backup would not stay, in words. Links are followed: the place counts, not the name. */
async function shortLived(facts) {
    const directory = await real(facts.directory);
    const workspace = await real(facts.workspace);
    if (isInside(workspace, directory))
        return 'the repository itself is checked out there';
    if (!facts.inActions)
        return undefined;
    // actions/checkout runs `git clean -ffdx` by default: ignored files go, too.
    if (isInside(directory, workspace)) {
        return `it is inside the workspace (${facts.workspace}): the next checkout empties it, and a step could commit or publish it`;
    }
    if (isInside(directory, await real(facts.temporary))) {
        return 'it is inside the temporary directory of the runner, which every job empties';
    }
    return undefined;
}
function isInside(path, parent) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(parent, path);
    return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`);
}
async function notWritable(directory) {
    try {
        const existing = await nearest(directory);
        if (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(existing)).isDirectory())
            return `${existing} is a file`;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(existing, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return undefined;
    }
    catch (error) {
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error);
    }
}
/** The path without links, also of what does not exist yet. */
async function real(path) {
    const existing = await nearest(path);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(existing), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(existing, path));
}
/** The path itself, or the first above it that exists. */
async function nearest(path) {
    const exists = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path).then(() => true, () => false);
    return exists || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path) === path ? path : nearest((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path));
}


/***/ }),

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

/***/ 27721:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ HOW_TO_ENCRYPT),
/* harmony export */   bs: () => (/* binding */ recipientsInWords),
/* harmony export */   kK: () => (/* binding */ STILL_READABLE)
/* harmony export */ });
/** The two lines that turn encryption on, and where the private key belongs. */
const HOW_TO_ENCRYPT = `encrypt the backups: make a key pair, and put its public key beside \`step: validate\` and \`step: backup\`:
age-keygen -o backup-key.txt
encrypt-to: age1…
Keep backup-key.txt outside GitHub, or in a secret of a protected environment: without it nobody can read a backup`;
/** What everybody can read of an encrypted backup, and of the records. */
const STILL_READABLE = 'manifest.json, RESTORE.md and the records are not: they hold names of tables and roles, numbers of rows and, unless the repository is public, fingerprints of contents';
function recipientsInWords(count) {
    return count === 1 ? '1 recipient' : `${count} recipients`;
}


/***/ }),

/***/ 61040:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ resolveExclusions)
/* harmony export */ });
/* harmony import */ var _archive_tables_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11061);
/* harmony import */ var _postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43329);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11836);
/* harmony import */ var _exclusions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73949);




const NAME = 'exclusions';
/**
 * Everything that has rows or a state of its own. pg_dump knows no rows of a partitioned table, so
 * leaving them out means those of its partitions, the ones that were added since included.
 */
const TABLES = `
  select c.oid::text as oid, n.nspname as schema, c.relname as table, c.relkind as kind,
         format('%I.%I', n.nspname, c.relname) as qualified,
         exists (
           select from (select c.oid as relid union select relid from pg_partition_ancestors(c.oid)) a
             join pg_class above on above.oid = a.relid
             join pg_namespace m on m.oid = above.relnamespace
             join unnest($1::text[], $2::text[]) wanted (schema, name)
               on wanted.schema = m.nspname and wanted.name = above.relname) as asked
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'm', 'S', 'v', 'f') and c.relpersistence <> 't'
     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   order by 2, 3`;
/**
 * What the names stand for. pg_dump itself passes over a name that fits nothing, and the rows that
 * were to stay out would be in the archive.
 */
async function resolveExclusions(session, exclusions) {
    const { schemas, tableData } = exclusions;
    if (schemas.length + tableData.length === 0)
        return { exclusions, leftOut: _archive_tables_js__WEBPACK_IMPORTED_MODULE_0__/* .NOTHING_LEFT_OUT */ .r };
    const known = await session.query(TABLES, [
        tableData.map(({ schema }) => schema),
        tableData.map(({ table }) => table),
    ]);
    const present = await session.query(`select nspname as name from pg_namespace where nspname !~ '^pg_(toast|temp)' order by 1`);
    const problems = [
        ...unknownSchemas(schemas, present.map(({ name }) => name)),
        ...tableData.flatMap((wanted) => unknownTable(wanted, known)),
        ...(await unspeakable(session, exclusions)),
    ];
    const rowless = known.filter(({ asked }) => asked);
    const leftOut = {
        schemas,
        tables: rowless.map(({ oid }) => oid),
        qualified: rowless.filter((table) => tableData.some(same(table))).map(({ qualified }) => qualified), // prettier-ignore
    };
    return {
        finding: findingOf(problems, leftOut),
        exclusions: { schemas, tableData: rowless.map(({ schema, table }) => ({ schema, table })) },
        leftOut,
    };
}
function unknownSchemas(schemas, present) {
    return schemas.flatMap((name) => {
        if (name.startsWith('pg_') || name === 'information_schema') {
            return [[`schema ${name} is the server's own`, `take ${(0,_exclusions_js__WEBPACK_IMPORTED_MODULE_3__/* .asInput */ .l)(name)} out: it is in no backup`]]; // prettier-ignore
        }
        if (present.includes(name))
            return [];
        return [[`there is no schema ${name}`, hint(name, present, 'exclude-schemas')]];
    });
}
function unknownTable(wanted, known) {
    const name = `${wanted.schema}.${wanted.table}`;
    const found = known.find(same(wanted));
    if (found?.kind === 'v')
        return [[`${name} is a view, which has no rows`, `take ${inputOf(wanted)} out of exclude-table-data`]]; // prettier-ignore
    if (found !== undefined)
        return [];
    const elsewhere = known.filter(({ table }) => table === wanted.table);
    const meant = elsewhere.map(({ schema, table }) => `${schema}.${table}`);
    const names = known.map(({ schema, table }) => `${schema}.${table}`);
    const near = meant[0] ?? (0,_postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_1__/* .nearNames */ .$)(name, names)[0];
    return [
        [`there is no table ${name}`, near === undefined ? 'correct the name in exclude-table-data' : `did you mean ${near}? Upper and lower case count`], // prettier-ignore
    ];
}
/**
 * pg_dump reads its arguments in the encoding of the archive, which is the database's; ours are
 * UTF-8. A name that is spelt alike in both is safe.
 */
async function unspeakable(session, exclusions) {
    const names = [
        ...exclusions.schemas,
        ...exclusions.tableData.flatMap(({ schema, table }) => [schema, table]),
    ].filter((name) => /[^\x20-\x7e]/.test(name));
    if (names.length === 0)
        return [];
    const [database] = await session.query(`select current_setting('server_encoding') as encoding`);
    if (database?.encoding === 'UTF8')
        return [];
    return names.map((name) => [
        `${name} cannot be told to pg_dump in the encoding ${database?.encoding ?? 'of the database'}`,
        'rename it in ASCII, or leave it in the backup',
    ]);
}
function findingOf(problems, leftOut) {
    if (problems.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)(NAME, {
            expected: 'exclude-schemas and exclude-table-data name what is there',
            found: problems.map(([found]) => found).join('; '),
            fix: [...new Set(problems.map(([, fix]) => fix))].join('; '),
        });
    }
    const parts = [
        ...(leftOut.schemas.length === 0 ? [] : [`the schemas ${leftOut.schemas.join(', ')}`]),
        ...(leftOut.qualified.length === 0 ? [] : [`the rows of ${leftOut.qualified.join(', ')}`]),
    ];
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)(NAME, `left out on request: ${parts.join(', and ')}`);
}
function hint(name, present, input) {
    const [near] = (0,_postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_1__/* .nearNames */ .$)(name, present);
    return near === undefined
        ? `correct the name in ${input}`
        : `did you mean ${near}? Upper and lower case count`;
}
function inputOf({ schema, table }) {
    return `${(0,_exclusions_js__WEBPACK_IMPORTED_MODULE_3__/* .asInput */ .l)(schema)}.${(0,_exclusions_js__WEBPACK_IMPORTED_MODULE_3__/* .asInput */ .l)(table)}`;
}
function same(wanted) {
    return ({ schema, table }) => schema === wanted.schema && table === wanted.table;
}


/***/ }),

/***/ 73949:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ exclusionArguments),
/* harmony export */   l: () => (/* binding */ asInput)
/* harmony export */ });
/** What pg_dump is told to leave out; in double quotes its patterns have no wildcards. */
function exclusionArguments({ schemas, tableData }) {
    return [
        ...schemas.map((schema) => `--exclude-schema=${quoted(schema)}`),
        ...tableData.map(({ schema, table }) => `--exclude-table-data=${quoted(schema)}.${quoted(table)}`),
    ];
}
/** A name as the inputs take it. */
function asInput(name) {
    return /^[\p{L}_][\p{L}\p{M}\p{N}_$-]*$/u.test(name) ? name : quoted(name);
}
function quoted(name) {
    return `"${name.replaceAll('"', '""')}"`;
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

/***/ 97653:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  preflight: () => (/* binding */ preflight)
});

// EXTERNAL MODULE: ./src/backup/exclusioncheck.ts
var exclusioncheck = __webpack_require__(61040);
// EXTERNAL MODULE: ./src/archive/tables.ts
var tables = __webpack_require__(11061);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/backup/exclusions.ts
var exclusions = __webpack_require__(73949);
;// CONCATENATED MODULE: ./src/backup/readaccess.ts



const NAME = 'read access';
const MOST_LISTED = 100;
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1)
   and c.relpersistence <> 't'
   and (not exists (select from pg_depend d
                     where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        or exists (select from pg_extension e where c.oid = any (e.extconfig)))`;
/**
 * What pg_dump reads and the role may not, each with the statement that allows it. It locks tables
 * without their rows too, and a lock needs SELECT. Schemas of the role, of the database's owner and
 * `public` are the team's own.
 */
const REFUSALS = `
with relation as (
  select c.oid, c.relkind, c.relowner, n.oid as schema, n.nspname, c.relname,
         format('%I.%I', n.nspname, c.relname) as qualified,
         case c.relkind when 'S' then 'sequence' else 'table' end as kind,
         c.oid::text <> all ($2) as with_contents,
         case when n.nspname <> 'public' and not pg_has_role(n.nspowner, 'member')
               and n.nspowner <> (select datdba from pg_database where datname = current_database())
              then n.nspname end as theirs
    from ${TABLES} and c.relkind in ('r', 'p', 'S')
)
select distinct 1 as place, format('schema %s', nspname) as what,
       format('grant usage on schema %I to %I;', nspname, current_user) as fix, theirs
  from relation where not has_schema_privilege(schema, 'usage')
union all
select 2, format('%s %s.%s', kind, nspname, relname),
       format('grant select on %s %s to %I;', kind, qualified, current_user), theirs
  from relation where not has_table_privilege(oid, 'select') and (relkind <> 'S' or with_contents)
union all
select 3, format('rows of table %s.%s that a row security policy hides', nspname, relname),
       case when pg_has_role(relowner, 'usage')
         then format('alter table %s no force row level security;', qualified)
         else format('alter role %I bypassrls;', current_user) end, theirs
  from relation where relkind in ('r', 'p') and with_contents and row_security_active(oid)
union all
select 4, format('large object %s', m.oid),
       format('grant select on large object %s to %I;', m.oid, current_user), null
  from pg_largeobject_metadata m
 where current_setting('lo_compat_privileges') = 'off'
   and not (select rolsuper from pg_roles where rolname = current_user)
   and not pg_has_role(m.lomowner, 'usage')
   and not exists (
     select from aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) a
      where a.privilege_type = 'SELECT' and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))
order by place, what`;
/**
 * Whether the role sees every row of every table that is dumped: a role that a policy binds would
 * count and dump half of them without an error. Everything that is refused is listed at once, with
 * its fix; for what lies in schemas of others also the input that leaves those out.
 */
async function checkReadAccess(session, leftOut = tables/* NOTHING_LEFT_OUT */.r) {
    const refused = await session.query(REFUSALS, [leftOut.schemas, leftOut.tables]);
    if (refused.length === 0) {
        return (0,finding/* pass */.IX)(NAME, 'every table, sequence and large object, and no row is hidden by a policy');
    }
    return (0,finding/* fail */.fJ)(NAME, {
        expected: 'the role of DIRECT_URL may read everything',
        found: `it may not read ${capped(refused.map(({ what }) => what), ', ')}`,
        fix: [
            ...excludingLine(refused, leftOut),
            'run as the owner or an administrator:',
            capped([...new Set(refused.map(({ fix }) => fix))], '\n'),
        ].join('\n'),
    });
}
/** The whole input, with what is left out already: it replaces the one that is there. */
function excludingLine(refused, { schemas }) {
    const theirs = [...new Set(refused.flatMap(({ theirs: schema }) => schema ?? []))].sort();
    if (theirs.length === 0)
        return [];
    const [subject, object] = theirs.length === 1 ? ['this schema is', 'it'] : ['these schemas are', 'them'];
    return [
        `where ${subject} your provider's own, leave ${object} out of the backup:`,
        `exclude-schemas: ${[...schemas, ...theirs].map(exclusions/* asInput */.l).join(' ')}`,
        'else:',
    ];
}
/** A million large objects would otherwise push everything else off the page. */
function capped(lines, between) {
    const more = lines.length - MOST_LISTED;
    const shown = lines.slice(0, MOST_LISTED).join(between);
    return more > 0 ? `${shown}${between}… and ${more} more of the kind` : shown;
}

;// CONCATENATED MODULE: ./src/backup/preflight.ts


/** Whether all that the backup is to hold can be read, and all that it is to leave out is there. */
async function preflight(session, excluded) {
    const { finding, exclusions, leftOut } = await (0,exclusioncheck/* resolveExclusions */.Y)(session, excluded);
    const readAccess = await checkReadAccess(session, leftOut);
    return { findings: [readAccess, ...(finding === undefined ? [] : [finding])], exclusions };
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

/***/ 43329:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ nearNames)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21916);

/** A letter wrong, missing or too many, or two swapped. */
const MOST_SLIPS = 2;
/** Names that were probably meant: other upper and lower case, or a slip of the finger; nearest first. */
function nearNames(name, known) {
    const slips = (candidate) => (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(candidate.toLowerCase(), name.toLowerCase());
    return known
        .filter((candidate) => slips(candidate) <= Math.min(MOST_SLIPS, name.length - 1))
        .sort((a, b) => slips(a) - slips(b));
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

/***/ 42271:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  backup: () => (/* binding */ backup)
});

// EXTERNAL MODULE: ./src/actions/storedirectory.ts
var storedirectory = __webpack_require__(1803);
// EXTERNAL MODULE: ./src/actions/stores.ts
var stores = __webpack_require__(1969);
// EXTERNAL MODULE: ./src/actions/visibility.ts
var visibility = __webpack_require__(11331);
// EXTERNAL MODULE: ./src/actions/redaction.ts
var redaction = __webpack_require__(71434);
// EXTERNAL MODULE: ./src/actions/records.ts + 1 modules
var records = __webpack_require__(98283);
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
    const name = given ?? `${(0,records/* slug */.yR)(environment)}-backup-${runId}`;
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

// EXTERNAL MODULE: ./src/archive/sequences.ts
var archive_sequences = __webpack_require__(79288);
// EXTERNAL MODULE: ./src/record/finding.ts
var record_finding = __webpack_require__(11836);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
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

// EXTERNAL MODULE: ./src/backup/exclusions.ts
var exclusions = __webpack_require__(73949);
// EXTERNAL MODULE: ./src/archive/checksum.ts
var checksum = __webpack_require__(11595);
// EXTERNAL MODULE: ./src/archive/decryptionfailure.ts
var decryptionfailure = __webpack_require__(49847);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./src/archive/feed.ts

/** Bytes that wait for the reader at most. */
const BUFFERED = 256 * 1024;
function startFeed() {
    const stream = new external_node_stream_.PassThrough({ highWaterMark: BUFFERED });
    return {
        stream,
        write: async (chunk) => {
            if (!stream.destroyed && !stream.write(chunk))
                await room(stream);
        },
        end: () => stream.end(),
        close: () => stream.destroy(),
    };
}
/** Not a race with the reader's end: each would leave a reaction on that promise until the dump ends. */
async function room(stream) {
    await new Promise((resolve) => {
        const go = () => {
            stream.off('drain', go).off('close', go);
            resolve();
        };
        stream.on('drain', go).on('close', go);
    });
}

// EXTERNAL MODULE: ./src/archive/webstream.ts
var webstream = __webpack_require__(57168);
;// CONCATENATED MODULE: ./src/archive/decryptioncheck.ts




/**
 * Decrypts an age file while it is written. That takes as long as encrypting it, and pg_dump leaves
 * the time: on two cores the backup of 500 MB took a seventh longer than without encryption, and a
 * fifth when the file was decrypted after the dump.
 */
function startDecryptionCheck(identity) {
    const feed = startFeed();
    const opened = decrypt(feed.stream, identity).finally(feed.close);
    // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
    opened.catch(() => undefined);
    return {
        opened,
        async *through(chunks) {
            try {
                for await (const chunk of chunks) {
                    await feed.write(chunk);
                    yield chunk;
                }
            }
            finally {
                feed.end();
            }
        },
    };
}
async function decrypt(file, identity) {
    const { Decrypter } = await __webpack_require__.e(/* import() */ 855).then(__webpack_require__.bind(__webpack_require__, 20855));
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const counting = (0,checksum/* startChecksum */.s)();
    try {
        for await (const chunk of await decrypter.decrypt((0,webstream/* webStream */.p)(file)))
            counting.take(chunk);
    }
    catch (error) {
        throw (0,decryptionfailure/* brokenPayload */.Aq)('what was encrypted', error);
    }
    return counting.result();
}

;// CONCATENATED MODULE: ./src/archive/encryption.ts

/** Appended to the name of what is encrypted. */
const ENCRYPTED = '.age';
/**
 * Prepares age files for several recipients, each of whom alone can open them.
 * @throws when a recipient is none; the config has refused those.
 */
async function startEncryption(recipients) {
    const { generateHybridIdentity, generateX25519Identity, identityToRecipient } = await __webpack_require__.e(/* import() */ 855).then(__webpack_require__.bind(__webpack_require__, 20855));
    // Beside post-quantum recipients a classic one would be the weak link of the whole file.
    const identity = await (recipients.every(isPostQuantum)
        ? generateHybridIdentity()
        : generateX25519Identity());
    const encrypter = await encrypterFor([...recipients, await identityToRecipient(identity)]);
    return {
        identity,
        async *encrypt(plain) {
            yield* await encrypter.encrypt((0,webstream/* webStream */.p)(plain));
        },
    };
}
function isPostQuantum(recipient) {
    return /^age1(pq|tagpq)1/.test(recipient);
}
/** A small text as an age file for the same recipients. */
async function encryptText(text, recipients) {
    return (await encrypterFor(recipients)).encrypt(text);
}
/** The package is loaded by the steps that encrypt or decrypt alone. */
async function encrypterFor(recipients) {
    const { Encrypter } = await __webpack_require__.e(/* import() */ 855).then(__webpack_require__.bind(__webpack_require__, 20855));
    const encrypter = new Encrypter();
    for (const recipient of recipients)
        encrypter.addRecipient(recipient);
    return encrypter;
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
        pattern: /relation ".*" does not exist/,
        likelyCause: 'a table was dropped or renamed after the backup had begun',
        nextAction: `let migrations and other changes of the schema end, then ${AGAIN}`,
    },
    {
        pattern: /was ended by SIGKILL/,
        likelyCause: 'the runner is out of memory, or somebody killed pg_dump',
        nextAction: `give the runner more memory or less to do at the same time, then ${AGAIN}`,
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
    return stderr.map(neutral/* plain */.pj).filter((line) => {
        const continues = line.startsWith('pg_dump: detail: ') && harmless;
        harmless = continues || HARMLESS.some((pattern) => pattern.test(line));
        return line !== '' && !harmless;
    });
}
/** The error of a pg_dump that did not end with 0; what it wrote is no backup. */
function dumpFailure(exit) {
    const lines = exit.stderr.map(neutral/* plain */.pj).filter((line) => line !== '');
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
const CANNOT_WRITE = new Map([
    ['ENOSPC', 'the archive is larger than the free disk of the runner'],
    ['EDQUOT', 'the archive is larger than the free disk of the runner'],
    ['EFBIG', 'the archive is larger than the files that this process may write (ulimit -f)'],
    ['EIO', 'the disk is faulty'],
]);
/** Errors of writing the archive become problems; all others (cancelled, stopped) stay what they are. */
function writeFailure(error, file) {
    const code = (0,sqlstate/* codeOf */.$)(error);
    const likelyCause = CANNOT_WRITE.get(code ?? '');
    if (likelyCause === undefined)
        return error;
    return new errors/* DeployError */.sH({
        attempted: `write the archive to ${file}`,
        found: (0,errors/* messageOf */.bD)(error),
        likelyCause,
        nextAction: 'free disk space in a step before this one, or use a runner with a larger disk',
    }, { cause: error });
}

// EXTERNAL MODULE: ./src/postgres/clientinstall.ts
var clientinstall = __webpack_require__(87297);
// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
// EXTERNAL MODULE: ./src/postgres/releases.ts
var releases = __webpack_require__(52453);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/archive/fingerprint.ts
var fingerprint = __webpack_require__(9058);
// EXTERNAL MODULE: ./src/archive/server.ts
var archive_server = __webpack_require__(15851);
;// CONCATENATED MODULE: ./src/backup/plan.ts










/**
 * Proves the URL direct and finds client programs of the server's major, before anybody waits for
 * anything.
 * @throws {DeployError} for a pooled URL, an unreachable or too old server, or a missing pg_dump.
 */
async function planBackup(intent) {
    const { connection, session, childEnvironment, processes, mayInstall, log, workDirectory } = intent;
    await (0,directness/* requireDirect */.VS)(connection, session);
    const server = await (0,postgres_session/* withSession */.f)(connection, session, archive_server/* readServer */.W);
    (0,releases/* requireSupportedServer */.Dx)(server.version);
    const searchPath = childEnvironment['PATH'] ?? '';
    const client = await (0,clientinstall/* clientToolsFor */.U)(server.major, { searchPath, processes, mayInstall, log });
    return {
        ...intent,
        server,
        client,
        compression: await chooseCompression(client, workDirectory, processes),
        scope: (0,fingerprint/* scopeOf */.O)(intent.fingerprint, server.bytes, intent.exposed),
        file: `${(0,records/* slug */.yR)(intent.environment)}.dump`,
    };
}
/** Name of what is written and stored: the archive, or its encrypted form. */
function storedFile({ file, recipients }) {
    return recipients.length === 0 ? file : `${file}${ENCRYPTED}`;
}
/** Where it is written. */
function archivePath(plan, directory) {
    return (0,external_node_path_.join)(directory, storedFile(plan));
}

;// CONCATENATED MODULE: ./src/archive/archivedrows.ts
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
    let finished = 0;
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
                    finished += counted;
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
            if (quote !== 0 && head.length === HEAD) {
                // The bytes of large objects: 2 GB of text for 1 GB.
                at = chunk.indexOf(quote, at);
                if (at === -1)
                    break;
            }
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
        rowsSoFar: () => finished + (inData ? counted : 0),
        result: () => ({ rows, largeObjects, sequences, complete: !inData }),
    };
}
/** Comments and psql's backslash commands end with their line, and quotes in them open nothing. */
function isRemark(head) {
    return head.startsWith('--') || head.startsWith('\\');
}

;// CONCATENATED MODULE: ./src/archive/decode.ts


/**
 * Decodes an archive to its end while it is being written, and counts what is in it. No server takes
 * part. `--section=data` keeps the text of functions out of the parser.
 */
function startDecoder(pgRestore, processes) {
    const feed = startFeed();
    const counter = archivedRowsCounter();
    const decoded = processes
        .run({
        command: pgRestore,
        args: ['--verbose', '--section=data', '--file=-'],
        env: { LC_ALL: 'C' },
        stdin: feed.stream,
        onStdout: async (stdout) => {
            for await (const chunk of stdout)
                counter.take(chunk);
        },
    })
        .then((exit) => ({ exit, rows: counter.result() }))
        .finally(feed.close);
    // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
    decoded.catch(() => undefined);
    return { decoded, rowsSoFar: counter.rowsSoFar, write: feed.write, end: feed.end };
}

// EXTERNAL MODULE: ./src/archive/entries.ts
var archive_entries = __webpack_require__(42922);
;// CONCATENATED MODULE: ./src/backup/tableofcontents.ts


const NAME = 'table of contents';
/** Names in a finding; the rest is a number. */
const MOST_NAMED = 20;
/**
 * The keys of all entries of an archive.
 * @param archive a file, or its bytes as they come.
 */
async function readTableOfContents(archive, pgRestore, processes) {
    const entries = await (0,archive_entries/* readEntries */.$2)(archive, pgRestore, processes);
    return new Set(entries.map(({ key }) => key));
}
/** Everything that the catalog of the snapshot has must be in the archive. */
function compareContents(expected, contents) {
    const missing = expected.filter(({ key }) => !contents.has(key));
    if (missing.length === 0)
        return (0,record_finding/* pass */.IX)(NAME, `${inNumbers(expected)}: all in the archive`);
    const named = missing.slice(0, MOST_NAMED).map(({ description }) => description);
    const more = missing.length - named.length;
    return (0,record_finding/* fail */.fJ)(NAME, {
        expected: `an entry for each of ${inNumbers(expected)}`,
        found: `not in the archive: ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
        fix: 'run the job again; if it stays so, report it with the output of pg_restore --list',
    });
}
/**
 * What was to stay out did. Rows are told by the archive's data: the key of a table's rows is that of
 * its switch for row security, too.
 * @param rows by the oid of the table that they are of.
 */
function leftOutFinding(absent, contents, rows) {
    const name = 'left out';
    const present = absent.filter(({ key, oid, wholly }) => rows.has(oid) || (wholly && contents.has(key)));
    if (present.length === 0)
        return (0,record_finding/* pass */.IX)(name, 'nothing of it is in the archive');
    return (0,record_finding/* fail */.fJ)(name, {
        expected: 'nothing of exclude-schemas and exclude-table-data in the archive',
        found: `${present.length} of its ${absent.length} relations are in it`,
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

;// CONCATENATED MODULE: ./src/backup/readers.ts



/**
 * Reads an archive while pg_dump writes it: its table of contents, which stands at its head, and all
 * of it. The bytes on disk may be encrypted, and their plaintext never gets there.
 */
function startReaders(pgRestore, processes) {
    const decoder = startDecoder(pgRestore, processes);
    const head = startFeed();
    const listed = readTableOfContents(head.stream, pgRestore, processes).finally(head.close);
    // Both must have ended, also when one has failed.
    const finished = Promise.allSettled([decoder.decoded, listed]).then(async () => ({
        decoded: await decoder.decoded,
        entries: await listed,
    }));
    // Whoever awaits it later still sees a rejection; meanwhile it must not end the process.
    finished.catch(() => undefined);
    return {
        finished,
        rowsSoFar: decoder.rowsSoFar,
        write: async (chunk) => {
            await head.write(chunk);
            await decoder.write(chunk);
        },
        end: () => {
            head.end();
            decoder.end();
        },
    };
}

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/postgres/tolerated.ts
var tolerated = __webpack_require__(57787);
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













/**
 * Starts pg_dump into a pipe that feeds the hash, the readers and, encrypted where there are
 * recipients, the file; each at the pace of the slowest.
 */
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
    // Before the first child: a recipient that is none must not start a dump.
    const encryption = plan.recipients.length === 0 ? undefined : await startEncryption(plan.recipients);
    const readers = startReaders(client.pgRestore, processes);
    let written = { bytes: 0, sha256: '' };
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
                ...(0,exclusions/* exclusionArguments */.X)(plan.excluded),
            ],
            env: {
                // Without a name libpq looks into ~/.postgresql, and `require` then verifies like `verify-ca`.
                PGSSLROOTCERT: (0,external_node_path_.join)(directory, 'no-root.crt'),
                ...environment,
                LC_ALL: 'C',
            },
            signal: settings.stop,
            onStdout: async (stdout) => {
                written = await write(stdout, { ...settings, encryption, readers, onFirstBytes });
            },
        })
            .catch((error) => {
            throw writeFailure(error, plan.file);
        });
        if (exit.code !== 0)
            throw dumpFailure(exit);
        return { ...written, ...(await readers.finished), stderr: exit.stderr };
    }
    finally {
        readers.end();
        // They must be gone before the caller goes on, whatever happened.
        await readers.finished.catch(() => undefined);
    }
}
async function write(stdout, settings) {
    const { plan, directory, encryption } = settings;
    const [archive, ciphertext] = [(0,checksum/* startChecksum */.s)(), (0,checksum/* startChecksum */.s)()];
    const check = encryption && startDecryptionCheck(encryption.identity);
    await (0,promises_.pipeline)(stdout, (chunks) => {
        const clear = tee(chunks, archive.take, settings);
        if (encryption === undefined || check === undefined)
            return clear;
        return check.through(ciphertext.through(encryption.encrypt(clear)));
    }, (0,external_node_fs_.createWriteStream)(archivePath(plan, directory), { flags: 'wx', mode: 0o600 }));
    if (check === undefined)
        return archive.result();
    return { ...archive.result(), encrypted: { ...ciphertext.result(), opened: check.opened } };
}
async function* tee(chunks, take, { readers, onProgress, onFirstBytes }) {
    for await (const chunk of chunks) {
        onFirstBytes();
        onProgress(take(chunk), readers.rowsSoFar());
        await readers.write(chunk);
        yield chunk;
    }
    readers.end();
}

// EXTERNAL MODULE: ./src/backup/preflight.ts + 1 modules
var preflight = __webpack_require__(97653);
;// CONCATENATED MODULE: ./src/backup/capture.ts





/**
 * Dumps the database and reads what it holds, both from one snapshot and at the same time. The first
 * of the two to fail stops the other; when this ends, on whatever path, no process and no session
 * is left. The transaction ends with the reads: pg_dump has a snapshot of its own by then.
 * @param read runs once pg_dump holds its locks and has read the sequences; it is given where they
 *   stood before.
 */
async function capture(settings, read) {
    const { plan } = settings;
    const cancelled = plan.session.signal;
    const stop = new AbortController();
    const session = { ...plan.session, signal: AbortSignal.any([cancelled, stop.signal]) };
    const started = {};
    try {
        const taken = await withSnapshot(plan.connection, plan.server, session, async (snapshot) => {
            const { findings, exclusions } = await (0,preflight.preflight)(snapshot.session, plan.excluded);
            if ((0,record_finding/* hasFailed */.WN)(findings))
                return { findings };
            const sequences = await (0,archive_sequences/* readSequencePositions */.ms)(snapshot.session);
            const dump = startDump({
                ...settings,
                plan: { ...plan, excluded: exclusions },
                snapshot: snapshot.id,
                stop: stop.signal,
            });
            started.dump = dump;
            dump.finished.catch((error) => {
                stop.abort(error);
            });
            await dump.locked;
            return { findings, contents: await read(snapshot, sequences) };
        });
        return started.dump === undefined ? taken : { ...taken, archive: await started.dump.finished };
    }
    catch (error) {
        if (!cancelled.aborted)
            stop.abort(error);
        await started.dump?.finished.catch(() => undefined);
        throw error;
    }
}

// EXTERNAL MODULE: ./src/archive/largeobjects.ts
var largeobjects = __webpack_require__(79169);
// EXTERNAL MODULE: ./src/backup/exclusioncheck.ts
var exclusioncheck = __webpack_require__(61040);
// EXTERNAL MODULE: ./src/archive/tables.ts
var archive_tables = __webpack_require__(11061);
;// CONCATENATED MODULE: ./src/backup/inventory.ts

/** $1 are the names of the schemas that are left out. */
const DUMPED_SCHEMAS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1)`;
/** From here on oids are given to objects made after initdb. */
const FIRST_USER_OID = 16384;
/** Members of an extension come with it. */
const notOfExtension = (catalog, oid) => `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
/** Made by the server for a type or a trigger, e.g. the constructors of a range. */
const notInternal = (catalog, oid) => `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'i')`;
/** $2 are the oids, as text, of the tables and sequences whose contents are left out. */
const CONTENTS_DUMPED = 'c.oid::text <> all ($2)';
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
 where c.relkind = 'r' and ${CONTENTS_DUMPED} and (c.relpersistence <> 'u' or not pg_is_in_recovery())
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
  join pg_namespace n on n.oid = s.stxnamespace join ${RELATIONS} on c.oid = s.stxrelid
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
async function readInventory(session, { schemas, tables } = archive_tables/* NOTHING_LEFT_OUT */.r) {
    return session.query(`select case class when '' then '0' else class::regclass::oid::text end || ' ' || oid as key, kind,
            case class when '' then 'data of ' else '' end
              || pg_describe_object(case class when '' then 'pg_class' else class end::regclass, oid, 0)
              as description
       from (${EXPECTED}) expected
      order by kind, 3`, [schemas, tables]);
}
/**
 * Sequences whose values a complete archive sets (some extensions register theirs), and large
 * objects in it: those belong to no schema and always come along.
 */
async function readCounts(session, { schemas, tables } = archive_tables/* NOTHING_LEFT_OUT */.r) {
    const [row] = await session.query(`select (select count(*)::int from ${RELATIONS} where c.relkind = 'S' and ${CONTENTS_DUMPED})
              + (select count(*)::int from pg_extension e, unnest(e.extconfig) config (oid)
                   join pg_class c using (oid) join pg_namespace n on n.oid = c.relnamespace
                  where c.relkind = 'S' and ${DUMPED_SCHEMAS} and ${CONTENTS_DUMPED}) as sequences,
            (select count(*)::int from pg_largeobject_metadata) as "largeObjects"`, [schemas, tables]);
    return row ?? { sequences: 0, largeObjects: 0 };
}
async function readAbsent(session, { schemas, tables }) {
    return session.query(`select c.oid::text as oid, 'pg_class'::regclass::oid || ' ' || c.oid as key,
            n.nspname = any ($1) as wholly
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and (n.nspname = any ($1) or c.oid::text = any ($2))`, [schemas, tables]);
}

;// CONCATENATED MODULE: ./src/backup/reaching.ts

const reaching_NAME = 'reaching into what is left out';
const reaching_MOST_NAMED = 20;
/** The oid of pg_class, the same in every server. */
const PG_CLASS = '1259';
/**
 * Follows the server's own dependencies up from everything in the left-out schemas, and from foreign
 * keys to rows that stay out. A rule of a view counts as the view, a default as its table: that is
 * how pg_dump writes them. What an extension brings along comes back with it.
 */
const REACHED = `
with recursive out_schema as (
  select n.oid, exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass
                           and d.objid = n.oid and d.deptype = 'e') as of_extension
    from pg_namespace n where n.nspname = any ($1)
), rowless as (
  select unnest($2::oid[]) as oid
   union
  select a.relid from unnest($2::oid[]) t (oid), pg_partition_ancestors(t.oid) a
), seed as (
  select distinct d.classid, d.objid, d.refclassid, d.refobjid
    from pg_depend d join out_schema s on s.oid = d.refobjid
   where d.refclassid = 'pg_namespace'::regclass
     and not exists (select from pg_depend e where e.classid = d.classid and e.objid = d.objid
                        and e.deptype = 'e')
     and not (d.classid = 'pg_extension'::regclass and s.of_extension)
   union
  select 'pg_constraint'::regclass, k.oid, 'pg_class'::regclass, k.confrelid
    from pg_constraint k
   where k.contype = 'f' and k.conparentid = 0 and k.confrelid in (select oid from rowless)
     and k.conrelid <> all ($2::oid[])
), reached as (
  select classid::oid, objid, refclassid::oid as by_class, refobjid as by_oid from seed
   union
  select n.classid, n.objid, r.classid, r.objid
    from reached r
    join pg_depend d on d.refclassid = r.classid and d.refobjid = r.objid
    left join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
     and w.rulename = '_RETURN'
    left join pg_attrdef a on d.classid = 'pg_attrdef'::regclass and a.oid = d.objid
    left join pg_class c on d.classid = 'pg_class'::regclass and c.oid = d.objid and c.relkind = 'c'
    left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
     and k.contype not in ('p', 'u', 'x', 'f', 't')
    cross join lateral (
      select case when w.oid is not null or a.oid is not null or k.conrelid <> 0 then 'pg_class'::regclass
                  when c.oid is not null or k.contypid <> 0 then 'pg_type'::regclass
                  else d.classid end::oid as classid,
             coalesce(w.ev_class, a.adrelid, c.reltype, nullif(k.conrelid, 0), nullif(k.contypid, 0),
                      d.objid) as objid) n
   where (n.classid, n.objid) <> (r.classid, r.objid)
)
select r.classid || ' ' || r.objid as key, r.by_class || ' ' || r.by_oid as needed,
       case when m.rows then 'the rows of ' else '' end || pg_describe_object(r.by_class, r.by_oid, 0) as words,
       m.rows or r.by_class = 'pg_namespace'::regclass as missing
  from reached r
  cross join lateral (
    select r.classid = 'pg_constraint'::regclass and r.by_class = 'pg_class'::regclass
           and r.by_oid in (select oid from rowless) as rows) m
 order by words`;
/**
 * What of the archive reaches into the left-out part, as far as the server records it: not by the
 * text of a function. Those that need it themselves come first, then those that need one of them.
 * @param archived what the archive holds.
 */
async function readReaching(session, { schemas, tables }, archived) {
    if (schemas.length + tables.length === 0)
        return [];
    const needs = await session.query(REACHED, [schemas, tables]);
    const inArchive = new Set(archived.map(({ key }) => key));
    const outside = unarchived(needs, inArchive);
    const byKey = new Map();
    for (const need of needs) {
        const direct = need.missing || outside.has(need.needed);
        if (direct || !byKey.has(need.key))
            byKey.set(need.key, { need, direct });
    }
    return archived
        .flatMap((object) => {
        const reached = byKey.get(makerOf(object));
        if (reached === undefined)
            return [];
        const { key, description } = object;
        if (key !== makerOf(object)) {
            return [{ key, description: `${description} needs its table`, direct: false }];
        }
        const { need, direct } = reached;
        return [{ key, description: `${description} needs ${need.words}`, direct }];
    })
        .sort((a, b) => Number(b.direct) - Number(a.direct));
}
/** The entry that makes an object: for the contents of a table, that of the table. */
function makerOf({ key }) {
    return key.startsWith('0 ') ? `${PG_CLASS}${key.slice(1)}` : key;
}
/** Left-out objects, and parts of them: whatever needs those and is in no archive itself. */
function unarchived(needs, inArchive) {
    const outside = new Set();
    let known;
    do {
        known = outside.size;
        for (const { key, needed, missing } of needs) {
            if ((missing || outside.has(needed)) && !inArchive.has(key))
                outside.add(key);
        }
    } while (outside.size > known);
    return outside;
}
/** A restore into an empty database stumbles over these; into a provider's, which has them, it does not. */
function reachingFinding(reaching) {
    const direct = reaching.filter((each) => each.direct);
    if (direct.length === 0) {
        return (0,record_finding/* pass */.IX)(reaching_NAME, 'no object in the archive needs what is left out, as far as the catalog tells');
    }
    const named = direct.slice(0, reaching_MOST_NAMED).map(({ description }) => description);
    const more = direct.length - named.length;
    const behind = reaching.length - direct.length;
    return (0,record_finding/* warn */.R8)(reaching_NAME, {
        expected: 'objects in the archive that need nothing outside it',
        found: [
            named.join('; '),
            ...(more > 0 ? [`and ${more} more`] : []),
            ...(behind > 0 ? [`and ${behind} that need one of these`] : []),
        ].join('; '),
        fix: 'restore where the left-out schemas exist, as in a new project of the same provider; or take them into the backup',
    });
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

;// CONCATENATED MODULE: ./src/backup/contents.ts








/**
 * Reads everything in the transaction of the snapshot, the rows last.
 * @param sequencesBefore positions from before pg_dump began.
 */
async function readContents({ session, time, lsn }, { server, scope, excluded }, progress, sequencesBefore) {
    const { leftOut } = await (0,exclusioncheck/* resolveExclusions */.Y)(session, excluded);
    const sequences = (0,archive_sequences/* unmoved */.h_)(sequencesBefore, await (0,archive_sequences/* readSequencePositions */.ms)(session, leftOut));
    const inventory = await readInventory(session, leftOut);
    const counts = await readCounts(session, leftOut);
    const absent = await readAbsent(session, leftOut);
    const reaching = await readReaching(session, leftOut, inventory);
    const roles = await readRoles(session);
    const tables = await (0,archive_tables/* readTables */.g)(session, server, leftOut);
    progress.allTables = scope === 'none' ? undefined : tables.withRows.length;
    progress.estimatedRows = tables.withRows.reduce((sum, table) => sum + table.estimatedRows, 0);
    const fingerprints = scope === 'none'
        ? []
        : await (0,fingerprint/* fingerprintTables */.Q)(session, tables.withRows, scope, (done, rows) => {
            progress.tables += done;
            progress.rows += rows;
        });
    const largeObjects = await readLargeObjects(session, scope);
    return {
        snapshot: { time, lsn },
        scope,
        inventory,
        tables,
        fingerprints,
        counts,
        largeObjects,
        sequences,
        roles,
        leftOut,
        absent,
        reaching,
    };
}
function readLargeObjects(session, scope) {
    return scope === 'content'
        ? (0,largeobjects/* fingerprintLargeObjects */.C)(session)
        : Promise.resolve({ fingerprint: undefined, failure: undefined });
}

// EXTERNAL MODULE: ./src/backup/movement.ts
var movement = __webpack_require__(38629);
;// CONCATENATED MODULE: ./src/backup/earlierattempts.ts



const earlierattempts_NAME = 'earlier attempts';
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
                    ? (0,record_finding/* notRun */.nE)(earlierattempts_NAME, 'none of them left a backup')
                    : (0,record_finding/* couldNotVerify */.ke)(earlierattempts_NAME, `records could not be read: ${read.unreadable.join('; ')}`, FIX),
            ],
        };
    }
    const { artifact, manifest } = first.details;
    const moved = (0,movement/* movement */.i)(manifest.state, now);
    if (moved.length === 0) {
        return { findings: [(0,record_finding/* pass */.IX)(earlierattempts_NAME, `schema and ledger are as ${artifact.name} found them`)] };
    }
    // A second re-run meets the backup of the first re-run only when the first attempt left none.
    const firstBackup = manifest.afterPartialMigration?.firstBackup ?? artifact.name;
    return {
        findings: [
            (0,record_finding/* warn */.R8)(earlierattempts_NAME, {
                expected: `the state that ${firstBackup} found`,
                found: `an earlier attempt of this run has changed the database: ${moved.join('; ')}`,
                fix: `to undo the whole deploy, restore ${firstBackup}, not the backup of this attempt`,
            }),
        ],
        afterPartialMigration: { firstBackup },
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/backup/catalogfile.ts



const CATALOG_FILE = 'catalog.txt';
/** Name of the file with the catalog; names and defaults in it are as private as the rows. */
function catalogFile(recipients) {
    return recipients.length === 0 ? CATALOG_FILE : `${CATALOG_FILE}${ENCRYPTED}`;
}
/** @param lines of the snapshot; their sha256 is the manifest's fingerprint of the catalog. */
async function writeCatalog(lines, directory, recipients) {
    const text = lines.map((line) => `${line}\n`).join('');
    const content = recipients.length === 0 ? text : await encryptText(text, recipients);
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(directory, catalogFile(recipients)), content, { mode: 0o600 });
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
            monetary: server.monetary,
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
        ...(archive.encrypted === undefined
            ? {}
            : {
                encryption: {
                    format: 'age',
                    recipients: [...plan.recipients],
                    file: storedFile(plan),
                    bytes: archive.encrypted.bytes,
                    sha256: archive.encrypted.sha256,
                },
            }),
        ...excludedPart(contents),
        catalog: { file: catalogFile(plan.recipients) },
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
        ...(contents.largeObjects.fingerprint === undefined
            ? {}
            : { largeObjectFingerprint: contents.largeObjects.fingerprint }),
        sequences: [...contents.sequences],
        roles: [...contents.roles],
        ...(parts.afterPartialMigration === undefined
            ? {}
            : { afterPartialMigration: parts.afterPartialMigration }),
    };
}
function excludedPart({ leftOut, reaching }) {
    if (leftOut.schemas.length + leftOut.tables.length === 0)
        return {};
    return {
        excluded: {
            schemas: [...leftOut.schemas],
            tableData: [...leftOut.qualified],
            reaching: reaching.map(({ key, description }) => ({ key, description })),
        },
    };
}

// EXTERNAL MODULE: ./src/archive/keyadvice.ts
var keyadvice = __webpack_require__(27721);
;// CONCATENATED MODULE: ./src/backup/privacy.ts



const privacy_NAME = 'privacy';
/**
 * Artifacts of a public repository can be downloaded by everybody who is signed in to GitHub, so no
 * backup goes there in clear. Not knowing is no permission.
 * @param ask the repository's visibility from GitHub; called when it decides and the event is silent.
 * @throws {DeployError} for an archive in clear in a public repository, or when GitHub does not answer.
 */
async function requirePrivacy({ visibility: known, backupTo, recipients }, ask) {
    if (recipients.length > 0) {
        const encrypted = `the archive is encrypted to ${(0,keyadvice/* recipientsInWords */.bs)(recipients.length)}`;
        return (0,record_finding/* pass */.IX)(privacy_NAME, known === 'private' ? encrypted : `${encrypted}; ${keyadvice/* STILL_READABLE */.kK}`);
    }
    if (backupTo !== 'artifact') {
        return (0,record_finding/* pass */.IX)(privacy_NAME, 'the backup goes to a directory: who sees the artifacts does not matter');
    }
    const visibility = known === 'unknown' ? await ask() : known;
    if (visibility === 'private')
        return (0,record_finding/* pass */.IX)(privacy_NAME, 'artifacts are not public');
    throw new errors/* DeployError */.sH({
        attempted: 'back up into an artifact of this repository',
        found: 'the repository is public: everybody with a GitHub account could download the data',
        nextAction: keyadvice/* HOW_TO_ENCRYPT */.Hn,
    });
}

// EXTERNAL MODULE: ./src/archive/privatedirectory.ts
var privatedirectory = __webpack_require__(19358);
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
        dumped: 0,
        tables: 0,
        rows: 0,
        allTables: undefined,
        estimatedRows: 0,
    };
    const started = Date.now();
    let before = 0;
    let ticks = 0;
    const timer = setInterval(() => {
        ticks += 1;
        if (ticks <= OFTEN || ticks % 6 === 0) {
            const seconds = (INTERVAL_MS / 1_000) * (ticks <= OFTEN ? 1 : 6);
            const rate = (progress.bytes - before) / seconds;
            log.info(progressLine(progress, { rate, elapsed: Date.now() - started }));
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
/** @param pace bytes of archive a second, lately, and milliseconds since the beginning. */
function progressLine({ bytes, dumped, tables, rows, allTables, estimatedRows }, { rate, elapsed }) {
    const archive = `archive ${(0,amounts/* inBytes */.H)(bytes)} (${(0,amounts/* inBytes */.H)(rate)}/s)`;
    // The planner's guess may be behind the truth; once every row was counted it is known.
    const all = tables === allTables ? rows : Math.max(rows, dumped, estimatedRows);
    if (all === 0)
        return archive;
    const about = tables === allTables ? '' : 'about ';
    const parts = [archive, `${(0,amounts/* inNumbers */.A)(dumped)} of ${about}${(0,amounts/* inNumbers */.A)(all)} rows dumped`];
    if (dumped > 0) {
        const left = Math.round((elapsed / 1_000) * Math.max(0, all / dumped - 1));
        parts.push(`about ${left} s left`);
    }
    if (allTables !== undefined && tables < allTables) {
        parts.push(`fingerprints of ${tables} of ${allTables} tables`);
    }
    return parts.join(', ');
}

;// CONCATENATED MODULE: ./src/backup/encryptionproof.ts






const encryptionproof_NAME = 'encryption';
const encryptionproof_FIX = 'run the job again; if it stays so, look for a faulty disk or memory of the runner';
/**
 * What was written was decrypted on its way, with the identity that this run made for it: compares
 * the plaintext with what pg_dump wrote, and the file on disk with what was decrypted. That the
 * recipients' own keys open it is shown by a restore alone: they are not here.
 * @returns nothing when the archive is not encrypted.
 */
async function proveEncryption(plan, archive, directory) {
    const { encrypted } = archive;
    if (encrypted === undefined)
        return [];
    const { signal } = plan.session;
    try {
        const file = await (0,checksum/* checksumOfFile */.V)(archivePath(plan, directory), signal);
        if (file.sha256 !== encrypted.sha256)
            return [damaged(encrypted, file)];
        return [judge(await encrypted.opened, archive, plan.recipients.length)];
    }
    catch (error) {
        if (!(error instanceof errors/* DeployError */.sH) || signal.aborted)
            throw error;
        return [unlike(archive, error.problems.map(({ found }) => found).join('; '))];
    }
}
function judge(opened, archive, recipients) {
    if (opened.sha256 !== archive.sha256 || opened.bytes !== archive.bytes) {
        return unlike(archive, `${(0,amounts/* inBytes */.H)(opened.bytes)}, sha256 ${opened.sha256}`);
    }
    return (0,record_finding/* pass */.IX)(encryptionproof_NAME, `age, to ${(0,keyadvice/* recipientsInWords */.bs)(recipients)}; decrypted once with a key of this run alone: the plaintext has the archive's sha256`);
}
function unlike({ bytes, sha256 }, found) {
    return (0,record_finding/* fail */.fJ)(encryptionproof_NAME, {
        expected: `the file decrypts to ${(0,amounts/* inBytes */.H)(bytes)}, sha256 ${sha256}`,
        found,
        fix: encryptionproof_FIX,
    });
}
function damaged(written, file) {
    return (0,record_finding/* fail */.fJ)(encryptionproof_NAME, {
        expected: `the encrypted file is as it was written: ${(0,amounts/* inBytes */.H)(written.bytes)}, sha256 ${written.sha256}`,
        found: `on disk it has ${(0,amounts/* inBytes */.H)(file.bytes)}, sha256 ${file.sha256}`,
        fix: encryptionproof_FIX,
    });
}

;// CONCATENATED MODULE: ./src/backup/rungs.ts




/** Names in one finding; the rest is a number. */
const rungs_MOST_NAMED = 20;
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
function archiveFinding(archive, onDisk) {
    const name = 'archive';
    const { bytes, encrypted } = archive;
    const written = encrypted?.bytes ?? bytes;
    if (bytes > 0 && written === onDisk) {
        const stored = encrypted === undefined ? '' : `; encrypted: ${checksumWords(encrypted)}`;
        return (0,record_finding/* pass */.IX)(name, `${checksumWords(archive)}${stored}`);
    }
    return (0,record_finding/* fail */.fJ)(name, {
        expected: `${(0,amounts/* inNumbers */.A)(written)} bytes, as ${encrypted === undefined ? 'pg_dump wrote' : 'were encrypted'}`,
        found: `${(0,amounts/* inNumbers */.A)(onDisk)} bytes on disk`,
        fix: rungs_AGAIN,
    });
}
function checksumWords({ bytes, sha256 }) {
    return `${(0,amounts/* inBytes */.H)(bytes)} (${(0,amounts/* inNumbers */.A)(bytes)} bytes), sha256 ${sha256}`;
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
        const more = differing.length - rungs_MOST_NAMED;
        return (0,record_finding/* fail */.fJ)(name, {
            expected: 'as many as the snapshot has',
            found: `${differing.slice(0, rungs_MOST_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
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
function fingerprintFinding({ fingerprint: asked, server, exposed }, { scope, fingerprints, largeObjects, counts }) {
    const name = 'fingerprints';
    const failed = fingerprints.flatMap(({ table, failure }) => failure === undefined ? [] : [`${table.schema}.${table.name}: ${failure}`]);
    if (largeObjects.failure !== undefined)
        failed.push(`large objects: ${largeObjects.failure}`);
    if (failed.length > 0) {
        const more = failed.length - rungs_MOST_NAMED;
        const named = failed.slice(0, rungs_MOST_NAMED).join('; ');
        return (0,record_finding/* couldNotVerify */.ke)(name, `not everything could be read: ${named}${more > 0 ? `; and ${more} more` : ''}`);
    }
    switch (scope) {
        case 'content':
            return (0,record_finding/* pass */.IX)(name, `content of ${(0,amounts/* inNumbers */.A)(fingerprints.length)} tables${counts.largeObjects === 0 ? '' : ` and ${(0,amounts/* inNumbers */.A)(counts.largeObjects)} large objects`}, from the same snapshot`);
        case 'counts':
            if (asked === 'auto' && exposed) {
                return (0,record_finding/* notRun */.nE)(name, 'the repository is public, or may be: everybody can read the manifest, and a hash confirms guesses at rows. Rows are counted only; fingerprint: content compares contents all the same');
            }
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

;// CONCATENATED MODULE: ./src/backup/proof.ts






/** The ladder of proofs, each rung a finding; none of them needs a server. */
async function prove(plan, { archive, contents, directory }) {
    const { size } = await (0,external_node_fs_promises_.stat)(archivePath(plan, directory));
    return [
        dumpFinding(archive, plan.client),
        archiveFinding(archive, size),
        compareContents(contents.inventory, archive.entries),
        ...leftOutFindings(contents, archive),
        decodeFinding(archive.decoded, plan.compression),
        rowsFinding(archive.decoded, contents),
        fingerprintFinding(plan, contents),
        ...(await proveEncryption(plan, archive, directory)),
    ];
}
/** None when nothing was to be left out. */
function leftOutFindings({ leftOut, absent, reaching }, { entries, decoded }) {
    if (leftOut.schemas.length + leftOut.tables.length === 0)
        return [];
    return [leftOutFinding(absent, entries, decoded.rows.rows), reachingFinding(reaching)];
}

;// CONCATENATED MODULE: ./src/backup/realkey.ts


const realkey_NAME = 'real key last proven';
const realkey_FIX = 'run rollback.yml (on a laptop: the step restore) without confirm-database: it decrypts the newest backup with decrypt-with, shows what a restore would lose, and changes nothing';
/** Signs of a recipient that tell it from others. */
const SHOWN = 16;
/**
 * When somebody last opened a backup with the private key of one of these recipients. The keys are
 * not here, and whether anybody still has them shows where a backup is opened: in a restore, be it
 * one that only looked, and in a rehearsal.
 * @returns nothing without recipients.
 */
async function realKeyFinding(recipients, records) {
    if (recipients.length === 0)
        return [];
    const fits = (details) => recipients.filter((recipient) => details?.openedWith.includes(recipient));
    try {
        // A restore, be it a look only, and a rehearsal decrypt alike.
        const found = await Promise.all([
            records.newestAnywhere('restore', ({ status, details }) => status === 'passed' && fits(details).length > 0), // prettier-ignore
            records.newestAnywhere('rehearse', ({ details }) => fits(details).length > 0),
        ]);
        const [newest] = found
            .flatMap(({ record }) => record ?? [])
            .sort((one, other) => other.finishedAt.localeCompare(one.finishedAt));
        if (newest !== undefined)
            return [(0,record_finding/* pass */.IX)(realkey_NAME, inWords(newest, fits(newest.details), recipients))];
        const unreadable = found.flatMap((each) => each.unreadable);
        return [unreadable.length === 0 ? never() : unknown(`not readable: ${unreadable.join('; ')}`)];
    }
    catch (error) {
        const found = (0,errors/* problemsOf */.GW)(error, 'search the records of earlier runs').map((problem) => problem.found);
        return [unknown(found.join('; '))];
    }
}
function inWords({ finishedAt, step, run }, proven, recipients) {
    const others = recipients.length - proven.length;
    const rest = others === 0 ? '' : `; nothing is known of the other ${others}`;
    return `${finishedAt}, by ${step} in run ${run.runId}, with the key of ${proven.map(shown).join(', ')}${rest}`;
}
function never() {
    return (0,record_finding/* warn */.R8)(realkey_NAME, {
        expected: 'a restore that opened a backup with the private key of a recipient',
        found: 'never, in the records that are still kept: nothing shows that anybody has the private key',
        fix: realkey_FIX,
    });
}
function unknown(found) {
    return (0,record_finding/* couldNotVerify */.ke)(realkey_NAME, found, `give the job \`permissions: actions: read\`; or ${realkey_FIX}`);
}
/** Public, and long when it is post-quantum. */
function shown(recipient) {
    return recipient.length <= SHOWN ? recipient : `${recipient.slice(0, SHOWN)}…`;
}

// EXTERNAL MODULE: ./src/actions/artifacts.ts
var actions_artifacts = __webpack_require__(7224);
// EXTERNAL MODULE: ./src/archive/manifestfile.ts
var manifestfile = __webpack_require__(80715);
;// CONCATENATED MODULE: ./src/backup/guide/quoting.ts
/** One word for a POSIX shell, whatever it holds. */
function shellWord(value) {
    return /^[\w./@%+=:,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
/** A name that a psql script takes, whatever it holds; inside a here-document without expansion. */
function identifier(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
function literal(value) {
    return `'${value.replaceAll("'", "''")}'`;
}
/** A name in the middle of Markdown: on one line, and without effect on it. */
function plainText(value) {
    return value.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}
/** A name in fixed width, on one line, whatever it holds. */
function code(value) {
    const flat = value.replace(/\s+/g, ' ');
    if (!flat.includes('`'))
        return `\`${flat}\``;
    const marks = '`'.repeat(longestRun(flat) + 1);
    return `${marks} ${flat} ${marks}`;
}
/** A fenced block that its content cannot close. `sh` is for pasting as it is; `text` needs an edit. */
function fenced(language, ...lines) {
    const content = lines.join('\n');
    const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
    return `${fence}${language}\n${content}\n${fence}`;
}
function longestRun(content) {
    return Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
}
/** A block that no content can close: a fence could be. */
function indented(lines) {
    return lines.map((line) => `    ${line.replaceAll('\n', '\n    ')}`).join('\n');
}

;// CONCATENATED MODULE: ./src/backup/guide/comparison.ts


/** Tables listed with their rows; the manifest has all. */
const MOST_LISTED = 200;
/** How the rows of the restored database are counted, and what the backup had. */
function comparisonPart(manifest) {
    return `## 3. Compare

${fenced('sh', `psql --dbname="$TARGET" --tuples-only --no-align <<'SQL'
select format('select %L, count(*) from only %I.%I', n.nspname || '.' || c.relname, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname collate "C", c.relname collate "C" \\gexec
SQL`)}

${rowsPart(manifest)}`;
}
function rowsPart({ tables }) {
    if (tables.length === 0)
        return 'The backup has no tables.';
    const lines = tables
        .slice(0, MOST_LISTED)
        .map(({ schema, name, rows }) => `${schema}.${name}|${rows}`);
    const more = tables.length - lines.length;
    const rest = more > 0 ? `\n\n(${(0,amounts/* inNumbers */.A)(more)} more tables are in \`manifest.json\`.)` : '';
    return `It prints one line a table; the backup had:

${indented(lines)}${rest}`;
}

;// CONCATENATED MODULE: ./src/backup/guide/file.ts

/** Public keys that age reads from release 1.3.0 on: the post-quantum and hardware ones. */
const NEW_KINDS = /^age1(pq|tag|tagpq)1/;
/** How the file is checked and, where it is encrypted, opened. */
function filePart(manifest) {
    return manifest.encryption === undefined ? checkPart(manifest) : decryptPart(manifest);
}
function checkPart({ archive }) {
    return `## 1. Check the file

${fenced('sh', checked(archive.sha256, archive.file))}

Go on only when it says \`OK\`. (On a Mac without \`sha256sum\`: \`shasum -a 256 --check\`.)`;
}
/**
 * age hands out plaintext before it has seen the end, so a truncated file yields most of its rows
 * and only then an error: nothing may be restored before the whole plaintext is checked.
 */
function decryptPart({ archive, encryption }) {
    if (encryption === undefined)
        return '';
    const { file, recipients } = encryption;
    const needed = recipients.some((key) => NEW_KINDS.test(key)) ? ', release 1.3.0 or newer' : '';
    return `## 1. Check and decrypt the file

It is encrypted with [age](https://age-encryption.org)${needed}: \`apt-get install age\`, \`brew install age\`, or a download from
<https://github.com/FiloSottile/age/releases>. Any one of these keys opens it:

${recipients.map((key) => `- the private key of ${code(key)}`).join('\n')}

Put the private key, the line that begins with \`AGE-SECRET-KEY-\`, into a file \`key.txt\` that only you can read (\`umask 077\` before
you make it). \`age-keygen -y key.txt\` prints its public key. Then check what was stored, decrypt it, and check what came out:

${fenced('sh', checked(encryption.sha256, file), `age --decrypt --identity key.txt --output ${shellWord(archive.file)} ${shellWord(file)} &&`, `  ${checked(archive.sha256, archive.file)} ||`, `  { rm -f ${shellWord(archive.file)}; false; }`)}

Go on only when both say \`OK\`. (On a Mac without \`sha256sum\`: \`shasum -a 256 --check\`.) **Never pipe \`age\` into \`pg_restore\`**: age hands out
what it has decrypted before it has seen the end of the file, so a truncated or damaged one would be half restored before the error.

${code(archive.file)} now holds all data in the clear: delete it and \`key.txt\` when you are done.`;
}
function checked(sha256, file) {
    return `echo '${sha256}  ${file}' | sha256sum --check`;
}

;// CONCATENATED MODULE: ./src/backup/guide/analyze.ts
/** After a restore there are no statistics. Quiet, because it warns of every catalog that the role does not own. */
const ANALYZE = `psql --dbname="$TARGET" --command='set client_min_messages = error' --command='analyze'`;

// EXTERNAL MODULE: ./src/postgres/siblingname.ts
var siblingname = __webpack_require__(51222);
;// CONCATENATED MODULE: ./src/backup/guide/newdatabase.ts



/** Roles that every server brings along need not be created. */
const OWN_ROLES = 'pg_';
/** How the archive is restored beside the live database. */
function newDatabasePart(manifest) {
    const { archive, server, state } = manifest;
    return `## 2. Restore into a new database

Use the programs of PostgreSQL **${server.major}**, the major of the server; older ones cannot read the archive, newer ones
write settings that it refuses. On Debian and Ubuntu they are in the package \`postgresql-client-${server.major}\` and the directory
\`/usr/lib/postgresql/${server.major}/bin\`. Say where the server is and who you are (a role that may create databases):

${fenced('text', `export PATH="/usr/lib/postgresql/${server.major}/bin:$PATH"`, 'export PGHOST=…  PGPORT=5432  PGUSER=…  PGPASSWORD=…  PGSSLMODE=require')}

${rolesPart(manifest)}Then make the database and fill it. Never restore over a live database: make a new one, look at it, and
point the application at it (or rename the two).

${fenced('sh', `TARGET=${shellWord((0,siblingname/* siblingName */.U)(state.identity.database, '_restored'))}`, createTarget(manifest), `pg_restore --exit-on-error --single-transaction --dbname="$TARGET" ${shellWord(archive.file)}`, ANALYZE)}

Large databases come back faster with \`--jobs=4\` in place of \`--single-transaction\`. If it says \`must be member of role\`, as
managed servers do: \`grant <that role> to current_user\` first. On a server without those roles, or where that is refused, add
\`--no-owner --no-privileges\`: everything then belongs to you.`;
}
/** Makes a database equal to the one that was backed up, under the name in `$TARGET`. */
function createTarget(manifest) {
    return `createdb --template=template0 ${localeOptions(manifest)} "$TARGET"`;
}
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
function rolesPart({ roles = [] }) {
    const named = roles.filter((role) => !role.startsWith(OWN_ROLES));
    if (named.length === 0)
        return '';
    return `The archive names these roles. On the server it came from they exist; elsewhere create the missing ones first:

${fenced('text', ...named.map((role) => `createuser --no-login ${shellWord(role)}`))}

`;
}

;// CONCATENATED MODULE: ./src/backup/guide/leftout.ts




/** Objects listed by name; the manifest has all. */
const leftout_MOST_LISTED = 50;
/** What no archive of a database has, and what this one was told to leave out. */
function leftOutPart(manifest) {
    const rows = manifest.withoutRows.map(({ table, reason }) => `\n- rows of ${plainText(table)}: ${plainText(reason)}`);
    return `## What is not in the archive

- roles, their passwords and memberships, and tablespaces: they belong to the server, not to a database
- settings made by \`ALTER DATABASE … SET\` and \`ALTER ROLE … IN DATABASE … SET\`, grants on the database itself, and its comment
- statistics of the planner: \`analyze\` above makes them again
- invalid indexes, and what extensions bring along themselves: the extension must be installed on the server${rows.join('')}${leftout_excludedPart(manifest)}`;
}
function leftout_excludedPart(manifest) {
    const { schemas = [], tableData = [], reaching } = manifest.excluded ?? {};
    if (schemas.length === 0 && tableData.length === 0)
        return '';
    const list = [
        ...schemas.map((name) => `- the schema ${plainText(name)} with everything in it`),
        ...tableData.map((name) => `- the rows of ${plainText(name)}: the table comes back empty`),
    ];
    return `

### Left out on request

${list.join('\n')}

A provider's own schemas (\`auth\`, \`storage\`, …) are there in every new database of that provider: restore into one of those.
${reachingPart(manifest, reaching)}

${fromLivePart(manifest, schemas, tableData)}`;
}
/** An object that refers to what is not there stops a restore. */
function reachingPart(manifest, reaching) {
    if (reaching?.length === 0) {
        return 'Nothing else in the archive refers to it, as far as the catalog tells.';
    }
    const warning = `If the restore above stops with \`does not exist\` or \`violates foreign key constraint\`, something refers to what was left out.
Then drop that database, and choose:`;
    if (reaching === undefined)
        return warning;
    const { archive, state } = manifest;
    const file = shellWord(archive.file);
    const more = reaching.length - leftout_MOST_LISTED;
    return `${warning}

#### Without what refers to it

${reaching
        .slice(0, leftout_MOST_LISTED)
        .map(({ description }) => `- ${plainText(description)}`)
        .join('\n')}${more > 0 ? `\n- and ${more} more, in \`manifest.json\` under \`excluded\`` : ''}

${fenced('text', `cat > reaching.txt <<'END'`, ...reaching.map(({ key }) => `^[0-9]*; ${key} `), 'END', `pg_restore --list ${file} | grep -v -f reaching.txt > contents.txt`, `TARGET=${shellWord((0,siblingname/* siblingName */.U)(state.identity.database, '_restored'))}`, createTarget(manifest), `pg_restore --exit-on-error --single-transaction --use-list=contents.txt --dbname="$TARGET" ${file}`, ANALYZE)}`;
}
/** What was left out stands where it belongs: schemas before all, rows before the foreign keys to them. */
function fromLivePart(manifest, schemas, tableData) {
    const { archive, state } = manifest;
    const dump = `PGDATABASE=${shellWord(state.identity.database)} pg_dump --format=custom`;
    const file = shellWord(archive.file);
    const named = schemas.map((name) => ` --schema=${shellWord(`"${name.replaceAll('"', '""')}"`)}`);
    const tables = tableData.map((name) => ` --table=${shellWord(name)}`);
    return `#### With what was left out, from the live database as it is now

${fenced('text', `TARGET=${shellWord((0,siblingname/* siblingName */.U)(state.identity.database, '_restored'))}`, createTarget(manifest), ...(named.length === 0
        ? []
        : [
            `${dump} --file=left-out.dump${named.join('')}`,
            'pg_restore --exit-on-error --dbname="$TARGET" left-out.dump',
        ]), `pg_restore --exit-on-error --section=pre-data --section=data --dbname="$TARGET" ${file}`, ...(tables.length === 0
        ? []
        : [
            `${dump} --data-only --file=left-out-rows.dump${tables.join('')}`,
            'pg_restore --exit-on-error --dbname="$TARGET" left-out-rows.dump',
        ]), `pg_restore --exit-on-error --section=post-data --dbname="$TARGET" ${file}`, ANALYZE)}

A row of the backup that refers to a row deleted since is still refused: delete that row, or leave out the foreign key.`;
}

;// CONCATENATED MODULE: ./src/backup/guide/otherways.ts

/** The same with this action: it shows the cost first, proves the copy, and prints the undo. */
function actionPart({ run, state, afterPartialMigration }) {
    const { database } = state.identity;
    const onLaptop = run.url === '';
    const look = onLaptop
        ? 'node ../db-deploy-action/dist/index.js restore --backup-file DIRECTORY'
        : `gh workflow run rollback.yml --repo ${shellWord(run.repository)} -f backup-run-id=${shellWord(run.runId)}`;
    const confirmed = onLaptop
        ? `--confirm-database ${shellWord(database)}`
        : `-f ${shellWord(`confirm-database=${database}`)}`;
    const needs = onLaptop
        ? 'DIRECTORY is the one that holds this page.'
        : 'It needs the workflow `rollback.yml` of db-deploy-action in your repository.';
    const first = afterPartialMigration === undefined || onLaptop
        ? ''
        : `\n\nOf this run that takes ${code(afterPartialMigration.firstBackup)}, from before any migration. For this one here, download it and use \`backup-file\`.`;
    return `## With the action

The first command only looks, and shows which rows would be lost. The second restores, proves the copy, switches
over and prints the undo. ${needs}

${fenced('text', look, `${look} ${confirmed}`)}${first}

Without the action, or when GitHub is not there, everything below needs Postgres' client programs and a shell.`;
}
/** For damage that this backup has too. */
function earlierPart(manifest) {
    const { run, snapshot } = manifest;
    return `## Emergency: the backup of an earlier successful deploy

When the damage is older than this backup. Every deploy takes its backup *before* it changes anything, so the backup of a
deploy holds what the deploy before it left: to undo one deploy, take its own backup; to get behind older damage, an earlier one.

${run.url === '' ? 'It is in one of the directories beside this one: the newest whose `manifest.json` is older than the damage.' : fromGitHub(manifest)}

What it costs: **every row written since that backup is lost**, over all deploys in between, and their migrations are undone with them. So
also go back to the code that fits: the commit that was live *before* that run. Look before you switch: section 3 counts the rows, and
the action's look shows the difference to now.

If your provider has point-in-time recovery, it loses less: it goes back to any moment, such as the minute before the damage. This backup
was taken at ${snapshot.time}${snapshot.lsn === undefined ? '' : `, LSN ${plainText(snapshot.lsn)}`}; recovery to just after that gives what this archive holds.`;
}
function fromGitHub({ run, environment }) {
    const repository = `--repo ${shellWord(run.repository)}`;
    const workflow = run.workflow === '' ? 'deploy.yml' : shellWord(run.workflow);
    return `- on GitHub: *Actions* › the workflow › the run › *Artifacts*, as long as they are kept; or in a shell:

${fenced('text', `gh run list ${repository} --workflow ${workflow} --status success`, `gh run view RUN_ID ${repository}  # its last lines name its artifacts`, `gh run download RUN_ID ${repository} --name NAME`)}

- in a directory of your own (\`backup-to\`): the other directories beside this one, one a backup of ${plainText(environment)}
- with the action: \`backup-run-id\` of that run, as above`;
}

;// CONCATENATED MODULE: ./src/backup/guide/plainsql.ts




/**
 * The archive as a script. Without `--single-transaction`: the script has transactions of its own
 * around large objects, and their end would end the outer one.
 */
function plainSqlPart(manifest) {
    const { archive, state } = manifest;
    const file = shellWord(archive.file);
    return `## 5. As plain SQL, or only a part

The archive as a script that any editor shows, and that \`psql\` reads into an **empty, new** database:

${fenced('sh', `pg_restore --file=backup-file.sql ${file}`, `TARGET=${shellWord((0,siblingname/* siblingName */.U)(state.identity.database, '_plain'))}`, createTarget(manifest), `psql --quiet --set=ON_ERROR_STOP=1 --dbname="$TARGET" --output=/dev/null < backup-file.sql`, ANALYZE)}

It stops at the first error; then drop that database, correct the cause, and begin again. \`invalid command \\restrict\` means that \`psql\` is
older than \`pg_restore\`: use both of one release.

One table's rows: \`pg_restore --data-only --schema=public --table=NAME --file=rows.sql ${file}\`. A chosen list:
\`pg_restore --list ${file} > contents.txt\`, delete lines from \`contents.txt\`, and give it to \`pg_restore --use-list=contents.txt\`.`;
}

;// CONCATENATED MODULE: ./src/backup/guide/switchover.ts


/** Providers keep their own things in the database `postgres` and connect to it: it is never renamed. */
const NEVER_RENAMED = 'postgres';
/** How the restored database takes the place of the live one, and how that is undone. */
function switchoverPart({ state }) {
    const { database } = state.identity;
    const intro = `## 4. Switch over

Stop the application first: what is written to the old database from now on is lost. Then point its URLs at the new
database.`;
    if (database === NEVER_RENAMED)
        return intro;
    const restored = (0,siblingname/* siblingName */.U)(database, '_restored');
    const old = (0,siblingname/* siblingName */.U)(database, '_old');
    return `${intro} Or rename the two; the old one stays, under another name, until you drop it:

${renaming([restored, database], `alter database ${identifier(database)} rename to ${identifier(old)};`, `alter database ${identifier(restored)} rename to ${identifier(database)};`)}

Settings and grants on the database itself do not move with its name: see the end of this page.

### Undo

As long as the old database is there. Stop the application first here too: what it wrote since the switch is lost to it.

${renaming([database, old], `alter database ${identifier(database)} rename to ${identifier(restored)};`, `alter database ${identifier(old)} rename to ${identifier(database)};`)}

When nobody needs the old one any more:

${fenced('text', `dropdb ${shellWord(old)}`)}`;
}
/** Both renames or none. A database with sessions cannot be renamed, so they are ended first. */
function renaming(databases, ...statements) {
    return fenced('sh', `psql --dbname=postgres --set=ON_ERROR_STOP=1 <<'SQL'`, `select pg_terminate_backend(pid) from pg_stat_activity where datname in (${databases.map(literal).join(', ')});`, 'begin;', ...statements, 'commit;', 'SQL');
}

;// CONCATENATED MODULE: ./src/backup/restoreguide.ts









/**
 * RESTORE.md: how a person without this action restores the archive beside it, with nothing but
 * Postgres' own client programs, and age where it is encrypted. Blocks marked `sh` are meant to be
 * pasted as they are, in their order; names in them are quoted for the shell.
 */
function restoreGuide(manifest) {
    return `${[
        headPart(manifest),
        actionPart(manifest),
        filePart(manifest),
        newDatabasePart(manifest),
        comparisonPart(manifest),
        switchoverPart(manifest),
        plainSqlPart(manifest),
        earlierPart(manifest),
        leftOutPart(manifest),
        'Everything that is known about this backup, with a count and a fingerprint of every table, is in `manifest.json`.',
    ].join('\n\n')}\n`;
}
function headPart(manifest) {
    const { archive, encryption, server, snapshot, state, run } = manifest;
    const database = plainText(state.identity.database);
    const origin = run.url === '' ? `run ${run.runId}` : run.url;
    const stored = encryption === undefined
        ? ''
        : `\n| stored as | ${code(encryption.file)}, ${(0,amounts/* inBytes */.H)(encryption.bytes)}, encrypted to ${keys(encryption.recipients.length)} |`;
    return `# Restore ${database} as it was at ${snapshot.time}

The file ${code(encryption?.file ?? archive.file)} is a ${isWhole(manifest) ? 'complete ' : ''}logical backup of the database ${database} (${plainText(manifest.environment)}), taken by
db-deploy-action in ${plainText(origin)}, attempt ${run.attempt}.${partialWarning(manifest)}

| | |
| --- | --- |
| state of | ${snapshot.time} (clock of the server)${snapshot.lsn === undefined ? '' : `, write-ahead log position ${plainText(snapshot.lsn)}`} |
| server | PostgreSQL ${plainText(server.version)}, encoding ${plainText(server.encoding)}, collation ${plainText(server.collation)} |
| archive | ${code(archive.file)}, ${(0,amounts/* inBytes */.H)(archive.bytes)}, pg_dump custom format, ${archive.compression} |${stored}
| contents | ${(0,amounts/* inNumbers */.A)(manifest.tables.length)} tables, ${(0,amounts/* inNumbers */.A)(totalRows(manifest))} rows, ${(0,amounts/* inNumbers */.A)(manifest.largeObjects)} large objects${isWhole(manifest) ? '' : '; parts were left out on request, see the end of this page'} |
| migrations | ${plainText(ledgerWords(manifest))} |`;
}
function isWhole({ excluded }) {
    return (excluded?.schemas.length ?? 0) + (excluded?.tableData.length ?? 0) === 0;
}
function keys(amount) {
    return `${amount} age ${amount === 1 ? 'key' : 'keys'}`;
}
function partialWarning({ afterPartialMigration }) {
    if (afterPartialMigration === undefined)
        return '';
    return `

**Taken after an earlier attempt of the same run had already changed the database.** To undo the whole deploy, restore
${code(afterPartialMigration.firstBackup)} instead.`;
}
function totalRows({ tables }) {
    return tables.reduce((sum, { rows }) => sum + Number(rows), 0);
}
function ledgerWords({ state: { ledger } }) {
    if (ledger === undefined)
        return 'no migration tool that db-deploy-action knows';
    return `${ledger.applied.length} applied by ${ledger.tool}, the last is ${ledger.applied.at(-1) ?? 'none'}`;
}

;// CONCATENATED MODULE: ./src/backup/store.ts









const DAY_MS = 86_400_000;
/**
 * Stores archive, manifest, guide and catalog as one artifact.
 * @throws {DeployError} when the store does not take it; there is no backup then.
 */
async function storeBackup(manifest, settings) {
    const { name, retentionDays, directory, artifacts } = settings;
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(directory, manifestfile/* MANIFEST_FILE */.h1), (0,manifestfile/* manifestText */.$2)(manifest));
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(directory, manifestfile/* GUIDE_FILE */.kg), restoreGuide(manifest));
    await writeCatalog(settings.catalog, directory, manifest.encryption?.recipients ?? []);
    const files = [
        (manifest.encryption ?? manifest.archive).file,
        manifestfile/* MANIFEST_FILE */.h1,
        manifestfile/* GUIDE_FILE */.kg,
        ...(manifest.catalog === undefined ? [] : [manifest.catalog.file]),
    ];
    try {
        const artifact = await artifacts.upload(name, files, directory, retentionDays);
        return { artifact, finding: storedFinding(artifact, retentionDays) };
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
function storedFinding(artifact, asked) {
    const { name, id, bytes, digest, directory, createdAt, expiresAt } = artifact;
    const place = directory === undefined ? '' : ` in ${directory}`;
    const stored = `${name}${place} (id ${id}, ${(0,amounts/* inBytes */.H)(bytes)}, ${digest})`;
    if (expiresAt === undefined)
        return (0,record_finding/* pass */.IX)('stored backup', `${stored}; nothing deletes it there`);
    const found = `${stored}, kept until ${expiresAt}`;
    const kept = daysBetween(createdAt ?? expiresAt, expiresAt);
    if (createdAt === undefined || kept >= asked)
        return (0,record_finding/* pass */.IX)('stored backup', found);
    return (0,record_finding/* warn */.R8)('stored backup', {
        expected: `kept for ${asked} days`,
        found: `${found}: the repository keeps artifacts for ${kept} days at most`,
        fix: `raise the limit under Settings → Actions → General, or set retention-days to ${kept}`,
    });
}
function daysBetween(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

// EXTERNAL MODULE: ./src/migration/detection/detect.ts
var detect = __webpack_require__(80589);
// EXTERNAL MODULE: ./src/migration/ledger/state.ts
var state = __webpack_require__(18629);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var mutex = __webpack_require__(67796);
// EXTERNAL MODULE: ./src/validation/machine.ts
var machine = __webpack_require__(58);
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
    const { run, surroundings, encryptTo: recipients } = config;
    const { log, clock } = tools;
    const started = clock.now();
    findings.push(await requirePrivacy({
        visibility: surroundings.visibility,
        backupTo: (0,stores/* targetOf */.$r)(config.backupTo, surroundings.inActions),
        recipients,
    }, () => (0,visibility/* askVisibility */.M)({
        repository: run.repository,
        token: config.githubToken,
        fetch: tools.fetch,
    })), ...(await realKeyFinding(recipients, tools.records)));
    const place = { target: config.backupTo, workspace: surroundings.workspace, runId: run.runId };
    await (0,storedirectory/* requireDirectory */.T)(place, surroundings);
    const name = artifactName(config.backupName, config.environment, run, log.masks);
    const { migrations, found } = await (0,detect.detectTool)(config);
    const plan = await planBackup({
        connection: config.directUrl,
        environment: config.environment,
        session: {
            purpose: PURPOSE,
            applicationName: `db-deploy/backup/${run.runId}`,
            signal: tools.signal,
        },
        fingerprint: config.fingerprint,
        exposed: config.backupTo === 'artifact' && surroundings.visibility !== 'private',
        excluded: { schemas: config.excludeSchemas, tableData: config.excludeTableData },
        recipients,
        childEnvironment: surroundings.environment,
        processes: tools.processes,
        mayInstall: surroundings.inActions,
        log,
        workDirectory: tools.workDirectory,
    });
    const { server, client } = plan;
    findings.push((0,releases/* releaseFinding */.Vj)(server.version, client.version, surroundings.inActions));
    findings.push(...(await roomFindings(place, plan)));
    if ((0,record_finding/* hasFailed */.WN)(findings))
        return undefined;
    const lock = {
        ...plan.session,
        applicationName: `${plan.session.applicationName}/${started.toISOString()}`,
        waitMs: config.waitForOtherDeploy,
        clock,
        log,
    };
    return (0,mutex/* withMutex */.g)(plan.connection, lock, (mutex) => (0,privatedirectory/* withPrivateDirectory */.V)(tools.workDirectory, async (directory) => {
        const { archive, contents, ...seen } = await dumpAndRead(plan, migrations, directory, log);
        findings.push(...seen.findings);
        if (archive === undefined || contents === undefined)
            return undefined;
        findings.push(...(await prove(plan, { archive, contents, directory })), ledgerFinding(contents.state.ledger, found));
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
            directory,
            catalog: contents.catalog,
            artifacts: await (0,stores/* storeFor */.fV)(place, tools),
        });
        findings.push(finding);
        return { manifest, artifact, seconds: (clock.now().getTime() - started.getTime()) / 1_000 };
    }));
}
/** Room in the directory that keeps the backup; a store of others has its own limits. */
async function roomFindings(place, { server }) {
    const directory = (0,stores/* directoryOf */.jt)(place);
    if (directory === undefined)
        return [];
    return [(0,machine/* diskFinding */.Tb)(server.bytes, await (0,storedirectory/* freeBytes */.go)(directory))];
}
/** The dump and everything it is compared with, from one snapshot. */
function dumpAndRead(plan, migrations, directory, log) {
    const { client, compression, scope, connection } = plan;
    log.info(`pg_dump ${client.version}, ${compression}, fingerprints: ${scope}`);
    return withProgress(log, (progress) => {
        const onProgress = (bytes, dumped) => {
            Object.assign(progress, { bytes, dumped });
        };
        return capture({ plan, directory, onProgress }, async (snapshot, sequences) => {
            const read = await (0,state/* readState */.u)(snapshot.session, connection, migrations);
            return { ...read, ...(await readContents(snapshot, plan, progress, sequences)) };
        });
    });
}


/***/ }),

/***/ 58:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gl: () => (/* binding */ diskFindings),
/* harmony export */   H8: () => (/* binding */ databaseBytes),
/* harmony export */   Tb: () => (/* binding */ diskFinding),
/* harmony export */   co: () => (/* binding */ clientToolFindings)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _postgres_clientadvice_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93016);
/* harmony import */ var _postgres_clientinstall_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87297);
/* harmony import */ var _postgres_releases_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(52453);
/* harmony import */ var _record_amounts_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60300);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11836);
/* harmony import */ var _visit_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34104);







/**
 * The least part of a database that its archive can be expected to take; indexes and bloat are not
 * in it, and rows compress to 0.15 to 0.5 of their size.
 */
const SMALLEST_ARCHIVE = 0.05;
/**
 * pg_dump and pg_restore of the server's major on this machine, and whether the latest security fixes
 * are in. Nothing is installed: the backup runs in another job, on a machine of its own.
 */
async function clientToolFindings({ major, version: server }, provision) {
    const name = 'client tools';
    const outlook = await (0,_postgres_clientinstall_js__WEBPACK_IMPORTED_MODULE_2__/* .clientToolsOutlook */ .i)(major, provision);
    switch (outlook.from) {
        case 'this machine': {
            const { version, pgDump } = outlook.tools;
            return [
                (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(name, `${version}, ${pgDump}`),
                (0,_postgres_releases_js__WEBPACK_IMPORTED_MODULE_3__/* .releaseFinding */ .Vj)(server, version, provision.mayInstall),
            ];
        }
        case 'apt-get': {
            const { version } = outlook;
            return [
                (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(name, `would be installed by apt-get: postgresql-client-${major} ${version}`),
                (0,_postgres_releases_js__WEBPACK_IMPORTED_MODULE_3__/* .releaseFinding */ .Vj)(server, version, provision.mayInstall),
            ];
        }
        case 'perhaps apt-get':
            return [
                (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .couldNotVerify */ .ke)(name, `apt-get does not know postgresql-client-${major} yet; the backup will read its sources anew${outlook.pgdg ? ', then add apt.postgresql.org,' : ''} and try to install it`, `to be sure, add a step before the backup: run: ${await (0,_postgres_clientadvice_js__WEBPACK_IMPORTED_MODULE_1__/* .installLine */ .c6)(major, provision.root)}`),
            ];
    }
}
/** Room for the archive on this machine. */
async function diskFindings(direct, directory, visit) {
    const { bavail, bsize } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(directory);
    return [diskFinding(await databaseBytes(direct, visit), bavail * bsize)];
}
/** What the database takes on the server's disk, indexes and bloat included. */
async function databaseBytes(direct, visit) {
    const size = await (0,_visit_js__WEBPACK_IMPORTED_MODULE_5__.look)(direct.connection, visit, 'read the size of the database', (session) => session.query('select pg_database_size(current_database())::text as bytes'));
    return Number(size[0]?.bytes);
}
/** @param needed bytes of the database. @param free bytes on the disk. */
function diskFinding(needed, free, name = 'disk') {
    const found = `${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_6__/* .inBytes */ .H)(free)} free, the database has ${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_6__/* .inBytes */ .H)(needed)}`;
    if (free >= needed)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(name, found);
    const shortfall = {
        expected: `${(0,_record_amounts_js__WEBPACK_IMPORTED_MODULE_6__/* .inBytes */ .H)(needed)} for an archive that does not compress`,
        found,
        fix: 'free space before this step, or use a runner with a larger disk',
    };
    return free >= needed * SMALLEST_ARCHIVE ? (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .warn */ .R8)(name, shortfall) : (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .fail */ .fJ)(name, shortfall);
}


/***/ }),

/***/ 34104:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bounded: () => (/* binding */ bounded),
/* harmony export */   examine: () => (/* binding */ examine),
/* harmony export */   look: () => (/* binding */ look)
/* harmony export */ });
/* harmony import */ var _postgres_session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58622);
/* harmony import */ var _postgres_transaction_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81979);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11836);




/** Reads in one read-only transaction that nobody has to wait for long. Safe behind a pooler. */
async function look(connection, visit, purpose, read) {
    return bounded(visit, purpose, (settings) => (0,_postgres_session_js__WEBPACK_IMPORTED_MODULE_0__/* .withSession */ .f)(connection, settings, (session) => (0,_postgres_transaction_js__WEBPACK_IMPORTED_MODULE_1__.withTransaction)(session, 'snapshot', async () => {
        await session.query(`select set_config('statement_timeout', $1, true)`, [
            String(visit.patienceMs),
        ]);
        return read(session);
    })));
}
/** Ends every session of the work when it takes longer than the visit may. */
async function bounded(visit, purpose, work) {
    const controller = new AbortController();
    const cancel = () => {
        controller.abort(visit.signal.reason);
    };
    visit.signal.throwIfAborted();
    visit.signal.addEventListener('abort', cancel, { once: true });
    const timer = setTimeout(() => {
        controller.abort(new Error(`no answer within ${visit.patienceMs / 1_000} s`));
    }, visit.patienceMs);
    try {
        const { applicationName } = visit;
        return await work({ purpose, applicationName, signal: controller.signal });
    }
    finally {
        clearTimeout(timer);
        visit.signal.removeEventListener('abort', cancel);
    }
}
/**
 * One check, or what kept it from an answer: a check that breaks must not hide the others.
 * @throws only the reason of a cancelled step.
 */
async function examine(name, visit, check) {
    try {
        return await check();
    }
    catch (error) {
        visit.signal.throwIfAborted();
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH))
            return [(0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .couldNotVerify */ .ke)(name, (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error))];
        return error.problems.map(({ attempted, found, likelyCause, nextAction }) => (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)(name, {
            expected: `to ${attempted}`,
            found: likelyCause === undefined ? found : `${found} (likely cause: ${likelyCause})`,
            fix: nextAction,
        }));
    }
}


/***/ })

};
