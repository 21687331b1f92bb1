export const id = 644;
export const ids = [644];
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

/***/ 54635:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ titlesOf),
/* harmony export */   Xj: () => (/* binding */ compareLedger),
/* harmony export */   dJ: () => (/* binding */ titled)
/* harmony export */ });
/**
 * Compares by the names that the tool writes.
 * @param files of the repository, in the tool's order.
 */
function compareLedger(ledger, files) {
    const done = new Set(ledger.applied);
    const known = new Set(files.map(({ name }) => name));
    const ranked = files.map((file, at) => ({ file, rank: file.rank ?? at }));
    const mark = Math.max(...ranked.filter(({ file }) => done.has(file.name)).map(({ rank }) => rank), -Infinity);
    const pending = ranked.filter(({ file }) => !done.has(file.name));
    return {
        pending: pending.map(({ file }) => file),
        missing: ledger.applied.filter((name) => !known.has(name)),
        edited: files.filter((file) => isEdited(file, ledger.checksums)),
        outOfOrder: pending.filter(({ rank }) => rank < mark).map(({ file }) => file),
        unfinished: ledger.unfinished ?? [],
    };
}
function isEdited({ name, checksums }, then) {
    const recorded = then?.[name];
    return recorded !== undefined && checksums !== undefined && !checksums.includes(recorded);
}
/** What people call the files. */
function titlesOf(files) {
    return files.map(({ name, title }) => title ?? name);
}
/** What people call the migrations of these names. */
function titled(names, files) {
    const titles = new Map(files.map(({ name, title }) => [name, title]));
    return names.map((name) => titles.get(name) ?? name);
}


/***/ }),

/***/ 3644:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  validate: () => (/* binding */ validate)
});

// EXTERNAL MODULE: ./src/actions/stores.ts
var stores = __webpack_require__(1969);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/actions/storedirectory.ts
var storedirectory = __webpack_require__(1803);
;// CONCATENATED MODULE: ./src/validation/backupplace.ts



/** Whether records and backups have a place that outlives the job. */
async function placeFindings(facts) {
    const directory = (0,stores/* directoryOf */.jt)(facts);
    return [
        ...serviceFindings(facts.runUrl),
        ...(directory === undefined ? [] : [await directoryFinding({ ...facts, directory })]),
    ];
}
async function directoryFinding(facts) {
    const name = 'directory of the backup';
    const problems = await (0,storedirectory/* directoryProblems */.YF)(facts);
    if (problems.length === 0)
        return (0,finding/* pass */.IX)(name, `${facts.directory}; nothing deletes backups there`);
    return (0,finding/* fail */.fJ)(name, {
        expected: 'a directory that stays when the job is over, and that this user may write to',
        found: problems.map(({ found }) => found).join('; '),
        fix: problems.map(({ nextAction }) => nextAction).join('; '),
    });
}
/** Hosts as @actions/artifact tells them apart (shared/config.ts, isGhes). */
function serviceFindings(runUrl) {
    const host = runUrl === '' ? 'github.com' : new URL(runUrl).hostname;
    if (host === 'github.com' || /\.(ghe\.com|localhost)$/.test(host))
        return [];
    return [
        (0,finding/* fail */.fJ)('artifact service', {
            expected: 'artifacts of version 4, by which the jobs hand each other their records',
            found: `${host} is a GitHub Enterprise Server, which has none`,
            fix: 'run the deploy from a repository on github.com or ghe.com',
        }),
    ];
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./src/validation/promotecommand.ts



const NAME = 'promote-command';
/** Only the shell knows what such a command runs. */
const NEEDS_A_SHELL = /[^\w\s./:@=,+-]|^\s*(cd|exec|env|time|source)\s|\n/;
/** Programs whose first word with the ending of a script is that script. */
const RUNNERS = /^(npx|pnpm|yarn|bunx?|deno|node|tsx|ts-node|bash|sh|python3?|ruby)$/;
const SCRIPT = /^[\w./-]+\.(ts|mts|cts|js|mjs|cjs|sh|py|rb)$/;
/** Whether the team's own script is there, and nothing else is asked to promote; nothing without one. */
async function commandFindings(settings) {
    const { promoteCommand: command, referenceTables, workingDirectory, surroundings } = settings;
    if (command === undefined)
        return [];
    if (referenceTables.length > 0) {
        return [
            (0,finding/* fail */.fJ)(NAME, {
                expected: 'either promote-command or reference-tables',
                found: 'both are set, and promote would refuse to run',
                fix: 'remove one of them',
            }),
        ];
    }
    const script = scriptOf(command);
    if (script === undefined) {
        return [(0,finding/* couldNotVerify */.ke)(NAME, 'only the shell can tell which file it runs')];
    }
    const path = (0,external_node_path_.resolve)(surroundings.workspace, workingDirectory, script);
    const isThere = await (0,promises_.access)(path).then(() => true, () => false);
    if (isThere)
        return [(0,finding/* pass */.IX)(NAME, `${script} is there`)];
    return [
        (0,finding/* fail */.fJ)(NAME, {
            expected: `the file ${script} in ${workingDirectory}`,
            found: 'it is not there',
            fix: 'correct promote-command or working-directory, and check the repository out before this step',
        }),
    ];
}
/** The file that a plain command runs; undefined where it names none for certain. */
function scriptOf(command) {
    if (NEEDS_A_SHELL.test(command))
        return undefined;
    const [program = '', ...words] = command.trim().split(/\s+/);
    if (program.includes('/'))
        return program;
    return RUNNERS.test(program) ? words.find((word) => SCRIPT.test(word)) : undefined;
}

;// CONCATENATED MODULE: ./src/validation/secrets.ts

/** What a deploy goes without when an optional secret is not set. */
const TURNED_OFF = {
    DEV_DATABASE_URL: 'promotion of reference data is skipped',
    PROD_DATABASE_URL: 'promotion of reference data is skipped',
    EMAIL_USERNAME: 'no mail is sent',
    EMAIL_PASSWORD: 'no mail is sent',
    SLACK_WEBHOOK_URL: 'nobody is told in the chat',
    WEBHOOK_SECRET: 'webhooks are not signed',
};
const UNKNOWN_USE = 'what needs it is turned off';
/** One finding a secret: set, missing, useless as it stands, or pasted with blanks around it. */
function secretFindings(reports, inActions) {
    return reports.map((report) => {
        const name = `secret ${report.name}`;
        const fix = setAdvice(report.name, inActions);
        if (!report.present) {
            if (!report.required)
                return (0,finding/* notRun */.nE)(name, `not set: ${consequence(report.name)}`);
            return (0,finding/* fail */.fJ)(name, { expected: 'a value', found: 'not set, or empty', fix });
        }
        if (report.faults.length > 0) {
            const found = `it ${report.faults.join(', and ')}`;
            const shortfall = { expected: 'a real, long and random value', found, fix };
            return report.required ? (0,finding/* fail */.fJ)(name, shortfall) : (0,finding/* warn */.R8)(name, shortfall);
        }
        if (report.padded) {
            const found = 'it has blanks or newlines around it; this action removes them, others may not';
            return (0,finding/* warn */.R8)(name, { expected: 'the bare value', found, fix });
        }
        return (0,finding/* pass */.IX)(name, 'set');
    });
}
/** What the absence of optional secrets turns off, each once. */
function turnedOff(reports) {
    const absent = reports.filter(({ required, present }) => !required && !present);
    return [...new Set(absent.map(({ name }) => consequence(name)))];
}
/** How to set a secret, in a workflow and on a laptop. */
function setAdvice(name, inActions) {
    return inActions
        ? `set the secret ${name} under Settings > Secrets and variables > Actions, and pass it to the job: env: ${name}: \${{ secrets.${name} }}`
        : `set ${name} in the environment or in .env`;
}
function consequence(name) {
    return TURNED_OFF[name] ?? UNKNOWN_USE;
}

// EXTERNAL MODULE: ./src/archive/keyadvice.ts
var keyadvice = __webpack_require__(27721);
;// CONCATENATED MODULE: ./src/validation/storage.ts


/** Whether the backup may be stored, and for as long as was asked. */
function storageFindings(facts) {
    return [retentionFinding(facts), privacyFinding(facts)];
}
function retentionFinding({ inActions, backupTo, retentionDays, longestRetentionDays, }) {
    const name = 'retention of the backup';
    if (!inActions || backupTo !== 'artifact')
        return (0,finding/* notRun */.nE)(name, 'nothing deletes backups in a directory');
    if (longestRetentionDays === undefined || retentionDays <= longestRetentionDays) {
        return (0,finding/* pass */.IX)(name, `${retentionDays} days`);
    }
    return (0,finding/* warn */.R8)(name, {
        expected: `${retentionDays} days`,
        found: `the repository keeps artifacts for at most ${longestRetentionDays} days; the backup is gone then`,
        fix: `set retention-days to ${longestRetentionDays} or less, or raise the limit under Settings > Actions > General`,
    });
}
/** Artifacts of a public repository can be fetched by anybody with a GitHub account. */
function privacyFinding({ inActions, visibility, doubt, backupTo, recipients, }) {
    const name = 'privacy of the backup';
    if (recipients > 0) {
        const encrypted = `the archive is encrypted to ${(0,keyadvice/* recipientsInWords */.bs)(recipients)}`;
        return (0,finding/* pass */.IX)(name, visibility === 'private' ? encrypted : `${encrypted}; ${keyadvice/* STILL_READABLE */.kK}`);
    }
    if (backupTo !== 'artifact') {
        return (0,finding/* pass */.IX)(name, 'the backup goes to a directory: who sees the artifacts does not matter');
    }
    switch (visibility) {
        case 'private':
            return (0,finding/* pass */.IX)(name, inActions ? 'the repository is private' : 'the backup stays on this machine');
        case 'public':
            return (0,finding/* fail */.fJ)(name, {
                expected: 'a private repository, or an encrypted backup',
                found: 'the repository is public: anybody could download the backup',
                fix: keyadvice/* HOW_TO_ENCRYPT */.Hn,
            });
        case 'unknown':
            return (0,finding/* couldNotVerify */.ke)(name, doubt ?? 'nothing says whether the repository is private', 'give the job `permissions: contents: read` and leave github-token at its default');
    }
}

;// CONCATENATED MODULE: ./src/validation/urls.ts


/** By the names of their secrets, in the order of every result. */
const URL_NAMES = [
    'DATABASE_URL',
    'DIRECT_URL',
    'DEV_DATABASE_URL',
    'PROD_DATABASE_URL',
];
/** Without them there is nothing to deploy to, whatever `required-secrets` says. */
const NEEDED = ['DATABASE_URL', 'DIRECT_URL'];
/**
 * Whether the URLs can be understood.
 * @param reported names that the findings on secrets already speak of.
 */
function urlFindings(urls, reported, inActions) {
    return URL_NAMES.flatMap((name) => {
        const parsed = urls[name];
        if (parsed?.ok === true)
            return parameterFindings(name, parsed.connection);
        if (parsed !== undefined) {
            const { found, likelyCause, nextAction } = parsed.problem;
            const cause = likelyCause === undefined ? '' : ` (${likelyCause})`;
            return [
                (0,finding/* fail */.fJ)(name, { expected: 'a Postgres URL', found: `${found}${cause}`, fix: nextAction }),
            ];
        }
        if (!NEEDED.includes(name) || reported.has(name))
            return [];
        const fix = setAdvice(name, inActions);
        return [(0,finding/* fail */.fJ)(name, { expected: 'a Postgres URL', found: 'not set', fix })];
    });
}
function usableUrls(urls) {
    return URL_NAMES.flatMap((name) => {
        const parsed = urls[name];
        return parsed?.ok === true ? [{ name, connection: parsed.connection }] : [];
    });
}
function parameterFindings(name, { dropped, unknown }) {
    const title = `parameters of ${name}`;
    if (unknown.length > 0) {
        return [
            (0,finding/* warn */.R8)(title, {
                expected: 'parameters that this action knows, of libpq or of an ORM',
                found: `${unknown.join(', ')}: unknown here, and without effect on this action`,
                fix: `correct or remove ${unknown.join(', ')} in ${name}`,
            }),
        ];
    }
    if (dropped.length === 0)
        return [];
    return [(0,finding/* pass */.IX)(title, `${dropped.join(', ')}: for the ORM alone, left out by this action`)];
}

// EXTERNAL MODULE: ./src/actions/visibility.ts
var actions_visibility = __webpack_require__(11331);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/validation/visibility.ts


/** Who may read the repository, asked of GitHub where the event does not tell. */
async function visibilityOf({ surroundings: { visibility }, run: { repository }, githubToken: token }, { fetch, signal }) {
    if (visibility !== 'unknown')
        return { visibility };
    try {
        return { visibility: await (0,actions_visibility/* askVisibility */.M)({ repository, token, fetch }) };
    }
    catch (error) {
        signal.throwIfAborted();
        const [problem] = (0,errors/* problemsOf */.GW)(error, 'ask GitHub');
        return { visibility, ...(problem === undefined ? {} : { doubt: problem.found }) };
    }
}

// EXTERNAL MODULE: ./src/migration/ledger/ledger.ts
var ledger_ledger = __webpack_require__(54635);
;// CONCATENATED MODULE: ./src/validation/ledger.ts

/** No ledger that this action can read. @param command what migrate would run; undefined for nothing. */
function undetectedFinding(found, command) {
    if (command !== undefined)
        return (0,finding/* notRun */.nE)('migration ledger', `${found}: ${command}`);
    return (0,finding/* fail */.fJ)('migration tool', {
        expected: 'a migration tool in working-directory, or migrate-command',
        found,
        fix: 'set working-directory to the directory with the package.json, or migrate-command to the command that migrates (`true` where nothing is migrated)',
    });
}

;// CONCATENATED MODULE: ./src/steps/validateledger.ts



/** Whether ledger and files agree, and whether the ledger knows of what is there. */
async function examineMigrations(config, direct, visit) {
    const [{ adoptionFindings }, { detectTool }, { ledgerFindings }, { examine, look }] = await Promise.all([
        __webpack_require__.e(/* import() */ 590).then(__webpack_require__.bind(__webpack_require__, 28590)),
        Promise.all(/* import() */[__webpack_require__.e(116), __webpack_require__.e(589)]).then(__webpack_require__.bind(__webpack_require__, 80589)),
        __webpack_require__.e(/* import() */ 176).then(__webpack_require__.bind(__webpack_require__, 80176)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(104)]).then(__webpack_require__.bind(__webpack_require__, 34104)),
    ]);
    let known = { mayAppear: false };
    const findings = await examine('migrations', visit, async () => {
        const application = { ...config, directUrl: direct?.connection };
        const { migrations, command, found } = await detectTool(application);
        if (migrations === undefined) {
            known = { mayAppear: command !== undefined };
            return [undetectedFinding(found, command)];
        }
        const { adapter, table } = migrations;
        known = { tool: adapter.name, mayAppear: true };
        const tool = (0,finding/* pass */.IX)('migration tool', `${adapter.name}, run as: ${command ?? adapter.command}`);
        if (direct === undefined) {
            return [tool, (0,finding/* notRun */.nE)('migration ledger', 'DIRECT_URL could not be reached')];
        }
        const files = await adapter.readFiles(migrations);
        const purpose = 'read the migration ledger';
        const { comparison, adoption } = await look(direct.connection, visit, purpose, async (session) => {
            const ledger = await adapter.readLedger(session, table);
            const compared = (0,ledger_ledger/* compareLedger */.Xj)(ledger, files);
            return {
                comparison: compared,
                adoption: await adoptionFindings(session, adapter, ledger, compared),
            };
        });
        known = { tool: adapter.name, mayAppear: comparison.pending.length > 0 };
        return [tool, ...ledgerFindings('migration ledger', migrations, comparison), ...adoption];
    });
    return { ...known, findings };
}

;// CONCATENATED MODULE: ./src/steps/validate.ts









/** Most milliseconds for one look at a server. */
const PATIENCE_MS = 60_000;
/** Proves what all later steps need; finds every problem in one run, and changes nothing. */
async function validate(config, tools) {
    const urls = givenUrls(config);
    const offline = await offlineFindings(config, tools, urls);
    const servers = await examineServers(config, tools, urls);
    const findings = [...offline, ...servers.findings];
    return {
        status: (0,finding/* hasFailed */.WN)(findings) ? 'failed' : 'passed',
        findings,
        details: { ...servers.details, turnedOff: turnedOff(config.secrets) },
    };
}
function givenUrls(config) {
    return {
        DATABASE_URL: config.databaseUrl,
        DIRECT_URL: config.directUrl,
        DEV_DATABASE_URL: config.devDatabaseUrl,
        PROD_DATABASE_URL: config.prodDatabaseUrl,
    };
}
/** What can be told without any server, and without the weight of a client for one. */
async function offlineFindings(config, tools, urls) {
    const { secrets, retentionDays, surroundings } = config;
    const { inActions, longestRetentionDays } = surroundings;
    const reported = new Set(secrets.map(({ name }) => name));
    return [
        ...secretFindings(secrets, inActions),
        ...urlFindings(urls, reported, inActions),
        ...storageFindings({
            inActions,
            retentionDays,
            longestRetentionDays,
            backupTo: (0,stores/* targetOf */.$r)(config.backupTo, inActions),
            recipients: config.encryptTo.length,
            ...(await visibilityOf(config, tools)),
        }),
        ...(await commandFindings(config)),
        ...(await placeFindings({ ...surroundings, target: config.backupTo, runUrl: config.run.url })),
    ];
}
async function examineServers(config, tools, urls) {
    const usable = usableUrls(urls);
    if (usable.length === 0) {
        const nothing = (0,finding/* notRun */.nE)('databases', 'there is no URL to connect to');
        return { findings: [nothing], details: { databases: [] } };
    }
    const { arrive, examineDatabases, reachedAs } = await Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(224), __webpack_require__.e(756)]).then(__webpack_require__.bind(__webpack_require__, 81756));
    const visit = {
        applicationName: `db-deploy/validate/${config.run.runId}`,
        signal: tools.signal,
        patienceMs: PATIENCE_MS,
    };
    const arrivals = await arrive(usable, visit);
    const direct = reachedAs(arrivals, 'DIRECT_URL');
    const migrations = await examineMigrations(config, direct, visit);
    const drift = await examineDrift(config, tools, direct, visit);
    const findings = await examineDatabases({
        arrivals,
        given: new Set(URL_NAMES.filter((name) => urls[name] !== undefined)),
        referenceTables: config.referenceTables,
        checks: config.checks,
        mayAppear: migrations.mayAppear,
        provision: {
            searchPath: config.surroundings.environment['PATH'] ?? '',
            processes: tools.processes,
            mayInstall: config.surroundings.inActions,
            log: tools.log,
        },
        workDirectory: tools.workDirectory,
        preflights: await preflightsOf(config, tools, visit),
        compareTables: (dev, prod) => compareTables(config, dev, prod, visit),
        visit,
    });
    return {
        findings: [
            ...arrivals.flatMap((arrival) => arrival.findings),
            ...findings,
            ...migrations.findings,
            ...drift,
        ],
        details: {
            databases: arrivals.flatMap(described),
            ...(migrations.tool === undefined ? {} : { migrationTool: migrations.tool }),
        },
    };
}
/** Later steps' own conditions, asked by their own code. */
async function preflightsOf(config, tools, visit) {
    const [{ preflight }, { storagePreflights }, { look }] = await Promise.all([
        __webpack_require__.e(/* import() */ 653).then(__webpack_require__.bind(__webpack_require__, 97653)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(721)]).then(__webpack_require__.bind(__webpack_require__, 45721)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(104)]).then(__webpack_require__.bind(__webpack_require__, 34104)),
    ]);
    const { excludeSchemas, excludeTableData, surroundings, run } = config;
    const storage = {
        ...{ ...surroundings, target: config.backupTo, retentionDays: config.retentionDays },
        ...{ environment: config.environment, repository: run.repository, token: config.githubToken },
    };
    const excluded = { schemas: excludeSchemas, tableData: excludeTableData };
    const readAccess = async ({ connection }) => {
        const { findings } = await look(connection, visit, 'read the privileges for the backup', (session) => preflight(session, excluded));
        return findings;
    };
    return [{ name: 'read access', check: readAccess }, ...storagePreflights(storage, tools, visit)];
}
/** Whether promote could compare the reference tables as both databases are now. */
async function compareTables({ referenceTables: tables }, dev, prod, visit) {
    const [{ survey }, { pinSettings }, { look }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(901), __webpack_require__.e(301)]).then(__webpack_require__.bind(__webpack_require__, 84301)),
        __webpack_require__.e(/* import() */ 979).then(__webpack_require__.bind(__webpack_require__, 81979)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(104)]).then(__webpack_require__.bind(__webpack_require__, 34104)),
    ]);
    const purpose = 'compare the reference tables';
    const targets = await look(dev.connection, visit, purpose, async (here) => {
        await pinSettings(here);
        return look(prod.connection, visit, purpose, async (there) => {
            await pinSettings(there);
            // The share of changes is judged on rows, which nobody reads here.
            return survey(here, there, { tables, maxChangePercent: 100, maxDeletes: 0 });
        });
    });
    return [(0,finding/* pass */.IX)('reference tables on both sides', `${targets.length} can be compared and written`)];
}
/** Told before anything is touched; migrate asks again, under the deploy lock. */
async function examineDrift({ drift: mode, surroundings: { visibility } }, tools, direct, visit) {
    const [{ DRIFT, driftFinding }, { readCatalog }, { pinSettings }, { examine, look }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(679), __webpack_require__.e(609), __webpack_require__.e(883)]).then(__webpack_require__.bind(__webpack_require__, 64883)),
        __webpack_require__.e(/* import() */ 679).then(__webpack_require__.bind(__webpack_require__, 33679)),
        __webpack_require__.e(/* import() */ 979).then(__webpack_require__.bind(__webpack_require__, 81979)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(104)]).then(__webpack_require__.bind(__webpack_require__, 34104)),
    ]);
    if (direct === undefined)
        return [(0,finding/* notRun */.nE)(DRIFT, 'DIRECT_URL could not be reached')];
    return examine(DRIFT, visit, async () => {
        const catalog = await look(direct.connection, visit, 'read the catalog', async (session) => {
            await pinSettings(session);
            return readCatalog(session);
        });
        return [await driftFinding({ ...tools, mode, visibility, catalog })];
    });
}
function described({ reached }) {
    if (reached === undefined)
        return [];
    const { name, role, identity, version, tls } = reached;
    const shown = `${role}@${identity.host}:${identity.port}/${identity.database}`;
    return [{ role: name, shown, serverVersion: version, tls }];
}


/***/ })

};
