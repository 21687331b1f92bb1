export const id = 721;
export const ids = [721,104,979];
export const modules = {

/***/ 62533:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ed: () => (/* binding */ installPackage),
/* harmony export */   RO: () => (/* binding */ rootPrefix),
/* harmony export */   eF: () => (/* binding */ run),
/* harmony export */   md: () => (/* binding */ inRoot)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _actions_neutral_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3924);
/* harmony import */ var _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93016);




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
 * Installs a package from the configured sources, else from apt.postgresql.org where its script is.
 * @param asRoot of {@link rootPrefix}.
 * @param arrived looks for what the package brings; asked after each attempt.
 * @returns what arrived, or each attempt with apt-get's last words.
 */
async function installPackage(wanted, asRoot, provision, arrived) {
    const deadline = Date.now() + PATIENCE_S * 1_000;
    const failures = [];
    for (const { from, commands } of attempts(wanted, provision)) {
        provision.log.info(`Installing ${wanted.name} from ${from}`);
        const failure = await runAll(commands, asRoot, deadline, provision);
        const found = await arrived();
        if (found !== undefined)
            return { ok: true, found };
        failures.push(`from ${from}: ${failure ?? 'its programs are not where they should be'}`);
    }
    const tried = `apt-get could not install ${wanted.name}\n${failures.join('\n')}`;
    return { ok: false, tried };
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
function attempts({ name, before }, provision) {
    const aptGet = [inRoot(provision, APT_GET), ...OPTIONS];
    const install = [...aptGet, '--no-install-recommends', 'install', name];
    const script = inRoot(provision, _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .PGDG_SCRIPT */ .lO);
    return [
        { from: 'the configured sources', commands: [...before, [...aptGet, 'update'], install] },
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
    const said = (stderr.length > 0 ? stderr : stdout).map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj).filter((line) => line !== '');
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
    install: (major, what) => `sudo apt-get update && sudo apt-get install -y postgresql-common && sudo ${PGDG_SCRIPT} -y && sudo apt-get install -y postgresql-${what === 'client' ? 'client-' : ''}${major}`,
};
const DISTRIBUTIONS = [
    DEBIAN,
    {
        names: ['alpine'],
        install: (major, what) => `apk add postgresql${major}${what === 'client' ? '-client' : ''}`,
    },
    {
        names: ['rhel', 'fedora', 'centos', 'amzn'],
        install: (major, what) => `sudo dnf install -y postgresql${major}${what === 'server' ? '-server' : ''}`, // prettier-ignore
    },
    { names: ['suse', 'opensuse'], install: (major, what) => `sudo zypper -n install postgresql${major}${what === 'server' ? '-server' : ''}` }, // prettier-ignore
];
/** Whether packages come by apt-get. */
async function isDebian(root = '/') {
    return (await distributionOf(root)) === DEBIAN;
}
/**
 * The error for a machine without the client programs of a major.
 * `mayInstall` is true in a job, whose advice is a step of the workflow; a laptop's is a command.
 * @param tried what came of an attempt to install them.
 */
async function missingTools(major, { root = '/', mayInstall = true }, { others }, tried) {
    const where = mayInstall ? 'the machine of this job' : 'this machine';
    const met = others.length === 0 ? 'no pg_dump is installed' : others.join('; ');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH({
        attempted: `find pg_dump ${major}, the major of the server`,
        found: tried === undefined ? met : `${met}; ${tried}`,
        likelyCause: others.length === 0
            ? `${where} has no Postgres client programs`
            : `${where} carries the client programs of another major`,
        nextAction: `${mayInstall ? 'add a step before this one: run' : 'install them'}: ${await installLine(major, root)}`,
    });
}
/** The one line of shell that installs the client or server programs of a major here. */
async function installLine(major, root = '/', what = 'client') {
    if (process.platform === 'darwin')
        return `brew install postgresql@${major}`;
    return ((await distributionOf(root)) ?? DEBIAN).install(major, what);
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
/* harmony import */ var _aptinstall_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62533);
/* harmony import */ var _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93016);
/* harmony import */ var _clienttools_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26317);




/**
 * The client programs of a major: those of this machine, or else installed by apt-get where that is
 * allowed and possible: on Debian and Ubuntu, as root or with a sudo that asks for nothing.
 * @throws {DeployError} with the line that installs them, and with apt-get's last words if it failed.
 */
async function clientToolsFor(major, provision) {
    const search = await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision);
    if (search.tools !== undefined)
        return search.tools;
    const asRoot = await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .rootPrefix */ .RO)(provision);
    if (asRoot === undefined)
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search);
    provision.log.info(`pg_dump ${major} is not here`);
    const wanted = { name: `postgresql-client-${major}`, before: [] };
    const installed = await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .installPackage */ .Ed)(wanted, asRoot, provision, async () => {
        return (await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision)).tools;
    });
    if (!installed.ok)
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search, installed.tried);
    const { version, pgDump } = installed.found;
    provision.log.info(`pg_dump ${version} is installed: ${pgDump}`);
    return installed.found;
}
/**
 * What {@link clientToolsFor} would find on this machine, without changing it.
 * @throws {DeployError} where it would fail for certain.
 */
async function clientToolsOutlook(major, provision) {
    const search = await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision);
    if (search.tools !== undefined)
        return { from: 'this machine', tools: search.tools };
    if ((await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .rootPrefix */ .RO)(provision)) === undefined) {
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search);
    }
    const policy = await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .eF)([(0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .inRoot */ .md)(provision, '/usr/bin/apt-cache'), 'policy', `postgresql-client-${major}`], provision);
    const version = /^ {2}Candidate: (?!\(none\))(\S+)/m.exec(policy.stdout.join('\n'))?.[1];
    return version === undefined
        ? { from: 'perhaps apt-get', pgdg: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .inRoot */ .md)(provision, _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .PGDG_SCRIPT */ .lO)) }
        : { from: 'apt-get', version };
}


/***/ }),

/***/ 26317:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ searchClientTools)
/* harmony export */ });
/* harmony import */ var _programs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(84166);

/**
 * Looks for pg_dump and pg_restore of exactly the server's major: archives of 17 and 18 cannot be
 * read by 16 and older, and 17+ writes settings that older servers refuse.
 */
async function searchClientTools(major, machine) {
    const { found, others } = await (0,_programs_js__WEBPACK_IMPORTED_MODULE_0__/* .searchPrograms */ .s)(['pg_dump', 'pg_restore'], major, machine);
    if (found === undefined)
        return { others };
    const [pgDump, pgRestore] = found.programs;
    return { tools: { pgDump, pgRestore, version: found.version }, others };
}


/***/ }),

/***/ 84166:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ searchPrograms)
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
;// CONCATENATED MODULE: ./src/postgres/programs.ts





/**
 * Looks for two programs of exactly one major in one directory. Directories whose name tells the
 * major come first, then PATH.
 * @returns in `others` what was met instead, each with its version.
 */
async function searchPrograms([first, second], major, { searchPath, processes, root = '/' }) {
    const onPath = searchPath.split(external_node_path_.delimiter).filter((directory) => directory.startsWith('/'));
    const others = [];
    for (const directory of new Set([...layouts(major), ...onPath])) {
        const programs = [(0,external_node_path_.join)(root, directory, first), (0,external_node_path_.join)(root, directory, second)];
        if (!(await isProgram(programs[0])) || !(await isProgram(programs[1])))
            continue;
        const version = await versionOf(programs[0], processes);
        const beside = await versionOf(programs[1], processes);
        if (majorOf(version) === major && majorOf(beside) === major) {
            return { found: { programs, version }, others };
        }
        others.push(described(programs[0], version), ...(beside === version ? [] : [described(programs[1], beside)])); // prettier-ignore
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
/** `postgres (PostgreSQL) 15.18 (Debian …)` → `15.18`; empty for what does not run or says something else. */
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

/***/ 58622:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ directSettings),
  f: () => (/* binding */ withSession)
});

// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var postgres_connection = __webpack_require__(58824);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/postgres/clienttls.ts


/**
 * The `ssl` of a pg client that means what libpq means by the same sslmode.
 * @throws {DeployError} when the file of `sslrootcert` cannot be read.
 */
async function clientTls({ tls }) {
    const ca = tls.rootCert ?? (await readRoots(tls.rootCertFile));
    const roots = ca === undefined ? {} : { ca };
    switch (tls.mode) {
        case 'disable':
            return false;
        case 'require':
            return { rejectUnauthorized: false };
        case 'verify-ca':
            // The chain is checked, the name in the certificate is not: that is verify-full.
            return { ...roots, checkServerIdentity: () => undefined };
        case 'verify-full':
            return roots;
    }
}
async function readRoots(file) {
    if (file === undefined)
        return undefined;
    try {
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        throw new errors/* DeployError */.sH({
            attempted: 'read the root certificate that the URL names by sslrootcert',
            found: (0,errors/* messageOf */.bD)(error),
            likelyCause: 'the file exists where the URL was written, not on this machine',
            nextAction: 'remove sslrootcert from the URL, and give the certificate in ssl-root-cert',
        }, { cause: error });
    }
}

// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/postgres/connectfailure.ts



/** Codes of the server, of node's sockets and of its TLS, each with what usually lies behind it. */
const ADVICE = {
    [sqlstate/* SQLSTATE */.c.invalidPassword]: {
        likelyCause: 'the password in the URL is wrong, or not percent-encoded',
        nextAction: 'copy the URL again from your provider into the secret',
    },
    [sqlstate/* SQLSTATE */.c.invalidAuthorization]: {
        likelyCause: 'pg_hba.conf or the provider does not allow this user, database or address',
        nextAction: 'allow the connection on the server, or use the user that may connect',
    },
    [sqlstate/* SQLSTATE */.c.invalidCatalogName]: {
        likelyCause: 'the database name in the URL is wrong',
        nextAction: 'correct the part of the URL after the last slash',
    },
    [sqlstate/* SQLSTATE */.c.tooManyConnections]: {
        likelyCause: 'the application uses up max_connections',
        nextAction: 'free connections (a pooler for the application), then run again',
    },
    [sqlstate/* SQLSTATE */.c.cannotConnectNow]: {
        likelyCause: 'the server is starting up or shutting down',
        nextAction: 'wait until it is up, then run again',
    },
    ENOTFOUND: {
        likelyCause: 'the host name is misspelt, or it is private to a network that this machine is not in',
        nextAction: 'check the host; for a private database use a runner inside that network',
    },
    ECONNREFUSED: {
        likelyCause: 'nothing listens on that port, or a firewall refuses this machine',
        nextAction: 'check host and port, and allow this machine in the firewall',
    },
    ENETUNREACH: {
        likelyCause: 'the host has only an IPv6 address, and hosted runners have no IPv6',
        nextAction: 'use the provider’s IPv4 address; on Supabase the session pooler (*.pooler.supabase.com, port 5432)',
    },
    ETIMEDOUT: {
        likelyCause: 'a firewall or security group drops packets of this machine',
        nextAction: 'allow this machine in the firewall, or work from inside the network (in Actions: a runner there)',
    },
    SELF_SIGNED_CERT_IN_CHAIN: {
        likelyCause: 'the server’s certificate comes from a private CA',
        nextAction: 'give that CA in ssl-root-cert',
    },
    DEPTH_ZERO_SELF_SIGNED_CERT: {
        likelyCause: 'the server’s certificate is self-signed',
        nextAction: 'give it in ssl-root-cert, or use sslmode=require',
    },
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
        likelyCause: 'the server’s certificate comes from a CA that is not known here',
        nextAction: 'give that CA in ssl-root-cert',
    },
    ERR_TLS_CERT_ALTNAME_INVALID: {
        likelyCause: 'the certificate is for another host name',
        nextAction: 'use the host name in the certificate, or sslmode=verify-ca',
    },
};
const NO_TLS = {
    likelyCause: 'the server speaks no TLS, and this action never falls back to clear text by itself',
    nextAction: 'turn TLS on at the server, or write sslmode=disable in the URL if the network is private',
};
const UNKNOWN = {
    likelyCause: 'host, port or network',
    nextAction: 'check that the URL works from the network of this machine',
};
/** The error of a failed connect in words; the URL shows without its password. */
function connectFailure(error, connection, purpose) {
    const found = (0,errors/* messageOf */.bD)(error);
    return new errors/* DeployError */.sH({
        attempted: `connect to ${(0,postgres_connection/* shown */.SP)(connection)} to ${purpose}`,
        found,
        ...adviceFor(error, found),
    }, { cause: error });
}
function adviceFor(error, message) {
    if (/does not support SSL/i.test(message))
        return NO_TLS;
    if (/timeout/i.test(message))
        return ADVICE['ETIMEDOUT'] ?? UNKNOWN;
    // Happy-eyeballs failures come as an AggregateError: one code per address.
    const codes = error instanceof AggregateError ? error.errors.map(sqlstate/* codeOf */.$) : [(0,sqlstate/* codeOf */.$)(error)];
    const known = codes.find((code) => code !== undefined && code in ADVICE);
    return (known === undefined ? undefined : ADVICE[known]) ?? UNKNOWN;
}

;// CONCATENATED MODULE: ./src/postgres/session.ts






const CONNECT_TIMEOUT_MS = 15_000;
/** A network that went away says nothing, not even goodbye. */
const GOODBYE_MS = 2_000;
/** Opens one connection, runs the work, and always closes it. */
async function withSession(connection, settings, work) {
    const { signal } = settings;
    signal.throwIfAborted();
    const client = new esm/* default.Client */.Ay.Client({
        host: connection.host,
        port: connection.port,
        user: connection.user,
        password: connection.password,
        database: connection.database,
        ssl: await clientTls(connection),
        ...(connection.options === '' ? {} : { options: connection.options }),
        application_name: settings.applicationName,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        keepAlive: true,
        // 0 would leave it to the operating system: two hours of silence before a dead network shows.
        keepAliveInitialDelayMillis: 10_000,
    });
    let lost;
    // Without a listener node would end the process; the running query rejects on its own.
    client.on('error', (error) => {
        lost = error;
    });
    const hangUp = () => {
        // Not `end`: it would wait for the running statement, and leave a pending `connect` unsettled.
        // The server notices the closed socket through client_connection_check_interval and cancels.
        destroySocket(client);
    };
    signal.addEventListener('abort', hangUp, { once: true });
    try {
        // It may have aborted while the certificate was read, before anybody listened.
        signal.throwIfAborted();
        await client.connect().catch((error) => {
            signal.throwIfAborted();
            throw connectFailure(error, connection, settings.purpose);
        });
        const session = sessionOn(client, settings, () => lost, (0,postgres_connection/* shown */.SP)(connection));
        await applySettings(session, settings.settings ?? {});
        return await work(session);
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        signal.removeEventListener('abort', hangUp);
        await goodbye(client);
    }
}
/** Session settings for URLs proven direct; milliseconds. */
function directSettings(timeouts = {}) {
    return {
        statement_timeout: String(timeouts.statementMs ?? 0),
        lock_timeout: String(timeouts.lockMs ?? 0),
        idle_in_transaction_session_timeout: '0',
        idle_session_timeout: '0',
        // From 17 on; a role or a database may carry one.
        transaction_timeout: '0',
        // A statement whose client is gone is cancelled after 2 s instead of running to its end.
        client_connection_check_interval: '2000',
    };
}
function sessionOn(client, settings, lost, where) {
    return {
        client,
        async query(text, values = [], name) {
            try {
                const named = name === undefined ? {} : { name };
                const answer = await client.query({ text, values: [...values], ...named });
                return answer.rows;
            }
            catch (error) {
                settings.signal.throwIfAborted();
                const broken = lost() ?? (endsTheSession(error) ? error : undefined);
                if (broken === undefined)
                    throw error;
                throw new errors/* DeployError */.sH({
                    attempted: settings.purpose,
                    found: `the connection to ${where} was lost (${broken.message})`,
                    likelyCause: 'the server restarted, an administrator ended the session, or the network dropped it',
                    nextAction: 'check the server, then run the failed jobs again',
                }, { cause: error });
            }
        },
    };
}
/** The server said why before it hung up; node tells of the hang-up only afterwards. */
function endsTheSession(error) {
    return error instanceof Error && /^(57P|25P0[34])/.test((0,sqlstate/* codeOf */.$)(error) ?? '');
}
async function applySettings(session, settings) {
    if (Object.keys(settings).length === 0)
        return;
    // set_config takes parameters, SET does not. What a major does not know is left out.
    await session.query(`select set_config(s.name, wanted.value, false)
       from unnest($1::text[], $2::text[]) as wanted (name, value)
       join pg_settings s on lower(s.name) = lower(wanted.name)`, [Object.keys(settings), Object.values(settings)]);
}
async function goodbye(client) {
    const timer = setTimeout(() => {
        destroySocket(client);
    }, GOODBYE_MS);
    await client.end().catch(() => undefined);
    clearTimeout(timer);
}
function destroySocket(client) {
    const { connection } = client;
    connection.stream.destroy();
}


/***/ }),

/***/ 31406:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ codeOf),
/* harmony export */   c: () => (/* binding */ SQLSTATE)
/* harmony export */ });
/** The SQLSTATE codes that decide what we do, each with its meaning. */
const SQLSTATE = {
    /** A lock was not got within lock_timeout; nothing of the statement happened. */
    lockNotAvailable: '55P03',
    /** Canceled by a timeout or by another session. */
    queryCanceled: '57014',
    insufficientPrivilege: '42501',
    undefinedTable: '42P01',
    undefinedColumn: '42703',
    undefinedFunction: '42883',
    /** A type, among others. */
    undefinedObject: '42704',
    invalidSchemaName: '3F000',
    /** A pooler refused a startup parameter. */
    protocolViolation: '08P01',
    invalidPassword: '28P01',
    invalidAuthorization: '28000',
    /** The database of that name does not exist. */
    invalidCatalogName: '3D000',
    tooManyConnections: '53300',
    adminShutdown: '57P01',
    cannotConnectNow: '57P03',
    /** Somebody is connected to a database that is to be renamed or dropped. */
    objectInUse: '55006',
    deadlockDetected: '40P01',
    duplicateDatabase: '42P04',
    /** CREATE DATABASE: a locale that the server does not know, in most majors. */
    wrongObjectType: '42809',
    /** CREATE DATABASE: an encoding or provider that does not go with the locale. */
    invalidParameterValue: '22023',
    diskFull: '53100',
    featureNotSupported: '0A000',
};
/** The code of an error of the server or of node's network layer; undefined for anything else. */
function codeOf(error) {
    if (typeof error !== 'object' || error === null || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}


/***/ }),

/***/ 81979:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pinSettings: () => (/* binding */ pinSettings),
/* harmony export */   withTransaction: () => (/* binding */ withTransaction)
/* harmony export */ });
const BEGIN = {
    'read committed': 'begin isolation level read committed',
    /** One snapshot for every statement; the server refuses writes. */
    snapshot: 'begin isolation level repeatable read read only',
};
/** Runs the work between BEGIN and COMMIT; any error rolls back and is thrown on. */
async function withTransaction(session, kind, work) {
    await session.query(BEGIN[kind]);
    try {
        const result = await work();
        await session.query('commit');
        return result;
    }
    catch (error) {
        // The first error is the news; a rollback that fails means the connection is gone, and with it the transaction.
        await session.query('rollback').catch(() => undefined);
        throw error;
    }
}
/**
 * Makes the text forms of values independent of the server's, database's and role's settings.
 * Local to the transaction, so it is safe behind a pooler. `row_security = off` makes a query that
 * a policy would filter fail instead of returning fewer rows.
 */
async function pinSettings(session) {
    const names = Object.keys(PINNED);
    const calls = names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
    await session.query(`select ${calls.join(', ')}`, Object.entries(PINNED).flat());
}
/** Each changes the text of some type: dates, intervals, floats, bytea, money, reg* names. */
const PINNED = {
    DateStyle: 'ISO, MDY',
    IntervalStyle: 'postgres',
    TimeZone: 'UTC',
    extra_float_digits: '3',
    bytea_output: 'hex',
    lc_monetary: 'C',
    search_path: '',
    quote_all_identifiers: 'off',
    row_security: 'off',
    jit: 'off',
};


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

/***/ 45721:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  storagePreflights: () => (/* binding */ storagePreflights)
});

// EXTERNAL MODULE: ./src/actions/records.ts + 1 modules
var records = __webpack_require__(98283);
// EXTERNAL MODULE: ./src/actions/restartifacts.ts
var restartifacts = __webpack_require__(45306);
// EXTERNAL MODULE: ./src/actions/storedirectory.ts
var storedirectory = __webpack_require__(1803);
// EXTERNAL MODULE: ./src/actions/stores.ts
var stores = __webpack_require__(1969);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/validation/machine.ts
var machine = __webpack_require__(58);
// EXTERNAL MODULE: ./src/actions/githubupload.ts
var githubupload = __webpack_require__(17297);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/record/amounts.ts
var amounts = __webpack_require__(60300);
;// CONCATENATED MODULE: ./src/validation/quota.ts




const QUOTA = 'artifact storage';
const MB = 1_000_000;
const DAY_MS = 86_400_000;
/** Days by which "recent" is meant. */
const WINDOW_DAYS = 30;
/** Of the size of a database: what its compressed archive takes, without indexes and bloat. */
const ARCHIVE_SHARE = { least: 0.15, most: 0.5 };
/** The least that a plan includes (docs.github.com, Actions limits; October 2026). */
const INCLUDED = 500 * MB;
const PLANS = 'GitHub includes 500 MB (Free), 1 GB (Pro), 2 GB (Team) or 50 GB (Enterprise Cloud) for all private repositories of the account together';
/** Whether the backups of the coming days fit into what the account may store; never a refusal. */
async function quotaFinding(sources) {
    const { rest, records } = sources;
    try {
        const storage = await rest.inRepository();
        const { record } = await records.newestAnywhere('backup', ({ status, details }) => status === 'passed' && details !== undefined);
        return forecast({ ...sources, storage, last: record?.details });
    }
    catch (error) {
        const [problem] = (0,errors/* problemsOf */.GW)(error, 'list the artifacts of the repository');
        return (0,finding/* couldNotVerify */.ke)(QUOTA, problem?.found ?? '', problem?.nextAction);
    }
}
/** The arithmetic of it: artifacts of others, plus as many backups as are kept at once. */
function forecast(facts) {
    const { storage, last, retentionDays } = facts;
    const backups = storage.artifacts.filter(isBackup(facts));
    const held = bytesOf(storage.artifacts);
    const others = held - bytesOf(backups);
    const recent = backups.filter(isRecent(facts)).length;
    const atOnce = Math.max(1, Math.round((recent * retentionDays) / Math.min(WINDOW_DAYS, retentionDays)));
    const one = expectedBackup(facts);
    // Right after the next backup nothing has expired yet.
    const total = (size) => Math.max(held + size, others + atOnce * size);
    const found = [
        `the artifacts of this repository hold ${storage.complete ? '' : 'more than '}${(0,amounts/* inBytes */.H)(held)} now`,
        `one backup takes ${range(one.least, one.most)} (${last === undefined ? `from ${(0,amounts/* inBytes */.H)(facts.databaseBytes)} of database` : 'as the last one did'})`,
        `with ${recent} in the last ${Math.min(WINDOW_DAYS, retentionDays)} days, each kept for ${retentionDays}, ${atOnce} would be there at once: ${range(total(one.least), total(one.most))} in all`,
        PLANS,
    ].join('; ');
    if (total(one.most) <= INCLUDED)
        return (0,finding/* pass */.IX)(QUOTA, found);
    return (0,finding/* warn */.R8)(QUOTA, {
        expected: `at most ${(0,amounts/* inBytes */.H)(INCLUDED)}, which every plan includes`,
        found,
        fix: `compare with the plan of the account; if it is too much: ${githubupload/* WAYS_OUT */.kI}`,
    });
}
function isBackup({ last, usualName }) {
    const { manifest, artifact } = last ?? {};
    const base = artifact === undefined ? usualName : baseOf(artifact.name, manifest?.run.runId);
    return ({ name, runId }) => baseOf(name, runId) === base;
}
/** Names of two backups differ by run, attempt and try. */
function baseOf(name, runId) {
    const base = name.replace(/(-attempt-\d+)?(-try-\d+)?$/, '');
    return runId === undefined ? base : base.replaceAll(runId, '');
}
function isRecent({ now, retentionDays }) {
    const from = now.getTime() - Math.min(WINDOW_DAYS, retentionDays) * DAY_MS;
    return ({ createdAt }) => createdAt !== undefined && Date.parse(createdAt) >= from;
}
function expectedBackup({ last, databaseBytes }) {
    if (last !== undefined)
        return { least: last.artifact.bytes, most: last.artifact.bytes };
    return {
        least: databaseBytes * ARCHIVE_SHARE.least,
        most: databaseBytes * ARCHIVE_SHARE.most,
    };
}
function bytesOf(artifacts) {
    return artifacts.reduce((sum, { bytes }) => sum + bytes, 0);
}
function range(least, most) {
    return least === most ? `about ${(0,amounts/* inBytes */.H)(least)}` : `${(0,amounts/* inBytes */.H)(least)} to ${(0,amounts/* inBytes */.H)(most)}`;
}

;// CONCATENATED MODULE: ./src/validation/storagepreflight.ts







/** Whether the store of the backup has room for it, wherever that is. */
function storagePreflights(plan, tools, visit) {
    const directory = (0,stores/* directoryOf */.jt)(plan);
    if (directory !== undefined) {
        const check = async (direct) => [
            (0,machine/* diskFinding */.Tb)(await (0,machine/* databaseBytes */.H8)(direct, visit), await (0,storedirectory/* freeBytes */.go)(directory), 'disk of backup-to'),
        ];
        return [{ name: 'disk of backup-to', check }];
    }
    if (!plan.inActions)
        return [];
    return [
        {
            name: QUOTA,
            check: async (direct) => [
                plan.visibility === 'public'
                    ? (0,finding/* pass */.IX)(QUOTA, 'artifacts of public repositories are free')
                    : await quotaFinding({
                        rest: (0,restartifacts/* restArtifacts */._)({ ...tools, repository: plan.repository, token: plan.token }),
                        records: tools.records,
                        usualName: `${(0,records/* slug */.yR)(plan.environment)}-backup-`,
                        databaseBytes: await (0,machine/* databaseBytes */.H8)(direct, visit),
                        retentionDays: plan.retentionDays,
                        now: tools.clock.now(),
                    }),
            ],
        },
    ];
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
