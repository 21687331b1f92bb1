export const id = 473;
export const ids = [473];
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
/** Who is connected to the database and cannot be ended by this role. */
async function readStrangers(session, oid) {
    return session.query(`select coalesce(quote_ident(r.rolname), 'a dropped role') as role,
            coalesce(r.rolsuper, false) as superuser,
            coalesce(array_agg(distinct a.application_name)
                       filter (where a.application_name <> ''), '{}') as applications,
            count(*)::int as sessions
       from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid
      where a.datid = $1::oid and a.pid <> pg_backend_pid() and a.usesysid is not null
        and not coalesce(${MAY_END}, false)
      group by r.rolname, r.rolsuper order by 1`, [oid]);
}


/***/ }),

/***/ 53757:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ obstaclesTo)
/* harmony export */ });
/* harmony import */ var _actions_neutral_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3924);

/** Databases that providers and tools connect to by their name. */
const NEVER_RENAMED = ['postgres', 'template1', 'template0'];
/** Everything that stands in the way of replacing the database, the hard ones first. */
function obstaclesTo(facts) {
    return [
        ...ofTheName(facts),
        ...ofTheRole(facts),
        ...facts.strangers.map((stranger) => ofSessions(stranger, facts)),
        ...ofPreparedTransactions(facts.preparedTransactions),
        ...ofSubscriptions(facts.subscriptions),
        ...ofSlots(facts.logicalSlots),
        ...ofPlace(facts),
    ];
}
function ofTheName({ database }) {
    if (!NEVER_RENAMED.includes(database))
        return [];
    return [
        {
            about: 'name of the database',
            effect: 'blocks',
            expected: 'a database of the application’s own',
            found: `it is called ${database}: providers and tools connect to that name, so it is never renamed`,
        },
    ];
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
                found: `${role} does neither`,
                cure: `as an administrator: grant ${owner} to ${role};`,
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
                found: 'it may not',
                cure: `as an administrator: grant ${owner} to ${role} with set true;`,
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
function ofSessions({ role: user, superuser, applications, sessions }, { role }) {
    const who = applications.length === 0 ? '' : ` (${applications.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .p).join(', ')})`;
    return {
        about: `sessions of ${user}`,
        effect: 'blocks',
        expected: `sessions that ${role} may end: a database with sessions cannot be renamed`,
        found: `${sessions} ${sessions === 1 ? 'session' : 'sessions'} of ${user}${who}${superuser ? ', a superuser,' : ''} that ${role} may not end`,
        cure: superuser
            ? `stop that program, or let a superuser end its sessions and run the swap`
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
            found: gids.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .p).join(', '),
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
            found: names.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .p).join(', '),
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

/***/ 473:
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
// EXTERNAL MODULE: ./src/migration/adapters/table.ts + 2 modules
var table = __webpack_require__(10451);
// EXTERNAL MODULE: ./src/postgres/clientinstall.ts
var clientinstall = __webpack_require__(87297);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var postgres_connection = __webpack_require__(58824);
// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var mutex = __webpack_require__(67796);
// EXTERNAL MODULE: ./src/postgres/releases.ts
var releases = __webpack_require__(52453);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
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
    return {
        database: live.identity.database,
        backup: {
            name,
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

// EXTERNAL MODULE: ./src/postgres/identity.ts
var identity = __webpack_require__(54837);
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
function ofThisDatabase({ manifest, chosenBy, identity }) {
    const name = 'database of the backup';
    const differing = partsThatDiffer(manifest.state.identity, identity);
    if (differing.length === 0)
        return (0,finding/* pass */.IX)(name, identity.database);
    const found = differing.join('; ');
    if (chosenBy === 'newest') {
        return (0,finding/* fail */.fJ)(name, {
            expected: 'the database that was backed up',
            found,
            fix: `check DIRECT_URL; if it is right (a restore or a move gave the database a new oid or host), name the backup by backup-run-id`,
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
    return (0,identity/* differences */.t)(known ? { ...then, user: undefined } : then, now);
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
// EXTERNAL MODULE: ./src/postgres/clienttools.ts + 1 modules
var clienttools = __webpack_require__(60128);
;// CONCATENATED MODULE: ./src/restore/leftout.ts
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

// EXTERNAL MODULE: ./src/postgres/catalogobject.ts
var catalogobject = __webpack_require__(99867);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./src/postgres/tolerated.ts
var tolerated = __webpack_require__(57787);
;// CONCATENATED MODULE: ./src/restore/extensions.ts




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
    const names = entries.filter(({ type }) => type === 'EXTENSION').map(extensionName);
    const rows = await session.query(`select name from unnest($1::text[]) name
      where name not in (select name from pg_available_extensions)`, [names]);
    if (rows.length === 0)
        return;
    throw new errors/* DeployError */.sH(rows.map(({ name }) => ({
        attempted: `restore the extension ${name}`,
        found: 'the server does not have it installed',
        likelyCause: 'the backup was taken on another server, or a package was removed',
        nextAction: `install it on the server (on Debian and Ubuntu the package ${packageOf(name, major)}), or enable it with the provider; then run again`,
    })));
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
        for (const { entry, schema } of candidates) {
            const name = esm/* default.escapeIdentifier */.Ay.escapeIdentifier(extensionName(entry));
            const created = await create(session, name, schema);
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
async function create(session, name, schema) {
    if (schema === undefined)
        return attempt(session, `create extension if not exists ${name}`);
    const quoted = esm/* default.escapeIdentifier */.Ay.escapeIdentifier(schema);
    const made = await attempt(session, `create schema if not exists ${quoted}`);
    return made.ok
        ? attempt(session, `create extension if not exists ${name} schema ${quoted}`)
        : made;
}
function attempt(session, sql) {
    return (0,tolerated/* tolerated */.N)(session, () => session.query(sql));
}
function reasonOf(error) {
    return (0,sqlstate/* codeOf */.$)(error) === sqlstate/* SQLSTATE */.c.insufficientPrivilege
        ? 'the restoring role may not create this extension'
        : `this extension cannot be created: ${(0,errors/* messageOf */.bD)(error)}`;
}

;// CONCATENATED MODULE: ./src/restore/ownloss.ts



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
/** Contents, with the type of the entry that makes what holds them. */
const CONTENTS = {
    'TABLE DATA': 'TABLE',
    'SEQUENCE SET': 'SEQUENCE',
};
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
        found: `objects of its own would stay out: ${listLeftOut(lost).join('; ')}`,
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
function placeOf(type, { names: { schema, tag } }) {
    return JSON.stringify([type, schema ?? null, tag]);
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

;// CONCATENATED MODULE: ./src/restore/roles.ts



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
        databaseOwner: (0,archive_entries/* asListed */.Gy)(owner),
        roles: rows.map(({ name }) => name),
        mayActAs: new Set(rows.filter(({ may }) => may).map(({ name }) => (0,archive_entries/* asListed */.Gy)(name))),
        memberOf: new Set(rows.filter(({ member }) => member).map(({ name }) => (0,archive_entries/* asListed */.Gy)(name))),
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
    throw new errors/* DeployError */.sH({
        attempted: `restore ${state.identity.database}`,
        found: `the backup names roles that this server does not have: ${names.join(', ')}`,
        likelyCause: 'the backup was taken on another server, or the roles were dropped since',
        nextAction: `create them, then run again:\n${names.map((name) => `create role ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)} nologin;`).join('\n')}`,
    });
}

;// CONCATENATED MODULE: ./src/restore/selection.ts







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
    const restorer = await readRestorer(session);
    await requireExtensions(session, backup.entries, restorer.major);
    const entries = withNames(backup, restorer);
    const refusals = restorer.superuser
        ? { extensions: new Map(), comments: new Set() }
        : await probeExtensions(session, candidatesOf(entries, restorer));
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
    const restorer = await readRestorer(session);
    const untried = { extensions: new Map(), comments: new Set() };
    const selection = divide(backup, restorer, withNames(backup, restorer), untried);
    return { selection, loss: ownLoss(selection, backup.manifest.state.identity.database) };
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
function divide(backup, restorer, entries, refusals) {
    const reasonFor = judge(backup, restorer, refusals);
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
                leftOut.set(entry.id, { ...entry, reason: `it needs ${wordsOf(needed)}`, follows: true, requested }); // prettier-ignore
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
function judge({ manifest, catalog = [] }, restorer, refusals) {
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
        const reason = restorer.superuser ? undefined : refused(entry);
        return reason === undefined ? undefined : { reason, requested: false };
    };
}

;// CONCATENATED MODULE: ./src/restore/outlook.ts







const NAME = 'what this role can restore';
/**
 * Whether a restore by this role would leave out anything of the team's own, asked before anything
 * is made. Extensions are not tried here, nor client programs installed: the restore itself does both.
 */
async function restorable(question) {
    const { backup, connection, session, major, searchPath, processes } = question;
    const { tools } = await (0,clienttools/* searchClientTools */.d)(major, { searchPath, processes });
    if (tools === undefined) {
        return (0,finding/* couldNotVerify */.ke)(NAME, `pg_restore ${major}, which lists the archive, is not on this machine`); // prettier-ignore
    }
    try {
        const entries = await (0,archive_entries/* readEntries */.$2)(backup.archive, tools.pgRestore, processes);
        const { selection, loss } = await (0,postgres_session/* withSession */.f)(connection, session, (asked) => foreseeSelection(asked, { ...backup, entries }));
        if (loss !== undefined) {
            const { found, nextAction: fix } = loss;
            return (0,finding/* fail */.fJ)(NAME, { expected: 'everything that is not a provider’s', found, fix });
        }
        const { leftOut } = selection;
        if (leftOut.length === 0)
            return (0,finding/* pass */.IX)(NAME, 'every entry of the archive');
        return (0,finding/* warn */.R8)(NAME, {
            expected: 'every entry of the archive',
            found: `these stay out: ${inShort(listLeftOut(leftOut), '; ')}`,
            fix: 'see that the new database gets them from its provider, or restore as a superuser',
        });
    }
    catch (error) {
        session.signal.throwIfAborted();
        return (0,finding/* couldNotVerify */.ke)(NAME, (0,errors/* messageOf */.bD)(error));
    }
}

// EXTERNAL MODULE: ./src/postgres/obstacles.ts
var postgres_obstacles = __webpack_require__(53757);
;// CONCATENATED MODULE: ./src/restore/target.ts


/**
 * Whether the restored database could take the place of this one; asked before anything is
 * created.
 * @param snapshot of the manifest: where the provider's own recovery should stop, as the other way.
 */
function judgeTarget(facts, snapshot) {
    const obstacles = (0,postgres_obstacles/* obstaclesTo */.q)(facts);
    const findings = obstacles.map((obstacle) => inWords(obstacle, snapshot));
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
function inWords({ about, effect, expected, found, cure }, snapshot) {
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
    const { live, backup, confirmed, chosenBy, environment } = question;
    const { manifest } = backup;
    const { major } = live.server;
    const { identity } = live;
    const fits = judgeFitness({ manifest, chosenBy, environment, identity, major });
    const swap = [
        ...judgeTarget(live.facts, manifest.snapshot),
        ...judgeExclusions(manifest, live.schemas),
        await restorable({ ...question, major }),
    ];
    const refused = [...fits, ...swap].filter(({ verdict }) => verdict === 'fail');
    return {
        findings: [...fits, ...(confirmed ? swap : asWarnings(swap))],
        obstacles: refused.map(({ name, found }) => `${name}: ${found}`),
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./src/archive/manifestfile.ts
var manifestfile = __webpack_require__(80715);
;// CONCATENATED MODULE: ./src/restore/choice.ts




/**
 * Finds the backup to restore: by file, by run, or the newest that any run of this environment left.
 * Of a run that was re-run after a migration got half-way, the backup from before it.
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
    const { record, unreadable, leftOut } = await records.newestAnywhere('backup', isProven);
    if (record === undefined)
        throw noneAnywhere(environment, [...unreadable, ...leftOut]);
    const first = await beforeAnyMigration(record, records);
    return { by: 'newest', artifact: artifactOf(first, record.run.runId), runId: record.run.runId };
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
        likelyCause: 'backups expired, or environment names another one than the deploys do',
        nextAction: `set environment as in the deploy workflow, or name a backup by backup-run-id or backup-file; in GitHub Actions ${MAY_READ}`,
    });
}
function unreadableWords(unreadable) {
    return unreadable.length === 0 ? '' : ` (${unreadable.slice(0, 3).join('; ')})`;
}

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

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
;// CONCATENATED MODULE: ./src/restore/databasegrants.ts

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
    const on = `on database ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(database)}`;
    return [
        `revoke all ${on} from public, ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(owner)}`,
        ...grants.map(({ role, privilege, grantable }) => {
            const to = role === undefined ? 'public' : esm/* default.escapeIdentifier */.Ay.escapeIdentifier(role);
            return `grant ${privilege} ${on} to ${to}${grantable ? ' with grant option' : ''}`;
        }),
    ];
}

;// CONCATENATED MODULE: ./src/restore/databasesettings.ts

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
    return `${head(database, setting)} to ${databasesettings_valueOf(setting)}`;
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
        : `s.setrole = (select oid from pg_roles where rolname = ${esm/* default.escapeLiteral */.Ay.escapeLiteral(role)})`;
    return `select ${esm/* default.escapeLiteral */.Ay.escapeLiteral(`${head(database, setting)} to `)} || quote_literal(substr(entry, strpos(entry, '=') + 1)) from pg_db_role_setting s, unnest(s.setconfig) entry where s.setdatabase = (select oid from pg_database where datname = ${esm/* default.escapeLiteral */.Ay.escapeLiteral(keptAs)}) and ${ofRole} and starts_with(entry, ${esm/* default.escapeLiteral */.Ay.escapeLiteral(`${name}=`)}) \\gexec`;
}
/** Names of the server's own settings have no dot; what extensions and applications name has one. */
function mayBeSecret({ name }) {
    return name.includes('.');
}
function head(database, { role, name }) {
    const setting = `set ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)}`;
    const where = `database ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(database)}`;
    return role === undefined
        ? `alter ${where} ${setting}`
        : `alter role ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(role)} in ${where} ${setting}`;
}
/** The value as SQL writes it; equal for values that mean the same. */
function databasesettings_valueOf({ name, value }) {
    if (!LISTS.has(name.toLowerCase()))
        return esm/* default.escapeLiteral */.Ay.escapeLiteral(value);
    const items = [...value.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",]+))\s*(?:,|$)/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '');
    return items.length === 0 ? `''` : items.map(esm/* default.escapeLiteral */.Ay.escapeLiteral).join(', ');
}

;// CONCATENATED MODULE: ./src/restore/carryover.ts








const carryover_NAME = 'settings and grants of the database';
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
        return carryover_inWords(statements.length - refused.length, refused);
    });
}
async function statementsFor(session, work) {
    const { from, to, liveName, keptAs } = work;
    const { owner, limit, template } = await readAttributes(session, from);
    const grants = await readGrants(session, from);
    const named = (about, write) => ({
        about,
        sql: write(to.name),
        forPeople: `${write(liveName)};`,
    });
    const onLive = grantStatements(liveName, owner, grants);
    return [
        ...grantStatements(to.name, owner, grants).map((sql, at) => ({
            about: 'grants',
            sql,
            forPeople: `${onLive[at] ?? ''};`,
        })),
        ...(await readSettings(session, from)).map((setting) => ({
            about: aboutSetting(setting),
            sql: settingStatement(to.name, setting),
            forPeople: settingForPeople(liveName, keptAs, setting),
            quiet: mayBeSecret(setting),
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
    const settings = await readSettings(session, oid);
    return new Map([
        ['owner', owner],
        ['connection limit', String(limit)],
        ['whether it is a template', String(template)],
        ['grants', JSON.stringify(await readGrants(session, oid))],
        ...settings.map((setting) => [aboutSetting(setting), databasesettings_valueOf(setting)]),
    ]);
}
function carryover_inWords(done, refused) {
    const carried = `${done} statements carried them over`;
    if (refused.length === 0)
        return (0,finding/* pass */.IX)(carryover_NAME, `${carried}; the catalog shows the same for both`);
    return (0,finding/* warn */.R8)(carryover_NAME, {
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/archive/fingerprint.ts
var fingerprint = __webpack_require__(9058);
// EXTERNAL MODULE: ./src/archive/server.ts
var archive_server = __webpack_require__(15851);
// EXTERNAL MODULE: ./src/archive/tables.ts
var tables = __webpack_require__(11061);
// EXTERNAL MODULE: ./src/record/amounts.ts
var amounts = __webpack_require__(60300);
;// CONCATENATED MODULE: ./src/restore/rowsproof.ts






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
    return JSON.stringify([(0,archive_entries/* asListed */.Gy)(schema), (0,archive_entries/* asListed */.Gy)(name)]);
}
/** Compares tables, numbers of rows and their contents with the manifest. Needs a snapshot with pinned settings. */
async function rowsFindings(session, server, { manifest, leftOut, read }) {
    const scope = contentScope(manifest, server);
    const out = leftOutTables(leftOut);
    const expected = manifest.tables.filter(({ schema, name }) => !out.has(keyOf(schema, name)));
    const { withRows } = await (0,tables/* readTables */.g)(session, server);
    const judged = withRows.filter(({ schema, name }) => !out.has(keyOf(schema, name)));
    const early = new Map(read.map((one) => [one.table.oid, one]));
    const counted = await (0,fingerprint/* fingerprintTables */.Q)(session, judged.filter(({ oid }) => early.has(oid)), 'counts'); // prettier-ignore
    const whole = await (0,fingerprint/* fingerprintTables */.Q)(session, judged.filter(({ oid }) => !early.has(oid)), scope); // prettier-ignore
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
        return (0,finding/* pass */.IX)('tables', `all ${(0,amounts/* inNumbers */.A)(expected.length)} are there`);
    }
    const named = (what, list) => list.length === 0 ? [] : [`${what}: ${inShort(list.map(({ schema, name }) => `${schema}.${name}`))}`]; // prettier-ignore
    return (0,finding/* fail */.fJ)('tables', {
        expected: `the ${(0,amounts/* inNumbers */.A)(expected.length)} tables of the backup`,
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
        ...(differing.length > 0 ? [inShort(differing.map(({ then, now }) => `${nameOf(then)}: ${now?.rows ?? ''} of ${then.rows}`))] : []), // prettier-ignore
        ...(uncounted.length > 0 ? [`not counted: ${inShort(uncounted.map(failureOf))}`] : []),
    ];
    if (found.length > 0) {
        return (0,finding/* fail */.fJ)(name, { expected: 'as many as the backup has', found: found.join('; '), fix: RESTORE_AGAIN }); // prettier-ignore
    }
    const total = pairs.reduce((sum, { then }) => sum + BigInt(then.rows), 0n);
    return (0,finding/* pass */.IX)(name, `${(0,amounts/* inNumbers */.A)(total)} in ${(0,amounts/* inNumbers */.A)(pairs.length)} tables, as in the backup`);
}
function contents(pairs, manifest, scope) {
    const name = 'contents';
    if (manifest.fingerprints !== 'content') {
        return (0,finding/* couldNotVerify */.ke)(name, `the backup was taken with fingerprint: ${manifest.fingerprints}`);
    }
    if (scope === 'counts') {
        const reason = 'fingerprints compare within one major and encoding only, and this server has another than the backup'; // prettier-ignore
        return (0,finding/* couldNotVerify */.ke)(name, reason);
    }
    const readable = pairs.filter(({ then, now }) => now?.fingerprint !== undefined && then.fingerprint !== undefined);
    const differing = readable.filter(({ then, now }) => now?.fingerprint !== then.fingerprint);
    if (differing.length > 0) {
        return (0,finding/* fail */.fJ)(name, {
            expected: 'the rows of the backup',
            found: `other rows in ${inShort(differing.map(({ then }) => nameOf(then)))}`,
            fix: RESTORE_AGAIN,
        });
    }
    const unread = pairs.filter(({ now }) => now !== undefined && now.fingerprint === undefined);
    if (unread.length > 0) {
        return (0,finding/* couldNotVerify */.ke)(name, `not read: ${inShort(unread.map(failureOf))}`);
    }
    const unknown = pairs.filter(({ then }) => then.fingerprint === undefined);
    if (unknown.length > 0) {
        return (0,finding/* couldNotVerify */.ke)(name, `the backup has no fingerprint of ${inShort(unknown.map(({ then }) => nameOf(then)))}`); // prettier-ignore
    }
    return (0,finding/* pass */.IX)(name, `every row of ${(0,amounts/* inNumbers */.A)(readable.length)} tables is that of the backup`);
}
function failureOf({ then, now }) {
    return `${nameOf(then)} (${now?.failure ?? 'not read'})`;
}
function nameOf({ schema, name }) {
    return `${schema}.${name}`;
}

;// CONCATENATED MODULE: ./src/restore/earlyreading.ts









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
        if (contentScope(manifest, server) !== 'content')
            return [];
        while (filled.names.size === 0 && !filled.all)
            await (0,external_node_timers_promises_.setTimeout)(PAUSE_MS, undefined, { signal });
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
                await (0,external_node_timers_promises_.setTimeout)(PAUSE_MS, undefined, { signal });
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

;// CONCATENATED MODULE: ./src/restore/fillprogress.ts


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

;// CONCATENATED MODULE: ./src/restore/lentgrants.ts


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

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./src/postgres/libpq.ts
var libpq = __webpack_require__(32051);
// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
;// CONCATENATED MODULE: ./src/restore/fillfailure.ts


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
        .map(neutral/* plain */.p)
        .filter((line) => /: (error|fatal)\b|from TOC entry|ERROR: |FATAL: /i.test(line))
        .filter((line) => !/^(Command was|DETAIL|CONTEXT|HINT):/.test(line))
        .map((line) => line.replace(/((?:invalid|malformed|out of range)[^:"]*:?) ".*$/, '$1 …'));
    return [...new Set(telling)].slice(0, MOST_LINES).map(neutral/* neutral */.S);
}

;// CONCATENATED MODULE: ./src/restore/pgrestore.ts





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
    await (0,promises_.writeFile)(list, entries.map(({ id }) => `${id};\n`).join(''), { mode: 0o600 });
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

;// CONCATENATED MODULE: ./src/restore/stages.ts
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

;// CONCATENATED MODULE: ./src/restore/fill.ts






/**
 * Restores the selected entries into an empty database, and leaves it as a server has one: with
 * statistics. All or an error; the database is worth nothing after an error.
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
            await asked((side) => side.query('analyze'));
        });
        return { read };
    });
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

// EXTERNAL MODULE: ./src/archive/largeobjects.ts
var largeobjects = __webpack_require__(79169);
// EXTERNAL MODULE: ./src/archive/sequences.ts
var archive_sequences = __webpack_require__(79288);
// EXTERNAL MODULE: ./src/postgres/catalog.ts + 2 modules
var postgres_catalog = __webpack_require__(33679);
;// CONCATENATED MODULE: ./src/restore/excuses.ts


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
function excuses(manifest, leftOut) {
    const excluded = new Set(manifest.excluded?.schemas);
    const absent = new Set(leftOut.flatMap(idsOfEntry));
    return (object) => {
        const schema = (0,catalogobject/* schemaOf */.pP)(object);
        return ((schema !== undefined && excluded.has(schema)) ||
            (object.key.startsWith('index ') && isInvalid(object)) ||
            idsOfObject(object).some((id) => absent.has(id)));
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

;// CONCATENATED MODULE: ./src/restore/catalogproof.ts




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
const catalogproof_RESTORE_AGAIN = 'restore again; if it stays so, restore by hand as RESTORE.md says';
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
        catalogproof_presence(expected, judged, found, isExcused),
        sameIn('owners', pairs, 'owner', newerServer),
        sameIn('grants', pairs, 'grants', newerServer),
        ...definitions(pairs),
        validity(found, expected),
    ];
}
function catalogproof_presence(expected, judged, found, isExcused) {
    const here = new Set(found.map(({ key }) => key));
    const known = new Set(expected.map(({ key }) => key));
    const missing = judged.filter(({ key }) => !here.has(key));
    const added = found.filter((object) => !known.has(object.key) && !isExcused(object));
    if (missing.length + added.length === 0)
        return (0,finding/* pass */.IX)('objects', `all ${judged.length} are there`);
    return (0,finding/* fail */.fJ)('objects', {
        expected: `the ${judged.length} objects of the backup`,
        found: [...named('missing', missing), ...named('not in the backup', added)].join('; '),
        fix: catalogproof_RESTORE_AGAIN,
    });
}
function named(what, objects) {
    return objects.length === 0 ? [] : [`${what}: ${inShort(objects.map(({ key }) => key))}`];
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
    const differences = { expected: 'those of the backup', found: inShort(shown, '; ') };
    if (!newerServer)
        return (0,finding/* fail */.fJ)(name, { ...differences, fix: catalogproof_RESTORE_AGAIN });
    const fix = 'compare them: the server is of a newer major, which writes some of them in another way'; // prettier-ignore
    return (0,finding/* warn */.R8)(name, { ...differences, fix });
}
function definitions(pairs) {
    const name = 'definitions';
    const differing = pairs.filter(({ then, now }) => then.detail !== now.detail);
    const reworded = differing.filter(({ then }) => IN_WORDS_OF_THE_SERVER.has((0,catalogobject/* nameOf */.Vb)(then).kind));
    const other = differing.filter(({ then }) => !IN_WORDS_OF_THE_SERVER.has((0,catalogobject/* nameOf */.Vb)(then).kind));
    const shown = (list) => inShort(list.map(({ then, now }) => `${then.key}: ${now.detail || 'nothing'} instead of ${then.detail || 'nothing'}`), '; '); // prettier-ignore
    const findings = [];
    if (other.length > 0) {
        findings.push((0,finding/* fail */.fJ)(name, { expected: 'those of the backup', found: shown(other), fix: catalogproof_RESTORE_AGAIN })); // prettier-ignore
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
        found: `invalid: ${inShort(fresh.map(({ key }) => key))}`,
        fix: catalogproof_RESTORE_AGAIN,
    });
}

;// CONCATENATED MODULE: ./src/restore/proof.ts













const proof_RESTORE_AGAIN = 'restore again; if it stays so, choose another backup';
/** Compares a restored database with everything that is known of the backup; each comparison a finding. */
async function proveRestored(settings) {
    const { connection, session, manifest, catalog, leftOut, entries } = settings;
    const made = { ...session, settings: (0,postgres_session/* directSettings */.n)() };
    return (0,postgres_session/* withSession */.f)(connection, made, (restored) => (0,transaction.withTransaction)(restored, 'snapshot', async () => {
        await (0,transaction.pinSettings)(restored);
        const server = await (0,archive_server/* readServer */.W)(restored);
        const now = await (0,postgres_catalog/* readCatalog */.uM)(restored);
        return [
            ...(await rowsFindings(restored, server, settings)),
            await largeObjects(restored, manifest),
            await sequences(restored, manifest, { entries, leftOut }),
            ...catalogFindings({
                then: catalog,
                now,
                isExcused: excuses(manifest, leftOut),
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
async function sequences(session, { sequences: all }, { entries, leftOut }) {
    const name = 'sequences';
    if (all === undefined)
        return (0,finding/* couldNotVerify */.ke)(name, 'the backup does not tell where they stood');
    const out = new Set(leftOut
        .filter(({ type }) => type === 'SEQUENCE' || type === 'SEQUENCE SET')
        .map(({ names }) => `${names.schema ?? ''}.${names.tag}`));
    const then = all.filter((position) => !out.has(`${(0,archive_entries/* asListed */.Gy)(position.schema)}.${(0,archive_entries/* asListed */.Gy)(position.name)}`));
    const differing = (0,archive_sequences/* differingSequences */.V3)(then, await (0,archive_sequences/* readSequencePositions */.ms)(session));
    if (differing.length === 0) {
        const known = new Set(then.map((one) => `${(0,archive_entries/* asListed */.Gy)(one.schema)}.${(0,archive_entries/* asListed */.Gy)(one.name)}`));
        const moved = entries.filter(({ type }) => type === 'SEQUENCE SET').map(({ names }) => `${names.schema ?? ''}.${names.tag}`).filter((sequence) => !known.has(sequence)); // prettier-ignore
        if (moved.length > 0) {
            return (0,finding/* couldNotVerify */.ke)(name, `${(0,amounts/* inNumbers */.A)(then.length)} stand where the backup has them; where these stood is not known, for they moved or could not be read while it was taken: ${inShort(moved)}`); // prettier-ignore
        }
        return (0,finding/* pass */.IX)(name, `${(0,amounts/* inNumbers */.A)(then.length)} stand where the backup has them`);
    }
    const shown = differing.map(({ recorded, found }) => `${recorded.schema}.${recorded.name} at ${found === undefined ? 'nothing' : words(found)} instead of ${words(recorded)}`); // prettier-ignore
    return (0,finding/* fail */.fJ)(name, {
        expected: 'where the backup has them',
        found: inShort(shown),
        fix: proof_RESTORE_AGAIN,
    });
}
function words({ value, called }) {
    return called ? value : `${value} (not yet used)`;
}
/** What a provider owns comes from the provider; nobody has looked at it here. */
function leftOutFinding({ excluded }, leftOut) {
    const name = 'left out of the restore';
    // Each list is cut by itself: what was asked for is never behind the twenty entries of the other.
    const requested = [
        ...(excluded?.schemas ?? []).map((schema) => `schema ${schema}`),
        ...(excluded?.tableData ?? []).map((table) => `rows of ${table}`),
    ];
    const shown = [
        ...(requested.length === 0
            ? []
            : [`on request, already out of the backup: ${requested.join(', ')}`]),
        ...(leftOut.length === 0 ? [] : [inShort(listLeftOut(leftOut), '; ')]),
    ];
    if (shown.length === 0)
        return (0,finding/* pass */.IX)(name, 'nothing: every entry of the archive was restored');
    return (0,finding/* couldNotVerify */.ke)(name, shown.join('; '), 'see that the new database gets them from its provider, or restore as a superuser');
}

// EXTERNAL MODULE: ./src/postgres/endsessions.ts
var endsessions = __webpack_require__(68643);
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
        ...localeClauses(server, major),
    ].join(' ');
}
/** @param major of the server that gets the database. */
function localeClauses(server, major) {
    const { encoding, collation, characterType = collation, localeProvider, locale } = server;
    const clauses = [
        `encoding ${esm/* default.escapeLiteral */.Ay.escapeLiteral(encoding)}`,
        `lc_collate ${esm/* default.escapeLiteral */.Ay.escapeLiteral(collation)}`,
        `lc_ctype ${esm/* default.escapeLiteral */.Ay.escapeLiteral(characterType)}`,
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
    return [...clauses, provider, `${option} ${esm/* default.escapeLiteral */.Ay.escapeLiteral(locale ?? '')}`];
}
const FIRST_WITH_PROVIDERS = 15;

;// CONCATENATED MODULE: ./src/restore/sidedatabase.ts









/** Create and drop wait for a checkpoint, which takes its time on a busy server. */
const PATIENCE_MS = 300_000;
/** A drop that meets a session which is just starting or ending. */
const DROP_ATTEMPTS = 3;
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
        await administer(settings, `drop the database ${side.name}`, (session) => dropDatabase(session, side, { withSessions: true }));
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
/** @throws the server's error; 55006 when somebody is still in it. */
async function dropDatabase(session, { name, oid }, { withSessions }) {
    const [there] = await session.query('select datistemplate as template from pg_database where oid = $1::oid and datname = $2', [oid, name]);
    if (there === undefined)
        return;
    // Once begun, it is better ended by the server alone than cut off because we are gone.
    await session.query('set client_connection_check_interval = 0');
    const quoted = esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name);
    // Carried over from the live database, it would refuse to be dropped.
    if (there.template)
        await session.query(`alter database ${quoted} is_template false`);
    for (let attempt = 1;; attempt += 1) {
        if (withSessions)
            await (0,endsessions/* endSessions */.vG)(session, [oid]);
        try {
            // Not WITH (FORCE): where an autovacuum worker is at work it asks for a superuser. The plain
            // one ends such workers itself, and waits 5 s for the sessions that were just ended.
            await session.query(`drop database ${quoted}`);
            return;
        }
        catch (error) {
            const again = withSessions && attempt < DROP_ATTEMPTS;
            if ((0,sqlstate/* codeOf */.$)(error) !== sqlstate/* SQLSTATE */.c.objectInUse || !again)
                throw error;
        }
    }
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
    const selection = await (0,postgres_session/* withSession */.f)(connection, session, (asked) => selectEntries(asked, { manifest, entries, catalog }));
    const { leftOut, entries: restored } = selection;
    report.leftOut(listLeftOut(leftOut));
    const { read } = await fill({ ...settings, connection, manifest, archive }, selection);
    const proofs = await proveRestored({ connection, session, manifest, catalog, entries: restored, leftOut, read }); // prettier-ignore
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
                    await dropDatabase(session, candidate, { withSessions: true });
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

// EXTERNAL MODULE: ./src/postgres/replaceability.ts + 1 modules
var replaceability = __webpack_require__(58798);
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
    const before = new Map(then.map((table) => [loss_keyOf(table.schema, table.name), table]));
    const losses = now.map(({ table, rows, fingerprint }) => {
        const old = before.get(loss_keyOf(table.schema, table.name));
        before.delete(loss_keyOf(table.schema, table.name));
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
function loss_keyOf(schema, name) {
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
        return {
            server,
            identity: await (0,identity/* readIdentity */.x)(session, connection),
            facts: await (0,replaceability/* readReplaceability */.L)(session, connection, settings),
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
    const answer = await (0,tolerated/* tolerated */.N)(session, () => (0,postgres_catalog/* readCatalog */.uM)(session));
    return answer.ok ? (0,postgres_catalog/* catalogChanges */.zB)(then, answer.value) : undefined;
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

// EXTERNAL MODULE: ./src/archive/checksum.ts
var checksum = __webpack_require__(11595);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
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

;// CONCATENATED MODULE: ./src/restore/obtain.ts









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
        ],
    };
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
    if ((0,postgres_catalog/* catalogFingerprint */.IJ)(lines) === state.catalogFingerprint)
        return lines;
    throw foreign(catalog.file, (0,postgres_catalog/* catalogFingerprint */.IJ)(lines), state.catalogFingerprint);
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
const swap_PAUSE_MS = 1_000;
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
 * the deploy lock, too: release it before.
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
        await settings.clock.sleep(swap_PAUSE_MS, settings.signal);
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
        const standing = await inSession(settings, (session) => swap_lookAt(session, settings, plan)).catch(
        // The server may be starting up again.
        () => undefined);
        if (standing !== undefined)
            return standing;
        await settings.clock.sleep(swap_PAUSE_MS, new AbortController().signal);
    }
    return 'unknown';
}
async function swap_lookAt(session, { live, side }, { pid, backendStart }) {
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
 * @param own name of the session that holds the lock.
 */
async function endWaiters(settings, own) {
    await administer(settings, 'end the deploys that wait', (session) => session.query(`select pg_terminate_backend(a.pid) from pg_stat_activity a
        where a.datname = $1 and starts_with(a.application_name, 'db-deploy/')
          and a.application_name <> $2 and ${endsessions/* MAY_END */.A1}`, [settings.live.database, own]));
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
    const choice = await chooseBackup({
        environment,
        runId: config.backupRunId,
        file: config.backupFile,
        directory: (0,external_node_path_.resolve)(surroundings.workspace, config.workingDirectory),
    }, tools.records);
    const backup = await obtainBackup(choice, {
        storeOf: (artifact) => (0,stores/* storeOf */.xX)(artifact, tools),
        identities: config.decryptWith,
        directory,
        signal: tools.signal,
    });
    const { manifest } = backup;
    // Once confirmed, contents are compared after the swap: every second before it is downtime.
    const readLedger = ledgerReader(backup);
    const question = { manifest, catalog: backup.catalog, readLedger, contents: !confirmed };
    const live = await readLive(directUrl, session, question);
    const { findings, obstacles } = await assess({
        ...{ backup, live, confirmed, environment, session, chosenBy: choice.by },
        connection: directUrl,
        searchPath: surroundings.environment['PATH'] ?? '',
        processes: tools.processes,
    });
    account.findings.push(...backup.findings, ...findings);
    const now = tools.clock.now();
    const details = accountOf(choice, backup, live, { now, lookOnly: !confirmed });
    account.details = { ...details, obstacles: [...obstacles] };
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
    await (0,postgres_session/* withSession */.f)(directUrl, session, (asked) => requireRoles(asked, backup.manifest));
    const client = await (0,clientinstall/* clientToolsFor */.U)(live.server.major, {
        searchPath: surroundings.environment['PATH'] ?? '',
        processes: tools.processes,
        mayInstall: surroundings.inActions,
        log: tools.log,
    });
    account.findings.push((0,releases/* releaseFinding */.Vj)(live.server.version, client.version));
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
    account.details = {
        ...known(account),
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
/** The tool that the backup's ledger belongs to, whatever the checkout holds. */
function ledgerReader({ manifest }) {
    const adapter = table/* ADAPTERS */.R.find(({ name }) => name === manifest.state.ledger?.tool);
    return adapter === undefined ? undefined : adapter.readLedger.bind(adapter);
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
