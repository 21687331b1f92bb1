export const id = 58;
export const ids = [58];
export const modules = {

/***/ 93016:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ missingTools),
/* harmony export */   c6: () => (/* binding */ installLine),
/* harmony export */   lO: () => (/* binding */ PGDG_SCRIPT),
/* harmony export */   qG: () => (/* binding */ isDebian)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);



/** Sets up apt.postgresql.org; part of postgresql-common, which GitHub's Ubuntu images carry. */
const PGDG_SCRIPT = '/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh';
const DEBIAN = {
    names: ['debian', 'ubuntu'],
    install: (major) => `sudo apt-get update && sudo apt-get install -y postgresql-common && sudo ${PGDG_SCRIPT} -y && sudo apt-get install -y postgresql-client-${major}`,
};
const DISTRIBUTIONS = [
    DEBIAN,
    { names: ['alpine'], install: (major) => `apk add postgresql${major}-client` },
    {
        names: ['rhel', 'fedora', 'centos', 'amzn'],
        install: (major) => `sudo dnf install -y postgresql${major}`,
    },
    { names: ['suse', 'opensuse'], install: (major) => `sudo zypper -n install postgresql${major}` },
];
/** Whether packages come by apt-get. */
async function isDebian(root = '/') {
    return (await distributionOf(root)) === DEBIAN;
}
/**
 * The error for a machine without the client programs of a major.
 * @param tried what came of an attempt to install them.
 */
async function missingTools(major, { root = '/' }, { others }, tried) {
    const met = others.length === 0 ? 'no pg_dump is installed' : others.join('; ');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH({
        attempted: `find pg_dump ${major}, the major of the server`,
        found: tried === undefined ? met : `${met}; ${tried}`,
        likelyCause: others.length === 0
            ? 'the machine of this job has no Postgres client programs'
            : 'the machine of this job carries the client programs of another major',
        nextAction: `add a step before this one: run: ${await installLine(major, root)}`,
    });
}
/** The one line of shell that installs the client programs of a major here. */
async function installLine(major, root = '/') {
    if (process.platform === 'darwin')
        return `brew install postgresql@${major}`;
    return ((await distributionOf(root)) ?? DEBIAN).install(major);
}
async function distributionOf(root) {
    const release = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'etc/os-release'), 'utf8').catch(() => '');
    const words = [...release.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)]
        .flatMap(([, value = '']) => value.split(/\s+/))
        .map((word) => word.replace(/^opensuse-.*/, 'opensuse'));
    return DISTRIBUTIONS.find(({ names }) => names.some((name) => words.includes(name)));
}


/***/ }),

/***/ 87297:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ clientToolsFor),
/* harmony export */   i: () => (/* binding */ clientToolsOutlook)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _actions_neutral_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3924);
/* harmony import */ var _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93016);
/* harmony import */ var _clienttools_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60128);





/** Seconds that all attempts have together. */
const PATIENCE_S = 300;
const LINES_SHOWN = 5;
/**
 * No wait without an end: for another apt at work, or for a mirror. Nothing of the job's environment
 * reaches a package's scripts, and nothing asks or restarts services.
 */
const QUIET = ['DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_SUSPEND=1', 'LC_ALL=C'];
const OPTIONS = [
    ...['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'],
    ...['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20', '-q', '-y'],
];
/**
 * The client programs of a major: those of this machine, or else installed by apt-get where that is
 * allowed and possible: on Debian and Ubuntu, as root or with a sudo that asks for nothing.
 * @throws {DeployError} with the line for the workflow, and with apt-get's last words if it failed.
 */
async function clientToolsFor(major, provision) {
    const search = await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision);
    if (search.tools !== undefined)
        return search.tools;
    const asRoot = await rootPrefix(provision);
    if (asRoot === undefined)
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search);
    const deadline = Date.now() + PATIENCE_S * 1_000;
    const failures = [];
    for (const { from, commands } of attempts(major, provision)) {
        provision.log.info(`pg_dump ${major} is not here: installing postgresql-client-${major} from ${from}`); // prettier-ignore
        const failure = await runAll(commands, asRoot, deadline, provision);
        const { tools } = await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision);
        if (tools !== undefined) {
            provision.log.info(`pg_dump ${tools.version} is installed: ${tools.pgDump}`);
            return tools;
        }
        failures.push(`from ${from}: ${failure ?? 'its programs are not where they should be'}`);
    }
    const tried = `apt-get could not install postgresql-client-${major}\n${failures.join('\n')}`;
    throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search, tried);
}
/**
 * What {@link clientToolsFor} would find on this machine, without changing it.
 * @throws {DeployError} where it would fail for certain.
 */
async function clientToolsOutlook(major, provision) {
    const search = await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision);
    if (search.tools !== undefined)
        return { from: 'this machine', tools: search.tools };
    if ((await rootPrefix(provision)) === undefined) {
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search);
    }
    const policy = await run([inRoot(provision, '/usr/bin/apt-cache'), 'policy', `postgresql-client-${major}`], provision);
    const version = /^ {2}Candidate: (?!\(none\))(\S+)/m.exec(policy.stdout.join('\n'))?.[1];
    return version === undefined
        ? { from: 'perhaps apt-get', pgdg: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(inRoot(provision, _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .PGDG_SCRIPT */ .lO)) }
        : { from: 'apt-get', version };
}
/** What comes before a command that needs root; undefined where nothing may be installed. */
async function rootPrefix(provision) {
    const { mayInstall, root, userId = process.getuid?.() } = provision;
    if (!mayInstall || !(await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .isDebian */ .qG)(root)) || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(inRoot(provision, APT_GET))) {
        return undefined;
    }
    if (userId === 0)
        return [];
    const sudo = inRoot(provision, '/usr/bin/sudo');
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(sudo))
        return undefined;
    const allowed = await run([sudo, '-n', 'true'], provision);
    return allowed.code === 0 ? [sudo, '-n'] : undefined;
}
const APT_GET = '/usr/bin/apt-get';
/**
 * Sources are read anew first: what the image's lists know may be gone from the mirror, or lack the
 * latest security fixes. A new source comes last: on a runner of one's own it stays.
 */
function attempts(major, provision) {
    const aptGet = [inRoot(provision, APT_GET), ...OPTIONS];
    const install = [...aptGet, '--no-install-recommends', 'install', `postgresql-client-${major}`];
    const script = inRoot(provision, _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .PGDG_SCRIPT */ .lO);
    return [
        { from: 'the configured sources', commands: [[...aptGet, 'update'], install] },
        ...((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(script)
            ? [{ from: 'apt.postgresql.org', commands: [[script, '-y'], install] }]
            : []),
    ];
}
/** Goes on after a failure: one broken source need not be the one that matters. @returns the first. */
async function runAll(commands, asRoot, deadline, provision) {
    let failure;
    for (const command of commands) {
        const seconds = Math.ceil((deadline - Date.now()) / 1_000);
        if (seconds <= 0)
            return failure ?? `there was no time left of ${PATIENCE_S} s`;
        // timeout(1) runs as root too: a process of root's cannot be ended by another user.
        const bounded = ['/usr/bin/timeout', '--kill-after=10', String(seconds)];
        const words = [...asRoot, ...bounded, '/usr/bin/env', ...QUIET, ...command];
        const exit = await run(words, provision);
        if (exit.code !== 0)
            failure ??= lastWords(exit);
    }
    return failure;
}
function run(words, { processes, log }) {
    const [command = '', ...args] = words;
    return processes.run({
        command,
        args,
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
        onLine: (line) => {
            log.debug(withoutLogin(line));
        },
    });
}
function lastWords({ code, signal, stdout, stderr }) {
    // 124 is timeout's own.
    const ended = code === 124 ? `it took more than ${PATIENCE_S} s` : `it ended with ${code ?? signal ?? 'a signal'}`; // prettier-ignore
    const said = (stderr.length > 0 ? stderr : stdout).map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .p).filter((line) => line !== '');
    return [ended, ...said.slice(-LINES_SHOWN).map(withoutLogin)].join('\n');
}
/** A private mirror's address may carry a login. */
function withoutLogin(line) {
    return line.replace(/:\/\/[^\s/@]+@/g, '://***@');
}
function inRoot({ root = '/' }, path) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path);
}


/***/ }),

/***/ 60128:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ searchClientTools)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./src/postgres/clientwrapper.ts


/** Bytes of a script in which its interpreter and its first module names stand. */
const HEAD_BYTES = 4_096;
/**
 * Whether a program is postgresql-common's `pg_wrapper`, or leads to it. It guesses the major from
 * the local cluster or takes the newest one, and what `--version` says of it holds for no other
 * call. Told by the file that a link ends at, by the script's own words, and by the programs for
 * clusters that only that package puts beside it.
 */
async function isWrapper(program) {
    const file = await (0,promises_.realpath)(program).catch(() => program);
    if ((0,external_node_path_.basename)(file) === 'pg_wrapper')
        return true;
    if (/\bpg_wrapper\b|\bPgCommon\b/.test(await scriptHead(file)))
        return true;
    const beside = await (0,promises_.readdir)((0,external_node_path_.dirname)(program)).catch(() => []);
    return beside.includes('pg_lsclusters') || beside.includes('pg_createcluster');
}
/** The first words of a script; empty for a binary. */
async function scriptHead(file) {
    const handle = await (0,promises_.open)(file).catch(() => undefined);
    if (handle === undefined)
        return '';
    try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
        const head = buffer.toString('latin1', 0, bytesRead);
        return head.startsWith('#!') ? head : '';
    }
    catch {
        return '';
    }
    finally {
        await handle.close();
    }
}

// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/postgres/clienttools.ts





/**
 * Looks for pg_dump and pg_restore of exactly the server's major: archives of 17 and 18 cannot be
 * read by 16 and older, and 17+ writes settings that older servers refuse. Directories whose name
 * tells the major come first, then PATH.
 */
async function searchClientTools(major, machine) {
    const { searchPath, processes, root = '/' } = machine;
    const onPath = searchPath.split(external_node_path_.delimiter).filter((directory) => directory.startsWith('/'));
    const others = [];
    for (const directory of new Set([...layouts(major), ...onPath])) {
        const pgDump = (0,external_node_path_.join)(root, directory, 'pg_dump');
        const pgRestore = (0,external_node_path_.join)(root, directory, 'pg_restore');
        if (!(await isProgram(pgDump)) || !(await isProgram(pgRestore)))
            continue;
        const version = await versionOf(pgDump, processes);
        const restoring = await versionOf(pgRestore, processes);
        if (majorOf(version) === major && majorOf(restoring) === major) {
            return { tools: { pgDump, pgRestore, version }, others };
        }
        others.push(described(pgDump, version), ...(restoring === version ? [] : [described(pgRestore, restoring)])); // prettier-ignore
    }
    return { others };
}
/** Where packages put the programs of a major, or of the newest one. */
function layouts(major) {
    const brews = ['/opt/homebrew', '/usr/local', '/home/linuxbrew/.linuxbrew'];
    return [
        `/usr/lib/postgresql/${major}/bin`, // Debian, Ubuntu, and PGDG there
        `/usr/pgsql-${major}/bin`, // PGDG on Red Hat and its kin
        `/usr/lib/postgresql${major}/bin`, // SUSE
        `/usr/libexec/postgresql${major}`, // Alpine
        ...brews.flatMap((brew) => [
            `${brew}/opt/postgresql@${major}/bin`,
            `${brew}/opt/libpq@${major}/bin`,
            `${brew}/opt/postgresql/bin`,
            `${brew}/opt/libpq/bin`,
        ]),
        `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
        '/Applications/Postgres.app/Contents/Versions/latest/bin',
    ];
}
async function isProgram(path) {
    const executable = await (0,promises_.access)(path, external_node_fs_.constants.X_OK).then(() => true, () => false);
    return executable && !(await isWrapper(path));
}
/** `pg_dump (PostgreSQL) 15.18 (Debian …)` → `15.18`; empty for what does not run or says something else. */
async function versionOf(program, processes) {
    const exit = await processes
        .run({ command: program, args: ['--version'], env: {} })
        .catch((error) => {
        // It cannot be started; a cancelled step has no code.
        if ((0,sqlstate/* codeOf */.$)(error) === undefined)
            throw error;
        return undefined;
    });
    return /\(PostgreSQL\) (\S+)/.exec(exit?.stdout.join('\n') ?? '')?.[1] ?? '';
}
function majorOf(version) {
    return Number.parseInt(version, 10);
}
function described(program, version) {
    return `${program} is ${version === '' ? 'of unknown version' : version}`;
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
 */
function releaseFinding(server, client) {
    const major = Number.parseInt(server, 10);
    if (major > NEWEST_MAJOR) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)(NAME, {
            expected: `a major from ${OLDEST_MAJOR} to ${NEWEST_MAJOR}`,
            found: `PostgreSQL ${major} is newer than this version of the action, which was not tested with it`,
            fix: 'look for a newer version of the action',
        });
    }
    const floor = `${major}.${FLOOR.get(major) ?? 0}`;
    const both = [
        { who: 'server', version: server, fix: `let the provider apply the minor update, or install ${floor} on your own server` }, // prettier-ignore
        { who: 'client', version: client, fix: `add a step before this one: run: sudo apt-get update && sudo apt-get install -y postgresql-client-${major}` }, // prettier-ignore
    ].map((side) => ({ ...side, release: releaseOf(side.version) }));
    const unknown = both.filter(({ release }) => release === undefined);
    if (unknown.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .couldNotVerify */ .ke)(NAME, unknown.map(({ who, version }) => `the ${who} calls itself ${version}`).join(', '));
    }
    const behind = both.filter(({ release }) => isBehind(release));
    if (behind.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(NAME, `server ${shortened(server)}, client ${client}`);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)(NAME, {
        expected: `${floor} or newer, which fixes CVE-2026-18408`,
        found: behind.map(({ who, version }) => `the ${who} is ${shortened(version)}`).join(', '),
        fix: behind.map(({ who, fix }) => `${who}: ${fix}`).join('\n'),
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
            return [(0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(name, `${version}, ${pgDump}`), (0,_postgres_releases_js__WEBPACK_IMPORTED_MODULE_3__/* .releaseFinding */ .Vj)(server, version)];
        }
        case 'apt-get': {
            const { version } = outlook;
            return [
                (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .pass */ .IX)(name, `would be installed by apt-get: postgresql-client-${major} ${version}`),
                (0,_postgres_releases_js__WEBPACK_IMPORTED_MODULE_3__/* .releaseFinding */ .Vj)(server, version),
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
