export const id = 116;
export const ids = [116];
export const modules = {

/***/ 19116:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ ADAPTERS),
  z: () => (/* binding */ ledgerReader)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./src/migration/ledger/files.ts
var ledger_files = __webpack_require__(56915);
// EXTERNAL MODULE: ./src/migration/ledger/ledgertable.ts
var ledgertable = __webpack_require__(7791);
// EXTERNAL MODULE: ./src/migration/detection/packagejson.ts
var packagejson = __webpack_require__(63726);
// EXTERNAL MODULE: ./src/migration/settings/commandline.ts
var commandline = __webpack_require__(96055);
;// CONCATENATED MODULE: ./src/migration/adapters/dbmate.ts







const NAME = 'dbmate';
const DIRECTORY = 'db/migrations';
/** dbmate: a ledger of versions, the digits that a file's name begins with; one transaction a file. */
const dbmate = {
    name: NAME,
    // `up` would create a missing database; a dump of the schema is of no use in a deploy.
    command: 'npx --no-install dbmate --no-dump-schema migrate',
    failures: [
        {
            pattern: /requires each migration to define an? (up|down) block/,
            cause: 'a file lacks one of the comments that dbmate reads it by',
            remedy: 'write -- migrate:up before its SQL and -- migrate:down after it',
        },
        {
            pattern: /is out of order with already applied migrations/,
            cause: '--strict refuses a pending file that stands before an applied one',
            remedy: 'give the pending file a later version',
        },
    ],
    detect: async (directory) => (await (0,packagejson/* dependsOn */.fr)(directory, NAME)) || holdsMigrations((0,external_node_path_.join)(directory, DIRECTORY)),
    /** Options count first, then the environment, then the file .env that dbmate reads. */
    async locate(project) {
        const environment = await readEnvironment(project);
        const strict = (0,commandline/* hasFlag */.Lt)(project.command, NAME, ['--strict']) || environment('DBMATE_STRICT') === 'true';
        const given = (0,commandline/* optionValues */.ib)(project.command, NAME, ['--migrations-dir', '-d']);
        const directories = given.length > 0 ? given : (environment('DBMATE_MIGRATIONS_DIR') ?? DIRECTORY).split(',');
        const table = (0,commandline/* optionValue */.TN)(project.command, NAME, ['--migrations-table']) ??
            environment('DBMATE_MIGRATIONS_TABLE') ??
            'schema_migrations';
        return {
            table: tableOf(table, project.url),
            directories: directories.map((directory) => (0,external_node_path_.resolve)(project.directory, directory)),
            late: strict ? 'refuses it' : 'applies it',
            atomicFiles: true,
        };
    },
    async readLedger(session, table) {
        const found = await (0,ledgertable/* findTable */.UI)(session, table);
        if (found === undefined)
            return { tool: NAME, table, applied: [] };
        const rows = await session.query(`select version from ${found} order by version`);
        return { tool: NAME, table: found, applied: rows.map(({ version }) => version) };
    },
    /** No command does it: amacneil/dbmate#348. The table as its pkg/driver/postgres makes it. */
    adopt: ({ name }, table) => [
        `create table if not exists ${table} (version varchar(128) primary key);`,
        `insert into ${table} (version) values (${(0,ledgertable/* literal */.eu)(name)});`,
    ].join('\n'),
    async readFiles({ directories }) {
        const listed = await Promise.all(directories.map(async (directory) => (await (0,ledger_files/* entriesOf */.Mc)(directory, NAME))
            .filter((entry) => !entry.isDirectory())
            .map(({ name }) => ({ name, path: (0,external_node_path_.join)(directory, name) }))));
        const files = listed.flat().flatMap(({ name, path }) => {
            const version = VERSION.exec(name)?.[1];
            return version === undefined ? [] : [{ name: version, title: name, path }];
        });
        files.sort((a, b) => (a.title < b.title ? -1 : 1));
        return (0,ledger_files/* requireDistinct */.Cq)(files, NAME);
    },
    upPart(_, text) {
        const [up, down] = [text.search(UP), text.search(DOWN)];
        return up >= 0 && up < down ? text.slice(up, down) : text;
    },
};
/** As dbmate's pkg/dbmate/migration.go has them. */
const UP = /^--\s*migrate:up(\s*$|\s+\S+)/m;
const DOWN = /^--\s*migrate:down(\s*$|\s+\S+$)/m;
const VERSION = /^(\d+).*\.sql$/;
/** Without a schema of its own the table is where the URL's search_path begins. */
function tableOf(table, url) {
    const [schema, name] = table.split('.', 2);
    if (schema !== undefined && name !== undefined)
        return (0,ledgertable/* qualified */.LX)(schema, name);
    const path = url === undefined ? undefined : /[?&]search_path=([^&,]+)/.exec(url)?.[1];
    return (0,ledgertable/* qualified */.LX)(path === undefined ? undefined : decodeURIComponent(path).trim(), table);
}
async function readEnvironment({ directory, command, environment, }) {
    const given = (0,commandline/* optionValues */.ib)(command, NAME, ['--env-file']);
    const files = await Promise.all((given.length > 0 ? given : ['.env']).map((file) => (0,promises_.readFile)((0,external_node_path_.resolve)(directory, file), 'utf8').catch(() => '')));
    const fromFiles = Object.assign({}, ...files.toReversed().map(external_node_util_.parseEnv));
    return (name) => {
        const inCommand = new RegExp(`(?:^|\\s)${name}=([^\\s;&|]+)`).exec(command)?.[1];
        return inCommand ?? environment[name] ?? fromFiles[name];
    };
}
/** SQL in the one directory that dbmate reads unless told otherwise, with its own comment in it. */
async function holdsMigrations(directory) {
    if (!(await (0,ledger_files/* exists */.t2)(directory)))
        return false;
    const [first] = (await (0,ledger_files/* entriesOf */.Mc)(directory, NAME)).filter(({ name }) => VERSION.test(name));
    if (first === undefined)
        return false;
    return (await (0,promises_.readFile)((0,external_node_path_.join)(directory, first.name), 'utf8')).includes('-- migrate:up');
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/migration/settings/tokens.ts
const TOKENS = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\.\.\.|[\w$]+|[^\s\w$]/g;
/** Words, strings and signs of JavaScript, TypeScript or JSON, without comments. */
function tokensOf(source) {
    return (source.match(TOKENS) ?? []).filter((token) => !/^\/[/*]/.test(token));
}
/** The text of a string without substitutions or escapes, or of a word that is true or false. */
function textOf(token) {
    if (token === 'true' || token === 'false')
        return token;
    const [, , text] = /^(['"`])([^\\$]*)\1$/.exec(token) ?? [];
    return text;
}
/** Where a bracket closes; the end where it does not. */
function closing(tokens, open) {
    let depth = 0;
    for (let at = open; at < tokens.length; at += 1) {
        if ('{[('.includes(tokens[at] ?? ''))
            depth += 1;
        if ('}])'.includes(tokens[at] ?? '') && --depth === 0)
            return at;
    }
    return tokens.length;
}

;// CONCATENATED MODULE: ./src/migration/settings/exported.ts

const WORD = /^[\w$]+$/;
/** What makes something else of the object before it. */
const GOES_ON = ['.', '[', '(', '?', '|', '&'];
/**
 * Whether all that a configuration file exports is written down in it: an object, alone or as the
 * one argument of a call such as `defineConfig`, returned by a function, or by the name of a variable.
 */
function exportsLiterals(tokens) {
    const exported = tokens[0] === '{' ? [0] : tokens.flatMap((_, at) => exportedAt(tokens, at));
    return exported.length > 0 && exported.every((at) => isLiteral(tokens, at));
}
/** Where the value begins that is exported there; -1 where it stands in another file. */
function exportedAt(tokens, at) {
    const next = tokens[at + 1] ?? '';
    if (tokens[at - 1] === '.')
        return [];
    if (tokens[at] === 'export') {
        if (next === 'default' || next === '=')
            return [at + 2];
        if (['const', 'let', 'var'].includes(next))
            return [assigned(tokens, at + 3)];
        const isNothing = next === '{' && tokens[at + 2] === '}';
        return isNothing || ['type', 'interface', 'declare'].includes(next) ? [] : [-1];
    }
    const isModule = tokens[at] === 'module' && tokens[at + 2] === 'exports';
    if (!isModule && tokens[at] !== 'exports')
        return [];
    const end = chainEnd(tokens, isModule ? at + 3 : at + 1);
    return isAssignment(tokens, end) && tokens[end - 1] !== '__esModule' ? [end + 1] : [];
}
/** Whether an object that this file writes down, and does not change, is named or stands there. */
function isHere(tokens, at) {
    return tokens[at + 1] !== '(' && isLiteral(tokens, at);
}
function isLiteral(tokens, at, from = []) {
    const token = tokens[at] ?? '';
    const next = tokens[at + 1] ?? '';
    if (token === 'async')
        return isLiteral(tokens, at + 1, from);
    if (token === '{')
        return !GOES_ON.includes(tokens[closing(tokens, at) + 1] ?? '');
    const result = resultOf(tokens, at);
    if (result !== undefined)
        return returnsLiteral(tokens, result, from);
    if (token === '(')
        return isLiteral(tokens, at + 1, from);
    if (!WORD.test(token) || from.includes(token))
        return false;
    if (next === '(')
        return isLiteral(tokens, at + 2, from) && hasOneArgument(tokens, at + 1);
    if (['?', '|', '&'].includes(next) || isChanged(tokens, token))
        return false;
    const declared = tokens.findIndex((other, place) => other === token && /^(const|let|var)$/.test(tokens[place - 1] ?? ''));
    return declared >= 0 && isLiteral(tokens, assigned(tokens, declared + 1), [...from, token]);
}
/** Where the result or the body of a function begins; undefined where none begins. */
function resultOf(tokens, at) {
    const opens = tokens[at] === 'function' ? tokens.indexOf('(', at) : at;
    const after = tokens[opens] === '(' ? closing(tokens, opens) + 1 : at + 1;
    if (tokens[at] === 'function')
        return tokens.indexOf('{', after);
    // A type may stand before the arrow.
    for (let place = after; place < tokens.length; place += 1) {
        if (tokens[place] === '=' && tokens[place + 1] === '>')
            return place + 2;
        if (place === after ? tokens[place] !== ':' : '{};,)'.includes(tokens[place] ?? ''))
            break;
    }
    return undefined;
}
function returnsLiteral(tokens, at, from) {
    if (tokens[at] !== '{')
        return isLiteral(tokens, at, from);
    const end = closing(tokens, at);
    const returns = [...tokens.keys()].filter((place) => place > at && place < end && tokens[place] === 'return'); // prettier-ignore
    return returns.length > 0 && returns.every((place) => isLiteral(tokens, place + 1, from));
}
function hasOneArgument(tokens, open) {
    const end = closing(tokens, open);
    if (GOES_ON.includes(tokens[end + 1] ?? ''))
        return false;
    for (let at = open + 1; at < end; at += 1) {
        if ('{[('.includes(tokens[at] ?? ''))
            at = closing(tokens, at);
        else if (tokens[at] === ',' && at + 1 < end)
            return false;
    }
    return true;
}
/** Whether the variable, or a value in its object, is set after it was made. */
function isChanged(tokens, name) {
    return tokens.some((token, at) => {
        const before = tokens[at - 1] ?? '';
        if (token !== name || /^(const|let|var|\.)$/.test(before))
            return false;
        if (before === '(' && tokens[at - 2] === 'assign')
            return true;
        return isAssignment(tokens, chainEnd(tokens, at + 1));
    });
}
/** Behind `.a.b['c']`. */
function chainEnd(tokens, start) {
    let at = start;
    for (;;) {
        if (tokens[at] === '.')
            at += 2;
        else if (tokens[at] === '[')
            at = closing(tokens, at) + 1;
        else
            return at;
    }
}
function isAssignment(tokens, at) {
    return tokens[at] === '=' && tokens[at + 1] !== '=' && tokens[at + 1] !== '>';
}
/** Where the value of a variable begins, behind its type; -1 where it has none. */
function assigned(tokens, start) {
    for (let at = start; at < tokens.length; at += 1) {
        if (isAssignment(tokens, at))
            return at + 1;
    }
    return -1;
}

;// CONCATENATED MODULE: ./src/migration/settings/paths.ts


/**
 * A call of `join` or `resolve` of node:path with plain arguments or the directory of the file.
 * @returns what it gives, and where it ends; undefined where anything else begins.
 */
function pathAt(tokens, start, { beside, startedIn }) {
    const isMember = tokens[start] === 'path' && tokens[start + 1] === '.';
    const name = isMember ? start + 2 : start;
    const isImported = isMember || tokens.some((token) => /^(['"])(node:)?path\1$/.test(token));
    const called = tokens[name];
    if (!isImported || tokens[name + 1] !== '(')
        return undefined;
    if (called !== 'join' && called !== 'resolve')
        return undefined;
    const end = closing(tokens, name + 1);
    const parts = [];
    for (let at = name + 2; at < end; at += 1) {
        const comma = tokens.indexOf(',', at);
        const behind = comma < 0 || comma > end ? end : comma;
        const words = tokens.slice(at, behind);
        const isBeside = ['__dirname', 'import.meta.dirname'].includes(words.join(''));
        const text = isBeside ? beside : textOf(words.length === 1 ? (words[0] ?? '') : '');
        if (text === undefined)
            return undefined;
        parts.push(text);
        at = behind;
    }
    return { value: called === 'join' ? (0,external_node_path_.join)(...parts) : (0,external_node_path_.resolve)(startedIn, ...parts), end };
}

// EXTERNAL MODULE: ./src/migration/settings/unreadable.ts
var unreadable = __webpack_require__(18109);
;// CONCATENATED MODULE: ./src/migration/settings/literals.ts




/** Stands for keys that come from elsewhere. */
const SPREAD = '...';
/**
 * What a configuration file in JavaScript, TypeScript or JSON writes down as plain values. The file
 * is not run: it may do anything, and would do it with the secrets of the deploy.
 * @param places for paths that the file puts together.
 */
function settingsIn(source, places) {
    const tokens = tokensOf(source);
    const settings = exportsLiterals(tokens)
        ? []
        : [{ path: [SPREAD], values: undefined }];
    const levels = [
        { keys: [], open: '' },
    ];
    for (const [at, token] of tokens.entries()) {
        const level = levels.at(-1) ?? { keys: [], open: '' };
        if ('{[('.includes(token)) {
            const keys = level.key === undefined ? level.keys : [...level.keys, level.key];
            levels.push({ keys, open: token });
        }
        else if ('}])'.includes(token)) {
            if (levels.length > 1)
                levels.pop();
        }
        else if (token === ',' || token === ';') {
            delete level.key;
        }
        else if (token === '...' && level.open === '{') {
            if (!isHere(tokens, at + 1)) {
                settings.push({ path: [...level.keys, SPREAD], values: undefined });
            }
        }
        else if (level.open === '{' && isFirst(tokens, at)) {
            const key = textOf(token) ?? token;
            const next = tokens[at + 1] ?? '';
            const isMethod = next === '(' && opensBody(tokens, at);
            if (next === ':' || isMethod)
                level.key = key;
            else if (!',}'.includes(next))
                continue;
            // A key alone takes its value from a variable.
            const place = next === ':' ? at + 2 : at;
            const values = next === ':' ? valuesAt(tokens, place, places) : undefined;
            const elsewhere = values === undefined && !isMethod && !isHere(tokens, place);
            settings.push({ path: [...level.keys, key], values, elsewhere });
        }
    }
    return settings;
}
/** Whether a key may stand there; `async adapter() {}` is one of `adapter`. */
function isFirst(tokens, at) {
    const before = tokens[at - 1] ?? '';
    const isMarked = /^(async|get)$/.test(before) && tokens[at + 1] === '(';
    return '{,'.includes((isMarked ? tokens[at - 2] : before) ?? '');
}
/** `key() {`; of statements that look like it, a key of their name does no harm. */
function opensBody(tokens, at) {
    if (/^(if|for|while|switch|catch|async)$/.test(tokens[at] ?? ''))
        return false;
    return ['{', ':'].includes(tokens[closing(tokens, at + 1) + 1] ?? '');
}
function valuesAt(tokens, at, places) {
    const first = tokens[at] ?? '';
    if (first === '{')
        return [];
    if (first !== '[') {
        const path = pathAt(tokens, at, places);
        const value = path?.value ?? textOf(first);
        const behind = tokens[(path?.end ?? at) + 1] ?? '';
        return value !== undefined && ',}'.includes(behind) ? [value] : undefined;
    }
    const end = tokens.indexOf(']', at);
    const items = tokens.slice(at + 1, end).filter((token) => token !== ',');
    const texts = items.map(textOf).filter((text) => text !== undefined);
    return texts.length === items.length ? texts : undefined;
}
/**
 * The plain values of a setting wherever its path ends so; undefined where it is not set at all.
 * @param within the key of the block that counts, where the file has blocks that differ.
 * @throws {DeployError} where it is set to something else, or twice to different values.
 */
function plainValues(settings, path, file, within) {
    const ends = (setting, keys) => setting.path.slice(-keys.length).join('.') === keys.join('.');
    const all = settings.filter((setting) => ends(setting, path));
    const own = all.filter((setting) => setting.path.length > path.length && setting.path[0] === within);
    const found = own.length > 0 ? own : all;
    const name = path.join('.');
    if (found.some(({ values }) => values === undefined)) {
        throw (0,unreadable/* unreadable */.O)(name, file, 'an expression or a variable');
    }
    if (own.length === 0)
        requireVisible(settings, path, file, within);
    const [values, ...others] = new Map(found.map((setting) => [(setting.values ?? []).join(','), setting.values])).values();
    if (others.length > 0)
        throw (0,unreadable/* unreadable */.O)(name, file, 'different values in several places');
    return values;
}
/** @throws {DeployError} where the setting may come from a variable or a spread around it. */
function requireVisible(settings, path, file, within) {
    const parent = path.slice(0, -1).join('.');
    const around = settings.find(({ path: keys, values, elsewhere }) => {
        if (values !== undefined)
            return false;
        const spread = keys.at(-1) === SPREAD;
        const place = spread ? keys.slice(0, -1) : keys;
        if (spread && (place.length === 0 || place.join('.') === within))
            return true;
        const entered = !spread && settings.some(({ path: inner }) => isInside(inner, place));
        if (place.join('.') === within && elsewhere === true && !entered)
            return true;
        return parent !== '' && `.${place.join('.')}`.endsWith(`.${parent}`) && !entered;
    });
    if (around !== undefined) {
        const source = around.path.join('.');
        const by = source === SPREAD ? 'what the file exports or spreads from elsewhere' : source;
        throw (0,unreadable/* unreadable */.O)(path.join('.'), file, `it may be set by ${by}`);
    }
}
function isInside(path, outer) {
    return path.length > outer.length && outer.every((key, at) => path[at] === key);
}

;// CONCATENATED MODULE: ./src/migration/adapters/drizzle.ts









const drizzle_NAME = 'drizzle-kit';
const CONFIGS = ['drizzle.config.ts', 'drizzle.config.js', 'drizzle.config.json'];
const JOURNAL = 'meta/_journal.json';
const journalSchema = schemas/* object */.Ikc({
    entries: schemas/* array */.YOg(schemas/* object */.Ikc({ tag: schemas/* string */.YjP(), when: schemas/* number */.aig() })),
});
/**
 * Drizzle: the ledger has no names. A migration is known by `when` of the journal, and one that is
 * not later than the newest row is skipped in silence (drizzle-orm's pg-core/dialect.js).
 */
const drizzle = {
    name: drizzle_NAME,
    command: 'npx --no-install drizzle-kit migrate',
    failures: [
        {
            // All that it prints when the server refuses a statement: drizzle-orm#5521 and others.
            pattern: /applying migrations\.\.\./,
            cause: 'drizzle-kit often ends without a word of what failed',
            remedy: 'read the error in the log of the server, or run the pending SQL by psql on a restored copy',
        },
    ],
    detect: async (directory) => (await (0,packagejson/* dependsOn */.fr)(directory, drizzle_NAME)) && (await (0,ledger_files/* firstOf */.Ku)(directory, CONFIGS)) !== undefined,
    async locate(project) {
        const { setting } = await readConfig(project);
        const schema = setting('migrations', 'schema') ?? 'drizzle';
        return {
            table: (0,ledgertable/* qualified */.LX)(schema, setting('migrations', 'table') ?? '__drizzle_migrations'),
            directories: [(0,external_node_path_.resolve)(project.directory, setting('out') ?? 'drizzle')],
            late: 'skips it',
            atomicFiles: true,
        };
    },
    async readLedger(session, table) {
        const found = await (0,ledgertable/* findTable */.UI)(session, table);
        if (found === undefined)
            return { tool: drizzle_NAME, table, applied: [] };
        const rows = await session.query(`select coalesce(created_at::text, 'row ' || id) as name, hash as checksum
         from ${found} order by created_at, id`);
        return {
            tool: drizzle_NAME,
            table: found,
            applied: rows.map(({ name }) => name),
            checksums: (0,ledger_files/* recordedChecksums */.ry)(rows),
        };
    },
    /** No command does it: drizzle-team/drizzle-orm#6191. The table as drizzle-orm's pg-core/dialect.js makes it. */
    adopt: ({ name, checksums: [hash = ''] = [] }, table) => [
        `create schema if not exists ${(0,ledgertable/* schemaOf */.pP)(table)};`,
        `create table if not exists ${table} (id serial primary key, hash text not null, created_at bigint);`,
        `insert into ${table} (hash, created_at) values (${(0,ledgertable/* literal */.eu)(hash)}, ${name});`,
    ].join('\n'),
    async readFiles({ directories: [directory = ''] }) {
        const entries = await readJournal(directory);
        const files = await Promise.all(entries.map(async ({ tag, when }) => {
            const path = (0,external_node_path_.join)(directory, `${tag}.sql`);
            const checksums = (0,ledger_files/* checksumsOf */.Uw)(await (0,ledger_files/* contentOf */.$E)(path, drizzle_NAME));
            return { name: String(when), title: tag, path, checksums, rank: when };
        }));
        return (0,ledger_files/* requireDistinct */.Cq)(files, drizzle_NAME);
    },
};
async function readConfig({ directory, command }) {
    const named = (0,commandline/* optionValue */.TN)(command, drizzle_NAME, ['--config']);
    const file = named === undefined ? await (0,ledger_files/* firstOf */.Ku)(directory, CONFIGS) : (0,external_node_path_.resolve)(directory, named);
    const settings = file === undefined
        ? []
        : settingsIn(await (0,promises_.readFile)(file, 'utf8'), { beside: (0,external_node_path_.dirname)(file), startedIn: directory });
    return {
        setting: (...path) => {
            const own = settings.filter((setting) => setting.path.length <= path.length);
            return plainValues(own, path, file ?? '')?.[0];
        },
    };
}
async function readJournal(directory) {
    const path = (0,external_node_path_.join)(directory, JOURNAL);
    if (await (0,ledger_files/* exists */.t2)(path)) {
        const read = journalSchema.safeParse(jsonOf(await (0,promises_.readFile)(path, 'utf8')));
        if (read.success)
            return read.data.entries;
        throw new errors/* DeployError */.sH({
            attempted: `read the migrations of ${drizzle_NAME}`,
            found: `${path} is no journal of drizzle-kit`,
            likelyCause: 'the marks of a merge conflict are in it',
            nextAction: 'resolve the conflict, then let `drizzle-kit check` look at it',
        });
    }
    const others = await (0,promises_.readdir)(directory).catch(() => []);
    throw new errors/* DeployError */.sH({
        attempted: `read the migrations of ${drizzle_NAME}`,
        found: `there is no ${path}`,
        likelyCause: others.length > 0
            ? 'migrations of drizzle-kit 1.0, whose layout this action does not know, or the journal is not committed'
            : 'working-directory is not the one that the tool runs in, or `out` names another directory',
        nextAction: 'commit the journal that `drizzle-kit generate` writes, or correct working-directory',
    });
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/migration/builds/comments.ts
var comments = __webpack_require__(59800);
;// CONCATENATED MODULE: ./src/migration/builds/uppart.ts

const uppart_DOWN = /^(?:(?:module\.)?exports\.down\s*=|export\s+(?:async\s+)?function\s+down\b|export\s+const\s+down\b)/;
/** Indented, empty, or the end of parameters before a body. */
const uppart_GOES_ON = /^(\s|$|[)\]}].*[{([]\s*$)/;
/**
 * The program of a migration without the function that takes it back, where that is clear: it stands
 * at the start of a line, what belongs to it is indented, and nothing else speaks of it. Else all of
 * the text: what is thought to run costs a retry at the most.
 */
function upOfProgram(text) {
    const lines = text.split('\n');
    const start = lines.findIndex((line) => uppart_DOWN.test(line));
    if (start < 0)
        return text;
    let end = start + 1;
    while (end < lines.length && uppart_GOES_ON.test(lines[end] ?? ''))
        end += 1;
    if (/^[}\])`]/.test(lines[end] ?? ''))
        end += 1;
    const down = lines.slice(start, end).join('\n');
    const rest = [...lines.slice(0, start), ...lines.slice(end)].join('\n');
    const isClear = !/\bup\b/.test(down) && !/\bdown\b/.test((0,comments/* withoutComments */.f)(rest));
    return isClear ? rest : text;
}

;// CONCATENATED MODULE: ./src/migration/settings/nodeenv.ts
/** NODE_ENV as the tool will see it; without one, its libraries take `development`. */
function nodeEnv({ command, environment }) {
    const inCommand = /(?:^|\s)NODE_ENV=["']?([\w-]+)/.exec(command)?.[1];
    return inCommand ?? environment['NODE_ENV'] ?? 'development';
}

;// CONCATENATED MODULE: ./src/migration/adapters/knex.ts










const knex_NAME = 'knex';
const knex_CONFIGS = ['js', 'mjs', 'cjs', 'coffee', 'ts', 'eg', 'ls'].map((format) => `knexfile.${format}`);
/** Of its lib/migrations/common/MigrationsLoader.js. */
const SCRIPT = /\.(co|coffee|eg|iced|js|cjs|litcoffee|ls|ts)$/;
const UNLOCK = 'make sure that no other run of knex is at work, look at the schema, then run `knex migrate:unlock`';
/** Knex: a ledger of file names, and a lock that a killed run leaves behind. */
const knex = {
    name: knex_NAME,
    command: 'npx --no-install knex migrate:latest',
    unfinished: UNLOCK,
    failures: [
        {
            pattern: /The migration directory is corrupt/,
            cause: 'an applied migration has no file any more',
            remedy: 'deploy the commit that has the file',
        },
        {
            pattern: /Migration table is already locked|MigrationLocked/,
            cause: 'another run of knex holds its lock, or was killed with it',
            remedy: UNLOCK,
        },
    ],
    detect: async (directory) => (await (0,packagejson/* dependsOn */.fr)(directory, knex_NAME)) && (await (0,ledger_files/* firstOf */.Ku)(directory, knex_CONFIGS)) !== undefined,
    async locate(project) {
        const { setting, directory, inTransactions } = await knex_readConfig(project);
        const option = (name) => (0,commandline/* optionValue */.TN)(project.command, knex_NAME, [name]);
        const table = option('--migrations-table-name') ?? setting('migrations', 'tableName')?.[0];
        const schema = setting('migrations', 'schemaName')?.[0] ?? setting('searchPath')?.[0];
        const extensions = setting('migrations', 'loadExtensions');
        const given = option('--migrations-directory');
        const directories = given === undefined ? (setting('migrations', 'directory') ?? ['migrations']) : [given];
        return {
            table: (0,ledgertable/* qualified */.LX)(schema, table ?? 'knex_migrations'),
            directories: directories.map((path) => (0,external_node_path_.resolve)(directory, path)),
            ...(extensions === undefined ? {} : { counts: endsIn(extensions) }),
            late: 'applies it',
            atomicFiles: !(0,commandline/* hasFlag */.Lt)(project.command, knex_NAME, ['--disable-transactions']) && inTransactions,
        };
    },
    async readLedger(session, table) {
        const found = await (0,ledgertable/* findTable */.UI)(session, table);
        if (found === undefined)
            return { tool: knex_NAME, table, applied: [] };
        const rows = await session.query(`select name from ${found} order by id`);
        const lock = await (0,ledgertable/* findTable */.UI)(session, lockOf(found));
        const locked = lock && (await session.query(`select from ${lock} where is_locked <> 0`));
        return {
            tool: knex_NAME,
            table: found,
            applied: rows.map(({ name }) => name),
            unfinished: locked !== undefined && locked.length > 0 ? [{ name: lockOf(found) }] : [],
        };
    },
    /** No command does it. The first line makes the tables that are not there yet. */
    adopt: ({ name }, table) => [
        'npx knex migrate:list',
        `insert into ${table} (name, batch, migration_time) values (${(0,ledgertable/* literal */.eu)(name)}, 1, now());`,
    ].join('\n'),
    async readFiles({ directories, counts = SCRIPT }) {
        const listed = await Promise.all(directories.map(async (directory) => (await (0,ledger_files/* entriesOf */.Mc)(directory, knex_NAME)).map(({ name }) => ({
            name,
            path: (0,external_node_path_.join)(directory, name),
        }))));
        const files = listed.flat().filter(({ name }) => counts.test(name));
        files.sort((a, b) => (a.name < b.name ? -1 : 1));
        return (0,ledger_files/* requireDistinct */.Cq)(files, knex_NAME);
    },
    upPart: (_, text) => upOfProgram(text),
};
function endsIn(extensions) {
    return new RegExp(`(${extensions.map((end) => end.replaceAll('.', '\\.')).join('|')})$`);
}
/** `knex_migrations` has `knex_migrations_lock` beside it; the last name may be quoted. */
function lockOf(table) {
    return table.endsWith('"') ? `${table.slice(0, -1)}_lock"` : `${table}_lock`;
}
async function knex_readConfig(project) {
    const { directory, command } = project;
    const named = (0,commandline/* optionValue */.TN)(command, knex_NAME, ['--knexfile']);
    const file = named === undefined ? await (0,ledger_files/* firstOf */.Ku)(directory, knex_CONFIGS) : (0,external_node_path_.resolve)(directory, named);
    const beside = file === undefined ? directory : (0,external_node_path_.dirname)(file);
    // It goes to the directory of the file.
    const places = { beside, startedIn: beside };
    const settings = file === undefined ? [] : settingsIn(await (0,promises_.readFile)(file, 'utf8'), places);
    for (const key of ['migrationSource', 'sortDirsSeparately']) {
        if (file !== undefined && settings.some(({ path }) => path.at(-1) === key)) {
            throw (0,unreadable/* unreadable */.O)(key, file, 'a way of its own to find or sort the files');
        }
    }
    const block = (0,commandline/* optionValue */.TN)(command, knex_NAME, ['--env']) ?? nodeEnv(project);
    return {
        /** Where knex works: beside the file of --knexfile, else where it was started. */
        directory: named === undefined || file === undefined ? directory : (0,external_node_path_.dirname)(file),
        /** Another block than that which counts costs a retry, and no more. */
        inTransactions: settings
            .filter(({ path }) => path.at(-1) === 'disableTransactions')
            .every(({ values }) => values?.[0] === 'false'),
        setting: (...path) => plainValues(settings, path, file ?? '', block),
    };
}

;// CONCATENATED MODULE: ./src/migration/settings/nodeconfig.ts








const FORMATS = ['json', 'js', 'ts', 'cjs', 'mjs', 'yaml', 'yml', 'json5', 'toml'];
/** What moves the ledger or the files, in a file that is a program. */
const SETTING = /migrations-(table|schema|dir)|\bschema\b/;
const sectionSchema = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
/**
 * Settings of node-pg-migrate outside its command line: the file of `-f`, or section `db` in the
 * files of the `config` package (its config/default, then that of NODE_ENV, then local ones).
 * @returns reads one setting as text; undefined where it is not set.
 * @throws {DeployError} for files that are programs.
 */
async function configSection(project, tool) {
    const { directory, command } = project;
    const named = (0,commandline/* optionValue */.TN)(command, tool, ['-f', '--config-file']);
    const section = (0,commandline/* optionValue */.TN)(command, tool, ['--config-value']) ?? 'db';
    const files = named === undefined ? await configFiles(project) : [(0,external_node_path_.resolve)(directory, named)];
    const layers = [];
    for (const file of files) {
        const text = await (0,promises_.readFile)(file, 'utf8');
        if ((0,external_node_path_.extname)(file) !== '.json') {
            if (SETTING.test(text))
                throw (0,unreadable/* unreadable */.O)('the settings of node-pg-migrate', file, 'a program');
            continue;
        }
        const all = sectionSchema.safeParse(JSON.parse(text));
        const own = all.success ? sectionSchema.safeParse(all.data[section]) : all;
        // A file of its own for the tool needs no section.
        if (own.success)
            layers.push(own.data);
        else if (named !== undefined && all.success)
            layers.push(all.data);
    }
    return (name) => {
        const value = layers.map((layer) => layer[name]).findLast((found) => found !== undefined);
        if (value === undefined)
            return undefined;
        if (Array.isArray(value) && typeof value[0] === 'string')
            return value[0];
        if (typeof value === 'string' || typeof value === 'boolean')
            return String(value);
        throw (0,unreadable/* unreadable */.O)(name, files.join(', '), JSON.stringify(value));
    };
}
/** Later ones override. The tool reads them only where the package `config` is installed. */
async function configFiles(project) {
    const { directory, environment } = project;
    if (!(await (0,packagejson/* dependsOn */.fr)(directory, 'config')))
        return [];
    const found = await Promise.all(['default', nodeEnv(project), 'local', `local-${nodeEnv(project)}`].map((name) => (0,ledger_files/* firstOf */.Ku)((0,external_node_path_.resolve)(directory, environment['NODE_CONFIG_DIR'] ?? 'config'), FORMATS.map((format) => `${name}.${format}`))));
    return found.filter((file) => file !== undefined);
}

;// CONCATENATED MODULE: ./src/migration/adapters/nodepgmigrate.ts








const nodepgmigrate_NAME = 'node-pg-migrate';
/** node-pg-migrate: a ledger of names, all pending files in one transaction unless told otherwise. */
const nodePgMigrate = {
    name: nodepgmigrate_NAME,
    command: 'npx --no-install node-pg-migrate up',
    failures: [
        {
            pattern: /Not run migration .+ is preceding already run migration/,
            cause: 'a pending file stands before one that is applied',
            remedy: 'give the pending file a later timestamp',
        },
        {
            pattern: /Another migration is already running/,
            cause: 'another node-pg-migrate holds its lock on this database',
            remedy: 'let it end, then run the failed jobs again',
            passes: 'lock timeout',
        },
        {
            pattern: /Definitions of migrations .+ have been deleted/,
            cause: 'an applied migration has no file any more',
            remedy: 'deploy the commit that has the file',
        },
    ],
    detect: (directory) => (0,packagejson/* dependsOn */.fr)(directory, nodepgmigrate_NAME),
    /** The command line counts first, then section `db` of the `config` package or the file of `-f`. */
    async locate(project) {
        const settings = await configSection(project, nodepgmigrate_NAME);
        const read = (long, short) => (0,commandline/* optionValue */.TN)(project.command, nodepgmigrate_NAME, [`--${long}`, ...(short === undefined ? [] : [short])]) ??
            settings(long);
        const ignored = read('ignore-pattern');
        if ((0,commandline/* hasFlag */.Lt)(project.command, nodepgmigrate_NAME, ['--use-glob']) || settings('use-glob') === 'true') {
            throw (0,unreadable/* unreadable */.O)('use-glob', 'the settings of node-pg-migrate', 'a pattern for directories');
        }
        const schema = read('migrations-schema') ?? read('schema', '-s') ?? 'public';
        return {
            table: (0,ledgertable/* qualified */.LX)(schema, read('migrations-table', '-t') ?? 'pgmigrations'),
            directories: [(0,external_node_path_.resolve)(project.directory, read('migrations-dir', '-m') ?? 'migrations')],
            ...(ignored === undefined ? {} : { counts: new RegExp(`^(?!(?:${ignored})$)`) }),
            late: checksOrder(project, settings('check-order')) ? 'refuses it' : 'applies it',
            atomicFiles: true,
        };
    },
    async readLedger(session, table) {
        const found = await (0,ledgertable/* findTable */.UI)(session, table);
        if (found === undefined)
            return { tool: nodepgmigrate_NAME, table, applied: [] };
        const rows = await session.query(`select name from ${found} order by run_on, id`);
        return { tool: nodepgmigrate_NAME, table: found, applied: rows.map(({ name }) => name) };
    },
    /** `--fake` marks as many of the oldest pending files as the number says (its bin/node-pg-migrate.js). */
    adopt: () => 'npx node-pg-migrate up 1 --fake',
    async readFiles({ directories: [directory = ''], counts = /^/ }) {
        const entries = await (0,ledger_files/* entriesOf */.Mc)(directory, nodepgmigrate_NAME);
        const files = entries
            .filter((entry) => !entry.isDirectory() && counts.test(entry.name))
            .map((entry) => entry.name)
            .sort(byPrefix)
            .map((file) => ({ name: (0,external_node_path_.basename)(file, (0,external_node_path_.extname)(file)), path: (0,external_node_path_.join)(directory, file) }));
        return (0,ledger_files/* requireDistinct */.Cq)(files, nodepgmigrate_NAME);
    },
    upPart({ path }, text) {
        if (!path.endsWith('.sql'))
            return upOfProgram(text);
        const [up, down] = [text.search(nodepgmigrate_UP), text.search(nodepgmigrate_DOWN)];
        if (up < 0)
            return text;
        return text.slice(up, down < up ? undefined : down);
    },
};
/** As its src/sqlMigration.ts has them; without the first of them all of the file is run. */
const nodepgmigrate_UP = /^\s*--[\s-]*up\s+migration/im;
const nodepgmigrate_DOWN = /^\s*--[\s-]*down\s+migration/im;
function checksOrder({ command }, setting) {
    const off = ['--no-check-order', '--check-order=false'];
    return !(0,commandline/* hasFlag */.Lt)(command, nodepgmigrate_NAME, off) && setting !== 'false';
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

;// CONCATENATED MODULE: ./src/migration/adapters/prismafailures.ts
/** Marking it as applied would be believed for ever, whatever the schema lacks. */
const PRISMA_UNFINISHED = 'look at the schema, and at the column logs of _prisma_migrations: undo by hand whatever the migration left, then run `prisma migrate resolve --rolled-back <name>`, so that the next deploy runs it again';
/** Codes of prisma.io/docs/orm/reference/error-reference. */
const PRISMA_FAILURES = [
    {
        pattern: /\bP3009\b/,
        cause: 'an earlier run left a migration that is not finished',
        remedy: PRISMA_UNFINISHED,
    },
    {
        pattern: /\bP3005\b/,
        cause: 'the database has tables, but no ledger of Prisma',
        remedy: 'check that this is the right database; an existing one is baselined once with `prisma migrate resolve --applied <name>` for each migration that it really holds',
    },
    {
        pattern: /\bP3015\b/,
        cause: 'a directory of migrations has no migration.sql',
        remedy: 'bring the file back, or remove the empty directory',
    },
    {
        pattern: /\bP1002\b|Timed out trying to acquire a postgres advisory lock/,
        cause: 'another run of Prisma Migrate holds its lock on this database, or a pooler kept it',
        remedy: 'end the other run or its session (advisory lock 72707369), then run the failed jobs again',
        passes: 'lock timeout',
    },
    {
        pattern: /\bP1001\b/,
        cause: 'Prisma did not reach the server',
        remedy: 'check that the server takes connections from this machine, then run the failed jobs again',
        passes: 'no connection',
    },
    {
        // The second is what the engine in WASM prints in its place.
        pattern: /\bP3018\b|apply_migration::apply_script/,
        cause: 'the SQL of a migration failed, and its row now blocks the next deploy',
        remedy: PRISMA_UNFINISHED,
    },
];

;// CONCATENATED MODULE: ./src/migration/adapters/prisma.ts








const prisma_NAME = 'prisma';
const TABLE = '_prisma_migrations';
const prisma_CONFIGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((format) => [
    `prisma.config.${format}`,
    `.config/prisma.${format}`,
]);
/** Prisma Migrate: a row is written before the SQL runs, so a failure leaves one even when all is rolled back. */
const prisma = {
    name: prisma_NAME,
    command: 'npx --no-install prisma migrate deploy',
    unfinished: PRISMA_UNFINISHED,
    failures: PRISMA_FAILURES,
    detect: async (directory) => (await (0,packagejson/* dependsOn */.fr)(directory, prisma_NAME)) || (0,ledger_files/* exists */.t2)((0,external_node_path_.join)(directory, 'prisma/schema.prisma')),
    async locate(project) {
        const config = await prisma_readConfig(project);
        return {
            table: (0,ledgertable/* qualified */.LX)(config.ledgerSchema, TABLE),
            directories: [config.migrations ?? (await besideSchema(project, config.schema))],
            late: 'applies it',
            // A driver adapter sends each statement by itself (adapter-pg's executeScript); the engine all at once.
            atomicFiles: !config.sendsStatements,
        };
    },
    async readLedger(session, table) {
        const found = await (0,ledgertable/* findTable */.UI)(session, table);
        if (found === undefined)
            return { tool: prisma_NAME, table, applied: [] };
        const rows = await session.query(`select migration_name as name, checksum, finished_at is not null as finished,
              to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') as started
         from ${found} where rolled_back_at is null order by started_at, id`);
        const applied = rows.filter(({ finished }) => finished);
        return {
            tool: prisma_NAME,
            table: found,
            applied: applied.map(({ name }) => name),
            checksums: (0,ledger_files/* recordedChecksums */.ry)(applied),
            unfinished: rows
                .filter(({ finished }) => !finished)
                .map(({ name, started }) => ({ name, startedAt: started })),
        };
    },
    /**
     * As `prisma migrate resolve --rolled-back` does it. Prisma writes the server's words beside a
     * statement that failed; a row without them is one whose SQL may be committed.
     */
    async clearFailed(session, table, name) {
        const rows = await session.query(`update ${table} set rolled_back_at = now()
        where migration_name = $1 and finished_at is null and rolled_back_at is null
          and applied_steps_count = 0 and coalesce(logs, '') <> ''
       returning id`, [name]);
        return rows.length === 1;
    },
    /** prisma.io/docs/orm/prisma-migrate/workflows/baselining */
    adopt: ({ name }) => `npx prisma migrate resolve --applied ${name}`,
    /** Directories by name; each holds its SQL (schema-engine's list_migrations.rs). */
    async readFiles({ directories: [directory = ''] }) {
        const entries = await (0,ledger_files/* entriesOf */.Mc)(directory, prisma_NAME);
        const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
        return Promise.all(names.sort().map(async (name) => {
            const path = (0,external_node_path_.join)(directory, name, 'migration.sql');
            return { name, path, checksums: (0,ledger_files/* checksumsOf */.Uw)(await (0,ledger_files/* contentOf */.$E)(path, prisma_NAME)) };
        }));
    },
};
/** A driver adapter takes the schema from its own options, the engine from the URL. */
async function prisma_readConfig({ directory, command, url }) {
    const named = (0,commandline/* optionValue */.TN)(command, prisma_NAME, ['--config']);
    const file = named === undefined ? await (0,ledger_files/* firstOf */.Ku)(directory, prisma_CONFIGS) : (0,external_node_path_.resolve)(directory, named);
    const ofUrl = url === undefined ? undefined : /[?&]schema=([^&]+)/.exec(url)?.[1];
    const fromUrl = decodeURIComponent(ofUrl ?? 'public');
    if (file === undefined)
        return { ledgerSchema: fromUrl, sendsStatements: false };
    const places = { beside: (0,external_node_path_.dirname)(file), startedIn: directory };
    const settings = settingsIn(await (0,promises_.readFile)(file, 'utf8'), places);
    const top = settings.filter(({ path }) => path.length === 1 || path[0] === 'migrations');
    const from = (path) => {
        const value = plainValues(top, path, file)?.[0];
        return value === undefined ? undefined : (0,external_node_path_.resolve)((0,external_node_path_.dirname)(file), value);
    };
    const [schema, migrations] = [from(['schema']), from(['migrations', 'path'])];
    const ofAdapter = settings.some(({ path }) => path[0] === 'adapter');
    const mayHaveOne = settings.some(({ path: [key], values }) => key === 'engine' && values?.[0] !== 'classic'); // prettier-ignore
    const inner = plainValues(settings, ['adapter', 'schema'], file)?.[0];
    return {
        ...(schema === undefined ? {} : { schema }),
        ...(migrations === undefined ? {} : { migrations }),
        ledgerSchema: ofAdapter ? (inner ?? 'public') : fromUrl,
        sendsStatements: ofAdapter || mayHaveOne,
    };
}
/** `migrations` stands beside the file with the data source. */
async function besideSchema(project, configured) {
    const { directory, command } = project;
    const given = (0,commandline/* optionValue */.TN)(command, prisma_NAME, ['--schema']) ?? (await (0,packagejson/* readPackage */.LY)(directory)).prisma?.schema;
    const named = given === undefined ? configured : (0,external_node_path_.resolve)(directory, given);
    const schema = named ??
        (await (0,ledger_files/* firstOf */.Ku)(directory, ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema'])) ??
        (0,external_node_path_.join)(directory, 'prisma/schema.prisma');
    const isFolder = await (0,promises_.stat)(schema).then((found) => found.isDirectory(), () => false);
    if (!isFolder)
        return (0,external_node_path_.join)((0,external_node_path_.dirname)(schema), 'migrations');
    const inside = (await (0,promises_.readdir)(schema)).includes('migrations');
    return inside ? (0,external_node_path_.join)(schema, 'migrations') : (0,external_node_path_.join)((0,external_node_path_.dirname)(schema), 'migrations');
}

;// CONCATENATED MODULE: ./src/migration/adapters/table.ts





/** Every tool with a ledger that we can read. Another command runs without ledger checks, and says so. */
const ADAPTERS = [prisma, drizzle, nodePgMigrate, dbmate, knex];
/** How to read a ledger that a backup names, whatever the checkout holds; undefined where we cannot. */
function ledgerReader(ledger) {
    const adapter = ADAPTERS.find(({ name }) => name === ledger?.tool);
    if (ledger === undefined || adapter === undefined)
        return undefined;
    return (session) => adapter.readLedger(session, ledger.table);
}


/***/ }),

/***/ 59800:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ withoutComments)
/* harmony export */ });
/** The text without the comments of SQL and JavaScript. What looks like one inside a string goes with them. */
function withoutComments(text) {
    return text
        .replace(/\/\*[\s\S]*?\*\//g, ' ')
        .replace(/--[^\n]*/g, ' ')
        .replace(/(^|[\s;{}(])\/\/[^\n]*/g, '$1');
}


/***/ }),

/***/ 63726:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LY: () => (/* binding */ readPackage),
/* harmony export */   Si: () => (/* binding */ spelledOut),
/* harmony export */   fr: () => (/* binding */ dependsOn)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);



const packageSchema = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    dependencies: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J()).optional(),
    devDependencies: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J()).optional(),
    scripts: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()).optional(),
    prisma: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ schema: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional() }).optional(),
});
/** The parts of a directory's package.json that tell of its migrations; empty without one. */
async function readPackage(directory) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined)
        return {};
    const parsed = packageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
}
/** Whether the package.json of a directory names a package. */
async function dependsOn(directory, name) {
    const { dependencies = {}, devDependencies = {} } = await readPackage(directory);
    return Object.hasOwn(dependencies, name) || Object.hasOwn(devDependencies, name);
}
/** `npm run migrate`, and what the other package managers make of it. */
const RUN = /\b(?:npm|pnpm|yarn|bun)\s+(?:-\S+\s+)*(?:run\s+|run-script\s+)?(?:-\S+\s+)*([\w:.-]+)/g;
/** Scripts that call scripts. */
const DEPTH = 4;
/** A command with the text of each npm script that it runs, so that the tool and its options can be seen. */
async function spelledOut(directory, command) {
    const { scripts = {} } = await readPackage(directory);
    let text = command;
    for (let depth = 0; depth < DEPTH; depth += 1) {
        text = text.replace(RUN, (whole, name) => Object.hasOwn(scripts, name) ? (scripts[name] ?? whole) : whole);
    }
    return text;
}


/***/ }),

/***/ 56915:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ contentOf),
/* harmony export */   Cq: () => (/* binding */ requireDistinct),
/* harmony export */   Ku: () => (/* binding */ firstOf),
/* harmony export */   Mc: () => (/* binding */ entriesOf),
/* harmony export */   Uw: () => (/* binding */ checksumsOf),
/* harmony export */   ry: () => (/* binding */ recordedChecksums),
/* harmony export */   t2: () => (/* binding */ exists)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83916);




/** What a directory of migrations holds, hidden files left out. @throws {DeployError} when there is none. */
async function entriesOf(directory, tool) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory, { withFileTypes: true }).catch((error) => {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DeployError */ .sH({
            attempted: `read the migrations of ${tool}`,
            found: `there is no directory ${directory}`,
            likelyCause: 'working-directory is not the one that the tool runs in',
            nextAction: 'set working-directory to the directory that holds it',
        }, { cause: error });
    });
    return entries.filter(({ name }) => !name.startsWith('.'));
}
/** @throws {DeployError} when a file that the tool counts on is not there. */
async function contentOf(path, tool) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8').catch((error) => {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DeployError */ .sH({
            attempted: `read the migrations of ${tool}`,
            found: `there is no file ${path}`,
            likelyCause: 'it was deleted or never committed, and what belongs to it was kept',
            nextAction: 'bring the file back, or remove the rest of this migration, too',
        }, { cause: error });
    });
}
/** The first of these that exists in the directory. */
async function firstOf(directory, names) {
    for (const name of names) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, name);
        if (await exists(path))
            return path;
    }
    return undefined;
}
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(path).then(() => true, () => false);
}
/** sha256 (hex) of the text as it is, and with either line ending: a checkout on Windows changes them. */
function checksumsOf(text) {
    const unix = text.replaceAll('\r\n', '\n');
    const forms = new Set([text, unix, unix.replaceAll('\n', '\r\n')]);
    return [...forms].map((form) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)('sha256').update(form).digest('hex'));
}
/** Checksums of the ledger by name, without what a hand that marked a migration as applied put there instead. */
function recordedChecksums(rows) {
    const made = rows.filter(({ checksum }) => /^[0-9a-f]{64}$/.test(checksum));
    return Object.fromEntries(made.map(({ name, checksum }) => [name, checksum]));
}
/** @throws {DeployError} where two files share what the ledger tells migrations apart by. */
function requireDistinct(files, tool) {
    const seen = new Map();
    for (const file of files) {
        const twin = seen.get(file.name);
        if (twin !== undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DeployError */ .sH({
                attempted: `read the migrations of ${tool}`,
                found: `${twin.path} and ${file.path} are both ${file.name} in the ledger`,
                likelyCause: 'two branches made a migration with the same number or at the same time',
                nextAction: 'give the one that is not applied yet another number or timestamp',
            });
        }
        seen.set(file.name, file);
    }
    return files;
}


/***/ }),

/***/ 7791:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D8: () => (/* binding */ isSchemaOf),
/* harmony export */   LX: () => (/* binding */ qualified),
/* harmony export */   OT: () => (/* binding */ withoutLedger),
/* harmony export */   UI: () => (/* binding */ findTable),
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   pP: () => (/* binding */ schemaOf),
/* harmony export */   xm: () => (/* binding */ isPartOf)
/* harmony export */ });
/**
 * The qualified name of a table, quoted where it must be; undefined where there is none. A name
 * without a schema is in the one that the role's own sessions create tables in: the search path of
 * a pinned transaction is not the tool's.
 */
async function findTable(session, table) {
    const [found] = await session.query(`with wanted as (select parse_ident($1) as parts),
          current as (
            select n.nspname
              from pg_settings,
                   string_to_table(reset_val, ',') with ordinality as path(entry, place)
              join pg_namespace n on n.nspname = case trim(entry)
                when '"$user"' then current_user::text else trim(both '"' from trim(entry)) end
             where name = 'search_path' and has_schema_privilege(n.oid, 'usage')
             order by place limit 1)
     select format('%I.%I', n.nspname, c.relname) as name
       from wanted
       join pg_namespace n on n.nspname =
            case cardinality(parts) when 1 then (select nspname from current) else parts[1]::name end
       join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'f')
        and c.relname = parts[cardinality(parts)]`, [table]);
    return found?.name;
}
/** A qualified name as SQL writes it. */
function qualified(schema, name) {
    return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}
function identifier(name) {
    return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
/** The schema of a qualified name, as SQL writes it. */
function schemaOf(table) {
    return partsOf(table)[0] ?? '';
}
/** A text as SQL writes it. */
function literal(value) {
    return `'${value.replaceAll("'", "''")}'`;
}
/** What tools make for a ledger that is not there yet: table, lock table, their sequences and keys. */
const PARTS = /^(_lock)?(_id_seq|_index_seq)?"?[. ]/;
/**
 * The lines of catalog changes without the ledger itself, where the run has created it: tools do
 * that outside the transaction of the migrations, so it stays when these are rolled back.
 */
function withoutLedger(changes, table) {
    if (table === undefined || !changes.some((line) => line.startsWith(`+ table ${table} `))) {
        return [...changes];
    }
    const isOwn = [isSchemaOf(table), isPartOf(table)];
    return changes.filter((line) => !line.startsWith('+ ') || !isOwn.some((is) => is(line.slice(2))));
}
/** Whether a line of the catalog, as people are shown it, is the ledger or a part of it. */
function isPartOf(table) {
    const [schema = '', name = ''] = partsOf(table);
    const stem = `${schema}.${name.replace(/"$/, '')}`;
    return (line) => {
        const object = /^(?:table|column|constraint|index|sequence) (.*)$/.exec(line)?.[1] ?? '';
        return object.startsWith(stem) && PARTS.test(object.slice(stem.length));
    };
}
/** Whether it is the schema of the ledger. */
function isSchemaOf(table) {
    return (line) => line.startsWith(`schema ${partsOf(table)[0] ?? ''} `);
}
function partsOf(table) {
    return table.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
}


/***/ }),

/***/ 96055:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kr: () => (/* binding */ calls),
/* harmony export */   Lt: () => (/* binding */ hasFlag),
/* harmony export */   TN: () => (/* binding */ optionValue),
/* harmony export */   ib: () => (/* binding */ optionValues)
/* harmony export */ });
/* harmony import */ var _unreadable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18109);

/** Words, with quotes; and what ends one call of a program. */
const TOKEN = /[;&|\n]+|(?:"[^"]*"|'[^']*'|[^\s;&|"'])+/g;
/** A command in a command: `bash -c '…'`. */
const NESTED = /\b(?:ba|da|z)?sh\s+-\w*c\s+(["'])(.*?)\1/gs;
/** What follows these is a directory or a package, whatever it is called. */
const BEFORE_A_PLACE = new Set(['cd', '-C', '--cwd', '--dir', '--prefix', '--filter', '-F', '-w']);
/** The words that follow the tool's name, of each of its calls. */
function callsOf(command, tool) {
    const words = command.replaceAll('\\\n', ' ').replace(NESTED, ' $2 ').match(TOKEN) ?? [];
    const found = [];
    let call;
    for (const [at, word] of words.entries()) {
        if (/^[;&|\n]/.test(word))
            call = undefined;
        else if (isName(word, tool) && !BEFORE_A_PLACE.has(words[at - 1] ?? '')) {
            call = [];
            found.push(call);
        }
        else
            call?.push(word);
    }
    return found;
}
/** `prisma@6`, `./node_modules/.bin/prisma`. */
function isName(word, tool) {
    return word.replace(/^.*\//, '').replace(/@[^@]*$/, '') === tool;
}
/** Whether a command calls the tool. @param command with npm scripts spelled out. */
function calls(command, tool) {
    return callsOf(command, tool).length > 0;
}
/**
 * Values of an option in every call of a tool: `--name value`, `--name=value`, `-n value`, `-nvalue`.
 * @param command with npm scripts spelled out.
 * @throws {DeployError} where the shell would put something else in its place.
 */
function optionValues(command, tool, names) {
    return callsOf(command, tool).flatMap((words) => words.flatMap((word, at) => {
        const [, name = word, , given] = /^(--[^=]+|-\w)(=?)(.*)$/s.exec(word) ?? [];
        const attached = given !== undefined && given !== '';
        if (!names.includes(name))
            return [];
        const value = attached ? given : (words[at + 1] ?? '');
        // What is quoted stays as it is, in double quotes without $, ` and \.
        const open = value.replace(/'[^']*'|"[^"$`\\]*"/g, '');
        if (/[$`*?~\\]/.test(open))
            throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O)(`${name} of ${tool}`, 'migrate-command', value);
        return [value.replace(/["']/g, '')];
    }));
}
/** Whether an option without a value stands in a call of the tool. */
function hasFlag(command, tool, names) {
    return callsOf(command, tool).some((words) => words.some((word) => names.includes(word)));
}
/** The one value that an option has. @throws {DeployError} when calls give it different ones. */
function optionValue(command, tool, names) {
    const [value, ...others] = new Set(optionValues(command, tool, names));
    if (others.length === 0)
        return value;
    throw (0,_unreadable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O)(names.join(', '), 'migrate-command', [value, ...others].join(' and '));
}


/***/ }),

/***/ 18109:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ unreadable)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

/** A setting that decides which ledger counts, and that cannot be known without running the configuration. */
function unreadable(setting, place, value) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({
        attempted: `read ${setting} in ${place}`,
        found: `it is no plain value: ${value.slice(0, 80)}`,
        likelyCause: 'a variable, an expression, or two values; this action runs no configuration files',
        nextAction: `write one plain value for ${setting} in ${place}: read wrongly, the ledger of another table would pass for this one`,
    });
}


/***/ })

};
