export const id = 756;
export const ids = [756];
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
    const who = applications.length === 0 ? '' : ` (${applications.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj).join(', ')})`;
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
            found: gids.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj).join(', '),
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
            found: names.map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj).join(', '),
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

/***/ 77571:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ readWeather)
});

// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/postgres/otherwork.ts
/**
 * What others do in the session's database. Any role sees names and locks of all sessions; when a
 * transaction began is shown to members of its role and of pg_read_all_stats only.
 * @param longSeconds from which age a transaction is listed.
 */
async function readOtherWork(session, longSeconds) {
    const rows = await session.query(`select a.pid, a.usename as user, a.application_name as name, a.state,
            extract(epoch from clock_timestamp() - a.xact_start)::int::text as seconds,
            exists (select from pg_locks l
                     where l.pid = a.pid and l.locktype = 'relation' and l.granted
                       and l.database = a.datid and l.relation >= 16384) as locks
       from pg_stat_activity a
      where a.datname = current_database() and a.pid <> pg_backend_pid()
        and coalesce(a.backend_type, 'client backend') = 'client backend' and a.usesysid is not null
        -- Our own sessions; those of other runs are as much in the way as anybody's.
        and not starts_with(a.application_name, current_setting('application_name'))
      order by a.xact_start nulls last, a.pid`);
    const transactions = rows.map((row) => ({
        pid: row.pid,
        user: row.user ?? '',
        applicationName: row.name ?? '',
        state: row.state ?? 'state hidden',
        seconds: row.seconds === null ? undefined : Number(row.seconds),
    }));
    const isDump = ({ applicationName }) => applicationName === 'pg_dump';
    return {
        long: transactions.filter((one) => one.seconds !== undefined && one.seconds >= longSeconds && !isDump(one)),
        dumps: transactions.filter(isDump),
        hidden: rows.filter(({ state, locks, name }) => state === null && locks && name !== 'pg_dump')
            .length,
    };
}

;// CONCATENATED MODULE: ./src/postgres/weather.ts



/**
 * What a migration started now would wait for, and users behind it: dumps and long transactions.
 * @param longSeconds from which age a transaction counts as long.
 */
async function readWeather(session, longSeconds) {
    const work = await readOtherWork(session, longSeconds);
    const [row] = await session.query('select quote_ident(current_user) as role');
    return [dumpFinding(work.dumps), transactionFinding(work, row?.role ?? '', longSeconds)];
}
function dumpFinding(dumps) {
    const name = 'other dumps';
    if (dumps.length === 0)
        return (0,finding/* pass */.IX)(name, 'no pg_dump is running');
    return (0,finding/* warn */.R8)(name, {
        expected: 'none: a dump holds a lock on every table until it ends, and migrations queue behind it',
        found: dumps.map(inWords).join('; '),
        fix: 'let it end before the migration, and plan dumps away from deploys',
    });
}
function transactionFinding({ long, hidden }, role, seconds) {
    const name = 'long transactions';
    if (long.length > 0) {
        return (0,finding/* warn */.R8)(name, {
            expected: `none older than ${seconds} s: a migration waits for them, and users wait behind it`,
            found: long.map(inWords).join('; '),
            fix: `let them end, or: ${long.map(({ pid }) => `select pg_terminate_backend(${pid});`).join(' ')}`,
        });
    }
    if (hidden > 0) {
        return (0,finding/* couldNotVerify */.ke)(name, `${hidden} sessions of other roles hold locks and hide how long`, `grant pg_read_all_stats to ${role};`);
    }
    return (0,finding/* pass */.IX)(name, `none older than ${seconds} s`);
}
function inWords({ pid, user, applicationName, state, seconds }) {
    const who = applicationName === '' ? 'without a name' : (0,neutral/* plain */.pj)(applicationName);
    const age = seconds === undefined ? 'for an unknown time' : `for ${seconds} s`;
    return `backend ${pid} of ${(0,neutral/* plain */.pj)(user)}, ${who}, ${state}, ${age}`;
}


/***/ }),

/***/ 39528:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ listed)
/* harmony export */ });
const MOST_LISTED = 10;
/** Names for a sentence; the rest is counted. */
function listed(names) {
    const rest = names.length - MOST_LISTED;
    const shown = names.slice(0, MOST_LISTED).join(', ');
    return rest > 0 ? `${shown} and ${rest} more` : shown;
}


/***/ }),

/***/ 81756:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  arrive: () => (/* binding */ arrive),
  examineDatabases: () => (/* binding */ examineDatabases),
  reachedAs: () => (/* binding */ reachedAs)
});

// EXTERNAL MODULE: ./src/record/finding.ts
var record_finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./src/validation/visit.ts
var validation_visit = __webpack_require__(34104);
;// CONCATENATED MODULE: ./src/validation/checkqueries.ts




/** Errors that a pending migration may cure: it creates the table, column, function or type. */
const MAY_APPEAR = new Set([
    sqlstate/* SQLSTATE */.c.undefinedTable,
    sqlstate/* SQLSTATE */.c.undefinedColumn,
    sqlstate/* SQLSTATE */.c.undefinedFunction,
    sqlstate/* SQLSTATE */.c.undefinedObject,
    sqlstate/* SQLSTATE */.c.invalidSchemaName,
]);
/**
 * Whether the queries of `checks` would run: planned, with privileges checked, but no row read.
 * A transaction for each, because an error ends one.
 */
async function checkQueryFindings(direct, checks, mayAppear, visit) {
    const findings = [];
    for (const { name, sql } of checks) {
        const title = `check: ${name}`;
        try {
            const columns = await (0,validation_visit.look)(direct.connection, visit, `plan the check ${name}`, (session) => columnsOf(session, sql));
            findings.push(columns === 1 ? (0,record_finding/* pass */.IX)(title, 'the query can be planned') : wide(title, columns));
        }
        catch (error) {
            visit.signal.throwIfAborted();
            findings.push(refused(title, error, mayAppear, direct.role));
        }
    }
    return findings;
}
/**
 * Opens the query as `verify` does, and fetches nothing of it. A cursor takes one statement, and
 * only one that reads; the extended protocol refuses a second one behind a semicolon.
 */
async function columnsOf(session, sql) {
    await send(session, `declare planned no scroll cursor for ${sql}`);
    const { fields } = await send(session, 'fetch 0 from planned');
    return fields.length;
}
function send({ client }, text) {
    const query = { text, queryMode: 'extended' };
    return client.query(query);
}
function wide(title, columns) {
    return (0,record_finding/* fail */.fJ)(title, {
        expected: 'a query of one column',
        found: `it has ${columns}`,
        fix: 'select the one value that is compared with expect',
    });
}
function refused(title, error, mayAppear, role) {
    const code = (0,sqlstate/* codeOf */.$)(error);
    if (code === undefined)
        return (0,record_finding/* couldNotVerify */.ke)(title, (0,errors/* messageOf */.bD)(error));
    if (mayAppear && MAY_APPEAR.has(code)) {
        return (0,record_finding/* couldNotVerify */.ke)(title, `${(0,errors/* messageOf */.bD)(error)}; a pending migration may create it`, 'make sure that it does, and that the name is no slip: verify asks after the migrations, when production is changed');
    }
    return (0,record_finding/* fail */.fJ)(title, {
        expected: 'one SQL query that Postgres understands',
        found: (0,errors/* messageOf */.bD)(error),
        fix: code === sqlstate/* SQLSTATE */.c.insufficientPrivilege
            ? `grant select on it to ${role};`
            : 'correct the sql of this check',
    });
}

// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
;// CONCATENATED MODULE: ./src/validation/direct.ts



/** Whether DIRECT_URL keeps one server session for each client. */
async function directFindings(direct, visit) {
    const name = `${direct.name} is direct`;
    const proof = await (0,validation_visit.bounded)(visit, 'prove that the URL is direct', (settings) => (0,directness/* directness */.Zt)(direct.connection, settings));
    if (proof.direct)
        return [(0,record_finding/* pass */.IX)(name, 'every client has a server session of its own')];
    return [
        (0,record_finding/* fail */.fJ)(name, {
            expected: 'no transaction pooler in between: dumps and migrations break behind one',
            found: proof.found,
            fix: (0,directness/* directAdvice */.wd)(direct.connection),
        }),
    ];
}

// EXTERNAL MODULE: ./src/validation/machine.ts
var machine = __webpack_require__(58);
// EXTERNAL MODULE: ./src/record/listed.ts
var listed = __webpack_require__(39528);
;// CONCATENATED MODULE: ./src/validation/migrateprivileges.ts



/** Schemas of the application: neither the server's nor an extension's. */
const SCHEMAS = `
  select format('%I', n.nspname) as schema, has_schema_privilege(n.oid, 'create') as create
    from pg_namespace n
   where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and not exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass
                        and d.objid = n.oid and d.deptype = 'e')
   order by n.nspname <> 'public', 1`;
/**
 * Tables that the role could not alter. Only in schemas where it may create: what a provider keeps
 * in schemas of its own is nobody's migration.
 */
const FOREIGN_TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name, format('%I', r.rolname) as owner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_roles r on r.oid = c.relowner
   where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and has_schema_privilege(n.oid, 'create') and not pg_has_role(c.relowner, 'usage')
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                        and d.objid = c.oid and d.deptype = 'e')
   order by 1`;
/** Whether the role of DIRECT_URL may create and alter what migrations do. */
async function migratePrivilegeFindings(direct, visit) {
    return (0,validation_visit.look)(direct.connection, visit, 'read the privileges for migrations', async (session) => {
        const schemas = await session.query(SCHEMAS);
        const [database] = await session.query(`select format('%I', current_database()) as name,
              has_database_privilege(current_database(), 'create') as create`);
        const foreign = await session.query(FOREIGN_TABLES);
        return [
            createFinding(schemas, database?.create === true, direct.role),
            ownershipFinding(foreign, direct.role),
        ];
    });
}
function createFinding(schemas, inDatabase, role) {
    const name = 'privileges for migrations';
    const open = schemas.filter(({ create }) => create).map(({ schema }) => schema);
    if (open.length > 0)
        return (0,record_finding/* pass */.IX)(name, `${role} may create in ${(0,listed/* listed */.K)(open)}`);
    if (inDatabase)
        return (0,record_finding/* pass */.IX)(name, `${role} may create schemas, and owns what it puts there`);
    const schema = schemas[0]?.schema ?? 'public';
    return (0,record_finding/* fail */.fJ)(name, {
        expected: 'CREATE on the database or on a schema',
        found: `${role} may create neither schemas nor tables`,
        fix: `grant create, usage on schema ${schema} to ${role};`,
    });
}
/** A warning, not a failure: nobody knows yet which tables the migrations will touch. */
function ownershipFinding(foreign, role) {
    const name = 'ownership of tables';
    if (foreign.length === 0)
        return (0,record_finding/* pass */.IX)(name, `${role} may alter every table`);
    const owners = [...new Set(foreign.map(({ owner }) => owner))];
    return (0,record_finding/* warn */.R8)(name, {
        expected: 'a role that owns the tables, or is a member of their owner: ALTER TABLE needs it',
        found: `${role} could not alter ${(0,listed/* listed */.K)(foreign.map((table) => table.name))}`,
        fix: owners.map((owner) => `grant ${owner} to ${role};`).join(' '),
    });
}

// EXTERNAL MODULE: ./src/postgres/identity.ts
var identity = __webpack_require__(54837);
// EXTERNAL MODULE: ./src/postgres/releases.ts
var releases = __webpack_require__(52453);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./src/postgres/wire.ts

/**
 * How the wire to the first hop is protected: the protocol, e.g. `TLSv1.3`, or `clear text`. Asked
 * of our own socket: pg_stat_ssl would speak of the wire between a pooler and the server.
 */
function wireProtection(session) {
    // pg's types hide the stream that the client speaks through.
    const { connection } = session.client;
    const { stream } = connection;
    return stream instanceof external_node_tls_.TLSSocket ? (stream.getProtocol() ?? 'TLS') : 'clear text';
}

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
;// CONCATENATED MODULE: ./src/validation/reach.ts






/** Connects once, and judges what can be judged from there. */
async function reach(url, visit) {
    let reached;
    const findings = await (0,validation_visit.examine)(`${url.name} connects`, visit, async () => {
        reached = await (0,validation_visit.look)(url.connection, visit, 'look at the server', (session) => readServer(url, session));
        return [
            (0,record_finding/* pass */.IX)(`${url.name} connects`, wordsOnTls(reached)),
            versionFinding(reached),
            ...writableFindings(reached),
        ];
    });
    return { reached, findings: reached === undefined ? findings.map(asFailure) : findings };
}
/** A URL that nobody answered at is not a detail that stayed open: no later step could work. */
function asFailure(finding) {
    if (finding.verdict === 'fail')
        return finding;
    return (0,record_finding/* fail */.fJ)(finding.name, {
        expected: 'a server that answers',
        found: finding.found,
        fix: 'check the server, and whether the pooler in front of it has a connection to spare',
    });
}
async function readServer(url, session) {
    const [row] = await session.query(`select current_setting('server_version') as version,
            current_setting('server_version_num') as number,
            quote_ident(current_user) as role,
            pg_is_in_recovery() as recovery,
            current_setting('default_transaction_read_only') as read_only`);
    return {
        ...url,
        // `15.18 (Debian 15.18-0+deb12u1)`
        version: row?.version.split(' ')[0] ?? '',
        major: Math.floor(Number(row?.number) / 10_000),
        tls: wireProtection(session),
        role: row?.role ?? '',
        identity: await (0,transaction.withTransaction)(session, 'snapshot', () => (0,identity/* readIdentity */.xN)(session, url.connection)),
        inRecovery: row?.recovery === true,
        readOnly: row?.read_only === 'on',
    };
}
function wordsOnTls({ tls, connection }) {
    if (tls !== 'clear text')
        return `${tls}, sslmode=${connection.tls.mode}`;
    return 'clear text, as sslmode=disable or a local address asks for';
}
function versionFinding({ name, version, major }) {
    const title = `server version of ${name}`;
    if (major >= releases/* OLDEST_MAJOR */.wl && major <= releases/* NEWEST_MAJOR */.nD)
        return (0,record_finding/* pass */.IX)(title, version);
    const shortfall = { expected: `Postgres ${releases/* OLDEST_MAJOR */.wl} to ${releases/* NEWEST_MAJOR */.nD}`, found: version };
    return major < releases/* OLDEST_MAJOR */.wl
        ? (0,record_finding/* fail */.fJ)(title, {
            ...shortfall,
            fix: `upgrade the server to Postgres ${releases/* OLDEST_MAJOR */.wl} or newer`,
        })
        : (0,record_finding/* warn */.R8)(title, { ...shortfall, fix: 'look for a version of this action that knows that major' });
}
/** Development is only read; everything else is written to, or stands for what is written to. */
function writableFindings({ name, inRecovery, readOnly }) {
    if (!WRITTEN.includes(name))
        return [];
    const title = `${name} can be written to`;
    if (inRecovery) {
        return [
            (0,record_finding/* fail */.fJ)(title, {
                expected: 'the primary server',
                found: 'the server is in recovery: a read replica',
                fix: `set ${name} to the primary`,
            }),
        ];
    }
    if (readOnly) {
        return [
            (0,record_finding/* fail */.fJ)(title, {
                expected: 'transactions that may write',
                found: 'default_transaction_read_only is on for this role or database',
                fix: 'alter role or alter database … reset default_transaction_read_only; some providers set it when the disk is full',
            }),
        ];
    }
    return [];
}
const WRITTEN = ['DATABASE_URL', 'DIRECT_URL', 'PROD_DATABASE_URL'];

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(21916);
;// CONCATENATED MODULE: ./src/validation/referencetables.ts



/** `category` is three slips away from `categories`. */
const SLIPS_BY_LETTER = 0.3;
const MOST_SLIPS = 2;
/** A name without a schema is the one in `public`, or the only one of that name, as in promote. */
const FIND = `
  select w.wanted, t.name, t.ambiguous, t.schema, t.kind, t.usable, t.select, t.insert, t.update,
         t.delete, t.filtered, coalesce(t.sequences, '{}') as sequences
    from unnest($1::text[]) with ordinality as w (wanted, place)
    left join lateral (
      select format('%I.%I', n.nspname, c.relname) as name, format('%I', n.nspname) as schema,
             n.nspname || '.' || c.relname <> w.wanted and n.nspname <> 'public'
               and count(*) over () > 1 as ambiguous,
             c.relkind::text as kind, has_schema_privilege(n.oid, 'usage') as usable,
             has_table_privilege(c.oid, 'select') as select,
             has_table_privilege(c.oid, 'insert') as insert,
             has_table_privilege(c.oid, 'update') as update,
             has_table_privilege(c.oid, 'delete') as delete,
             row_security_active(c.oid) as filtered,
             (select array_agg(format('%I.%I', sn.nspname, s.relname) order by s.relname)
                from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
                join pg_namespace sn on sn.oid = s.relnamespace
               where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
                 and d.refobjid = c.oid and d.refobjsubid > 0 and d.deptype in ('a', 'i')
                 and not has_table_privilege(s.oid, 'update')) as sequences
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'
         and n.nspname <> 'information_schema'
         and (n.nspname || '.' || c.relname = w.wanted or c.relname = w.wanted)
       order by n.nspname || '.' || c.relname = w.wanted desc, n.nspname = 'public' desc
       limit 1) t on true
   order by w.place`;
const ALL_NAMES = `
  select n.nspname as schema, c.relname as table
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
/**
 * Whether every reference table is there and open to the role.
 * @param side development is read, production is written.
 * @param mayAppear whether pending migrations may create what is missing.
 */
async function referenceTableFindings(database, side, wanted, mayAppear, visit) {
    return (0,validation_visit.look)(database.connection, visit, 'look at the reference tables', async (session) => {
        const names = wanted.map(({ table }) => table);
        const found = await session.query(FIND, [names]);
        const all = found.some(({ name }) => name === null)
            ? await session.query(ALL_NAMES)
            : [];
        const tables = found.map((table, at) => {
            const title = `reference table ${table.wanted} in ${database.name}`;
            if (table.name === null)
                return missing(title, table.wanted, all, mayAppear);
            const mode = wanted[at]?.mode ?? 'upsert';
            return privileges(title, { ...table, name: table.name }, side, mode, database.role);
        });
        return side === 'read' ? tables : [...tables, await stagingFinding(session, database.role)];
    });
}
function missing(title, wanted, all, mayAppear) {
    const meant = nearest(wanted, all);
    if (mayAppear) {
        // A misspelt name fails on the side of development.
        return (0,record_finding/* couldNotVerify */.ke)(title, 'there is no such table yet; a pending migration may create it');
    }
    return (0,record_finding/* fail */.fJ)(title, {
        expected: 'a table of that name',
        found: 'there is none',
        fix: meant === undefined
            ? 'correct the name in reference-tables'
            : `did you mean ${meant}? Names are written as the catalog does, upper and lower case included`,
    });
}
function nearest(wanted, all) {
    const bare = wanted.slice(wanted.lastIndexOf('.') + 1).toLowerCase();
    const whole = wanted.toLowerCase();
    const [best] = all
        .map(({ schema, table }) => {
        const qualified = `${schema}.${table}`;
        const slips = Math.min((0,mod/* distance */.Io)(bare, table.toLowerCase()), (0,mod/* distance */.Io)(whole, qualified.toLowerCase()));
        return { name: schema === 'public' ? table : qualified, slips };
    })
        .filter(({ slips }) => slips <= Math.max(MOST_SLIPS, Math.ceil(bare.length * SLIPS_BY_LETTER)))
        .sort((a, b) => a.slips - b.slips);
    return best?.name;
}
function privileges(title, table, side, mode, role) {
    if (table.ambiguous) {
        const found = 'tables of that name stand in several schemas';
        return (0,record_finding/* fail */.fJ)(title, { expected: 'one table', found, fix: 'write schema.table' });
    }
    if (table.kind !== 'r' && table.kind !== 'p') {
        const found = `${table.name} is ${KIND[table.kind] ?? 'no table'}`;
        return (0,record_finding/* fail */.fJ)(title, { expected: 'a table', found, fix: 'name the table behind it' });
    }
    // UPDATE also for `insert`: the lock that keeps others from writing meanwhile needs it.
    const needed = side === 'read'
        ? ['select']
        : mode === 'mirror'
            ? ['select', 'insert', 'update', 'delete']
            : ['select', 'insert', 'update'];
    const lacking = needed.filter((privilege) => !table[privilege]);
    const fixes = [
        ...(table.usable ? [] : [`grant usage on schema ${table.schema} to ${role};`]),
        ...(lacking.length === 0 ? [] : [`grant ${lacking.join(', ')} on ${table.name} to ${role};`]),
        ...(side === 'read' || table.sequences.length === 0
            ? []
            : [`grant update on sequence ${table.sequences.join(', ')} to ${role};`]),
        ...(table.filtered ? [`alter role ${role} bypassrls;`] : []),
    ];
    if (fixes.length === 0)
        return (0,record_finding/* pass */.IX)(title, `${role} may ${needed.join(', ')} (${mode})`);
    const hidden = table.filtered ? '; policies hide rows from it' : '';
    return (0,record_finding/* fail */.fJ)(title, {
        expected: `${needed.join(', ')} on ${table.name}`,
        found: `${role} lacks what it needs${hidden}`,
        fix: fixes.join(' '),
    });
}
const KIND = {
    v: 'a view',
    m: 'a materialized view',
    f: 'a foreign table',
};
/** Development's rows are staged in temporary tables of production. */
async function stagingFinding(session, role) {
    const name = 'temporary tables in production';
    const [row] = await session.query(`select has_database_privilege(current_database(), 'temp') as temp,
            format('%I', current_database()) as database`);
    if (row?.temp === true)
        return (0,record_finding/* pass */.IX)(name, `${role} may create them`);
    return (0,record_finding/* fail */.fJ)(name, {
        expected: 'TEMPORARY on the database: the promotion stages rows there',
        found: `${role} may not create temporary tables`,
        fix: `grant temporary on database ${row?.database ?? ''} to ${role};`,
    });
}

// EXTERNAL MODULE: ./src/postgres/obstacles.ts
var obstacles = __webpack_require__(53757);
// EXTERNAL MODULE: ./src/postgres/replaceability.ts + 1 modules
var replaceability = __webpack_require__(58798);
;// CONCATENATED MODULE: ./src/validation/rollback.ts




const NAME = 'rollback';
/** Whether `restore` could put a restored database in the place of this one, so that nobody learns it during an incident. */
async function rollbackFindings(direct, visit) {
    const purpose = 'look whether the database could be replaced';
    const facts = await (0,validation_visit.look)(direct.connection, visit, purpose, (session) => (0,validation_visit.bounded)(visit, purpose, (settings) => (0,replaceability/* readReplaceability */.L)(session, direct.connection, settings)));
    return [judged(facts.database, (0,obstacles/* obstaclesTo */.q)(facts))];
}
function judged(database, obstacles) {
    const blocks = obstacles.some(({ effect }) => effect === 'blocks');
    const seen = obstacles.filter(({ effect }) => effect !== 'hidden');
    const found = obstacles.map(({ about, found: what }) => `${about}: ${what}`).join('; ');
    const cures = obstacles.flatMap(({ cure }) => cure ?? []);
    if (seen.length === 0) {
        if (obstacles.length > 0)
            return (0,record_finding/* couldNotVerify */.ke)(NAME, found, cures.join('\n'));
        return (0,record_finding/* pass */.IX)(NAME, `restore could replace ${database} by a restored database`);
    }
    const expected = `that restore could replace ${database} by a restored database`;
    if (!blocks)
        return (0,record_finding/* warn */.R8)(NAME, { expected, found: `it could, but ${found}`, fix: cures.join('\n') });
    return (0,record_finding/* warn */.R8)(NAME, {
        expected,
        found: `it could not now: ${found}`,
        fix: [...cures, OTHER_WAY].join('\n'),
    });
}
const OTHER_WAY = 'Where that cannot be done, plan with the provider’s own point-in-time recovery: the manifest of every backup keeps the time and the write-ahead log position to go back to.';

// EXTERNAL MODULE: ./src/postgres/rendezvous.ts
var rendezvous = __webpack_require__(62940);
;// CONCATENATED MODULE: ./src/validation/sameness.ts



/** Groups by rendezvous: names, addresses and system identifiers prove nothing. */
async function groupByDatabase(all, visit) {
    const groups = [];
    for (const reached of all) {
        const group = await groupOf(reached, groups, visit);
        if (group === undefined)
            groups.push([reached]);
        else
            group.push(reached);
    }
    return groups;
}
async function groupOf(reached, groups, visit) {
    for (const group of groups) {
        const [first] = group;
        if (first === undefined)
            continue;
        const same = await (0,validation_visit.bounded)(visit, 'compare the databases', (settings) => (0,rendezvous/* sameDatabase */.K)(first.connection, reached.connection, settings));
        if (same)
            return group;
    }
    return undefined;
}
const DEVELOPMENT = 'DEV_DATABASE_URL';
const PRODUCTION = ['DATABASE_URL', 'DIRECT_URL', 'PROD_DATABASE_URL'];
/**
 * Judges which URLs meet: production's three must, development's must not meet any of them.
 * @param given names that are set, reached or not.
 */
function samenessFindings(groups, given) {
    const together = ['DATABASE_URL', 'PROD_DATABASE_URL']
        .filter((name) => given.has(name) && given.has('DIRECT_URL'))
        .map((name) => togetherFinding(name, groups));
    const others = PRODUCTION.filter((name) => given.has(name));
    if (!given.has(DEVELOPMENT) || others.length === 0)
        return together;
    return [...together, separateFinding(others, groups)];
}
function togetherFinding(name, groups) {
    const title = `${name} and DIRECT_URL reach one database`;
    const [one, direct] = [find(name, groups), find('DIRECT_URL', groups)];
    if (one === undefined || direct === undefined) {
        return unreached(title, [one === undefined ? name : 'DIRECT_URL']);
    }
    if (meet(groups, name, 'DIRECT_URL'))
        return (0,record_finding/* pass */.IX)(title, 'proven by a lock that both see');
    return (0,record_finding/* fail */.fJ)(title, {
        expected: 'the same live database, production',
        found: `${apart(one, direct)}${swapWords(groups)}`,
        fix: `correct ${name} or DIRECT_URL, whichever is not production`,
    });
}
function separateFinding(others, groups) {
    const title = `${DEVELOPMENT} reaches another database`;
    const reached = others.filter((name) => find(name, groups) !== undefined);
    if (find(DEVELOPMENT, groups) === undefined)
        return unreached(title, [DEVELOPMENT]);
    if (reached.length === 0)
        return unreached(title, others);
    const shared = reached.filter((name) => meet(groups, DEVELOPMENT, name));
    if (shared.length === 0)
        return (0,record_finding/* pass */.IX)(title, `no lock is shared with ${reached.join(', ')}`);
    return (0,record_finding/* fail */.fJ)(title, {
        expected: 'a database other than production',
        found: `it reaches the live database of ${shared.join(' and ')}${swapWords(groups)}`,
        fix: `set ${DEVELOPMENT} to the development database, and ${shared.join(' and ')} to production`,
    });
}
function unreached(title, names) {
    return (0,record_finding/* notRun */.nE)(title, `${names.join(' and ')} could not be reached`);
}
function find(name, groups) {
    return groups.flat().find((one) => one.name === name);
}
function meet(groups, ...names) {
    return groups.some((group) => names.every((name) => group.some((one) => one.name === name)));
}
function apart(one, other) {
    const [a, b] = [one.identity, other.identity];
    const clones = a.systemIdentifier !== undefined &&
        a.systemIdentifier === b.systemIdentifier &&
        a.oid === b.oid;
    if (clones && one.inRecovery !== other.inRecovery) {
        const replica = one.inRecovery ? one.name : other.name;
        return `${replica} reaches a read replica of the other one`;
    }
    if (clones) {
        return 'two servers with the same system identifier: one is a physical clone or branch of the other';
    }
    if (a.database !== b.database) {
        return `two databases, ${JSON.stringify(a.database)} and ${JSON.stringify(b.database)}`;
    }
    return `two databases of the same name on two servers, ${a.host}:${a.port} and ${b.host}:${b.port}`;
}
/** Which secret looks wrong, told from who meets whom; empty when nothing can be told. */
function swapWords(groups) {
    const production = PRODUCTION.filter((name) => find(name, groups) !== undefined);
    if (meet(groups, DEVELOPMENT, ...production))
        return ': all URLs are the same';
    const strayed = production.filter((name) => meet(groups, DEVELOPMENT, name));
    const stayed = production.filter((name) => !strayed.includes(name));
    if (find(DEVELOPMENT, groups) === undefined || strayed.length === 0)
        return '';
    if (stayed.length === 1 && stayed[0] === 'PROD_DATABASE_URL' && strayed.length === 2) {
        return `: ${DEVELOPMENT} and PROD_DATABASE_URL look swapped`;
    }
    return `: ${strayed.join(' and ')} ${strayed.length === 1 ? 'looks' : 'look'} like development's`;
}

// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var mutex = __webpack_require__(67796);
// EXTERNAL MODULE: ./src/postgres/weather.ts + 1 modules
var weather = __webpack_require__(77571);
;// CONCATENATED MODULE: ./src/validation/weather.ts





/** A transaction of this age does not belong to a web request. */
const LONG_SECONDS = 300;
/**
 * Who works on the database now and would make this deploy wait.
 * @param longSeconds from which age a transaction counts as long.
 */
async function weatherFindings(direct, visit, longSeconds = LONG_SECONDS) {
    return (0,validation_visit.look)(direct.connection, visit, 'look who is at work', async (session) => {
        const holder = await (0,mutex/* mutexHolder */.o)(session);
        return [deployFinding(holder), ...(await (0,weather/* readWeather */.d)(session, longSeconds))];
    });
}
function deployFinding(holder) {
    const name = 'other deploys';
    if (holder === undefined)
        return (0,record_finding/* pass */.IX)(name, 'none holds the deploy lock');
    return (0,record_finding/* warn */.R8)(name, {
        expected: 'none',
        found: `the deploy lock is held by ${(0,neutral/* plain */.pj)(holder)}`,
        fix: 'let it end; the later steps wait for it as long as wait-for-other-deploy says',
    });
}

;// CONCATENATED MODULE: ./src/validation/databases.ts











/** Connects to every URL at once; the answers come in the order of the URLs. */
async function arrive(urls, visit) {
    return Promise.all(urls.map((url) => reach(url, visit)));
}
/** The server that answered behind a URL. */
function reachedAs(arrivals, name) {
    return arrivals.find(({ reached }) => reached?.name === name)?.reached;
}
/**
 * Everything that only the servers can tell. The checks on one server come one after the other: a
 * role may have few connections to spend.
 */
async function examineDatabases(examination) {
    const findings = await Promise.all([
        sameness(examination),
        production(examination),
        promotion(examination),
    ]);
    return findings.flat();
}
async function sameness({ arrivals, given, visit }) {
    const reached = arrivals.flatMap((arrival) => arrival.reached ?? []);
    return (0,validation_visit.examine)('rendezvous of the databases', visit, async () => samenessFindings(await groupByDatabase(reached, visit), given));
}
async function production(examination) {
    const { visit, provision, workDirectory, checks, mayAppear } = examination;
    const plan = (direct) => checkQueryFindings(direct, checks, mayAppear, visit);
    const all = [
        { name: 'DIRECT_URL is direct', check: (direct) => directFindings(direct, visit) },
        ...examination.preflights,
        {
            name: 'privileges for migrations',
            check: (direct) => migratePrivilegeFindings(direct, visit),
        },
        { name: 'client tools', check: (direct) => (0,machine/* clientToolFindings */.co)(direct, provision) },
        { name: 'disk', check: (direct) => (0,machine/* diskFindings */.Gl)(direct, workDirectory, visit) },
        { name: 'rollback', check: (direct) => rollbackFindings(direct, visit) },
        { name: 'work of others', check: (direct) => weatherFindings(direct, visit) },
        ...(checks.length === 0 ? [] : [{ name: 'checks', check: plan }]),
    ];
    const direct = reachedAs(examination.arrivals, 'DIRECT_URL');
    const findings = [];
    for (const { name, check } of all) {
        findings.push(...(direct === undefined
            ? [databases_unreached(name, 'DIRECT_URL')]
            : await (0,validation_visit.examine)(name, visit, () => check(direct))));
    }
    return findings;
}
/** Development is read through its own URL; production is written through the direct one. */
async function promotion(examination) {
    const { arrivals, given, referenceTables, mayAppear, visit } = examination;
    const name = 'reference tables';
    const absent = ['DEV_DATABASE_URL', 'PROD_DATABASE_URL'].filter((url) => !given.has(url));
    if (absent.length > 0) {
        return [(0,record_finding/* notRun */.nE)(name, `${absent.join(' and ')} not set: promotion is skipped`)];
    }
    if (referenceTables.length === 0) {
        return [(0,record_finding/* notRun */.nE)(name, 'none given to this step: set reference-tables as for promote')];
    }
    const side = (url, kind, appear) => {
        const reached = reachedAs(arrivals, url);
        const title = `${name} in ${url}`;
        if (reached === undefined)
            return Promise.resolve([databases_unreached(title, url)]);
        return (0,validation_visit.examine)(title, visit, () => referenceTableFindings(reached, kind, referenceTables, appear, visit));
    };
    const sides = await Promise.all([
        side('DEV_DATABASE_URL', 'read', false),
        side('DIRECT_URL', 'written', mayAppear),
    ]);
    return [...sides.flat(), ...(await comparison(examination, sides.flat()))];
}
/** The shapes of both sides: only where names and privileges are right, and nothing will change them. */
async function comparison({ arrivals, mayAppear, compareTables, visit }, sides) {
    const name = 'reference tables on both sides';
    const dev = reachedAs(arrivals, 'DEV_DATABASE_URL');
    const prod = reachedAs(arrivals, 'DIRECT_URL');
    if (dev === undefined || prod === undefined || (0,record_finding/* hasFailed */.WN)(sides)) {
        return [(0,record_finding/* notRun */.nE)(name, 'not compared while one of them is out of reach')];
    }
    if (mayAppear)
        return [(0,record_finding/* notRun */.nE)(name, 'compared by promote, after the pending migrations')];
    return (0,validation_visit.examine)(name, visit, () => compareTables(dev, prod));
}
function databases_unreached(name, url) {
    return (0,record_finding/* notRun */.nE)(name, `${url} could not be reached`);
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
