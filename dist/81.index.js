export const id = 81;
export const ids = [81];
export const modules = {

/***/ 10451:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ ADAPTERS)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
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


/***/ })

};
