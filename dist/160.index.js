export const id = 160;
export const ids = [160];
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

/***/ 26359:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ compareLedger)
/* harmony export */ });
/**
 * Compares names as the tool writes them.
 * @param applied from the ledger, in the order they were applied.
 * @param files of the repository, in the tool's order.
 */
function compareLedger(applied, files) {
    const done = new Set(applied);
    const known = new Set(files);
    const pending = files.filter((file) => !done.has(file));
    const lastApplied = files.findLastIndex((file) => done.has(file));
    return {
        pending,
        missing: applied.filter((name) => !known.has(name)),
        outOfOrder: pending.filter((file) => files.indexOf(file) < lastApplied),
    };
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

/***/ 33160:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  validate: () => (/* binding */ validate)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/actions/visibility.ts
var actions_visibility = __webpack_require__(11331);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/migration/ledger.ts
var migration_ledger = __webpack_require__(26359);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/validation/listed.ts
var listed = __webpack_require__(9006);
;// CONCATENATED MODULE: ./src/validation/ledger.ts


/** Whether the next migration starts from a ledger that fits the files. */
function ledgerFindings(tool, table, comparison) {
    const { pending, missing, outOfOrder } = comparison;
    const name = 'migration ledger';
    const gone = (0,finding/* fail */.fJ)(name, {
        expected: `a file for every migration in ${table}`,
        found: `applied, but without a file: ${(0,listed/* listed */.K)(missing)}`,
        fix: 'bring the files back from the branch that was deployed, or check that this is the right database',
    });
    const early = (0,finding/* fail */.fJ)(name, {
        expected: 'pending migrations after the applied ones',
        found: `older than the last applied one: ${(0,listed/* listed */.K)(outOfOrder)}`,
        fix: `rename them to the end, or ${tool} will refuse or skip them`,
    });
    const faults = [...(missing.length > 0 ? [gone] : []), ...(outOfOrder.length > 0 ? [early] : [])];
    if (faults.length > 0)
        return faults;
    return [
        (0,finding/* pass */.IX)(name, pending.length === 0 ? 'nothing is pending' : `${pending.length} pending: ${(0,listed/* listed */.K)(pending)}`),
    ];
}
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

;// CONCATENATED MODULE: ./src/validation/secrets.ts

/** What a deploy goes without when an optional secret is not set. */
const TURNED_OFF = {
    DEV_DATABASE_URL: 'promotion of reference data is skipped',
    PROD_DATABASE_URL: 'promotion of reference data is skipped',
    EMAIL_USERNAME: 'no mail is sent',
    EMAIL_PASSWORD: 'no mail is sent',
    SLACK_WEBHOOK_URL: 'nobody is told in the chat',
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

;// CONCATENATED MODULE: ./src/validation/storage.ts

/** Whether the backup may be stored, and for as long as was asked. */
function storageFindings(facts) {
    return [retentionFinding(facts), privacyFinding(facts)];
}
function retentionFinding({ retentionDays, longestRetentionDays }) {
    const name = 'retention of the backup';
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
function privacyFinding({ visibility, doubt }) {
    const name = 'privacy of the backup';
    switch (visibility) {
        case 'private':
            return (0,finding/* pass */.IX)(name, 'the repository is private');
        case 'public':
            return (0,finding/* fail */.fJ)(name, {
                expected: 'a private repository',
                found: 'the repository is public: anybody could download the backup',
                fix: 'run the deploy from a private repository; this version cannot encrypt backups',
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
    const visibility = await visibilityOf(config, tools);
    return [
        ...secretFindings(secrets, inActions),
        ...urlFindings(urls, reported, inActions),
        ...storageFindings({ retentionDays, longestRetentionDays, ...visibility }),
    ];
}
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
async function examineServers(config, tools, urls) {
    const usable = usableUrls(urls);
    if (usable.length === 0) {
        const nothing = (0,finding/* notRun */.nE)('databases', 'there is no URL to connect to');
        return { findings: [nothing], details: { databases: [] } };
    }
    const { arrive, examineDatabases, reachedAs } = await Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(992), __webpack_require__.e(36)]).then(__webpack_require__.bind(__webpack_require__, 45655));
    const visit = {
        applicationName: `db-deploy/validate/${config.run.runId}`,
        signal: tools.signal,
        patienceMs: PATIENCE_MS,
    };
    const arrivals = await arrive(usable, visit);
    const direct = reachedAs(arrivals, 'DIRECT_URL');
    const migrations = await examineMigrations(config, direct, visit);
    const findings = await examineDatabases({
        arrivals,
        given: new Set(URL_NAMES.filter((name) => urls[name] !== undefined)),
        referenceTables: config.referenceTables,
        checks: config.checks,
        mayAppear: migrations.mayAppear,
        searchPath: config.surroundings.environment['PATH'] ?? '',
        workDirectory: tools.workDirectory,
        processes: tools.processes,
        preflights: await preflightsOf(visit),
        compareTables: (dev, prod) => compareTables(config, dev, prod, visit),
        visit,
    });
    return {
        findings: [
            ...arrivals.flatMap((arrival) => arrival.findings),
            ...findings,
            ...migrations.findings,
        ],
        details: {
            databases: arrivals.flatMap(described),
            ...(migrations.tool === undefined ? {} : { migrationTool: migrations.tool }),
        },
    };
}
/** Later steps' own conditions, asked by their own code. */
async function preflightsOf(visit) {
    const [{ checkReadAccess }, { look }] = await Promise.all([
        __webpack_require__.e(/* import() */ 742).then(__webpack_require__.bind(__webpack_require__, 68742)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(104)]).then(__webpack_require__.bind(__webpack_require__, 34104)),
    ]);
    const readAccess = async ({ connection }) => [
        await look(connection, visit, 'read the privileges for the backup', checkReadAccess),
    ];
    return [{ name: 'read access', check: readAccess }];
}
/** Whether promote could compare the reference tables as both databases are now. */
async function compareTables({ referenceTables: tables }, dev, prod, visit) {
    const [{ survey }, { pinSettings }, { look }] = await Promise.all([
        __webpack_require__.e(/* import() */ 120).then(__webpack_require__.bind(__webpack_require__, 37120)),
        __webpack_require__.e(/* import() */ 979).then(__webpack_require__.bind(__webpack_require__, 81979)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(104)]).then(__webpack_require__.bind(__webpack_require__, 34104)),
    ]);
    const purpose = 'compare the reference tables';
    const targets = await look(dev.connection, visit, purpose, async (here) => {
        await pinSettings(here);
        return look(prod.connection, visit, purpose, async (there) => {
            await pinSettings(there);
            // The share of changes is judged on rows, which nobody reads here.
            return survey(here, there, { tables, maxChangePercent: 100 });
        });
    });
    return [(0,finding/* pass */.IX)('reference tables on both sides', `${targets.length} can be compared and written`)];
}
async function examineMigrations(config, direct, visit) {
    const [{ detectAdapter }, { examine, look }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(634)]).then(__webpack_require__.bind(__webpack_require__, 82634)),
        Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(104)]).then(__webpack_require__.bind(__webpack_require__, 34104)),
    ]);
    const directory = (0,external_node_path_.resolve)(config.surroundings.workspace, config.workingDirectory);
    let known = { mayAppear: false };
    const findings = await examine('migrations', visit, async () => {
        const { adapter, command, found } = await detectAdapter(directory, config.migrateCommand);
        if (adapter === undefined) {
            known = { mayAppear: command !== undefined };
            return [undetectedFinding(found, command)];
        }
        known = { tool: adapter.name, mayAppear: true };
        const tool = (0,finding/* pass */.IX)('migration tool', `${adapter.name}, run as: ${command ?? adapter.command}`);
        if (direct === undefined) {
            return [tool, (0,finding/* notRun */.nE)('migration ledger', 'DIRECT_URL could not be reached')];
        }
        const files = await adapter.readFiles(directory);
        const ledger = await look(direct.connection, visit, 'read the migration ledger', (session) => adapter.readLedger(session));
        const comparison = (0,migration_ledger/* compareLedger */.X)(ledger.applied, files);
        known = { tool: adapter.name, mayAppear: comparison.pending.length > 0 };
        return [tool, ...ledgerFindings(adapter.name, ledger.table, comparison)];
    });
    return { ...known, findings };
}
function described({ reached }) {
    if (reached === undefined)
        return [];
    const { name, role, identity, version, tls } = reached;
    const shown = `${role}@${identity.host}:${identity.port}/${identity.database}`;
    return [{ role: name, shown, serverVersion: version, tls }];
}


/***/ }),

/***/ 9006:
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


/***/ })

};
