export const id = 589;
export const ids = [589];
export const modules = {

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


/***/ })

};
