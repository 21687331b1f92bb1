export const id = 304;
export const ids = [304];
export const modules = {

/***/ 44304:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rehearse: () => (/* binding */ rehearse)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/actions/stores.ts
var stores = __webpack_require__(1969);
// EXTERNAL MODULE: ./src/archive/privatedirectory.ts
var privatedirectory = __webpack_require__(19358);
// EXTERNAL MODULE: ./src/filling/choice.ts + 1 modules
var choice = __webpack_require__(75056);
// EXTERNAL MODULE: ./src/filling/obtain.ts + 2 modules
var obtain = __webpack_require__(86590);
// EXTERNAL MODULE: ./src/migration/detection/repository.ts
var detection_repository = __webpack_require__(21430);
// EXTERNAL MODULE: ./src/migration/ledger/standing.ts
var standing = __webpack_require__(53290);
// EXTERNAL MODULE: ./src/postgres/directness.ts
var directness = __webpack_require__(17457);
// EXTERNAL MODULE: ./src/postgres/identity.ts
var identity = __webpack_require__(54837);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/record/finding.ts
var record_finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/rehearsal/account.ts

/** What is known once the backup is here. */
function beginAccount(chosenBy, { name, manifest, openedWith }) {
    const { archive, snapshot, run } = manifest;
    return {
        backup: {
            name,
            chosenBy,
            runId: run.runId,
            snapshotTime: snapshot.time,
            bytes: archive.bytes,
            sha256: archive.sha256,
        },
        openedWith: [...openedWith],
        server: '',
        leftOut: [],
        durations: [],
        rewrites: [],
        stallEstimates: [],
    };
}
/** Runs a part. How it fails is told beside what is known already, and takes nothing's place. */
async function accounted(account, { purpose, log }, work) {
    try {
        await work();
    }
    catch (error) {
        if (error instanceof Error)
            log.debug(error.stack ?? '');
        account.problems.push(...(0,errors/* problemsOf */.GW)(error, purpose));
    }
}
/** @throws when nothing is known yet. */
function known({ details }) {
    if (details === undefined)
        throw new Error('nothing is known of the rehearsal yet');
    return details;
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/rehearsal/launcher.ts
/**
 * Forwards what connects to the port on loopback to a socket: the one way out. It goes when its
 * process group is ended, not before: programs in the background may still be at work.
 */
const FORWARDER = `
const { connect, createServer } = require('node:net');
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});
const [, socket, port] = process.argv;
const forward = (inner) => {
  const outer = connect({ path: socket, allowHalfOpen: true });
  for (const [one, other] of [[inner, outer], [outer, inner]]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.end());
    one.pipe(other);
  }
};
const listen = (host) => new Promise((done, failed) => {
  createServer({ allowHalfOpen: true, noDelay: true }, forward).once('error', failed).listen(Number(port), host, done);
});
(async () => {
  await listen('127.0.0.1');
  // Not every machine has it.
  await listen('::1').catch(() => {});
  process.stdout.write('ready');
})();`;
/**
 * Runs in the network of its own, as the user of the job: `node -e LAUNCHER -- <forwarder> <socket>
 * <port> <command> <arguments…>`, with the environment of the program as JSON in its input, where
 * nobody else can read it. Signals go to the whole group, and it ends as the program ends.
 */
const LAUNCHER = `
const { spawn } = require('node:child_process');
const { networkInterfaces } = require('node:os');
const { text } = require('node:stream/consumers');
const { once } = require('node:events');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const name of signals) process.on(name, () => {});
const [, forwarder, socket, port, command, ...args] = process.argv;
const fail = (error) => {
  process.stderr.write(error.message + '\\n');
  process.exit(125);
};
(async () => {
  const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo');
  if (others.length > 0) throw new Error('the network has a way out: ' + others.join(', '));
  const env = JSON.parse(await text(process.stdin));
  const way = spawn(process.execPath, ['-e', forwarder, '--', socket, port], { stdio: ['ignore', 'pipe', 'ignore'] });
  way.once('exit', () => fail(new Error('the way to the scratch server was closed')));
  await once(way.stdout, 'data');
  const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  child.once('error', fail);
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
})().catch(fail);`;

;// CONCATENATED MODULE: ./src/rehearsal/confinement.ts







/** The only hosts that mean the same in a network of its own. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|::1)$/;
/** 1 on Ubuntu from 23.10 on: then users may make namespaces only by a profile of AppArmor. */
const RESTRICTION = 'kernel.apparmor_restrict_unprivileged_userns';
const RESTRICTION_FILE = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** A new network has a loopback that is down. */
const LOOPBACK_UP = `{ ip link set lo up || ifconfig lo up; } 2>/dev/null || {
  echo 'its loopback could not be set up: neither ip nor ifconfig did it' >&2; exit 125; }
exec "$@"`;
/** Addresses of sockets end there (sun_path). */
const LONGEST_SOCKET = 100;
/**
 * Finds out by doing it. Root may; others by a user namespace, or, where the kernel refuses these
 * (AppArmor on Ubuntu 24.04), by a sudo that asks for no password. The program runs as this user in
 * every case.
 * @param host of the scratch server; undefined for a cluster on this machine.
 * @param restriction file in which the kernel says whether AppArmor keeps users from it.
 */
async function findConfinement(processes, host = '127.0.0.1', user = { uid: process.getuid?.(), gid: process.getgid?.() }, restriction = RESTRICTION_FILE) {
    if (!LOOPBACK.test(host))
        return { ok: false, found: 'the scratch server is not on this machine' };
    const refusals = new Set();
    for (const way of waysOf(user)) {
        const spec = confined({ command: 'true', args: [], env: { PATH } }, way, '/nowhere', 5432);
        const refusal = await processes.run(spec).then(({ code, stderr }) => (code === 0 ? undefined : (stderr.at(-1) ?? `exit code ${code ?? ''}`)), (error) => {
            // It cannot be started; a cancelled step has no code.
            if ((0,sqlstate/* codeOf */.$)(error) === undefined)
                throw error;
            return `${way.command} is not there`;
        });
        if (refusal === undefined)
            return { ok: true, ...way };
        refusals.add(refusal.trim());
    }
    const found = [...refusals].join('; ');
    const isRestricted = (await (0,promises_.readFile)(restriction, 'utf8').catch(() => '')).trim() === '1';
    if (!isRestricted || user.uid === 0)
        return { ok: false, found };
    return {
        ok: false,
        found: `${found}; ${RESTRICTION} is 1, so AppArmor keeps users from namespaces`,
        remedy: `let this user run sudo without a password, as on GitHub's runners, or allow namespaces to users: sudo sysctl -w ${RESTRICTION}=0`,
    };
}
function waysOf({ uid, gid }) {
    const unshare = (options, then) => ['unshare', ...options, '--net', '--', '/bin/sh', '-c', LOOPBACK_UP, 'db-deploy-confined', ...then]; // prettier-ignore
    if (uid === undefined || gid === undefined)
        return [];
    const ids = [String(uid), String(gid)];
    const all = uid === 0
        ? [unshare([], [])]
        : [
            unshare(['--user', '--map-root-user'], ['unshare', '--user', `--map-user=${ids[0]}`, `--map-group=${ids[1]}`, '--']), // prettier-ignore
            ['sudo', '--non-interactive', '--', ...unshare([], ['setpriv', '--reuid', ids[0], '--regid', ids[1], '--init-groups', '--no-new-privs', '--'])], // prettier-ignore
        ];
    return all.map(([command = '', ...args]) => ({ command, args }));
}
/** The environment goes through the input: sudo would lose half of it, and arguments are public. */
function confined(spec, way, socket, port) {
    return {
        ...spec,
        command: way.command,
        args: [
            ...way.args,
            ...[process.execPath, '-e', LAUNCHER, '--', FORWARDER, socket, String(port)],
            ...[spec.command, ...spec.args],
        ],
        env: { PATH },
        stdin: external_node_stream_.Readable.from([JSON.stringify(spec.env)]),
    };
}
/**
 * Runs the work with programs confined: from their network a relay of ours leads to one server, at
 * the address that it has outside, and nothing else does. Without a confinement they run as ever.
 * @param directory private to this user.
 */
async function withConfinement(confinement, settings, work) {
    const { processes, server, directory } = settings;
    if (!confinement.ok)
        return work(processes);
    const near = (0,external_node_path_.join)(directory, 'scratch');
    const fits = Buffer.byteLength(near) <= LONGEST_SOCKET;
    // Runners keep their temporary files at the end of long paths. It holds the socket alone.
    const elsewhere = fits ? undefined : await (0,promises_.mkdtemp)('/tmp/db-deploy-');
    const socket = elsewhere === undefined ? near : (0,external_node_path_.join)(elsewhere, 'scratch');
    const relay = (0,external_node_net_.createServer)({ allowHalfOpen: true }, (inner) => {
        const outer = (0,external_node_net_.connect)({ ...server, allowHalfOpen: true, noDelay: true });
        for (const [one, other] of [
            [inner, outer],
            [outer, inner],
        ]) {
            // prettier-ignore
            one.on('error', () => other.destroy());
            one.on('close', () => other.end());
            one.pipe(other);
        }
    });
    relay.listen(socket);
    await (0,external_node_events_.once)(relay, 'listening');
    try {
        return await work({
            run: (spec) => processes.run(confined(spec, confinement, socket, server.port)),
        });
    }
    finally {
        relay.close();
        if (elsewhere !== undefined)
            await (0,promises_.rm)(elsewhere, { recursive: true, force: true });
    }
}

// EXTERNAL MODULE: ./src/postgres/urlvariables.ts
var urlvariables = __webpack_require__(28297);
;// CONCATENATED MODULE: ./src/rehearsal/isolation.ts



/** Names from which tools read a URL; all are set, so that no file can set them. */
const URL_NAMES = [
    ...urlvariables/* URL_VARIABLES */.w,
    'DEV_DATABASE_URL',
    'PROD_DATABASE_URL',
];
const POSTGRES_URL = /^(postgres(?:ql)?):\/\//;
/** Of other clients, which the scratch URL would not suit. */
const OTHER_URL = /^(jdbc:postgresql|prisma(\+postgres)?|postgis|pgsql|ecto):/;
/** Keys to stores of secrets: `doppler run` and its kin set the URLs of production themselves. */
const OPENS_A_STORE = new RegExp(`^(${[
    'DOTENV_KEY|DOTENV_PRIVATE_KEY\\w*|DOPPLER_\\w+|INFISICAL_\\w+|OP_SERVICE_ACCOUNT_TOKEN|OP_CONNECT_\\w+|OP_SESSION_\\w+',
    'VAULT_(TOKEN|ROLE_ID|SECRET_ID)|BWS_ACCESS_TOKEN|BW_(SESSION|CLIENTSECRET|PASSWORD)|SOPS_AGE_\\w+|AKEYLESS_\\w+|CONJUR_AUTHN_\\w+',
    'AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE|DEFAULT_PROFILE|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\\w+)',
    'GOOGLE_APPLICATION_CREDENTIALS|GOOGLE_GHA_CREDS_PATH|CLOUDSDK_\\w+|AZURE_(CLIENT_SECRET|CLIENT_CERTIFICATE_\\w+|FEDERATED_TOKEN_FILE|PASSWORD)|ARM_CLIENT_SECRET',
    'ACTIONS_ID_TOKEN_REQUEST_(TOKEN|URL)|KUBECONFIG|SUPABASE_ACCESS_TOKEN|NEON_API_KEY|PLANETSCALE_\\w+|VERCEL_TOKEN|FLY_(API|ACCESS)_TOKEN',
    'RAILWAY_(API_)?TOKEN|RENDER_API_KEY|CLOUDFLARE_API_(TOKEN|KEY)|HEROKU_API_KEY|NETLIFY_AUTH_TOKEN|DIGITALOCEAN_ACCESS_TOKEN|TURSO_API_TOKEN|XATA_API_KEY|AIVEN_\\w*TOKEN',
].join('|')})$`);
/**
 * The environment in which a rehearsal's tools run: every URL of a Postgres is the scratch one, and
 * nothing is left by which production could be reached. libpq's own files are looked for where
 * there are none.
 */
function isolate(settings) {
    const { environment, scratch, leads, shadowed, certificateFile, directory } = settings;
    const kept = {};
    const replaced = [];
    const dropped = [];
    for (const [name, value] of Object.entries(environment)) {
        if (name.startsWith('PG'))
            continue;
        const scheme = POSTGRES_URL.exec(value.trim())?.[1];
        if (scheme !== undefined) {
            kept[name] = scratch.url.replace(POSTGRES_URL, `${scheme}://`);
            replaced.push(name);
        }
        else if (OTHER_URL.test(value.trim()) || OPENS_A_STORE.test(name) || leads(value)) {
            dropped.push(name);
        }
        else
            kept[name] = value;
    }
    for (const name of [...URL_NAMES, ...shadowed])
        kept[name] ??= scratch.url;
    return {
        environment: {
            ...kept,
            ...(certificateFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificateFile }),
            PGPASSFILE: (0,external_node_path_.join)(directory, 'no-pgpass'),
            PGSERVICEFILE: (0,external_node_path_.join)(directory, 'no-pg_service.conf'),
            // Tools need the home for their caches, so what else lies there is hidden by name.
            AWS_SHARED_CREDENTIALS_FILE: (0,external_node_path_.join)(directory, 'no-aws-credentials'),
            AWS_CONFIG_FILE: (0,external_node_path_.join)(directory, 'no-aws-config'),
            AWS_EC2_METADATA_DISABLED: 'true',
            CLOUDSDK_CONFIG: (0,external_node_path_.join)(directory, 'no-gcloud'),
            KUBECONFIG: (0,external_node_path_.join)(directory, 'no-kubeconfig'),
        },
        finding: findingOf(settings.confinement, inWords(replaced, shadowed, dropped)),
    };
}
/** A list of what leads to production is never complete: only a network without a way out is proof. */
function findingOf(confinement, words) {
    const name = 'isolation';
    if (confinement.ok) {
        return (0,record_finding/* pass */.IX)(name, `the migration tool runs in a network without a way out, but for the one to the scratch server; ${words}`); // prettier-ignore
    }
    return (0,record_finding/* couldNotVerify */.ke)(name, `${words}. But the migration tool has the network of this job (one of its own was refused: ${confinement.found}): an address and password of production that it has from elsewhere would work`, confinement.remedy ??
        'rehearse on Linux with a cluster of the runner, as root, with sudo that asks for no password, or where users may make namespaces');
}
function inWords(replaced, shadowed, dropped) {
    const set = [...new Set([...replaced, ...shadowed])];
    return [
        'every URL that tools see is that of the scratch database',
        ...(set.length === 0 ? [] : [`also in ${set.join(', ')}`]),
        ...(dropped.length === 0 ? [] : [`not handed to them, for they lead to other databases or to stores of secrets: ${dropped.join(', ')}`]), // prettier-ignore
    ].join('; ');
}

;// CONCATENATED MODULE: ./src/rehearsal/textfiles.ts


/** What others wrote, and what git keeps. */
const NOT_ENTERED = new Set(['node_modules', '.git', '.next', '.turbo']);
/** Nobody writes a longer configuration by hand. */
const LONGEST = 256 * 1024;
const MOST = 20_000;
/** Every file that a person may have written, of up to 256 KB; links are not followed into directories. */
async function walk(directory, most = MOST) {
    const paths = [];
    const left = [directory];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const below = next;
        for (const entry of await (0,promises_.readdir)(below, { withFileTypes: true }).catch(() => [])) {
            const path = (0,external_node_path_.join)(below, entry.name);
            if (entry.isDirectory()) {
                if (!NOT_ENTERED.has(entry.name))
                    left.push(path);
                continue;
            }
            const found = await (0,promises_.stat)(path).catch(() => undefined);
            if (found?.isFile() !== true || found.size > LONGEST)
                continue;
            if (paths.length === most)
                return { paths, complete: false };
            paths.push(path);
        }
    }
    return { paths, complete: true };
}

;// CONCATENATED MODULE: ./src/rehearsal/checkout.ts






const DOTENV = /^\.env(?!.*\.(example|sample|template|dist|vault)$)(\..+)?$/;
const EXAMPLE = /^\.env\..*(example|sample|template|dist|vault)$/;
const CONFIGURATION = /\.(json|ya?ml|toml|ini|conf|properties|[cm]?[jt]s)$/;
const NOT_READ = /^(package-lock|npm-shrinkwrap|pnpm-lock|tsconfig.*)\./;
/** Directories in which tools keep their configuration, below each of the checkout's. */
const PLACES = ['', 'prisma', 'config', 'db', 'database', 'drizzle', 'migrations'];
/** A shell that reads a file of variables, or a loader told to: what is set already is set again. */
const OVERRIDES = /(^|[\s;&|"'(])(source|\.)\s+["']?\S*\.env|dotenv\S*\s+.*(-o|--overload|--override)\b|\boverride['\"]?\s*:\s*true|\bdotenvx?\b.*\boverload\b/;
const ENTRY = /^\s*(?:export\s+)?([\w.-]+)\s*[=:]\s*("(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`|.*)$/gm;
/**
 * Refuses a checkout and home in which a tool would find its way to production by itself. Variables
 * of `.env` files are read only where the environment does not have them, so those of names that
 * we set may stay.
 * @throws {DeployError} naming files and variables, never values.
 */
async function requireCleanCheckout(settings) {
    const { workspace, leads, everywhere } = settings;
    const { texts, complete } = await read(settings);
    const overriding = OVERRIDES.test(settings.command) || [...texts.values()].some((text) => OVERRIDES.test(text)); // prettier-ignore
    const problems = [];
    const shadowed = new Set();
    for (const [path, text] of texts) {
        const shownPath = path.startsWith(workspace) ? (0,external_node_path_.relative)(workspace, path) : path;
        if (!isDotenv(path, settings)) {
            if (leads(text))
                problems.push(leading(shownPath, []));
            continue;
        }
        const entries = entriesOf(text);
        const known = (name) => !overriding && URL_NAMES.includes(name); // prettier-ignore
        const names = entries.filter(({ value }) => leads(value)).map(({ name }) => name);
        const refused = names.filter((name) => !known(name));
        // A value over several lines, or a form of file that we do not read.
        if (refused.length > 0 || (leads(text) && names.length === 0))
            problems.push(leading(shownPath, refused)); // prettier-ignore
        for (const { name, value } of entries)
            if (/^postgres(ql)?:\/\//.test(value))
                shadowed.add(name); // prettier-ignore
    }
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
    const unread = (0,record_finding/* couldNotVerify */.ke)('files of the checkout', 'there are more than 20,000: the others were not searched for addresses of production'); // prettier-ignore
    return { shadowed: [...shadowed], findings: everywhere && !complete ? [unread] : [] };
}
async function read(settings) {
    const texts = new Map();
    const all = settings.everywhere ? await walk(settings.workspace) : { paths: [], complete: true };
    const written = all.paths.filter((path) => !NOT_READ.test((0,external_node_path_.basename)(path)) && !EXAMPLE.test((0,external_node_path_.basename)(path))); // prettier-ignore
    for (const path of new Set([...(await filesOf(settings)), ...written])) {
        const text = await (0,promises_.readFile)(path, 'utf8').catch(() => '');
        if (!text.includes('\0'))
            texts.set(path, text);
    }
    return { texts, complete: all.complete };
}
function isDotenv(path, { environment }) {
    return DOTENV.test((0,external_node_path_.basename)(path)) || path === environment['DOTENV_CONFIG_PATH'];
}
async function filesOf({ workspace, directory, environment }) {
    const home = environment['HOME'] ?? '';
    const named = ['PGPASSFILE', 'PGSERVICEFILE', 'DOTENV_CONFIG_PATH'].map((name) => environment[name] ?? ''); // prettier-ignore
    const ofHome = home === '' ? [] : ['.pgpass', '.pg_service.conf'].map((file) => (0,external_node_path_.join)(home, file));
    const found = new Set([...named, ...ofHome].filter((path) => path !== '').map((path) => (0,external_node_path_.resolve)(directory, path))); // prettier-ignore
    for (const level of levels(workspace, directory)) {
        for (const place of PLACES) {
            const below = (0,external_node_path_.join)(level, place);
            const entries = await (0,promises_.readdir)(below, { withFileTypes: true }).catch(() => []);
            for (const entry of entries.filter((each) => !each.isDirectory())) {
                const reads = DOTENV.test(entry.name) || (CONFIGURATION.test(entry.name) && !NOT_READ.test(entry.name)); // prettier-ignore
                const path = (0,external_node_path_.join)(below, entry.name);
                if (reads && (await bytesOf(path)) <= LONGEST)
                    found.add(path);
            }
        }
    }
    return [...found];
}
/** The directory and those above it, up to the workspace. */
function levels(workspace, directory) {
    const above = (0,external_node_path_.dirname)(directory);
    const within = directory.startsWith(`${workspace}/`) && above !== directory;
    return within ? [directory, ...levels(workspace, above)] : [directory];
}
async function bytesOf(path) {
    return (await (0,promises_.stat)(path).catch(() => undefined))?.size ?? 0;
}
function entriesOf(text) {
    return [...text.matchAll(ENTRY)].map(([, name = '', value = '']) => ({
        name,
        value: value.trim().replace(/^(["'`])(.*)\1$/s, '$2'),
    }));
}
function leading(file, names) {
    const where = names.length === 0 ? file : `${names.join(', ')} in ${file}`;
    return {
        attempted: 'keep the rehearsal away from production',
        found: `${where} holds the host or a password of a database that it must not reach`,
        likelyCause: 'a tool that reads this file would connect there instead of to the scratch database', // prettier-ignore
        nextAction: `remove it from the job that rehearses: let the tool read DATABASE_URL, which the rehearsal sets`,
    };
}

// EXTERNAL MODULE: ./src/postgres/databasegrants.ts
var databasegrants = __webpack_require__(97009);
// EXTERNAL MODULE: ./src/postgres/databasesettings.ts
var databasesettings = __webpack_require__(82239);
;// CONCATENATED MODULE: ./src/rehearsal/original.ts


/** Settings of a server that decide what a migration's statements mean; TimeZone, whether they rewrite. */
const MEANING = [
    'TimeZone',
    'DateStyle',
    'IntervalStyle',
    'search_path',
    'default_text_search_config',
    'default_toast_compression',
    'default_transaction_isolation',
    'array_nulls',
    'xmloption',
];
/**
 * Reads it with no more rights than any role has; changes nothing.
 * @param session in production, as the role that migrates.
 */
async function readOriginal(session, { roles: named = [] }) {
    const [row] = await session.query(`select d.datname as database, d.oid::text as oid, o.rolname as owner,
            current_user::text as migrator
       from pg_database d join pg_roles o on o.oid = d.datdba
      where d.datname = current_database()`);
    if (row === undefined)
        throw new Error('the server does not list its own database');
    const { oid, ...known } = row;
    const roles = await readRoles(session, [...named, row.owner, row.migrator]);
    const names = new Set(roles.map(({ name }) => name));
    const ofRoles = (await (0,databasesettings/* readSettings */.sb)(session, '0')).filter(({ role }) => names.has(role));
    const ofDatabase = await (0,databasesettings/* readSettings */.sb)(session, oid);
    return {
        ...known,
        roles,
        grants: await (0,databasegrants/* readGrants */.o)(session, oid),
        settings: [...(await readMeaning(session)), ...ofRoles, ...ofDatabase],
    };
}
/** What the server's own configuration says; defaults are the same everywhere. */
async function readMeaning(session) {
    return session.query(`select name, reset_val as value from pg_settings
      where name = any ($1::text[])
        and source in ('configuration file', 'command line', 'environment variable', 'global')`, [MEANING]);
}
async function readRoles(session, names) {
    return session.query(`with recursive known (oid) as (
       select oid from pg_roles where rolname = any ($1::text[]) or oid = 10
       union select m.roleid from pg_auth_members m join known k on m.member = k.oid)
     select r.rolname::text as name, r.rolsuper as superuser, r.rolinherit as inherits,
            r.rolcreatedb as "createsDatabases", r.rolcreaterole as "createsRoles",
            r.rolbypassrls as "bypassesRowSecurity",
            array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
                   where m.member = r.oid order by 1) as "memberOf"
       from pg_roles r where r.oid in (select oid from known) and r.rolname !~ '^pg_'
      order by 1`, [names]);
}

;// CONCATENATED MODULE: ./src/rehearsal/traces.ts
/** A shorter password may stand in a text by chance. */
const SHORTEST_INSIDE = 12;
const traces_LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;
/** A project's reference is in the host of its database, in its pooler's user, and in its API's address. */
const SUPABASE = [/^db\.([a-z0-9]{16,})\.supabase\.co$/, /^[^.@]+\.([a-z0-9]{16,})$/];
/**
 * What gives a database away: its host in every form, also that of its pooler, or its password, raw,
 * percent-encoded or in base64. A host that every machine has counts together with its port.
 */
function tracesOf(connections) {
    const inside = connections.flatMap(hostsOf).map(patternOf);
    const passwords = new Set(connections.flatMap(passwordsOf));
    const long = [...passwords]
        .filter((password) => password.length >= SHORTEST_INSIDE)
        .concat(connections.flatMap(referencesOf));
    return (text) => passwords.has(text.trim()) ||
        long.some((part) => text.includes(part)) ||
        inside.some((pattern) => pattern.test(text));
}
/**
 * `db.example.com` is not in `my-db.example.com`. A name without a dot is a word like others: it
 * counts where a host stands.
 */
function patternOf(host) {
    const name = escaped(host);
    return host.includes('.') || host.includes(':')
        ? new RegExp(`(?<![\\w.-])${name}(?![\\w-]|\\.\\w)`, 'i')
        : new RegExp(`(^|@|://|\\bhost["']?\\s*[=:]\\s*["']?)${name}(?=$|[:/?\\s"',;])`, 'i');
}
function hostsOf({ host, port }) {
    // The directory of a socket: every machine has the same.
    if (host.startsWith('/'))
        return [];
    if (traces_LOOPBACK.test(host))
        return ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`); // prettier-ignore
    const direct = host.replace(/^([^.]+)-pooler\./, '$1.');
    return [host, direct, direct.replace('.', '-pooler.')];
}
function referencesOf({ host, user }) {
    const [ofHost, ofUser] = SUPABASE;
    return [ofHost?.exec(host)?.[1], ofUser?.exec(user)?.[1]].filter((found) => found !== undefined);
}
function passwordsOf({ password }) {
    if (password === '')
        return [];
    return [password, encodeURIComponent(password), Buffer.from(password).toString('base64')];
}
function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

;// CONCATENATED MODULE: ./src/rehearsal/production.ts

/** Nothing of a rehearsal may show in production, and nobody else may migrate it meanwhile. */
function stillAsBefore(before, after) {
    const name = 'production during the rehearsal';
    const moved = [
        ...(before.catalogFingerprint === after.catalogFingerprint ? [] : ['its schema']),
        ...(JSON.stringify(before.ledger) === JSON.stringify(after.ledger) ? [] : ['its ledger']),
    ];
    if (moved.length === 0)
        return (0,record_finding/* pass */.IX)(name, 'ledger and schema are as before');
    return (0,record_finding/* fail */.fJ)(name, {
        expected: 'ledger and schema as before',
        found: `${moved.join(' and ')} changed while the rehearsal ran`,
        fix: 'find out who changed it: another deploy, a person, or a migration that reached production from the rehearsal; then take a new backup and rehearse again',
    });
}

// EXTERNAL MODULE: ./src/migration/verdict/account.ts + 2 modules
var verdict_account = __webpack_require__(93571);
// EXTERNAL MODULE: ./src/migration/application/apply.ts + 27 modules
var apply = __webpack_require__(75096);
// EXTERNAL MODULE: ./src/migration/ledger/fitness.ts
var fitness = __webpack_require__(80176);
// EXTERNAL MODULE: ./src/migration/ledger/ledger.ts
var ledger = __webpack_require__(54635);
// EXTERNAL MODULE: ./src/migration/verdict/verdict.ts
var verdict = __webpack_require__(95991);
// EXTERNAL MODULE: ./src/postgres/mutex.ts
var mutex = __webpack_require__(67796);
// EXTERNAL MODULE: ./src/promotion/apply.ts + 5 modules
var promotion_apply = __webpack_require__(22598);
// EXTERNAL MODULE: ./src/promotion/disclosure.ts
var disclosure = __webpack_require__(92372);
// EXTERNAL MODULE: ./src/promotion/preview.ts + 6 modules
var preview = __webpack_require__(43715);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
;// CONCATENATED MODULE: ./src/rehearsal/durations.ts

const SCHEMA = 'db_deploy_rehearsal';
/** A transaction that is no older holds the entry alone: the file ran outside of it. */
const ENTRY_ALONE_MS = 5;
/**
 * Has the scratch database note when its ledger is written to. Tools print no times, or their own
 * in words of their own, and their ledgers mostly keep the start of the transaction, which all files
 * may share.
 * @param session as a superuser, before the catalog is read for comparison: it stays in it.
 * @param table of the ledger.
 * @returns false when the tool never ran there: then only the whole is measured.
 */
async function timeLedger(session, table) {
    const [ledger] = await session.query('select to_regclass($1)::text as name', [table]);
    if (ledger?.name == null)
        return false;
    const schema = esm/* default.escapeIdentifier */.Ay.escapeIdentifier(SCHEMA);
    // Its rights are its owner's: the migrating role needs none.
    await session.query(`create schema ${schema};
     create table ${schema}.events (
       inserted boolean, "row" text, at float8, began float8);
     create function ${schema}.note() returns trigger language plpgsql security definer
       set search_path = pg_catalog as $note$
     begin
       insert into ${schema}.events (inserted, "row", at, began)
       values (tg_op = 'INSERT', coalesce(to_jsonb(new) ->> 'id', md5(new::text)),
               extract(epoch from clock_timestamp()) * 1000, extract(epoch from now()) * 1000);
       return null;
     end $note$;
     create trigger ${schema} after insert or update on ${ledger.name}
       for each row execute function ${schema}.note()`);
    return true;
}
/** What {@link timeLedger} noted, in the order of the writes. */
async function readLedgerEvents(session) {
    return session.query(`select inserted, "row", at, began from ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(SCHEMA)}.events order by at, ctid`);
}
/**
 * @param applied names that are new in the ledger, in the order they were applied.
 * @param toolStarted in milliseconds since 1970.
 * @returns a duration for each; none when the ledger was not written to once for each.
 */
function durationsOf(applied, events, toolStarted) {
    const inserts = events.filter(({ inserted }) => inserted);
    if (inserts.length !== applied.length)
        return [];
    let before = toolStarted;
    return inserts.map((insert, at) => {
        const file = applied[at] ?? '';
        // Prisma writes a row when it begins, and completes it.
        const completed = events.findLast(({ inserted, row }) => !inserted && row === insert.row);
        const previous = before;
        before = completed?.at ?? insert.at;
        if (completed !== undefined)
            return { file, milliseconds: completed.at - insert.at, precision: 'exact' }; // prettier-ignore
        const own = insert.began >= previous && insert.at - insert.began > ENTRY_ALONE_MS;
        // Of a transaction with other files, only the first one begins with it.
        const begins = own ? insert.began : previous;
        return { file, milliseconds: insert.at - begins, precision: own ? 'exact' : 'with the tool' };
    });
}

;// CONCATENATED MODULE: ./src/rehearsal/rewrites.ts
/** Every object with a file of its own, partitions one by one. Waits for no lock. */
async function readStored(session) {
    const rows = await session.query(`select format('%I.%I', n.nspname, c.relname) as name,
            format('%I.%I', n.nspname, coalesce(t.relname, c.relname)) as "table",
            case when i.indexrelid is null then 'table' else 'index' end as kind,
            c.relfilenode::text as file, pg_relation_size(c.oid)::text as bytes,
            greatest(c.reltuples, 0)::float8 as rows
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join pg_index i on i.indexrelid = c.oid
       left join pg_class t on t.oid = i.indrelid
      where c.relkind in ('r', 'm', 'i') and c.relfilenode <> 0 and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by 1`);
    // Gone between the look at the catalog and the one at its file: its size is null.
    return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}
/**
 * Tables and indexes that have another file than before; the largest first. What was made together
 * with its table cost nobody a wait and is not listed. An index of a rewritten table is, for it was
 * built again while the table was locked.
 */
function rewritesBetween(before, after) {
    const old = new Map(before.map((each) => [each.name, each]));
    return after
        .flatMap((now) => {
        const table = old.get(now.table);
        const then = old.get(now.name);
        if (table === undefined || then?.file === now.file)
            return [];
        const { kind, name, bytes } = now;
        return [{ kind, name, table: now.table, how: howOf(then, now), rows: table.rows, bytes }];
    })
        .sort((a, b) => b.bytes - a.bytes);
}
function howOf(then, now) {
    if (then === undefined)
        return 'built';
    return now.kind === 'table' && then.bytes > 0 && now.bytes === 0 ? 'emptied' : 'rewritten';
}

// EXTERNAL MODULE: ./src/record/lockwaits.ts
var lockwaits = __webpack_require__(46054);
;// CONCATENATED MODULE: ./src/rehearsal/stalls.ts

/** Shorter ones are as short as a slow query. */
const NOTICED_MS = 100;
/**
 * What production's users would wait for, table by table, the longest first: about as long as the
 * lock was held here. An estimate: another machine, no other load, and a disk that nobody waited
 * for. What they wait behind the migration's own wait for a lock comes on top.
 */
function stallEstimate(holds) {
    const longest = new Map();
    for (const { table, mode, heldMs, heldAtMostMs = heldMs } of holds) {
        const milliseconds = heldAtMostMs;
        const waits = (0,lockwaits/* waitingFor */.F)(mode);
        if (waits === undefined)
            continue;
        const key = `${table} ${waits}`;
        if (milliseconds <= (longest.get(key)?.milliseconds ?? -1))
            continue;
        longest.set(key, { table, waits, milliseconds, words: stalls_inWords(table, waits, milliseconds) });
    }
    return [...longest.values()]
        .filter((stall) => !isCovered(stall, longest))
        .sort((a, b) => b.milliseconds - a.milliseconds);
}
/** Who may not read may not write either. */
function isCovered({ table, waits, milliseconds }, all) {
    const stronger = all.get(`${table} reads and writes`);
    return waits === 'writes' && stronger !== undefined && stronger.milliseconds >= milliseconds;
}
function stalls_inWords(table, waits, milliseconds) {
    return milliseconds < NOTICED_MS
        ? `${waits} of ${table} would hardly wait (under 0.1 s)`
        : `${waits} of ${table} would wait about ${seconds(milliseconds)} s`;
}
function seconds(milliseconds) {
    const value = milliseconds / 1_000;
    return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}

// EXTERNAL MODULE: ./src/verification/inspection.ts + 5 modules
var inspection = __webpack_require__(56182);
// EXTERNAL MODULE: ./src/steps/completeness.ts
var completeness = __webpack_require__(53063);
;// CONCATENATED MODULE: ./src/steps/rehearsecopy.ts


















const PURPOSE = 'rehearse the deploy on a copy of production';
const CORRECT = 'correct the cause and push: production was not touched';
/** Migrates, promotes and verifies the copy, by the code that does so in production. */
async function playOnCopy(config, tools, copy, account) {
    await migrateCopy(config, tools, copy, account);
    if (account.problems.length > 0 || (0,record_finding/* hasFailed */.WN)(account.findings))
        return;
    await promoteCopy(config, tools, copy, account);
    if (account.problems.length > 0 || (0,record_finding/* hasFailed */.WN)(account.findings))
        return;
    await verifyCopy(config, tools, copy, account);
}
async function migrateCopy(config, tools, { scratch, environment, repository, processes }, account) {
    const session = sessionOf(config, tools.signal);
    const { migrations } = repository;
    const found = await (0,standing/* readStanding */.Z)(scratch.migrator, session, migrations);
    const pending = found.ledger?.pending;
    if (migrations !== undefined && found.ledger !== undefined) {
        const findings = (0,fitness.ledgerFindings)('ledger before the migration', migrations, found.ledger);
        account.findings.push((0,record_finding/* pass */.IX)('migration tool', repository.found), ...findings);
        if ((0,record_finding/* hasFailed */.WN)(findings))
            return;
    }
    if (pending?.length === 0) {
        account.findings.push((0,record_finding/* notRun */.nE)('rehearsed migrations', 'nothing is pending'));
        return;
    }
    const table = found.state.ledger?.table;
    const { stored, timed } = await (0,postgres_session/* withSession */.f)(scratch.admin, session, async (admin) => ({
        timed: table !== undefined && (await timeLedger(admin, table)),
        stored: await readStored(admin),
    }));
    // Once more: what notes the times is part of the catalog now.
    const before = await (0,standing/* readStanding */.Z)(scratch.migrator, session, migrations);
    const order = orderOf(config, repository, scratch, environment);
    const application = await (0,apply/* applyPending */.Y)(order, before, { ...tools, processes });
    const told = { repository, environment: 'the copy', wayBack: undefined, nextAction: CORRECT };
    const { findings, problems, details } = (0,verdict_account/* accountOf */.X)(told, application);
    account.findings.push(...findings, ...unproven(details));
    account.problems.push(...problems);
    account.details = { ...known(account), migration: details };
    tools.signal.throwIfAborted();
    const measured = await (0,postgres_session/* withSession */.f)(scratch.admin, session, async (admin) => ({
        rewrites: rewritesBetween(stored, await readStored(admin)),
        durations: timed ? await durations(application, () => readLedgerEvents(admin)) : [],
    }));
    const stallEstimates = estimates(details);
    account.details = { ...known(account), ...measured, stallEstimates };
}
/** A command that does nothing ends well, too: without a ledger only the catalog tells. */
function unproven({ verdict, catalogChanges }) {
    if (verdict !== 'unknown' || catalogChanges.length > 0)
        return [];
    return [
        (0,record_finding/* couldNotVerify */.ke)('rehearsed migrations', 'the schema of the copy did not change, and the tool has no ledger that this action can read: whether it migrated anything is not known', 'look at its output; with a command of a known tool the ledger tells'),
    ];
}
async function durations({ before, after, attempts }, events) {
    const [first] = attempts;
    if (first === undefined || after === undefined)
        return [];
    const states = { pending: undefined, before: before.state, after: after.state, changes: [] };
    const applied = (0,ledger/* titled */.dJ)((0,verdict/* newlyApplied */.BT)(states), after.files);
    return durationsOf(applied, await events(), first.began);
}
function estimates({ attempts = [] }) {
    const holds = attempts.flatMap(({ watch }) => watch.locks);
    return stallEstimate(holds).map(({ words }) => words);
}
function orderOf(config, repository, scratch, environment) {
    return {
        repository,
        environment,
        connection: scratch.migrator,
        applicationName: `db-deploy/rehearse/${config.run.runId}`,
        purpose: PURPOSE,
        timeouts: { lockMs: config.lockTimeout, statementMs: config.statementTimeout },
        maxStallMs: undefined,
        showOutput: config.surroundings.visibility === 'private',
        // Nobody else is there: what fails once fails again.
        mayRepeat: false,
        random: Math.random,
        beforeTool: () => Promise.resolve(),
    };
}
async function promoteCopy(config, tools, { scratch }, account) {
    const { devDatabaseUrl: dev, referenceTables, maxChangePercent, maxDeletes } = config;
    if (config.promoteCommand !== undefined) {
        // What a rehearsal runs sees the scratch server alone, and the script needs development.
        const reason = 'promote-command reads DEV_DATABASE_URL, and a rehearsal’s programs reach no database but the copy'; // prettier-ignore
        account.findings.push((0,record_finding/* notRun */.nE)('rehearsed promotion', reason));
        return;
    }
    if (dev === undefined || referenceTables.length === 0) {
        const reason = dev === undefined ? 'the secret DEV_DATABASE_URL is not set' : 'reference-tables is empty'; // prettier-ignore
        account.findings.push((0,record_finding/* notRun */.nE)('rehearsed promotion', reason));
        return;
    }
    const session = sessionOf(config, tools.signal);
    const { statementTimeout: statementMs, lockTimeout: lockMs } = config;
    const settings = (0,postgres_session/* directSettings */.n)({ statementMs, lockMs });
    const request = { tables: referenceTables, maxChangePercent, maxDeletes };
    await (0,postgres_session/* withSession */.f)(scratch.migrator, { ...session, settings }, async (prod) => {
        const databases = {
            prod,
            withDev: (work) => (0,postgres_session/* withSession */.f)(dev, { ...session, settings: {} }, work),
            statementMs,
            disclosure: (0,disclosure/* disclosureFor */.Bh)(config.surroundings.visibility, [dev, config.directUrl]),
            log: tools.log,
        };
        const seen = await (0,preview/* preview */.V)(databases, request);
        account.findings.push(...seen.findings);
        const promotion = { mode: 'rehearsed', digest: seen.digest, applied: false, tables: [...seen.tables], sequences: [] }; // prettier-ignore
        account.details = { ...known(account), promotion };
        if ((0,record_finding/* hasFailed */.WN)(seen.findings))
            return;
        const { clock, log, signal } = tools;
        const lock = { ...session, clock, log, waitMs: 0 };
        const { sequences } = await (0,mutex/* withMutex */.g)(scratch.migrator, lock, (mutex) => (0,promotion_apply/* apply */.B)(databases, request, seen, {
            ...{ mutex, clock, log, signal },
            reconnect: (work) => (0,postgres_session/* withSession */.f)(scratch.migrator, session, work),
        }));
        account.findings.push((0,record_finding/* pass */.IX)('rehearsed promotion', 'exactly the preview, in one transaction'));
        account.details = { ...known(account), promotion: { ...promotion, applied: true, sequences: [...sequences] } }; // prettier-ignore
    });
}
/** What verify will look at in production, but for what only the application's own path can tell. */
async function verifyCopy(config, tools, { scratch, manifest, repository }, account) {
    const session = { ...sessionOf(config, tools.signal), settings: {} };
    const findings = await (0,postgres_session/* withSession */.f)(scratch.migrator, session, (asked) => (0,inspection/* inspect */.N)(asked, {
        ledger: (open) => (0,completeness/* completeness */.P)(open, repository),
        changes: account.details?.migration?.catalogChanges,
        rowsThen: manifest.tables,
        checks: config.checks,
        showValues: config.surroundings.visibility === 'private',
        clock: tools.clock,
    }));
    account.findings.push(...findings);
}
function sessionOf(config, signal) {
    const applicationName = `db-deploy/rehearse/${config.run.runId}`;
    return { purpose: PURPOSE, applicationName, signal, settings: (0,postgres_session/* directSettings */.n)() };
}

// EXTERNAL MODULE: ./src/postgres/clientinstall.ts
var clientinstall = __webpack_require__(87297);
// EXTERNAL MODULE: ./src/postgres/connection.ts
var postgres_connection = __webpack_require__(58824);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./src/postgres/serveraccount.ts



const ENTER_FOR_OTHERS = 0o001;
/**
 * Whom a server runs as: Postgres refuses to run as root, where jobs in containers are.
 * @returns undefined for everybody else: as himself.
 */
async function serverAccount(processes, userId = process.getuid?.()) {
    if (userId !== 0)
        return undefined;
    for (const name of ['postgres', 'nobody']) {
        const [uid, gid] = [await idOf('-u', name, processes), await idOf('-g', name, processes)];
        if (uid !== undefined && gid !== undefined)
            return { uid, gid };
    }
    throw new errors/* DeployError */.sH({
        attempted: 'choose the account for a scratch server',
        found: 'this job runs as root, as which Postgres refuses to run, and there is neither a user postgres nor nobody',
        nextAction: 'add a step before this one: run: useradd --system postgres',
    });
}
/** Whether everybody may enter a directory and all above it. */
async function everyoneMayEnter(path) {
    const { mode } = await (0,promises_.stat)(path);
    if ((mode & ENTER_FOR_OTHERS) === 0)
        return false;
    return path === (0,external_node_path_.dirname)(path) || everyoneMayEnter((0,external_node_path_.dirname)(path));
}
async function idOf(flag, name, processes) {
    const { code, stdout } = await processes.run({
        command: 'id',
        args: [flag, name],
        env: { PATH: serveraccount_PATH },
    });
    return code === 0 ? Number(stdout[0]) : undefined;
}
const serveraccount_PATH = '/usr/local/bin:/usr/bin:/bin';

;// CONCATENATED MODULE: ./src/postgres/scratchdirectory.ts






/** The id of the process that it belongs to is part of the name. */
const PREFIX = 'db-deploy-scratch-';
/**
 * A directory for a scratch cluster that only the account of its server may read, removed on every
 * path. What killed processes left beside it is removed before; their servers end without it.
 * @param account undefined: this process's own.
 */
async function withScratchDirectory(settings, account, work) {
    const parent = account === undefined ? settings.workDirectory : await enterable(settings);
    await sweep(parent);
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, `${PREFIX}${process.pid}-`));
    // The step's own directory is remembered already.
    if (account !== undefined)
        settings.remember(directory);
    try {
        if (account !== undefined)
            await (0,promises_.chown)(directory, account.uid, account.gid);
        return await work({ directory, account });
    }
    finally {
        await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
}
/** Another account cannot enter the step's private directory; beside it, it mostly can. */
async function enterable({ workDirectory }) {
    const candidates = [(0,external_node_path_.dirname)(workDirectory), (0,external_node_os_.tmpdir)(), '/tmp'];
    for (const path of candidates)
        if (await everyoneMayEnter(path))
            return path;
    throw new errors/* DeployError */.sH({
        attempted: 'make a directory for a scratch cluster',
        found: `no account but root may enter ${candidates.join(', ')}`,
        nextAction: 'let everybody enter /tmp (chmod 1777 /tmp), or give a server by scratch-url',
    });
}
async function sweep(parent) {
    for (const name of await (0,promises_.readdir)(parent)) {
        const pid = Number(/^db-deploy-scratch-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
        if (Number.isNaN(pid) || isAlive(pid))
            continue;
        // Of another user: his to remove.
        await (0,promises_.rm)((0,external_node_path_.join)(parent, name), { recursive: true, force: true }).catch(() => undefined);
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,sqlstate/* codeOf */.$)(error) !== 'ESRCH';
    }
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
;// CONCATENATED MODULE: ./src/postgres/scratchserver.ts




/**
 * Lives as long as its input is open, and longer than us when we are killed: then nobody writes
 * into that pipe any more. An immediate shutdown needs 5 s at most (postmaster.c ends what does
 * not go). Should this shell be killed itself, the server ends within a minute of the removal of
 * its directory (RecheckDataDirLockFile).
 */
const GUARDIAN = `
root=$1 user=$2 initdb=$3 postgres=$4
shift 4
umask 077
server=
"$initdb" --pgdata="$root/data" --username="$user" --pwfile="$root/password" --auth=scram-sha-256 \\
  --encoding=UTF8 --no-locale --no-sync --no-instructions </dev/null >/dev/null &&
  { "$postgres" -D "$root/data" "$@" </dev/null >/dev/null & server=$!; }
trap '' HUP INT TERM
rm -f "$root/password"
# From here on the server alone holds the pipe that its log goes through.
exec 2>/dev/null
read -r _
# A server in its first moments ignores it: a shell starts what is in the background so.
[ -z "$server" ] || { while kill -QUIT "$server"; do sleep 1; done & wait "$server"; }
rm -rf "$root/data" "$root"`;
const READY = 'database system is ready to accept connections';
const LINES_KEPT = 12;
/** Makes a cluster in the directory and starts its server, both as the account. */
function startScratchServer(order) {
    const { tools, account, directory, superuser, port } = order;
    const settings = { ...order.settings, port: String(port) };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const guardian = (0,external_node_child_process_.spawn)('/bin/sh', [
        ...['-c', GUARDIAN, 'db-deploy-scratch', directory, superuser, tools.initdb, tools.postgres],
        ...options,
    ], {
        cwd: '/',
        // Nothing of the job's: neither its secrets nor the mark by which the runner ends orphans.
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['pipe', 'ignore', 'pipe'],
        // Signals reach us, and we decide when the server goes.
        detached: true,
        ...account,
    });
    const gone = (0,external_node_events_.once)(guardian, 'close').catch(() => undefined);
    guardian.stdin.on('error', () => undefined);
    const words = [];
    const ready = new Promise((resolve, reject) => {
        guardian.once('error', reject);
        // Its log stays here: it may hold rows, and no file of it survives.
        const log = (0,external_node_readline_.createInterface)({ input: guardian.stderr });
        log.on('line', (line) => {
            words.push(line);
            if (words.length > LINES_KEPT)
                words.shift();
            if (line.includes(READY))
                resolve();
        });
        log.once('close', () => {
            reject(notStarted(tools, words));
        });
    });
    // Whoever stops it early does not wait for this.
    ready.catch(() => undefined);
    return {
        ready,
        async stop() {
            guardian.stdin.end();
            await gone;
        },
    };
}
function notStarted({ version }, words) {
    return new errors/* DeployError */.sH({
        attempted: `start a scratch cluster of Postgres ${version}`,
        found: words.length === 0 ? 'it ended without a word' : words.join('\n'),
        likelyCause: 'the disk of this machine is full, or it allows no shared memory',
        nextAction: 'remove the cause and run again; or give a service container by scratch-url',
    });
}

;// CONCATENATED MODULE: ./src/postgres/scratchtls.ts


/**
 * A self-signed certificate for this machine: applications that demand TLS in their code find it
 * spoken, and who verifies takes the file for a root (NODE_EXTRA_CA_CERTS).
 * @returns undefined where there is no openssl: then the server speaks clear text alone.
 */
async function makeCertificate(directory, processes) {
    const certificateFile = (0,external_node_path_.join)(directory, 'server.crt');
    const keyFile = (0,external_node_path_.join)(directory, 'server.key');
    const exit = await processes
        .run({
        command: 'openssl',
        args: [
            ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
            ...['-days', '2', '-subj', '/CN=localhost'],
            ...['-addext', 'subjectAltName = IP:127.0.0.1, DNS:localhost'],
            ...['-keyout', keyFile, '-out', certificateFile],
        ],
        env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    })
        .catch((error) => {
        // It cannot be started; a cancelled step has no code.
        if ((0,sqlstate/* codeOf */.$)(error) === undefined)
            throw error;
        return undefined;
    });
    return exit?.code === 0 ? { certificateFile, keyFile } : undefined;
}

;// CONCATENATED MODULE: ./src/postgres/scratchcluster.ts










/** No role of a backup is called so. */
const SUPERUSER = 'db_deploy_scratch';
/** Somebody may take the port between our look and the server's. */
const ATTEMPTS = 3;
/**
 * Many drivers take no directory of a socket from a URL (postgres.js reads the host before the
 * parameters), so it listens, for this machine alone. It starts nothing that reaches out, writes no
 * statement into its log, and its data is not worth a wait for the disk.
 */
const SETTINGS = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '50',
    // A backup of thousands of tables is read in few transactions.
    max_locks_per_transaction: '256',
    shared_preload_libraries: '',
    max_wal_senders: '0',
    wal_level: 'minimal',
    max_logical_replication_workers: '0',
    max_worker_processes: '4',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_wal_size: '4GB',
    shared_buffers: '256MB',
    // Containers have 64 MB of /dev/shm, too little for a parallel query.
    dynamic_shared_memory_type: 'mmap',
    logging_collector: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    lc_messages: 'C',
};
/**
 * Runs the work beside a Postgres server of its own, and leaves neither a process nor a byte of it:
 * on success, failure, cancel, and when this process is killed.
 * @throws {DeployError} with the server's last words when it does not start.
 */
async function withScratchCluster(settings, work) {
    const account = await serverAccount(settings.processes);
    for (let attempt = 1;; attempt += 1) {
        const began = { work: false };
        try {
            return await withScratchDirectory(settings, account, (place) => runServer(settings, place, (cluster) => {
                began.work = true;
                return work(cluster);
            }));
        }
        catch (error) {
            const taken = error instanceof Error && error.message.includes('Address already in use');
            if (began.work || !taken || attempt === ATTEMPTS)
                throw error;
        }
    }
}
async function runServer({ tools, processes, signal, log }, place, work) {
    const { directory, account } = place;
    const password = (0,external_node_crypto_.randomBytes)(24).toString('hex');
    log.mask([password]);
    const file = (0,external_node_path_.join)(directory, 'password');
    await (0,promises_.writeFile)(file, password, { mode: 0o600 });
    const certificate = await makeCertificate(directory, processes);
    const tlsFiles = certificate === undefined ? [] : [certificate.certificateFile, certificate.keyFile]; // prettier-ignore
    for (const own of [file, ...tlsFiles]) {
        if (account !== undefined)
            await (0,promises_.chown)(own, account.uid, account.gid);
    }
    const port = await freePort();
    signal.throwIfAborted();
    const server = startScratchServer({
        ...{ tools, account, directory, port },
        superuser: SUPERUSER,
        settings: { ...SETTINGS, ...tlsSettings(certificate) },
    });
    // At once: what the work waits for ends with the server, and little time is left.
    const stop = () => void server.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
        await server.ready;
        log.info(`Scratch cluster: Postgres ${tools.version} on this machine`);
        const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/template1`;
        const { certificateFile } = certificate ?? {};
        return await work({ connection: connectionOf(url), version: tools.version, certificateFile });
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        signal.removeEventListener('abort', stop);
        await server.stop();
    }
}
function tlsSettings(certificate) {
    if (certificate === undefined)
        return {};
    const { certificateFile, keyFile } = certificate;
    return { ssl: 'on', ssl_cert_file: certificateFile, ssl_key_file: keyFile };
}
function connectionOf(url) {
    const parsed = (0,postgres_connection/* parseConnection */.C8)('the URL of the scratch cluster', url);
    if (!parsed.ok)
        throw new Error('the URL of the scratch cluster is no URL');
    return parsed.connection;
}
async function freePort() {
    const server = (0,external_node_net_.createServer)().listen(0, '127.0.0.1');
    await (0,external_node_events_.once)(server, 'listening');
    const { port } = server.address();
    server.close();
    await (0,external_node_events_.once)(server, 'close');
    return port;
}

// EXTERNAL MODULE: ./src/postgres/aptinstall.ts
var aptinstall = __webpack_require__(62533);
// EXTERNAL MODULE: ./src/postgres/clientadvice.ts
var clientadvice = __webpack_require__(93016);
// EXTERNAL MODULE: ./src/postgres/programs.ts + 1 modules
var programs = __webpack_require__(84166);
;// CONCATENATED MODULE: ./src/postgres/servertools.ts




/** postgresql-common reads it when the package is unpacked: no cluster of the system is made or started. */
const servertools_CONFIGURATION = '/etc/postgresql-common/createcluster.conf';
const WITHOUT_SYSTEM_CLUSTER = `
  file=$0
  mkdir -p "$(dirname "$file")"
  if grep -qs '^create_main_cluster' "$file"
  then sed -i 's/^create_main_cluster.*/create_main_cluster = false/' "$file"
  else echo 'create_main_cluster = false' >> "$file"
  fi`;
/**
 * The server programs of a major: those of this machine, or else installed by apt-get under the
 * same rule as the client programs.
 * @throws {DeployError} with the line for the workflow, and with apt-get's last words if it failed.
 */
async function serverToolsFor(major, provision) {
    const search = await searchServerTools(major, provision);
    if (search.tools !== undefined)
        return search.tools;
    const asRoot = await (0,aptinstall/* rootPrefix */.RO)(provision);
    if (asRoot === undefined)
        throw await missing(major, provision, search.others);
    provision.log.info(`The server programs of Postgres ${major} are not here`);
    const wanted = {
        name: `postgresql-${major}`,
        before: [['/bin/sh', '-c', WITHOUT_SYSTEM_CLUSTER, (0,aptinstall/* inRoot */.md)(provision, servertools_CONFIGURATION)]],
    };
    const installed = await (0,aptinstall/* installPackage */.Ed)(wanted, asRoot, provision, async () => {
        return (await searchServerTools(major, provision)).tools;
    });
    if (!installed.ok)
        throw await missing(major, provision, search.others, installed.tried);
    provision.log.info(`Postgres ${installed.found.version} is installed: ${installed.found.postgres}`); // prettier-ignore
    return installed.found;
}
async function searchServerTools(major, provision) {
    const { found, others } = await (0,programs/* searchPrograms */.s)(['postgres', 'initdb'], major, provision);
    if (found === undefined)
        return { others };
    const [postgres, initdb] = found.programs;
    return { tools: { initdb, postgres, version: found.version }, others };
}
async function missing(major, { root }, others, tried) {
    const met = others.length === 0 ? 'no Postgres server is installed' : others.join('; ');
    return new errors/* DeployError */.sH({
        attempted: `find the server programs of Postgres ${major}, the major of the backup`,
        found: tried === undefined ? met : `${met}; ${tried}`,
        likelyCause: others.length === 0
            ? 'the machine of this job has no Postgres server'
            : 'the machine of this job carries the server of another major',
        nextAction: `add a step before this one: run: ${await (0,clientadvice/* installLine */.c6)(major, root, 'server')}; or give a service container of postgres:${major} by scratch-url`,
    });
}

// EXTERNAL MODULE: ./src/postgres/rendezvous.ts
var rendezvous = __webpack_require__(62940);
;// CONCATENATED MODULE: ./src/postgres/otherserver.ts



/**
 * Whether two URLs reach different servers, whatever their databases. A session on A carries a
 * random application name, which every role of a server may read (pg_stat_get_activity hides
 * queries, not names): seen on B means the same server; not seen on B and seen by a second session
 * on A means another one. Clones and branches are told apart. A proxy that changes the name leaves
 * it open.
 */
async function apartnessOf(a, b, settings) {
    if (await (0,rendezvous/* sameDatabase */.K)(a, b, settings))
        return 'the same server';
    const name = `db-deploy/${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
    const sees = (connection) => (0,postgres_session/* withSession */.f)(connection, settings, (session) => isThere(session, name));
    return (0,postgres_session/* withSession */.f)(a, { ...settings, applicationName: name }, async (holder) => {
        // Proxies may lose the name at the start; and this one is gone with its transaction.
        await holder.query('begin');
        await holder.query(`select set_config('application_name', $1, true)`, [name]);
        const seen = { b: await sees(b), a: await sees(a) };
        await holder.query('rollback');
        if (seen.b)
            return 'the same server';
        return seen.a ? 'another server' : 'not known';
    });
}
async function isThere(session, name) {
    const rows = await session.query('select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()', [name]);
    return rows.length > 0;
}

;// CONCATENATED MODULE: ./src/rehearsal/givenserver.ts






const ANOTHER = 'give a service container of the same major, e.g. postgresql://postgres:postgres@localhost:5432/postgres'; // prettier-ignore
/** A pooler may hide names, and direct-url is proven to be the same database without one. */
const MAY_STAY_OPEN = 'database-url';
const MAY_BE_DOWN = 'dev-database-url';
/**
 * Proves that the server of scratch-url is nobody else's and can be used: its major, and a
 * superuser, for nobody else can give every object the owner that it had. The same server as any
 * other URL's is refused. Where that cannot be told it is refused, too, but for database-url. A
 * development database that does not answer refuses nothing: the scratch server has just answered,
 * and the promotion, which needs that database, says what is wrong with it.
 * @throws {DeployError} with every reason against it.
 */
async function requireGivenServer(given) {
    const { scratch, others, session } = given;
    const problems = [];
    const proven = [];
    const open = [];
    for (const [input, connection] of others) {
        const apart = await apartnessOf(connection, scratch, session).catch((error) => {
            if (input === MAY_BE_DOWN && isDown(error))
                return 'no answer';
            throw error;
        });
        if (apart === 'another server')
            proven.push(input);
        else if (apart === 'no answer')
            open.push(unknown(input, 'it does not answer'));
        else if (apart === 'not known' && input === MAY_STAY_OPEN)
            open.push(unknown(input, 'a proxy before it changes application names')); // prettier-ignore
        else
            problems.push(notApart(input, apart === 'the same server'));
    }
    // Nothing is asked of a server that may be production.
    if (problems.length === 0)
        problems.push(...(await unfit(given)));
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
    const found = `${(0,postgres_connection/* shown */.SP)(scratch)} is another server than ${proven.join(', ')}`;
    return [(0,record_finding/* pass */.IX)('scratch server', found), ...open];
}
const NO_ANSWER = new Set([
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
    sqlstate/* SQLSTATE */.c.cannotConnectNow,
]);
/** Nothing answers there, or nothing that takes connections yet; a server that refuses a user is up. */
function isDown(error) {
    if (!(error instanceof errors/* DeployError */.sH))
        return false;
    // pg's own timer has no code.
    return NO_ANSWER.has((0,sqlstate/* codeOf */.$)(error.cause)) || /^timeout expired$/.test((0,errors/* messageOf */.bD)(error.cause));
}
function unknown(input, because) {
    return (0,record_finding/* couldNotVerify */.ke)('scratch server', `whether it is another server than that of ${input} is not known: ${because}`); // prettier-ignore
}
function notApart(input, same) {
    return {
        attempted: 'rehearse on the server of scratch-url',
        found: same
            ? `it is the server of ${input}`
            : `it could not be proven to be another server than that of ${input}`,
        ...(same ? {} : { likelyCause: `a proxy between this job and ${input} changes application names` }), // prettier-ignore
        nextAction: `${ANOTHER}; or leave scratch-url out: then a cluster is made on this machine`,
    };
}
async function unfit({ scratch, major, session }) {
    const [row] = await (0,postgres_session/* withSession */.f)(scratch, session, (asked) => asked.query(`select current_setting('server_version_num')::int / 10000 as major,
              rolsuper as superuser, current_user::text as role
         from pg_roles where rolname = current_user`));
    if (row === undefined)
        throw new Error('the server does not list its own user');
    const attempted = 'rehearse on the server of scratch-url';
    const found = [
        ...(row.major === major ? [] : [`it is Postgres ${row.major}, the backup is of ${major}`]),
        ...(row.superuser ? [] : [`${row.role} is no superuser: it could not give every object its owner`]), // prettier-ignore
    ];
    return found.map((each) => ({ attempted, found: each, nextAction: ANOTHER }));
}

// EXTERNAL MODULE: ./src/archive/entries.ts
var archive_entries = __webpack_require__(42922);
// EXTERNAL MODULE: ./src/filling/extensions.ts
var extensions = __webpack_require__(58977);
// EXTERNAL MODULE: ./src/filling/fill.ts + 6 modules
var fill = __webpack_require__(69047);
// EXTERNAL MODULE: ./src/filling/leftout.ts
var leftout = __webpack_require__(28104);
// EXTERNAL MODULE: ./src/filling/proof.ts + 2 modules
var proof = __webpack_require__(43193);
// EXTERNAL MODULE: ./src/filling/selection.ts + 2 modules
var filling_selection = __webpack_require__(55788);
// EXTERNAL MODULE: ./src/postgres/catalogobject.ts
var catalogobject = __webpack_require__(99867);
// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
;// CONCATENATED MODULE: ./src/rehearsal/rangefunctions.ts


/**
 * Gives the functions that come with a range type (its constructors) the owners that they had: the
 * server gives them to its first superuser (typecmds.c, BOOTSTRAP_SUPERUSERID), who has another name
 * in every cluster, and no archive says otherwise.
 * @param session as a superuser.
 * @param catalog lines of the backup's.
 */
async function settleRangeFunctions(session, catalog = []) {
    const functions = catalog.map(catalogobject/* objectOf */.Xy).filter(({ key }) => key.startsWith('function '));
    await (0,transaction.withTransaction)(session, 'read committed', async () => {
        // Names are compared as the catalog has them.
        await (0,transaction.pinSettings)(session);
        const rows = await session.query(`select format('alter function %s owner to %I', p.oid::regprocedure, r.rolname) as statement
         from pg_depend d
         join pg_proc p on d.classid = 'pg_proc'::regclass and d.objid = p.oid
         join unnest($1::text[], $2::text[]) c (key, owner)
           on c.key = 'function ' || p.oid::regprocedure
         join pg_roles r on r.oid::regrole::text = c.owner
        where d.deptype = 'i' and d.refclassid = 'pg_type'::regclass and p.proowner = 10`, [functions.map(({ key }) => key), functions.map(({ owner }) => owner)]);
        for (const { statement } of rows)
            await session.query(statement);
    });
}

;// CONCATENATED MODULE: ./src/rehearsal/reach.ts


/** Entries that lead out of the database, or that only another server can fill. */
const OUTSIDE = new Set([
    'FOREIGN DATA WRAPPER',
    'FOREIGN SERVER',
    'USER MAPPING',
    'PUBLICATION',
    'PUBLICATION TABLE',
    'PUBLICATION TABLES IN SCHEMA',
    'SUBSCRIPTION',
    'SUBSCRIPTION TABLE',
]);
const NOT_INSTALLED = 'the scratch server does not have it installed';
/**
 * Extensions whose functions open connections of their own: a trigger with an address in it would
 * reach it from a copy as well as from production. Languages that are not trusted may do anything.
 */
const REACHING_EXTENSION = /^(dblink|.*_fdw|http|pg_net|pg_cron|pg_background|pglogical.*|plproxy|plsh|pl\w+u|aws_\w+|azure_\w+|google_\w+|wrappers|kafka\w*|amqp|pg_amqp|pgmemcache|redis\w*)$/;
/**
 * What a scratch database does not get.
 * @param missing extensions that its server lacks.
 * @param superusers roles, as an archive lists them, that are superusers there.
 */
function outOfReach(missing, superusers) {
    return (entry) => {
        const { type, names } = entry;
        if (OUTSIDE.has(type))
            return 'it leads out of the rehearsal';
        if (type === 'EXTENSION') {
            const name = (0,extensions/* extensionName */.Zi)(entry);
            if (REACHING_EXTENSION.test(name))
                return 'it can reach other servers';
            return missing.has(name) ? NOT_INSTALLED : undefined;
        }
        if (type === 'SECURITY LABEL')
            return 'its provider is loaded by settings of production';
        // No other role may own one.
        const owned = type !== 'EVENT TRIGGER' || superusers.has(names.owner ?? '');
        return owned ? undefined : `its owner ${names.owner ?? ''} is no superuser here`;
    };
}
const GUARD = 'db_deploy_rehearsal_guard';
const REFUSED = ['CREATE SERVER', 'CREATE USER MAPPING', 'CREATE SUBSCRIPTION'];
/**
 * Refuses statements of pending migrations that lead out: a superuser's CREATE SUBSCRIPTION
 * connects at once, and an extension whose functions connect is not the migration's alone. It is
 * part of the scratch database's catalog, before and after alike.
 * @param session as a superuser in the filled scratch database.
 */
async function guardReach(session) {
    const tags = [...REFUSED, 'ALTER SERVER', 'ALTER USER MAPPING', 'ALTER SUBSCRIPTION'];
    await session.query(`create function pg_catalog.${GUARD}() returns event_trigger language plpgsql as $guard$
     begin
       raise exception 'a rehearsal does not run %: it could reach another server', tg_tag
         using errcode = 'insufficient_privilege';
     end $guard$`);
    await session.query(`create event trigger ${GUARD} on ddl_command_start
       when tag in (${tags.map(esm/* default.escapeLiteral */.Ay.escapeLiteral).join(', ')}) execute function pg_catalog.${GUARD}()`);
    await guardExtensions(session);
}
/**
 * The name is known at the end of the statement alone, which then is undone. The catalog is asked,
 * not the statement: CASCADE brings more than it names, and none of these was restored.
 */
async function guardExtensions(session) {
    await session.query(`create function pg_catalog.${GUARD}_extension() returns event_trigger language plpgsql
       set search_path = pg_catalog as $guard$
     declare
       reaching text := (select string_agg(extname, ', ' order by extname) from pg_extension
                          where extname ~ ${esm/* default.escapeLiteral */.Ay.escapeLiteral(REACHING_EXTENSION.source)});
     begin
       if reaching is not null then
         raise exception 'a rehearsal does not run % %: it could reach another server', tg_tag, reaching
           using errcode = 'insufficient_privilege';
       end if;
     end $guard$`);
    await session.query(`create event trigger ${GUARD}_extension on ddl_command_end
       when tag in ('CREATE EXTENSION', 'CREATE LANGUAGE')
       execute function pg_catalog.${GUARD}_extension()`);
}

;// CONCATENATED MODULE: ./src/rehearsal/restoration.ts










/**
 * Restores a backup into the scratch database, owners and grants kept, without what reaches outside,
 * and compares it with the manifest.
 * @throws {DeployError} when it cannot be restored.
 */
async function restoreForRehearsal(settings) {
    const { connection, backup, client, session, processes, clock } = settings;
    const { manifest, archive, catalog } = backup;
    const started = clock.now().getTime();
    const entries = await (0,archive_entries/* readEntries */.$2)(archive, client.pgRestore, processes);
    const selection = await (0,postgres_session/* withSession */.f)(connection, session, async (asked) => {
        const missing = new Set(await (0,extensions/* missingExtensions */.xU)(asked, entries));
        const judge = outOfReach(missing, await readSuperusers(asked));
        return (0,filling_selection/* selectFor */.GK)(asked, { manifest, entries, catalog }, judge);
    });
    const { leftOut, entries: restored } = selection;
    const { read } = await (0,fill/* fill */.G)(
    // Its machine has no other disks.
    { ...settings, manifest, archive, options: ['--no-tablespaces'] }, selection);
    await (0,postgres_session/* withSession */.f)(connection, session, (asked) => settleRangeFunctions(asked, catalog));
    const [proofs] = await Promise.all([
        (0,proof/* proveRestored */.T)({ connection, session, manifest, catalog, entries: restored, leftOut, read }), // prettier-ignore
        (0,fill/* analyze */.n)({ connection, session }),
    ]);
    const seconds = (clock.now().getTime() - started) / 1_000;
    await (0,postgres_session/* withSession */.f)(connection, session, guardReach);
    const findings = [...proofs.map(asRehearsed), ...leftOut.flatMap(extensionFindings)];
    return { seconds, leftOut: (0,leftout/* listLeftOut */.GG)(leftOut), findings };
}
/** Nobody will use the copy: what it lacks was not rehearsed, and that is all. */
function asRehearsed(finding) {
    if (finding.name !== proof/* LEFT_OUT */.P || finding.verdict !== 'could not verify')
        return finding;
    return (0,record_finding/* couldNotVerify */.ke)('left out of the rehearsal', finding.found);
}
/** Each by itself: whoever uses the extension must know that nothing of it was rehearsed. */
function extensionFindings({ type, names, reason }) {
    if (type !== 'EXTENSION')
        return [];
    const fix = 'install it in a step before this one, or give a server that has it by scratch-url';
    const found = `${names.tag}: ${reason}; what needs it was not rehearsed`;
    return [(0,record_finding/* couldNotVerify */.ke)('extension', found, reason === NOT_INSTALLED ? fix : undefined)];
}
async function readSuperusers(session) {
    const rows = await session.query('select rolname::text as name from pg_roles where rolsuper');
    return new Set(rows.map(({ name }) => (0,archive_entries/* asListed */.Gy)(name)));
}

// EXTERNAL MODULE: ./src/postgres/tolerated.ts
var tolerated = __webpack_require__(57787);
// EXTERNAL MODULE: ./src/postgres/dropdatabase.ts
var dropdatabase = __webpack_require__(83175);
// EXTERNAL MODULE: ./src/postgres/siblingname.ts
var siblingname = __webpack_require__(51222);
;// CONCATENATED MODULE: ./src/rehearsal/leftovers.ts




/** The first half spells `dbre` in ASCII, beside that of the deploy lock; the second is of the name. */
const COPY_KEY = 0x64_62_72_65;
/** No two rehearsals have the same, also when they start at once. */
function scratchName(database, started) {
    const stamp = started.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
    return (0,siblingname/* siblingName */.U)(database, `_rehearsal_${stamp}_${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`);
}
/**
 * Tells other rehearsals that the copy of this name is in use, for as long as the session lasts.
 * Call it before the copy is made: a copy whose name nobody holds is a leftover.
 */
async function holdName(session, name) {
    await session.query('select pg_advisory_lock($1::int4, hashtext($2))', [COPY_KEY, name]);
}
/** Lets the next rehearsal know the database. */
async function mark(session, name, database, started) {
    const quoted = esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name);
    const comment = esm/* default.escapeLiteral */.Ay.escapeLiteral(`${markerStart(database)}${started.toISOString()}; safe to drop`);
    await session.query(`comment on database ${quoted} is ${comment}`);
    await session.query(`revoke all on database ${quoted} from public`);
}
function markerStart(database) {
    return `db-deploy: rehearsal of ${database}, started `;
}
/**
 * Drops the copies of killed rehearsals, with whoever is still in them: with our name, our comment,
 * and a name that nobody holds. Not by taking the lock, for it is of one database, and another
 * rehearsal may have come to this server by another.
 */
async function dropLeftovers(session, database) {
    const left = await session.query(`select d.datname as name, d.oid::text as oid from pg_database d
      where d.datname ~ '_rehearsal_\\d{8}_\\d{6}_[0-9a-f]{8}$'
        and starts_with(shobj_description(d.oid, 'pg_database'), $1)
        and not exists (
          select from pg_locks l
           where l.locktype = 'advisory' and l.granted and l.objsubid = 2
             and l.classid = $2::int8::oid
             and l.objid = (hashtext(d.datname)::int8 & 4294967295)::oid)`, [markerStart(database), COPY_KEY]);
    for (const each of left)
        await (0,dropdatabase/* dropDatabase */.Z)(session, each, { withSessions: true });
}

// EXTERNAL MODULE: ./src/postgres/locale.ts
var postgres_locale = __webpack_require__(31097);
;// CONCATENATED MODULE: ./src/rehearsal/locale.ts





/** What a server says of a locale that it, or its operating system, does not know. */
const UNKNOWN_LOCALE = [
    sqlstate/* SQLSTATE */.c.invalidParameterValue,
    sqlstate/* SQLSTATE */.c.wrongObjectType,
    // A provider that this server was built without.
    sqlstate/* SQLSTATE */.c.featureNotSupported,
];
const ORDER = 'sort order';
/**
 * Creates a database with the encoding and locale of the backup, or with the nearest locale that
 * every machine has.
 * @returns a finding when it is another locale: what depends on the order of texts is then not rehearsed.
 */
async function createWithLocale(session, name, owner, server) {
    const [row] = await session.query(`select current_setting('server_version_num')::int / 10000 as major`);
    const clauses = (0,postgres_locale/* localeClauses */.n)(server, row?.major ?? server.major);
    const create = (words) => session.query(`create database ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)} template template0 owner ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(owner)} ${words.join(' ')}`);
    const failure = await create(clauses).then(() => undefined, unknownLocale);
    if (failure === undefined)
        return [];
    const { encoding, collation } = server;
    for (const locale of ['C.UTF-8', 'C.utf8', 'C']) {
        const near = { encoding, collation: locale, localeProvider: 'libc' };
        const words = (0,postgres_locale/* localeClauses */.n)({ ...server, ...near, characterType: locale }, row?.major ?? server.major); // prettier-ignore
        if ((await create(words).then(() => undefined, unknownLocale)) !== undefined)
            continue;
        return [
            (0,record_finding/* couldNotVerify */.ke)(ORDER, `this machine does not know the locale ${server.locale ?? collation} of the backup (${failure}); the rehearsal sorted as ${locale} does`, `add a step before this one that makes it, e.g. run: sudo locale-gen ${collation}`),
        ];
    }
    throw new errors/* DeployError */.sH({
        attempted: `create a scratch database with the encoding ${encoding}`,
        found: failure,
        nextAction: 'give a server that knows it by scratch-url',
    });
}
/** @throws what has nothing to do with locales. */
function unknownLocale(error) {
    if (UNKNOWN_LOCALE.includes((0,sqlstate/* codeOf */.$)(error)))
        return (0,errors/* messageOf */.bD)(error);
    throw error;
}

;// CONCATENATED MODULE: ./src/rehearsal/removal.ts



/** A cancelled step has 5 s, and must still tell what it leaves. */
const AFTER_CANCEL_MS = 3_500;
/** Aborts 3.5 s after the other one does, with its reason: for a session that clears up. */
function outliving(signal) {
    const controller = new AbortController();
    const cancelled = () => {
        setTimeout(() => {
            controller.abort(signal.reason);
        }, AFTER_CANCEL_MS).unref();
    };
    if (signal.aborted)
        cancelled();
    else
        signal.addEventListener('abort', cancelled, { once: true });
    return controller.signal;
}
/**
 * Ends the sessions in the database, drops it and then the roles. Never throws: what the rehearsal
 * found is the news; what is left is named in a warning, with the command that drops it.
 * @param session on a signal that outlives a cancel by little: a drop that has begun is then ended by the server alone.
 */
async function remove(session, { database, roles }, { log, signal }) {
    try {
        const rows = await session.query('select datname as name, oid::text as oid from pg_database where datname = $1', [database ?? '']);
        for (const each of rows)
            await (0,dropdatabase/* dropDatabase */.Z)(session, each, { withSessions: true });
        for (const role of roles)
            await session.query(`drop role if exists ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(role)}`); // prettier-ignore
    }
    catch (error) {
        const because = signal.aborted ? 'it was not done soon enough after the cancel' : (0,errors/* messageOf */.bD)(error); // prettier-ignore
        const quoted = roles.map((role) => esm/* default.escapeIdentifier */.Ay.escapeIdentifier(role)).join(', ');
        const commands = [
            ...(database === undefined ? [] : [`drop database if exists ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(database)} with (force);`]), // prettier-ignore
            ...(quoted === '' ? [] : [`drop role if exists ${quoted};`]),
        ];
        log.warning(`What this rehearsal made on the server of scratch-url may be left there (${because}). In psql this drops it: ${commands.join(' ')}`, 'rehearse');
    }
}

;// CONCATENATED MODULE: ./src/rehearsal/roles.ts


/**
 * Roles to which providers give rights of a superuser by other means than the catalog: RDS, Cloud
 * SQL, Azure, Neon, Supabase, AlloyDB, DigitalOcean and Aiven.
 */
const POWERS_OF_PROVIDERS = new Set([
    'rds_superuser',
    'cloudsqlsuperuser',
    'alloydbsuperuser',
    'azure_pg_admin',
    'neon_superuser',
    'supabase_admin',
    'supabase_privileged_role',
    'doadmin',
    'avnadmin',
]);
const NAME = 'privileges of the migrating role';
/**
 * Creates the roles that are missing, none of which can log in, with what production's may do. On
 * 16 and later the options of a membership are the server's defaults.
 * @param made gets the names of those it makes, each before it is made.
 */
async function createRoles(session, { roles, migrator }, made) {
    const present = new Set((await session.query('select rolname::text as name from pg_roles')).map(({ name }) => name));
    const missing = roles.filter(({ name }) => !present.has(name));
    for (const role of missing) {
        made.push(role.name);
        const powerful = role.name === migrator && isOfProvider(role);
        await session.query(`create role ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(role.name)} ${optionsOf(role, powerful)}`); // prettier-ignore
    }
    const known = new Set([...present, ...missing.map(({ name }) => name)]);
    for (const { name, memberOf } of missing) {
        for (const group of memberOf.filter((each) => known.has(each))) {
            await session.query(`grant ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(group)} to ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)}`);
        }
    }
}
/** Whether the rehearsal tells of a privilege that the migration lacks in production. */
function privilegesFinding({ roles, migrator }, actsAs) {
    const role = roles.find(({ name }) => name === migrator);
    if (actsAs !== migrator) {
        return (0,record_finding/* couldNotVerify */.ke)(NAME, `the rehearsal ran as ${actsAs}, production migrates as ${migrator}`); // prettier-ignore
    }
    if (role !== undefined && isOfProvider(role)) {
        return (0,record_finding/* couldNotVerify */.ke)(NAME, `${migrator} has rights that only its provider knows; here it was a superuser`); // prettier-ignore
    }
    return (0,record_finding/* pass */.IX)(NAME, `${migrator} may here what the catalog of production says`);
}
function isOfProvider({ name, memberOf, superuser }) {
    return !superuser && [name, ...memberOf].some((each) => POWERS_OF_PROVIDERS.has(each));
}
function optionsOf(role, powerful) {
    const option = (word, has) => (has ? word : `no${word}`);
    return [
        'nologin',
        option('superuser', role.superuser || powerful),
        option('inherit', role.inherits),
        option('createdb', role.createsDatabases),
        option('createrole', role.createsRoles),
        option('bypassrls', role.bypassesRowSecurity),
    ].join(' ');
}

;// CONCATENATED MODULE: ./src/rehearsal/scratchdatabase.ts












const PATIENCE_MS = 300_000;
/**
 * Makes a database for a rehearsal and runs the work on it. It and the roles made for it are
 * dropped on every path, a cancel's included, unless their cluster goes anyway. A killed process
 * leaves them on a given server, with a comment by which the next rehearsal knows the database, and
 * without the lock of a live one.
 */
async function withScratchDatabase(settings, work) {
    const { own, original, signal } = settings;
    const made = { database: undefined, roles: [] };
    if (own) {
        const scratch = await administer(settings, signal, (session) => make(session, settings, original.database, made)); // prettier-ignore
        signal.throwIfAborted();
        return work(scratch);
    }
    // One session makes it, says that it is in use, and drops it: so no drop overtakes a cancelled CREATE.
    const outlives = outliving(signal);
    return administer(settings, outlives, async (session) => {
        const told = { log: settings.log, signal: outlives };
        let removal;
        const clear = () => (removal ??= remove(session, made, told));
        const atOnce = () => void clear();
        try {
            const name = scratchName(original.database, settings.started);
            await holdName(session, name);
            await dropLeftovers(session, original.database);
            const scratch = await make(session, settings, name, made);
            signal.throwIfAborted();
            // What the work waits for ends with the database, and little time is left.
            signal.addEventListener('abort', atOnce, { once: true });
            return await work(scratch);
        }
        finally {
            signal.removeEventListener('abort', atOnce);
            await clear();
        }
    });
}
async function make(session, settings, name, made) {
    const { own, original, server, started, log } = settings;
    await createRoles(session, original, made.roles);
    // Of an own cluster: initdb makes one called postgres, and it is empty.
    if (own)
        await session.query(`drop database if exists ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)}`);
    made.database = name;
    const located = await createWithLocale(session, name, original.owner, server);
    if (!own)
        await mark(session, name, original.database, started);
    const password = own ? await letIn(session, original.migrator, log) : undefined;
    return scratchOf(settings, name, password, located);
}
function scratchOf(settings, name, password, located) {
    const { connection, original } = settings;
    const admin = (0,postgres_connection/* connectionIn */.yj)(connection, name);
    const migrator = password === undefined ? admin : actingAs(admin, original.migrator, password);
    return {
        admin,
        migrator,
        findings: [...located, privilegesFinding(original, migrator.user)],
        settle: () => administer(settings, settings.signal, (session) => settle(session, name, original)), // prettier-ignore
    };
}
/** A password of its own, for this role alone can be used by tools. */
async function letIn(session, role, log) {
    const password = (0,external_node_crypto_.randomBytes)(24).toString('hex');
    log.mask([password]);
    await session.query(`alter role ${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(role)} login password ${esm/* default.escapeLiteral */.Ay.escapeLiteral(password)}`); // prettier-ignore
    return password;
}
function actingAs(connection, user, password) {
    const login = `${encodeURIComponent(user)}:${password}`;
    const url = connection.url.replace(/^(postgres(?:ql)?:\/\/)[^@/]*@/, `$1${login}@`);
    return { ...connection, url, user, password };
}
/** A setting of an extension that is not here, or of a library that would be loaded, stays out. */
async function settle(session, name, original) {
    await (0,transaction.withTransaction)(session, 'read committed', async () => {
        const statements = [
            ...(0,databasegrants/* grantStatements */.h)(name, original.owner, original.grants),
            ...original.settings
                .filter((setting) => !setting.name.endsWith('_preload_libraries'))
                .map((setting) => (0,databasesettings/* settingStatement */.KA)(name, setting)),
        ];
        for (const sql of statements)
            await (0,tolerated/* tolerated */.N)(session, () => session.query(sql));
    });
}
function administer({ connection, applicationName }, signal, work) {
    const limits = (0,postgres_session/* directSettings */.n)({ statementMs: PATIENCE_MS, lockMs: PATIENCE_MS });
    const purpose = 'keep a scratch database';
    return (0,postgres_session/* withSession */.f)(connection, { purpose, applicationName, signal, settings: limits }, work);
}

;// CONCATENATED MODULE: ./src/steps/rehearseserver.ts












/** Plays the deploy on a copy of production: on the server of scratch-url, else on a cluster of its own. */
async function onScratchServer(config, tools, stage, account) {
    const { major } = stage.backup.manifest.server;
    const { scratchUrl } = config;
    if (scratchUrl !== undefined) {
        const session = sessionOf(config, tools.signal);
        const given = { scratch: scratchUrl, major, others: stage.others, session };
        account.findings.push(...(await requireGivenServer(given)));
        account.details = { ...known(account), server: (0,postgres_connection/* shown */.SP)(scratchUrl) };
        await inScratchDatabase(config, tools, stage, account, { connection: scratchUrl, own: false });
        return;
    }
    const settings = {
        tools: await serverToolsFor(major, provisionOf(config, tools)),
        workDirectory: tools.workDirectory,
        remember: tools.rememberForCleanup,
        processes: tools.processes,
        signal: tools.signal,
        log: tools.log,
    };
    await withScratchCluster(settings, ({ connection, version, certificateFile }) => {
        const server = `a scratch cluster on the runner, Postgres ${version}`;
        account.details = { ...known(account), server };
        return inScratchDatabase(config, tools, stage, account, { connection, own: true, certificateFile }); // prettier-ignore
    });
}
async function inScratchDatabase(config, tools, stage, account, server) {
    const { signal, log, clock } = tools;
    const { manifest } = stage.backup;
    const settings = {
        ...server,
        ...{ signal, log, original: stage.original, server: manifest.server },
        started: clock.now(),
        applicationName: `db-deploy/rehearse/${config.run.runId}`,
    };
    await withScratchDatabase(settings, async (scratch) => {
        if (!(await restored(config, tools, stage, account, scratch)))
            return;
        const { environment, finding } = isolate({
            ...stage,
            environment: config.surroundings.environment,
            scratch: scratch.migrator,
            certificateFile: server.certificateFile,
        });
        account.findings.push(...scratch.findings, finding);
        const { repository, confinement, directory } = stage;
        const way = { processes: tools.processes, server: scratch.migrator, directory };
        await withConfinement(confinement, way, (processes) => playOnCopy(config, tools, { scratch, environment, manifest, repository, processes }, account));
    });
}
/** False when the copy is not the backup: then nothing that is done on it means anything. */
async function restored(config, tools, { backup, directory }, account, scratch) {
    const { environment } = config.surroundings;
    const restoration = await restoreForRehearsal({
        ...{ backup, directory, log: tools.log, clock: tools.clock, processes: tools.processes },
        connection: scratch.admin,
        client: await (0,clientinstall/* clientToolsFor */.U)(backup.manifest.server.major, provisionOf(config, tools)),
        session: sessionOf(config, tools.signal),
        childEnvironment: environment,
    });
    const { seconds: restoreSeconds, leftOut, findings } = restoration;
    account.findings.push(...findings);
    account.details = { ...known(account), restoreSeconds, leftOut: [...leftOut] };
    tools.log.info(`Restored and compared with the manifest in ${restoreSeconds.toFixed(1)} s`);
    if ((0,record_finding/* hasFailed */.WN)(findings))
        return false;
    await scratch.settle();
    return true;
}
function provisionOf({ surroundings }, { processes, log }) {
    const searchPath = surroundings.environment['PATH'] ?? '';
    return { searchPath, processes, mayInstall: surroundings.inActions, log };
}

;// CONCATENATED MODULE: ./src/steps/rehearse.ts



















const rehearse_PURPOSE = 'rehearse the deploy on a copy of production';
/** Restores the stored backup into a throw-away database and deploys there what is to be deployed, measured. */
async function rehearse(config, tools) {
    const account = { findings: [], problems: [] };
    await accounted(account, { purpose: rehearse_PURPOSE, log: tools.log }, () => (0,privatedirectory/* withPrivateDirectory */.V)(tools.workDirectory, (directory) => besideProduction(config, tools, directory, account)));
    const { findings, problems, details } = account;
    const failed = problems.length > 0 || (0,record_finding/* hasFailed */.WN)(findings);
    return {
        status: failed ? 'failed' : 'passed',
        findings,
        problems,
        ...(details === undefined ? {} : { details }),
    };
}
/** Reads production before and after: whatever happens in between must not show there. */
async function besideProduction(config, tools, directory, account) {
    const { directUrl } = config;
    const session = sessionOf(config, tools.signal);
    await (0,directness/* requireDirect */.VS)(directUrl, session);
    const repository = await (0,detection_repository/* findRepository */.W)(config, tools.log);
    const choice = await choose(config, tools, session);
    const backup = await (0,obtain/* obtainBackup */.E)(choice, {
        storeOf: (artifact) => (0,stores/* storeOf */.xX)(artifact, tools),
        identities: config.decryptWith,
        directory,
        signal: tools.signal,
    });
    account.findings.push(...backup.findings);
    account.details = beginAccount(choice.by, backup);
    const others = connectionsOf(config);
    const leads = tracesOf([...others.values()]);
    const confinement = await findConfinement(tools.processes, config.scratchUrl?.host);
    const { shadowed, findings } = await requireCleanCheckout({
        everywhere: !confinement.ok,
        ...{ leads, directory: repository.directory, command: repository.command },
        workspace: config.surroundings.workspace,
        environment: config.surroundings.environment,
    });
    account.findings.push(...findings);
    const before = await (0,standing/* readStanding */.Z)(directUrl, session, repository.migrations);
    const original = await (0,postgres_session/* withSession */.f)(directUrl, session, (asked) => readOriginal(asked, backup.manifest));
    const told = { purpose: rehearse_PURPOSE, log: tools.log };
    await accounted(account, told, async () => {
        const stage = { repository, backup, original, others, leads, shadowed, confinement, directory };
        await onScratchServer(config, tools, stage, account);
        tools.signal.throwIfAborted();
    });
    if (tools.signal.aborted)
        return;
    await accounted(account, told, async () => {
        const after = await (0,standing/* readStanding */.Z)(directUrl, session, repository.migrations);
        account.findings.push(stillAsBefore(before.state, after.state));
    });
}
/** Of this run, if it has one: also the one that a second attempt took of a half-migrated database. */
async function choose(config, { records }, session) {
    const { backupFile: file, backupRunId: runId, environment, surroundings } = config;
    if (file === undefined && runId === undefined) {
        const own = await records.newest('backup');
        if (own?.status === 'passed' && own.details !== undefined) {
            return { by: 'run', artifact: own.details.artifact, runId: own.run.runId };
        }
    }
    const directory = (0,external_node_path_.resolve)(surroundings.workspace, config.workingDirectory);
    const ask = () => (0,identity/* identify */.ls)(config.directUrl, session);
    return (0,choice/* chooseBackup */.S)({ environment, runId, file, directory, identify: ask }, records);
}
/** Every database that nothing of the rehearsal may reach by itself, by the name of its input. */
function connectionsOf(config) {
    const { directUrl, databaseUrl, prodDatabaseUrl, devDatabaseUrl } = config;
    const all = new Map([['direct-url', directUrl]]);
    for (const [input, connection] of [
        ['database-url', databaseUrl],
        ['prod-database-url', prodDatabaseUrl],
        ['dev-database-url', devDatabaseUrl],
    ]) {
        if (connection !== undefined)
            all.set(input, connection);
    }
    return all;
}


/***/ })

};
